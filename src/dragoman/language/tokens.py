"""Words and marks of a sentence: text in, tokens with offsets out."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Token", "fold", "tokenize"]

_TOKEN = re.compile(
    r"""
    (?P<possessive>['’]s\b|(?<=s)['’](?=\s))       # Russia's, the Soviets'
  | (?P<negation>n['’]t\b)                          # did n't
  | (?P<abbreviation>(?:[A-Za-z]\.){2,})            # U.S., i.e.
  | (?P<word>(?:(?!n['’]t\b)[^\W_])+(?:['’](?!s\b)(?!t\b)[^\W_]+)*)
  | (?P<mark>[^\w\s]|_)
    """,
    re.VERBOSE,
)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


class Token(NamedTuple):
    """A word, a possessive ending or a mark; `lower` is what matchers compare."""

    start: int
    end: int
    text: str
    lower: str


def fold(text: str) -> str:
    """Lower case with plain quotation marks and dashes; the length never changes."""
    plain = text.translate(_APOSTROPHES)
    lowered = plain.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def tokenize(text: str) -> list[Token]:
    """Tokens in order; a hyphen inside a word is dropped, so that `air-strike` and `air strike` read alike."""
    tokens = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match.group()
        if word in "-‐‑" and start > 0 and end < len(text) and text[start - 1].isalnum() and text[end].isalnum():
            continue
        tokens.append(Token(start, end, word, fold(word)))
    return tokens
