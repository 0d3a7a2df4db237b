"""Rows in, a file of JSON lines out: UTF-8, one object a line, keys in the order of the table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from dragoman.exchange.tables import Add, Row

__all__ = ["jsonl_file"]


@contextmanager
def jsonl_file(path: Path, columns: dict[str, str]) -> Iterator[Add]:
    """A file of JSON lines in the making; columns that a row lacks are null."""
    encode = msgspec.json.Encoder().encode
    with path.open("wb") as file:

        def add(row: Row) -> None:
            file.write(encode({column: row.get(column) for column in columns}) + b"\n")

        yield add
