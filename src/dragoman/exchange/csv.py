"""Rows in, lines of CSV out: UTF-8, flat cells, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import msgspec

from dragoman.exchange.tables import Add

__all__ = ["cell", "csv_file", "csv_lines"]

# Where a spreadsheet may begin a cell, with the blanks it skips there, before what it takes for a formula; `;` parts
# cells in much of Europe, and a cell that begins with a tab or line break is one that it may run.
_FORMULA = re.compile(r"^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?=\s*[=+\-@＝＋－＠])")


def cell(value: object) -> str | int | float:
    """A value as a cell. An apostrophe stands before what a spreadsheet would run; unknown is empty.

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
    return _FORMULA.sub("'", text)


def csv_lines(stream: TextIO, columns: Iterable[str]) -> Add:
    """What writes rows to an open text stream, below a header; lines end with CR LF, as RFC 4180 has it."""
    names, writer = list(columns), csv.writer(stream)
    writer.writerow(names)
    return lambda row: writer.writerow([cell(row.get(name)) for name in names])


@contextmanager
def csv_file(path: Path, columns: dict[str, str]) -> Iterator[Add]:
    """A CSV file in the making, in UTF-8 without a byte order mark; columns that a row lacks stay empty."""
    with path.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        yield csv_lines(stream, columns)
