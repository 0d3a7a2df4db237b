"""Dates without a year: months, days of a month and weekdays, placed by the tense of their sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from dragoman.dates.absolute import day_value, numeral
from dragoman.dates.calendar import SEASON_MONTHS, is_day, shift, unit_value
from dragoman.dates.context import Context, Match, Reading, Rule, dated, relative
from dragoman.dates.pointed import STEP
from dragoman.dates.tense import FUTURE, NEAR, PAST, UNTOLD, sentence_bounds, tense
from dragoman.dates.words import MONTHS, SEASON_CODES, any_of, compiled, month_number, nth, weekday_number

__all__ = ["RULES"]


#: Characters before a sentence over which it goes on telling of the year of a date.
_RETOLD = 160
#: Days past which a date without its year is the coming one, if that is near.
_LONG_PAST, _SOON = 270, 92


def _side(way: str, before: date, after: date, day: date, slack: int) -> date:
    """The candidate before or after `day`; for a plan of the past the one before, if within `slack` days."""
    if way == PAST:
        return before
    return before if way == NEAR and (day - before).days <= slack else after


def _reason(what: str, name: str, way: str, why: str, context: Context) -> str:
    where = {PAST: "the latest", FUTURE: "the next", NEAR: "the nearest"}[way]
    side = {PAST: "up to", FUTURE: "from", NEAR: "around"}[way]
    return f"{what} alone, {why}: {where} {name} {side} {context.label}"


def _month_start(day: date, month: int, way: str, strict: bool = False) -> date:
    """The first day of the `month` that the tense points to; `strict` leaves out the month of `day`."""
    past = day.year - (month > day.month or (strict and month == day.month))
    future = day.year + (month < day.month or (strict and month == day.month))
    return _side(way, date(max(past, 1), month, 1), date(min(future, 9999), month, 1), day, 92)


def _day_near(day: date, month: int, number: int, way: str) -> date | None:
    """The latest or the next day of that name (29 February may lie years off)."""
    years = range(max(1, day.year - 8), min(9999, day.year + 8) + 1)
    days = [date(y, month, number) for y in years if is_day(y, month, number)]
    before, after = [d for d in days if d <= day], [d for d in days if d >= day]
    if not (before and after):
        return None
    if way == PAST and (day - before[-1]).days > _LONG_PAST and (after[0] - day).days <= _SOON:
        return after[0]  # "were told not to comment before the vote on June 23": nobody leaves out a year so long ago
    return _side(way, before[-1], after[0], day, 92)


def _told_year(match: Match, context: Context) -> str | None:
    """The year of a sentence that opens with one: `In 1971 ... in August ...`."""
    first, _ = sentence_bounds(context.text, match.start(), match.end())
    opening = next((t for t in context.found[-5:] if t.start >= first), None)
    if opening is None or not re.fullmatch(r"\d{4}", opening.value):
        return None
    return opening.value if re.fullmatch(r"in\s+", context.text[first : opening.start], re.IGNORECASE) else None


def _day_tense(match: Match, context: Context) -> tuple[str, str]:
    """The tense for a day of a month; where no verb tells (`the six meet on 3 May`) the day is the nearest."""
    way, why = tense(context.text, match.start(), match.end())
    return (NEAR, why) if why == UNTOLD else (way, why)


def _retold_year(match: Match, context: Context) -> int | None:
    """The year of the date in the sentence before, where a text tells of years ago: `In May 1971 ... In June ...`."""
    anchor = context.anchor()
    first, _ = sentence_bounds(context.text, match.start(), match.end())
    if anchor is None or not first - _RETOLD <= anchor.end <= match.start():
        return None
    inside = anchor.end > first  # in the same sentence only a month or day tells on: "in 2003 and, as of February,"
    dated_year = re.match(r"(\d{4})-\d\d(?!.*/)" if inside else r"(\d{4})(?!.*/)", anchor.value)
    if dated_year is None or tense(context.text, match.start(), match.end())[0] != PAST:
        return None
    if context.published is None:  # a text without a day of its own: what is told on comes no earlier in that year
        later = anchor.value[4:7] <= f"-{month_number(match['month']):02}"
        return int(dated_year[1]) if later else None
    return int(dated_year[1]) if int(dated_year[1]) < context.published[0].year - 1 else None


def _month_alone(match: Match, context: Context) -> Reading | None:
    """A month without a year, where the words around show that it is one."""
    words = match["month"]
    before = context.text[max(0, match.start() - 30) : match.start()]
    if not match["part"] and not _is_month(words, before, context.text[match.end() : match.end() + 20]):
        return None
    month = month_number(words)
    if year := _told_year(match, context):
        return dated(f"{year}-{month:02}", f"month alone, in the year {year} that opens the sentence")
    if retold := _retold_year(match, context):
        return dated(f"{retold}-{month:02}", f"month alone, in the year {retold} of the date before it")
    way, why = tense(context.text, match.start(), match.end())
    return relative(
        context.published,
        lambda day: unit_value(_month_start(day, month, way), "month"),
        f"XXXX-{month:02}",
        _reason("month", MONTHS[month - 1], way, why, context),
    )


_MONTH_BEFORE = re.compile(
    r"\b"
    + any_of(
        """in since until till during through from last next this every between by of before after for to
        and or on as_of the"""
    )
    + r"\s+$",
    re.IGNORECASE,
)
_PLANNED_FOR = "(?:scheduled|planned|due|set|slated|postponed|delayed|rescheduled) (?:for|to)"
_MONTH_BEFORE_NAME = re.compile(
    rf"\b(?:in|since|until|till|during|through|as of|by|{_PLANNED_FOR})\s+(?:\w+ (?:and|or|to) )?$",
    re.IGNORECASE,
)


def _is_month(words: str, before: str, after: str) -> bool:
    if len(words.rstrip(".")) <= 4 and words not in ("May", "June", "July"):
        return bool(_MONTH_BEFORE_NAME.search(before)) and words[0].isupper()
    if words.lower() in ("may", "march", "august") or words.isupper():
        return bool(_MONTH_BEFORE_NAME.search(before)) and not re.match(r"['’]s\b", after)
    return bool(_MONTH_BEFORE.search(before)) or not re.match(r"\s+[A-Z]", after)


def _month_pointed(match: Match, context: Context) -> Reading:
    """`last September`, `September last year`, `this May`."""
    month, step, of_year = (
        month_number(match["month"]),
        STEP[match["step"].lower()],
        "of_year" in match.groupdict(),
    )
    rule = f"the {MONTHS[month - 1]} that {match['step'].lower()!r} names, counted from {context.label}"

    def value(day: date) -> str:
        if of_year or step == 0:
            return f"{day.year + step:04}-{month:02}"
        return unit_value(_month_start(day, month, FUTURE if step > 0 else PAST, strict=True), "month")

    return relative(context.published, value, f"XXXX-{month:02}", rule)


def _day_of_month(match: Match, context: Context) -> Reading | None:
    """`October 2`: the year from the tense."""
    month, number = month_number(match["month"]), numeral(match["day"])
    if not is_day(2000, month, number) or _NAMED_AFTER.match(context.text, match.end()):
        return None
    if year := _told_year(match, context):
        return dated(day_value(int(year), month, number), f"day and month, in the year {year} that opens the sentence")
    if retold := _retold_year(match, context):
        return dated(day_value(retold, month, number), f"day and month, in the year {retold} of the date before it")
    way, why = _day_tense(match, context)

    def value(day: date) -> str:
        found = _day_near(day, month, number, way)
        return day_value(found.year if found else None, month, number)

    name = f"{number} {MONTHS[month - 1]}"
    return relative(
        context.published,
        value,
        day_value(None, month, number),
        _reason("day and month", name, way, why, context),
    )


def _days_of_month(match: Match, context: Context) -> Reading | None:
    """`May 20-21`: a range within a month, the year from the tense."""
    month, first, last = month_number(match["month"]), numeral(match["day"]), numeral(match["day2"])
    if first >= last or not is_day(2000, month, last):
        return None
    way, why = _day_tense(match, context)
    rule = _reason("days and month", f"{first} {MONTHS[month - 1]}", way, why, context)
    years = [found.year for day in context.published or () if (found := _day_near(day, month, first, way))]
    year = years[0] if len(set(years)) == 1 else None
    return dated(f"{day_value(year, month, first)}/{day_value(year, month, last)}", rule)


_NEWSPAPER = re.compile(r"\s+(?:Times|Telegraph|Mirror|Express|Herald|Guardian|Mail|Sun|Post|Independent)\b")


#: What makes a day the name of those who are called after it.
_NAMED_AFTER = re.compile(
    r"\s+(?:[A-Z]\w+ )?(?:alliance|movement|coalition|group|brigades?|front|party|bloc|forces|youth|revolution)\b",
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(r"\b(?:Good|Black|Bloody|Ash|Easter|Palm|Holy|Maundy|Red|Super) $|\d, an? $")
_POINTING = re.compile(r"\b(?:the (?:following|next|previous|preceding)|(?:by|on|until|before) the) $", re.IGNORECASE)


def _after_anchor(match: Match, context: Context) -> Reading | None:
    """`the following Monday`, `by the Friday`: seen from the day told before."""
    pointing = _POINTING.search(context.text, 0, match.start())
    anchor = context.anchor()
    if pointing is None or match["step"] or anchor is None or anchor.interval is None:
        return None
    if anchor.interval[0] != anchor.interval[1] or not anchor.interval[0]:
        return None
    day, number = date.fromisoformat(anchor.interval[0]), weekday_number(match["weekday"])
    back = "previous" in pointing[0].lower() or "preceding" in pointing[0].lower()
    steps = -((day.isoweekday() - number - 1) % 7 + 1) if back else (number - day.isoweekday() - 1) % 7 + 1
    found = shift(day, steps, "day")
    return dated(found.isoformat(), f"the {match['weekday']} seen from {anchor.text!r}") if found else None


def _months(match: Match, context: Context) -> Reading | None:
    """`between June and September`, `from March to May`: of one year, by the tense."""
    first, last = month_number(match["month"]), month_number(match["month2"])
    way, why = tense(context.text, match.start(), match.end())
    if context.published is None or context.published[0].year != context.published[1].year:
        return None
    end = _month_start(context.published[0], last, way)
    start = end.year - (first > last)
    return dated(
        f"{start:04}-{first:02}/{end.year:04}-{last:02}", _reason("months", MONTHS[last - 1], way, why, context)
    )


def _two_months_days(match: Match, context: Context) -> Reading | None:
    """`27 January to 2 February`: the year from the tense."""
    month, month2 = month_number(match["month"]), month_number(match["month2"])
    first, last = numeral(match["day"]), numeral(match["day2"])
    if not (is_day(2000, month, first) and is_day(2000, month2, last)):
        return None
    way, why = _day_tense(match, context)
    years = [found.year for day in context.published or () if (found := _day_near(day, month, first, way))]
    if len(set(years)) != 1:
        return None
    value = f"{day_value(years[0], month, first)}/{day_value(years[0] + (month2 < month), month2, last)}"
    return dated(value, _reason("days and months", f"{first} {MONTHS[month - 1]}", way, why, context))


def _season_alone(match: Match, context: Context) -> Reading | None:
    """`over the summer`: the latest that has begun, or the next one by the tense."""
    way, why = tense(context.text, match.start(), match.end())
    code = SEASON_CODES[match["season"].lower()]

    def value(day: date) -> str:
        month = SEASON_MONTHS[code]
        begun = day.year - (month > day.month)
        return f"{begun + (way == FUTURE):04}-{code}"

    return relative(context.published, value, f"XXXX-{code}", _reason("season", match["season"], way, why, context))


def _day_alone(match: Match, context: Context) -> Reading | None:
    """`on the 26th`: of the month of publication, or the one before or after by the tense."""
    number = numeral(match["day"])
    way, why = tense(context.text, match.start(), match.end())
    if context.published is None or context.published[0] != context.published[1]:
        return None
    day = context.published[0]
    step = -1 if way == PAST and number > day.day else 1 if way == FUTURE and number < day.day else 0
    month = shift(day.replace(day=1), step, "month")
    if month is None or not is_day(month.year, month.month, number):
        return None
    return dated(
        day_value(month.year, month.month, number), _reason("day of the month", match["day"], way, why, context)
    )


def _weekday(match: Match, context: Context) -> Reading | None:
    """`Tuesday`, `last Friday`: from the word before it, else from the tense."""
    if _NEWSPAPER.match(context.text, match.end()) or _NAMED_DAY.search(context.text, 0, match.start()):
        return None
    if (reading := _after_anchor(match, context)) is not None:
        return reading
    number = weekday_number(match["weekday"])
    step = (match["step"] or "").lower()
    way, why = tense(context.text, match.start(), match.end())
    if step in ("last", "past", "next", "coming"):
        way, why = (PAST, repr(step)) if STEP[step] < 0 else (FUTURE, repr(step))
    gap = 1 if step in ("last", "past", "next", "coming") or (way == FUTURE and "will" in why) else 0

    def value(day: date) -> str:
        back = (day.isoweekday() - number - gap) % 7 + gap
        ahead = (number - day.isoweekday() - gap) % 7 + gap
        before, after = shift(day, -back, "day") or day, shift(day, ahead, "day") or day
        return _side(way, before, after, day, 3).isoformat()

    rule = _reason("weekday", match["weekday"], way, why, context)
    reading = relative(context.published, value, "XXXX-XX-XX", rule)
    return reading if context.published else Reading("DATE", f"XXXX-WXX-{number}", None, reading.rule)


def _weekday_week(match: Match, context: Context) -> Reading:
    """`Friday week`: a week after the coming one."""
    number = weekday_number(match["weekday"])

    def value(day: date) -> str:
        return (shift(day, (number - day.isoweekday() - 1) % 7 + 8, "day") or day).isoformat()

    return relative(context.published, value, "XXXX-XX-XX", f"a week after the {match['weekday']} to come")


def _weekdays(match: Match, context: Context) -> Reading | None:
    """`Monday to Wednesday`."""
    first, last = weekday_number(match["weekday"]), weekday_number(match["weekday2"])
    way, why = tense(context.text, match.start(), match.end())

    def value(day: date) -> str:
        back, ahead = (day.isoweekday() - first) % 7, (first - day.isoweekday()) % 7
        begun = shift(day, -back if way == PAST else ahead, "day") or day
        return f"{begun.isoformat()}/{(shift(begun, (last - first) % 7, 'day') or begun).isoformat()}"

    if context.published is None or context.published[0] != context.published[1]:
        return Reading("DATE", "XXXX-XX-XX", None, "weekdays; the day to count from is not known")
    return dated(value(context.published[0]), _reason("weekdays", match["weekday"], way, why, context))


def _day_of_pointed_month(match: Match, context: Context) -> Reading | None:
    """`the 20th of last month`, `the 3rd to the 8th of this month`."""
    step, groups = STEP[match["step"].lower()], match.groupdict()
    numbers = [numeral(match[name]) for name in ("day", "day2") if groups.get(name)]
    if context.published is None or unit_value(context.published[0], "month") != unit_value(
        context.published[1], "month"
    ):
        return None
    month = shift(context.published[0].replace(day=1), step, "month")
    if month is None or not all(is_day(month.year, month.month, number) for number in numbers):
        return None
    days = [day_value(month.year, month.month, number) for number in numbers]
    return dated("/".join(days), f"days of the month that {match['step'].lower()!r} names, seen from {context.label}")


def _quarter_alone(match: Match, context: Context) -> Reading | None:
    """`in the third quarter`: the latest one that has begun, or the next one by the tense."""
    if context.published is None or context.published[0].year != context.published[1].year:
        return None
    number, day = nth(match["nth"]), context.published[0]
    way, why = tense(context.text, match.start(), match.end())
    begun = (day.month + 2) // 3
    year = day.year - (way == PAST and number > begun) + (way == FUTURE and number < begun)
    return dated(f"{year}-Q{number}", _reason("quarter", f"quarter {number}", way, why, context))


def _short_year(match: Match, context: Context) -> Reading:
    """`in '73`: the latest such year up to publication."""
    last = context.published[1].year if context.published else 1999
    year = last - last % 100 + int(match["yy"])
    return dated(str(year - 100 * (year > last)), "year of two digits: the latest one up to publication")


_STEP_WORDS = "(?P<step>last|past|this|next|coming)"
_TABLE: list[tuple[str, str, Callable[[Match, Context], Reading | None]]] = [
    ("month alone", r"{part}?{month}(?! ?\d)", _month_alone),
    ("month pointed at", rf"{_STEP_WORDS} {{month}}", _month_pointed),
    (
        "month of a pointed year",
        r"{part}?{month},?(?: of)? (?P<step>last|this|next)(?P<of_year>) year(?!\w)",
        _month_pointed,
    ),
    ("month day", r"(?:{any_weekday},? )?{month} (?:the )?{day}", _day_of_month),
    ("day month", r"(?:{any_weekday},? )?(?:the )?{day}(?: of)? {month}", _day_of_month),
    ("days of a month", r"(?:from |between )?{day}(?:{dash}| and ){day2}(?: of)? {month}", _days_of_month),
    ("month days", r"(?:from |between )?{month} {day}(?:{dash}| and ){day2}", _days_of_month),
    (
        "days of a pointed month",
        r"(?:from )?the {day}(?:(?:{dash}| and )(?:the )?{day2})? of (?P<step>last|this|next) month(?!\w)",
        _day_of_pointed_month,
    ),
    (
        "days of two months",
        r"(?:from |between )?{day} {month}(?:{dash}| and ){day2} {month2}",
        _two_months_days,
    ),
    ("months", r"(?:from|between) {month}(?: and |{dash}){month2}(?! ?\d)", _months),
    ("season alone", r"(?:(?<=over\s)|(?<=during\s)|(?<=through\s))the {season}(?! of|['’]| [12]|\w)", _season_alone),
    (
        "day alone",
        r"(?:(?<=on\s)|(?<=of\s)|(?<=by\s)|(?<=until\s))the {day}(?<=[a-z])"
        r"(?= ?[,.;)]| (?:when|and|but|at|to|he|she|they|the)\b)",
        _day_alone,
    ),
    ("weekday week", r"{weekday} week(?!\w)", _weekday_week),
    ("weekdays", r"(?:from )?{weekday}{dash}{weekday2}(?!\w)", _weekdays),
    ("quarter alone", r"(?<=in\s)the {nth} quarter(?! of|\w)", _quarter_alone),
    ("short year", r"(?<=(?:in|by|of)\s['’])(?P<yy>\d\d)(?![\w'’])", _short_year),
    ("weekday", rf"(?:{_STEP_WORDS} )?{{weekday}}(?!\w)", _weekday),
]
RULES: list[Rule] = [(name, compiled(template), function) for name, template, function in _TABLE]
