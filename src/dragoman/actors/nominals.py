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
    "visitor": r"(?:the|his|her|its|their) ",
    "neighbour": rf"(?:the|its|our) {_ADJECTIVES}",
    "group": rf"(?:the|this) {_ADJECTIVES}",
    "own": r"(?P<lead>his|her) ",
    "counterpart": r"(?P<lead2>his|her|its) (?:[a-z]+ )?",
    "two": rf"(?:(?:the|these|those|their) (?P<number>two|three|four|five|six) {_ADJECTIVES}|both (?:the )?"
    r"|their (?=(?:countries|nations|governments|capitals|armies|peoples)\b))",
}
#: What is of the person named last: the words of other kinds that `his` and `her` make so.
_OWN = ("country", "nation", "people", "own country", "own government")
_NO_ROW = Epithet("", "own", (), (), "")
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_PRONOUNS = r"\b(?P<pronoun>he|she|they)\b(?!['’])"


@of_tables
def _pattern() -> tuple[re.Pattern[str], dict[str, Epithet]]:
    rows = {fold(row.words): row for row in actor_tables().epithets}
    parts = []
    for kind, lead in _LEADS.items():
        words: list[str] = sorted((w for w, row in rows.items() if row.kind == kind), key=len, reverse=True)
        words += _OWN if kind == "own" else ()
        parts.append(rf"{lead}(?P<{kind}>{'|'.join(map(re.escape, words))})")
    return re.compile(rf"\b(?:{'|'.join(parts)})\b(?! of\b)(?!-)|{_PRONOUNS}"), rows


def find_epithets(words: Words, taken: frozenset[int]) -> Iterator[Found]:
    """Nominal spans such as `the island nation`, `the bloc` and `the two old enemies`, where no name stands in them."""
    pattern, rows = _pattern()
    for match in pattern.finditer(fold(words.text)):
        first, last = bisect_left(words.starts, match.start()), bisect_right(words.starts, match.end() - 1) - 1
        if not taken.isdisjoint(range(first, last + 1)) or last < first:
            continue
        if match["pronoun"]:
            yield Found(first, last, (), "nominal", asked=Asked(match["pronoun"]))
            continue
        kind = next(kind for kind in _LEADS if match[kind])
        row = rows.get(match[kind], _NO_ROW)
        if (asked := _asked(kind, row, match, rows)) is not None:
            yield Found(first, last, (), "nominal", sectors=() if kind == "own" else row.sectors, asked=asked)


def _asked(kind: str, row: Epithet, match: re.Match[str], rows: dict[str, Epithet]) -> Asked | None:
    """What an epithet asks; None where it may be any state: `the country` names none, `the Baltic country` one."""
    if kind == "two":
        number = _NUMBERS.get(match["number"] or "two", 2)
        return Asked() if number == 2 else Asked("several", number=number)
    codes = frozenset(row.codes)
    if kind != "state":
        return Asked(kind, codes, lead=match["lead"] or match["lead2"] or "")
    for words, region in rows.items():
        if region.kind == "region" and re.search(rf"\b{words}\b", match[0]):
            codes = codes & frozenset(region.codes) if codes else frozenset(region.codes)
    return Asked("state", codes) if codes else None
