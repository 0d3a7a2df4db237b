"""Who is meant without a name: the spans of a sentence in their order in, those with actors out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dragoman.actors.gazetteer import word_list
from dragoman.actors.memory import Asked, Found, Memory, Person, lists
from dragoman.actors.offices import callings, state_codes, state_name
from dragoman.actors.places import latest_place
from dragoman.actors.reading import with_titles
from dragoman.actors.words import Words
from dragoman.codebook import polity_of_day
from dragoman.records import Actor

__all__ = ["Discourse"]

#: Sentences back in which two bearers of a title compete; tokens by which the opener of a sentence has come.
_NEAR, _OPENS = 2, 3
_AT_HOME = frozenset(["JUD", "LEG", "REL", "COP", "MIL"])
#: Titles of a state, which may stand without it.
_HEADS = ("title", "rank", "role")


@dataclass(frozen=True, slots=True)
class Discourse:
    """The walk over one document: `memory` of what was named, `texts` of the sentences so far."""

    memory: Memory
    texts: list[str]

    def resolved(self, found: Sequence[Found], words: Words, headline: bool) -> list[Found]:
        """The spans of the next sentence, those that ask of the memory with their actors, or left out."""
        memory, states = self.memory, state_codes()
        self.texts.append(words.text)
        told: dict[int, Found | None] = {}
        for run in lists(found, words.tokens):
            named = [c for s in run for c in dict.fromkeys(a.code for a in s.actors) if c in states]
            listed = len(run) > 1 and not {"and", "&"}.isdisjoint(words.tokens[run[-2].last + 1 : run[-1].first])
            joined = listed and len(set(named)) == len(named) > 1
            if joined:
                memory.note(memory.sentence, headline, named, True)
            for span in run:
                done = span if span.actors else self._beside(span, found, words) or self._answer(span, words)
                told[id(span)] = done
                if done is None:
                    continue
                codes = [actor.code for actor in done.actors if actor.code in states]
                if codes and not joined and (span.actors or len(codes) == 1):
                    memory.note(memory.sentence, headline, codes, len(codes) > 1)
                if len(done.actors) == 1:
                    memory.take(done, _is_woman(done, words))
        late = (  # later words help where none precede
            self._answer(span, words) if told[id(span)] is None and _may_wait(span.asked) else told[id(span)]
            for span in found
        )
        return [span for span in late if span is not None]

    def _beside(self, span: Found, found: Sequence[Found], words: Words) -> Found | None:
        """`The host, Ram Tester, ...`: who is named right behind the comma."""
        if span.asked.kind not in _RULES or span.asked.kind in ("he", "she"):
            return None
        named = next((other for other in found if other.first == span.last + 2 and len(other.actors) == 1), None)
        if named is None or words.tokens[span.last + 1] != ",":
            return None
        actor, phrase = named.actors[0], words.raw(span.first, span.last)
        reason = f"'{phrase}' is {actor.name}, named beside it: {actor.reason}"
        return replace(span, actors=(replace(actor, reason=reason),))

    def _answer(self, found: Found, words: Words) -> Found | None:
        """A span with the actors that it means; None where the text does not settle them."""
        phrase = words.raw(found.first, found.last)
        asked = found.asked
        if asked.kind in ("pair", "several", "they"):
            return self._together(found, phrase)
        if asked.kind == "titled":
            return self._titled(found, phrase, words)
        rule = _RULES[asked.kind]
        one = rule(self, asked)
        if one is None:
            return None
        actor, why = one
        actor = replace(actor, sectors=found.sectors or actor.sectors, reason=f"'{phrase}' {why}")
        return replace(found, actors=(actor,))

    def _together(self, found: Found, phrase: str) -> Found | None:
        if found.asked.kind == "pair":
            *codes, why = self.memory.two_states(self.memory.sentence) or [""]
        elif found.asked.kind == "they":
            codes, why = list(self.memory.together() or ()), "named together before"
        else:
            codes, why = list(self.memory.several(found.asked.number) or ()), "named together before"
        if not codes:
            return None
        names = [state_name(code) for code in codes]
        reason = f"'{phrase}' are {', '.join(names[:-1])} and {names[-1]}, {why}"
        actors = tuple(Actor(code, found.sectors, name, reason) for code, name in zip(codes, names, strict=True))
        return replace(found, actors=actors)

    # -- one actor

    def _titled(self, found: Found, phrase: str, words: Words) -> Found | None:
        """`the president`: who was named with that title or held that office; else of the state that the text is on."""
        asked, memory = found.asked, self.memory
        sector = asked.read[-1][1].sectors[:1]
        if asked.lead in ("the", "this") and asked.read[-1][1].kind in _HEADS and not asked.former:
            held = callings(asked.read[-1][0])
            fitting = [p for p in memory.people() if not held.isdisjoint(p.called)]
            person = _meant(fitting, memory.sentence)
            if fitting and person is None:
                return None
            if person is not None:
                reason = f"'{phrase}' is {person.actor.name}, named before: {person.actor.reason}"
                return replace(found, actors=(replace(person.actor, reason=reason),), kind="office")
        owner = memory.rebels() if sector == ("REB",) else None
        if owner is None:
            alone = asked.lead in ("the", "this", "our")
            owner = memory.only_state(self._home(found, words)) if alone else memory.owner(asked.lead)
        if owner is None and asked.lead == "our":
            owner = memory.writer()
        if owner is None:
            return None
        actor = Actor(owner.code, (), owner.name, f"'{phrase}' is of {owner.name}, named before")
        return replace(found, actors=(with_titles(actor, "state", asked.read, asked.former),))

    def _one_named(self, asked: Asked) -> tuple[Actor, str] | None:
        code = next((code for code in self.memory.states() if code in asked.codes), None)
        return (Actor(code, (), state_name(code), ""), f"is {state_name(code)}, named before") if code else None

    def _body(self, asked: Asked) -> tuple[Actor, str] | None:
        body = self.memory.body(asked.codes)
        return (body, f"is {body.name}, named before") if body else None

    def _place(self) -> str | None:
        return self._of_day(latest_place(self.texts, self.memory.states()))

    def _of_day(self, code: str | None) -> str | None:
        """Moscow is the Soviet Union's in 1961."""
        return polity_of_day(code, self.memory.on) if code else None

    def _home(self, found: Found, words: Words) -> str | None:
        """Where things happen by what is said before a title, for those who are at home: no envoys, no plurals."""
        title = found.asked.read[-1][0].lower()
        if title.endswith("s") or title in word_list("abroad"):
            return None
        before = words.text[: words.starts[found.first]]
        return self._of_day(latest_place([*self.texts[:-1], before], self.memory.states()))

    def _host(self, asked: Asked) -> tuple[Actor, str] | None:
        """The state in which things happen."""
        code = self._place()
        return (Actor(code, (), state_name(code), ""), f"is {state_name(code)}, where it takes place") if code else None

    def _visitor(self, asked: Asked) -> tuple[Actor, str] | None:
        """Who was named last and is not of the state in which things happen."""
        place = self._place()
        states = [c for c in (*(p.actor.code for p in self.memory.near()), *self.memory.states()) if c in state_codes()]
        code = next((code for code in states if code != place), None) if place else None
        return (Actor(code, (), state_name(code), ""), f"is {state_name(code)}, abroad there") if code else None

    def _neighbour(self, asked: Asked) -> tuple[Actor, str] | None:
        """The other one of the two states that the text is on, seen from the one named last."""
        two, named = self.memory.two_states(self.memory.sentence), self.memory.states()
        if two is None or named[0] not in two[:2]:
            return None
        code = next(code for code in two[:2] if code != named[0])
        return Actor(code, (), state_name(code), ""), f"is {state_name(code)}, beside {state_name(named[0])}"

    def _group(self, asked: Asked) -> tuple[Actor, str] | None:
        """The armed group named last, else the body."""
        group = self.memory.rebels() or self.memory.body(frozenset())
        return (group, f"is {group.name}, named before") if group else None

    def _own(self, asked: Asked) -> tuple[Actor, str] | None:
        """`his country`: of the person named last."""
        owner = self.memory.owner(asked.lead)
        return (owner, f"is {owner.name}, of who was named before") if owner else None

    def _counterpart(self, asked: Asked) -> tuple[Actor, str] | None:
        """`his counterpart`: of the other one of the two states that the text is on."""
        owner, two = self.memory.owner(asked.lead), self.memory.two_states(self.memory.sentence)
        if owner is None or two is None or owner.code not in two[:2]:
            return None
        code = next(code for code in two[:2] if code != owner.code)
        return Actor(code, (), state_name(code), ""), f"is of {state_name(code)}, the other side"

    def _he(self, asked: Asked) -> tuple[Actor, str] | None:
        """The person whom the sentence, or the one before, is about: the only one there, or who opens it."""
        people = [p for p in self.memory.near(3) if p.woman == (asked.kind == "she")]
        if not people:
            return None
        one = _opener([p for p in people if p.sentence == people[0].sentence])
        return (one.actor, f"is {one.actor.name}, named before") if one else None


