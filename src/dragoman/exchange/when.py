"""The days of an act in, words or a short sign for them out, never more exact than the text."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.records import Mention

__all__ = ["long_date", "short_date"]

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_UNDATED = "no date"


def short_date(mention: Mention) -> str:
    """`2012-10-04`, `2012-10`, `2012-Q3`, `2012`, `1960s`, `2012-09-03 to 2012-09-09`, or nothing."""
    first, last = mention.date_start, mention.date_end
    day = first or last
    if day is None:
        return ""
    match mention.date_precision:
        case "day":
            return day
        case "month":
            return day[:7]
        case "quarter":
            return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"
        case "year":
            return day[:4]
        case "decade":
            return f"{day[:3]}0s"
        case _:
            return _stretch(first, last, str)


def long_date(mention: Mention) -> str:
    """`4 October 2012`, `October 2012`, `3 September 2012 to 9 September 2012`, or `no date`."""
    first, last = mention.date_start, mention.date_end
    day = first or last
    if day is None:
        return _UNDATED
    match mention.date_precision:
        case "day":
            return _in_words(day)
        case "month":
            return _in_words(day).partition(" ")[2]
        case "quarter":
            return f"{('first', 'second', 'third', 'fourth')[(int(day[5:7]) - 1) // 3]} quarter of {day[:4]}"
        case "year" | "decade":
            return short_date(mention)
        case _:
            return _stretch(first, last, _in_words)


def _stretch(first: str | None, last: str | None, write: Callable[[str], str]) -> str:
    if first is None or last is None:
        return f"since {write(first)}" if first else f"until {write(last or '')}"
    return write(first) if first == last else f"{write(first)} to {write(last)}"


def _in_words(day: str) -> str:
    return f"{int(day[8:10])} {_MONTHS[int(day[5:7]) - 1]} {day[:4]}"
