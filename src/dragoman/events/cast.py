"""Who is in a sentence: actor spans in, the parties that a pair may be made of and the pairs to ask about out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from dragoman.codebook.lineage import lineage
from dragoman.records import Actor, ActorSpan

__all__ = ["Party", "find_parties", "pairs_of", "without_echoes"]

#: Parties past which the rest of a sentence is a list.
_MOST = 12


@dataclass(frozen=True, slots=True)
class Party:
    """One side: the spans of a sentence that name it, in characters of the sentence.

    A state named with several of its parts (its army, its parliament) is one party, and each `part` one more: these
    are asked about among themselves only. Russia and the Soviet Union are one party.
    """

    actor: Actor
    spans: tuple[tuple[int, int], ...]
    part: bool = False

    @property
    def code(self) -> str:
        """The code of the state or body, of a former state that of its heir."""
        return lineage(self.actor.code)

    @property
    def name(self) -> str:
        """The code, of a part with its sector: `KEN:MIL`."""
        return f"{self.code}:{self.actor.sectors[0]}" if self.part else self.code


def without_echoes(spans: Sequence[ActorSpan]) -> list[ActorSpan]:
    """The spans of a sentence without those that only take up a state that it names: `Peru ... its troops`."""
    named = {lineage(actor.code) for span in spans if span.kind != "nominal" for actor in span.actors}
    return [
        span
        for span in spans
        if span.kind != "nominal" or len(span.actors) > 1 or lineage(span.actors[0].code) not in named
    ]


def find_parties(spans: Sequence[ActorSpan], offset: int) -> tuple[Party, ...]:
    """The parties of a sentence that begins at `offset`, in the order in which they are first named."""
    whole: dict[str, list[tuple[Actor, tuple[int, int]]]] = {}
    for span in spans:
        for actor in span.actors:
            whole.setdefault(lineage(actor.code), []).append((actor, (span.start - offset, span.end - offset)))
    parties = [Party(_best(named), tuple(place for _, place in named)) for named in whole.values()]
    parts = [part for named in whole.values() for part in _parts(named)]
    return (*parties[:_MOST], *parts[:_MOST])


def _best(named: Sequence[tuple[Actor, tuple[int, int]]]) -> Actor:
    """The actor as first named."""
    return named[0][0]


def _parts(named: Sequence[tuple[Actor, tuple[int, int]]]) -> list[Party]:
    by_sector: dict[str, list[tuple[Actor, tuple[int, int]]]] = {}
    for actor, place in named:
        if actor.sectors:
            by_sector.setdefault(actor.sectors[0], []).append((actor, place))
    if len(by_sector) < 2:
        return []
    return [Party(_best(those), tuple(place for _, place in those), part=True) for those in by_sector.values()]


def pairs_of(parties: Sequence[Party]) -> list[tuple[int, int]]:
    """Ordered pairs to ask about: two states, or two parts of one state."""
    return [
        (a, b)
        for a, b in permutations(range(len(parties)), 2)
        if parties[a].part == parties[b].part and (parties[a].code == parties[b].code) == parties[a].part
    ]
