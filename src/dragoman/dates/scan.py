"""A quick look over a text: text and known words in, the places where a time expression can begin out."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from dragoman.dates.words import NUMBERS, any_words

__all__ = ["first_word", "starts", "words_of"]

# Words that only lead up to the word which names a time, or join two of them.
_LEADING = frozenset(
    any_words(
        """the a an in on at of to and or from between within this that these last next previous current
        coming first second third fourth final more than not so too very almost nearly about around some
        roughly approximately barely just exactly only several many few number couple countless dozens
        hundreds numerous half hundred early mid late latter later earlier beginning start end close middle
        outset part every each once twice times per same following preceding by until till through long full
        whole before after over distant near foreseeable immediate s st nd rd th for no"""
    )
) | frozenset(part for word in NUMBERS for part in re.split(r"[ -]", word))
_WORD = re.compile(r"[a-z]+|\d+", re.IGNORECASE)


def words_of(pattern: re.Pattern[str]) -> frozenset[str]:
    """What the match of a pattern can begin with: all words it spells out, small letters; `0` for digits."""
    source = re.sub(r"\(\?P<\w+>|\(\?-?i|\\s\{\d,\d\}|\\[a-ce-zA-Z]", " ", pattern.pattern)
    digits = {"0"} if re.search(r"[0-9]", source) else set()
    shortened = {m[1] for m in re.finditer(r"([A-Za-z]+)[A-Za-z]\?", source)}
    return frozenset(word.lower() for word in {*re.findall(r"[A-Za-z]+", source), *shortened, *digits})


def first_word(text: str, start: int) -> str:
    """The word that stands at a place, as `starts` gives it."""
    match = _WORD.match(text, start)
    word = match[0].lower() if match else ""
    return "0" if word[:1].isdigit() else word


def starts(text: str, known: Container[str]) -> Iterator[tuple[int, str]]:
    """Where a time expression can begin, and with which word (`0` for digits).

    That is a number or a word that names a time, or a word of those that lead up to it; `known` are all
    words of all patterns.
    """
    run: list[tuple[int, str]] = []
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if word[0].isdigit():
            word = "0"
        if word in _LEADING:
            run.append((match.start(), word))
            continue
        if word in known:
            yield from run
            yield match.start(), word
        run = []
