"""A line in, the time stamp in it out: where it stands and its moment in ISO 8601 as far as it is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

__all__ = ["Stamp", "find_stamp"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_CLOCK = (
    r"(?:\W{0,3}(?:at|@|um|à|T)?\W{0,3}(?P<hour>[0-2]?\d)[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?(?:\s*\(?(?:[A-Z]{2,4}|[+-]\d\d:?\d\d)\b\)?)?)?"
)
_DAYNAME = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_FORMS = tuple(
    re.compile(form + _CLOCK, re.IGNORECASE)
    for form in (
        rf"{_DAYNAME}\b(?P<month>{_NAMES})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b",
        rf"{_DAYNAME}\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+|-)(?P<month>{_NAMES})\.?,?(?:\s+|-)(?P<year>\d{{4}})\b",
        r"\b(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"\b(?P<first>\d{1,2})[-/.](?P<other>\d{1,2})[-/.](?P<year>\d{4})\b",
    )
)
_MAYBE_AGO = re.compile(r"\bago\b|yesterday|just now", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_AGO = re.compile(
    r"\b(?:(?:about\s+)?(?:\d{1,3}|an?|one|two|three)\s+(?:year|month|week|day|hour|minute|min|second|yr|mo|hr)s?\s+ago"
    r"|yesterday|just now)\b(?:\W{0,2}at\W{0,2}\d{1,2}:\d\d\s*(?:[ap]m)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp at `line[start:end]`; `time` is `2012-04-14T15:30`, `2012-04-14`, or None where it is relative
    ("3 years ago") or ambiguous (03/04/2012)."""

    start: int
    end: int
    time: str | None


def find_stamp(line: str) -> Stamp | None:
    """The first stamp in `line`: a full date, with or without a clock time, or a relative one ("2 days ago")."""
    if _YEAR.search(line):
        for form in _FORMS:
            if match := form.search(line):
                return Stamp(match.start(), match.end(), _iso(match.groupdict()))
    if _MAYBE_AGO.search(line) and (match := _AGO.search(line)):
        return Stamp(match.start(), match.end(), None)
    return None


def _iso(parts: dict[str, str | None]) -> str | None:
    day = _day(parts)
    hour = _hour(parts)
    if day is None or hour is None:
        return day
    second = f":{parts['second']}" if parts["second"] else ""
    return f"{day}T{hour:02d}:{parts['minute']}{second}"


def _day(parts: dict[str, str | None]) -> str | None:
    year = int(parts["year"] or 0)
    if parts.get("first"):
        month, day = _month_and_day(int(parts["first"] or 0), int(parts["other"] or 0))
    else:
        name = (parts["month"] or "").lower()
        month, day = (int(name) if name.isdigit() else _MONTHS.index(name[:3]) + 1), int(parts["day"] or 0)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _month_and_day(first: int, other: int) -> tuple[int, int]:
    """Which of two numbers is the month; (0, 0), no date at all, where both orders are possible."""
    if first == other:
        return first, other
    if first > 12:
        return other, first
    return (first, other) if other > 12 else (0, 0)


def _hour(parts: dict[str, str | None]) -> int | None:
    if not parts["hour"]:
        return None
    hour = int(parts["hour"])
    half = (parts["half"] or "").lower()[:1]
    if half:
        return hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else None
    return hour if hour <= 23 else None
