"""The actor tables: CSV files of states, bodies, people and titles in, checked frozen records out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from dragoman.errors import CodebookError

__all__ = [
    "NONSTATE",
    "SECTORS",
    "ActorTables",
    "Body",
    "Capital",
    "Epithet",
    "Membership",
    "Named",
    "Nominal",
    "NotActor",
    "Period",
    "Project",
    "State",
    "Tenure",
    "Title",
    "WordList",
    "actor_tables",
    "load_actor_tables",
]

#: Sectors and non-state groups of PLOVER 2.0.
SECTORS = frozenset(
    re.findall(
        "[A-Z]+",
        "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC",
    )
)
NONSTATE = frozenset(["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"])
_TITLE_KINDS = frozenset(["title", "organ", "role", "rank", "honorific", "former", "modifier"])
_EPITHET_KINDS = frozenset(["state", "body", "pair", "two", "host"])
_STOP_KINDS = frozenset(["phrase", "cased", "comment", "shouted"])
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day as ISO 8601 to the precision known, both included; None is an open end."""

    start: str | None = None
    end: str | None = None

    def place(self, on: str) -> int:
        """-1 when `on` lies before the period, 0 inside, 1 after, at the coarser precision of the two."""
        if self.start and on[: len(self.start)] < self.start[: len(on)]:
            return -1
        return 1 if self.end and on[: len(self.end)] > self.end[: len(on)] else 0

    def overlaps(self, other: Period) -> bool:
        """Whether both share more than a border day."""
        return (self.start or "") < (other.end or "9999") and (other.start or "") < (self.end or "9999")


@dataclass(frozen=True, slots=True)
class State:
    """A state of today or, with a period, of the past."""

    code: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    abbreviations: tuple[str, ...]
    misspellings: tuple[str, ...]
    prefixes: tuple[str, ...]
    period: Period
    cow: str
    source: str


@dataclass(frozen=True, slots=True)
class Capital:
    """A seat of government; an `ambiguous` one (`yes`) counts only where its state is named too."""

    name: str
    names: tuple[str, ...]
    code: str
    ambiguous: str
    period: Period
    source: str


@dataclass(frozen=True, slots=True)
class Named:
    """A metonym or an armed group: names that stand for `code`, in a period where one is given."""

    name: str
    names: tuple[str, ...]
    code: str
    sectors: tuple[str, ...]
    period: Period
    source: str


@dataclass(frozen=True, slots=True)
class Project:
    """A pipeline, port, mill, dam or programme; `codes` are the states that own or build it."""

    name: str
    names: tuple[str, ...]
    kind: str
    codes: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Membership:
    """A state's time in an alliance, body or bloc."""

    body: str
    code: str
    period: Period
    source: str


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation that acts for no single state; `group` is its PLOVER group."""

    code: str
    group: str
    name: str
    names: tuple[str, ...]
    acronyms: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office that somebody held; `short` are the names by which the press calls the person alone."""

    name: str
    names: tuple[str, ...]
    short: tuple[str, ...]
    code: str
    office: str
    sectors: tuple[str, ...]
    period: Period
    source: str


@dataclass(frozen=True, slots=True)
class Title:
    """Words that say what somebody is; `kind` rules how they join others (docs/adding-an-actor.md)."""

    words: str
    kind: str
    sector: str
    source: str


@dataclass(frozen=True, slots=True)
class NotActor:
    """Words that are no actor, or only so in a certain case (`kind` is phrase, cased, comment or shouted)."""

    words: str
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class Nominal:
    """Words for two states named before, such as `the two countries`."""

    words: str
    sectors: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Epithet:
    """A noun for what was named before: `kind` is state or body (one of `codes`), pair or two (two
    states), host (the state of the place).
    """

    words: str
    kind: str
    codes: tuple[str, ...]
    sectors: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class WordList:
    """A closed list of words that the rules of `dragoman.actors` ask for by name."""

    list: str
    words: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class ActorTables:
    """All tables in the order of their files."""

    states: tuple[State, ...]
    capitals: tuple[Capital, ...]
    metonyms: tuple[Named, ...]
    groups: tuple[Named, ...]
    parties: tuple[Named, ...]
    projects: tuple[Project, ...]
    bodies: tuple[Body, ...]
    memberships: tuple[Membership, ...]
    people: tuple[Tenure, ...]
    titles: tuple[Title, ...]
    not_actors: tuple[NotActor, ...]
    nominals: tuple[Nominal, ...]
    epithets: tuple[Epithet, ...]
    words: tuple[WordList, ...]


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


#: The record of each table. Its fields are the columns, in order; a period takes the columns from and to.
_RECORDS: dict[str, type] = {
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
    "word_lists": WordList,
}
#: The tables in the order of the fields of ActorTables.
_ORDER = [{"words": "word_lists"}.get(field.name, field.name) for field in fields(ActorTables)]
_MAY_BE_EMPTY = frozenset(["cow", "sector", "from", "to"])


def _columns(table: str) -> list[str]:
    names = [field.name for field in fields(_RECORDS[table])]
    return [column for name in names for column in (("from", "to") if name == "period" else (name,))]


