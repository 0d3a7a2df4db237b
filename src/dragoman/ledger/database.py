"""An open ledger file: SQL and values in, rows out, every failure as a LedgerError that names the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from dragoman.codebook.lineage import lineage
from dragoman.ledger.connect import connect, guarded

__all__ = ["Database"]

_STEPS = 500_000  # steps of SQLite between two looks at the clock
_FETCHED = 500  # rows taken at a time while a result is walked
_BOUND = 500  # values bound in one statement


class Database:
    """A connection together with its path; see `connect` for the arguments and errors.

    `patience`: seconds from now after which all that still goes on is given up.
    """

    def __init__(
        self, path: Path, *, create: bool = False, readonly: bool = False, patience: float | None = None
    ) -> None:
        self.path = path
        self.readonly = readonly
        self.connection = connect(path, create=create, readonly=readonly)
        self.connection.create_function("lineage", 1, lineage, deterministic=True)
        if patience is not None:
            self.allow(patience)

    def allow(self, patience: float) -> None:
        """Give up whatever still goes on after so many seconds from now."""
        end = monotonic() + patience
        self.connection.set_progress_handler(lambda: monotonic() > end, _STEPS)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, all or nothing: rolled back on any exception, an interrupt included."""
        with guarded(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """One state of the ledger for all that is read inside, whatever another process writes meanwhile."""
        with guarded(self.path):
            outermost = not self.connection.in_transaction
            if outermost:
                self.connection.execute("BEGIN")
            try:
                yield
            finally:
                if outermost and self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")

    def each(self, query: str, values: Iterable[object] = ()) -> Iterator[sqlite3.Row]:
        """The rows of a query one after the other, the first asked for at once."""
        with guarded(self.path):
            cursor = self.connection.execute(query, tuple(values))
            while rows := cursor.fetchmany(_FETCHED):
                yield from rows

    def few(self, query: str, values: Sequence[object]) -> Iterator[sqlite3.Row]:
        """The rows of a query with `IN (?)` in it for a list of values, asked for some of them at a time."""
        for start in range(0, len(values), _BOUND):
            some = values[start : start + _BOUND]
            yield from self.each(query.replace("(?)", f"({', '.join('?' * len(some))})"), some)

    def all(self, query: str, values: Iterable[object] = ()) -> Sequence[sqlite3.Row]:
        """All rows of a query."""
        return list(self.each(query, values))

    def one(self, query: str, values: Iterable[object] = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        with guarded(self.path):
            row: sqlite3.Row | None = self.connection.execute(query, tuple(values)).fetchone()
            return row
