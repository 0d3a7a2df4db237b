"""The document reader: an id in, passages with marked names, rows in the margin and threaded comments out."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.exchange.cite import Citation
from dragoman.exchange.measured import Trust
from dragoman.ledger import Filter, Ledger
from dragoman.records import ActorSpan, PassageKind, Reading, Sentence
from dragoman.web.address import Asked
from dragoman.web.dossier import cite_of
from dragoman.web.lines import RowLine, row_lines, trust_of

__all__ = ["DocumentPage", "document"]

_SENTENCES = 200  # on a page


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a sentence; `codes` and `why` where they name an actor."""

    text: str
    codes: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence in pieces, with its rows in the margin."""

    start: int
    pieces: tuple[Piece, ...]
    rows: tuple[RowLine, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A passage of a document; `depth` is how many comments it answers, one under the other."""

    kind: str
    author: str | None
    time: str | None
    depth: int
    sentences: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document as it was read, passage by passage; a long one some 200 sentences at a time.

    `earlier` and `later` are the addresses of what stands before and after, None at the ends.
    """

    id: str
    name: str
    title: str | None
    outlet: str | None
    author: str | None
    published: str | None
    evidence: str | None
    sentences: int
    parts: tuple[Part, ...]
    earlier: str | None
    later: str | None
    source: Citation
    trust: tuple[Trust, ...]


def document(ledger: Ledger, asked: Asked, id: str) -> DocumentPage:
    """A document by its id or name, from the page on that holds the character `asked.at`."""
    reading = ledger.reading(id)
    one = reading.document
    sentences = sorted(reading.sentences, key=lambda s: s.start)
    here = max(0, bisect_right([s.start for s in sentences], asked.at) - 1) // _SENTENCES * _SENTENCES
    shown = sentences[here : here + _SENTENCES]
    every = Filter(document=one.id, passages=("all",))
    seen = {s.start for s in shown}
    lines = row_lines(ledger, [row for row in ledger.mentions(every) if row.start in seen])
    rows: dict[int, list[RowLine]] = defaultdict(list)
    for line in lines:
        rows[line.row.start].append(line)
    after = sentences[here + _SENTENCES].start if here + _SENTENCES < len(sentences) else None
    published = one.published
    return DocumentPage(
        one.id,
        one.name,
        one.title,
        one.outlet,
        one.author,
        published.value if published else None,
        published.evidence if published else None,
        len(sentences),
        tuple(_parts(reading, shown, rows)),
        asked.query(at=sentences[here - _SENTENCES].start) if here else None,
        asked.query(at=after) if after is not None else None,
        cite_of(ledger.titled([one.id])[one.id]),
        trust_of(line.row for line in lines),
    )


def _parts(reading: Reading, shown: Sequence[Sentence], rows: Mapping[int, Sequence[RowLine]]) -> Iterator[Part]:
    depths = _depths(reading)
    spans = sorted(reading.spans, key=lambda span: span.start)
    starts = [span.start for span in spans]
    by_passage: dict[int, list[Told]] = defaultdict(list)
    for s in shown:
        here = spans[bisect_right(starts, s.start - 1) : bisect_right(starts, s.end)]
        by_passage[s.passage].append(Told(s.start, _pieces(s, here), tuple(rows.get(s.start, ()))))
    for number, told in by_passage.items():
        passage = reading.document.passages[number]
        yield Part(str(passage.kind), passage.author, passage.time, depths[number], tuple(told))


def _depths(reading: Reading) -> list[int]:
    """How deep each passage stands in a thread: a comment below the last one of the author whom it answers."""
    depths: list[int] = []
    last: dict[str, int] = {}
    for passage in reading.document.passages:
        depth = 0
        if passage.kind is PassageKind.COMMENT:
            depth = last[passage.reply_to] + 1 if passage.reply_to in last else 0
            last[passage.author or ""] = depth
        depths.append(depth)
    return depths


def _pieces(sentence: Sentence, spans: Iterable[ActorSpan]) -> tuple[Piece, ...]:
    """A sentence cut at its actor spans."""
    found: list[Piece] = []
    at = sentence.start
    for span in spans:
        if at <= span.start and span.end <= sentence.end:
            found.append(Piece(sentence.text[at - sentence.start : span.start - sentence.start]))
            why = "; ".join(actor.reason for actor in span.actors)
            found.append(Piece(span.text, tuple(actor.code for actor in span.actors), why))
            at = span.end
    found.append(Piece(sentence.text[at - sentence.start :]))
    return tuple(piece for piece in found if piece.text)
