"""Times that hold another date: "the evening of 21 November", "the tenth anniversary of", "a week before the"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from dragoman.dates.calendar import precision_of, shift, unit_value
from dragoman.dates.context import Context, Match, Reading, Rule, dated, relative
from dragoman.dates.counted import counted_from
from dragoman.dates.tense import sentence_bounds
from dragoman.dates.words import compiled, number
from dragoman.records import TimeExpression

__all__ = ["RULES"]

_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "early hours": "MO", "small hours": "MO"}
_ONES = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
_ONES += " fifteenth sixteenth seventeenth eighteenth nineteenth"
_TENS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth"
_ORDINALS = {word: n for n, word in enumerate(_ONES.split(), 1)} | {
    word: 10 * n for n, word in enumerate(_TENS.split(), 2)
}
_ORDINALS |= {
    f"{ten[:-4]}y-{one}": n + i
    for ten, n in [(t, v) for t, v in _ORDINALS.items() if t.endswith("ieth")]
    for i, one in enumerate(_ONES.split()[:9], 1)
}
_JUBILEES = {"silver": 25, "golden": 50, "diamond": 60, "platinum": 70}
_CENTURIES = {
    "centenary": 100,
    "centennial": 100,
    "sesquicentennial": 150,
    "bicentenary": 200,
    "bicentennial": 200,
    "tercentenary": 300,
    "quincentenary": 500,
}
#: Years between an anniversary and the publication that speaks of it.
_CLOSE = 1
_CLAUSE = re.compile(r"\b(?:that|which|who|whom|whose|when|where)\b")
_STOP = re.compile(r"[.;,()\n]")
_BEFORE_DATE = re.compile(r"\b(?:of|on|in)(?: the)?\s$")


def _dates_in(context: Context, start: int, end: int) -> Iterator[TimeExpression]:
    """The dates of a stretch of the text, to the year at least."""
    place = start
    for match in re.finditer(r"\b(?=\w)", context.text[start:end]):
        at = start + match.start()
        inner = context.read(at) if context.read and at >= place else None
        if inner and inner.type == "DATE" and re.match(r"\d{4}", inner.value) and inner.end <= end:
            place = inner.end
            yield inner


def _clause_end(context: Context, start: int) -> int:
    stop = _STOP.search(context.text, start, start + 100)
    return stop.start() if stop else min(len(context.text), start + 100)


def _part_of_day(match: Match, context: Context) -> Reading | None:
    """`the evening of 21 November 1990`."""
    inner = context.read(match.end()) if context.read else None
    if inner is None or precision_of(inner.value, inner.interval) != "day" or "T" in inner.value:
        return None
    value = f"{inner.value}T{_PARTS[' '.join(match['partofday'].lower().split())]}"
    return Reading("TIME", value, inner.interval, f"part of a day: {inner.rule}", inner.end)


def _before_or_after(match: Match, context: Context) -> Reading | None:
    """`four months before the coup of September 1973`."""
    end = _clause_end(context, match.end())
    inner = next(_dates_in(context, match.end(), end), None)
    if inner is None or inner.interval is None or None in inner.interval:
        return None
    ahead = context.text[match.end() : inner.start]
    if ahead and not _BEFORE_DATE.search(ahead):
        return None
    first, last = (date.fromisoformat(day) for day in inner.interval if day)
    sign = 1 if match["side"].lower() == "after" else -1
    grain = "day" if match["exact"] and first == last else ""
    reading = counted_from((first, last), repr(inner.text), match["number"], match["unit"], sign, grain)
    return replace(reading, end=inner.end) if reading else None


def _years_before(match: Match, context: Context) -> Reading | None:
    """`twenty-five years ago yesterday`, `ten years ago this month`."""
    inner = context.read(match.end()) if context.read else None
    years = number(match["number"])
    if inner is None or years is None or years != round(years):
        return None
    value = _later(inner.value, -round(years))
    return replace(dated(value, f"{match['number']} years before {inner.text!r}"), end=inner.end) if value else None


def _nth(match: Match) -> int:
    words = (match["nth"] or "").lower()
    if match["century"]:
        return _CENTURIES[match["century"].lower()]
    digits = re.match(r"\d+", words)
    return int(digits[0]) if digits else _JUBILEES.get(words) or _ORDINALS[words]


def _anniversary(match: Match, context: Context) -> Reading | None:
    """So many years after the day that is told with it, or near it; else in the year of publication."""
    years, text = _nth(match), context.text
    end = _clause_end(context, match.end())
    if re.match(r"\s+of\b", text[match.end() :]):
        for inner in _dates_in(context, match.end(), end):
            ahead = text[match.end() : inner.start]
            if (value := _later(inner.value, years)) is not None and not _CLAUSE.search(ahead):
                return replace(dated(value, f"{years} years after {inner.text!r}"), end=inner.end)
    first, last = sentence_bounds(text, match.start(), match.end())
    told = [t for t in context.found[-8:] if t.end >= first - 200] + list(_dates_in(context, match.end(), last))
    for inner in reversed(told):
        value = _later(inner.value, years)
        if value and context.published and abs(int(value[:4]) - context.published[0].year) <= _CLOSE:
            return dated(value, f"{years} years after {inner.text!r}")
    return relative(
        context.published,
        lambda day: unit_value(day, "year"),
        "XXXX",
        f"an anniversary, kept in the year of {context.label}",
    )


def _later(value: str, years: int) -> str | None:
    """A day, month or year so many years later."""
    plain = re.fullmatch(r"(\d{4})((?:-\d\d){0,2})", value)
    if plain is None:
        return None
    if plain[2].count("-") == 2:
        day = shift(date.fromisoformat(value), years, "year")
        return day.isoformat() if day else None
    return f"{int(plain[1]) + years:04}{plain[2]}"


_WHOSE = "(?:the|its|their|his|her|our|this) "
_TABLE: list[tuple[str, str, Callable[[Match, Context], Reading | None]]] = [
    (
        "part of the day of a date",
        rf"(?:the )?(?:early |late )?(?P<partofday>{'|'.join(_PARTS)}) of (?:the )?",
        _part_of_day,
    ),
    (
        "before or after what a date tells",
        r"{approx}?{number}[ -]{unit} (?P<exact>to the day )?(?P<side>before|after) (?:(?:the|his|her|its|their) )?",
        _before_or_after,
    ),
    (
        "years before a day pointed at",
        r"{number} years? ago (?=today|yesterday|tomorrow|(?:this|last|next) (?:month|year)|on )(?:on )?",
        _years_before,
    ),
    (
        "anniversary",
        rf"(?:{_WHOSE})?(?:(?P<nth>\d{{1,4}}(?:st|nd|rd|th)|{'|'.join(sorted(_ORDINALS, key=len, reverse=True))}"
        rf"|{'|'.join(_JUBILEES)}) (?:anniversary|jubilee)|(?P<century>{'|'.join(_CENTURIES)}))(?!\w)",
        _anniversary,
    ),
]
RULES: list[Rule] = [(name, compiled(template), function) for name, template, function in _TABLE]
