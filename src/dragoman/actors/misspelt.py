"""Misspelt states and capitals: an unknown capitalised word in, the entry that it probably means out."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.actors.gazetteer import Entry, gazetteer, word_list
from dragoman.codebook.own_actors import of_tables

__all__ = ["misspelt"]

SHORTEST = 7  # letters; shorter words have too many neighbours
_KINDS = ("state", "demonym", "capital")


def _shorter(word: str) -> Iterator[str]:
    yield word
    yield from (word[:i] + word[i + 1 :] for i in range(len(word)))


@of_tables
def _index() -> dict[str, tuple[str, ...]]:
    """From each name, whole or less one letter, to the names it may come from."""
    index: dict[str, list[str]] = {}
    for name, entries in gazetteer().phrases.readings.items():
        if " " not in name and len(name) >= SHORTEST - 1 and entries[0].kind in _KINDS:
            for form in set(_shorter(name)):
                index.setdefault(form, []).append(name)
    return {form: tuple(names) for form, names in index.items()}


def _near(a: str, b: str) -> bool:
    """One letter changed, added or dropped, or two neighbours swapped; the first letter stays."""
    if a[0] != b[0] or abs(len(a) - len(b)) > 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        return a[at + 1 :] == b[at + 1 :] or (a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :])
    return a[at + 1 :] == b[at:] if len(a) > len(b) else a[at:] == b[at + 1 :]


def misspelt(token: str, raw: str) -> Entry | None:
    """The entry whose name is one edit from the folded `token`; None for short words, for letters of another script
    that look alike, and for two candidates."""
    if len(token) < SHORTEST or not (token.isascii() and token.isalpha()) or token in word_list("not_misspelt"):
        return None
    names = {name for form in _shorter(token) for name in _index().get(form, ()) if _near(token, name)}
    entries = [gazetteer().phrases.readings[name][0] for name in sorted(names)]
    if len({entry.code for entry in entries}) != 1:
        return None
    entry = entries[0]
    return Entry("misspelling", raw, entry.code, (), entry.name)
