"""Names spelt otherwise: the words of a name in, the one person in office on the day whose name sounds so out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.actors.gazetteer import Entry, person_entries
from dragoman.actors.words import fold
from dragoman.codebook.own_actors import of_tables

__all__ = ["spelt_otherwise"]

#: How transliterations differ, one after the other: Qadhafi and Gaddafi, Bachar and Bashar, Gorbatchev and Gorbachev.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("[^a-z]", ""),
        ("tsch|tch|sch|sh|ch|cz|sz", "s"),
        ("ph", "f"),
        ("[kgq]h|ck|[qgkc]", "k"),
        ("([dtbjz])h", r"\1"),
        ("w", "v"),
        ("ou|oo", "u"),
        ("[yj]", "i"),
        ("[ei]+", "i"),
        ("[ou]+", "u"),
        (r"(.)\1+", r"\1"),
        ("h$", ""),
    )
]
_VOWELS = re.compile("[aiu]")
#: Letters below which a sound is shared by too many, of a surname and of the consonants of a whole name.
_SHORTEST, _FEWEST = 5, 6


def _sound(word: str) -> str:
    sound = fold(word)
    for pattern, letter in _SOUNDS:
        sound = pattern.sub(letter, sound)
    return sound


def _surname(words: Sequence[str]) -> str:
    return _sound(re.sub("^(?:al|el|ul|as|ad|an)-", "", words[-1].lower()))


def _skeleton(words: Sequence[str]) -> str:
    return _VOWELS.sub("", "".join(map(_sound, words)))


@of_tables
def _sounds() -> dict[str, tuple[Entry, ...]]:
    """From the sound of surnames and of whole names to who bears them."""
    found: dict[str, dict[str, Entry]] = {}
    for entry in person_entries():
        words = entry.name.split()
        for sound in (_surname(words), f" {_skeleton(words)}"):
            found.setdefault(sound, {})[entry.name] = entry
    return {sound: tuple(entries.values()) for sound, entries in found.items()}


def spelt_otherwise(name: Sequence[str], on: str | None) -> Entry | None:
    """The one person in office on the day whose surname, or whole name, sounds like these words; None for two."""
    if on is None or not name:
        return None
    sound = _surname(name) if len(name) == 1 else f" {_skeleton(name)}"
    if len(sound) < (_SHORTEST if len(name) == 1 else _FEWEST + 1):
        return None
    held = [e for e in _sounds().get(sound, ()) if any(t.period.place(on) == 0 for t in e.tenures)]
    return held[0] if len(held) == 1 else None
