"""The cue words of the codebook ready for matching: pages in, every written form with its cue out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.codebook import Cue, event_types, plural, verb_forms
from dragoman.language import tokenize

__all__ = [
    "Entry",
    "entries",
    "noun_words",
    "object_words",
    "participles",
    "phrase_words",
    "spellings",
    "verb_words",
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


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """Every written form of every head word to its entries."""
    index: dict[str, list[Entry]] = {}
    for name, page in event_types().items():
        for number, cue in enumerate(page.cues, 1):
            for entry in _entries(name, number, cue):
                for form in entry.forms:
                    index.setdefault(form, []).append(entry)
    return {form: tuple(entries) for form, entries in index.items()}


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
def verb_words() -> frozenset[str]:
    """All forms of the verbs of the codebook."""
    return frozenset(form for form, found in entries().items() if any(e.is_verb for e in found))


@cache
def noun_words() -> frozenset[str]:
    """All forms of the last words of the nouns of the codebook."""
    return frozenset(form for form, found in entries().items() if any(not e.is_verb for e in found))


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


@cache
def participles() -> frozenset[str]:
    """Past participles of the verbs of the codebook: after "have" they make a tense of it."""
    heads = {entry.head for found in entries().values() for entry in found if entry.is_verb}
    return frozenset(form for head in heads for form in verb_forms(head).participle)
