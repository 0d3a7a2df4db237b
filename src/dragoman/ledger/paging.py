"""Lists a page at a time: a condition, an order and a place in it in, the next rows and the place after them out.

A place is the key of the last row seen, not a number of rows: a page costs the same wherever it stands, and a row that
another process writes meanwhile neither moves nor repeats the others. A list is walked along an index that holds what
conditions ask for, so that the slowest page costs one walk along it.
"""
# ruff: noqa: S608 - values are always bound; only names and conditions written in this room are put in

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dragoman.errors import FilterError
from dragoman.ledger.clauses import Clause, both
from dragoman.ledger.database import Database
from dragoman.ledger.filters import check_word

__all__ = ["DOCUMENT", "LISTS", "next_rows"]

_MOST = 500  # rows of a page
_UNKNOWN = "9999-99-99"

#: The columns of a document in a list.
DOCUMENT = (
    "d.*, length(d.text) AS characters, (SELECT count(*) FROM sentences x WHERE x.document = d.id) AS sentences, "
    "(SELECT count(*) FROM mentions x WHERE x.document = d.id AND x.ruling IS NOT 'rejected') AS mentions"
)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of an order: the index that it follows, the key before the id, the condition on its rows.

    `down`: key and id run downwards; `number`: the key is a number.
    """

    index: str
    key: str
    where: str = "1"
    down: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class _List:
    """What is listed: columns, table with its alias, what is joined to it, and its orders, the usual one first."""

    columns: str
    table: str
    alias: str
    orders: Mapping[str, tuple[_Stretch, ...]]
    joined: str = ""


def _by_day(table: str, alias: str) -> dict[str, tuple[_Stretch, ...]]:
    """Orders by the first day; unknown days come last either way."""
    index, day = f"{table}_by_day", f"coalesce({alias}.date_start, {alias}.date_end, '{_UNKNOWN}')"
    dated = _Stretch(index, day, f"{day} < '{_UNKNOWN}'", down=True)
    undated = _Stretch(index, day, f"{day} = '{_UNKNOWN}'", down=True)
    return {"day": (_Stretch(index, day),), "latest": (dated, undated)}


_DOUBT = _Stretch("mentions_by_confidence", "m.confidence", number=True)
LISTS = MappingProxyType(
    {
        "mentions": _List(
            *("m.*, d.name AS document_name", "mentions", "m", _by_day("mentions", "m") | {"doubt": (_DOUBT,)}),
            joined="CROSS JOIN documents d ON d.id = m.document",
        ),
        "events": _List("h.*", "events", "h", _by_day("events", "h")),
        "undertakings": _List(
            *("h.*", "undertakings", "h", {"name": (_Stretch("undertakings_by_name", "lower(h.name)"),)})
        ),
        "documents": _List(DOCUMENT, "documents", "d", {"name": (_Stretch("documents_by_name", "d.name"),)}),
    }
)


def next_rows(
    database: Database,
    of: str,
    clause: Clause,
    order: str | None,
    after: str | None,
    limit: int,
    few: bool = False,
) -> tuple[list[sqlite3.Row], str | None]:
    """At most `limit` rows that meet the condition, and the place after them; None where nothing follows.

    Where `few` can meet it they are sought out and put in order, instead of met along the order's index. Raises
    FilterError for an order or a place that is none.
    """
    orders = LISTS[of].orders
    name = order or next(iter(orders))
    check_word("order", name, orders)
    if not 1 <= limit <= _MOST:
        raise FilterError(f"a page of {limit} rows is out of range; it has 1 to {_MOST}")
    found: list[tuple[int, sqlite3.Row]] = []
    first, beyond = _place_of(after, len(orders[name]))
    for number, stretch in list(enumerate(orders[name]))[first:]:
        query = _query(LISTS[of], stretch, clause, beyond if number == first else None, few)
        rows = database.each(f"{query.sql} LIMIT ?", (*query.values, limit + 1 - len(found)))
        found += ((number, row) for row in rows)
        if len(found) > limit:
            break
    shown = found[:limit]
    last = f"{shown[-1][0]}~{shown[-1][1]['place']}~{shown[-1][1]['place_id']}" if len(found) > limit else None
    return [row for _, row in shown], last


def _query(of: _List, stretch: _Stretch, clause: Clause, beyond: tuple[str, str] | None, few: bool) -> Clause:
    over, way = ("<", "DESC") if stretch.down else (">", "ASC")
    key, id_ = stretch.key, f"{of.alias}.id"
    wanted = [clause, Clause(stretch.where)]
    if beyond is not None:
        wanted.append(Clause(f"({key}, {id_}) {over} ({'CAST(? AS REAL)' if stretch.number else '?'}, ?)", beyond))
    where = both(*wanted)
    table = f"{of.table} {of.alias} {'' if few else f'INDEXED BY {stretch.index}'} {of.joined}"
    return Clause(
        f"SELECT {key} AS place, {id_} AS place_id, {of.columns} FROM {table} WHERE {where.sql} "
        f"ORDER BY {key} {way}, {id_} {way}",
        where.values,
    )


def _place_of(after: str | None, stretches: int) -> tuple[int, tuple[str, str] | None]:
    """The stretch of a place, and its key and id; raises FilterError for a place that no page gave."""
    if after is None:
        return 0, None
    number, _, rest = after.partition("~")
    key, _, id_ = rest.rpartition("~")
    if not (number.isdecimal() and number.isascii() and int(number) < stretches and id_):
        raise FilterError(f"no place {after!r} in this list; begin at its first page")
    return int(number), (key, id_)
