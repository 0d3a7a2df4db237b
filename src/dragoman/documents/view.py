"""The lines of a page in, a record out with what several questions need of each: words, end mark, copies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dragoman.documents.furniture import CAPTION, FURNITURE_WORDS
from dragoman.documents.lines import Line, compact

__all__ = ["PageView", "word_count"]

_WORD = re.compile(r"\w+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_END = re.compile(r"[.!?。！？…]\W*$|[”\"」』]\W*$")
_LEAST = 8  # words that prose has, with an end mark
_LONG = 25  # words that make prose without one
_CREDIT = 60  # words; longer lines are no captions
_MENU = 40  # words of a line that are looked at for furniture words


def word_count(text: str) -> int:
    """How many words `text` has; two wide characters (Japanese, Korean) count as one."""
    return len(_WORD.findall(text)) + _wide(text)


def _wide(text: str) -> int:
    return 0 if text.isascii() else len(_WIDE.findall(text)) // 2


@dataclass(frozen=True)
class PageView:
    """The lines of a page; each list below has one entry a line and is made when it is first asked for."""

    lines: Sequence[Line]

    @cached_property
    def tokens(self) -> list[list[str]]:
        """The words of each line, folded."""
        return [_WORD.findall(line.text.casefold()) for line in self.lines]

    @cached_property
    def words(self) -> list[int]:
        """How many words each line has, counted as `word_count` does."""
        return [len(own) + _wide(line.text) for own, line in zip(self.tokens, self.lines, strict=True)]

    @cached_property
    def ended(self) -> list[bool]:
        """Whether each line ends like a sentence or a quotation."""
        return [bool(_END.search(line.text[-12:])) for line in self.lines]

    @cached_property
    def prose(self) -> list[int]:
        """Words of each line that reads like prose, 0 for the others."""
        pairs = zip(self.words, self.ended, strict=True)
        return [words if words >= _LEAST and (ended or words >= _LONG) else 0 for words, ended in pairs]

    @cached_property
    def furniture(self) -> list[int]:
        """How many menu and button words each line has."""
        return [sum(word in FURNITURE_WORDS for word in own[:_MENU]) for own in self.tokens]

    @cached_property
    def credited(self) -> list[bool]:
        """Whether each line, unless it is long, has a picture's credit or says that it is one."""
        pairs = zip(self.words, self.lines, strict=True)
        return [words <= _CREDIT and bool(CAPTION.search(line.text)) for words, line in pairs]

    @cached_property
    def keys(self) -> list[str]:
        """Each line's letters and digits, folded: equal for lines that say the same."""
        return [compact(line.text) for line in self.lines]

    @cached_property
    def copies(self) -> list[int]:
        """How often each line stands on the page."""
        often = Counter(self.keys)
        return [often[key] for key in self.keys]

    @cached_property
    def block(self) -> tuple[int, int, int]:
        """The densest stretch of prose: its first line, the line after its last, its weight in words."""
        return _densest([words - 6 for words in self.prose])

    @cached_property
    def indent(self) -> int:
        """The column at which most prose of the densest stretch begins."""
        start, end, _ = self.block
        columns: Counter[int] = Counter()
        for at in range(start, end):
            columns[self.lines[at].indent] += self.prose[at]
        return columns.most_common(1)[0][0] if columns else 0


def _densest(values: Sequence[int]) -> tuple[int, int, int]:
    """Start, end and sum of the slice with the greatest sum; (0, 0, 0) if none is above 0."""
    best, total, start = (0, 0, 0), 0, 0
    for at, value in enumerate(values):
        if total <= 0:
            total, start = 0, at
        total += value
        if total > best[2]:
            best = (start, at + 1, total)
    return best
