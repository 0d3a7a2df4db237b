"""A chart on a page of its own: its name and a question in, the drawing out."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.charts import CHARTS
from dragoman.ledger import Ledger
from dragoman.ledger.filters import check_word
from dragoman.web.address import Asked
from dragoman.web.drawing import Drawing, draw, specify
from dragoman.web.listing import state_of

__all__ = ["ChartPage", "chart", "drawing"]

_MOST = 500


@dataclass(frozen=True, slots=True)
class ChartPage:
    """A chart of what a question finds; `others` are the addresses of the other charts of it, `search` of its list.

    `spec` is its specification in Vega-Lite with the data in it, None where there is nothing to draw."""

    name: str
    shows: str
    state: dict[str, list[str]]
    others: dict[str, str]
    search: str
    spec: dict[str, object] | None
    left_out: str


def chart(ledger: Ledger, asked: Asked, name: str) -> ChartPage:
    """A chart of the last events, or of the undertakings, that a question finds."""
    check_word("chart", name, CHARTS)
    others = {one: Asked(f"/charts/{one}", asked.filter).query() for one in CHARTS}
    search = Asked("/search", asked.filter).query(show="undertakings" if name == "board" else "events")
    events = ledger.events_page(asked.filter, "latest", limit=_MOST)
    undertakings = ledger.undertakings_page(asked.filter, limit=_MOST)
    more = undertakings.after if name == "board" else events.after
    left_out = f"all but the {'first' if name == 'board' else 'last'} {_MOST}; ask for less" if more else ""
    pair = asked.filter.pair
    spec, missing = specify(ledger, name, events.items, undertakings.items, pair=pair, left_out=left_out)
    return ChartPage(name, CHARTS[name].shows, state_of(asked.filter), others, search, spec, missing)


def drawing(ledger: Ledger, asked: Asked, found: ChartPage) -> Drawing:
    """The chart itself, with its legend."""
    return Drawing(draw(found.spec, "/") if found.spec else None, found.left_out)
