"""Questions about happenings: a database and a condition in, events, undertakings, disagreements, changes out."""
# ruff: noqa: S608 - values are always bound; only names and conditions written in this room are put in

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

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


_BATCH = 500  # happenings of which what goes with them is asked for at a time
_FORMER = "SELECT now, former FROM former_ids WHERE now IN (?) ORDER BY former"
_RELATED = (
    "SELECT DISTINCT t.happening, o.happening FROM happening_sentences t JOIN happening_sentences o "
    "ON o.document = t.document AND o.start = t.start WHERE t.happening IN (?) AND o.happening <> t.happening "
    "ORDER BY 2"
)
_TOLD_BY = "SELECT DISTINCT document FROM happening_sentences WHERE happening IN (?)"


class _Names(dict[str, str]):
    """File names of documents by their ids, each looked up once: many together, or when it is first asked for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def learn(self, keys: Iterable[str]) -> None:
        rows = self._database.few("SELECT id, name FROM documents WHERE id IN (?)", sorted({*keys} - self.keys()))
        self.update((row["id"], row["name"]) for row in rows)

    def __missing__(self, key: str) -> str:
        self.learn([key])
        if key not in self:
            raise KeyError(key)
        return self[key]


def _linked(database: Database, query: str, ids: Sequence[str]) -> dict[str, list[str]]:
    """What a query for two columns links with each of these ids."""
    found: dict[str, list[str]] = {key: [] for key in ids}
    for one, other in database.few(query, ids):
        found[one].append(other)
    return found


def _batches(rows: Iterable[sqlite3.Row]) -> Iterator[list[sqlite3.Row]]:
    left = iter(rows)
    while some := list(islice(left, _BATCH)):
        yield some


def events(database: Database, clause: Clause) -> Iterator[Event]:
    """Events in the order of their first day, those without one last."""
    query = f"SELECT h.* FROM events h WHERE {clause.sql} ORDER BY h.date_start IS NULL, h.date_start, h.id"
    return as_events(database, database.each(query, clause.values))


def as_events(database: Database, rows: Iterable[sqlite3.Row]) -> Iterator[Event]:
    """The events in rows of `events`."""
    names = _Names(database)
    for some in _batches(rows):
        former = _linked(database, _FORMER, [row["id"] for row in some])
        names.learn(key for row in some for key in _STRINGS.decode(row["documents"]))
        yield from (event_of(row, former[row["id"]], names) for row in some)


def undertakings(database: Database, clause: Clause) -> Iterator[Undertaking]:
    """Undertakings in the order of their names."""
    query = f"SELECT h.* FROM undertakings h WHERE {clause.sql} ORDER BY lower(h.name), h.id"
    return as_undertakings(database, database.each(query, clause.values))


def as_undertakings(database: Database, rows: Iterable[sqlite3.Row]) -> Iterator[Undertaking]:
    """The undertakings in rows of `undertakings`."""
    names = _Names(database)
    for some in _batches(rows):
        ids = [row["id"] for row in some]
        former, related = (_linked(database, query, ids) for query in (_FORMER, _RELATED))
        names.learn(row["document"] for row in database.few(_TOLD_BY, ids))
        yield from (undertaking_of(row, former[row["id"]], related[row["id"]], names) for row in some)


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
