"""Events in plain words: a ledger and a question in, a function from an event to its title out."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.exchange.phrases import told_event
from dragoman.exchange.when import UNDATED, long_date
from dragoman.ledger import Filter, Ledger
from dragoman.records import Event

__all__ = ["titles"]


def titles(ledger: Ledger, asked: Filter) -> Callable[[Event], str]:
    """The words for the events that a filter asks for: `27 September 2012: Russia postponed a visit (2 sources)`."""
    rows = {m.id: m for m in ledger.mentions(Filter(pair=asked.pair, strict_polity=asked.strict_polity))}

    def title(event: Event) -> str:
        row = rows.get(event.basis["type"])
        if row is None:
            return f"{long_date(event) or UNDATED}: {event.type}, {event.status}"
        sources = "1 source" if event.sources == 1 else f"{event.sources} sources"
        return f"{long_date(event) or UNDATED}: {told_event(event, row)} ({event.status}, {sources})"

    return title
