"""A chart on a page of its own: its name and a question in, the drawing out."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.charts import CHARTS
from dragoman.ledger import Ledger
from dragoman.ledger.filters import check_word
from dragoman.web.address import Asked
from dragoman.web.drawing import Drawing, drawn
from dragoman.web.listing import state_of

__all__ = ["ChartPage", "chart", "drawing"]

_MOST = 500


@dataclass(frozen=True, slots=True)
class ChartPage:
    """A chart of what a question finds; `others` are the addresses of the other charts of it, `search` of its list."""

    name: str
    shows: str
    state: dict[str, list[str]]
    others: dict[str, str]
    search: str


def chart(ledger: Ledger, asked: Asked, name: str) -> ChartPage:
    """What there is beside a chart of the last events, or of the undertakings, that a question finds."""
    check_word("chart", name, CHARTS)
    others = {one: Asked(f"/charts/{one}", asked.filter).query() for one in CHARTS}
    search = Asked("/search", asked.filter).query(show="undertakings" if name == "board" else "events")
    return ChartPage(name, CHARTS[name].shows, state_of(asked.filter), others, search)


def drawing(ledger: Ledger, asked: Asked, found: ChartPage) -> Drawing:
    """The chart itself, with its legend."""
    name = found.name
    events = ledger.events_page(asked.filter, "latest", limit=_MOST)
    undertakings = ledger.undertakings_page(asked.filter, limit=_MOST)
    more = undertakings.after if name == "board" else events.after
    left_out = f"all but the {'first' if name == 'board' else 'last'} {_MOST}; ask for less" if more else ""
    pair = asked.filter.pair
    return drawn(ledger, name, events.items, undertakings.items, pair=pair, left_out=left_out, bare=False)
