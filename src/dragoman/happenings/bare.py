"""Numbers that name nothing they count: "of them 90", "put the toll at 40"; a sentence in, quantities out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.language.named import is_date, is_labelled, is_part
from dragoman.language.numbers import numbers, read_line
from dragoman.language.quantities import find_quantities
from dragoman.records import Quantity

__all__ = ["bare_quantities"]

_NOUN = " people"
_LEAST = 4  # smaller ones are "one of them" and "the two"
_BEFORE = re.compile(
    r"\b(?:number(?:s|ed|ing)?|total(?:s|led|ling)?|figure|count(?:s|ed|ing)?|toll|tally|strength|size"
    r"|complement|quota"
    r"|order|fleet|force|brigade|battalion|company of|regiment|squadron|unit|corps|detachment|mission|army"
    r"|troupe|flotilla|contingent|garrison|crew|party|group|convoy|batch|squad|column|delegation|band|team"
    r"|employ(?:s|ed)?|spoke|speaks|talk(?:s|ed)|mention(?:s|ed)|came|comes|ran|runs|rose|risen|climbed"
    r"|reach(?:es|ed)"
    r"|receive[sd]?|received|got|bought|ordered|asked for|settled|handed over|loses|lost|buried|mourned"
    r"|(?:number|figure|toll|count|tally|strength|total|size|price|losses) of [\w'-]+(?: [\w'-]+){0,4} (?:at|is"
    r"|was|to|as)"
    r"|more like|rather|not|but|only|just|all|fewer than|more than|less than|at least|at most)\b"
    r"(?: (?:of|at|to|for|on|up|it|them|is|was|were|to be|as|than|about|some|nearly|almost|only|exactly|no|the"
    r"|a)){0,4} ?$"
)
_AFTER = re.compile(
    r"[- ]strong\b| (?:[a-z]+-)?[a-z]*\d[\w-]*\b| (?:of (?:them|these|those|its|their|our|his|her|whom|which"
    r"|the)|in all|altogether|in total|apiece"
    r"|were|was|had|have|are|will be|died|fell|never|did not|went|came|perished|wounded|hurt|injured|dead)\b"
)
_NAMED = re.compile(r" (?:[a-z]+ )?[A-Z][a-z]{2,}(?:s|i|ese|k|en)\b")  # a people or a make: "six Sukhois"
_NOTHING = re.compile(r" ?(?:per cent|percent|%|o'clock|am\b|pm\b|years?|months?|weeks?|days?|hours?|minutes?)|:")


def bare_quantities(text: str, folded: str, times: Sequence[tuple[int, int]]) -> Iterator[Quantity]:
    """The counts whose noun is told elsewhere, with the bounds that their hedges give; `of` may tell what befell them.

    `times` are the spans of dates, which count nothing.
    """
    taken = [(q.start, q.end) for q in find_quantities(text) if q.of or q.unit] + list(times)
    line = read_line(text)
    for number in numbers(line):
        start, end = line.starts[number.first], line.ends[number.last - 1]
        known = any(a < end and start < b for a, b in taken)
        if known or number.low < _LEAST or is_date(line, number) or is_labelled(line, number):
            continue
        if is_part(line, number, measured=False) and not folded.startswith("-strong", end):
            continue
        if _NOTHING.match(folded, end) or not (
            _AFTER.match(folded, end) or _NAMED.match(text, end) or _BEFORE.search(folded[:start])
        ):
            continue
        rest = text[end:].removeprefix("-strong")
        for found in find_quantities(text[:end] + _NOUN + rest):
            if found.start <= start < found.end:
                yield replace(found, end=end)
                break
