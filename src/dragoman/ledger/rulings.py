"""Rulings in the ledger: what stands of them, the rows that they change, and new ones appended."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import msgspec

from dragoman.happenings import Rulings
from dragoman.ledger.answers import Ruling
from dragoman.ledger.load import STANDING, ruling_of
from dragoman.ledger.standing import ROW_VERDICTS, Standing, standing
from dragoman.ledger.write import write_ruled
from dragoman.records import Mention, Reading

__all__ = ["append", "load_rulings", "stand", "standing_of", "standing_on"]

_ON_ROWS = ", ".join(f"'{verdict}'" for verdict in ROW_VERDICTS)


def append(
    connection: sqlite3.Connection, ruling: Ruling, document: str | None = None, row: Mention | None = None
) -> Ruling:
    """Write a ruling and return it with its number; of one on a row the document, and the row as it was seen."""
    cursor = connection.execute(
        "INSERT INTO rulings (at, who, verdict, one, other, undoes, fields, document, row, note) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(ruling.at, ruling.who, ruling.verdict, ruling.one, ruling.other, ruling.undoes),
            msgspec.json.encode(ruling.fields, order="deterministic").decode() if ruling.fields else None,
            *(document, msgspec.json.encode(row).decode() if row else None, ruling.note),
        ),
    )
    return replace(ruling, number=int(cursor.lastrowid or 0))


def standing_on(connection: sqlite3.Connection, key: str) -> Ruling | None:
    """The latest ruling about a row or step that was not taken back."""
    query = f"{STANDING} AND (one = ? OR other = ?) ORDER BY number DESC LIMIT 1"
    row = connection.execute(query, (key, key)).fetchone()
    return None if row is None else ruling_of(row)


def load_rulings(connection: sqlite3.Connection) -> Rulings:
    """What stands of the rulings on pairs: the latest on each."""
    latest: dict[tuple[str, str], str] = {}
    for row in connection.execute(f"{STANDING} AND verdict IN ('same', 'not same') ORDER BY number"):
        latest[min(row["one"], row["other"]), max(row["one"], row["other"])] = row["verdict"]
    same = frozenset(pair for pair, verdict in latest.items() if verdict == "same")
    return Rulings(same, frozenset(latest) - same)


def _on_rows(connection: sqlite3.Connection, document: str) -> Iterator[tuple[Ruling, Mention | None]]:
    """The ruling that stands on each row of a document, with the row as it was seen."""
    query = f"{STANDING} AND verdict IN ({_ON_ROWS}) AND document = ? ORDER BY number"
    latest = {row["one"]: row for row in connection.execute(query, (document,))}
    for row in latest.values():
        yield ruling_of(row), msgspec.json.decode(row["row"], type=Mention) if row["row"] else None


def standing_of(connection: sqlite3.Connection, reading: Reading) -> Standing:
    """A reading as it stands."""
    return standing(reading, list(_on_rows(connection, reading.document.id)))


def stand(connection: sqlite3.Connection, reading: Reading) -> Reading:
    """Write the rows of a document on which rulings stand, and return what counts of its reading."""
    made = standing_of(connection, reading)
    write_ruled(connection, reading.document.id, made.ruled, made.out)
    return made.reading
