"""What a document has named so far: spans in as they are read; later surnames and `the two countries` out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dragoman.actors.gazetteer import word_list
from dragoman.actors.offices import state_codes, state_name
from dragoman.records import Actor

__all__ = ["Found", "Memory"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a nominal span asks of the memory: a state or body among `codes`, or a pair of states."""

    kind: str = "pair"
    codes: frozenset[str] = frozenset()


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
    asked: Asked = Asked()


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
        self._bodies: list[Actor] = []
        self._here: set[str] = set()
        self._rebels: Actor | None = None
        self._place: Actor | None = None
        self.latest: Actor | None = None
        self.sentence = 0

    def begin(self, sentence: int) -> None:
        """Go on to a sentence."""
        self.sentence, self._here = sentence, set()

    def learn(self, found: Found, phrase: str) -> None:
        """Keep the surname and the title of a person named in full."""
        actor = found.actors[0]
        if found.kind == "body":
            self._bodies.append(actor)
        else:
            self.latest = actor
            if actor.sectors[:1] == ("REB",):
                self._rebels = actor
            self._here |= {actor.code} & state_codes()
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
        if (main := self._main_pair()) is not None:
            return *main, "the two states that the text is on"
        codes = list(dict.fromkeys(code for named in near for code in reversed(named.codes)))
        return (codes[1], codes[0], "the two states named last") if len(codes) > 1 else None

    def _main_pair(self) -> tuple[str, str] | None:
        """The two states named far more often than any third, in the order of the text."""
        counts = Counter(code for named in self._named for code in named.codes)
        ranked = counts.most_common(3)
        if len(ranked) < 2 or ranked[1][1] < 2 or (len(ranked) > 2 and ranked[2][1] >= ranked[1][1]):
            return None
        first, second = (code for code in counts if code in {ranked[0][0], ranked[1][0]})
        return first, second

    def nominal(self, found: Found, sentence: int, phrase: str) -> Found | None:
        """A nominal span with its actors, or None."""
        if found.asked.kind != "pair":
            one = self._one(found.asked, phrase)
            return replace(found, actors=(replace(one, sectors=found.sectors or one.sectors),)) if one else None
        states = self.two_states(sentence)
        if states is None:
            return None
        first, second, why = states
        reason = f"'{phrase}' are {state_name(first)} and {state_name(second)}, {why}"
        actors = tuple(Actor(code, found.sectors, state_name(code), reason) for code in (first, second))
        return replace(found, actors=actors)

    def stand(self, actor: Actor) -> None:
        """Keep the state in which things happen."""
        self._place = self._state(actor.code)

    def rebels(self) -> Actor | None:
        """The armed group that was named last."""
        return self._rebels

    def _one(self, asked: Asked, phrase: str) -> Actor | None:
        """The state or body among those asked for that was named last; the host is the state of the place."""
        if asked.kind == "host":
            host = self._place
            return replace(host, reason=f"'{phrase}' is {host.name}, where it takes place") if host else None
        if asked.kind == "body":
            body = next((actor for actor in reversed(self._bodies) if actor.code in asked.codes), None)
            return replace(body, reason=f"'{phrase}' is {body.name}, named before") if body else None
        named = (code for n in reversed(self._named) for code in reversed(n.codes))
        code = next((code for code in named if code in asked.codes), None)
        if code is None:
            return None
        name = state_name(code)
        return Actor(code, (), name, f"'{phrase}' is {name}, named before")

    def owner(self) -> Actor | None:
        """The state that was named last, or that of the person, office or group named last."""
        return self._state(self.latest.code) if self.latest else None

    def only_state(self) -> Actor | None:
        """The one state named in the headline, the last two sentences and this one; None where there are more."""
        near = [n for n in self._named if n.headline or self.sentence - n.sentence <= 2]
        codes = {code for n in near for code in n.codes} | {code for code in self._here if code}
        return self._state(codes.pop()) if len(codes) == 1 else None

    def _state(self, code: str) -> Actor | None:
        name = state_name(code)
        return Actor(code, (), name, f"'{name}' was named before") if name != code else None


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
