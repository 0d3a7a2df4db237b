"""Words of a sentence for matching: text in, folded tokens with offsets out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Phrases", "Words", "fold", "phrase_key", "read_words"]

Reading = TypeVar("Reading")


def _table() -> dict[int, str]:
    """Accented letters to their base letter, quotation marks and dashes to plain ones, one by one."""
    table = {}
    for point in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(point))[0]
        if base.isascii():
            table[point] = base
    table |= {ord(a): b for a, b in zip("øØłŁđĐıßðÐ", "oOlLdDisdD", strict=True)}
    table |= dict.fromkeys(map(ord, "’‘ʼ´`"), "'") | dict.fromkeys(map(ord, "–‐‑−"), "-")
    return table | dict.fromkeys(map(ord, "“”„"), '"')


_FOLD = _table()
_TOKEN = re.compile(
    r"""
    '(?=s\b)s | (?<=s)'(?!\w)                                     # Russia's, the Soviets'
  | (?:[a-z]\.)+[a-z]\b\.?                                        # U.S., U.S.S.R, P.M
  | [^\W_]+(?:'(?!s\b)[^\W_]+)*                                   # a word
  | [^\w\s]
    """,
    re.VERBOSE,
)
# A hyphen or slash, seen from the character before it, that is no mark but part of a word.
_JOINED = re.compile(r"\S.[^\W_]")
# Shorthands before a name whose full stop belongs to them.
_SHORTHAND = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "sgt",
        "adm",
        "brig",
        "sen",
        "rep",
        "gov",
        "pres",
        "prof",
        "st",
        "messrs",
        "hon",
    ]
)


def fold(text: str) -> str:
    """Lower case without accents, with plain apostrophes and hyphens; the length never changes."""
    plain = text.translate(_FOLD)
    lower = plain.lower()
    return lower if len(lower) == len(plain) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


@dataclass(frozen=True, slots=True)
class Words:
    """Tokens of one text: `tokens[i]` is folded and stands at `text[starts[i]:ends[i]]`.

    Dots of abbreviations are dropped from tokens (`U.S.` reads `us`). A hyphen or slash inside a word is no
    token: `Indo-Russian` and `Indo Russian` read alike, `gap` tells them apart.
    """

    text: str
    tokens: list[str]
    starts: list[int]
    ends: list[int]

    def raw(self, first: int, last: int) -> str:
        """The words as written."""
        return self.text[self.starts[first] : self.ends[last]]

    def gap(self, token: int) -> str:
        """What stands between a token and the next one; empty at the end."""
        return self.text[self.ends[token] : self.starts[token + 1]] if token + 1 < len(self.tokens) else ""

    def capital(self, token: int) -> bool:
        """Whether the token begins with an upper-case letter."""
        return self.text[self.starts[token]].isupper()


def read_words(text: str) -> Words:
    """Tokens of `text` in order."""
    words = Words(text, [], [], [])
    tokens, starts, ends = words.tokens, words.starts, words.ends
    for match in _TOKEN.finditer(fold(text)):
        word = match[0]
        start, end = match.span()
        if word in ("-", "/") and _JOINED.match(text, start - 1):
            continue
        if word == "." and tokens and tokens[-1] in _SHORTHAND and ends[-1] == start:
            ends[-1] = end
            continue
        tokens.append(word.replace(".", "") if len(word) > 1 else word)
        starts.append(start)
        ends.append(end)
    return words


def phrase_key(phrase: str) -> str:
    """The folded tokens of a phrase of the tables, quickly for the many of plain words and hyphens."""
    folded = phrase.lower() if phrase.isascii() else fold(phrase)
    if folded.isalpha():
        return folded
    folded = folded.replace("-", " ")
    if folded.replace(" ", "").isalpha() and "  " not in folded and folded[0] != " " != folded[-1]:
        return folded
    return " ".join(read_words(phrase).tokens)


class Phrases(Generic[Reading]):
    """Phrases by their tokens, each with its readings; finds the longest that begins at a token."""

    def __init__(self, phrases: Iterable[tuple[str, Reading]]) -> None:
        """Take keys of phrases, with a reading each; readings of equal phrases keep their order."""
        self.readings: dict[str, list[Reading]] = {}
        self._longest: dict[str, int] = {}
        for key, reading in phrases:
            known = self.readings.get(key)
            if known is not None:
                known.append(reading)
                continue
            self.readings[key] = [reading]
            first, _, rest = key.partition(" ")
            count = rest.count(" ") + 2 if rest else 1
            if count > self._longest.get(first, 0):
                self._longest[first] = count

    def at(self, tokens: Sequence[str], first: int) -> Iterator[tuple[int, list[Reading]]]:
        """The last token and the readings of each phrase that begins at token `first`, the longest first."""
        for count in range(min(self._longest.get(tokens[first], 0), len(tokens) - first), 0, -1):
            readings = self.readings.get(" ".join(tokens[first : first + count]))
            if readings is not None:
                yield first + count - 1, readings
