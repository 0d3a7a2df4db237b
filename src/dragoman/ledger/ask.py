"""Questions about happenings: a database and a condition in, events, undertakings, disagreements, changes out."""
# ruff: noqa: S608 - values are always bound; only names and conditions written in this room are put in

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

import msgspec

from dragoman.ledger.answers import Change, Changes, Ruling
from dragoman.ledger.clauses import Clause
from dragoman.ledger.database import Database
from dragoman.ledger.happened import disagreement_of, event_of, undertaking_of
from dragoman.ledger.load import ruling_of
from dragoman.records import Disagreement, Event, Undertaking

__all__ = [
    "as_events",
    "as_undertakings",
    "changes",
    "disagreements",
    "events",
    "last_changes",
    "rulings",
    "undertakings",
]

# Made once, when the module comes: what msgspec makes of a type must not be made by two threads at a time.
_STRINGS = msgspec.json.Decoder(tuple[str, ...])


_FORMER = "SELECT former FROM former_ids WHERE now = ? ORDER BY former"
_RELATED = (
    "SELECT DISTINCT o.happening FROM happening_sentences t JOIN happening_sentences o "
    "ON o.document = t.document AND o.start = t.start WHERE t.happening = ? AND o.happening <> t.happening ORDER BY 1"
)


class _Names(dict[str, str]):
    """File names of documents by their ids, each looked up when it is first asked for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __missing__(self, key: str) -> str:
        row = self._database.one("SELECT name FROM documents WHERE id = ?", (key,))
        if row is None:
            raise KeyError(key)
        self[key] = str(row["name"])
        return self[key]


def _former(database: Database, key: str) -> tuple[str, ...]:
    return tuple(row["former"] for row in database.each(_FORMER, (key,)))


def events(database: Database, clause: Clause) -> Iterator[Event]:
    """Events in the order of their first day, those without one last."""
    query = f"SELECT h.* FROM events h WHERE {clause.sql} ORDER BY h.date_start IS NULL, h.date_start, h.id"
    return as_events(database, database.each(query, clause.values))


def as_events(database: Database, rows: Iterable[sqlite3.Row]) -> Iterator[Event]:
    """The events in rows of `events`."""
    names = _Names(database)
    for row in rows:
        yield event_of(row, _former(database, row["id"]), names)


def undertakings(database: Database, clause: Clause) -> Iterator[Undertaking]:
    """Undertakings in the order of their names."""
    query = f"SELECT h.* FROM undertakings h WHERE {clause.sql} ORDER BY lower(h.name), h.id"
    return as_undertakings(database, database.each(query, clause.values))


def as_undertakings(database: Database, rows: Iterable[sqlite3.Row]) -> Iterator[Undertaking]:
    """The undertakings in rows of `undertakings`."""
    names = _Names(database)
    for row in rows:
        related = tuple(r["happening"] for r in database.each(_RELATED, (row["id"],)))
        yield undertaking_of(row, _former(database, row["id"]), related, names)


def disagreements(
    database: Database, on_events: Clause, on_undertakings: Clause, facts: tuple[str, ...]
) -> Iterator[Disagreement]:
    """Disagreements about the events and undertakings asked for, by what they are about."""
    names = _Names(database)
    of = f"AND x.fact IN ({', '.join('?' * len(facts))})" if facts else ""
    query = (
        f"SELECT x.* FROM disagreements x WHERE (x.about IN (SELECT h.id FROM events h WHERE {on_events.sql}) "
        f"OR x.about IN (SELECT h.id FROM undertakings h WHERE {on_undertakings.sql})) {of} "
        "ORDER BY x.about, x.fact, x.id"
    )
    for row in database.each(query, (*on_events.values, *on_undertakings.values, *facts)):
        yield disagreement_of(row, names)


def changes(database: Database, since: str | None) -> Iterator[Change]:
    """The log of changes from a time (UTC, ISO 8601, to any precision) or a run (its number) on, the oldest first."""
    where: str = "1"
    values: tuple[object, ...] = ()
    if since is not None:
        where, values = (
            ("run >= ?", (int(since),)) if since.isdigit() and len(since) < len("2012") else ("at >= ?", (since,))
        )
    for row in database.each(f"SELECT * FROM changes WHERE {where} ORDER BY number", values):
        yield _change_of(row)


def last_changes(database: Database, limit: int) -> Changes:
    """What the last run of reading that changed something, and all rulings after it, changed."""
    of = "number >= (SELECT min(number) FROM changes WHERE run = (SELECT max(run) FROM changes))"
    counted = database.each(f"SELECT sort, what, count(*) AS n FROM changes WHERE {of} GROUP BY 1, 2 ORDER BY 1, 2")
    counts = tuple((row["sort"], row["what"], row["n"]) for row in counted)
    last = database.each(f"SELECT * FROM changes WHERE {of} ORDER BY number DESC LIMIT ?", (limit,))
    return Changes(counts, tuple(map(_change_of, last)))


def _change_of(row: sqlite3.Row) -> Change:
    others = _STRINGS.decode(row["others"])
    return Change(row["number"], row["at"], row["run"], row["what"], row["sort"], row["id"], others)


def rulings(database: Database) -> Iterator[Ruling]:
    """All rulings, the first one first."""
    return map(ruling_of, database.each("SELECT * FROM rulings ORDER BY number"))
