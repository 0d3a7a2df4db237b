"""Times of day: rules for a clock time or a part of the day, with the date beside it or before it."""

from __future__ import annotations

import re
from datetime import date

from dragoman.dates.absolute import day_value, numeral
from dragoman.dates.calendar import interval_of, shift, unit_value
from dragoman.dates.context import Context, Match, Reading, Rule, dated, relative
from dragoman.dates.tense import FUTURE, sentence_bounds, tense
from dragoman.dates.words import compiled, month_number, weekday_number

__all__ = ["RULES"]

_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "noon": "MI"}
_ZONE = (
    r"(?:\s?\(?(?P<zone>UTC|GMT|Z|PST|PKT|IST|MSK|EST|CET|hrs|hours|local time)(?!\w)"
    r"(?:\s?[+-]\s?\d{1,2})?\)?)?"
)
_CLOCK = (
    r"(?:(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?(?:\s?(?P<half>[ap])(?:\.m\.|m(?!\w)))?"
    r"|(?P<hour2>1[0-2]|0?[1-9])\s?(?P<half2>[ap])(?:\.m\.|m(?!\w)))(?!\d)" + _ZONE
)
_DAY = (
    r"(?:{any_weekday},? )?"
    r"(?:{month} {bare_day}(?:,| of)? {year}|{bare_day2}(?: of)? {month2},? {year2}|{year3}-{mm}-{dd})"
)


def _clock_value(match: Match) -> str | None:
    """`T18:40`, with Z for universal time; None where the figures are no time of day."""
    hour, minute = int(match["hour"] or match["hour2"]), match["minute"] or "00"
    half = (match["half"] or match["half2"] or "").lower()
    if half and hour > 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"T{hour:02}:{minute}" + ("Z" if (match["zone"] or "").upper() in ("UTC", "GMT", "Z") else "")


def _moment(match: Match, context: Context) -> Reading | None:
    """A full date with a time of day."""
    clock = _clock_value(match)
    if clock is None:
        return None
    if match["year3"]:
        day = f"{match['year3']}-{match['mm']}-{match['dd']}"
    else:
        month = month_number(match["month"] or match["month2"])
        day = day_value(int(match["year"] or match["year2"]), month, numeral(match["bare_day"] or match["bare_day2"]))
    return dated(day + clock, "date and time as written", "TIME") if interval_of(day) else None


def _clock_alone(match: Match, context: Context) -> Reading | None:
    """A time of day on the last day named in the sentence, else on the day of publication."""
    clock = _clock_value(match)
    marked = match["half"] or match["half2"] or match["zone"]
    if clock is None or not (marked or re.search(r"\bat\s+$", context.text[max(0, match.start() - 6) : match.start()])):
        return None
    if "." in match[0][:3] and not marked:
        return None
    first, _ = sentence_bounds(context.text, match.start(), match.end())
    days = [t for t in context.found[-20:] if t.start >= first and interval_of(t.value[:10]) and len(t.value) >= 10]
    if days and "/" not in days[-1].value:
        return dated(days[-1].value[:10] + clock, f"time of day on {days[-1].text!r}", "TIME")
    reading = relative(
        context.published, date.isoformat, "XXXX-XX-XX", f"time of day, counted from {context.label}", "TIME"
    )
    return Reading("TIME", reading.value + clock, reading.interval, reading.rule)


_POINTED = {"yesterday": -1, "last": -1, "this": 0, "today": 0, "tomorrow": 1}


def _part_of_day(match: Match, context: Context) -> Reading:
    """`this morning`, `last night`, `Friday evening`, `tonight`."""
    words = match["which"].lower()
    part = _PARTS[(match["partofday"] or "night").lower()]
    if words in _POINTED or words == "tonight":
        step = _POINTED.get(words, 0)

        def value(day: date) -> str:
            return unit_value(shift(day, step, "day"), "day")
    else:
        number, (way, _) = weekday_number(words), tense(context.text, match.start(), match.end())

        def value(day: date) -> str:
            back, ahead = (day.isoweekday() - number) % 7, (number - day.isoweekday()) % 7
            return unit_value(shift(day, ahead if way == FUTURE else -back, "day"), "day")

    reading = relative(context.published, value, "XXXX-XX-XX", f"part of a day, counted from {context.label}", "TIME")
    return Reading("TIME", f"{reading.value}T{part}", reading.interval, reading.rule)


_TABLE = [
    ("date and time", _DAY + r"(?:,? at |,? ?[-–|,]? ?|T)" + _CLOCK, _moment),
    ("time and date", _CLOCK + r",?(?: on)? (?:the )?" + _DAY, _moment),
    ("time of day", _CLOCK, _clock_alone),
    (
        "part of a day",
        r"(?:(?:early |late )?(?P<which>yesterday|last|this|tomorrow|{weekday}) "
        r"(?P<partofday>morning|afternoon|evening|night))(?!\w)",
        _part_of_day,
    ),
    ("tonight", r"(?P<which>tonight)(?P<partofday>)(?!\w)", _part_of_day),
]
RULES: list[Rule] = [(name, compiled(template), function) for name, template, function in _TABLE]
