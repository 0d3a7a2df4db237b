"""Actor spans of a document: its sentences in order in, one tuple of spans for each sentence out."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.apposition import appositions
from dragoman.actors.gazetteer import gazetteer
from dragoman.actors.grow import Grower
from dragoman.actors.line import Line
from dragoman.actors.memory import Found, Memory, pairs
from dragoman.actors.nominals import find_epithets
from dragoman.actors.offices import state_codes
from dragoman.actors.screen import is_title_case, screen
from dragoman.actors.words import Words, read_words
from dragoman.records import ActorSpan, PassageKind, Sentence

__all__ = ["find_spans"]


def find_spans(sentences: Sequence[Sentence], published: str | None = None) -> list[tuple[ActorSpan, ...]]:
    """The actor spans of each sentence of one document, in order and without overlap.

    `published` (ISO 8601, any precision) decides who holds which office. Surnames, titles and `the two
    countries` are read from the sentences before, so the sentences of a document belong into one call.
    """
    memory = Memory()
    return [_sentence(number, sentence, published, memory) for number, sentence in enumerate(sentences)]


def _sentence(number: int, sentence: Sentence, on: str | None, memory: Memory) -> tuple[ActorSpan, ...]:
    words = read_words(sentence.text)
    memory.begin(number)
    read = gazetteer().find(words, sentence.kind)
    title_case = is_title_case(words, read, sentence.kind)
    atoms = screen(words, read, title_case=title_case)
    taken = frozenset(t for atom in atoms for t in range(atom.first, atom.last + 1))
    line = Line(words, {atom.first: atom for atom in atoms}, taken, title_case, on, memory)
    found = appositions(Grower(line).spans(), line)
    covered = frozenset(t for span in found for t in range(span.first, span.last + 1))
    found = sorted([*found, *find_epithets(words, covered)], key=lambda span: span.first)
    return tuple(
        ActorSpan(
            sentence.start + words.starts[span.first],
            sentence.start + words.ends[span.last],
            words.raw(span.first, span.last),
            span.actors,
            span.kind,
        )
        for span in _with_nominals(found, number, sentence.kind is PassageKind.HEADLINE, words, memory)
    )


def _with_nominals(found: Sequence[Found], number: int, headline: bool, words: Words, memory: Memory) -> list[Found]:
    """Note the states named, and give nominal spans their two; later words help where none precede."""
    states = state_codes()
    joined = {id(left): right for left, right in pairs(found, words.tokens)}
    result: list[Found | None] = []
    for span in found:
        if span.kind == "nominal" and not span.actors:
            result.append(memory.nominal(span, number, words.raw(span.first, span.last)))
            continue
        codes = [actor.code for actor in span.actors if actor.code in states]
        right = joined.get(id(span))
        if right is not None and len(codes) == 1 and len(right.actors) == 1 and right.actors[0].code in states:
            memory.note(number, headline, [*codes, right.actors[0].code], True)
        elif codes:
            memory.note(number, headline, codes, len(codes) > 1)
        result.append(span)
    late = [
        memory.nominal(span, number, words.raw(span.first, span.last)) if done is None else done
        for span, done in zip(found, result, strict=True)
    ]
    return [span for span in late if span is not None]
