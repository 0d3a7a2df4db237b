"""What a document has named so far: spans in as they are read; who was called what, and who came last, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.actors.gazetteer import Entry, word_list
from dragoman.actors.offices import FAMILY_FIRST, offices_of, shorts_of, state_codes, state_name
from dragoman.actors.words import fold
from dragoman.records import Actor

__all__ = ["Asked", "Found", "Memory", "Person", "lists"]

#: Sentences back in which a person, a place or a list of states is still in mind.
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """What a span without a name asks of the memory.

    `kind` is pair, several (as many states as `number`), state or body (one of `codes`, any where there are none),
    host, visitor, neighbour, he, she, or titled: who bears the titles `read`, led in by `lead` ("the", "its", "our").
    """

    kind: str = "pair"
    codes: frozenset[str] = frozenset()
    number: int = 2
    lead: str = ""
    read: tuple[tuple[str, Entry], ...] = ()
    former: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """An actor span in tokens of its sentence, before it gets offsets.

    `surname` and `title` (folded) are what later sentences may call the actor by; a span that asks the memory has no
    actors until it has answered, `sectors` are those it asks for.
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
class Person:
    """Somebody named: who, in which sentence, at which token, and the titles, offices and sectors to be called by."""

    actor: Actor
    sentence: int
    first: int
    called: frozenset[str]
    woman: bool


@dataclass(frozen=True, slots=True)
class _Named:
    sentence: int
    headline: bool
    codes: tuple[str, ...]
    pair: bool


