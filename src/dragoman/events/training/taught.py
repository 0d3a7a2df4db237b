"""Sentences that stay where they are: labels with offsets and the news file they were made on in, corpus lines out.

The labels are ours; the text is Wikipedia's (CC BY-SA 4.0) and is never copied into the project.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
from pathlib import Path

import msgspec

from dragoman.errors import CodebookError
from dragoman.events.training.corpus import Line, parse_line

__all__ = ["Taught", "read_taught"]

log = logging.getLogger(__name__)


class Taught(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Labels of `text[start:end]` of row `row` of the news: `marks` are (start, end, letters) in that stretch.

    `digest` holds the first eight hexadecimal digits of the stretch's SHA-256, so that another file is noticed.
    """

    row: int
    start: int
    end: int
    digest: str
    marks: tuple[tuple[int, int, str], ...]
    acts: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()


def read_taught(labels: Path, news: Path) -> list[Line]:
    """Lines made of both files; none, with a warning, where the news is not there."""
    if not (labels.is_file() and news.is_file()):
        log.warning("%s or %s is not there: training goes on without taught sentences", labels, news)
        return []
    rows = [msgspec.json.decode(raw, type=Taught) for raw in labels.read_bytes().splitlines()]
    wanted = {row.row for row in rows}
    with gzip.open(news, "rb") as file:
        texts = {n: msgspec.json.decode(raw)["text"] for n, raw in enumerate(file) if n in wanted}
    return [_line(row, texts.get(row.row, "")[row.start : row.end]) for row in rows]


def _line(row: Taught, text: str) -> Line:
    if hashlib.sha256(text.encode()).hexdigest()[:8] != row.digest:
        raise CodebookError(f"row {row.row} of the news is not the text that was labelled")
    parts, done = [], 0
    for start, end, letters in row.marks:
        parts += [text[done:start], "{", letters, ":", text[start:end], "}"]
        done = end
    line = Line(f"news-{row.row}", "agency", "".join((*parts, text[done:])), row.acts, row.contexts)
    if parse_line(line).text != text:
        raise CodebookError(f"row {row.row}: marks out of order")
    return line
