"""The table of charts: a name, a ledger and a question in, a Vega-Lite specification with its data out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files

import msgspec

from dragoman.charts.board import board
from dragoman.charts.chronology import chronology
from dragoman.charts.months import months
from dragoman.charts.network import network
from dragoman.charts.points import Data, Seen, Titled, plain_title
from dragoman.errors import FilterError
from dragoman.ledger import Filter, Ledger
from dragoman.ledger.filters import check_word

__all__ = ["CHARTS", "Chart", "chart", "specified"]


_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: how its data are made, and what it shows; its specification has its name."""

    data: Callable[[Seen], Data]
    shows: str


CHARTS = {
    "chronology": Chart(chronology, "when acts took place and when they were first reported, by what became of them"),
    "months": Chart(months, "events a month, cooperation above the line and conflict below"),
    "board": Chart(board, "undertakings by what became of them"),
    "network": Chart(network, "who acts with whom, and in what tone"),
}


def chart(name: str, ledger: Ledger, asked: Filter, title: Titled = plain_title) -> dict[str, object]:
    """The specification of a chart of what a filter asks for, its data in it.

    `title` gives the words for an event that a reader sees at its point. Raises FilterError for a name that is none,
    and where there is nothing to draw.
    """
    check_word("chart", name, CHARTS)
    rows = Filter(pair=asked.pair, party=asked.party, strict_polity=asked.strict_polity)
    seen = Seen(
        tuple(ledger.events(asked)),
        {m.id: m for m in ledger.mentions(rows)},
        tuple(ledger.undertakings(replace(asked, types=(), statuses=(), min_confidence=0.0))),
        title,
    )
    return specified(name, seen, asked.pair)[0]


def specified(
    name: str, seen: Seen, pair: tuple[str, str] | None = None, left_out: str = "", bare: bool = False
) -> tuple[dict[str, object], str]:
    """The specification of a chart of these events and undertakings, and in words what it leaves out.

    `left_out` says what they lack of the question.

    A `bare` chart, for pages that tell both in words, has neither titles nor legend: it is drawn in half the time.
    """
    made = CHARTS[name].data(seen)
    if not made.rows:
        raise FilterError(f"nothing to draw: {made.left_out or 'nothing answers this'}")
    spec = msgspec.json.decode((files("dragoman.charts") / f"{name}.vl.json").read_bytes(), type=dict[str, object])
    between = f": {pair[0]} and {pair[1]}" if pair else ""
    left = [made.left_out, f"left out: {left_out}" if left_out else ""]
    subtitle = "; ".join(filter(None, left))
    heading = {"text": f"{spec.pop('heading')}{between}", "subtitle": subtitle, "anchor": "start"}
    told: dict[str, object] = {"title": heading}
    if bare:
        told, spec["config"] = {}, {**_mapping(spec.get("config")), "legend": {"disable": True}}
        spec = _untitled(spec)
    return {"$schema": _SCHEMA, **told, "datasets": {"rows": made.rows, **made.more}, **spec}, subtitle


def _untitled(spec: Mapping[str, object]) -> dict[str, object]:
    """A specification without the titles of its axes, at whatever depth."""

    def bare(value: object, under: str = "") -> object:
        if isinstance(value, Mapping):
            drop = {"title": None} if under in {"x", "y"} and "title" in value else {}
            return {name: bare(inner, name) for name, inner in value.items()} | drop
        return [bare(one) for one in value] if isinstance(value, list) else value

    return {name: bare(value, name) for name, value in spec.items()}


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
