"""The cue words of a codebook ready for matching: pages in, every written form with its cue out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.codebook import Cue, EventType, event_types, plural, verb_forms
from dragoman.language import tokenize

__all__ = [
    "Entry",
    "Lexicon",
    "bundled_lexicon",
    "object_words",
    "phrase_words",
    "spellings",
]


@dataclass(frozen=True, slots=True)
class Entry:
    """A cue word ready for matching: its head word, the forms of that word, and what follows or precedes it."""

    type: str
    number: int
    cue: Cue
    head: str
    forms: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    base: str
    is_verb: bool


def phrase_words(phrase: str) -> tuple[str, ...]:
    """The lower-case words of a phrase."""
    return tuple(token.lower for token in tokenize(phrase))


class Lexicon:
    """Pages by type, and all their words; `own` are the types that are not PLOVER's.

    `entries` leads from every written form of a head word to its entries; `verb_words` and `noun_words` are all forms
    of verbs and of the last words of nouns; `participles` are those that make a tense after "have".
    """

    def __init__(self, pages: Mapping[str, EventType]) -> None:
        self.pages = dict(pages)
        self.own = frozenset(self.pages) - frozenset(event_types())
        found = [
            entry
            for name, page in self.pages.items()
            for number, cue in enumerate(page.cues, 1)
            for entry in _entries(name, number, cue)
        ]
        index: dict[str, list[Entry]] = {}
        for entry in found:
            for form in entry.forms:
                index.setdefault(form, []).append(entry)
        self.entries = {form: tuple(those) for form, those in index.items()}
        self.verb_words = frozenset(form for entry in found if entry.is_verb for form in entry.forms)
        self.noun_words = frozenset(form for entry in found if not entry.is_verb for form in entry.forms)
        heads = {entry.head for entry in found if entry.is_verb}
        self.participles = frozenset(form for head in heads for form in verb_forms(head).participle)


@cache
def bundled_lexicon() -> Lexicon:
    """The words of the 16 types of PLOVER."""
    return Lexicon(event_types())


def _entries(name: str, number: int, cue: Cue) -> Iterator[Entry]:
    for phrase in cue.verbs:
        verb, *rest = phrase.split()
        *prefix, head = phrase_words(verb)
        after = phrase_words(" ".join(rest))
        yield Entry(name, number, cue, head, verb_forms(head).all(), tuple(prefix), after, phrase, True)
    for phrase in cue.nouns:
        *rest, head = phrase_words(phrase)
        yield Entry(name, number, cue, head, frozenset({head, plural(head)}), tuple(rest), (), phrase, False)


@cache
def object_words(cue: Cue) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The object words of a cue by their first word, singular and plural."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in cue.object:
        words = phrase_words(phrase)
        for form in (words, (*words[:-1], plural(words[-1]))):
            table.setdefault(form[0], []).append(form)
    return {word: tuple(forms) for word, forms in table.items()}


@cache
def spellings(phrase: str) -> tuple[str, ...]:
    """A phrase as singular and plural, words joined by single spaces."""
    words = " ".join(phrase_words(phrase))
    return words, plural(words)
