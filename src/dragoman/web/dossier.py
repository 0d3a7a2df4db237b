"""The dossier of a pair: how two states stand, what happened, was undertaken, is disputed, who else and who says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.codebook.lineage import lineage
from dragoman.exchange.cite import Citation, cite_document
from dragoman.exchange.measured import Trust
from dragoman.exchange.phrases import party_name
from dragoman.exchange.relation import relation_words
from dragoman.ledger import DocumentRow, Filter, Ledger
from dragoman.ledger.codes import check_code
from dragoman.records import UNDERTAKING_STATES, Disagreement, Undertaking
from dragoman.web.address import Asked
from dragoman.web.drawing import Drawing, draw, specify
from dragoman.web.lines import Line, and_, event_lines, kinds_of, places, told_in, trust_of

__all__ = ["Dossier", "dossier", "drawing"]

_EVENTS, _POINTS, _UNDERTAKINGS, _DOCUMENTS = 100, 150, 200, 60


@dataclass(frozen=True, slots=True)
class Third:
    """Somebody who takes part in events of a pair, and in how many."""

    code: str
    name: str
    events: int
    href: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document that tells of a pair, and of how many of its events."""

    document: DocumentRow
    events: int
    cite: Citation
    href: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """Two states: counts in words, what happened, undertakings by state, disagreements, third states.

    `more` is the address of the events that follow, `undertaken` that of all undertakings, None where all are here;
    `rows` that of all rows.
    """

    one: str
    other: str
    names: str
    stands: tuple[str, ...]
    events: tuple[Line, ...]
    more: str | None
    rows: str
    undertakings: dict[str, tuple[Undertaking, ...]]
    undertaken: str | None
    disagreements: tuple[Disagreement, ...]
    places: dict[str, str]
    third: tuple[Third, ...]
    sources: tuple[Source, ...]
    unlisted: int
    trust: tuple[Trust, ...]


def dossier(ledger: Ledger, asked: Asked, one: str, other: str) -> Dossier:
    """What is between two states; raises FilterError for a code that is none."""
    for code in (one, other):
        check_code(code)
    between = Filter(pair=(one, other))
    page = ledger.events_page(between, limit=_EVENTS)
    lines = event_lines(ledger, page.items)
    tallies = ledger.tallies(between)
    undertaken = ledger.undertakings_page(between, limit=_UNDERTAKINGS)
    differing = tuple(ledger.disagreements(between))
    search = Asked("/search", between)
    sources = ledger.sources(between)
    return Dossier(
        one,
        other,
        and_((one, other)),
        tuple(relation_words(tallies, Counter(ledger.states(between)), len(differing))),
        lines,
        search.query(show="events", after=page.after, limit=_EVENTS) if page.after else None,
        search.query(),
        kinds_of(undertaken.items, UNDERTAKING_STATES),
        search.query(show="undertakings") if undertaken.after else None,
        differing,
        places(ledger, told_in(differing)),
        _third(ledger, between, (one, other)),
        _sources(ledger, sources[:_DOCUMENTS]),
        max(0, len(sources) - _DOCUMENTS),
        trust_of(lines),
    )


def _third(ledger: Ledger, between: Filter, pair: Sequence[str]) -> tuple[Third, ...]:
    own = {lineage(code) for code in pair}
    counts: Counter[str] = Counter()
    for code, events in ledger.company(between):
        if lineage(code) not in own:
            counts[lineage(code)] += events
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Third(code, party_name(code), events, Asked("/search", between).query(show="events", filter=Filter(
            pair=between.pair, party=code)))
        for code, events in ranked
    )  # fmt: skip


def _sources(ledger: Ledger, found: Sequence[tuple[str, int]]) -> tuple[Source, ...]:
    documents = ledger.titled([key for key, _ in found])
    return tuple(Source(documents[key], events, cite_of(documents[key]), f"/documents/{key}") for key, events in found)


def cite_of(document: DocumentRow) -> Citation:
    """How to cite a document of the ledger."""
    day = document.published.value if document.published else None
    return cite_document(document.name, document.title, document.author, document.outlet, day)


def drawing(ledger: Ledger, asked: Asked, found: Dossier) -> Drawing:
    """The chronology of the pair, its points leading to their pages."""
    if not found.more:
        events = ledger.events_of([line.id for line in found.events])
        spec, left_out = specify(ledger, "chronology", events, lines=found.events, bare=True)
        return Drawing(draw(spec, "/") if spec else None, left_out)
    page = ledger.events_page(Filter(pair=(found.one, found.other)), "latest", limit=_POINTS)
    left_out = f"all but the last {_POINTS} events" if page.after else ""
    spec, left_out = specify(ledger, "chronology", page.items, left_out=left_out, bare=True)
    return Drawing(draw(spec, "/") if spec else None, left_out)
