"""Spans of one sentence: its phrases in, grown spans out (state + titles + name become one span)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.actors.dyads import dyad
from dragoman.actors.gazetteer import Atom, Entry, word_list
from dragoman.actors.line import Line, Titles
from dragoman.actors.memory import Asked, Found
from dragoman.actors.offices import as_called, is_woman, office_holder, person_actor, state_codes, state_name
from dragoman.actors.reading import is_people, read_owner, with_titles
from dragoman.actors.screen import OWNERS, TITLES
from dragoman.actors.spelling import spelt_otherwise
from dragoman.records import Actor

__all__ = ["Grower"]

#: Sectors of a state, whose titles may stand without it.
_OF_A_STATE = frozenset({"GOV", "MIL", "LEG", "SPY", "JUD", "COP", "OPP", "REB", "REL"})
_POSSESSIVES = frozenset({"its", "his", "her", "their"})
_MRS = frozenset({"mrs", "ms", "miss", "madame"})
_PUBLIC = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY"})
_NUMBERS = frozenset("two three four five six seven both".split())
_LEADS = _POSSESSIVES | {"the", "this", "our"}

_Step = tuple[Found | None, int]
"""The span that begins at a token, if any, and the token to go on with."""


@dataclass(frozen=True, slots=True)
class Grower:
    """Reads one sentence from left to right; what it learns goes into the memory of its line."""

    line: Line

    def spans(self) -> list[Found]:
        """All spans in order; nominal ones without actors."""
        found: list[Found] = []
        token = 0
        while token < len(self.line.words.tokens):
            span, token = self._step(token)
            if span is not None:
                found.append(span)
                if len(span.actors) == 1:
                    self.line.memory.learn(span, self.line.words.raw(span.first, span.last))
        return found

    def _located(self, token: int) -> bool:
        return token > 0 and self.line.words.tokens[token - 1] in word_list("locatives")

    def _step(self, token: int) -> _Step:
        atom = self.line.at.get(token)
        if atom is None:
            return self._unknown_word(token)
        if atom.kind == "nominal":
            return Found(atom.first, atom.last, (), "nominal", sectors=atom.entry.sectors), atom.last + 1
        if atom.kind in ("mask", "modifier"):
            return None, atom.last + 1
        if atom.kind in OWNERS or atom.kind == "prefix":
            span = dyad(atom, self.line) or (self._owned(atom) if atom.kind in OWNERS else None)
            return span, (span or atom).last + 1
        if atom.kind == "former" and self._is_verb(atom):
            return None, atom.last + 1
        return self._former(atom) or self._titled(token)

    def _is_verb(self, atom: Atom) -> bool:
        """`Soldiers ousted President ...`: right behind who did it."""
        before = next((a for a in self.line.at.values() if a.last == atom.first - 1), None)
        return before is not None and before.kind in TITLES and self.line.words.tokens[atom.first].endswith("ed")

    def _former(self, atom: Atom) -> _Step | None:
        """`former Pakistani foreign secretary`."""
        owner = self.line.at.get(atom.last + 1)
        if atom.kind != "former" or owner is None or owner.kind not in OWNERS or dyad(owner, self.line):
            return None
        span = self._owned(owner, self.line.words.raw(atom.first, atom.last), atom.first)
        if span is not None and span.kind == "state":  # `the former Belgian Congo`
            span = self._owned(owner)
        return span, (span or owner).last + 1

    def _unknown_word(self, token: int) -> _Step:
        """A surname introduced before, or a misspelt state."""
        line, words = self.line, self.line.words
        if not line.name_word(token):
            return None, token + 1
        alone = line.title_case or not (line.name_word(token - 1) and words.gap(token - 1) == " ")
        known = line.memory.surname(words.tokens[token], words.raw(token, token)) if alone else None
        if known is not None:
            return Found(token, token, (known,), "person"), token + 1
        end = line.name_end(token)
        spelt = self._spelt(token, None, token, end) if end is not None and end > token else None
        if spelt is not None:
            return spelt, spelt.last + 1
        atom = line.guess(token)
        span = (dyad(atom, line) or self._owned(atom)) if atom else None
        return span, (span.last if span else token) + 1

    # -- an actor, then titles and names

    def _owned(self, atom: Atom, former: str = "", first: int | None = None) -> Found | None:
        """A state, body, group or person with the titles and the name that follow it."""
        line = self.line
        read = self._introduced(atom) or read_owner(atom, line.words, line.on, line.codes)
        if read is None:
            return None
        owner, kind = read
        base, last, titled = _base(kind, atom), atom.last, False
        surname = line.words.tokens[last] if kind == "person" else ""
        titles: list[tuple[str, Entry]] = []
        title = ""
        located = kind == "capital" and self._located(atom.first) and not line.possessive(last + 1)
        while not is_people(atom.entry) and not located:  # `in Riyadh King Abdullah` are a place and a man
            begin = last + 1 + line.possessive(last + 1)
            run = line.titles(begin)
            if run is not None:
                titles += run.read
                last, titled, title, former = run.last, True, run.callable or title, former or run.former
                end = line.name_end(last + 1) if run.read[-1][1].kind != "organ" else None
                if end is None:
                    continue
                owner = replace(owner, name=line.called(last + 1, end))
                kind, last, titled, surname = "person", end, False, line.words.tokens[end]
                if line.possessive(last + 1):
                    continue
                break
            again = self._same_actor(begin, owner.code)
            if again is None:
                break
            more, kind, last = again
            owner, titled = replace(more, reason=f"{owner.reason}; {more.reason}"), False
            surname = line.words.tokens[last] if kind == "person" else surname
        actor = with_titles(owner, base, titles, former)
        span_kind = "office" if titled or (titles and kind != "person") else kind
        return Found(atom.first if first is None else first, last, (actor,), span_kind, surname, title)

    def _introduced(self, atom: Atom) -> tuple[Actor, str] | None:
        """Who this document introduced by the surname."""
        if atom.kind != "short":
            return None
        words = self.line.words
        actor = self.line.memory.surname(words.tokens[atom.last], words.raw(atom.first, atom.last))
        return (actor, "person") if actor else None

    def _same_actor(self, token: int, code: str) -> tuple[Actor, str, int] | None:
        """`Russia's Gazprom`, `Putin's Russia`, `Pakistan's Imran Khan`: a second name of the same actor."""
        atom = self.line.at.get(token)
        if atom is None or atom.kind not in OWNERS or atom.kind in ("demonym", "capital"):
            return None
        if self.line.words.gap(token - 1).strip() or dyad(atom, self.line) is not None:
            return None
        read = read_owner(atom, self.line.words, self.line.on, self.line.codes)
        if read is None:
            return None
        actor, kind = read
        if actor.code != code and code in state_codes() and self._has_one_too(atom, actor):
            actor = replace(
                actor, code=code, name=state_name(code), reason=f"{actor.reason}, here of {state_name(code)}"
            )
        return (actor, kind, atom.last) if actor.code == code else None

    def _has_one_too(self, atom: Atom, actor: Actor) -> bool:
        """`Taiwan's Food and Drug Administration`: an institution of plain words, as many states have."""
        public = atom.kind == "metonym" and actor.sectors[:1] and actor.sectors[0] in _PUBLIC
        return bool(public) and atom.last > atom.first and self.line.words.raw(atom.first, atom.last).isascii()

    # -- titles first

    def _titled(self, token: int) -> _Step:
        """`President Putin`, `troops from Kenya`, `the foreign minister` when one was named before."""
        line = self.line
        run = line.titles(token)
        start = (run.last if run else line.at[token].last) + 1
        person = line.at.get(start)
        if person is not None and person.entry.tenures:
            return self._titled_person(token, run, person)
        of = self._of_owner(run) if run else None
        if of is not None:
            return of, of.last + 1
        end = line.name_end(start)
        if end is not None:
            return self._titled_name(token, run, start, end)
        asked = self._asked(token, run) if run else None
        return (Found(token, start - 1, (), "nominal", asked=asked) if asked else None), start

    def _asked(self, token: int, run: Titles) -> Asked | None:
        """`its president`, `the old general`: titles that the text before has to tell the bearer of."""
        line, sectors, head = self.line, run.read[-1][1].sectors, run.read[-1][1]
        if not sectors or sectors[0] not in _OF_A_STATE or line.title_case:
            return None
        ahead = line.words.tokens[max(0, token - 2) : token]
        if ahead and ahead[-1] in _NUMBERS:
            return None  # `the three presidents` are asked for together
        if ahead and ahead[-1] in word_list("person_adjectives"):
            ahead = ahead[:1]
        lead = next((word for word in reversed(ahead) if word in _LEADS), "")
        if not lead or (head.kind == "organ" and not line.ends_at(run.last)):
            return None
        if lead not in ("the", "our") and ahead[-1] != lead:
            return None
        return Asked("titled", lead=lead, read=run.read, former=run.former)

    def _titled_person(self, token: int, run: Titles | None, person: Atom) -> _Step:
        called = self.line.words.tokens[token]
        if called in _MRS or called == "mr":  # Mrs Reagan is not the president
            fitting = tuple(e for e in person.entries if e.tenures and is_woman(e.name) == (called in _MRS))
            if not fitting:
                return None, person.last + 1
            person = Atom(person.first, person.last, fitting)
        if run is not None and not run.former and person.entry.kind == "short":
            holder = self._holder(run, person.first, person.last)
            person = Atom(person.first, person.last, (holder,)) if holder else person
        if run is not None and not run.former:
            titles = [words for words, _ in run.read]
            entries = tuple(as_called(e, titles, self.line.on) if e.tenures else e for e in person.entries)
            person = Atom(person.first, person.last, entries)
        span = self._owned(person, run.former if run else "", token)
        if span is None:
            return None, person.last + 1
        if run is not None and not run.former and run.read[-1][1].kind != "organ":
            actor = with_titles(span.actors[0], "person", run.read, "")
            span = replace(span, actors=(actor,), title=run.callable)
        return span, span.last + 1

    def _titled_name(self, token: int, run: Titles | None, start: int, last: int) -> _Step:
        """A title and a name without a state: known if a table has the name or a sentence before."""
        line = self.line
        inside = next((a for t in range(start, last + 1) if (a := line.at.get(t)) and a.entry.tenures), None)
        if inside is not None and inside.last == last:
            return self._titled_person(token, run, inside)
        known = line.memory.surname(line.words.tokens[last], line.words.raw(token, last))
        holder = self._holder(run, start, last) if run and not (known or run.former) else None
        if holder is not None:
            return self._titled_person(token, run, Atom(start, last, (holder,)))
        spelt = self._spelt(token, run, start, last) if known is None else None
        if spelt is not None:
            return spelt, last + 1
        named = self._named_of(token, run, start, last) if run and known is None else None
        if named is not None:
            return named, named.last + 1
        return (Found(token, last, (known,), "person") if known else None), last + 1

    def _spelt(self, token: int, run: Titles | None, start: int, last: int) -> Found | None:
        """`Colonel Qadhafi`, `Bachar al-Assad`: a name of the tables in another spelling; a surname needs a title."""
        line = self.line
        words = line.words.raw(start, last)
        if line.title_case or (run is None and start == last) or (run is not None and run.former):
            return None
        entry = spelt_otherwise(words.split(), line.on)
        if entry is None:
            return None
        actor = person_actor(entry, words, line.on)
        actor = replace(actor, reason=f"{actor.reason}, here spelt otherwise")
        title = run.callable if run else ""
        actor = with_titles(actor, "person", run.read, "") if run else actor
        return Found(token, last, (actor,), "person", line.words.tokens[last], title)

    def _named_of(self, token: int, run: Titles, start: int, last: int) -> Found | None:
        """`Foreign Minister Ram Tester of Nepal`."""
        line = self.line
        atom = line.at.get(last + 2)
        if line.words.tokens[last + 1 : last + 2] != ["of"] or atom is None or atom.kind != "state":
            return None
        read = read_owner(atom, line.words, line.on, line.codes)
        if read is None or dyad(atom, line) is not None:
            return None
        actor = with_titles(replace(read[0], name=line.called(start, last)), "state", run.read, run.former)
        return Found(token, atom.last, (actor,), "person", line.words.tokens[last], run.callable)

    def _holder(self, run: Titles, first: int, last: int) -> Entry | None:
        """Who held the office on the day, by title and name alone."""
        line = self.line
        titles = [words for words, _ in run.read]
        return office_holder(line.words.tokens[first : last + 1], titles, line.on, line.codes)

    def _of_owner(self, run: Titles) -> Found | None:
        """`the president of Pakistan`, `foreign ministers of both countries`."""
        line, tokens, cursor = self.line, self.line.words.tokens, run.last + 2
        if tokens[run.last + 1 : cursor] == [] or tokens[run.last + 1] not in word_list("owner_prepositions"):
            return None
        if tokens[run.last + 1] == "from" and set(tokens[max(0, run.first - 3) : run.first]) & _POSSESSIVES:
            return None  # "recalled its ambassador from Bogota": not Bogota's man
        while cursor < len(tokens) and tokens[cursor] in word_list("articles") and cursor not in line.at:
            cursor += 1
        atom = line.at.get(cursor)
        if atom is None or tokens[run.last] in word_list("not_of"):
            return None
        if atom.kind == "nominal":
            sectors = atom.entry.sectors or run.read[-1][1].sectors or ("GOV",)
            return Found(run.first, atom.last, (), "nominal", sectors=sectors)
        if atom.kind not in OWNERS or atom.entry.tenures or dyad(atom, line) is not None:
            return None
        return self._with_name(run, atom)

    def _with_name(self, run: Titles, atom: Atom) -> Found | None:
        """`president of Nepal Ram Tester`: the owner after `of`, and a name after it."""
        owner = self._owned(atom)
        bare = owner is not None and owner.last == atom.last and atom.kind == "demonym" and not is_people(atom.entry)
        if owner is None or bare:  # `chief minister of the Indian state of ...`
            return None
        actor = with_titles(owner.actors[0], _base(atom.kind, atom), run.read, run.former)
        named = run.read[-1][1].kind == "title" and not owner.surname
        end = self.line.name_end(owner.last + 1) if named else None
        if end is None:
            kind = "person" if owner.surname else "office"
            return Found(run.first, owner.last, (actor,), kind, owner.surname, run.callable)
        actor = replace(actor, name=self.line.called(owner.last + 1, end))
        return Found(run.first, end, (actor,), "person", self.line.words.tokens[end], run.callable)


def _base(kind: str, atom: Atom) -> str:
    """Whose sectors stay in front of those of the titles: groups, bodies, institutions, people."""
    if atom.entry.tenures:
        return "person"
    return {"group": "group", "body": "body", "metonym": "office"}.get(atom.kind, kind if kind == "group" else "state")
