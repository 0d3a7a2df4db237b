"""Dates that carry their year: rules for days, months, quarters, years, decades, centuries and ranges."""

from __future__ import annotations

import re
from datetime import date

from dragoman.dates.calendar import interval_of, is_day
from dragoman.dates.context import Context, Match, Reading, Rule, dated
from dragoman.dates.words import SEASON_CODES, any_of, any_words, compiled, month_number, nth

__all__ = ["RULES", "day_value", "numeral"]

_ORDINALS = any_words("first second third fourth fifth sixth seventh eighth ninth tenth")
_CENTURIES = dict(
    zip(
        any_words("sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"),
        range(16, 22),
        strict=True,
    )
)
_DECADES = dict(
    zip(
        any_words("twenties thirties forties fifties sixties seventies eighties nineties"),
        range(2, 10),
        strict=True,
    )
)


def numeral(words: str) -> int:
    """The leading number of `26th` or `02`; the place of `fourth`."""
    digits = re.match(r"\d+", words)
    return int(digits[0]) if digits else _ORDINALS.index(words.lower()) + 1


def day_value(year: int | None, month: int, day: int) -> str:
    """`2012-10-02`; a day that the month lacks leaves `2012-11-XX`, an unknown year `XXXX-10-02`."""
    if year is None:
        return f"XXXX-{month:02}-{day:02}"
    return f"{year:04}-{month:02}-{day:02}" if is_day(year, month, day) else f"{year:04}-{month:02}-XX"


def _full_day(match: Match, context: Context) -> Reading:
    value = day_value(int(match["year"]), month_number(match["month"]), numeral(match["day"]))
    missing = value.endswith("XX")
    return dated(value, "a day the month does not have: only the month is taken" if missing else "full date as written")


def _iso_day(match: Match, context: Context) -> Reading | None:
    year, month, day = int(match["year"]), int(match["mm"]), int(match["dd"])
    return dated(day_value(year, month, day), "ISO date as written") if is_day(year, month, day) else None


