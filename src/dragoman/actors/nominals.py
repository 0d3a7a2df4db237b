"""Words that name an actor of the document without its name: a sentence in, what they ask of the memory out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from dragoman.actors.memory import Asked, Found
from dragoman.actors.words import Words, fold
from dragoman.codebook.actor_rows import Epithet
from dragoman.codebook.own_actors import actor_tables, of_tables

__all__ = ["find_epithets"]

_ADJECTIVES = r"(?:(?!of |and |in |to |for )[\w-]+ ){0,2}?"
#: What leads each kind of epithet in: "pair" takes any article, "two" wants the number.
_LEADS = {
    "state": rf"(?:the|this) {_ADJECTIVES}",
    "body": rf"(?:the|this) {_ADJECTIVES}",
    "pair": rf"(?:(?:the|these|both|neither) )(?:two )?{_ADJECTIVES}",
    "host": r"(?:the|his|her|its|their) ",
    "two": rf"(?:(?:the|these|those|their) two {_ADJECTIVES}|both (?:the )?)",
}


@of_tables
def _pattern() -> tuple[re.Pattern[str], dict[str, Epithet]]:
    rows = {fold(row.words): row for row in actor_tables().epithets}
    parts = []
    for kind, lead in _LEADS.items():
        words = sorted((w for w, row in rows.items() if row.kind == kind), key=len, reverse=True)
        parts.append(rf"{lead}(?P<{kind}>{'|'.join(map(re.escape, words))})")
    return re.compile(rf"\b(?:{'|'.join(parts)})\b(?! of\b)(?!-)"), rows


def find_epithets(words: Words, taken: frozenset[int]) -> Iterator[Found]:
    """Nominal spans such as `the island nation`, `the bloc` and `the two old enemies`, where no name stands in them."""
    pattern, rows = _pattern()
    for match in pattern.finditer(fold(words.text)):
        first, last = bisect_left(words.starts, match.start()), bisect_right(words.starts, match.end() - 1) - 1
        if not taken.isdisjoint(range(first, last + 1)) or last < first:
            continue
        row = rows[match[match.lastgroup or 0]]
        asked = Asked("pair" if row.kind == "two" else row.kind, frozenset(row.codes))
        yield Found(first, last, (), "nominal", sectors=row.sectors, asked=asked)
