"""Rows in, lines of CSV out: UTF-8, flat cells, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TextIO

import msgspec

from dragoman.exchange.tables import Row

__all__ = ["CsvFile", "CsvLines", "cell"]

# What a spreadsheet takes for the start of a formula, full-width forms and what it skips before one included.
_RUN = tuple("=+-@\t\r\n＝＋－＠")


def cell(value: object) -> str | int | float:
    """A value as a cell. Text that a spreadsheet would run gets an apostrophe before it; unknown is empty.

    Lists of words are joined by `;` (a `;` inside one becomes `,`), truth is `true` or `false`, and what has
    parts (a place, quantities) is JSON.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    return _defused(_text(value))


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return ";".join(item.replace(";", ",") for item in value)
    return msgspec.json.encode(value).decode()


def _defused(text: str) -> str:
    return "'" + text if text.startswith(_RUN) else text


class CsvLines:
    """Writes rows to an open text stream, a header first; lines end with CR LF, as RFC 4180 has it."""

    def __init__(self, stream: TextIO, columns: list[str]) -> None:
        self._columns = columns
        self._writer = csv.writer(stream)
        self._writer.writerow(columns)

    def add(self, row: Row) -> None:
        """Write one row; columns that it lacks stay empty."""
        self._writer.writerow([cell(row.get(column)) for column in self._columns])


class CsvFile:
    """A CSV file in the making, in UTF-8 without a byte order mark."""

    def __init__(self, path: Path, columns: dict[str, str]) -> None:
        self._file = path.open("w", encoding="utf-8", errors="replace", newline="")
        self._lines = CsvLines(self._file, list(columns))

    def add(self, row: Row) -> None:
        """Write one row."""
        self._lines.add(row)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()