def _numeric_day(match: Match, context: Context) -> Reading | None:
    """Day or month first: by what the calendar allows, by the dot, then by nearness to publication."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["c"])
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    orders = [(second, first), (first, second)] if match["sep"] != "." else [(second, first)]
    days = sorted({date(year, m, d) for m, d in orders if is_day(year, m, d)})
    if not days:
        return None
    if len(days) == 1:
        return dated(days[0].isoformat(), "numeric date; only one order of day and month is possible")
    if context.published:
        low, high = context.published
        near = [d for d in days if low <= d <= high] or [d for d in days if abs((d - low).days) <= 31]
        if len(near) == 1:
            return dated(near[0].isoformat(), "numeric date; the order that lies near the publication date")
    hull = (days[0].isoformat(), days[-1].isoformat())
    return Reading("DATE", f"{year:04}-XX-XX", hull, "numeric date; day first or month first is not known")


def _month_of_year(match: Match, context: Context) -> Reading:
    return dated(f"{match['year']}-{month_number(match['month']):02}", "month and year as written")


def _range(first: str, last: str) -> Reading | None:
    start, end = interval_of(first), interval_of(last)
    if start is None or end is None or (start[0] or "") > (end[1] or ""):
        return None
    return dated(f"{first}/{last}", "range: from the first date to the last, both included")


def _day_range(match: Match, context: Context) -> Reading | None:
    """Two days, of one month or of two; a year that stands once holds for both."""
    year2 = int(match["year2"])
    groups = match.groupdict()
    year = int(groups.get("year") or year2)
    month = month_number(groups.get("month") or match["month2"])
    month2 = month_number(groups.get("month2") or match["month"])
    return _range(day_value(year, month, numeral(match["day"])), day_value(year2, month2, numeral(match["day2"])))


def _month_range(match: Match, context: Context) -> Reading | None:
    year = match["year"] or match["year2"]
    return _range(f"{year}-{month_number(match['month']):02}", f"{match['year2']}-{month_number(match['month2']):02}")


def _year_range(match: Match, context: Context) -> Reading | None:
    return _range(match["year"], match["year2"])


def _short_year_range(match: Match, context: Context) -> Reading | None:
    return _range(match["year"], match["year"][:2] + match["yy"])


def _season(match: Match, context: Context) -> Reading:
    return dated(
        f"{match['year']}-{SEASON_CODES[match['season'].lower()]}",
        "season of a year (winter: December to February)",
    )


def _quarter(match: Match, context: Context) -> Reading | None:
    year, number, last = match["year"], nth(match["nth"]), match["nth"].lower() in ("last", "final")
    if match["kind"].lower() == "quarter":
        return dated(f"{year}-Q{number}", "quarter of a year")
    return dated(f"{year}-H{min(number, 2)}", "half of a year") if number < 3 or last else None


def _decade(match: Match, context: Context) -> Reading:
    return dated(match["year"][:3], "decade as written")


def _decade_words(match: Match, context: Context) -> Reading:
    """`the eighties`, `the '80s`: of the twentieth century."""
    words = match["decade"].lower()
    return dated("19" + str(_DECADES.get(words) or words[0]), "decade of the twentieth century")


def _century(match: Match, context: Context) -> Reading:
    words = match["which"].lower()
    place = _CENTURIES.get(words) or numeral(words)
    return dated(f"{place - 1:02}", "century: from its year 1 to its year 100")


# What stands before a number that is no year: a count, a price, a paragraph, a model.
_LABELS = any_of(
    r"""resolutions? unscr? box articles? sections? paragraphs? flight pages? chapter no\.? nos\. number
    decision law rule room route highway boeing airbus windows version model rs\.? pkr usd eur inr"""
)
_NO_YEAR_BEFORE = re.compile(
    rf"{_LABELS}(?:\s+\d+(?:,\s*\d+)*(?:,?\s+and|,|\s+or))?\s+$|[$€£₹#/@=&_.-]\s?$|\d\s$", re.IGNORECASE
)
_COUNTED_BEFORE = re.compile(
    r"\b"
    + any_of(
        """some about over nearly almost around at_least up_to more_than fewer_than less_than as_many_as
        roughly only of_the another all those these an_estimated approximately than"""
    )
    + r"\s+$",
    re.IGNORECASE,
)
_COUNTED = any_of(
    r"""people troops? soldiers men women children tons? tonnes? kms? miles? kilomet\w+ met(?:er|re)s? feet mw
    megawatts? kv dollars? rupees? euros? roubles? rubles? pounds? jobs aircraft tanks jets missiles percent
    per_cent workers delegates refugees civilians militants villages houses homes casualties deaths hectares
    acres barrels times gmt utc hours hrs votes points students pilgrims prisoners members years days kg"""
)
_COUNT_NOUN = re.compile(rf"[\s-]+(?:\w+ )?{_COUNTED}\b|\s?%", re.IGNORECASE)
_PREPOSITION_BEFORE = re.compile(
    r"\b"
    + any_of("in since until till by of before after from to during circa year early late mid through between and")
    + r"\s+$",
    re.IGNORECASE,
)
_WORD_AFTER = re.compile(
    r"\s+(?!(?:in|on|and|or|to|the|by|as|at|for|with|when|but|was|were|is|had|has|until|from)\b)[a-z]+"
)


def _year(match: Match, context: Context) -> Reading | None:
    """A number from 1500 to 2099 that nothing around it makes a count, a price or a paragraph."""
    text, start, end = context.text, match.start("year"), match.end("year")
    before = text[max(0, match.start() - 45) : match.start()]
    if _NO_YEAR_BEFORE.search(before) or _COUNT_NOUN.match(text, end) or text[end : end + 1] in ("%", "/", "-", "_"):
        return None
    counted = _COUNTED_BEFORE.search(before) or (text[end - 2 : end] == "00" and text[start : start + 4] < "2000")
    if (counted or match["year"] == "2000") and not match["part"] and _WORD_AFTER.match(text, end):
        return None
    outside = not 1900 <= int(match["year"]) <= 2049
    if outside and not match["part"] and not _PREPOSITION_BEFORE.search(before):
        return None
    return dated(match["year"], "year as written")


_DAY_OF_WEEK = "(?:{any_weekday},? )?"
_TABLE = [
    ("ISO date", r"{year}-{mm}-{dd}(?!\d)", _iso_day),
    ("ISO date with slashes", r"(?<!/){year}/{mm}/{dd}(?!\d)", _iso_day),
    (
        "numeric date",
        r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})[/.-](?P<c>(?:19|20)\d\d|\d\d)(?!\d|[/.-]\d)",
        _numeric_day,
    ),
    ("month day, year", _DAY_OF_WEEK + r"{month} {day},?\s?{year}", _full_day),
    ("day month year", _DAY_OF_WEEK + r"(?:the )?{day}(?: of)?[ -]{month}(?: of)?,?[ -]?{year}", _full_day),
    (
        "ordinal word of month, year",
        rf"(?:the )?(?P<day>{'|'.join(_ORDINALS)}) of {{month}},? {{year}}",
        _full_day,
    ),
    (
        "days of a month",
        r"(?:from |between )?(?:the )?{day}(?:{dash}| and ){day2}(?: of)? {month},? {year2}",
        _day_range,
    ),
    ("month days", r"(?:from |between )?{month} {day}(?:{dash}| and ){day2},?\s?{year2}", _day_range),
    (
        "day month to day month",
        r"(?:from |between )?{day} {month}(?:,? {year})?(?:{dash}| and ){day2} {month2},? {year2}",
        _day_range,
    ),
    (
        "month day to month day",
        r"(?:from |between )?{month} {day}(?:,? {year})?(?:{dash}| and ){month2} {day2},? {year2}",
        _day_range,
    ),
    (
        "month to month of a year",
        r"(?:from |between )?{month}(?:,? {year})?(?:{dash}| and ){month2},? {year2}",
        _month_range,
    ),
    ("month and year", r"{part}?{month},?(?: of)?\s?{year}", _month_of_year),
    (
        "part of a day of a month and year",
        r"{month} (?:morning|afternoon|evening|night|day|weekend)s?,? (?:in|of) {year}",
        _month_of_year,
    ),
    (
        "season and year",
        r"{part}?(?:the )?{season}(?: of)?(?: the year)?,? {year}(?:[-–/]\d\d(?:\d\d)?)?",
        _season,
    ),
    (
        "quarter or half of a year",
        r"{part}?(?:the )?{nth}[ -](?P<kind>quarter|half)(?: of|,| in)? {year}",
        _quarter,
    ),
    ("year range", r"(?:from )?{year}{dash}{year2}", _year_range),
    ("between years", r"(?:between|from) (?:the )?years {year} (?:and|to|until) {year2}", _year_range),
    ("between years", r"between {year} and {year2}", _year_range),
    ("year range, short", r"(?:from )?{year}[-–/](?P<yy>\d\d)(?![\d-])", _short_year_range),
    ("decade", r"{part}?(?:the )?(?P<year>1[5-9]\d0|20\d0)['’]?s(?!\w)", _decade),
    (
        "decade in words",
        rf"(?:{{part}}(?:the )?|the )['’]?(?P<decade>{'|'.join(_DECADES)}|[2-9]0['’]?s)(?!\w)",
        _decade_words,
    ),
    (
        "fiscal year",
        r"(?:FY ?|(?:the )?(?:fiscal|financial) year )(?P<first>{year})(?:[-–/]\d\d(?:\d\d)?)?(?!\w)",
        lambda match, context: dated(f"FY{match['first']}", "a fiscal year: its days depend on the state"),
    ),
    (
        "century",
        rf"{{part}}?(?:the )?(?P<which>{'|'.join(_CENTURIES)}|1[6-9]th|20th|21st)[ -]century",
        _century,
    ),
    ("year", r"{part}?(?:the year )?{year}(?!\w)", _year),
]
_QUARTER = (
    "Q quarter of a year",
    compiled(r"Q(?P<q>[1-4])[ -]{year}"),
    lambda match, context: dated(f"{match['year']}-Q{match['q']}", "quarter of a year"),
)
RULES: list[Rule] = [(name, compiled(template), function) for name, template, function in _TABLE] + [_QUARTER]
