"""The lines of a page in, what they repeat of one another out: equal, doubled, lines within longer ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.documents.view import PageView

__all__ = ["Repeats", "find_repeats"]

_LEAST = 6  # words; shorter lines repeat by chance
_SHINGLE = 3  # words compared together
_SHARE = 0.7  # of a line's shingles that a longer line must have; a changed word costs three shingles
_COMMON = 20  # lines a shingle may stand in before it says nothing


@dataclass(frozen=True, slots=True)
class Repeats:
    """`equal[i]`: the lines with the letters and digits of line i, itself included, in order. `within[i]`:
    a longer line that says nearly all that line i says, or None. `doubled[i]`: if it says one thing twice."""

    equal: tuple[tuple[int, ...], ...]
    within: tuple[int | None, ...]
    doubled: tuple[bool, ...]


def find_repeats(page: PageView) -> Repeats:
    """All repeats of six words or more; shorter lines equal only themselves."""
    words = page.tokens
    halves = [_half(key) if len(own) >= 2 * _LEAST else None for key, own in zip(page.keys, words, strict=True)]
    groups: dict[str, list[int]] = defaultdict(list)
    for at, key in enumerate(page.keys):
        if len(words[at]) >= _LEAST:
            groups[halves[at] or key].append(at)
    equal: list[tuple[int, ...]] = [(at,) for at in range(len(words))]
    for group in groups.values():
        if len(group) <= _COMMON:
            for at in group:
                equal[at] = tuple(group)
    return Repeats(tuple(equal), tuple(_within(words, equal)), tuple(half is not None for half in halves))


def _half(key: str) -> str | None:
    """What a line says twice over, or None."""
    half = len(key) // 2
    return key[:half] if len(key) == 2 * half and key[:half] == key[half:] else None


def _within(words: Sequence[Sequence[str]], equal: Sequence[tuple[int, ...]]) -> list[int | None]:
    shingles = [
        {tuple(own[at : at + _SHINGLE]) for at in range(len(own) - _SHINGLE + 1)} if len(own) >= _LEAST else set()
        for own in words
    ]
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, own_shingles in enumerate(shingles):
        for shingle in own_shingles:
            places[shingle].append(at)
    found: list[int | None] = []
    for at, own_shingles in enumerate(shingles):
        shared: dict[int, int] = defaultdict(int)
        for shingle in own_shingles:
            if 1 < len(places[shingle]) <= _COMMON:
                for other in places[shingle]:
                    shared[other] += 1
        longer = [
            (count, -other)
            for other, count in shared.items()
            if count >= _SHARE * len(own_shingles)
            and other not in equal[at]
            and (len(words[other]), -other) > (len(words[at]), -at)
        ]
        found.append(-max(longer)[1] if longer else None)
    return found
