"""Other actors in the same sentence: marked text in, the same text with states changed for others out."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache

from dragoman.codebook.own_actors import actor_tables
from dragoman.events.training.corpus import SPAN

__all__ = ["substituted"]


@dataclass(frozen=True, slots=True)
class _Names:
    """How states are called: `known` maps words to state and way of naming, `ways` each state's words by way."""

    known: dict[str, tuple[str, str]]
    ways: dict[str, dict[str, str]]
    pattern: re.Pattern[str]


@cache
def _names() -> _Names:
    tables = actor_tables()
    ways: dict[str, dict[str, str]] = {}
    known: dict[str, tuple[str, str]] = {}
    for state in tables.states:
        if state.period.end is None and state.demonyms:
            ways[state.code] = {"name": state.name, "demonym": state.demonyms[0]}
            known |= {state.name: (state.code, "name"), state.demonyms[0]: (state.code, "demonym")}
    for capital in tables.capitals:
        if capital.code in ways and capital.name not in known and "capital" not in ways[capital.code]:
            ways[capital.code]["capital"] = capital.name
            known[capital.name] = (capital.code, "capital")
    words = sorted(known, key=len, reverse=True)
    return _Names(known, ways, re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b"))


def substituted(text: str, rng: random.Random) -> str:
    """Change every state that stands in a marked span for another, the same one for the same one, name for name."""
    names = _names()
    chosen: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        code, way = names.known[match[0]]
        if code not in chosen:
            taken = {*chosen.values(), *chosen, code}
            free = [
                c for c, kinds in names.ways.items() if c not in taken and {"name", "demonym", "capital"} <= set(kinds)
            ]
            chosen[code] = rng.choice(free)
        return names.ways[chosen[code]].get(way, match[0])

    return SPAN.sub(lambda span: "{" + span[1] + ":" + names.pattern.sub(other, span[2]) + "}", text)
