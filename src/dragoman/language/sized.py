"""What a measure or a sum is the size of: the place of the number in, the thing and the rate out."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.codebook.quantities_tables import Phrases, quantity_tables
from dragoman.language.counted import STOPS, phrase
from dragoman.language.numbers import Line
from dragoman.language.words import RELATIVES

__all__ = ["Size", "size_of"]

_OWNERS = frozenset("the these those both all our their its".split())
_RATES = {"year": "year", "annum": "year", "day": "day", "month": "month"}
_RATE_ADVERBS = {"annually": "year", "yearly": "year", "p.a.": "year", "daily": "day", "monthly": "month"}
#: Tokens looked at before a sum and behind a measure.
_BACK, _RUN = 8, 6


class Size(NamedTuple):
    """What has the size, the time in which it is reached, and the place behind that time."""

    of: str | None
    rate: str
    end: int


def size_of(line: Line, first: int, last: int, kind: str) -> Size:
    """What a measure or a sum is the size of: behind it (`tons of steel a year`, `$2m loan`), else before it.

    `first` is the token where number and hedge begin, `last` the one behind the unit, `kind` that of the unit.
    """
    tables = quantity_tables()
    table = tables.money if kind == "money" else tables.stuff
    j = last - 1 if line.words[last - 1] == "of" else last
    rate, end = ("", j) if kind == "share" else _rate(line, j)
    linked = line.words[end] == "of" or line.words[end : end + 2] == ["worth", "of"]
    linked = linked or (kind == "money" and line.words[end] == "in")
    of, run_end = _last_in_run(line, end + (2 if line.words[end] == "worth" else linked), table)
    if of is None and linked and kind != "money" and line.words[run_end - 1].isalpha() and run_end > end + 1:
        of = line.words[run_end - 1]
    if not rate and linked and kind != "share":
        rate, rate_end = _rate(line, run_end)
        end = rate_end if rate else end
    return Size(of or _named_before(line, first, table, kind), rate, end if rate else last)


def _rate(line: Line, j: int) -> tuple[str, int]:
    """`/year`, `/month` or `/day` told at a place, and the place behind it."""
    word, following = line.words[j], line.words[j + 1]
    if word in _RATE_ADVERBS:
        return f"/{_RATE_ADVERBS[word]}", j + 1
    rate = following in _RATES and word in ("a", "per", "every", "each", "/")
    if not rate or line.words[j + 2] in ("later", "after", "before", "earlier", "ago"):
        return "", j
    return f"/{_RATES[following]}", j + 2


def _last_in_run(line: Line, j: int, table: Phrases[str]) -> tuple[str | None, int]:
    """The last noun of a table in the noun phrase at a place, and the place behind the phrase."""
    if line.words[j] in _OWNERS:
        j += 1
    found, k = None, j
    while k < j + _RUN:
        word = line.words[k]
        if word == "-" and line.glued(k) and line.glued(k + 1):
            k += 1
            continue
        if (
            not word
            or word in STOPS
            or not word[0].isalpha()
            or (k > j and line.words[k - 1] != "-" and word.endswith("ed"))
        ):
            break
        told = phrase(line, k, table)
        found, k = told if told[0] else (found, k + 1)
    return found, k


def _named_before(line: Line, first: int, table: Phrases[str], kind: str) -> str | None:
    """`a pipeline of 1,800 km`, `a contract worth $2bn`: the noun before a measure, the nearest one before a sum."""
    if kind != "money" and line.words[first - 1] != "of":
        return None
    for j in range(first - 1, max(-1, first - (_BACK if kind == "money" else 4)), -1):
        if line.words[j] in (";", ":", ".", ",") or line.words[j] in RELATIVES:
            return None
        if line.words[j] in table:
            return phrase(line, j - 1, table)[0] or table[line.words[j]]
    return None
