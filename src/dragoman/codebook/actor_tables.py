"""The actor tables: CSV files of states, bodies, people and titles in, checked records out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.codebook.actor_rows import (
    NONSTATE,
    SECTORS,
    ActorTables,
    Body,
    Calling,
    Capital,
    Epithet,
    Membership,
    Named,
    Nominal,
    NotActor,
    Period,
    Project,
    State,
    Tenure,
    Title,
    WordList,
)
from dragoman.errors import CodebookError

__all__ = ["TABLES", "check_header", "load_actor_tables", "load_own_tables", "shipped_tables"]

_TITLE_KINDS = frozenset(["title", "organ", "role", "rank", "honorific", "former", "modifier"])
_EPITHET_KINDS = frozenset("state body pair two host visitor neighbour group own counterpart region".split())
_STOP_KINDS = frozenset(["phrase", "cased", "comment", "shouted"])
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

#: The record of each table, in the order of ActorTables. Its fields are the columns; a period takes `from` and `to`.
TABLES: dict[str, type[NamedTuple]] = {
    "states": State,
    "capitals": Capital,
    "metonyms": Named,
    "groups": Named,
    "parties": Named,
    "projects": Project,
    "bodies": Body,
    "memberships": Membership,
    "people": Tenure,
    "titles": Title,
    "not_actors": NotActor,
    "nominals": Nominal,
    "epithets": Epithet,
    "callings": Calling,
    "word_lists": WordList,
}
_MAY_BE_EMPTY = frozenset(["cow", "sector", "from", "to"])
#: What a cell that the file of a user has no column for holds.
_UNSAID = {"ambiguous": "no"}


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a table; every question asked of it fails with file and line."""

    file: str
    line: int
    cells: dict[str, str]

    def error(self, message: str) -> CodebookError:
        return CodebookError(f"{self.file}:{self.line}: {message}")

    def many(self, column: str) -> tuple[str, ...]:
        return tuple(filter(None, (part.strip() for part in self.cells.get(column, "").split("|"))))

    def period(self) -> Period:
        start, end = self.cells.get("from") or None, self.cells.get("to") or None
        for column, day in (("from", start), ("to", end)):
            if day and not _DAY.fullmatch(day):
                raise self.error(f"{column} {day!r} is no year, month or day such as 2012-10-05")
        if start and end and end < start[: len(end)]:
            raise self.error(f"{end} comes before {start}")
        return Period(start, end)


def _hints(table: str) -> dict[str, object]:
    """The fields of a table's record with their types."""
    return TABLES[table].__annotations__


def _is_list(hint: object) -> bool:
    return hint == tuple[str, ...]


def _columns(table: str) -> list[str]:
    return [column for name in _hints(table) for column in (("from", "to") if name == "period" else (name,))]


def check_header(table: str, header: Sequence[str]) -> str | None:
    """What keeps a user's file with these columns from being such a table; None where nothing does."""
    columns = _columns(table)
    for column in header:
        if column not in columns or header.count(column) > 1:
            return f"column {column!r} is wrong; columns are {', '.join(columns)}"
    may_lack = {*_MAY_BE_EMPTY, *_UNSAID, "source", *(n for n, hint in _hints(table).items() if _is_list(hint))}
    lacking = [c for c in columns if c not in header and (c not in may_lack or c in ("words", "codes"))]
    return f"column {lacking[0]!r} is missing; columns are {', '.join(columns)}" if lacking else None


def _parse(text: str, name: str, check: Callable[[Sequence[str]], str | None], common: Mapping[str, str]) -> list[_Row]:
    """The lines of one table, the header checked; `common` holds the cells that no column gives."""
    reader = csv.reader(io.StringIO(text), strict=True)
    rows = []
    try:
        header = [cell.strip() for cell in next(reader, [])]
        if problem := check(header):
            raise CodebookError(f"{name}:1: {problem}")
        for cells in reader:
            if len(cells) != len(header):
                raise CodebookError(f"{name}:{reader.line_num}: {len(cells)} cells, the header has {len(header)}")
            given = dict(zip(header, map(str.strip, cells), strict=True))
            rows.append(_Row(name, reader.line_num, {**common, **given}))
    except csv.Error as error:
        raise CodebookError(f"{name}:{reader.line_num}: {error}") from error
    return rows


def _read(folder: Traversable, table: str) -> list[_Row]:
    """The lines of one table of the codebook, which has all its columns in their order."""
    name, columns = f"{table}.csv", _columns(table)
    try:
        text = (folder / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"{name}: {error}") from error

    def check(header: Sequence[str]) -> str | None:
        odd = [c for c in header if c not in columns] or [c for c in columns if c not in header] or [*header, ""]
        return None if header == columns else f"column {odd[0]!r} is wrong; columns are {', '.join(columns)}"

    return _parse(text, name, check, {})


def _build(table: str, row: _Row, known: dict[str, frozenset[str]]) -> Any:
    """The record of one line; `known` maps columns to the values they may hold."""
    values: dict[str, object] = {}
    for name, hint in _hints(table).items():
        listed = _is_list(hint)
        if name == "period":
            values["period"] = row.period()
            continue
        cells = row.many(name) if listed else (row.cells.get(name, ""),)
        if not listed and not cells[0] and name not in _MAY_BE_EMPTY:
            raise row.error(f"{name} is empty")
        for cell in cells:
            if cell and cell not in known.get(name, (cell,)):
                near = get_close_matches(cell, known[name], 3, 0) or sorted(known[name])
                raise row.error(f"{name} {cell!r} is unknown; near are {', '.join(near)}")
        values[name] = cells if listed else cells[0]
    return TABLES[table]._make(values.values())


