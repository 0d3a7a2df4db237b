"""The gazetteer: a sentence's words in, the longest names, titles and stop phrases of the tables out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from dragoman.actors.words import Phrases, Words, phrase_key
from dragoman.codebook.actor_rows import ActorTables, Named, Period, Tenure
from dragoman.codebook.own_actors import actor_tables, of_tables
from dragoman.records import PassageKind

__all__ = ["Atom", "Entry", "Gazetteer", "gazetteer", "person_entries", "word_list"]

_OPEN = Period()


class Entry(NamedTuple):
    """One reading of a phrase.

    `kind` is state, demonym, abbreviation, misspelling, prefix, capital, metonym, body, group, person, short,
    mask, nominal, or the kind of a title. `case` says what must be written how: any, capital (first letter),
    exact (an acronym). `name` is what a reason calls the actor.
    """

    kind: str
    phrase: str
    code: str = ""
    sectors: tuple[str, ...] = ()
    name: str = ""
    case: str = "any"
    period: Period = _OPEN
    ambiguous: bool = False
    tenures: tuple[Tenure, ...] = ()


@dataclass(frozen=True, slots=True)
class Atom:
    """A phrase of the tables found at tokens `first..last`, both included, with all its readings."""

    first: int
    last: int
    entries: tuple[Entry, ...]

    @property
    def entry(self) -> Entry:
        """The first reading, which rules where nothing else decides."""
        return self.entries[0]

    @property
    def kind(self) -> str:
        """The kind of the first reading."""
        return self.entries[0].kind

    @property
    def screened(self) -> bool:
        """Whether a rule found that these words, though in the tables, are no actor here."""
        return self.kind == "mask" and not self.entry.phrase


def word_list(name: str) -> frozenset[str]:
    """One of the lists of `word_lists.csv`."""
    return _word_lists()[name]


@of_tables
def _word_lists() -> dict[str, frozenset[str]]:
    return {row.list: frozenset(row.words) for row in actor_tables().words}


@of_tables
def _cased() -> dict[str, frozenset[str]]:
    rows = actor_tables().not_actors
    return {k: frozenset(r.words for r in rows if r.kind == k) for k in ("cased", "comment", "shouted")}


def _state_entries(tables: ActorTables) -> Iterator[Entry]:
    for state in tables.states:
        for kind, phrases, case in (
            ("state", (state.name, *state.names), "word"),
            ("demonym", state.demonyms, "word"),
            ("abbreviation", state.abbreviations, "exact"),
            ("misspelling", state.misspellings, "word"),
            ("prefix", state.prefixes, "any"),
        ):
            yield from (Entry(kind, p, state.code, (), state.name, case, state.period) for p in phrases)


def _named_entries(rows: Iterable[Named], kind: str, case: str) -> Iterator[Entry]:
    for row in rows:
        for phrase in (row.name, *row.names):
            short = len(phrase) < 5 and not phrase.istitle()
            common = phrase[0].islower() and "-" not in phrase  # mujahideen, but al-Qaeda
            fit = "exact" if phrase.isupper() or short else "any" if common else case
            yield Entry(kind, phrase, row.code, row.sectors, row.name, fit, row.period)


def _project_entries(tables: ActorTables) -> Iterator[Entry]:
    """Projects of one state, which stand for it; one of several stands for nobody, its words may name its states."""
    alone = (row for row in tables.projects if len(row.codes) == 1)
    return _named_entries(
        [Named(r.name, r.names, r.codes[0], ("BUS",), _OPEN, r.source) for r in alone], "metonym", "capital"
    )


def _person_phrases() -> Iterator[tuple[str, Entry]]:
    """All names of everybody: whole ones share one entry, for there are many."""
    for entry in person_entries():
        one = entry.tenures
        first = one[0]
        more = len(one) > 1
        names = {n for t in one for n in t.names} - {entry.name} if more else first.names
        yield entry.name, entry
        for phrase in names:
            yield phrase, entry
        for phrase in {s for t in one for s in t.short} if more else first.short:
            yield phrase, Entry("short", phrase, entry.code, (), entry.name, "capital", _OPEN, False, one)


def _begin(tenure: Tenure) -> str:
    return tenure.period.start or ""


@of_tables
def person_entries() -> tuple[Entry, ...]:
    """Everybody of the table of people, with their tenures in order."""
    people: dict[str, list[Tenure]] = {}
    for tenure in actor_tables().people:
        people.setdefault(tenure.name, []).append(tenure)
    return tuple(
        Entry("person", name, one[0].code, (), name, "capital", tenures=tuple(one))
        for name, tenures in people.items()
        for one in [sorted(tenures, key=_begin) if len(tenures) > 1 else tenures]
    )


def _entries(tables: ActorTables) -> Iterator[Entry]:
    yield from (Entry("mask", row.words) for row in tables.not_actors if row.kind == "phrase")
    yield from _state_entries(tables)
    yield from _named_entries(tables.metonyms, "metonym", "capital")
    for seat in tables.capitals:
        for phrase in (seat.name, *seat.names):
            ambiguous = seat.ambiguous == "yes"
            yield Entry("capital", phrase, seat.code, (), seat.name, "town", seat.period, ambiguous)
    yield from _named_entries(tables.groups, "group", "capital")
    yield from _named_entries(tables.parties, "metonym", "capital")
    yield from _project_entries(tables)
    for body in tables.bodies:
        yield from (Entry("body", p, body.code, (body.group,), body.name, "capital") for p in (body.name, *body.names))
        yield from (Entry("body", p, body.code, (body.group,), body.name, "exact") for p in body.acronyms)
    for row in tables.titles:
        yield Entry(row.kind, row.words, "", (row.sector,) if row.sector else ())
    yield from (Entry("nominal", row.words, "", row.sectors) for row in tables.nominals)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All phrases of the tables with their readings."""

    phrases: Phrases[Entry]

    def find(self, words: Words, kind: PassageKind) -> list[Atom]:
        """The longest phrases from left to right, those in the wrong case left out; no two share a token."""
        found, first = [], 0
        while first < len(words.tokens):
            atom = self._longest(words, first, kind)
            if atom is not None:
                found.append(atom)
            first = atom.last + 1 if atom else first + 1
        return found

    def _longest(self, words: Words, first: int, kind: PassageKind) -> Atom | None:
        for last, entries in self.phrases.at(words.tokens, first):
            fitting = tuple(e for e in entries if _case_fits(e, first, last, words, kind))
            if fitting:
                return Atom(first, last, fitting)
        return None


def _case_fits(entry: Entry, first: int, last: int, words: Words, kind: PassageKind) -> bool:
    """Whether the words are written as the reading wants it; readers may write `china` in their comments."""
    if entry.case == "any":
        return True
    token, cased = words.tokens[first], _cased()
    if token in cased["shouted"] and words.text.isupper():
        return False
    if entry.case == "exact":
        raw = words.raw(first, last).replace(".", "")
        return raw == entry.phrase or (len(raw) > 3 and raw == entry.phrase.title())
    if words.capital(first):
        return True
    leads = token in word_list("particles") or words.gap(first) == "-"  # bin Laden, pro-Russian separatists
    if last > first and leads and words.capital(first + 1):
        return True
    in_comment = kind is PassageKind.COMMENT and token in cased["comment"]
    small = token not in cased["cased"] and token not in cased["comment"]
    return in_comment if entry.case == "town" else entry.case == "word" and (small or in_comment)


@of_tables
def gazetteer() -> Gazetteer:
    """The gazetteer over the tables in use, made once a process."""
    named = chain(((e.phrase, e) for e in _entries(actor_tables())), _person_phrases())
    return Gazetteer(Phrases((phrase_key(phrase), entry) for phrase, entry in named))
