"""Events, undertakings and single rows: an id in, what is told of it, where, why and how to cite it out."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.errors import FilterError
from dragoman.exchange.cite import Citation
from dragoman.exchange.measured import Trust
from dragoman.exchange.phrases import told
from dragoman.exchange.when import long_date
from dragoman.ledger import Ledger, Ruling, Shown, ShownHappening
from dragoman.records import Disagreement, Event, Sentence, Undertaking
from dragoman.web.address import Asked
from dragoman.web.dossier import cite_of
from dragoman.web.lines import RowLine, and_, event_lines, places, row_lines, sentence_at, told_in, trust_of

__all__ = ["EventPage", "RowPage", "UndertakingPage", "event", "row", "undertaking"]


@dataclass(frozen=True, slots=True)
class EventPage:
    """An event with its rows and where their accounts differ; `dossiers` are the addresses of its pairs, by name."""

    event: Event
    words: str
    day: str
    names: str
    rows: tuple[RowLine, ...]
    places: dict[str, str]
    disagreements: tuple[Disagreement, ...]
    trust: tuple[Trust, ...]


@dataclass(frozen=True, slots=True)
class UndertakingPage:
    """An undertaking with its steps, what is named with it, where accounts differ, and the rulings on its steps."""

    undertaking: Undertaking
    names: str
    homes: dict[str, str]
    related: tuple[Undertaking, ...]
    places: dict[str, str]
    disagreements: tuple[Disagreement, ...]
    ruled: dict[str, Ruling]


@dataclass(frozen=True, slots=True)
class RowPage:
    """A row in its sentence, between the sentences around it; `source` is how to cite the sentence."""

    line: RowLine
    title: str
    before: tuple[Sentence, ...]
    after: tuple[Sentence, ...]
    event: str | None
    source: Citation
    trust: tuple[Trust, ...]


def event(ledger: Ledger, asked: Asked, id: str) -> EventPage:
    """An event by its id, or by one that it had."""
    shown = _shown(ledger, id)
    found = shown.happening
    if not isinstance(found, Event):
        raise FilterError(f"{id} is no event")
    (line,) = event_lines(ledger, [found])
    return EventPage(
        found, line.words, line.day, and_((*found.actors, *found.recipients)), row_lines(ledger, shown.mentions),
        places(ledger, told_in(shown.disagreements)), shown.disagreements, trust_of([found]),
    )  # fmt: skip


def undertaking(ledger: Ledger, asked: Asked, id: str) -> UndertakingPage:
    """An undertaking by its id, or by one that it had."""
    shown = _shown(ledger, id)
    found = shown.happening
    if not isinstance(found, Undertaking):
        raise FilterError(f"{id} is no undertaking")
    beside = (ledger.show(name) for name in found.related)
    happenings = (one.happening for one in beside if isinstance(one, ShownHappening))
    related = tuple(one for one in happenings if isinstance(one, Undertaking))
    homes = ledger.homes([step.id for step in found.steps])
    at = {step.id: sentence_at(homes[step.id], step.start) for step in found.steps if step.id in homes}
    ruled = {one.one: one for one in ledger.rulings(standing=True) if one.other is None and one.one in homes}
    accounts = told_in(shown.disagreements)
    return UndertakingPage(
        found, and_(found.parties), at, related, places(ledger, accounts), shown.disagreements, ruled
    )


def row(ledger: Ledger, asked: Asked, id: str) -> RowPage:
    """A row by its id, rejected or not."""
    shown = ledger.show(id)
    if not isinstance(shown, Shown) or shown.mention is None:
        raise FilterError(f"{id} is no row")
    found = shown.mention
    document = ledger.titled([shown.document.id])[shown.document.id]
    line = RowLine(told(found), long_date(found), found, sentence_at(shown.document.id, found.start))
    home = shown.event.happening.id if shown.event else None
    title = document.title or document.name
    return RowPage(line, title, shown.before, shown.after, home, cite_of(document), trust_of([found]))


def _shown(ledger: Ledger, id: str) -> ShownHappening:
    shown = ledger.show(id)
    if isinstance(shown, ShownHappening):
        return shown
    if shown.event is None:
        raise FilterError(f"{id} is part of no event; its row is /rows/{id}" if shown.mention else f"{id} is no event")
    return shown.event
