"""A ruling made: ids and a verdict in, the ruling appended and the happenings formed anew out."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from dragoman.errors import FilterError
from dragoman.ledger import find
from dragoman.ledger.answers import Ruling
from dragoman.ledger.codes import check_code
from dragoman.ledger.database import Database
from dragoman.ledger.filters import check_word
from dragoman.ledger.gather import Gathering
from dragoman.ledger.load import load_reading, mention_of
from dragoman.ledger.rulings import append, standing_on
from dragoman.ledger.standing import ROW_VERDICTS, checked_fields
from dragoman.records import Mention

__all__ = ["VERDICTS", "rule"]

_PAIRED = ("same", "not same")
VERDICTS = (*ROW_VERDICTS, *_PAIRED, "undo")


def rule(database: Database, asked: Ruling) -> Ruling:
    """Append a ruling, given without its number and with ids as typed; see `Ledger.rule`."""
    check_word("verdict", asked.verdict, VERDICTS)
    if (asked.other is not None) != (asked.verdict in _PAIRED):
        need = "names two ids" if asked.verdict in _PAIRED else "names one id"
        raise FilterError(f"a ruling {asked.verdict!r} {need}")
    if asked.fields and asked.verdict != "recode":
        raise FilterError("only a recoding sets type, status, parties or date")
    with database.writing() as connection:
        gathering = Gathering(connection, None, asked.at)
        if asked.verdict in _PAIRED:
            made = append(connection, _on_pair(database, asked))
            gathering.touch((made.one, made.other or ""))
        else:
            make = _undone if asked.verdict == "undo" else _on_row
            made = make(database, connection, asked)
            _regather(connection, gathering, made)
        gathering.settle()
    return made


def _on_pair(database: Database, asked: Ruling) -> Ruling:
    first, then = (find.thing_meant(database, name) for name in (asked.one, asked.other or ""))
    if first == then:
        raise FilterError(f"{asked.one} and {asked.other} are one; name two")
    if first[0] != then[0]:
        raise FilterError(f"{first} and {then} are of different sorts; rule on two mentions or on two steps")
    return _named(asked, first, then)


def _on_row(database: Database, connection: sqlite3.Connection, asked: Ruling) -> Ruling:
    key = find.row_meant(database, asked.one)
    fields = _checked(database, asked.fields) if asked.verdict == "recode" else {}
    seen = _seen(connection, key)
    if seen is None and asked.verdict == "recode" and fields.keys() != {"status"}:
        raise FilterError(f"{key} is a step of an undertaking; of a step a recoding sets the status alone")
    row = connection.execute("SELECT document FROM mentions WHERE id = ?", (key,)).fetchone()
    row = row or connection.execute("SELECT document FROM steps WHERE id = ?", (key,)).fetchone()
    made = Ruling(0, asked.at, asked.who, asked.verdict, key, None, None, fields, asked.note)
    return append(connection, made, row["document"], seen)


def _undone(database: Database, connection: sqlite3.Connection, asked: Ruling) -> Ruling:
    key = find.row_meant(database, asked.one)
    last = standing_on(connection, key)
    if last is None:
        raise FilterError(f"nothing was ruled on {key}; there is nothing to undo")
    return append(connection, Ruling(0, asked.at, asked.who, "undo", last.one, last.other, last.number, {}, asked.note))


def _regather(connection: sqlite3.Connection, gathering: Gathering, made: Ruling) -> None:
    """Take the document of the row out and put it in again as it stands now; of a pair have both looked at."""
    if made.other is not None:
        gathering.touch((made.one, made.other))
        return
    query = "SELECT document FROM rulings WHERE one = ? AND document IS NOT NULL LIMIT 1"
    document = connection.execute(query, (made.one,)).fetchone()["document"]
    reading = load_reading(connection, document)
    if reading is not None:
        gathering.remove(document)
        gathering.add(reading)


def _seen(connection: sqlite3.Connection, key: str) -> Mention | None:
    """The row with this id as it stands."""
    query = "SELECT m.*, d.name AS document_name FROM mentions m JOIN documents d ON d.id = m.document WHERE m.id = ?"
    row = connection.execute(query, (key,)).fetchone()
    return None if row is None else mention_of(row, row["document_name"])


def _checked(database: Database, fields: Mapping[str, object]) -> dict[str, object]:
    known = checked_fields(fields)
    for side in ("actors", "recipients"):
        codes = known.get(side, ())
        for code in codes if isinstance(codes, Sequence) else ():
            check_code(str(code), (r["code"] for r in database.each("SELECT DISTINCT code FROM mention_parties")))
    return known


def _named(asked: Ruling, first: str, then: str) -> Ruling:
    return Ruling(0, asked.at, asked.who, asked.verdict, first, then, None, {}, asked.note)
