"""The days of an act in, words or a short sign for them out, never more exact than the text."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.records import Event, Mention

__all__ = ["UNDATED", "day_in_words", "long_date", "short_date"]

UNDATED = "no date"

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_ORDINALS = ("first", "second", "third", "fourth")


def _quarter(day: str) -> int:
    return (int(day[5:7]) - 1) // 3


def day_in_words(value: str) -> str:
    """An ISO day, month or year in words: `4 October 2012`, `October 2012`, `2012`."""
    month = _MONTHS[int(value[5:7]) - 1] if len(value) >= len("2012-10") else ""
    day = str(int(value[8:10])) if len(value) >= len("2012-10-04") else ""
    return " ".join(filter(None, (day, month, value[:4])))


# By precision: how many characters of the first and the last day must agree, and how a day is then written.
_SHORT: dict[str | None, tuple[int, Callable[[str], str]]] = {
    "day": (10, str),
    "month": (7, lambda day: day[:7]),
    "quarter": (4, lambda day: f"{day[:4]}-Q{_quarter(day) + 1}"),
    "year": (4, lambda day: day[:4]),
    "decade": (3, lambda day: f"{day[:3]}0s"),
}
_LONG: dict[str | None, tuple[int, Callable[[str], str]]] = _SHORT | {
    "day": (10, day_in_words),
    "month": (7, lambda day: day_in_words(day[:7])),
    "quarter": (4, lambda day: f"{_ORDINALS[_quarter(day)]} quarter of {day[:4]}"),
}


def short_date(mention: Mention | Event) -> str:
    """`2012-10-04`, `2012-10`, `2012-Q3`, `2012`, `1960s`, `2012-09-03 to 2012-09-09`, or nothing."""
    return _written(mention, _SHORT, str)


def long_date(mention: Mention | Event) -> str:
    """`4 October 2012`, `October 2012`, `3 September 2012 to 9 September 2012`, or `no date`."""
    return _written(mention, _LONG, day_in_words) or UNDATED


def _written(
    mention: Mention | Event, forms: dict[str | None, tuple[int, Callable[[str], str]]], write: Callable[[str], str]
) -> str:
    first, last = mention.date_start, mention.date_end
    known = first or last
    if known is None:
        return ""
    length, form = forms.get(mention.date_precision, (0, str))
    if length and (first or known)[:length] == (last or known)[:length]:
        return form(known)
    if first is None or last is None:
        return f"{'since' if first else 'until'} {write(known)}"
    return write(first) if first == last else f"{write(first)} to {write(last)}"
