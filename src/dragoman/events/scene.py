"""A sentence as the frames see it: tokens and actor spans in, groups of parties with their place in the grammar out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.codebook import past_forms
from dragoman.events.lexicon import Lexicon, bundled_lexicon
from dragoman.language import Token, tokenize
from dragoman.language.words import (
    ADVERBS,
    AUXILIARIES,
    BOUNDARIES,
    CLAUSE_OPENERS,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    RELATIVES,
    REPORTING,
    TIME_NAMES,
)
from dragoman.records import Actor, ActorSpan

__all__ = ["Group", "Scene", "make_scene"]

_JOINERS = frozenset(
    [
        (",",),
        ("and",),
        (",", "and"),
        ("and", "the"),
        (",", "the"),
        (",", "and", "the"),
        ("&",),
        ("as", "well", "as"),
        (",", "as", "well", "as"),
        ("/",),
    ]
)
_ADJECTIVE_KINDS = frozenset({"demonym", "dyad"})
_NAME_KINDS = frozenset({"state", "capital", "person"})
_NO_MODIFIER = AUXILIARIES | CONJUNCTIONS | BOUNDARIES | RELATIVES | REPORTING
_REACH = 4
_OBJECT_PREPOSITIONS = frozenset("on against to with from in for at over".split())
_OPENERS = RELATIVES | CLAUSE_OPENERS - {"as", "than"} | {"despite", "amid", "amidst"}
#: Nouns that stand for the state named after them: "Pakistan's arch-rival, India".
_RELATIONAL = frozenset(
    "rival rivals neighbour neighbor ally allies enemy friend partner foe adversary patron backer".split()
)


@dataclass(frozen=True, slots=True)
class Group:
    """Coordinated actor spans: `first` and `last` are token positions (inclusive).

    `preposition` governs the group ("" for none); `owner` is True for a possessive or an adjective before a noun.
    """

    first: int
    last: int
    spans: tuple[ActorSpan, ...]
    preposition: str
    owner: bool

    @property
    def actors(self) -> tuple[Actor, ...]:
        """All actors named, each code once, in the order of the text."""
        return tuple({actor.code: actor for span in self.spans for actor in span.actors}.values())

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all actors named."""
        return frozenset(actor.code for actor in self.actors)

    @property
    def words(self) -> str:
        """The words of the group, for reasons."""
        return " and ".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with its tokens and groups; positions are token numbers."""

    text: str
    tokens: tuple[Token, ...]
    groups: tuple[Group, ...]
    at: dict[int, Group]
    padded: str
    lexicon: Lexicon

    def word(self, position: int) -> str:
        """The lower-case word at a position, the empty string outside the sentence."""
        return self.tokens[position].lower if 0 <= position < len(self.tokens) else ""

    def words(self, first: int, last: int) -> str:
        """The text from one token to another, both included."""
        return self.text[self.tokens[first].start : self.tokens[last].end]

    def groups_right(self, position: int, reach: int) -> Iterator[Group]:
        """Groups after a position and before the end of its clause, nearest first."""
        step = position
        while step < min(len(self.tokens), position + reach):
            group = self.at.get(step)
            if group:
                yield group
                step = group.last + 1
            elif self.word(step) == "(":
                step = self._closing(step)
            elif self.is_bar(step):
                return
            else:
                step += 1

    def _closing(self, position: int) -> int:
        """The position after the bracket that closes the one at `position`."""
        for step in range(position + 1, len(self.tokens)):
            if self.word(step) == ")":
                return step + 1
        return len(self.tokens)

    def is_bar(self, position: int) -> bool:
        """Whether the token opens another clause."""
        word = self.word(position)
        if word in BOUNDARIES or word in _OPENERS:
            return True
        return word in REPORTING and self.word(position - 1) not in DETERMINERS | {"'s", "'"}

    def is_hyphenated(self, position: int) -> bool:
        """Whether a hyphen ties the word to the one before it: "Saudi-backed"."""
        start = self.tokens[position].start
        return start > 1 and self.text[start - 1] in "-‐‑–" and self.text[start - 2].isalnum()


def make_scene(text: str, spans: Sequence[ActorSpan], offset: int, lexicon: Lexicon | None = None) -> Scene:
    """Build the scene of a sentence that starts at `offset` of its document, by PLOVER's words or a lexicon."""
    lexicon = lexicon or bundled_lexicon()
    tokens = tuple(tokenize(text))
    placed = [(_place(tokens, span, offset), span) for span in spans]
    standing = [
        (place, span)
        for place, span in placed
        if place and not _stands_for_another(tokens, place[1]) and not _only_modifies(text, span.end - offset)
    ]
    groups = tuple(_groups(tokens, standing, lexicon.verb_words))
    at = {position: group for group in groups for position in range(group.first, group.last + 1)}
    return Scene(text, tokens, groups, at, " " + " ".join(token.lower for token in tokens) + " ", lexicon)


def _place(tokens: tuple[Token, ...], span: ActorSpan, offset: int) -> tuple[int, int] | None:
    first = bisect_right(tokens, span.start - offset, key=lambda t: t.end)
    last = bisect_left(tokens, span.end - offset, key=lambda t: t.start) - 1
    return (first, last) if first <= last else None


_MODIFYING = re.compile(r"[-–](?:\w+ed|led|born|built|run|made|held|owned|style)\b")


