"""Which codes are one polity through time: a code in, its lineage and all codes of that lineage out."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from io import StringIO

from dragoman.errors import CodebookError

__all__ = ["lineage", "lineage_codes", "lineages", "polity_of_day"]

_COLUMNS = ["code", "lineage", "name", "until", "source"]


@cache
def _rows() -> tuple[dict[str, str], ...]:
    """The checked rows of `lineage.csv`."""
    text = (files("dragoman.codebook") / "lineage.csv").read_text(encoding="utf-8")
    rows = tuple(csv.DictReader(StringIO(text, newline="")))
    heads = {row["code"] for row in rows}
    for number, row in enumerate(rows, 2):
        if list(row) != _COLUMNS or not (row["code"] and row["lineage"] and row["name"] and row["source"]):
            raise CodebookError(f"lineage.csv, line {number}: needs {', '.join(_COLUMNS)}, found {row}")
        if row["lineage"] in heads:
            raise CodebookError(f"lineage.csv, line {number}: {row['lineage']} has a lineage of its own")
    return rows


@cache
def lineages() -> dict[str, str]:
    """Former codes to the code of the state that continues them, from `lineage.csv`.

    Raises CodebookError for a row without code, lineage or source, and for a chain of two steps.
    """
    return {row["code"]: row["lineage"] for row in _rows()}


def lineage(code: str) -> str:
    """The code under which a polity is counted today (`SUN` gives `RUS`); any other code gives itself."""
    return lineages().get(code, code)


def lineage_codes(code: str) -> tuple[str, ...]:
    """All codes of the lineage to which `code` belongs, sorted (`RUS` and `SUN` give both)."""
    head = lineage(code)
    return tuple(sorted({head, *(former for former, now in lineages().items() if now == head)}))


def polity_of_day(code: str, day: str | None) -> str:
    """The polity that a code stands for on a day: `RUS` on a day of 1971 is `SUN`; any code on no day is itself.

    Only where the former polity was the whole of its lineage (`until` in the table: the last day
    on which a bare name of the heir is read so; 1991 itself is left as it was named).
    """
    if day is None:
        return code
    return next((row["code"] for row in _rows() if row["lineage"] == code and day <= row["until"]), code)
