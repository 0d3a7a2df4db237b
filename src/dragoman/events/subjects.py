"""What a sentence says is undertaken: its words in, noun phrases that name a visit, a dam, a treaty ... out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.codebook import plural, verb_forms
from dragoman.codebook.own_actors import actor_tables, of_tables
from dragoman.codebook.undertakings import undertaking_kinds, undertaking_moods
from dragoman.events.stems import stem
from dragoman.language import Token
from dragoman.language.words import (
    AUXILIARIES,
    BOUNDARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    REPORTING,
    TIME_NAMES,
)

__all__ = ["LOOSE", "Subject", "figurative", "find_subjects", "subject_at", "trimmed"]

LOOSE = "loose"
_PLAIN_KINDS = frozenset({"visit", "summit", "agreement", LOOSE})  # "visit" tells no visit from another, "dam" some
_BEFORE = 5  # words before a noun that may belong to its phrase
_AFTER = 9  # words after it: "of ...", "for ...", "between ..."
_PROJECT_FAMILIES = {
    "pipeline": "pipe",
    "plant": "power",
    "railway": "rail",
    "corridor": "road",
    "bridge": "crossing",
    "mill": "works",
    "canal": "water",
}
_LINKS = frozenset({"of", "for", "on", "between", "to", "from", "in", "into", "with", "at", "by"})
_STOP = (
    PREPOSITIONS
    | AUXILIARIES
    | BOUNDARIES
    | CONJUNCTIONS
    | PRONOUNS
    | RELATIVES
    | REPORTING
    | {",", ".", ":", "'s", "’s", "'", '"', "“", "”", "‘", "’", "not"}
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A noun phrase that names an undertaking.

    `first` and `last` are the positions of its head noun, `start` and `end` those of the whole phrase (tokens, both
    included). `family` are the nouns that may name it, `words` the stems that tell it from others of its kind,
    `project` the table's name for it, where it has one; `verb`: a verb means it ("will visit").
    """

    kind: str
    family: str
    head: str
    first: int
    last: int
    start: int
    end: int
    words: frozenset[str]
    project: str | None = None
    verb: bool = False


Phrases = dict[str, list[tuple[tuple[str, ...], str, str]]]


@cache
def _nouns() -> Phrases:
    """First words of the noun phrases of the table to all that begin so, the longest first: words, kind, family."""
    table = undertaking_kinds()
    rows = [
        (kind, family, noun)
        for kind, row in table.kinds.items()
        for family, nouns in row.families.items()
        for noun in nouns
    ]
    found: Phrases = {}
    for kind, family, noun in (*rows, *((LOOSE, LOOSE, noun) for noun in table.loose)):
        *front, last = noun.replace("-", " ").split()
        for form in {last, plural(last)}:
            phrase = (*front, form)
            found.setdefault(phrase[0], []).append((phrase, kind, family))
    return {word: sorted(phrases, key=lambda p: -len(p[0])) for word, phrases in found.items()}


@cache
def _verbs() -> Phrases:
    found: Phrases = {}
    for kind, row in undertaking_kinds().kinds.items():
        for verb in row.verbs:
            head, *rest = verb.replace("-", " ").split()
            for form in verb_forms(head).all():
                found.setdefault(form, []).append(((form, *rest), kind, next(iter(row.families))))
    return {word: sorted(phrases, key=lambda p: -len(p[0])) for word, phrases in found.items()}


@cache
def _figures() -> Phrases:
    found: Phrases = {}
    for figure in undertaking_kinds().figures:
        head, *rest = figure.split()
        for form in verb_forms(head).all() | {head}:
            found.setdefault(form, []).append(((form, *rest), figure, ""))
    return {word: sorted(phrases, key=lambda p: -len(p[0])) for word, phrases in found.items()}


def figurative(words: Sequence[str]) -> frozenset[int]:
    """The places of words (lower case) that stand in a figure of speech: "pave the road", "as a bridge"."""
    found: set[int] = set()
    for at, word in enumerate(words):
        if match := _matched(words, at, _figures().get(word, ())):
            found.update(range(at, match[0] + 1))
    return frozenset(found)


@of_tables
def _projects() -> Phrases:
    """Names of projects by their first words, lower case, the longest first: words, name, kind of project."""
    found: Phrases = {}
    for row in actor_tables().projects:
        for name in (row.name, *row.names):
            words = tuple(name.lower().replace("-", " ").split())
            found.setdefault(words[0], []).append((words, row.name, row.kind))
    return {word: sorted(names, key=lambda n: (-len(n[0]), n)) for word, names in found.items()}


def find_subjects(tokens: Sequence[Token], actors: Sequence[tuple[int, int]] = ()) -> list[Subject]:
    """The subjects of a sentence in order, none inside another; `actors` are token positions of actor spans."""
    words = [token.lower for token in tokens]
    parties = frozenset(n for first, last in actors for n in range(first, last + 1))
    taken: set[int] = set()
    found: list[Subject] = []
    for subject in (*_named(tokens, words), *_common(tokens, words, parties), *_by_verb(words)):
        if taken.isdisjoint(range(subject.first, subject.last + 1)):
            taken.update(range(subject.first, subject.last + 1))
            found.append(subject)
    return sorted(found, key=lambda s: s.first)


def _matched(
    words: Sequence[str], at: int, phrases: Sequence[tuple[tuple[str, ...], str, str]]
) -> tuple[int, str, str] | None:
    """Where the longest phrase that stands at a place ends, and its two names."""
    for phrase, *names in phrases:
        if tuple(words[at : at + len(phrase)]) == phrase:
            return at + len(phrase) - 1, names[0], names[1]
    return None


