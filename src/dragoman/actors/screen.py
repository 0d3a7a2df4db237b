"""What is no actor: the phrases of a sentence in, the same out, masked where they only look like actors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.actors.gazetteer import Atom, Entry, word_list
from dragoman.actors.words import Words
from dragoman.records import PassageKind

__all__ = ["JOINER", "OWNERS", "TITLES", "is_name_word", "is_title_case", "screen"]

#: Kinds of phrases that name an actor by themselves, and kinds of titles.
OWNERS = frozenset(
    [
        "state",
        "demonym",
        "abbreviation",
        "misspelling",
        "capital",
        "metonym",
        "body",
        "group",
        "person",
        "short",
    ]
)
TITLES = frozenset(["title", "organ", "role", "rank"])
#: What joins the names of a dyad.
JOINER = re.compile(r"-\s?|\s-|[–‐‑−/]")
_COUNTRY = frozenset(["state", "demonym", "abbreviation", "misspelling"])
_MASK = (Entry("mask", ""),)


def is_title_case(words: Words, atoms: Sequence[Atom], kind: PassageKind) -> bool:
    """Whether capitals tell nothing in this sentence: all longer words that name no actor have one.

    In a headline three in ten may be small, elsewhere none.
    """
    names = {t for atom in atoms if atom.kind in OWNERS for t in range(atom.first, atom.last + 1)}
    small = word_list("functions")
    least = 4 if kind is PassageKind.HEADLINE else 3  # "President Park met Abe" is a sentence
    long = [
        i for i, t in enumerate(words.tokens) if len(t) >= least and t.isalpha() and t not in small and i not in names
    ]
    lower = sum(not words.capital(i) for i in long)
    return len(long) > 1 and lower <= (0.3 * len(long) if kind is PassageKind.HEADLINE else 0)


def is_name_word(words: Words, token: int, known: frozenset[int]) -> bool:
    """Whether a token may be part of a proper name that no table has."""
    if not 0 <= token < len(words.tokens) or not words.capital(token) or token in known:
        return False
    word = words.tokens[token]
    return word not in word_list("stops") and word not in word_list("functions")


@dataclass(frozen=True, slots=True)
class _View:
    """A sentence with its phrases, as the rules look at it."""

    words: Words
    atoms: Sequence[Atom]
    taken: frozenset[int]
    title_case: bool

    def token(self, number: int) -> str:
        return self.words.tokens[number] if 0 <= number < len(self.words.tokens) else ""

    def name_word(self, number: int) -> bool:
        return is_name_word(self.words, number, self.taken)


def _in_longer_name(view: _View, atom: Atom) -> bool:
    """`Moscow Times`, `Islamabad Declaration`, `University of Jordan`."""
    head, words = view.token(atom.last + 1), view.words
    if head and words.capital(atom.last + 1):
        if head in word_list("name_heads") or (atom.kind == "capital" and head in word_list("place_heads")):
            return True
        if atom.kind == "capital" and view.token(atom.last + 2) in word_list("place_heads"):
            return view.name_word(atom.last + 1) and words.capital(atom.last + 2)
    before = view.token(atom.first - 2)
    return view.token(atom.first - 1) == "of" and before in word_list("heads_of") and words.capital(atom.first - 2)


def _names_person(view: _View, atom: Atom) -> bool:
    """`Michael Jordan`, `Chad Miller`: a name that people bear too, beside a name that no table has."""
    first = view.token(atom.first)
    if atom.last > atom.first or first not in word_list("person_states") or view.title_case:
        return False
    if view.token(atom.first - 1) in word_list("given_names"):
        return True
    follows = view.words.gap(atom.last) == " " and view.name_word(atom.last + 1)
    return first in word_list("first_names") and follows


def _other_person(view: _View, atom: Atom) -> bool:
    """`Ivanka Trump` is not Donald Trump: a bare surname beside a name that no table has."""
    if atom.kind != "short" or view.title_case:
        return False
    before, after = atom.first - 1, atom.last + 1
    joined = before >= 0 and before not in view.taken and view.words.gap(before) == "-"
    beside = joined or (view.name_word(before) and view.words.gap(before) == " ")
    return beside or (view.name_word(after) and view.words.gap(atom.last) in (" ", "-"))


def _american_georgia(view: _View, atom: Atom) -> bool:
    if view.token(atom.first) not in ("georgia", "georgian", "georgians"):
        return False
    tokens = set(view.words.tokens)
    return not tokens.isdisjoint(word_list("georgia_usa")) and tokens.isdisjoint(word_list("georgia_state"))


def _language(view: _View, atom: Atom) -> bool:
    """`in Russian`, `speaks Chinese`: no noun follows."""
    if atom.kind != "demonym" or view.token(atom.first) not in word_list("languages"):
        return False
    after = view.token(atom.last + 1)
    ends = not after or not after[0].isalnum() or after in word_list("functions")
    return ends and view.token(atom.first - 1) in word_list("language_cues")


def _neutral_compound(view: _View, atom: Atom) -> bool:
    """`Russian-made`, `Pakistan-based`, `pro-Russian`."""
    after = view.words.gap(atom.last) == "-" and view.token(atom.last + 1) in word_list("neutral_suffixes")
    joined = atom.first > 0 and view.words.gap(atom.first - 1) == "-"
    return after or (joined and view.token(atom.first - 1) in word_list("neutral_prefixes"))


def _stray_town(view: _View, atom: Atom) -> bool:
    """A capital with a common name counts only where its state is named too."""
    if not any(entry.ambiguous for entry in atom.entries) or view.token(atom.last + 1) in ("'s", "'"):
        return False
    return not any(other.kind in _COUNTRY and other.entry.code == atom.entry.code for other in view.atoms)


def _namesake(view: _View, atom: Atom) -> bool:
    """`Tripoli, Lebanon`: the town of another state."""
    if atom.kind != "capital" or view.token(atom.last + 1) != ",":
        return False
    states = (a.entry.code for a in view.atoms if a.first == atom.last + 2 and a.kind == "state")
    return any(code not in {entry.code for entry in atom.entries} for code in states)


_DATELINE = re.compile(
    r"(?:, ?[A-Z]\w+)?(?P<when>,? ?[\w.,/ ]{0,24})(?P<agency> ?\([\w ./-]{2,24}\))? ?(?:--?|[–—:])\s"
)


def _dateline(view: _View, atom: Atom) -> bool:
    """`OSLO, 3 May 2014 - ...`, `Oslo (Reuters) - ...`: where a report was written, not who acts."""
    text, start, end = view.words.text, view.words.starts[atom.first], view.words.ends[atom.last]
    if atom.kind != "capital" or text[:start].strip():
        return False
    rest = _DATELINE.match(text, end)
    dated = rest and (rest["agency"] or any(sign.isdigit() for sign in rest["when"]))
    return bool(rest and (dated or (text[start:end].isupper() and not rest["when"].strip(" ,"))))


_RULES = (
    _dateline,
    _namesake,
    _in_longer_name,
    _names_person,
    _other_person,
    _american_georgia,
    _language,
    _neutral_compound,
    _stray_town,
)


def screen(words: Words, atoms: Sequence[Atom], *, title_case: bool) -> list[Atom]:
    """The same atoms, with those that are no actors turned into masks that later steps pass over."""
    taken = frozenset(t for atom in atoms for t in range(atom.first, atom.last + 1))
    view = _View(words, atoms, taken, title_case)
    return [
        Atom(atom.first, atom.last, _MASK) if atom.kind in OWNERS and any(rule(view, atom) for rule in _RULES) else atom
        for atom in atoms
    ]
