"""Spans of one sentence: its phrases in, grown spans out (state + titles + name become one span)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.actors.gazetteer import Atom, Entry, word_list
from dragoman.actors.memory import Found, Memory
from dragoman.actors.misspelt import misspelt
from dragoman.actors.reading import read_owner, with_titles
from dragoman.actors.screen import JOINER, OWNERS, TITLES, is_name_word
from dragoman.actors.words import Words
from dragoman.records import Actor

__all__ = ["Grower"]

_MOST_UNKNOWN = 3  # capitalised words no table has, between a state and its ministry
_LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class _Titles:
    """A run of titles up to token `last`, with the words of each and whether a name follows them."""

    last: int
    read: tuple[tuple[str, Entry], ...]
    former: str
    first: int


@dataclass(frozen=True, slots=True)
class Grower:
    """Reads one sentence from left to right; `at` maps a token to the phrase that begins there."""

    words: Words
    at: dict[int, Atom]
    taken: frozenset[int]
    title_case: bool
    on: str | None
    memory: Memory

    def spans(self) -> list[Found]:
        """All spans in order; nominal ones without actors."""
        found: list[Found] = []
        token = 0
        while token < len(self.words.tokens):
            span, following = self._read(token)
            if span is not None:
                found.append(span)
                if span.actors and span.kind != "dyad":
                    self.memory.learn(span, self.words.raw(span.first, span.last))
            token = following
        return found

    def _read(self, token: int) -> tuple[Found | None, int]:
        """The span that begins at a token, if any, and the token to go on with."""
        atom = self.at.get(token)
        if atom is None:
            return self._unknown_word(token)
        if atom.kind in ("mask", "modifier"):
            return None, atom.last + 1
        if atom.kind == "nominal":
            return Found(atom.first, atom.last, (), "nominal", sectors=atom.entry.sectors), atom.last + 1
        dyad = self._dyad(atom)
        if dyad is not None:
            return dyad, dyad.last + 1
        if atom.kind in OWNERS:
            span = self._owned(atom, "", atom.first)
            return span, (span or atom).last + 1
        if atom.kind == "prefix":
            return None, atom.last + 1
        if atom.kind == "former":
            owner = self.at.get(atom.last + 1)
            if owner is not None and owner.kind in OWNERS and self._dyad(owner) is None:
                span = self._owned(owner, self.words.raw(atom.first, atom.last), atom.first)
                return span, (span or owner).last + 1
        return self._titled(token)

    # -- words that no table has

    def _unknown_word(self, token: int) -> tuple[Found | None, int]:
        words = self.words
        if not self._name_word(token):
            return None, token + 1
        raw = words.raw(token, token)
        alone = self.title_case or not (self._name_word(token - 1) and words.gap(token - 1) == " ")
        known = self.memory.surname(words.tokens[token], raw) if alone else None
        if known is not None:
            return Found(token, token, (known,), "person"), token + 1
        guess = misspelt(words.tokens[token], raw)
        if guess is None:
            return None, token + 1
        span = self._owned(Atom(token, token, (guess,)), "", token)
        return span, (span.last if span else token) + 1

    def _name_word(self, token: int) -> bool:
        return is_name_word(self.words, token, self.taken.__contains__)

    # -- dyads

    def _dyad(self, atom: Atom) -> Found | None:
        """`Indo-Russian`, `China-Russia-Pakistan`, `US/Pakistan`."""
        parts = [atom]
        while True:
            last = parts[-1].last
            after = self.at.get(last + 1) or self._misspelt_part(last + 1)
            if after is None or after.kind not in OWNERS or not JOINER.fullmatch(self.words.gap(last)):
                break
            parts.append(after)
        if len(parts) < 2 or not all(part.kind in OWNERS or part.kind == "prefix" for part in parts):
            return None
        if self.words.tokens[parts[-1].last] in word_list("ethnic_ends"):
            parts = parts[-1:]
        read = [read_owner(part, self.words, self.on) for part in parts]
        actors: dict[str, tuple[Actor, str]] = {}
        for actor, kind in filter(None, read):
            actors.setdefault(actor.code, (actor, kind))
        if len(actors) > 1:
            plain = tuple(replace(actor, sectors=()) for actor, _ in actors.values())
            return Found(atom.first, parts[-1].last, plain, "dyad")
        return next((Found(atom.first, parts[-1].last, (a,), kind) for a, kind in actors.values()), None)

    def _misspelt_part(self, token: int) -> Atom | None:
        if not self._name_word(token):
            return None
        guess = misspelt(self.words.tokens[token], self.words.raw(token, token))
        return Atom(token, token, (guess,)) if guess else None

    # -- an actor, then titles and names

    def _owned(self, atom: Atom, former: str, first: int) -> Found | None:
        """A state, body, group or person with the titles and the name that follow it."""
        read = self._remembered(atom) or read_owner(atom, self.words, self.on)
        if read is None:
            return None
        owner, kind = read
        last, surname, titles = atom.last, "", []
        if kind == "person":
            surname = self.words.tokens[last]
        while True:
            begin = last + 1 + self._possessive(last + 1)
            run = self._title_run(begin)
            if run is not None:
                titles += run.read
                former = former or run.former
                last = run.last
                if run.read[-1][1].kind != "organ":
                    end = self._name_run(last + 1)
                    if end is not None:
                        last, surname = end, self.words.tokens[end]
                        kind = "person" if kind != "person" else kind
                        owner = replace(owner, name=self._name(run.last + 1, end))
                        if not self._possessive(last + 1):
                            break
                continue
            joined = self._same_actor(begin, owner.code)
            if joined is None:
                break
            more, more_kind, last = joined
            owner, kind = replace(more, reason=f"{owner.reason}; {more.reason}"), more_kind
            if kind == "person":
                surname = self.words.tokens[last]
        actor = with_titles(owner, self._base(kind, atom), titles, former)
        named = kind == "person"
        span_kind = ("person" if last == begin - 1 or surname else "office") if named else "office"
        if not titles:
            span_kind = kind
        elif named and surname != self.words.tokens[last]:
            span_kind = "office"
        title = _callable_title(titles)
        return Found(first, last, (actor,), span_kind, surname if named else "", title)

    @staticmethod
    def _base(kind: str, atom: Atom) -> str:
        """Whose sectors stay in front of those of the titles."""
        if atom.kind in ("group", "body", "metonym"):
            return "office" if atom.kind == "metonym" else atom.kind
        return "person" if atom.entry.tenures else kind if kind == "group" else "state"

    def _name(self, first: int, last: int) -> str:
        entries = self.at[first].entries if first in self.at and self.at[first].last == last else ()
        return next((e.name for e in entries if e.tenures), self.words.raw(first, last))

    def _remembered(self, atom: Atom) -> tuple[Actor, str] | None:
        if atom.kind != "short":
            return None
        actor = self.memory.surname(self.words.tokens[atom.last], self.words.raw(atom.first, atom.last))
        return (actor, "person") if actor else None

    def _possessive(self, token: int) -> int:
        return int(token < len(self.words.tokens) and self.words.tokens[token] in ("'s", "'"))

    def _same_actor(self, token: int, code: str) -> tuple[Actor, str, int] | None:
        """`Russia's Gazprom`, `Putin's Russia`, `Pakistan's Imran Khan`: a second name of the same actor."""
        atom = self.at.get(token)
        if atom is None or atom.kind not in OWNERS or atom.kind in ("demonym", "capital"):
            return None
        if self.words.gap(token - 1).strip() or self._dyad(atom) is not None:
            return None
        read = read_owner(atom, self.words, self.on)
        return (*read, atom.last) if read and read[0].code == code else None

    def _title_run(self, token: int) -> _Titles | None:
        """Titles from a token on, with the adjectives and capitalised words before each."""
        read: list[tuple[str, Entry]] = []
        former, last, unknown, cursor = "", token - 1, 0, token
        while cursor < len(self.words.tokens):
            atom = self.at.get(cursor)
            entry = self._title_entry(atom)
            if atom is not None and entry is not None:
                read.append((self.words.raw(atom.first, atom.last), entry))
                last, cursor, unknown = atom.last, atom.last + 1, 0
                if entry.kind in ("title", "rank") and self._name_run(cursor) is not None:
                    break
            elif atom is not None and atom.kind in ("modifier", "former"):
                former = former or (self.words.raw(atom.first, atom.last) if atom.kind == "former" else "")
                cursor = atom.last + 1
            elif atom is None and unknown < _MOST_UNKNOWN and self._name_word(cursor) and not self.title_case:
                if read and read[-1][1].kind != "organ":
                    break
                unknown += 1
                cursor += 1
            else:
                break
        return _Titles(last, tuple(read), former, token) if read else None

    def _title_entry(self, atom: Atom | None) -> Entry | None:
        if atom is None:
            return None
        entry = next((e for e in atom.entries if e.kind in TITLES), None)
        if entry is None or entry.kind != "rank" or self.words.capital(atom.first):
            return entry
        after = atom.last + 1
        adjective = after < len(self.words.tokens) and self.words.tokens[after].isalpha()
        return None if adjective else entry

    def _name_run(self, token: int) -> int | None:
        """The last token of a person's name that begins here, or None."""
        words, cursor, last = self.words, token, None
        particles = word_list("particles")
        while cursor < len(words.tokens) and cursor - token < _LONGEST_NAME:
            atom = self.at.get(cursor)
            if atom is not None and (atom.entry.tenures or atom.kind == "honorific" or atom.screened):
                cursor = atom.last + 1
                last = last if atom.kind == "honorific" else atom.last
            elif self.title_case and not self._known_surname(cursor):
                break
            elif self._name_word(cursor) or (last is not None and self.title_in_name(cursor)):
                last = cursor
                cursor += 1
                if (
                    cursor < len(words.tokens)
                    and words.tokens[cursor] == "."
                    and len(words.tokens[cursor - 1]) == 1
                ):
                    cursor += 1
            elif cursor < len(words.tokens) - 1 and words.tokens[cursor] in particles and self._joins(cursor):
                cursor += 1
            else:
                break
        return last

    def _known_surname(self, token: int) -> bool:
        return self._name_word(token) and self.memory.surname(self.words.tokens[token], "") is not None

    def title_in_name(self, token: int) -> bool:
        """`Rustam Shah Mohmand`: a title that is part of a name."""
        atom = self.at.get(token)
        if atom is None or atom.first != atom.last or not self.words.capital(token):
            return False
        return atom.kind in ("title", "rank", "honorific", "modifier")

    def _joins(self, particle: int) -> bool:
        nxt = particle + 1
        return (self._name_word(nxt) or nxt in self.at) and (self.words.gap(particle) in (" ", "-"))

    # -- titles first

    def _titled(self, token: int) -> tuple[Found | None, int]:
        """`President Putin`, `troops from Kenya`, `the foreign minister` when one was named before."""
        run = self._title_run(token)
        start = run.last + 1 if run else token
        if run is None:
            start = self.at[token].last + 1
        person = self.at.get(start)
        if person is not None and person.entry.tenures:
            return self._titled_person(token, run, person)
        of = self._of_owner(run) if run else None
        if of is not None:
            return of, of.last + 1
        name_end = self._name_run(start)
        if name_end is not None:
            return self._titled_name(token, run, start, name_end)
        if run is None:
            return None, start
        title = self.words.raw(token, run.last).lower()
        after_the = token > 0 and self.words.tokens[token - 1] == "the"
        known = self.memory.title(title, self.words.raw(token, run.last)) if after_the else None
        if known is not None:
            return Found(token, run.last, (known,), "office"), run.last + 1
        return None, run.last + 1

    def _titled_person(self, token: int, run: _Titles | None, person: Atom) -> tuple[Found | None, int]:
        span = self._owned(person, run.former if run else "", token)
        if span is None:
            return None, person.last + 1
        if run is not None and not run.former:
            actor = with_titles(span.actors[0], "person", run.read, "")
            span = replace(span, actors=(actor,), title=_callable_title(run.read))
        return span, span.last + 1

    def _titled_name(
        self, token: int, run: _Titles | None, start: int, last: int
    ) -> tuple[Found | None, int]:
        """A title and a name without a state: known only if the surname was introduced before."""
        inside = next((a for t in range(start, last + 1) if (a := self.at.get(t)) and a.entry.tenures), None)
        if inside is not None and inside.last == last:
            return self._titled_person(token, run, inside)
        known = self.memory.surname(self.words.tokens[last], self.words.raw(token, last))
        return (Found(token, last, (known,), "person") if known else None), last + 1

    def _of_owner(self, run: _Titles) -> Found | None:
        """`the president of Pakistan`, `foreign ministers of both countries`."""
        tokens, cursor = self.words.tokens, run.last + 1
        if cursor >= len(tokens) or tokens[cursor] not in word_list("owner_prepositions"):
            return None
        if tokens[run.last] in word_list("not_of"):
            return None
        cursor += 1
        while cursor < len(tokens) and tokens[cursor] in word_list("articles") and cursor not in self.at:
            cursor += 1
        atom = self.at.get(cursor)
        if atom is None:
            return None
        if atom.kind == "nominal":
            sectors = atom.entry.sectors or run.read[-1][1].sectors
            return Found(run.first, atom.last, (), "nominal", sectors=sectors)
        if atom.kind not in OWNERS or atom.entry.tenures or self._dyad(atom) is not None:
            return None
        owner = self._owned(atom, "", atom.first)
        if owner is None:
            return None
        base = atom.kind if atom.kind in ("group", "body") else "state"
        actor = with_titles(owner.actors[0], base, run.read, run.former)
        title = _callable_title(run.read)
        end = (
            self._name_run(owner.last + 1) if run.read[-1][1].kind == "title" and not owner.surname else None
        )
        if end is not None:
            actor = replace(actor, name=self._name(owner.last + 1, end))
            return Found(run.first, end, (actor,), "person", self.words.tokens[end], title)
        kind = "person" if owner.surname else "office"
        return Found(run.first, owner.last, (actor,), kind, owner.surname, title)


def _callable_title(titles: list[tuple[str, Entry]] | tuple[tuple[str, Entry], ...]) -> str:
    """The title by which the person may be called again: `the foreign minister`."""
    last = next((w for w, e in reversed(titles) if e.kind == "title"), "")
    return "" if last.endswith("s") else last.lower()
