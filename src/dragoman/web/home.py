"""The first page: what the ledger holds, between whom most happens, what changed, how far to trust it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.errors import FilterError
from dragoman.exchange.measured import FIGURES, measured
from dragoman.ledger import Change, Ledger, Shown
from dragoman.records import Event
from dragoman.web.address import Asked
from dragoman.web.lines import and_, event_lines

__all__ = ["Home", "home"]

_RECENT, _PAIRS = 10, 24


@dataclass(frozen=True, slots=True)
class Pair:
    """Two states and in how many events both take part."""

    one: str
    other: str
    names: str
    events: int
    href: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of an event or undertaking, in its words, and where it is; None where it is no more."""

    words: str
    what: str
    at: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured share (0..1) and what it is of."""

    share: float
    means: str


@dataclass(frozen=True, slots=True)
class Home:
    """What the ledger holds, between whom most happens, what changed since the last reading, how accurate rows are."""

    totals: dict[str, int]
    pairs: tuple[Pair, ...]
    changed: tuple[tuple[str, str, int], ...]
    changes: tuple[Changed, ...]
    accuracy: tuple[Figure, ...]


def home(ledger: Ledger, asked: Asked) -> Home:
    """The first page."""
    pairs = tuple(
        Pair(one, other, and_((one, other)), events, f"/dossiers/{one}/{other}")
        for one, other, events in ledger.pairs(_PAIRS)
    )
    last = ledger.last_changes(_RECENT)
    figures = tuple(Figure(measured().figures[name], means) for name, means in FIGURES.items())
    return Home(ledger.totals() | ledger.happened(), pairs, last.counts, _told(ledger, last.latest), figures)


def _told(ledger: Ledger, changes: Iterable[Change]) -> tuple[Changed, ...]:
    """Changes in the words of what they are about, where it is still there under its id."""
    found = []
    for change in changes:
        words, href = f"{change.sort} {change.id}", None
        try:
            shown = ledger.show(change.id)
        except FilterError:  # gone, or split into several
            shown = None
        if isinstance(shown, Shown):
            shown = shown.event
        if shown is not None and change.what != "withdrawn":
            one = shown.happening
            words = event_lines(ledger, [one])[0].words if isinstance(one, Event) else one.name
            href = f"/{change.sort}s/{change.id}"
        found.append(Changed(words, change.what, change.at, href))
    return tuple(found)
