"""A line in, the dates printed in it out: day, month or year, and both readings if the order is unclear."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

__all__ = ["WEEKDAY", "Printed", "find_printed", "iso_date"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
#: Months in the frames of pages whose article is in English: German, French, Spanish, Portuguese, Italian, Dutch,
#: Turkish, Indonesian, Polish, Russian and Ukrainian, twelve words a line.
_ABROAD = """
januar februar märz april mai juni juli august september oktober november dezember
jänner feber maerz april mai juni juli august september oktober november dezember
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
januari februari maart april mei juni juli augustus september oktober november december
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
januari februari maret april mei juni juli agustus september oktober november desember
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
"""
_MONTHS_ABROAD = {word: number for line in _ABROAD.split("\n") for number, word in enumerate(line.split(), 1)}
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
# Pages lose the space after the year: "Oct 2 20127:05 PM".
_YEAR = r"(?P<year>(?:19|20)\d\d)(?=\d?\d:\d\d|\D|$)"
WEEKDAY = r"\b(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b\.?"


@dataclass(frozen=True, slots=True)
class Printed:
    """A date at `line[start:end]`: `value` is `2013-03-10`, `2012-02`, `2012`, or `--02-13` without a year.

    Where day and month may be either way round, `value` is the year and `readings` holds both days, the
    American order first.
    """

    start: int
    end: int
    value: str
    readings: tuple[str, ...] = ()


def _named(found: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
    value = iso_date(int(found["year"]), _MONTHS.index(found["month"][:3].lower()) + 1, int(found["day"]))
    return (value, ()) if value else None


def _abroad(found: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
    value = iso_date(int(found["year"]), _MONTHS_ABROAD[found["month"].lower()], int(found["day"]))
    return (value, ()) if value else None


def _ordered(found: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
    value = iso_date(int(found["year"]), int(found["month"]), int(found["day"]))
    return (value, ()) if value else None


def _either_way(found: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
    first, other, year = int(found["first"]), int(found["other"]), int(found["year"])
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    readings = dict.fromkeys(filter(None, (iso_date(year, first, other), iso_date(year, other, first))))
    if len(readings) == 2:
        return str(year), tuple(readings)
    return (next(iter(readings)), ()) if readings else None


def _month_only(found: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    return f"{found['year']}-{_MONTHS.index(found['month'][:3].lower()) + 1:02d}", ()


def _numbered_month(found: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    return f"{found['year']}-{found['month']}", ()


def _year_only(found: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    return found["year"], ()


def _yearless(found: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
    leap_year = 2000
    value = iso_date(leap_year, _MONTHS.index(found["month"][:3].lower()) + 1, int(found["day"]))
    return (value.replace("2000", "-", 1), ()) if value else None


_Reading = Callable[[re.Match[str]], tuple[str, tuple[str, ...]] | None]
_FORMS: tuple[tuple[re.Pattern[str], _Reading], ...] = tuple(
    (re.compile(form, re.IGNORECASE), read)
    for form, read in (
        (rf"\b{_MONTH}\s*{_DAY}(?:\s*[-–]\s*[0-3]?\d)?(?:,\s*|\s+){_YEAR}", _named),
        (rf"\b{_DAY}\.?(?:\s+of)?[\s-]*{_MONTH},?[\s-]*{_YEAR}", _named),
        (rf"\b(?P<year>(?:19|20)\d\d),?\s+{_MONTH}\s+{_DAY}\b", _named),
        (r"\b(?P<year>(?:19|20)\d\d)([-/.])(?P<month>[01]?\d)\2(?P<day>[0-3]?\d)(?=\D|$)", _ordered),
        (
            r"(?<![\d./-])(?P<first>[0-3]?\d)([-/.])(?P<other>[0-3]?\d)\2(?P<year>(?:19|20)\d\d)(?![\d/-])",
            _either_way,
        ),
        (r"(?<![\d./-])(?P<first>[0-3]?\d)([/.])(?P<other>[0-3]?\d)\2(?P<year>\d\d)(?![\d./-])", _either_way),
        (rf"\b{_MONTH}\s+{_DAY}\s+\d\d:\d\d(?::\d\d)?\s+[A-Z]{{2,5}}\s+{_YEAR}", _named),
        (
            rf"\b(?P<day>[0-3]?\d)(?:\.|º|er)?\s+(?:de\s+)?(?P<month>{'|'.join(_MONTHS_ABROAD)})(?:\s+del?)?,?\s+{_YEAR}",
            _abroad,
        ),
        (r"(?P<year>(?:19|20)\d\d)年\s?(?P<month>[01]?\d)月\s?(?P<day>[0-3]?\d)日", _ordered),
        (rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}", _month_only),
        (r"(?<![\d./-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?![\d/-])", _numbered_month),
    )
)
_YEARS = (re.compile(r"(?<![\d.,/-])(?P<year>(?:19|20)\d\d)(?![\d/]|,\d|\.\d)"), _year_only)
_YEARLESS = tuple(
    (re.compile(form, re.IGNORECASE), _yearless) for form in (rf"\b{_MONTH}\s*{_DAY}\b", rf"\b{_DAY}\s+{_MONTH}")
)


def find_printed(line: str, *, years: bool = False, yearless: bool = False) -> list[Printed]:
    """The dates in `line` in order; bare years and days without a year only where they are asked for."""
    forms = (*_FORMS, *([_YEARS] if years else ()), *(_YEARLESS if yearless else ()))
    found: list[Printed] = []
    taken = bytearray(len(line))
    for pattern, read in forms:
        for printed in _matches(pattern, read, line):
            if taken.find(1, printed.start, printed.end) < 0:
                taken[printed.start : printed.end] = b"\1" * (printed.end - printed.start)
                found.append(printed)
    return sorted(found, key=lambda printed: printed.start)


def iso_date(year: int, month: int, day: int) -> str | None:
    """The day as ISO 8601, or None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _matches(pattern: re.Pattern[str], read: _Reading, line: str) -> Iterator[Printed]:
    for match in pattern.finditer(line):
        if value := read(match):
            yield Printed(match.start(), match.end(), *value)
