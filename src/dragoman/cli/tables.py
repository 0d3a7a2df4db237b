"""Records in, text for a terminal out: tables that no word of a document can break, colour or control."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from itertools import islice

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

__all__ = [
    "STATUS_STYLES",
    "act",
    "console",
    "parties",
    "print_documents",
    "print_hits",
    "print_mentions",
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
_WIDE = 120  # columns from which sentence and document stand beside a row, not below it
_SENTENCE = 160  # characters of a sentence in a list


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
    """Print rows of mentions; returns how many there were."""
    rows, out = list(mentions), console()
    if out.width < _WIDE:
        for mention in rows:
            line = (short_date(mention) or "no date", parties(mention), act(mention))
            out.print(Text("  ").join([*map(Text, line), status(mention), Text(short_id(mention.id), "dim")]))
            out.print(Padding(Text(shortened(mention.sentence, _SENTENCE)), (0, 0, 0, 4)))
            out.print(Padding(Text(plain(mention.document), "dim"), (0, 0, 0, 4)))
    elif rows:
        table = _table("date", "who", "what", "status", "sentence", "document", "id")
        table.columns[4].ratio = 1
        for mention in rows:
            table.add_row(
                short_date(mention),
                parties(mention),
                act(mention),
                status(mention),
                Text(shortened(mention.sentence, _SENTENCE)),
                Text(shortened(mention.document, 24)),
                short_id(mention.id),
            )
        out.print(table)
    return len(rows)


def print_documents(documents: Iterable[DocumentRow]) -> int:
    """Print a table of documents; returns how many there were."""
    rows = list(documents)
    table = _table("published", "document", "title", "how the date is known", "rows", "id")
    table.columns[2].ratio = table.columns[3].ratio = 1
    for document in rows:
        dating = document.published
        table.add_row(
            (dating and dating.value) or "unknown",
            Text(shortened(document.name, 32)),
            Text(shortened(document.title or "", 80)),
            Text(shortened(dating.evidence if dating else "", 100)),
            str(document.mentions),
            short_id(document.id),
        )
    if rows:
        console().print(table)
    return len(rows)


def print_hits(hits: Iterable[Hit], most: int) -> tuple[int, bool]:
    """Print at most so many hits; returns how many, and whether there were more."""
    found, out = list(islice(hits, most + 1)), console()
    for hit in found[:most]:
        where = f"{plain(hit.document)}, {hit.sentence.kind}, {short_id(hit.document_id)}:{hit.sentence.start}"
        out.print(Text(where, "dim"))
        out.print(Padding(Text(plain(hit.snippet)), (0, 0, 0, 4)))
        for mention in hit.mentions:
            line = (short_date(mention) or "no date", parties(mention), act(mention))
            row = Text("  ").join([*map(Text, line), status(mention), Text(short_id(mention.id), "dim")])
            out.print(Padding(row, (0, 0, 0, 6)))
    if found:
        out.print(Text(f"{counted(len(found[:most]), 'sentence')}", "dim"))
    return len(found[:most]), len(found) > most


def _table(*titles: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=True)
    fixed: Sequence[str] = ("status", "id", "rows", "published")
    for title in titles:
        table.add_column(title, no_wrap=title in fixed, overflow="fold")
    return table
