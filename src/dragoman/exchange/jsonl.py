"""Rows in, a file of JSON lines out: UTF-8, one object a line, keys in the order of the table."""

from __future__ import annotations

from pathlib import Path

import msgspec

from dragoman.exchange.tables import Row

__all__ = ["JsonlFile"]


class JsonlFile:
    """A file of JSON lines in the making; `longest` is the length in bytes of its longest line so far."""

    def __init__(self, path: Path, columns: dict[str, str]) -> None:
        self.longest = 0
        self._columns = list(columns)
        self._file = path.open("wb")
        self._encoder = msgspec.json.Encoder()

    def add(self, row: Row) -> None:
        """Write one row; columns that it lacks are null."""
        line = self._encoder.encode({column: row.get(column) for column in self._columns}) + b"\n"
        self.longest = max(self.longest, len(line))
        self._file.write(line)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()
