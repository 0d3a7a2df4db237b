"""Lengths of time and repeated times: rules for "for ten years", "the past six months", "every year"."""

from __future__ import annotations

import re
from datetime import date

from dragoman.dates.calendar import shift
from dragoman.dates.context import Context, Match, Reading, Rule
from dragoman.dates.words import PLURAL_UNITS, any_of, compiled, number, unit, weekday_number

__all__ = ["RULES", "length"]

_YEARS = {"decade": 10, "century": 100}
_AGE = re.compile(r"[ -]?olds?\b| of age\b|s old\b|['’]s? old\b", re.IGNORECASE)
_ONE_BEFORE = re.compile(
    r"\b"
    + any_of(
        """for in within than almost nearly over after about around at_least lasted lasting only just takes?
        took of under up_to spent spend once every without half"""
    )
    + r"\s+$",
    re.IGNORECASE,
)
_COUNTED = any_of(
    """million billion thousand hundred times once twice tons tonnes barrels metres meters dollars rupees
    euros percent per_cent flights visits students jobs passengers cubic_feet"""
)
_COUNTED_BEFORE = re.compile(rf"(?:\d|\b{_COUNTED})%?\s+$", re.IGNORECASE)
_UNCOUNTED = r"(?P<unit>days|weeks|months|years|decades|centuries)"


def length(words: str, named: str, half: bool = False) -> str:
    """A TIMEX3 duration: `P3D`, `PT30M`, `P2.5Y`; decades and centuries as years; `PXY` for a vague count."""
    name, count = unit(named), number(words) if words else None
    letter = PLURAL_UNITS["year" if name in _YEARS else name]
    amount = "X" if count is None else f"{(count + (0.5 if half else 0)) * _YEARS.get(name, 1):g}"
    return f"PT{amount}{letter[1]}" if letter.startswith("T") else f"P{amount}{letter}"


def _duration(match: Match, context: Context) -> Reading | None:
    """`ten years`, `three-day`; not an age, and `a year` only where a preposition makes it a length."""
    text, words = context.text, " ".join(match["number"].lower().split())
    if _AGE.match(text, match.end()):
        return None
    before = text[max(0, match.start() - 20) : match.start()]
    if words in ("a", "an", "one") and not (match["approx"] or match["half"] or _ONE_BEFORE.search(before)):
        return None
    if unit(match["unit"]) == "second" and not match["unit"].lower().endswith("s"):
        return None
    return Reading("DURATION", length(words, match["unit"], bool(match["half"])), None, "a length of time")


def _half(match: Match, context: Context) -> Reading:
    return Reading("DURATION", length(match["number"] or "one", match["unit"], True), None, "a length of time")


def _half_a(match: Match, context: Context) -> Reading:
    return Reading("DURATION", length("half a", match["unit"]), None, "a length of time")


def _plural(match: Match, context: Context) -> Reading:
    return Reading("DURATION", length("", match["unit"]), None, "a length of time without a count")


def _window(match: Match, context: Context) -> Reading | None:
    """`the past six months`, `the next four years`: one end lies at publication, so there is an interval."""
    words, name = match["number"] or "one", unit(match["unit"])
    value, count, ahead = (
        length(words, match["unit"]),
        number(words),
        match["which"].lower() in ("next", "coming"),
    )
    if match["which"].lower() == "first":
        return Reading("DURATION", value, None, "a length of time")
    if context.published is None or count is None or name in ("second", "minute", "hour"):
        return Reading("DURATION", value, None, "a length of time up to a day that is not known")
    low, high = context.published
    far: date | None = shift(high if ahead else low, count if ahead else -count, name)
    near = low if ahead else high
    days = sorted(day for day in (far, near) if day)
    interval = (days[0].isoformat(), days[-1].isoformat()) if len(days) == 2 else None
    return Reading("DURATION", value, interval, f"a length of time {'from' if ahead else 'up to'} {context.label}")


def _fortnight(match: Match, context: Context) -> Reading:
    return Reading("DURATION", "P2W", None, "a length of time")


def _set(value: str) -> Reading:
    return Reading("SET", value, None, "a repeated time")


def _every(match: Match, context: Context) -> Reading:
    return _set(length(match["number"] or "one", match["unit"]))


def _per(match: Match, context: Context) -> Reading | None:
    counted = match["per"].lower() == "per" or _COUNTED_BEFORE.search(
        context.text[max(0, match.start() - 25) : match.start()]
    )
    return _set(length("one", match["named"])) if counted else None


_ADVERBS = {
    "annually": "P1Y",
    "annual": "P1Y",
    "yearly": "P1Y",
    "biennial": "P2Y",
    "monthly": "P1M",
    "weekly": "P1W",
    "daily": "P1D",
    "quarterly": "P3M",
}


def _adverb(match: Match, context: Context) -> Reading | None:
    """In small letters only: `Daily` and `Weekly` stand in the names of papers."""
    return _set(_ADVERBS[match[0].lower()]) if match[0].islower() or match[0].lower().startswith("annual") else None


_TABLE = [
    (
        "duration",
        r"{approx}?{number}(?: |[-–])(?P<half>and a half )?(?:full |long |whole )?{unit}(?:-long)?",
        _duration,
    ),
    ("a unit and a half", r"{approx}?{number} {unit} and a half", _half),
    ("half", r"{approx}?(?P<number>half) an? {unit}", _half_a),
    (
        "plural without a count",
        r"(?:(?<=for\s)|(?<=after\s)|(?<=over\s)|(?<=over\sthe\s)|(?<=in\s)|(?<=of\s))" + _UNCOUNTED + r"(?!\w)",
        _plural,
    ),
    ("units of", r"(?P<unit>weeks|months|years|decades|centuries)(?=[ -](?:of|long)\b)", _plural),
    ("units-long", r"(?P<unit>days|weeks|months|years|decades|centuries)[ -]long(?!\w)", _plural),
    (
        "window",
        r"(?:the|these|this) (?P<which>past|last|next|coming|previous|first)(?: {number})? {unit}",
        _window,
    ),
    ("every", r"(?:every|each)(?: {number})? {unit}", _every),
    ("every month or season", r"(?:every|each) (?:{month}|{season})(?! ?\d)", lambda match, context: _set("P1Y")),
    ("fortnight", r"{approx}?(?:a|one|the) fortnight(?! (?:ago|later|earlier|before|after|from)|['’-]|\w)", _fortnight),
    (
        "every weekday",
        r"(?:every|each) {weekday}(?!\w)",
        lambda match, context: _set(f"XXXX-WXX-{weekday_number(match['weekday'])}"),
    ),
    ("per unit", r"(?P<per>an?|per) (?P<named>day|week|month|year)(?!\w)", _per),
    (
        "times per unit",
        r"(?:once|twice|(?:three|four|several) times) (?:an?|per|every) {unit}",
        lambda match, context: _set(length("one", match["unit"])),
    ),
    ("adverb", rf"(?:{'|'.join(_ADVERBS)})(?!\w)", _adverb),
]


RULES: list[Rule] = [(name, compiled(template), function) for name, template, function in _TABLE]
