"""Words to the pieces that the encoder knows: a text in, piece numbers with their offsets out.

The rule is BERT's (lower case, accents off, punctuation apart, greedy longest match), as the vocabulary in `model/` was
made for it. The `tokenizers` library would do it too, but brings a network client and eight more packages; a test holds
both to the same pieces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Pieces", "WordPiece"]

_LONGEST_WORD = 100
_CJK = "\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0002a6df\U0002a700-\U0002ceaf\uf900-\ufaff\U0002f800-\U0002fa1f"
_ASCII_MARKS = r"!-/:-@\[-`{-~"
_ROUGH = re.compile(rf"[{_ASCII_MARKS}{_CJK}]|[^\s{_ASCII_MARKS}{_CJK}]+")
_DROPPED = {"Cc", "Cf", "Co", "Cs"}


@dataclass(frozen=True, slots=True)
class Pieces:
    """Piece numbers, [CLS] and [SEP] included, and for each its half-open span in the text ((0, 0) for those two)."""

    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


class WordPiece:
    """A tokenizer made of a vocabulary: one piece a line, its number the line's."""

    def __init__(self, vocabulary: str) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary.splitlines())}
        self._unknown, self._first, self._last = (self._numbers[name] for name in ("[UNK]", "[CLS]", "[SEP]"))
        self._known: dict[str, tuple[tuple[int, int, int], ...]] = {}

    def split(self, text: str, longest: int) -> Pieces:
        """The pieces of a text, cut after `longest` of them."""
        ids, spans = [self._first], [(0, 0)]
        for start, word in _words(text):
            if len(ids) >= longest - 1:
                break
            pieces = self._known.get(word)
            if pieces is None:
                pieces = tuple(self._pieces(word))
                if len(self._known) < 1 << 16:  # the words of a language repeat; the cache never grows past this
                    self._known[word] = pieces
            for number, first, last in pieces:
                ids.append(number)
                spans.append((start + first, start + last))
        del ids[longest - 1 :], spans[longest - 1 :]
        return Pieces((*ids, self._last), (*spans, (0, 0)))

    def _pieces(self, word: str) -> Iterator[tuple[int, int, int]]:
        """Number and span in the word of each piece."""
        folded, origin = _fold(word)
        if not folded:
            return
        if len(folded) > _LONGEST_WORD:
            yield self._unknown, origin[0], origin[-1] + 1
            return
        found, start = [], 0
        while start < len(folded):
            end = len(folded)
            while end > start and ("##" if start else "") + folded[start:end] not in self._numbers:
                end -= 1
            if end == start:
                yield self._unknown, origin[0], origin[-1] + 1
                return
            piece = ("##" if start else "") + folded[start:end]
            found.append((self._numbers[piece], origin[start], origin[end - 1] + 1))
            start = end
        yield from found


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Words and marks with their offsets."""
    for match in _ROUGH.finditer(text):
        word = match[0]
        if word.isascii():
            yield match.start(), word
        else:
            yield from _by_marks(word, match.start())


def _by_marks(word: str, start: int) -> Iterator[tuple[int, str]]:
    """A word with letters beyond ASCII, split at punctuation of any script."""
    begun = 0
    for place, sign in enumerate(word):
        if unicodedata.category(sign).startswith("P"):
            if place > begun:
                yield start + begun, word[begun:place]
            yield start + place, sign
            begun = place + 1
    if begun < len(word):
        yield start + begun, word[begun:]


def _fold(word: str) -> tuple[str, list[int]]:
    """The word in lower case without accents and control characters, and where each of its letters came from."""
    if word.isascii():
        kept = [(sign, place) for place, sign in enumerate(word.lower()) if sign.isprintable()]
        return "".join(sign for sign, _ in kept), [place for _, place in kept]
    signs, origin = [], []
    for place, sign in enumerate(word):
        if unicodedata.category(sign) in _DROPPED or sign in "\x00\ufffd":
            continue
        for part in unicodedata.normalize("NFD", sign.lower()):
            if unicodedata.category(part) != "Mn":
                signs.append(part)
                origin.append(place)
    return "".join(signs), origin
