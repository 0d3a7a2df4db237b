"""Dates counted from publication or from the date before them: "two weeks ago", "seven years earlier"."""

from __future__ import annotations

import re
from datetime import date

from dragoman.dates.calendar import shift, unit_value
from dragoman.dates.context import Bounds, Context, Match, Reading, Rule, relative
from dragoman.dates.tense import FUTURE, PAST, tense
from dragoman.dates.words import compiled, number, unit

__all__ = ["RULES", "anchor_bounds", "counted_from"]

_SMALL = ("second", "minute", "hour")
_REFERENCE = {-1: "PAST_REF", 1: "FUTURE_REF"}


def anchor_bounds(context: Context, name: str) -> tuple[Bounds | None, str]:
    """The days to count from and their words: the date before this one in the text, else publication.

    For years and longer the year that the date names counts, so that a winter stays one year.
    """
    anchor = context.anchor()
    if anchor is None or anchor.interval is None:
        return context.published, context.label
    first, last = (date.fromisoformat(day) for day in anchor.interval if day)
    if name in ("year", "decade", "century") and re.match(r"\d{4}(?!.*/)", anchor.value):
        first = last = date(int(anchor.value[:4]), 1, 1)
    return (first, last), repr(" ".join(anchor.text.split()))


def counted_from(
    bounds: Bounds | None, label: str, words: str, named: str, sign: int, grain: str = ""
) -> Reading | None:
    """`words` units before or after: to the unit, or one finer for a count with a fraction or of decades."""
    name, count = unit(named), number(words)
    if name == "hour" and count and count % 24 == 0:
        name, count = "day", count / 24
    if name in _SMALL:
        return None
    if count is None:
        return Reading("DATE", _REFERENCE[sign], None, f"some {name}s {'after' if sign > 0 else 'before'} {label}")
    grain = grain or {"decade": "year", "century": "year"}.get(name, name)
    if count != round(count):
        grain = {"year": "month", "month": "week", "week": "day"}.get(name, grain)

    def value(day: date) -> str:
        return unit_value(shift(day, sign * count, name), grain)

    side = "after" if sign > 0 else "before"
    rule = f"{words} {named} {side} {label}"
    return relative(bounds, value, unit_value(None, grain), rule)


def _ago(match: Match, context: Context) -> Reading | None:
    return counted_from(context.published, context.label, match["number"], match["unit"], -1)


def _from_now(match: Match, context: Context) -> Reading | None:
    return counted_from(context.published, context.label, match["number"], match["unit"], 1)


def _in(match: Match, context: Context) -> Reading | None:
    """`in three days` is a date where the sentence looks ahead, else a duration."""
    way, _ = tense(context.text, match.start(), match.end())
    return _from_now(match, context) if way == FUTURE else None


def _grain(match: Match) -> str:
    name = unit(match["unit"])
    return {"decade": "year", "century": "year"}.get(name, name)


_SIGNS = {
    "earlier": -1,
    "before": -1,
    "previously": -1,
    "prior": -1,
    "later": 1,
    "on": 1,
    "after": 1,
    "afterwards": 1,
    "afterward": 1,
}


def _from_anchor(match: Match, context: Context) -> Reading | None:
    """`ten days later`; with `than` behind it only the length is said."""
    if re.match(r"\s+than\b", context.text[match.end() : match.end() + 6]):
        return None
    bounds, label = anchor_bounds(context, unit(match["unit"]))
    reading = counted_from(bounds, label, match["number"], match["unit"], _SIGNS[match["side"].lower()])
    if (
        reading
        and reading.interval
        and context.published
        and (reading.interval[0] or "") > context.published[1].isoformat()
    ):
        way, _ = tense(context.text, match.start(), match.end())
        if way == PAST:  # told as past, yet after publication: the date before it is not the one meant
            return Reading("DATE", unit_value(None, _grain(match)), None, "counted from a date that is not told")
    return reading


def _next_day(match: Match, context: Context) -> Reading | None:
    """`The day before, ...`: of the date told before."""
    if context.anchor() is None:
        return None
    bounds, label = anchor_bounds(context, "day")
    return counted_from(bounds, label, "one", "day", _SIGNS[match["side"].lower()])


_NEIGHBOURS = {"same": 0, "very": 0, "that": 0, "following": 1, "next": 1, "previous": -1, "preceding": -1}


def _neighbour(match: Match, context: Context) -> Reading | None:
    """`the same year`, `that month`, `the following day`: seen from the date before it."""
    name, step = unit(match["long_unit"]), _NEIGHBOURS[match["which"].lower().split()[0]]
    bounds, label = anchor_bounds(context, name)
    if context.anchor() is None and match["which"].lower().startswith("that"):
        return None

    def value(day: date) -> str:
        return unit_value(shift(day, step, name), name)

    return relative(bounds, value, unit_value(None, name), f"{match['which'].lower()} {name}, seen from {label}")


_COUNT = "{approx}?{number}[ -](?:and a half )?{unit}"


def _fortnight(match: Match, context: Context) -> Reading | None:
    """Two weeks before or after publication, or the date before."""
    side = match["side"].lower()
    if side in ("ago", "hence", "from now"):
        return counted_from(context.published, context.label, "two", "weeks", -1 if side == "ago" else 1)
    bounds, label = anchor_bounds(context, "week")
    return counted_from(bounds, label, "two", "weeks", _SIGNS[side])


_TABLE = [
    ("a fortnight", r"{approx}?a fortnight (?P<side>ago|hence|from now|later|earlier)(?!\w)", _fortnight),
    ("ago", _COUNT + " (?:ago|back(?! to))(?!\\w)", _ago),
    ("from now", _COUNT + " (?:from now|hence)(?!\\w)", _from_now),
    ("in some time", "(?:in|within) {approx}?{number} {unit}(?:['’] time)?", _in),
    (
        "earlier or later",
        _COUNT
        + r" (?P<side>earlier|later|on(?= ?,)|previously|afterwards?|(?:before|after|prior)(?= ?(?:[.,;)]|$)))(?!\w)",
        _from_anchor,
    ),
    (
        "before or after that",
        _COUNT
        + r" (?P<side>before|after) (?:that|this|then)(?= ?[.,;)]| date| event| (?!and )[a-z]+| (?:the|he|she|it)\b)",
        _from_anchor,
    ),
    ("the day before or after", r"the day (?P<side>before|after)(?= ?[,.;])", _next_day),
    (
        "same, next or previous",
        r"(?:the )?(?P<which>(?<=the\s)(?:same|very|following|next|previous|preceding)|that(?: same| very)?)"
        r" {long_unit}",
        _neighbour,
    ),
]
RULES: list[Rule] = [(name, compiled(template), function) for name, template, function in _TABLE]
