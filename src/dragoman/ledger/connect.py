"""The way into a ledger file: a path in, a checked, migrated SQLite connection or one LedgerError out."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path

from dragoman.codebook.lineage import lineage
from dragoman.errors import LedgerError

__all__ = ["APPLICATION_ID", "LOCK_WAIT", "connect", "format_number", "guarded"]

APPLICATION_ID = 0x4472676D  # "Drgm" in ASCII, at byte 68 of the file
LOCK_WAIT = 30.0  # seconds that a statement waits for another process before it gives up

# What an SQLite error means to a user, by its primary result code.
_MEANINGS = {
    sqlite3.SQLITE_BUSY: "is locked by another process; wait for that run to end, or stop it",
    sqlite3.SQLITE_LOCKED: "is locked by another process; wait for that run to end, or stop it",
    sqlite3.SQLITE_READONLY: "cannot be written: file or folder is read-only; choose another --ledger",
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full; make room and run again",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened: no right to its file or folder; choose another --ledger",
    sqlite3.SQLITE_PERM: "cannot be opened: no right to its file or folder; choose another --ledger",
    sqlite3.SQLITE_NOTADB: "is not a ledger: the file is not an SQLite database; choose another --ledger",
    sqlite3.SQLITE_CORRUPT: "is damaged; restore a copy, or read the documents again into a new ledger",
    sqlite3.SQLITE_INTERRUPT: "was asked for more than can be found in the time allowed; ask for less",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk reports an error; restore a copy elsewhere",
}


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn whatever SQLite raises inside into a LedgerError that names the file and the way out."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        meaning = _MEANINGS.get(code & 0xFF) if code is not None else None
        raise LedgerError(f"{path} {meaning or 'cannot be used'} (SQLite: {error})") from error


@cache
def _migrations() -> tuple[str, ...]:
    folder = files("dragoman.ledger") / "migrations"
    entries = sorted((e for e in folder.iterdir() if e.name.endswith(".sql")), key=lambda entry: entry.name)
    return tuple(entry.read_text(encoding="utf-8") for entry in entries)


def format_number() -> int:
    """The number of the newest ledger format that this version writes: that of the last migration."""
    return len(_migrations())


def connect(path: Path, *, create: bool = False, readonly: bool = False) -> sqlite3.Connection:
    """Open a ledger and return the connection.

    With `create`, as for reading documents, a missing or empty file becomes a new ledger and one of an older format is
    brought to the newest. Raises LedgerError for a file that is missing, not a ledger, of an older format without
    `create`, of a newer version, damaged, locked, or that cannot be written.
    """
    _check_path(path, create)
    with guarded(path):
        connection = _open(path, readonly)
        try:
            _prepare(connection, path, create, readonly)
        except BaseException:
            connection.close()
            raise
    return connection


def _check_path(path: Path, create: bool) -> None:
    if path.is_dir():
        raise LedgerError(f"{path} is a folder; name a file in it, such as {path / 'ledger.db'}")
    if path.exists():
        if not path.is_file():
            raise LedgerError(f"{path} is no file but a pipe, socket or device; choose another --ledger")
        return
    if not create:
        raise LedgerError(f"{path} does not exist; `dragoman read PATH --ledger {path}` makes it")
    if not path.parent.is_dir():
        raise LedgerError(f"{path} cannot be made: there is no folder {path.parent}; make it first")
    if not os.access(path.parent, os.W_OK):
        raise LedgerError(f"{path} cannot be made: the folder {path.parent} is read-only; choose another --ledger")


def _open(path: Path, readonly: bool) -> sqlite3.Connection:
    # A reader that may write clears SQLite's side files away when it closes; one that may not leaves them lying.
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    address = path.absolute().as_uri() + (("?mode=rw" if writable else "?mode=ro") if readonly else "")
    if readonly and not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists():
        address += "&immutable=1"  # SQLite cannot make its side files there, and nobody can write there either
    connection = sqlite3.connect(address, uri=True, timeout=LOCK_WAIT, isolation_level=None)
    connection.row_factory = sqlite3.Row
    if readonly:
        connection.execute("PRAGMA query_only = ON")
    return connection


def _number(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


def _prepare(connection: sqlite3.Connection, path: Path, create: bool, readonly: bool) -> None:
    application = _number(connection, "PRAGMA application_id")
    empty = application == 0 and _number(connection, "SELECT count(*) FROM sqlite_master") == 0
    makes = create and not readonly
    if empty and not makes:
        raise LedgerError(f"{path} is empty; `dragoman read PATH --ledger {path}` makes a ledger of it")
    if not empty and application != APPLICATION_ID:
        raise LedgerError(f"{path} is not a ledger: an SQLite database of another program; choose another --ledger")
    version = _number(connection, "PRAGMA user_version")
    if version > format_number():
        raise LedgerError(
            f"{path} has format {version}, of a newer dragoman; this one reads up to {format_number()}: "
            "upgrade with `pip install -U dragoman`"
        )
    connection.execute("PRAGMA foreign_keys = ON")
    if version < format_number() and not makes:
        raise LedgerError(f"{path} has format {version}, of an older dragoman; `dragoman read` brings it up to date")
    if not readonly:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # safe against kills; a power cut may undo the last commits
        _migrate(connection)


def _migrate(connection: sqlite3.Connection) -> None:
    if _number(connection, "PRAGMA user_version") == format_number():
        return
    connection.create_function("lineage", 1, lineage, deterministic=True)  # in which states are counted
    connection.execute("BEGIN IMMEDIATE")
    done = _number(connection, "PRAGMA user_version")  # again: another process may have been quicker
    for script in _migrations()[done:]:
        for statement in _statements(script):
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {format_number()}")
    connection.execute("COMMIT")  # on any error before, closing the connection undoes it all


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