def _opener(there: Sequence[Person]) -> Person | None:
    """Of the people of one sentence, the latest first: the one state's, else who opens it, else nobody."""
    first = min(there, key=lambda p: p.first)
    return there[0] if len({p.actor.code for p in there}) == 1 else first if first.first <= _OPENS else None


def _meant(fitting: Sequence[Person], sentence: int) -> Person | None:
    """Who of all that a title fits: the only one near, else who opens the latest sentence; None where two compete."""
    near = [p for p in fitting if sentence - p.sentence <= _NEAR] or fitting[:1]
    if len({p.actor.code for p in near}) <= 1:
        return near[0] if near else None
    return _opener([p for p in near if p.sentence == near[0].sentence])


def _may_wait(asked: Asked) -> bool:
    """Whether later words may tell who is meant: two states, or those who seldom leave their own."""
    at_home = asked.kind == "titled" and asked.lead == "the" and asked.read[-1][1].sectors[0] in _AT_HOME
    return asked.kind == "pair" or at_home


def _is_woman(span: Found, words: Words) -> bool:
    return span.kind == "person" and not word_list("women").isdisjoint(
        {*words.tokens[max(0, span.first - 1) : span.last + 1], *span.actors[0].name.lower().split()}
    )


_RULES: dict[str, Callable[[Discourse, Asked], tuple[Actor, str] | None]] = {
    "state": Discourse._one_named,
    "body": Discourse._body,
    "host": Discourse._host,
    "visitor": Discourse._visitor,
    "neighbour": Discourse._neighbour,
    "group": Discourse._group,
    "own": Discourse._own,
    "counterpart": Discourse._counterpart,
    "he": Discourse._he,
    "she": Discourse._he,
}
