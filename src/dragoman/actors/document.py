"""Actor spans of a document: its sentences in order in, one tuple of spans for each sentence out."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.apposition import appositions
from dragoman.actors.discourse import Discourse
from dragoman.actors.gazetteer import gazetteer
from dragoman.actors.grow import Grower
from dragoman.actors.line import Line
from dragoman.actors.memory import Memory
from dragoman.actors.nominals import find_epithets
from dragoman.actors.screen import is_title_case, screen
from dragoman.actors.victims import find_victims
from dragoman.actors.words import read_words
from dragoman.records import ActorSpan, PassageKind, Sentence

__all__ = ["find_spans"]


def find_spans(sentences: Sequence[Sentence], published: str | None = None) -> list[tuple[ActorSpan, ...]]:
    """The actor spans of each sentence of one document, in order and without overlap.

    `published` (ISO 8601, any precision) decides who holds which office. Surnames, titles and `the two
    countries` are read from the sentences before, so the sentences of a document belong into one call.
    """
    discourse = Discourse(Memory(published), [])
    return [_sentence(number, sentence, published, discourse) for number, sentence in enumerate(sentences)]


def _sentence(number: int, sentence: Sentence, on: str | None, discourse: Discourse) -> tuple[ActorSpan, ...]:
    words = read_words(sentence.text)
    memory = discourse.memory
    memory.begin(number)
    read = gazetteer().find(words, sentence.kind)
    title_case = is_title_case(words, read, sentence.kind)
    atoms = screen(words, read, title_case=title_case)
    taken = frozenset(t for atom in atoms for t in range(atom.first, atom.last + 1))
    line = Line(words, {atom.first: atom for atom in atoms}, taken, title_case, on, memory)
    found = appositions(Grower(line).spans(), line)
    covered = frozenset(t for span in found for t in range(span.first, span.last + 1))
    found = [*found, *find_epithets(words, covered)]
    found = sorted([*found, *find_victims(words, found)], key=lambda span: span.first)
    return tuple(
        ActorSpan(
            sentence.start + words.starts[span.first],
            sentence.start + words.ends[span.last],
            words.raw(span.first, span.last),
            span.actors,
            span.kind,
        )
        for span in discourse.resolved(found, words, sentence.kind is PassageKind.HEADLINE)
    )