def _forms(row: _Row) -> Iterator[str]:
    for column in ("name", "names", "demonyms", "abbreviations", "misspellings", "acronyms", "words"):
        yield from (form.casefold() for form in dict.fromkeys(row.many(column)))


def _check_overlaps(rows: Iterable[_Row]) -> None:
    """A form belongs to one row at a time; a second row needs another period."""
    seen: dict[str, list[tuple[_Row, Period]]] = {}
    for row in rows:
        period = row.period()
        for form in set(_forms(row)):
            for other, when in seen.setdefault(form, []):
                if period.overlaps(when):
                    raise row.error(f"{form!r} stands already in {other.file}:{other.line} for the same time")
            seen[form].append((row, period))


def _check_tenures(rows: Iterable[_Row]) -> None:
    seen: dict[tuple[str, str], list[tuple[_Row, Period]]] = {}
    for row in rows:
        held = seen.setdefault((row.cells["name"], row.cells["office"]), [])
        for other, when in held:
            if row.period().overlaps(when):
                raise row.error(f"{row.cells['name']!r} holds this office already in line {other.line}")
        held.append((row, row.period()))


def _checked(rows: Mapping[str, list[_Row]], states: frozenset[str], bodies: frozenset[str]) -> ActorTables:
    """The records of all tables; `states` and `bodies` are codes that stand elsewhere."""
    for row in rows["states"]:
        if not re.fullmatch("[A-Z]{3}", row.cells["code"]):
            raise row.error(f"code {row.cells['code']!r} is no ISO 3166 alpha-3 code")
    codes = states | {row.cells["code"] for row in rows["states"]}
    acronyms = bodies | {row.cells["code"] for row in rows["bodies"]}
    actors = codes | acronyms | NONSTATE
    of_states: dict[str, frozenset[str]] = {"code": codes, "codes": codes}
    known: dict[str, dict[str, frozenset[str]]] = {
        "states": {},
        "bodies": {},
        "capitals": of_states | {"ambiguous": frozenset(["yes", "no"])},
        "groups": {"code": actors},
        "memberships": of_states | {"body": acronyms},
        "people": {"code": actors},
        "titles": {"kind": _TITLE_KINDS},
        "not_actors": {"kind": _STOP_KINDS},
        "epithets": {"kind": _EPITHET_KINDS, "codes": actors},
    }
    sectors = {"sectors": SECTORS | NONSTATE, "sector": SECTORS, "group": NONSTATE}
    tables = ActorTables(
        *(tuple(_build(table, row, known.get(table, of_states) | sectors) for row in rows[table]) for table in TABLES)
    )
    _check_overlaps(row for table in ("states", "bodies", "metonyms", "groups", "parties") for row in rows[table])
    _check_overlaps(row for table in ("states", "capitals") for row in rows[table])
    _check_overlaps(rows["titles"])
    _check_overlaps(rows["nominals"])
    _check_overlaps(rows["callings"])
    _check_tenures(rows["people"])
    return tables


def load_actor_tables(folder: Traversable) -> ActorTables:
    """Read and check the tables in `folder`.

    Raises CodebookError with file and line for an unknown column, code, sector or kind, for a cell that is
    missing, and for names or tenures that overlap in time.
    """
    return _checked({table: _read(folder, table) for table in TABLES}, frozenset(), frozenset())


def load_own_tables(paths: Iterable[Path]) -> ActorTables:
    """Read and check tables of a user's own, which may use the codes of those that dragoman ships.

    A file is the table that its name says (`my-people.csv`), else the one that its columns fit; columns that may
    be empty may be missing. Raises CodebookError as `load_actor_tables` does, and for a file that is no table.
    """
    rows: dict[str, list[_Row]] = {table: [] for table in TABLES}
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or error
            raise CodebookError(f"{path.name}: cannot be read: {reason}; --actors takes CSV files in UTF-8") from error
        table = _table_of(path.name, text)
        common = {**_UNSAID, "source": path.name}
        rows[table] += _parse(text, path.name, partial(check_header, table), common)
    shipped = shipped_tables()
    return _checked(rows, frozenset(r.code for r in shipped.states), frozenset(r.code for r in shipped.bodies))


def _table_of(name: str, text: str) -> str:
    stem = name.casefold().rpartition(".")[0]
    if named := [table for table in TABLES if stem.endswith(table)]:
        return max(named, key=len)
    header = [cell.strip() for cell in next(csv.reader(io.StringIO(text)), [])]
    fitting = [table for table in TABLES if check_header(table, header) is None]
    if len(fitting) == 1:
        return fitting[0]
    which = f"its columns fit {', '.join(fitting)}" if fitting else "its columns fit no table"
    raise CodebookError(f"{name}: {which}; name it after its table, such as my-{(fitting or ['people'])[0]}.csv")


def _quick(folder: Traversable, table: str) -> tuple[Any, ...]:
    """The records of a table that the tests have checked."""
    reader = csv.reader(io.StringIO((folder / f"{table}.csv").read_text(encoding="utf-8")))
    next(reader)
    make = TABLES[table]._make
    hints = _hints(table)
    lists = [n for n, name in enumerate(hints) if _is_list(hints[name])]
    at = list(hints).index("period") if "period" in hints else None
    found = []
    for cells in reader:
        values: list[Any] = cells
        if at is not None:
            values[at : at + 2] = [_period(values[at], values[at + 1])]
        for n in lists:
            values[n] = tuple(values[n].split("|")) if values[n] else ()
        found.append(make(values))
    return tuple(found)


@cache
def _period(start: str, end: str) -> Period:
    return Period(start or None, end or None)


@cache
def shipped_tables() -> ActorTables:
    """The tables that dragoman ships; the tests check them, so that nobody waits for it here."""
    folder = files("dragoman.codebook") / "actors"
    return ActorTables(*(_quick(folder, table) for table in TABLES))
