"""A chart on a page of its own: its name and a question in, the drawing out."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.charts import CHARTS
from dragoman.ledger import Ledger
from dragoman.ledger.filters import check_word
from dragoman.web.address import Asked
from dragoman.web.dossier import drawn
from dragoman.web.listing import state_of

__all__ = ["ChartPage", "chart"]

_MOST = 500


@dataclass(frozen=True, slots=True)
class ChartPage:
    """A chart of what a question finds; `others` are the addresses of the other charts of it.

    `chart` is SVG, None where there is nothing to draw.
    """

    name: str
    shows: str
    state: dict[str, list[str]]
    others: dict[str, str]
    search: str
    chart: str | None


def chart(ledger: Ledger, asked: Asked, name: str) -> ChartPage:
    """A chart of the last events, or of the undertakings, that a question finds."""
    check_word("chart", name, CHARTS)
    events = ledger.events_page(asked.filter, "latest", limit=_MOST)
    undertakings = ledger.undertakings_page(asked.filter, limit=_MOST)
    more = undertakings.after if name == "board" else events.after
    left_out = f"the last {_MOST} alone: ask for less to see the others" if more else ""
    drawing = drawn(ledger, name, events.items, undertakings.items, asked.filter.pair, left_out)
    others = {one: Asked(f"/charts/{one}", asked.filter).query() for one in CHARTS}
    search = Asked("/search", asked.filter).query(show="undertakings" if name == "board" else "events")
    return ChartPage(name, CHARTS[name].shows, state_of(asked.filter), others, search, drawing)
