"""The table of charts: a name, a ledger and a question in, a Vega-Lite specification with its data out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files

import msgspec

from dragoman.charts.chronology import chronology
from dragoman.charts.months import months
from dragoman.charts.points import Data, Titled, plain_title
from dragoman.errors import FilterError
from dragoman.ledger import Filter, Ledger
from dragoman.ledger.filters import check_word
from dragoman.records import Event, Mention

__all__ = ["CHARTS", "Chart", "chart"]


_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: how its data are made of events and their rows, and what it shows; its specification has its name."""

    data: Callable[[list[Event], Mapping[str, Mention], Titled], Data]
    shows: str


CHARTS = {
    "chronology": Chart(chronology, "when acts took place and when they were first reported, by what became of them"),
    "months": Chart(months, "events a month, cooperation above the line and conflict below"),
}


def chart(name: str, ledger: Ledger, asked: Filter, title: Titled = plain_title) -> dict[str, object]:
    """The specification of a chart of the events that a filter asks for, its data in it.

    `title` gives the words for an event that a reader sees at its point. Raises FilterError for a name that is none,
    and where there is nothing to draw.
    """
    check_word("chart", name, CHARTS)
    events = list(ledger.events(asked))
    rows = Filter(pair=asked.pair, party=asked.party, strict_polity=asked.strict_polity)
    made = CHARTS[name].data(events, {m.id: m for m in ledger.mentions(rows)}, title)
    if not made.rows:
        raise FilterError(f"nothing to draw: {made.left_out or 'no event answers this'}")
    spec = msgspec.json.decode((files("dragoman.charts") / f"{name}.vl.json").read_bytes(), type=dict[str, object])
    between = f": {asked.pair[0]} and {asked.pair[1]}" if asked.pair else ""
    heading = {"text": f"{spec.pop('heading')}{between}", "subtitle": made.left_out, "anchor": "start"}
    return {"$schema": _SCHEMA, "title": heading, "datasets": {"rows": made.rows, **made.more}, **spec}
