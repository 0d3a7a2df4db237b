"""TIMEX3 values and calendar days: a value in, its days or its precision out, and arithmetic on days."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta

__all__ = [
    "SEASON_MONTHS",
    "Interval",
    "interval_of",
    "is_day",
    "merge",
    "precision_of",
    "shift",
    "unit_value",
]

Interval = tuple[str | None, str | None]
Days = tuple[date, date]

# The first month of each season (meteorological, north of the equator); winter runs into the next year.
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_UNKNOWN = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}


def is_day(year: int, month: int, day: int) -> bool:
    """Does the calendar have this day?"""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _months(year: int, month: int, count: int) -> Days:
    last = month + count - 2
    last_year, last_month = year + last // 12, last % 12 + 1
    return date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def _one_day(year: str, month: str, day: str) -> Days:
    only = date(int(year), int(month), int(day))
    return only, only


def _week(year: str, week: str, first: int = 1, last: int = 7) -> Days:
    return date.fromisocalendar(int(year), int(week), first), date.fromisocalendar(int(year), int(week), last)


# What a value looks like, the precision it has, and its days. A value that fits no line fixes nothing.
_SHAPES: list[tuple[str, str, Callable[..., Days]]] = [
    (r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?", "day", _one_day),
    (r"(\d{4})-(\d\d)(?:-XX)?", "month", lambda y, m: _months(int(y), int(m), 1)),
    (r"(\d{4})", "year", lambda y: _months(int(y), 1, 12)),
    (r"(\d{3})", "decade", lambda y: _months(int(y) * 10, 1, 120)),
    (r"(\d\d)", "range", lambda c: _months(int(c) * 100 + 1, 1, 1200)),
    (r"(\d{4})-Q([1-4])", "quarter", lambda y, q: _months(int(y), int(q) * 3 - 2, 3)),
    (r"(\d{4})-H([12])", "range", lambda y, h: _months(int(y), int(h) * 6 - 5, 6)),
    (r"(\d{4})-(SP|SU|FA|WI)", "season", lambda y, s: _months(int(y), SEASON_MONTHS[s], 3)),
    (r"(\d{4})-W(\d\d)", "range", _week),
    (r"(\d{4})-W(\d\d)-WE", "range", lambda y, w: _week(y, w, 6, 7)),
]


def _days_of(value: str) -> tuple[str, Days] | None:
    for shape, precision, days in _SHAPES:
        if match := re.fullmatch(shape, value):
            try:
                return precision, days(*match.groups())
            except ValueError:  # a year, week or day that no calendar has
                return None
    return None


def interval_of(value: str) -> Interval | None:
    """First and last day of a value, both included; `a/b` is a range, `a/` is open. None: nothing fixed."""
    first, slash, last = value.partition("/")
    start, end = _days_of(first), _days_of(last if slash else first)
    if (start is None and end is None) or (slash and last and end is None):
        return None
    return start and start[1][0].isoformat(), end and end[1][1].isoformat()


def precision_of(value: str, interval: Interval | None) -> str | None:
    """day, month, quarter, season, year, decade or range; None where no interval is known."""
    if interval is None:
        return None
    known = _days_of(value)
    return known[0] if known else "range"


def shift(day: date, count: float, unit: str) -> date | None:
    """`day` moved by `count` units (day, week, month, quarter, year ...); None beyond the calendar."""
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
    try:
        if months is None:
            return day + timedelta(days=round(count * (7 if unit in ("week", "weekend") else 1)))
        year, month = divmod(day.year * 12 + day.month - 1 + round(count * months), 12)
        if not MINYEAR <= year <= MAXYEAR:
            return None
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except OverflowError:
        return None


def unit_value(day: date | None, unit: str) -> str:
    """The value of the day, week, month ... that holds `day`; with unknown parts where `day` is None."""
    if day is None:
        return _UNKNOWN[unit]
    year, week, _ = day.isocalendar()
    return {
        "day": f"{day:%Y-%m-%d}",
        "week": f"{year:04}-W{week:02}",
        "weekend": f"{year:04}-W{week:02}-WE",
        "month": f"{day.year:04}-{day.month:02}",
        "quarter": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "year": f"{day.year:04}",
        "decade": f"{day.year // 10:03}",
        "century": f"{(day.year - 1) // 100:02}",
    }[unit]


def merge(low: str, high: str, unknown: str) -> str:
    """What two values have in common, from the left; `unknown` (of the same shape) fills in the rest."""
    if low == high:
        return low
    parts = list(zip(low.split("-"), high.split("-"), unknown.split("-"), strict=True))
    same = next(i for i, (a, b, _) in enumerate(parts) if a != b)
    return "-".join([a for a, _, _ in parts[:same]] + [u for _, _, u in parts[same:]])
