"""The pages: a ledger and an address in, one context record a page out; the same record is the page's JSON."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.charts import chart, svg
from dragoman.charts.points import FATES, quad_of
from dragoman.codebook.lineage import lineage
from dragoman.errors import FilterError
from dragoman.exchange.overview import pair_counts
from dragoman.exchange.phrases import party_name, told_event
from dragoman.exchange.when import long_date
from dragoman.ledger import Change, Filter, Ledger, ShownHappening
from dragoman.ledger.codes import check_code
from dragoman.records import (
    UNDERTAKING_STATES,
    ActorSpan,
    Disagreement,
    Event,
    Mention,
    PassageKind,
    Reading,
    Sentence,
    Undertaking,
)

__all__ = [
    "DocumentPage", "Dossier", "EventPage", "Home", "UndertakingPage", "document", "dossier", "event", "home",
    "undertaking",
]  # fmt: skip

_RECENT, _PAIRS = 12, 24


@dataclass(frozen=True, slots=True)
class Line:
    """An event on a page: its words, its day as told, and where it leads."""

    id: str
    day: str
    words: str
    status: str
    fate: str
    quad: str
    sources: int
    historical: bool
    href: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two states and how many rows are between them."""

    one: str
    other: str
    names: str
    rows: int
    href: str


@dataclass(frozen=True, slots=True)
class Home:
    """What the ledger holds, between whom most happens, and what changed last."""

    totals: dict[str, int]
    pairs: tuple[Pair, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Two states: counts in words, the chart, what happened, undertakings by state, disagreements, third states."""

    one: str
    other: str
    names: str
    counts: dict[str, int]
    chart: str | None
    events: tuple[Line, ...]
    undertakings: dict[str, tuple[Undertaking, ...]]
    disagreements: tuple[Disagreement, ...]
    third: tuple[tuple[str, str, int], ...]
    documents: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class EventPage:
    """An event with its rows and where their accounts differ."""

    event: Event
    words: str
    day: str
    rows: tuple[Mention, ...]
    places: dict[str, str]
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class UndertakingPage:
    """An undertaking with its steps, what is named with it, and where accounts differ."""

    undertaking: Undertaking
    names: str
    related: tuple[Undertaking, ...]
    places: dict[str, str]
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a sentence; `codes` and `why` where they name an actor."""

    text: str
    codes: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence in pieces, with its rows in the margin."""

    start: int
    pieces: tuple[Piece, ...]
    rows: tuple[Mention, ...]


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
    """A document as it was read, passage by passage."""

    id: str
    name: str
    title: str | None
    outlet: str | None
    author: str | None
    published: str | None
    evidence: str | None
    parts: tuple[Part, ...]


def home(ledger: Ledger) -> Home:
    """The first page."""
    pairs = tuple(
        Pair(one, other, _and((one, other)), rows, f"dossiers/{one}/{other}")
        for (one, other), rows in pair_counts(ledger.mentions())[:_PAIRS]
    )
    changes = tuple(ledger.changes())[-_RECENT:][::-1]
    return Home(ledger.totals() | {"events": sum(1 for _ in ledger.events())}, pairs, changes)


def dossier(ledger: Ledger, one: str, other: str) -> Dossier:
    """What is between two states; raises FilterError for a code that is none."""
    for code in (one, other):
        check_code(code)
    asked = Filter(pair=(one, other))
    rows = {m.id: m for m in ledger.mentions(asked)}
    events = list(ledger.events(asked))
    lines = tuple(_line(found, rows) for found in events)
    undertaken = tuple(ledger.undertakings(asked))
    boards = {state: tuple(one for one in undertaken if one.state == state) for state in UNDERTAKING_STATES}
    return Dossier(
        one,
        other,
        _and((one, other)),
        dict(Counter(line.fate for line in lines)),
        _drawn(ledger, asked, {line.id: line for line in lines}),
        lines,
        {state: found for state, found in boards.items() if found},
        tuple(ledger.disagreements(asked)),
        _third(events, (one, other)),
        tuple(sorted(Counter(name for found in events for name in found.documents).items())),
    )


def _drawn(ledger: Ledger, asked: Filter, lines: Mapping[str, Line]) -> str | None:
    """The chronology as SVG, its points leading to their pages; None where there is nothing to draw."""

    def title(found: Event) -> str:
        line = lines[found.id]
        return f"{line.day}: {line.words} ({line.status})"

    try:
        return svg(chart("chronology", ledger, asked, title), "/")
    except FilterError:
        return None


def _third(events: Iterable[Event], pair: Sequence[str]) -> tuple[tuple[str, str, int], ...]:
    """States and bodies that take part in the events of a pair: code, name, number of events."""
    own = {lineage(code) for code in pair}
    found = Counter(
        code for one in events for code in {lineage(code) for code in (*one.actors, *one.recipients)} if code not in own
    )
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple((code, party_name(code), count) for code, count in ranked)


def event(ledger: Ledger, id: str) -> EventPage:
    """An event by its id, or by one that it had."""
    shown = _shown(ledger, id)
    found = shown.happening
    if not isinstance(found, Event):
        raise FilterError(f"{id} is no event")
    rows = {m.id: m for m in shown.mentions}
    line = _line(found, rows)
    names = (*(m.document for m in shown.mentions), *_told_in(shown.disagreements))
    return EventPage(found, line.words, line.day, shown.mentions, _places(ledger, names), shown.disagreements)


def undertaking(ledger: Ledger, id: str) -> UndertakingPage:
    """An undertaking by its id, or by one that it had."""
    shown = _shown(ledger, id)
    found = shown.happening
    if not isinstance(found, Undertaking):
        raise FilterError(f"{id} is no undertaking")
    beside = (ledger.show(name) for name in found.related)
    happenings = (one.happening for one in beside if isinstance(one, ShownHappening))
    related = tuple(one for one in happenings if isinstance(one, Undertaking))
    names = (*(step.document for step in found.steps), *_told_in(shown.disagreements))
    return UndertakingPage(found, _and(found.parties), related, _places(ledger, names), shown.disagreements)


def _told_in(found: Iterable[Disagreement]) -> tuple[str, ...]:
    return tuple(account.document for one in found for account in one.accounts)


def _shown(ledger: Ledger, id: str) -> ShownHappening:
    shown = ledger.show(id)
    if isinstance(shown, ShownHappening):
        return shown
    if shown.event is None:
        raise FilterError(f"{id} is part of no event")
    return shown.event


def _line(found: Event, rows: Mapping[str, Mention]) -> Line:
    row = rows.get(found.basis["type"]) or next((rows[m] for m in found.mentions if m in rows), None)
    words = told_event(found, row) if row else found.type
    return Line(
        found.id, long_date(found), words, str(found.status), FATES[found.status], quad_of(found), found.sources,
        found.historical, f"events/{found.id}",
    )  # fmt: skip


def _places(ledger: Ledger, names: Iterable[str]) -> dict[str, str]:
    """Ids of documents by their names; a name that several have leads nowhere rather than to another's words."""
    wanted = set(names)
    found: dict[str, list[str]] = defaultdict(list)
    for row in ledger.documents():
        if row.name in wanted:
            found[row.name].append(row.id)
    return {name: ids[0] for name, ids in found.items() if len(ids) == 1}


def _and(codes: Sequence[str]) -> str:
    names = [party_name(code) for code in codes]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def document(ledger: Ledger, id: str) -> DocumentPage:
    """A document by its id or name."""
    reading = ledger.reading(id)
    one = reading.document
    rows: dict[int, list[Mention]] = defaultdict(list)
    for mention in ledger.mentions(Filter(document=one.id, passages=("all",))):
        rows[mention.start].append(mention)
    published = one.published
    return DocumentPage(
        one.id,
        one.name,
        one.title,
        one.outlet,
        one.author,
        published.value if published else None,
        published.evidence if published else None,
        tuple(_parts(reading, rows)),
    )


def _parts(reading: Reading, rows: Mapping[int, Sequence[Mention]]) -> Iterable[Part]:
    depths: dict[str, int] = {}
    for number, passage in enumerate(reading.document.passages):
        depth = 0
        if passage.kind is PassageKind.COMMENT:
            depth = depths[passage.reply_to] + 1 if passage.reply_to in depths else 0
            depths[passage.author or ""] = depth
        sentences = tuple(
            Told(s.start, _pieces(s, reading.spans), tuple(rows.get(s.start, ())))
            for s in reading.sentences
            if s.passage == number
        )
        if sentences:
            yield Part(str(passage.kind), passage.author, passage.time, depth, sentences)


def _pieces(sentence: Sentence, spans: Sequence[ActorSpan]) -> tuple[Piece, ...]:
    """A sentence cut at its actor spans."""
    found: list[Piece] = []
    at = sentence.start
    for span in spans:
        if at <= span.start and span.end <= sentence.end:
            found.append(Piece(sentence.text[at - sentence.start : span.start - sentence.start]))
            why = "; ".join(actor.reason for actor in span.actors)
            found.append(Piece(span.text, ", ".join(actor.code for actor in span.actors), why))
            at = span.end
    found.append(Piece(sentence.text[at - sentence.start :]))
    return tuple(piece for piece in found if piece.text)
