"""Ledgers held open: a path in, for each thread a ledger that is opened once and again when the file is another out."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.errors import LedgerError
from dragoman.ledger import Ledger

__all__ = ["Opened"]


class Opened:
    """The ledger of a room: what SQLite knows of a file is learned once a thread, not once a page."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held = threading.local()

    @contextmanager
    def reading(self, patience: float) -> Iterator[Ledger]:
        """The ledger in one state, to be read for at most so many seconds; raises LedgerError as opening one does."""
        ledger = self._current()
        ledger.allow(patience)
        try:
            with ledger.snapshot():
                yield ledger
        except LedgerError:
            self._drop()
            raise

    def _current(self) -> Ledger:
        try:
            found = self.path.stat()
            mark = (found.st_dev, found.st_ino)
        except OSError:
            mark = (0, 0)
        if getattr(self._held, "mark", None) != mark:
            self._drop()
            self._held.ledger = Ledger(self.path, readonly=True)
            self._held.mark = mark
        ledger: Ledger = self._held.ledger
        return ledger

    def _drop(self) -> None:
        held = getattr(self._held, "ledger", None)
        self._held.mark = None
        if held is not None:
            self._held.ledger = None
            held.close()
