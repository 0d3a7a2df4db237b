"""The rows of a page for spreadsheets and programs: a question in, lines of CSV or JSON out as they are found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import StringIO
from typing import Any

import msgspec

from dragoman.exchange.csv import csv_lines
from dragoman.exchange.rows import document_row, hit_row, mention_row, plain_row
from dragoman.exchange.tables import (
    DOCUMENT_FIELDS,
    EVENT_FIELDS,
    MENTION_FIELDS,
    RULING_FIELDS,
    UNDERTAKING_FIELDS,
    Row,
)
from dragoman.ledger import Filter, Ledger
from dragoman.web.address import Asked
from dragoman.web.brief import brief
from dragoman.web.happening import event, row, undertaking
from dragoman.web.home import home
from dragoman.web.listing import every, queue_filter

__all__ = ["TABLES", "Table", "lines"]

_CHUNK = 100  # rows written at a time
_HIT_FIELDS = ("document_id", "document", "start", "end", "passage", "sentence", "snippet", "mentions")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a page: what has them, and the columns of what it gives."""

    rows: Callable[..., Iterable[Any]]
    columns: Callable[[Asked], Iterable[str]]
    plain: Callable[[Any], Row] = plain_row


def lines(table: Table, ending: str, ledger: Ledger, asked: Asked, path: Mapping[str, str]) -> Iterator[str]:
    """The lines of a table as CSV or, one object a line, as JSON; some of them at a time."""
    rows = iter(table.rows(ledger, asked, **path))
    out = StringIO()
    add: Callable[[Row], object] = lambda row: out.write(msgspec.json.encode(row).decode() + "\n")  # noqa: E731
    if ending == "csv":
        add = csv_lines(out, table.columns(asked))
    for number, one in enumerate(rows, 1):
        add(table.plain(one))
        if number % _CHUNK == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _events(asked: Asked) -> Iterable[str]:
    return EVENT_FIELDS


def _mentions(asked: Asked) -> Iterable[str]:
    return MENTION_FIELDS


_SEARCHED: Mapping[str, tuple[Iterable[str], Callable[[Any], Row]]] = {
    "rows": (MENTION_FIELDS, mention_row),
    "events": (EVENT_FIELDS, plain_row),
    "undertakings": (UNDERTAKING_FIELDS, plain_row),
    "documents": (DOCUMENT_FIELDS, document_row),
    "sentences": (_HIT_FIELDS, hit_row),
}


def _searched(ledger: Ledger, asked: Asked) -> Iterator[Row]:
    plain = _SEARCHED.get(asked.show or "rows", _SEARCHED["rows"])[1]
    return map(plain, every(ledger, asked))


def _same(row: Row) -> Row:
    return row


#: The tables of the pages that have one, by the name of the page.
TABLES: Mapping[str, Table] = {
    "home": Table(lambda ledger, asked: home(ledger, asked).pairs, lambda asked: ("one", "other", "names", "events")),
    "dossier": Table(lambda ledger, asked, one, other: ledger.events(Filter(pair=(one, other))), _events),
    "actor": Table(lambda ledger, asked, code: ledger.events(Filter(party=code)), _events),
    "event": Table(lambda ledger, asked, id: [line.row for line in event(ledger, asked, id).rows], _mentions),
    "row": Table(lambda ledger, asked, id: [row(ledger, asked, id).line.row], _mentions),
    "chart": Table(
        lambda ledger, asked, name: (ledger.undertakings if name == "board" else ledger.events)(asked.filter),
        lambda asked: UNDERTAKING_FIELDS if asked.path.endswith("/board") else EVENT_FIELDS,
    ),
    "brief": Table(
        lambda ledger, asked, one, other: (claim.mention for claim in brief(ledger, asked, one, other).claims),
        _mentions,
    ),
    "undertaking": Table(
        lambda ledger, asked, id: undertaking(ledger, asked, id).undertaking.steps,
        lambda asked: (
            "id", "reported", "date", "state", "asserted_by", "document", "start", "end", "sentence", "mention",
        ),
    ),
    "document": Table(
        lambda ledger, asked, id: ledger.mentions(Filter(document=ledger.document(id).id, passages=("all",))), _mentions
    ),
    "search": Table(
        _searched, lambda asked: _SEARCHED.get(asked.show or "rows", _SEARCHED["rows"])[0], _same
    ),
    "queue": Table(
        lambda ledger, asked: every(ledger, replace(asked, filter=queue_filter(ledger, asked), order="doubt")),
        _mentions,
    ),
    "rulings": Table(lambda ledger, asked: ledger.rulings(), lambda asked: RULING_FIELDS),
}  # fmt: skip
