"""Words that point from the day of publication: "today", "last month", "this winter", "recently"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from dragoman.dates.calendar import SEASON_MONTHS, shift, unit_value
from dragoman.dates.context import Bounds, Context, Match, Reading, Rule, dated, relative
from dragoman.dates.tense import FUTURE, PAST, tense
from dragoman.dates.words import SEASON_CODES, any_of, compiled, nth

__all__ = ["RULES", "STEP"]

STEP = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}


def _season_value(day: date, word: str, step: int, way: str = PAST) -> str:
    """The season that `last`, `this` or `next` names, seen from `day`."""
    code = SEASON_CODES[word.lower()]
    month = SEASON_MONTHS[code]
    started = day.year - (month > day.month)  # the year of the latest one that has begun
    over = (day.year * 12 + day.month) >= started * 12 + month + 3
    year = {-1: started if over else started - 1, 0: started, 1: started + 1}[step]
    return f"{year + (step == 0 and over and way == FUTURE):04}-{code}"


def _season_pointed(match: Match, context: Context) -> Reading:
    way, _ = tense(context.text, match.start(), match.end())
    step = STEP[match["step"].lower()]
    rule = f"the season that {match['step'].lower()!r} names, counted from {context.label}"
    code = SEASON_CODES[match["season"].lower()]
    return relative(context.published, lambda day: _season_value(day, match["season"], step, way), f"XXXX-{code}", rule)


def _unit_step(bounds: Bounds | None, name: str, step: float, rule: str) -> Reading:
    """The day, week, month ... that lies `step` of them away."""

    def value(day: date) -> str:
        return unit_value(shift(day, step, name), name)

    return relative(bounds, value, unit_value(None, name), rule)


def _unit_pointed(match: Match, context: Context) -> Reading:
    """`this week`, `last month`, `later this year`, `the end of the year`, `the last quarter`."""
    word, name = match["step"].lower(), match["named"].lower()
    step = 0 if word == "the" else STEP[word]
    return _unit_step(context.published, name, step, f"{word} {name}, counted from {context.label}")


def _quarter(match: Match, context: Context) -> Reading:
    """`the first quarter of this year`."""
    step, number = STEP.get(match["step"].lower(), 0), nth(match["nth"])

    def value(day: date) -> str:
        return f"{day.year + step:04}-Q{number}"

    return relative(context.published, value, f"XXXX-Q{number}", f"quarter of a year, counted from {context.label}")


def _weekend(match: Match, context: Context) -> Reading:
    """`last weekend`, `the weekend`: on a Saturday or Sunday the present one counts as the latest."""
    way, _ = tense(context.text, match.start(), match.end())
    step = STEP.get(match["step"].lower(), 0)

    def value(day: date) -> str:
        back = -1 if match["step"].lower() == "the" and way == PAST and day.isoweekday() < 6 else step
        return unit_value(shift(day, back, "week"), "weekend")

    return relative(context.published, value, "XXXX-WXX-WE", f"weekend, counted from {context.label}")


_DAY_WORDS = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}


def _day_word(match: Match, context: Context) -> Reading | None:
    """`yesterday`: a day away from publication; `even today` means these times, not that day."""
    words = " ".join(match[0].lower().split())
    if words == "today" and _THESE_TIMES.search(context.text, max(0, match.start() - 20), match.start()):
        return Reading("DATE", "PRESENT_REF", None, "'today' in the sense of these times")
    return _unit_step(context.published, "day", _DAY_WORDS[words], f"{words!r}, counted from {context.label}")


def _two_days(match: Match, context: Context) -> Reading | None:
    """`today and tomorrow`: from the first to the last."""
    first, last = (_DAY_WORDS[match[name].lower()] for name in ("first", "second"))
    if context.published is None or first >= last:
        return None
    days = [shift(context.published[0], step, "day") for step in (first, last)]
    value = "/".join(day.isoformat() for day in days if day)
    return dated(value, f"from {match['first']} to {match['second']}, counted from {context.label}")


_THESE_TIMES = re.compile(r"(?:\beven|\bof|\btill|\buntil|\bto|world|\bstill) $", re.IGNORECASE)

_UNITS = any_of("years months weeks days decades")
_REFERENCES = [
    (
        "PRESENT_REF",
        any_of(
            """now currently at_present nowadays at_the_moment these_days presently at_this_time to_this_day
            right_now for_the_time_being at_this_stage"""
        ),
    ),
    ("PAST_REF", "(?:more )?recently|lately|(?:not (?:so |too )?)?long ago"),
    ("PAST_REF", rf"(?:in )?(?:the )?recent (?:{_UNITS}|times|past)|in earlier (?:years|times)|{_UNITS} ago"),
    (
        "PAST_REF",
        "in the (?:not[ -](?:so|too)[ -])?(?:distant )?past(?= ?[.,;:)]| (?:and|but|as|when)(?!\\w)|$)",
    ),
    (
        "FUTURE_REF",
        "(?:in )?the (?:near|foreseeable|not too distant|immediate) future|in future|in due course",
    ),
    ("FUTURE_REF", rf"(?:in )?the (?:coming|next few) {_UNITS}|in the {_UNITS} (?:ahead|to come)"),
    ("FUTURE_REF", "soon(?! after|-)|in the future"),
]


def _reference(value: str) -> Callable[[Match, Context], Reading | None]:
    def reading(match: Match, context: Context) -> Reading | None:
        if match[0].lower() == "now" and context.text[match.end() : match.end() + 1] in ("-", "’", "'"):
            return None
        return Reading("DATE", value, None, f"a time named only as {value.split('_', maxsplit=1)[0].lower()}")

    return reading


_TABLE: list[tuple[str, str, Callable[[Match, Context], Reading | None]]] = [
    ("season pointed at", r"(?P<step>last|past|this|next) {season}", _season_pointed),
    (
        "unit pointed at",
        r"(?:(?:earlier|later|early|late) )?(?P<step>last|this|next) (?P<named>{long_unit})(?!-)",
        _unit_pointed,
    ),
    (
        "quarter pointed at",
        r"the (?P<step>last|past|previous|current|next) (?P<named>quarter)(?!\w)",
        _unit_pointed,
    ),
    (
        "part of a pointed unit",
        r"the (?:very )?(?:beginning|start|end|middle|close) of (?P<step>the|this|last|next) "
        r"(?P<named>{long_unit})",
        _unit_pointed,
    ),
    (
        "quarter of a pointed year",
        r"(?:the )?{nth}[ -]quarter of (?P<step>the|this|last|next) year(?!\w)",
        _quarter,
    ),
    ("weekend", r"(?P<step>last|this|next|the|past) weekend(?!\w)", _weekend),
    (
        "two days",
        r"(?P<first>yesterday|today)(?:,? and | or |{dash})(?P<second>today|tomorrow)(?!\w)",
        _two_days,
    ),
    ("day word", rf"(?:{'|'.join(_DAY_WORDS)})(?!\w)", _day_word),
]
RULES: list[Rule] = [(name, compiled(template), function) for name, template, function in _TABLE] + [
    (f"words for {value}", compiled(rf"(?:{words})(?!\w)"), _reference(value)) for value, words in _REFERENCES
]
