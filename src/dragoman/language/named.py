"""Numbers that are no quantity: a number in its sentence in, whether a name, a date or a time holds it out."""

from __future__ import annotations

from dragoman.codebook.quantities_tables import quantity_tables
from dragoman.dates.words import MONTHS
from dragoman.language.counted import noun_after
from dragoman.language.numbers import Line, Number

__all__ = ["is_date", "is_labelled", "is_part"]

_MONTHS = frozenset(name.lower() for name in MONTHS) | frozenset(name[:3].lower() for name in MONTHS) | {"sept"}
#: Words before four digits that make them a year, even with a noun behind: "the 1999 agreements".
_YEAR_BEFORE = frozenset(
    "in since during until till the its his their this that a late early mid before after , ( around".split()
)
_BODIES = frozenset("group gang club band committee council".split())
#: Marks that, written onto a number, make it a part of something else: a date, a time, a share, an address.
_JOINTS = frozenset("/:.#@_+,*=^\\&")
_DASHES = "-–‐‑"


def is_part(line: Line, number: Number, measured: bool) -> bool:
    """Whether the number is written onto something that makes it no number: `F-16`, `28th`, `9/11`, `10-year`."""
    before = line.words[number.first - 1]
    if line.glued(number.first):
        dash = line.text[line.starts[number.first - 1]] in _DASHES
        onto_word = not line.glued(number.first - 1) or not line.words[number.first - 2][0].isdigit()
        if before in _JOINTS or before[-1].isalnum() or (dash and onto_word):
            return True
    if measured or not line.glued(number.last):
        return False
    after, following = line.words[number.last], line.words[number.last + 1]
    if after[0].isalnum():
        return True
    if not line.glued(number.last + 1):
        return False
    hyphen = after == "-" and line.text[line.starts[number.last]] in _DASHES
    if hyphen and following[0].isalpha():
        return following not in quantity_tables().hedges_after
    return after in "/:'" and following[0].isalnum()


def is_labelled(line: Line, number: Number) -> bool:
    """`Article 370`, `No. 10`, `Group of 77`, `the Big Three`, `6 pm`: a name or a time."""
    i = number.first - 1
    before = line.words[i - 1] if line.words[i] == "." else line.words[i]
    if before in quantity_tables().labels:
        return True
    return before == "of" and line.words[i - 1] in _BODIES and line.capital(i - 1)


def is_date(line: Line, number: Number) -> bool:
    """A day beside a month, or four digits that are a year."""
    if not number.digits or number.scale != 1:
        return False
    after = number.last + 1 if line.words[number.last] == "of" else number.last
    if line.words[after] in _MONTHS and line.capital(after):
        return True
    before = number.first - 2 if line.words[number.first - 1] == "." else number.first - 1
    if line.words[before] in _MONTHS and line.capital(before) and number.low <= 31:
        return True
    if not (number.digits.isdigit() and len(number.digits) == 4 and number.low < 2100):
        return False
    return line.words[number.first - 1] in _YEAR_BEFORE or noun_after(line, number.last, False).kind in ("bare", "none")
