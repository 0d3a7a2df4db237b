"""The actor tables: CSV files of states, capitals, bodies, people and titles in, checked frozen records out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.abc import Traversable
from importlib.resources import files

from dragoman.errors import CodebookError

__all__ = [
    "NONSTATE",
    "SECTORS",
    "ActorTables",
    "Body",
    "Named",
    "Nominal",
    "NotActor",
    "Period",
    "State",
    "Tenure",
    "Title",
    "WordList",
    "actor_tables",
    "load_actor_tables",
]

#: Sectors and non-state groups of PLOVER 2.0.
SECTORS = frozenset(
    [
        "COP",
        "GOV",
        "JUD",
        "LEG",
        "MIL",
        "PRM",
        "PTY",
        "REB",
        "SPY",
        "UAF",
        "UNK",
        "AGR",
        "BUS",
        "CRM",
        "CVL",
        "EDU",
        "ELI",
        "JRN",
        "LAB",
        "MED",
        "REF",
        "OPP",
        "PRE",
        "REL",
        "SOC",
    ]
)
NONSTATE = frozenset(["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"])
_TITLE_KINDS = frozenset(["title", "organ", "role", "rank", "honorific", "former", "modifier"])
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day as ISO 8601 to the precision known, both included; None is an open end."""

    start: str | None = None
    end: str | None = None

    def place(self, on: str) -> int:
        """-1 when `on` lies before the period, 0 inside, 1 after; compared to the coarser precision of the two."""
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
class Named:
    """A capital, a metonym or an armed group: names that stand for `code`, in a period where one is given."""

    name: str
    names: tuple[str, ...]
    code: str
    sectors: tuple[str, ...]
    ambiguous: bool
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
    """Words that say what somebody is; `kind` rules how they join their neighbours (docs/adding-an-actor.md)."""

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
class WordList:
    """A closed list of words that the rules of `dragoman.actors` ask for by name."""

    list: str
    words: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class ActorTables:
    """All tables in the order of their files."""

    states: tuple[State, ...]
    capitals: tuple[Named, ...]
    metonyms: tuple[Named, ...]
    groups: tuple[Named, ...]
    bodies: tuple[Body, ...]
    people: tuple[Tenure, ...]
    titles: tuple[Title, ...]
    not_actors: tuple[NotActor, ...]
    nominals: tuple[Nominal, ...]
    words: tuple[WordList, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a table; every question a parser asks of it fails with file and line."""

    file: str
    line: int
    cells: dict[str, str]

    def error(self, message: str) -> CodebookError:
        return CodebookError(f"{self.file}:{self.line}: {message}")

    def text(self, column: str) -> str:
        if not self.cells[column]:
            raise self.error(f"{column} is empty")
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        return tuple(filter(None, (part.strip() for part in self.cells.get(column, "").split("|"))))

    def one_of(self, column: str, known: Iterable[str], *, empty: bool = False) -> str:
        value = self.cells[column]
        if value not in known and not (empty and not value):
            raise self.error(f"{column} {value!r} is unknown; known are {', '.join(sorted(known))[:300]}")
        return value

    def sectors(self) -> tuple[str, ...]:
        for sector in self.many("sectors"):
            if sector not in SECTORS | NONSTATE:
                raise self.error(
                    f"sector {sector!r} is unknown; known are {', '.join(sorted(SECTORS | NONSTATE))}"
                )
        return self.many("sectors")

    def period(self) -> Period:
        for column in ("from", "to"):
            if self.cells[column] and not _DAY.fullmatch(self.cells[column]):
                raise self.error(
                    f"{column} {self.cells[column]!r} is no year, month or day such as 2012-10-05"
                )
        start, end = self.cells["from"] or None, self.cells["to"] or None
        if start and end and end < start[: len(end)]:
            raise self.error(f"{end} comes before {start}")
        return Period(start, end)


_COLUMNS = {
    "states": "code name names demonyms abbreviations misspellings prefixes from to cow source",
    "capitals": "name names state ambiguous from to source",
    "metonyms": "name names state sectors from to source",
    "groups": "name names code sectors from to source",
    "bodies": "code group name names acronyms source",
    "people": "name names short code office sectors from to source",
    "titles": "words kind sector source",
    "not_actors": "words kind source",
    "nominals": "words sectors source",
    "word_lists": "list words source",
}


def _read(folder: Traversable, table: str) -> list[_Row]:
    """The lines of one table, with its header checked."""
    name = f"{table}.csv"
    try:
        text = (folder / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"{name}: {error}") from error
    reader = csv.reader(io.StringIO(text))
    columns = _COLUMNS[table].split()
    header = next(reader, [])
    if header != columns:
        odd = [c for c in header if c not in columns] or [c for c in columns if c not in header] or header
        raise CodebookError(f"{name}:1: column {odd[0]!r} is wrong; columns are {', '.join(columns)}")
    rows = []
    for cells in reader:
        if len(cells) != len(columns):
            raise CodebookError(
                f"{name}:{reader.line_num}: {len(cells)} cells, the header has {len(columns)}"
            )
        row = _Row(name, reader.line_num, dict(zip(columns, (cell.strip() for cell in cells), strict=True)))
        row.text("source")
        rows.append(row)
    return rows


def _state(row: _Row) -> State:
    if not re.fullmatch("[A-Z]{3}", row.cells["code"]):
        raise row.error(f"code {row.cells['code']!r} is no ISO 3166 alpha-3 code")
    cells = [row.many(c) for c in ("names", "demonyms", "abbreviations", "misspellings", "prefixes")]
    names, demonyms, abbreviations, misspellings, prefixes = cells
    return State(
        row.text("code"),
        row.text("name"),
        names,
        demonyms,
        abbreviations,
        misspellings,
        prefixes,
        row.period(),
        row.cells["cow"],
        row.text("source"),
    )


def _named(row: _Row, codes: Iterable[str]) -> Named:
    code = row.one_of("state" if "state" in row.cells else "code", codes)
    ambiguous = "ambiguous" in row.cells and row.one_of("ambiguous", ("yes", "no")) == "yes"
    return Named(
        row.text("name"), row.many("names"), code, row.sectors(), ambiguous, row.period(), row.text("source")
    )


def _body(row: _Row) -> Body:
    group = row.one_of("group", NONSTATE)
    return Body(
        row.text("code"), group, row.text("name"), row.many("names"), row.many("acronyms"), row.text("source")
    )


def _tenure(row: _Row, codes: Iterable[str]) -> Tenure:
    return Tenure(
        row.text("name"),
        row.many("names"),
        row.many("short"),
        row.one_of("code", codes),
        row.text("office"),
        row.sectors(),
        row.period(),
        row.text("source"),
    )


def _title(row: _Row) -> Title:
    kind, sector = row.one_of("kind", _TITLE_KINDS), row.one_of("sector", SECTORS, empty=True)
    return Title(row.text("words"), kind, sector, row.text("source"))


def _not_actor(row: _Row) -> NotActor:
    kind = row.one_of("kind", ("phrase", "cased", "comment", "shouted"))
    return NotActor(row.text("words"), kind, row.text("source"))


def _forms(row: _Row) -> Iterator[str]:
    for column in ("name", "names", "demonyms", "abbreviations", "misspellings", "acronyms", "words"):
        yield from (form.casefold() for form in dict.fromkeys(row.many(column)))


def _check_overlaps(rows: Iterable[_Row]) -> None:
    """A form belongs to one row at a time; a second row needs another period."""
    seen: dict[str, list[tuple[_Row, Period]]] = {}
    for row in rows:
        period = row.period() if "from" in row.cells else Period()
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


def load_actor_tables(folder: Traversable) -> ActorTables:
    """Read and check the ten tables in `folder`.

    Raises CodebookError with file and line for an unknown column, code, sector or kind, for a cell that is
    missing, and for names or tenures that overlap in time.
    """
    rows = {table: _read(folder, table) for table in _COLUMNS}
    states = tuple(_state(row) for row in rows["states"])
    bodies = tuple(_body(row) for row in rows["bodies"])
    codes = frozenset(state.code for state in states)
    all_codes = codes | {body.code for body in bodies} | NONSTATE
    _check_overlaps(r for t in ("states", "bodies", "metonyms", "groups") for r in rows[t])
    _check_overlaps([*(r for r in rows["states"]), *(r for r in rows["capitals"])])
    for table in ("titles", "nominals"):
        _check_overlaps(rows[table])
    _check_tenures(rows["people"])
    return ActorTables(
        states=states,
        capitals=tuple(_named(row, codes) for row in rows["capitals"]),
        metonyms=tuple(_named(row, codes) for row in rows["metonyms"]),
        groups=tuple(_named(row, all_codes) for row in rows["groups"]),
        bodies=bodies,
        people=tuple(_tenure(row, all_codes) for row in rows["people"]),
        titles=tuple(_title(row) for row in rows["titles"]),
        not_actors=tuple(_not_actor(row) for row in rows["not_actors"]),
        nominals=tuple(Nominal(r.text("words"), r.sectors(), r.text("source")) for r in rows["nominals"]),
        words=tuple(WordList(r.text("list"), r.many("words"), r.text("source")) for r in rows["word_lists"]),
    )


@cache
def actor_tables() -> ActorTables:
    """The tables of the codebook that dragoman ships."""
    return load_actor_tables(files("dragoman.codebook") / "actors")
