"""Charts on pages: events and undertakings in, SVG that is drawn once for what it shows out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from dragoman.charts import specified, svg
from dragoman.charts.points import Seen
from dragoman.errors import FilterError
from dragoman.ledger import Ledger
from dragoman.records import Event, Undertaking
from dragoman.web.lines import Line, event_lines

__all__ = ["Drawing", "draw", "specify", "warm"]

_SPEC = msgspec.json.Decoder(dict[str, object])


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as SVG, None where there is nothing to draw, and in words what it leaves out."""

    svg: str | None
    left_out: str = ""


def specify(
    ledger: Ledger,
    name: str,
    events: Sequence[Event] = (),
    undertakings: Sequence[Undertaking] = (),
    *,
    lines: Sequence[Line] | None = None,
    pair: tuple[str, str] | None = None,
    left_out: str = "",
    bare: bool = False,
) -> tuple[dict[str, object] | None, str]:
    """The specification of a chart, None where there is nothing to draw, and in words what it leaves out.

    `lines` are those of the events, where they are at hand; a `bare` chart has neither titles nor legend.
    """
    told = {line.id: line for line in lines or event_lines(ledger, events)}

    def title(found: Event) -> str:
        line = told[found.id]
        sources = "1 source" if line.sources == 1 else f"{line.sources} sources"
        return f"{line.day}: {line.words} ({line.status}, {sources})"

    rows = ledger.rows([row for event in events if not event.date_start for row in event.mentions])
    try:
        spec, without = specified(name, Seen(tuple(events), rows, tuple(undertakings), title), pair, left_out, bare)
    except FilterError as error:
        return None, str(error)
    return spec | {"background": None}, without  # the page's own, light or dark


def draw(spec: dict[str, object], base: str | None) -> str:
    """A chart as SVG, its links beginning with `base`."""
    return _svg(msgspec.json.encode(spec).decode(), base)


def warm() -> None:
    """Draw nothing, so that what draws is ready."""
    svg({"data": {"values": [{"a": 1}]}, "mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative"}}})


@lru_cache(maxsize=256)
def _svg(spec: str, base: str | None) -> str:
    return svg(_SPEC.decode(spec), base)
