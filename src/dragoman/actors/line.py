"""One sentence as the rules read it: words, phrases and memory in; titles and names at a token out."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.actors.gazetteer import Atom, Entry, word_list
from dragoman.actors.memory import Memory
from dragoman.actors.misspelt import misspelt
from dragoman.actors.screen import TITLES, is_name_word
from dragoman.actors.words import Words

__all__ = ["Line", "Titles"]

_MOST_UNKNOWN = 3  # capitalised words no table has, between a state and its ministry
_LONGEST_NAME = 6  # tokens
_VERBS = frozenset(
    """said says told tells met will would did does began fled took made sent held wrote writes spoke asked wants sang
    came went stood ran broke sank shot fell left gave knew saw kept lost won fought rose sat struck threw swore drew
    chose drove flew lay paid sold swept withdrew is was were are has have had may might must should could""".split()
)
_STATES = frozenset(["state", "demonym", "abbreviation", "capital", "misspelling"])
_OFFICES = ("GOV", "MIL", "LEG", "JUD")  # `the girl` is not called by a title


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles at tokens `first..last`: the words and entry of each, and the word that says `former`."""

    first: int
    last: int
    read: tuple[tuple[str, Entry], ...]
    former: str

    @property
    def callable(self) -> str:
        """The title by which its holder may be called again, as in `the foreign minister`; empty for none."""
        offices = (w for w, e in reversed(self.read) if e.kind in ("title", "rank") and e.sectors[0] in _OFFICES)
        last = next(offices, "")
        return "" if last.endswith("s") else last.lower()


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence; `at` maps a token to the phrase that begins there, `taken` are all tokens of phrases."""

    words: Words
    at: dict[int, Atom]
    taken: frozenset[int]
    title_case: bool
    on: str | None
    memory: Memory

    @property
    def codes(self) -> frozenset[str]:
        """The states that the sentence names without a person."""
        named = (entry for atom in self.at.values() for entry in atom.entries if entry.kind in _STATES)
        return frozenset(entry.code for entry in named)

    def name_word(self, token: int) -> bool:
        """Whether a token may be part of a proper name that no table has."""
        return is_name_word(self.words, token, self.taken)

    def possessive(self, token: int) -> int:
        """1 where a possessive ending stands, else 0."""
        return int(token < len(self.words.tokens) and self.words.tokens[token] in ("'s", "'"))

    def guess(self, token: int) -> Atom | None:
        """The phrase that an unknown capitalised word misspells."""
        entry = misspelt(self.words.tokens[token], self.words.raw(token, token)) if self.name_word(token) else None
        return Atom(token, token, (entry,)) if entry else None

    def called(self, first: int, last: int) -> str:
        """The name that stands at these tokens, in its usual form where a table has it."""
        entries = self.at[first].entries if first in self.at and self.at[first].last == last else ()
        return next((entry.name for entry in entries if entry.tenures), self.words.raw(first, last))

    def titles(self, token: int) -> Titles | None:
        """Titles from a token on, with the adjectives and capitalised words before each."""
        read: list[tuple[str, Entry]] = []
        former, last, unknown, cursor = "", token - 1, 0, token
        while cursor < len(self.words.tokens):
            atom = self.at.get(cursor)
            entry = self._title(atom)
            if atom is not None and entry is not None:
                read.append((self.words.raw(atom.first, atom.last), entry))
                last, unknown = self._portfolio_end(atom.last), 0
                cursor = last + 1
                if entry.kind in ("title", "rank") and self.name_end(cursor) is not None:
                    break
            elif atom is not None and atom.kind == "former" and read:
                break  # "the army ousted President ...": a verb
            elif atom is not None and atom.kind in ("modifier", "former"):
                former = former or (self.words.raw(atom.first, atom.last) if atom.kind == "former" else "")
                cursor = atom.last + 1
            elif unknown < _MOST_UNKNOWN and self._may_modify(cursor, read):
                unknown += 1
                cursor += 1
            else:
                break
        return Titles(token, last, tuple(read), former) if read else None

    def _portfolio_end(self, last: int) -> int:
        """The end of `minister of defence`, `secretary for health and human services`; `last` for other titles."""
        tokens, cursor, end = self.words.tokens, last + 1, last
        if tokens[last] not in word_list("portfolio_heads") or cursor >= len(tokens):
            return last
        if tokens[cursor] not in word_list("portfolio_prepositions"):
            return last
        cursor += 1
        while cursor < len(tokens):
            atom = self.at.get(cursor)
            if atom is not None and atom.kind == "modifier":
                cursor, end = atom.last + 1, atom.last
            elif atom is None and tokens[cursor] in ("and", "the"):
                cursor += 1
            else:
                break
        return end

    def _may_modify(self, token: int, read: list[tuple[str, Entry]]) -> bool:
        """`Central` in `the Indian Central Museum Committee`: not after a title, where a name begins."""
        return self.name_word(token) and not self.title_case and (not read or read[-1][1].kind == "organ")

    def _title(self, atom: Atom | None) -> Entry | None:
        """The title that a phrase is here; `major` and `general` in small letters before a noun are none."""
        entry = next((e for e in atom.entries if e.kind in TITLES), None) if atom else None
        if atom is None or entry is None or entry.kind != "rank" or self.words.capital(atom.first):
            return entry
        return entry if self.ends_at(atom.last) else None

    def ends_at(self, last: int) -> bool:
        """Whether a noun phrase ends at a token: no `command` follows `the military`."""
        after = next(iter(self.words.tokens[last + 1 : last + 2]), "")
        if after == "of":
            return False
        return not after.isalpha() or after in word_list("functions") or after.endswith("ed") or after in _VERBS

    def name_end(self, token: int) -> int | None:
        """The last token of a person's name that begins here, or None."""
        tokens, cursor, last = self.words.tokens, token, None
        while cursor < len(tokens) and cursor - token < _LONGEST_NAME:
            atom = self.at.get(cursor)
            if atom is not None and (atom.entry.tenures or atom.kind == "honorific" or atom.screened):
                cursor = atom.last + 1
                last = last if atom.kind == "honorific" else atom.last
            elif self._name_goes_on(cursor, begun=last is not None):
                last = cursor
                cursor += 1 + (len(tokens[cursor]) == 1 and tokens[cursor + 1 : cursor + 2] == ["."])
            elif tokens[cursor] in word_list("particles") and not self.title_case and self._joins(cursor):
                cursor += 1
            else:
                break
        return last

    def _name_goes_on(self, token: int, *, begun: bool) -> bool:
        if len(self.words.tokens[token]) == 1 and self.words.capital(token):
            return self.words.tokens[token + 1 : token + 2] == ["."]
        if self.title_case:
            known = self.memory.surname(self.words.tokens[token], "")
            return known is not None and self.name_word(token)
        return self.name_word(token) or (begun and self.title_in_name(token))

    def title_in_name(self, token: int) -> bool:
        """`Shah` in `Rustam Shah Mohmand`."""
        atom = self.at.get(token)
        if atom is None or atom.first != atom.last or not self.words.capital(token):
            return False
        return atom.kind in ("title", "rank", "honorific", "modifier")

    def _joins(self, particle: int) -> bool:
        following = particle + 1
        return self.words.gap(particle) in (" ", "-") and (self.name_word(following) or following in self.at)
