"""The gazetteer of towns: `places.csv` in, checked records out. Made by benchmarks/draw_places.py from GeoNames."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from dragoman.errors import CodebookError

__all__ = ["Town", "parse_sites", "parse_towns", "sites", "towns"]

_SITE_COLUMNS = ["name", "names", "kind", "code", "source"]
#: People that a site is taken to have, fewer than any town; in a region, as in a state, nobody lives.
_KINDS = {"site": 50_000, "region": 0}
_COLUMNS = ["name", "names", "code", "people", "source"]


class Town(NamedTuple):
    """A town: its name and further names, the ISO alpha-3 code of its state, and how many people live there."""

    name: str
    names: tuple[str, ...]
    code: str
    people: int


def parse_towns(text: str, name: str = "places.csv") -> tuple[Town, ...]:
    """The rows of a table of towns; raises CodebookError with file and line for what breaks its form."""
    reader = csv.reader(io.StringIO(text))
    if next(reader, []) != _COLUMNS:
        raise CodebookError(f"{name}:1: columns are {', '.join(_COLUMNS)}")
    found = []
    for cells in reader:
        try:
            title, names, code, people, _ = cells
            found.append(Town(title, tuple(filter(None, names.split("|"))), code, int(people)))
        except ValueError:
            raise CodebookError(f"{name}:{reader.line_num}: want {', '.join(_COLUMNS)}, people a number") from None
    return tuple(found)


@cache
def towns() -> tuple[Town, ...]:
    """The towns of the codebook."""
    return parse_towns((files("dragoman.codebook") / "places.csv").read_text(encoding="utf-8"))


def parse_sites(text: str, name: str = "sites.csv") -> tuple[Town, ...]:
    """The rows of a table of sites and regions; raises CodebookError with file and line for what breaks its form."""
    reader = csv.reader(io.StringIO(text))
    if next(reader, []) != _SITE_COLUMNS:
        raise CodebookError(f"{name}:1: columns are {', '.join(_SITE_COLUMNS)}")
    found = []
    for cells in reader:
        if len(cells) != len(_SITE_COLUMNS) or cells[2] not in _KINDS or not re.fullmatch("[A-Z]{3}", cells[3]):
            raise CodebookError(f"{name}:{reader.line_num}: want {', '.join(_SITE_COLUMNS)}, kind site or region")
        found.append(Town(cells[0], tuple(filter(None, cells[1].split("|"))), cells[3], _KINDS[cells[2]]))
    return tuple(found)


@cache
def sites() -> tuple[Town, ...]:
    """The sites of the codebook."""
    return parse_sites((files("dragoman.codebook") / "sites.csv").read_text(encoding="utf-8"))
