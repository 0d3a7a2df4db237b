"""Rows in, lines on standard output out, in the format that was asked for or that suits where they go."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping

import msgspec

from dragoman.exchange.csv import csv_lines
from dragoman.exchange.tables import Row

__all__ = ["chosen", "write_rows"]


def chosen(format: str | None) -> str:
    """The format to write: that asked for, else a table on a terminal, else JSON lines."""
    return format or ("table" if sys.stdout.isatty() else "jsonl")


def write_rows(rows: Iterable[Row], format: str, columns: Mapping[str, object]) -> None:
    """Write rows as they come, as `json` (one array), `jsonl` or `csv` with these columns."""
    _WRITERS[format](rows, columns)


def _jsonl(rows: Iterable[Row], columns: Mapping[str, object]) -> None:
    for row in rows:
        sys.stdout.write(_encoded(row) + "\n")


def _json(rows: Iterable[Row], columns: Mapping[str, object]) -> None:
    before = "[\n"
    for row in rows:
        sys.stdout.write(before + _encoded(row))
        before = ",\n"
    sys.stdout.write("[]\n" if before == "[\n" else "\n]\n")


def _csv(rows: Iterable[Row], columns: Mapping[str, object]) -> None:
    add = csv_lines(sys.stdout, columns)
    for row in rows:
        add(row)


def _encoded(row: Row) -> str:
    return msgspec.json.encode(row).decode()


_WRITERS = {"jsonl": _jsonl, "json": _json, "csv": _csv}
