"""The whole walk of one datum: a source or a text in, a document with its sentences, spans, dates and mentions out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from dragoman.actors import find_spans
from dragoman.dates import find_dates
from dragoman.documents import Source, read_document
from dragoman.documents.decode import clean
from dragoman.events import EventCoder
from dragoman.language import split_passages
from dragoman.records import ActorSpan, Document, Mention, Reading, Sentence, Step, TimeExpression

__all__ = ["Coder", "SentenceCoder", "code_document", "read_source", "read_text"]


_MARK = "\ufeff"


class SentenceCoder(Protocol):
    """What the pipeline asks of a coder."""

    version: str

    def code_sentences(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        spans: Sequence[tuple[ActorSpan, ...]],
        times: Sequence[tuple[TimeExpression, ...]],
    ) -> list[Mention]:
        """The mentions of one document."""
        ...

    def find_steps(self, reading: Reading) -> list[Step]:
        """The steps of undertakings in one document, its mentions known."""
        ...


def code_document(document: Document, coder: SentenceCoder) -> Reading:
    """Walk a document from its passages to its mentions."""
    published = document.published.value if document.published else None
    sentences = split_passages(document.text, document.passages)
    spans = find_spans(sentences, published)
    dates = find_dates(document.text, published)
    times = [tuple(t for t in dates if s.start <= t.start and t.end <= s.end) for s in sentences]
    mentions = coder.code_sentences(document, sentences, spans, times)
    reading = Reading(
        document,
        sentences,
        tuple(span for here in spans for span in here),
        tuple(time for here in times for time in here),
        tuple(mentions),
    )
    return replace(reading, steps=tuple(coder.find_steps(reading)))


def read_source(source: Source, coder: SentenceCoder, published: str | None = None) -> Reading:
    """Read one source as a document and code it; raises DocumentError where it cannot be read."""
    return code_document(read_document(source, published), coder)


def read_text(text: str, coder: SentenceCoder, published: str | None = None) -> Reading:
    """Read a text given by a Python user."""
    plain, _ = clean(text)
    if plain.startswith(_MARK):  # a byte order mark would be taken off, and every offset would shift
        plain = "\ufffd" + plain[1:]
    source = Source(name="text", path=None, data=plain.encode(), format="text")
    return read_source(source, coder, published)


class Coder(EventCoder):
    """The coder with its way of reading: whole texts and marked pairs."""

    def code(self, text: str, published: str | None = None) -> list[Mention]:
        """Code a text or a page dump; `published` (ISO day, month or year) anchors its relative dates."""
        return list(read_text(text, self, published).mentions) if text.strip() else []
