"""Tables of words made patterns: words as they stand in texts in, one pattern that finds any of them out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Finder", "any_of", "clauses", "finder", "opens", "words_of"]

_WORD = re.compile(r"\w+")
_CLAUSE = re.compile(r"[;:()\"“”]|,(?!\d)|\s[-–—]\s")


@lru_cache(maxsize=256)
def any_of(words: tuple[str, ...], ending: str = r"\b") -> re.Pattern[str]:
    """A pattern for any of the words in folded text, the longest first; `ending` is what must follow."""
    ordered = sorted(set(words) - {""}, key=lambda word: (-len(word), word))
    first = r"\b" if all(word[0].isalnum() for word in ordered) else r"(?:\b|(?=\W))"
    return re.compile(rf"{first}(?:{'|'.join(map(re.escape, ordered))}){ending}")


@dataclass(frozen=True, slots=True)
class Finder:
    """A pattern with the words of which one must be in a text that it can match: most texts need no second look."""

    pattern: re.Pattern[str]
    heads: frozenset[str]

    def search(self, folded: str, words: frozenset[str]) -> re.Match[str] | None:
        """The first match in folded text with these words."""
        return None if self.heads.isdisjoint(words) else self.pattern.search(folded)

    def all(self, folded: str, words: frozenset[str]) -> list[re.Match[str]]:
        """All matches in folded text with these words."""
        return [] if self.heads.isdisjoint(words) else list(self.pattern.finditer(folded))


@lru_cache(maxsize=256)
def finder(words: tuple[str, ...], ending: str = r"\b", endings: tuple[str, ...] = ("",)) -> Finder:
    """A finder of any of the words; `endings` are those that `ending` allows a single word to have."""
    heads = {head[0] + end for word in words if (head := _WORD.search(word)) for end in endings}
    return Finder(any_of(words, ending), frozenset(heads))


def words_of(folded: str) -> frozenset[str]:
    """The runs of letters and digits of folded text."""
    return frozenset(_WORD.findall(folded))


def opens(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any word that begins so."""
    return re.compile(rf"\b(?:{'|'.join(re.escape(w) for w in sorted(words, key=len, reverse=True))})")


def clauses(text: str) -> list[tuple[int, int]]:
    """The stretches of a sentence between commas, brackets, quotation marks and dashes."""
    ends = [(found.start(), found.end()) for found in _CLAUSE.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    return [(a, b) for a, b in zip(starts, [*(start for start, _ in ends), len(text)], strict=True) if b > a]