def _named(tokens: Sequence[Token], words: Sequence[str]) -> Iterator[Subject]:
    table = _projects()
    for at, word in enumerate(words):
        if not tokens[at].text[:1].isupper() and not tokens[at].text[:1].isdigit():
            continue
        match = _matched(words, at, table.get(word, ()))
        if match:
            last, name, kind = match
            own = frozenset(stem(w) for w in words[at : last + 1] if w.isalnum())
            yield Subject(
                "project", _PROJECT_FAMILIES.get(kind, kind), words[last], at, last, at, last, own, project=name
            )


def _common(tokens: Sequence[Token], words: Sequence[str], parties: frozenset[int]) -> Iterator[Subject]:
    table, figures = _nouns(), figurative(words)
    at = 0
    while at < len(words):
        match = _matched(words, at, table.get(words[at], ()))
        if match is None or match[0] in figures or not _is_noun(words, at):
            at += 1
            continue
        last, kind, family = match
        yield _phrase(words, (at, last), (kind, family), parties)
        at = last + 1


def _is_noun(words: Sequence[str], at: int) -> bool:
    """Whether a word that may be a verb stands as a noun: not after "to" or "will" without determiner."""
    before = words[at - 1] if at else ""
    if words[at] in {
        "visit",
        "tour",
        "order",
        "plan",
        "bid",
        "offer",
        "drill",
        "deal",
        "tank",
        "project",
        "dam",
        "bridge",
        "land",
        "head",
        "aid",
        "trip",
        "rail",
    }:
        return before not in {
            "to",
            "will",
            "would",
            "shall",
            "should",
            "may",
            "might",
            "could",
            "can",
            "must",
            "not",
            "they",
            "we",
            "i",
            "he",
            "she",
            "who",
        }
    return True


def _phrase(words: Sequence[str], head: tuple[int, int], names: tuple[str, str], parties: frozenset[int]) -> Subject:
    first, last = head
    start = first
    while start > 0 and first - start < _BEFORE and words[start - 1] not in _STOP and words[start - 1][:1].isalnum():
        start -= 1
    end = last
    step = last + 1
    if step < len(words) and words[step] in _LINKS:
        while step < len(words) and step - last <= _AFTER:
            word = words[step]
            if word in (BOUNDARIES | AUXILIARIES | RELATIVES | {",", "."}) or (word in REPORTING):
                break
            end = step
            step += 1
    own = _telling(words, (*range(start, first), *range(last + 1, end + 1)), parties)
    own |= {stem(words[n]) for n in range(first, last)}
    return Subject(*names, words[last], first, last, start, end, own)


def _telling(words: Sequence[str], at: Iterable[int], parties: frozenset[int]) -> frozenset[str]:
    """The stems of the words at these places that tell one undertaking from others of its kind."""
    empty = _STOP | TIME_NAMES | undertaking_moods().plain
    return frozenset(
        stem(words[n])
        for n in at
        if n not in parties and words[n] not in empty and words[n][:1].isalpha() and len(words[n]) > 2
    )


def trimmed(words: Sequence[str], place: tuple[int, int], taken: frozenset[int]) -> tuple[int, int] | None:
    """The words at a place without what leads in or trails; None where no word of their own is left.

    `taken` are the places of parties and dates: these alone name no undertaking.
    """
    first, last = place
    while first <= last and (words[first] in _STOP - DETERMINERS or not words[first][:1].isalnum()):
        first += 1
    for n in range(first, last + 1):
        if n > first and (words[n] in RELATIVES or words[n] in {",", ";", ":"}):
            last = n - 1  # what a clause adds is no part of the name
            break
    while last >= first and (words[last] in _STOP | DETERMINERS or not words[last][:1].isalnum()):
        last -= 1
    own = [n for n in range(first, last + 1) if n not in taken and words[n] not in _STOP | DETERMINERS | TIME_NAMES]
    return (first, last) if own else None


def subject_at(
    tokens: Sequence[Token],
    place: tuple[int, int],
    kind: str,
    inner: Sequence[Subject],
    actors: Sequence[tuple[int, int]],
) -> Subject:
    """The subject whose words stand at a place; `inner` are the nouns and verbs of the table in it.

    The table knows the kinds of its nouns best; where none of them is in it, `kind` holds.

    It is a verb's where no noun of the table is in it and it begins with neither article nor name.
    """
    words = [token.lower for token in tokens]
    first, last = place
    parties = frozenset(n for low, high in actors for n in range(low, high + 1))
    named = next((s for s in inner if s.project), None)
    nouns = [s for s in inner if not s.verb]
    like = next((s for s in nouns if s.kind == kind), None) or next((s for s in nouns if s.kind != LOOSE), None)
    kind = like.kind if like else kind
    heads = {s.first for s in nouns if s.first == s.last and s.kind in _PLAIN_KINDS}
    own = _telling(words, (n for n in range(first, last + 1) if n not in heads), parties)
    verb = words[first] not in DETERMINERS and any(s.verb and s.first == first for s in inner)
    return Subject(
        "project" if named else kind,
        named.family if named else like.family if like else kind,
        like.head if like else words[last],
        first, last, first, last,
        own,
        named.project if named else None,
        verb or not (nouns or tokens[first].text[:1].isupper() or words[first] in DETERMINERS),
    )  # fmt: skip


def _by_verb(words: Sequence[str]) -> Iterator[Subject]:
    table = _verbs()
    for at, word in enumerate(words):
        match = _matched(words, at, table.get(word, ()))
        if match:
            yield Subject(match[1], match[2], words[match[0]], at, match[0], at, match[0], frozenset(), verb=True)
