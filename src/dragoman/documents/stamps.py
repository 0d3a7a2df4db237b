"""A line in, the time stamp in it out: where it stands and its moment in ISO 8601 as far as it is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

__all__ = ["Stamp", "find_stamp"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_HOUR = (
    r"(?P<hour>[0-2]?\d)[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?\s*(?P<half>[ap]\.?m\b\.?)?"
    r"(?:\s*\(?(?:(?-i:[A-Z]{2,4})|[+-]\d\d:?\d\d)\b\)?)?"
)
_CLOCK_AFTER = re.compile(r"\W{0,3}(?:at|um|à|T)?\W{0,3}" + _HOUR, re.IGNORECASE)
_CLOCK_BEFORE = re.compile(_HOUR + r"\W{0,3}(?:on)?\W{0,3}$", re.IGNORECASE)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TH = r"(?:st|nd|rd|th)?"
_DAYS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_WEEKDAY}\b(?P<month>{_NAMES})\.?\s+(?P<day>\d{{1,2}}){_TH},?\s+(?P<year>\d{{4}})\b",
        rf"{_WEEKDAY}\b(?P<day>\d{{1,2}}){_TH}[\s-]+(?P<month>{_NAMES})\b\.?,?[\s-]+(?P<year>\d{{4}})\b",
        r"\b(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        r"(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日",
        r"\b(?P<first>\d{1,2})[-/.](?P<other>\d{1,2})[-/.](?P<year>\d{4})\b",
    )
)
_MAYBE_AGO = re.compile(r"\bago\b|yesterday|just now", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_AGO = re.compile(
    r"\b(?:(?:about\s+)?(?:\d{1,3}|an?|one|two|three)\s+(?:year|month|week|day|hour|minute|min|second|yr|mo|hr)s?"
    r"\s+ago|yesterday|just now)\b(?:\W{0,2}at\W{0,2}\d{1,2}:\d\d\s*(?:[ap]m)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp at `line[start:end]`. `time` is `2012-04-14T15:30` or `2012-04-14` by the page's clock, or
    None where it is relative ("3 years ago") or can be read in two ways (03/04/2012)."""

    start: int
    end: int
    time: str | None


def find_stamp(line: str) -> Stamp | None:
    """The first full date in `line`, with its clock time if it has one, else a time like "2 days ago"."""
    if _YEAR.search(line):
        for form in _DAYS:
            if match := form.search(line):
                return _with_clock(line, match)
    if _MAYBE_AGO.search(line) and (match := _AGO.search(line)):
        return Stamp(match.start(), match.end(), None)
    return None


def _with_clock(line: str, match: re.Match[str]) -> Stamp:
    day = _day(match.groupdict())
    start, end = match.span()
    if clock := _CLOCK_AFTER.match(line, end):
        end = clock.end()
    elif clock := _CLOCK_BEFORE.search(line, max(0, start - 30), start):
        start = clock.start()
    else:
        return Stamp(start, end, day)
    moment = _moment(clock)
    return Stamp(start, end, f"{day}T{moment}" if day and moment else day)


def _moment(clock: re.Match[str]) -> str | None:
    """`15:30` or `15:30:05`; None for an hour that no clock has."""
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()[:1]
    if hour > 23 or (half and not 1 <= hour <= 12):
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return f"{hour:02d}:{clock['minute']}" + (f":{clock['second']}" if clock["second"] else "")


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