def _read(folder: Traversable, table: str) -> list[_Row]:
    """The lines of one table, with its header checked."""
    name = f"{table}.csv"
    try:
        text = (folder / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"{name}: {error}") from error
    reader = csv.reader(io.StringIO(text))
    columns = _columns(table)
    header = next(reader, [])
    if header != columns:
        odd = [c for c in header if c not in columns] or [c for c in columns if c not in header] or header
        raise CodebookError(f"{name}:1: column {odd[0]!r} is wrong; columns are {', '.join(columns)}")
    rows = []
    for cells in reader:
        if len(cells) != len(columns):
            raise CodebookError(f"{name}:{reader.line_num}: {len(cells)} cells, the header has {len(columns)}")
        rows.append(_Row(name, reader.line_num, dict(zip(columns, map(str.strip, cells), strict=True))))
    return rows


_Record = TypeVar("_Record")


def _build(record: type[_Record], row: _Row, known: dict[str, frozenset[str]]) -> _Record:
    """The record of one line; `known` maps columns to the values they may hold."""
    values: dict[str, object] = {}
    for field in fields(record):  # type: ignore[arg-type]
        listed = field.type == "tuple[str, ...]"
        if field.name == "period":
            values["period"] = row.period()
            continue
        cells = row.many(field.name) if listed else (row.cells[field.name],)
        if not listed and not cells[0] and field.name not in _MAY_BE_EMPTY:
            raise row.error(f"{field.name} is empty")
        for cell in cells:
            if cell and cell not in known.get(field.name, (cell,)):
                near = get_close_matches(cell, known[field.name], 3, 0) or sorted(known[field.name])
                raise row.error(f"{field.name} {cell!r} is unknown; near are {', '.join(near)}")
        values[field.name] = cells if listed else cells[0]
    return record(**values)


def _build_all(record: type[_Record], rows: Iterable[_Row], known: dict[str, frozenset[str]]) -> tuple[_Record, ...]:
    return tuple(_build(record, row, known) for row in rows)


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


def _cells(folder: Traversable, table: str) -> Iterator[tuple[str, ...]]:
    """The cells of each line of a table that the tests have checked."""
    reader = csv.reader(io.StringIO((folder / f"{table}.csv").read_text(encoding="utf-8")))
    next(reader)
    return map(tuple, reader)


def _quick(table: str, folder: Traversable) -> tuple[object, ...]:
    """The records of a table that the tests have checked."""
    record = _RECORDS[table]
    kinds = ["period" if f.name == "period" else "list" if f.type == "tuple[str, ...]" else "" for f in fields(record)]
    found = []
    for cells in _cells(folder, table):
        values: list[object] = []
        n = 0
        for kind in kinds:
            if kind == "period":
                values.append(Period(cells[n] or None, cells[n + 1] or None))
                n += 2
                continue
            cell = cells[n]
            values.append(cell if not kind else tuple(cell.split("|")) if cell else ())
            n += 1
        found.append(record(*values))
    return tuple(found)


def load_actor_tables(folder: Traversable) -> ActorTables:
    """Read and check the tables in `folder`.

    Raises CodebookError with file and line for an unknown column, code, sector or kind, for a cell that is
    missing, and for names or tenures that overlap in time.
    """
    rows = {table: _read(folder, table) for table in _RECORDS}
    for row in rows["states"]:
        if not re.fullmatch("[A-Z]{3}", row.cells["code"]):
            raise row.error(f"code {row.cells['code']!r} is no ISO 3166 alpha-3 code")
    codes = frozenset(row.cells["code"] for row in rows["states"])
    bodies = frozenset(row.cells["code"] for row in rows["bodies"])
    actors = codes | bodies | NONSTATE
    sectors = {"sectors": SECTORS | NONSTATE, "sector": SECTORS, "group": NONSTATE}
    tables = ActorTables(
        states=_build_all(State, rows["states"], {}),
        capitals=_build_all(Capital, rows["capitals"], {"code": codes, "ambiguous": frozenset(["yes", "no"])}),
        metonyms=_build_all(Named, rows["metonyms"], sectors | {"code": codes}),
        groups=_build_all(Named, rows["groups"], sectors | {"code": actors}),
        parties=_build_all(Named, rows["parties"], sectors | {"code": codes}),
        projects=_build_all(Project, rows["projects"], {"codes": codes}),
        bodies=_build_all(Body, rows["bodies"], sectors),
        memberships=_build_all(Membership, rows["memberships"], {"code": codes, "body": bodies}),
        people=_build_all(Tenure, rows["people"], sectors | {"code": actors}),
        titles=_build_all(Title, rows["titles"], sectors | {"kind": _TITLE_KINDS}),
        not_actors=_build_all(NotActor, rows["not_actors"], {"kind": _STOP_KINDS}),
        nominals=_build_all(Nominal, rows["nominals"], sectors),
        epithets=_build_all(Epithet, rows["epithets"], sectors | {"kind": _EPITHET_KINDS, "codes": actors}),
        words=_build_all(WordList, rows["word_lists"], {}),
    )
    _check_overlaps(row for table in ("states", "bodies", "metonyms", "groups", "parties") for row in rows[table])
    _check_overlaps(row for table in ("states", "capitals") for row in rows[table])
    _check_overlaps(rows["titles"])
    _check_overlaps(rows["nominals"])
    _check_tenures(rows["people"])
    return tables


@cache
def actor_tables() -> ActorTables:
    """The tables of the codebook that dragoman ships; the tests check them, so that nobody waits for it here."""
    folder = files("dragoman.codebook") / "actors"
    return ActorTables(*(_quick(table, folder) for table in _ORDER))  # type: ignore[arg-type]
