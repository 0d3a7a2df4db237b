"""Words of a sentence for matching: text in, folded tokens with offsets out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

__all__ = ["Words", "fold", "key", "phrase_key", "read_words"]


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


def key(tokens: list[str]) -> str:
    """One string in which every token has its own borders, as the automaton compares them."""
    return "<" + "><".join(tokens) + ">" if tokens else ""


def phrase_key(phrase: str) -> str:
    """The key of a phrase of the tables, quickly for the many of plain words and hyphens."""
    parts = fold(phrase).replace("-", " ").split(" ")
    if all(map(str.isalpha, parts)):
        return f"<{'><'.join(parts)}>"
    return key(read_words(phrase).tokens)
