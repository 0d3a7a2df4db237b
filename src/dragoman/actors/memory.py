"""What a document has named so far: spans in as they are read; later surnames and `the two countries` out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dragoman.actors.gazetteer import word_list
from dragoman.actors.offices import state_name
from dragoman.records import Actor

__all__ = ["Found", "Memory"]


@dataclass(frozen=True, slots=True)
class Found:
    """An actor span in tokens of its sentence, before it gets offsets.

    `surname` and `title` (folded) are what later sentences may call the actor by; a nominal span has no
    actors until the memory is asked, `sectors` are those it asks for.
    """

    first: int
    last: int
    actors: tuple[Actor, ...]
    kind: str
    surname: str = ""
    title: str = ""
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    sentence: int
    headline: bool
    codes: tuple[str, ...]
    pair: bool


class Memory:
    """The memory of one document; thrown away with it."""

    def __init__(self) -> None:
        self._surnames: dict[str, tuple[Actor, str]] = {}
        self._titles: dict[str, tuple[Actor, str]] = {}
        self._named: list[_Named] = []

    def learn(self, found: Found, phrase: str) -> None:
        """Keep the surname and the title of a person named in full."""
        actor = found.actors[0]
        if found.surname and found.surname not in word_list("stops") and len(found.surname) > 2:
            self._surnames[found.surname] = (actor, phrase)
        if found.title:
            self._titles[found.title] = (actor, phrase)

    def surname(self, token: str, words: str) -> Actor | None:
        """Who was introduced by a name that ends in this token."""
        return _again(self._surnames.get(token), words)

    def title(self, token: str, words: str) -> Actor | None:
        """Who was last named with this title."""
        return _again(self._titles.get(token), words)

    def note(self, sentence: int, headline: bool, codes: Sequence[str], pair: bool) -> None:
        """Keep the states that a span, or two spans joined by `and`, named."""
        self._named.append(_Named(sentence, headline, tuple(codes), pair))

    def two_states(self, sentence: int) -> tuple[str, str, str] | None:
        """The codes of the two states meant by `the two countries`, and why; None where nothing tells."""
        near = [n for n in reversed(self._named) if n.headline or sentence - n.sentence <= 2]
        for named in near:
            if named.pair and len(set(named.codes)) == 2:
                first, second = dict.fromkeys(named.codes)
                return first, second, "the latest pair named"
        codes = list(dict.fromkeys(code for named in near for code in reversed(named.codes)))
        return (codes[1], codes[0], "the two states named last") if len(codes) > 1 else None

    def nominal(self, found: Found, sentence: int, phrase: str) -> Found | None:
        """A nominal span with its two actors, or None."""
        states = self.two_states(sentence)
        if states is None:
            return None
        first, second, why = states
        reason = f"'{phrase}' are {state_name(first)} and {state_name(second)}, {why}"
        actors = tuple(Actor(code, found.sectors, state_name(code), reason) for code in (first, second))
        return replace(found, actors=actors)


def _again(known: tuple[Actor, str] | None, words: str) -> Actor | None:
    if known is None:
        return None
    actor, phrase = known
    return replace(actor, reason=f"'{words}' was named before as '{phrase}': {actor.reason}")


def pairs(founds: Sequence[Found], tokens: Sequence[str]) -> Iterator[tuple[Found, Found]]:
    """Neighbours joined by `and`."""
    for left, right in pairwise(founds):
        between = tokens[left.last + 1 : right.first]
        if between and set(between) <= {"and", "&", "the"}:
            yield left, right
