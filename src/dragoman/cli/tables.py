"""Records in, text for a terminal out: tables that no word of a document can break, colour or control."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

import click
from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.cli.talk import counted, shortened
from dragoman.exchange.markdown import plain
from dragoman.exchange.when import short_date
from dragoman.ledger import DocumentRow, Hit
from dragoman.records import Mention

if TYPE_CHECKING:
    from dragoman.events.evaluate import Rates, Report

__all__ = [
    "STATUS_STYLES",
    "act",
    "console",
    "parties",
    "print_documents",
    "print_figures",
    "print_hits",
    "print_mentions",
    "print_plain",
    "row_line",
    "short_id",
    "status",
]

STATUS_STYLES = {
    **dict.fromkeys(("occurred", "ongoing"), "green"),
    **dict.fromkeys(("planned", "proposed"), "cyan"),
    "postponed": "yellow",
    **dict.fromkeys(("cancelled", "refused"), "red"),
    "denied": "magenta",
    "hypothetical": "dim",
}
_WIDE = 110  # columns of a terminal from which a table has room for sentences
_SENTENCE = 160  # characters of a sentence in a list

Cell = str | float | int | None


def console() -> Console:
    """Standard output as a terminal, 120 columns wide where it is none; no word is taken for markup."""
    width = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else 120
    return Console(file=sys.stdout, width=width, markup=False, highlight=False, emoji=False)


def short_id(key: str) -> str:
    """The first characters of an id, enough to name a row in all but the largest ledgers."""
    return key[:9]


def parties(mention: Mention) -> str:
    """`RUS -> PAK`, `PAK, RUS` for a reciprocal act."""
    return plain(" -> ".join(filter(None, (", ".join(mention.actors), ", ".join(mention.recipients)))))


def act(mention: Mention) -> str:
    """`REJECT/meet (CONSULT/visit)`: type, mode, and the act that lies beneath it."""
    name = f"{mention.type}/{mention.mode}" if mention.mode else mention.type
    return f"{name} ({mention.about})" if mention.about else name


def status(mention: Mention) -> Text:
    """The status in its colour, and whether the act is history."""
    text = Text(mention.status, style=STATUS_STYLES.get(mention.status, ""))
    return text.append(" (history)", style="dim") if mention.historical else text


def print_mentions(mentions: Iterable[Mention]) -> int:
    """Print rows of mentions, each with its sentence and document; returns how many there were."""
    rows, out = list(mentions), console()
    if out.width < _WIDE:
        for mention in rows:
            out.print(row_line(mention))
            out.print(Padding(_sentence(mention), (0, 0, 0, 4)))
    elif rows:
        table = _table({"date": 13, "who": 14, "what": 20, "status": 12, "sentence": None, "id": 9})
        for mention in rows:
            table.add_row(
                short_date(mention) or "no date",
                parties(mention),
                act(mention).replace(" (", "\n("),
                status(mention),
                _sentence(mention),
                Text(short_id(mention.id), "dim"),
            )
        out.print(table)
    return len(rows)


def row_line(mention: Mention) -> Text:
    """A row on one line: when, who, what, its fate, its id."""
    words = (short_date(mention) or "no date", parties(mention), act(mention))
    return Text("  ").join([*map(Text, words), status(mention), Text(short_id(mention.id), "dim")])


def _sentence(mention: Mention) -> Text:
    text = Text(shortened(mention.sentence, _SENTENCE))
    return text.append(f"\n{shortened(mention.document, 60)}", style="dim")


def print_documents(documents: Iterable[DocumentRow]) -> int:
    """Print a table of documents, without their titles where it is narrow; returns how many there were."""
    rows, out = list(documents), console()
    titles: dict[str, int | None] = {"title": None} if out.width >= _WIDE else {}
    table = _table({"published": 10, "document": 26} | titles | {"how the date is known": None, "rows": 5, "id": 9})
    for document in rows:
        dating = document.published
        title = [Text(shortened(document.title or "", 80))] if titles else []
        table.add_row(
            (dating and dating.value) or "unknown",
            Text(shortened(document.name, 52)),
            *title,
            Text(shortened(dating.evidence if dating else "", 100)),
            str(document.mentions),
            Text(short_id(document.id), "dim"),
        )
    if rows:
        out.print(table)
    return len(rows)


def print_plain(rows: Iterable[Mapping[str, object]], widths: dict[str, int | None]) -> int:
    """Print rows of plain values as a table of these fields; returns how many there were."""
    shown = list(rows)
    table = _table(widths)
    for row in shown:
        cells = (row[field] for field in widths)
        words = (", ".join(c) if isinstance(c, list) else "" if c is None else str(c) for c in cells)
        table.add_row(*map(Text, words))
    if shown:
        console().print(table)
    return len(shown)


def print_hits(hits: Iterable[Hit], most: int) -> tuple[int, bool]:
    """Print at most so many hits; returns how many, and whether there were more."""
    found, out = list(islice(hits, most + 1)), console()
    for hit in found[:most]:
        where = f"{plain(hit.document)}, {hit.sentence.kind}, {short_id(hit.document_id)}:{hit.sentence.start}"
        out.print(Text(where, "dim"))
        out.print(Padding(Text(plain(hit.snippet)), (0, 0, 0, 4)))
        for mention in hit.mentions:
            out.print(Padding(row_line(mention), (0, 0, 0, 6)))
    if found:
        out.print(Text(f"{counted(len(found[:most]), 'sentence')}", "dim"))
    return len(found[:most]), len(found) > most


def print_figures(report: Report) -> None:
    """Print how good the coder is on gold, a block for each question."""
    click.echo("\n".join(_figures(report)))


def _figures(report: Report) -> Iterator[str]:
    means = [("types", report.types), ("quads", report.quads), ("binary", report.binary)]
    means += [(name, s) for name, s in (("statuses", report.statuses), ("modes", report.modes)) if s]
    yield f"{report.n:,} {report.gold}"
    yield ""
    yield from _aligned(
        ("macro F1 of", "F1", "accuracy", "cases"),
        [(name, s.macro_f1, s.accuracy, s.n) for name, s in means],
    )
    blocks = {
        "level": report.levels,
        "type": report.types.classes,
        "status": report.statuses and report.statuses.classes,
    }
    for title, classes in blocks.items():
        if classes:
            yield from _aligned((title, "precision", "recall", "F1", "cases"), map(_rates, classes.items()))
    if report.confusions:
        wrong = [(f"{c.gold or 'nothing'} -> {c.told or 'nothing'}", c.n) for c in report.confusions]
        yield from _aligned(("taken for", "cases"), wrong)
    bins = [(f"{b.low:.1f} to {b.high:.1f}", b.confidence, b.right, b.n) for b in report.calibration.bins if b.n]
    yield from _aligned(("confidence", "mean", "right", "answers"), bins)
    yield f"expected calibration error {_shown(report.calibration.error)}"


def _rates(item: tuple[str, Rates]) -> tuple[Cell, ...]:
    name, rates = item
    return name, rates.precision, rates.recall, rates.f1, rates.support


def _aligned(head: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> Iterator[str]:
    """A block of lines with an empty one after it: the first column flush left, numbers flush right."""
    table = [head, *(tuple(map(_shown, row)) for row in rows)]
    first, *others = (max(map(len, column)) for column in zip(*table, strict=True))
    for name, *cells in table:
        yield name.ljust(first) + "".join(f"  {cell:>{width}}" for cell, width in zip(cells, others, strict=True))
    yield ""


def _shown(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:.3f}"
    if isinstance(cell, int):
        return f"{cell:,}"
    return "-" if cell is None else cell


def _table(widths: dict[str, int | None]) -> Table:
    """An empty table of columns so wide at most; those without a width share what is left."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=True, padding=(0, 1, 0, 0))
    for title, width in widths.items():
        table.add_column(title, width=width, ratio=None if width else 1, overflow="fold")
    return table