class Memory:
    """The memory of one document; thrown away with it."""

    def __init__(self, on: str | None = None) -> None:
        self.on = on
        self._surnames: dict[str, tuple[Actor, str]] = {}
        self._named: list[_Named] = []
        self._bodies: list[Actor] = []
        self._people: list[Person] = []
        self._here: set[str] = set()
        self._rebels: Actor | None = None
        self._latest: Actor | None = None
        self._thing: Actor | None = None
        self.sentence = 0

    def begin(self, sentence: int) -> None:
        """Go on to a sentence."""
        self.sentence, self._here = sentence, set()

    # -- while a sentence is read

    def learn(self, found: Found, phrase: str) -> None:
        """Keep the names by which somebody named in full may be called again."""
        actor = found.actors[0]
        if found.surname and found.surname not in word_list("stops") and len(found.surname) > 2:
            self._surnames[found.surname] = (actor, phrase)
        if found.kind == "person":
            first = fold(actor.name).split()[:1] if actor.code in FAMILY_FIRST else []
            for name in (*first, *shorts_of(actor.name)):
                self._surnames.setdefault(name, (actor, phrase))

    def surname(self, token: str, words: str) -> Actor | None:
        """Who was introduced by a name that ends in this token."""
        return _again(self._surnames.get(token), words)

    # -- when its spans are known, in order

    def take(self, found: Found, woman: bool = False) -> None:
        """Keep a span with one actor as the latest of its kind."""
        actor = found.actors[0]
        if found.kind == "body":
            self._bodies.append(actor)
        else:
            self._latest = actor
            if actor.sectors[:1] == ("REB",):
                self._rebels = actor
            self._here |= {actor.code} & state_codes()
        if found.kind == "person":
            titles = {found.title} if found.title else set()
            called = frozenset(titles | offices_of(actor.name, self.on) | set(actor.sectors))
            self._people.append(Person(actor, self.sentence, found.first, called, woman))
        elif found.kind != "demonym":
            self._thing = actor
            if found.kind == "office" and found.title:
                called = frozenset({found.title, *actor.sectors})
                self._people.append(Person(actor, self.sentence, found.first, called, woman))

    def note(self, sentence: int, headline: bool, codes: Sequence[str], pair: bool) -> None:
        """Keep the states that a span, or two spans joined by `and`, named."""
        self._named.append(_Named(sentence, headline, tuple(codes), pair))

    # -- what is asked of it

    def people(self) -> list[Person]:
        """Everybody named, the latest first."""
        return self._people[::-1]

    def near(self, sentences: int = _NEAR) -> list[Person]:
        """Everybody named in this sentence and some before, the latest first."""
        return [person for person in self.people() if self.sentence - person.sentence <= sentences]

    def rebels(self) -> Actor | None:
        """The armed group that was named last."""
        return self._rebels

    def body(self, codes: frozenset[str]) -> Actor | None:
        """The body among these that was named last."""
        return next((actor for actor in reversed(self._bodies) if actor.code in codes or not codes), None)

    def states(self) -> list[str]:
        """The codes of the states named, the latest first."""
        return [code for named in reversed(self._named) for code in reversed(named.codes)]

    def several(self, number: int) -> tuple[str, ...] | None:
        """So many states named together: in a list, in one of the sentences near, else in all of them."""
        near = [n for n in self._named if self.sentence - n.sentence <= _NEAR]
        for named in reversed(self._named):
            if len(set(named.codes)) == number:
                return tuple(dict.fromkeys(named.codes))
        for sentence in sorted({n.sentence for n in near}, reverse=True):
            codes = dict.fromkeys(code for n in near if n.sentence == sentence for code in n.codes)
            if len(codes) == number:
                return tuple(codes)
        codes = dict.fromkeys(code for n in near for code in n.codes)
        return tuple(codes) if len(codes) == number else None

    def together(self) -> tuple[str, ...] | None:
        """The states that were last named together, in this sentence or the one before."""
        near = [n for n in self._named if n.pair and self.sentence - n.sentence <= 1]
        return tuple(dict.fromkeys(near[-1].codes)) if near else None

    def two_states(self, sentence: int) -> tuple[str, str, str] | None:
        """The codes of the two states meant by `the two countries`, and why; None where nothing tells."""
        near = [n for n in reversed(self._named) if n.headline or sentence - n.sentence <= _NEAR]
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

    def writer(self) -> Actor | None:
        """The state that a text which says `our` speaks for: the one named most, of two the first."""
        counts = Counter(code for named in self._named for code in named.codes)
        return self._state(counts.most_common(1)[0][0]) if counts else None

    def owner(self, lead: str) -> Actor | None:
        """The state of who `its`, `his` or `their` speaks of: what was named last, no adjective; for `his` a person."""
        if lead in ("his", "her"):
            people = self.near()
            return self._state(people[0].actor.code) if people else None
        latest = (self._thing if lead == "its" else None) or self._latest
        return self._state(latest.code) if latest else None

    def only_state(self, place: str | None = None) -> Actor | None:
        """The one state named in the headline, the last two sentences and this one; None where there are more.

        `place` is the state in which things happen, which counts as named.
        """
        near = [n for n in self._named if n.headline or self.sentence - n.sentence <= _NEAR]
        codes = {code for n in near for code in n.codes} | self._here | {code for code in (place,) if code}
        return self._state(codes.pop()) if len(codes) == 1 else None

    def _state(self, code: str) -> Actor | None:
        name = state_name(code)
        return Actor(code, (), name, f"'{name}' was named before") if name != code else None


def _again(known: tuple[Actor, str] | None, words: str) -> Actor | None:
    if known is None:
        return None
    actor, phrase = known
    return replace(actor, reason=f"'{words}' was named before as '{phrase}': {actor.reason}")


def lists(founds: Sequence[Found], tokens: Sequence[str]) -> Iterator[list[Found]]:
    """Runs of spans joined by `and` or commas, alone where none is; a run of more than two ends in `and`."""
    run: list[Found] = []
    for found in founds:
        between = tokens[run[-1].last + 1 : found.first] if run else []
        if run and not (between and set(between) <= {"and", "&", "the", ","}):
            yield run
            run = []
        run.append(found)
    if run:
        yield run