def _only_modifies(text: str, end: int) -> bool:
    """Whether a participle is tied to the span: "US-led forces" are not the United States."""
    return _MODIFYING.match(text, end) is not None


def _stands_for_another(tokens: tuple[Token, ...], last: int) -> bool:
    """Whether the span only tells whose neighbour or rival comes after it: "Pakistan's arch-rival, India"."""
    words = [token.lower for token in tokens[last + 1 : last + 6]]
    return words[:1] in (["'s"], ["'"]) and any(
        word in _RELATIONAL and words[n + 1 : n + 2] == [","] for n, word in enumerate(words)
    )


def _groups(
    tokens: tuple[Token, ...], placed: list[tuple[tuple[int, int], ActorSpan]], verbs: frozenset[str]
) -> Iterator[Group]:
    run: list[tuple[tuple[int, int], ActorSpan]] = []
    taken = frozenset(n for (first, last), _ in placed for n in range(first, last + 1))
    for item in placed:
        if run and not _joined(tokens, run[-1], item, verbs):
            yield _group(tokens, run, taken, verbs)
            run = []
        run.append(item)
    if run:
        yield _group(tokens, run, taken, verbs)


def _joined(
    tokens: tuple[Token, ...],
    left: tuple[tuple[int, int], ActorSpan],
    right: tuple[tuple[int, int], ActorSpan],
    verbs: frozenset[str],
) -> bool:
    between = tuple(t.lower for t in tokens[left[0][1] + 1 : right[0][0]])
    if between not in _JOINERS:
        return False
    after = tokens[right[0][1] + 1].lower if right[0][1] + 1 < len(tokens) else ""
    if between == (",", "the") and after not in {",", "and"}:
        return False  # "after the visit by Brazil, the Swiss said"
    if _opens_clause(tokens, left, right, verbs):
        return False
    possessive = _possessive(tokens, right[0][1])
    return not (between == (",",) and possessive)


def _opens_clause(
    tokens: tuple[Token, ...],
    left: tuple[tuple[int, int], ActorSpan],
    right: tuple[tuple[int, int], ActorSpan],
    verbs: frozenset[str],
) -> bool:
    """Whether the right one is the subject of the next clause: "threatened Iran, and Iran accused Washington"."""
    if {a.code for a in left[1].actors} == {a.code for a in right[1].actors}:
        return True
    following = tokens[right[0][1] + 1].lower if right[0][1] + 1 < len(tokens) else ""
    before = tokens[left[0][0] - 1].lower if left[0][0] else ""
    verb = following in past_forms() or (following in verbs and following.endswith("ed"))
    return verb and (before in _OBJECT_PREPOSITIONS or (before in verbs and before.endswith(("ed", "s"))))


def _possessive(tokens: tuple[Token, ...], last: int) -> bool:
    return _possessive_token(tokens, last) or _possessive_token(tokens, last + 1)


def _possessive_token(tokens: tuple[Token, ...], position: int) -> bool:
    return position < len(tokens) and tokens[position].lower in {"'s", "'"}


def _group(
    tokens: tuple[Token, ...],
    run: list[tuple[tuple[int, int], ActorSpan]],
    taken: frozenset[int],
    verbs: frozenset[str],
) -> Group:
    first, last = run[0][0][0], run[-1][0][1]
    named = [item for item in run if item[1].kind != "nominal"]
    if len(named) > 1:  # "the two countries, Kenya and Uganda": the names say who is meant
        run = named
    owner = _possessive(tokens, last) or _is_adjective(tokens, run[-1][1], last)
    preposition = _preposition(tokens, first, run[0][1].kind, taken, verbs)
    return Group(first, last, tuple(span for _, span in run), preposition, owner)


def _is_adjective(tokens: tuple[Token, ...], span: ActorSpan, last: int) -> bool:
    """A demonym, or a bare name used as one ("U.S. drone attack"), directly before another noun."""
    if last + 1 >= len(tokens) or not tokens[last + 1].text[0].isalpha():
        return False
    following = tokens[last + 1].lower
    if (
        following
        in PREPOSITIONS | AUXILIARIES | CONJUNCTIONS | BOUNDARIES | RELATIVES | ADVERBS | DETERMINERS | REPORTING
    ):
        return False
    return span.kind in _ADJECTIVE_KINDS


def _preposition(tokens: tuple[Token, ...], first: int, kind: str, taken: frozenset[int], verbs: frozenset[str]) -> str:
    """The preposition that governs the noun phrase starting near `first`, adjectives and determiners skipped.

    A name takes no determiner: "over the islands Wellington sided" leaves the name free.
    """
    named = kind in _NAME_KINDS
    for position in range(first - 1, max(-1, first - 1 - _REACH), -1):
        word = tokens[position].lower
        if word in CLAUSE_OPENERS or word in TIME_NAMES:
            return ""
        if word in PREPOSITIONS:
            return "" if word == "to" and position + 1 < first and tokens[position + 1].lower in verbs else word
        if position in taken or not word.isalpha() or word in _NO_MODIFIER or word in verbs:
            return ""
        if named and (word.endswith("s") and word not in DETERMINERS):
            return ""
        if word in DETERMINERS:
            before = tokens[position - 1].lower if position else ""
            return before if before in PREPOSITIONS and (not named or position == first - 1) else ""
    return ""
