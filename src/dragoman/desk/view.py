"""A ledger for notebooks: questions as objects in, tables for pandas or polars and charts that show themselves out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from dragoman.charts import chart, png, svg
from dragoman.errors import DragomanError, FilterError
from dragoman.exchange.rows import plain_row
from dragoman.exchange.tables import Row
from dragoman.exchange.titles import titles
from dragoman.ledger import Filter
from dragoman.ledger import Ledger as Store
from dragoman.ledger.filters import check_word

__all__ = ["Drawing", "Ledger", "View"]

_FRAMES = ("pandas", "polars")
_TABLES: dict[str, Callable[[Store, Filter], Iterator[Any]]] = {
    "mentions": Store.mentions,
    "events": Store.events,
    "undertakings": Store.undertakings,
    "disagreements": Store.disagreements,
}


class Ledger(Store):
    """The ledger as Python users have it: that of `dragoman.ledger`, and views of it for a notebook."""

    def pair(self, one: str, other: str, **asked: Any) -> View:
        """What is between two states; `asked` are further fields of a `Filter`, such as `since="2012"`."""
        return View(self, Filter(pair=(one, other), **asked))

    def view(self, **asked: Any) -> View:
        """What a filter asks for; without fields, all."""
        return View(self, Filter(**asked))


@dataclass(frozen=True, slots=True)
class View:
    """A question to a ledger: its answers as tables and charts, asked anew each time."""

    ledger: Ledger
    asked: Filter

    def rows(self, table: str = "events") -> list[Row]:
        """The rows of `mentions`, `events`, `undertakings` or `disagreements` as plain values, as in JSON."""
        check_word("table", table, _TABLES)
        return [plain_row(one) for one in _TABLES[table](self.ledger, self.asked)]

    def to_dataframe(self, table: str = "events", library: str | None = None) -> Any:
        """The same rows as a DataFrame of pandas or polars: of `library`, else of the one that is installed.

        Lists stay lists and dates stay text, since they carry a precision. Raises DragomanError where neither is there.
        """
        frame = _frames(library)
        return frame(self.rows(table))

    def chart(self, name: str, **more: Any) -> Drawing:
        """A chart of these rows: `chronology`, `months`, `board` or `network`; it shows itself in a notebook."""
        asked = replace(self.asked, **more)
        return Drawing(chart(name, self.ledger, asked, titles(self.ledger, asked)))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: its Vega-Lite specification with the data in it, and ways to draw it."""

    spec: dict[str, object]

    def svg(self) -> str:
        """The chart as SVG."""
        return svg(self.spec, None)

    def png(self, scale: float = 2.0) -> bytes:
        """The chart as PNG, `scale` pixels for each of its units."""
        return png(self.spec, scale)

    def _repr_svg_(self) -> str:
        return self.svg()


def _frames(library: str | None) -> Callable[[list[Row]], Any]:
    """What makes a DataFrame of rows."""
    if library is not None and library not in _FRAMES:
        raise FilterError(f"no library {library!r}; it is one of {', '.join(_FRAMES)}")
    for name in (library,) if library else _FRAMES:
        try:
            made: Callable[[list[Row]], Any] = import_module(name).DataFrame
        except ImportError:
            continue
        return made
    missing = f"{library} is not" if library else "neither pandas nor polars is"
    raise DragomanError(f"{missing} installed: pip install {library or _FRAMES[0]}")
