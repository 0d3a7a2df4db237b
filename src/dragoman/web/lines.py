"""What several pages show: events, undertakings and rows in, their words, days and addresses out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.charts.points import FATES, quad_of
from dragoman.exchange.measured import Trust, trust_in
from dragoman.exchange.phrases import joined, party_name, told, told_event
from dragoman.exchange.when import long_date
from dragoman.ledger import Ledger
from dragoman.records import Account, Disagreement, Event, Mention, Undertaking, UndertakingStep

__all__ = [
    "Line",
    "RowLine",
    "and_",
    "event_lines",
    "kinds_of",
    "places",
    "row_lines",
    "sentence_at",
    "told_in",
    "trust_of",
]


@dataclass(frozen=True, slots=True)
class Line:
    """An event on a page: its words, its day as told, and where it leads."""

    id: str
    day: str
    words: str
    type: str
    status: str
    fate: str
    quad: str
    sources: int
    historical: bool
    href: str


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row on a page: its words and day, the row itself, and the address of its sentence in the document."""

    words: str
    day: str
    row: Mention
    href: str


def event_lines(ledger: Ledger, events: Sequence[Event]) -> tuple[Line, ...]:
    """The lines of events, each in the words of the row from which its type was taken."""
    rows = ledger.rows([event.basis["type"] for event in events if "type" in event.basis])
    return tuple(_line(event, rows.get(event.basis.get("type", ""))) for event in events)


def _line(event: Event, row: Mention | None) -> Line:
    words = told_event(event, row) if row else event.type
    return Line(
        event.id, long_date(event), words, event.type, str(event.status), FATES[event.status], quad_of(event),
        event.sources, event.historical, f"/events/{event.id}",
    )  # fmt: skip


def row_lines(ledger: Ledger, rows: Sequence[Mention]) -> tuple[RowLine, ...]:
    """The lines of rows, each with the address of its sentence."""
    homes = ledger.homes([row.id for row in rows])
    return tuple(RowLine(told(row), long_date(row), row, sentence_at(homes[row.id], row.start)) for row in rows)


def sentence_at(document: str, start: int) -> str:
    """The address of a sentence in its document."""
    return f"/documents/{document}?at={start}#s{start}"


def places(ledger: Ledger, found: Iterable[Account | UndertakingStep]) -> dict[str, str]:
    """Ids of documents by their names; a name that several have leads nowhere rather than to another's words."""
    named = ledger.named(sorted({one.document for one in found}))
    return {name: ids[0] for name, ids in named.items() if len(ids) == 1}


def told_in(found: Iterable[Disagreement]) -> list[Account]:
    """All accounts of these disagreements."""
    return [account for one in found for account in one.accounts]


def kinds_of(found: Iterable[Undertaking], states: Sequence[str]) -> dict[str, tuple[Undertaking, ...]]:
    """Undertakings by their state, in the order of the states."""
    every = tuple(found)
    boards = {state: tuple(one for one in every if one.state == state) for state in states}
    return {state: those for state, those in boards.items() if those}


def trust_of(rows: Iterable[Line | Mention | Event]) -> tuple[Trust, ...]:
    """How far the types and statuses of these rows are to be trusted, as measured."""
    every = list(rows)
    return trust_in({one.type for one in every}, {str(one.status) for one in every})


def and_(codes: Sequence[str]) -> str:
    """Parties by their names: `Pakistan and Russia`."""
    return joined([party_name(code) for code in codes])
