"""Quantities of a sentence: its text in, numbers with bounds, unit and what they count out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.codebook.quantities_tables import Unit, quantity_tables
from dragoman.language.counted import NOT_COUNTED, Noun, fate_after, fate_before, noun_after, phrase
from dragoman.language.named import is_date, is_labelled, is_part
from dragoman.language.numbers import NUMBER_WORDS, Line, Number, has_number, numbers, read_line
from dragoman.language.sized import size_of
from dragoman.language.words import PREPOSITIONS
from dragoman.records import Quantity

__all__ = ["find_quantities"]

#: Hedges that are prepositions too: "a dispute over three islands".
_PREPOSITIONS = frozenset("over under about around above below beyond".split())
#: Verbs of which "over" is a part: "hand over 20 fighters".
_HANDING = frozenset(
    f"{word}{end}" for word in ("hand", "turn", "sign", "carri", "carry") for end in ("", "s", "ed", "ing")
) | frozenset("take takes took taken taking makes made make hand-over".split())
_BETWEEN_HEDGE = frozenset("another additional further".split())
_DEFINITE = frozenset("the these those both all our their its".split())
_LINKS = frozenset([",", "and", "as", "well", "plus", "including"])
_LIST_ENDS = frozenset(["", ",", ".", ";", "and", ")", "who"])
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class _Count:
    """A number on its way to a quantity: its tokens from sign to unit, its unit and bounds in that unit."""

    number: Number
    first: int
    last: int
    unit: Unit | None
    low: float | None
    value: float | None
    high: float | None
    hedged: bool = False
    ranged: bool = False

    @property
    def vague(self) -> bool:
        """A few or several."""
        return self.number.value is None and self.number.high is not None and self.number.scale == 1


def find_quantities(text: str, start: int = 0) -> tuple[Quantity, ...]:
    """The quantities of a sentence, in order; `start` is the place of its first character in the document.

    The span runs from the number (or its currency sign) to its unit, to the time of a rate, or to the noun counted;
    hedges lie outside. Dates, times, lengths of time, ages, ranks and names with numbers are none. Of a text that is
    too long for a sentence (a table, a dump) the first 20,000 characters are read. Never raises.
    """
    text = text[:_LONGEST]
    return tuple(_found(text, start)) if has_number(text) else ()


def _found(text: str, start: int) -> Iterator[Quantity]:
    line = read_line(text)
    inherited: tuple[str | None, int] = (None, 0)
    taken = 0
    for count in _joined(line, [c for n in numbers(line) if (c := _measured(line, n))]):
        if count.first < taken or _dangles(line, count):
            continue
        hedged, opening = _hedged(line, count)
        if hedged.unit:
            size = size_of(line, opening, hedged.last, hedged.unit.kind)
            of, end = size.of, size.end
            unit = hedged.unit.unit + (size.rate if "/" not in hedged.unit.unit else "")
        else:
            noun = noun_after(line, hedged.last, hedged.value == 1)
            hedged = _hedged_behind(line, hedged, noun.end)
            fate = _fate(line, opening, noun, inherited)
            if not _counts(line, hedged, noun, fate):
                continue
            of, end, unit = _of(noun, fate), noun.end, ""
            if noun.kind != "bare" or fate:
                inherited = fate, end
        taken = max(end, hedged.last)
        yield Quantity(
            _clean(hedged.value),
            _clean(hedged.low),
            _clean(hedged.high),
            unit or None,
            of,
            start + line.starts[hedged.first],
            start + line.ends[taken - 1],
        )


def _clean(number: float | None) -> float | None:
    """Without the dust of binary fractions: twelve digits."""
    return None if number is None else float(f"{number:.12g}")


# Which numbers, in which unit?


def _measured(line: Line, number: Number) -> _Count | None:
    """The number with its unit; None for a number that is part of a name, a date or a time."""
    sign, first = _sign(line, number)
    unit, last = (sign, number.last) if sign else _unit(line, number)
    if not sign and is_part(line, number, unit is not None):
        return None
    if not unit and (is_labelled(line, number) or is_date(line, number)):
        return None
    factor = unit.factor if unit else _thousands(line, number)
    low, value, high = (n if n is None else n * factor for n in (number.low, number.value, number.high))
    return _Count(number, first, last, unit, low, value, high)


def _unit(line: Line, number: Number) -> tuple[Unit | None, int]:
    """The unit behind a number and the place behind it: `28 km`, `thousands of tons`, not the sign of the next sum."""
    vague = number.value is None and line.words[number.last] == "of"
    found = phrase(line, number.last + vague, quantity_tables().units)
    following = line.words[found[1]]
    next_sum = following[:1].isdigit() or following in NUMBER_WORDS
    if (
        found[0] is None
        or (following[:1].isdigit() and line.glued(found[1]))  # the X7, a model
        or (line.words[number.last] == "won" and number.scale < 1000)
        or (next_sum and line.words[found[1] - 1] in quantity_tables().signs)
    ):
        return None, number.last
    return found


def _thousands(line: Line, number: Number) -> float:
    """1000 where the point parts thousands, for nobody counts 1.200 rifles; else 1."""
    whole, _, part = number.digits.partition(".")
    dotted = len(part) == 3 and part.isdigit() and whole != "0" and number.scale == 1
    return 1000.0 if dotted and noun_after(line, number.last, False).kind not in ("bare", "none") else 1.0


def _sign(line: Line, number: Number) -> tuple[Unit | None, int]:
    """The currency before a number (`$`, `Rs.`, `EUR`; `R` only before millions) and the token where it begins."""
    i = number.first
    j = i - 2 if line.words[i - 1] == "." and line.words[i - 2] == "rs" else i - 1
    word = line.words[j]
    unit = quantity_tables().signs.get(word)
    if unit is None or (word.isalpha() and word != "rs" and not line.capital(j)):
        return None, i
    if len(word) == 1 and word.isalpha() and (number.scale < 1e6 or not line.glued(i)):
        return None, i
    return unit, j - 1 if word == "$" and line.words[j - 1] in ("us", "u.s.") and line.capital(j - 1) else j


# Ranges and hedges


def _dangles(line: Line, count: _Count) -> bool:
    """Whether a dash still ties the number to digits that are no second bound: scores, telephone numbers."""
    last = count.number.last
    if line.glued(count.first) and line.words[count.first - 1] == "-" and line.glued(count.first - 1):
        return line.words[count.first - 2][0].isdigit()
    return line.glued(last) and line.words[last] == "-" and line.glued(last + 1) and line.words[last + 1][0].isdigit()


def _joined(line: Line, counts: list[_Count]) -> Iterator[_Count]:
    """The counts, with two that bound a range made one."""
    i = 0
    while i < len(counts):
        both = _range(line, counts[i], counts[i + 1]) if i + 1 < len(counts) else None
        yield both or counts[i]
        i += 2 if both else 1


def _range(line: Line, a: _Count, b: _Count) -> _Count | None:
    """`20-30`, `20 to 30`, `between 20 and 30`, `two or three` as one count; `from 20 to 30` tells a change."""
    link, before = line.words[a.last], line.words[a.first - 1]
    fits = link in ("-", "or") or (link == "to" and before != "from") or (link == "and" and before == "between")
    if not fits or b.first != a.last + 1 or a.value is None or b.value is None:
        return None
    unit = b.unit or a.unit
    if a.unit and unit and a.unit.unit != unit.unit:
        return None
    factor = unit.factor if unit else 1.0
    high = b.number.low * factor
    lows = [a.number.low * (a.unit.factor if a.unit else factor)]
    if a.number.scale == 1:
        lows.insert(0, lows[0] * b.number.scale)
    low = next((low for low in lows if low < high), None)
    if low is None:
        return None
    number = replace(a.number, last=b.number.last, scale=max(a.number.scale, b.number.scale))
    return _Count(number, a.first, b.last, unit, low, None, high, ranged=True)


def _hedged(line: Line, count: _Count) -> tuple[_Count, int]:
    """The count with the bounds that the hedges beside it give, and the token where number and hedge begin."""
    tables = quantity_tables()
    first = count.first - 1 if line.words[count.first - 1] in _BETWEEN_HEDGE else count.first
    for length in (4, 3, 2, 1):
        words = " ".join(line.words[first - length : first]) if length <= first else ""
        if kind := tables.hedges_before.get(words):
            if words in _PREPOSITIONS and count.number.small and not count.unit:
                break
            if words == "over" and first > 1 and line.words[first - 2] in _HANDING:
                break
            return _bounded(count, kind), first - length
    if line.words[first - 1] == "between" and count.ranged:
        first -= 1
    after = phrase(line, count.last, tables.hedges_after)
    if after[0] and (line.words[count.last] not in ("plus", "odd") or line.glued(count.last)):
        return replace(_bounded(count, after[0]), last=after[1]), first
    return count, first


def _hedged_behind(line: Line, count: _Count, end: int) -> _Count:
    """The count with a hedge that follows the noun: `40 tanks or more`."""
    if count.hedged or end <= count.last or line.words[end] != "or":
        return count
    after = phrase(line, end, quantity_tables().hedges_after)
    return _bounded(count, after[0]) if after[0] else count


def _bounded(count: _Count, kind: str) -> _Count:
    """Bounds by the kind of hedge: none on one side, or ten per cent around (`about`) or below (`nearly`)."""
    count, value = replace(count, hedged=True), count.value
    if count.ranged:
        return count
    if kind == "over":
        return replace(count, low=count.low if value is None else value, value=None, high=None)
    if kind == "under":
        high = count.high if value is None else value
        return replace(count, low=None, value=None, high=high) if high is not None else count
    if value is None:
        return count
    return replace(count, low=value * 0.9, high=value * (1.1 if kind == "about" else 1.0))


# What is counted?


def _fate(line: Line, first: int, noun: Noun, inherited: tuple[str | None, int]) -> str | None:
    """What befell those counted; told for the whole of a list where it is told before its first member."""
    told = fate_before(line, first, noun) or noun.fate or fate_after(line, first, noun)
    fate, end = inherited
    listed = noun.kind == "person" and end > 0 and _LINKS.issuperset(line.words[end:first])
    listed = listed and (line.words[noun.end] in _LIST_ENDS or line.words[noun.end] in PREPOSITIONS)
    return told or (fate if listed else None)


def _of(noun: Noun, fate: str | None) -> str | None:
    if noun.kind == "fate" or fate is None:
        return noun.of
    return f"{noun.of} {fate}" if noun.of and noun.of != "lives" else fate


def _counts(line: Line, count: _Count, noun: Noun, fate: str | None) -> bool:
    """Whether a number without unit is a quantity: something is counted, or a hedge or a fate speaks for it."""
    number, before = count.number, line.words[count.first - 1]
    if number.digits.count(".") == 1 and number.scale == 1 and count.value == number.value:
        return False  # a clock time or a number without its unit: nobody counts 2.5 ships
    known = noun.kind in ("person", "thing", "fate", "party") and bool(noun.of)
    if noun is NOT_COUNTED or (noun.kind != "bare" and not noun.of and not fate):
        return False
    if fate and noun.kind != "party":
        return True
    if noun.kind == "party" and (number.low <= 3 and not count.vague):
        return False
    if noun.kind in ("party", "other") and before in _DEFINITE and number.low <= 10:
        return False
    capital = not number.digits and line.capital(number.first) and before.isalnum()
    if number.small or count.vague or capital or number.low == 1:
        return known
    return noun.kind != "bare" or (count.hedged and number.high is not None)
