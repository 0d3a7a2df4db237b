"""The actor tables in use: those that dragoman ships, with the rows of a user's own in their place where given."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache, wraps
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar

from dragoman.codebook.actor_rows import ActorTables
from dragoman.codebook.actor_tables import load_own_tables, shipped_tables
from dragoman.errors import CodebookError

__all__ = ["actor_tables", "actors_digest", "actors_in_use", "of_tables", "use_actors"]

Made = TypeVar("Made")

#: The columns that say which row another one of the same table overrides.
_IDENTITY = {
    "states": ("code",),
    "bodies": ("code",),
    "memberships": ("body", "code"),
    "people": ("name", "office"),
    "words": ("list",),
}
#: The tables in which a form belongs to one row at a time.
_NAMED = ("states", "capitals", "metonyms", "groups", "parties", "projects", "bodies")
_FORMS = ("names", "demonyms", "abbreviations", "misspellings", "prefixes", "acronyms")

_in_use: list[Path] = []
_made: list[Callable[[], None]] = []


def of_tables(make: Callable[[], Made]) -> Callable[[], Made]:
    """Decorate what is made once of the tables in use, and again when others are taken.

    The collector of garbage rests meanwhile: what is made are some hundred thousand objects, all of them kept.
    """

    @cache
    @wraps(make)
    def kept() -> Made:
        at_work = gc.isenabled()
        gc.disable()
        try:
            return make()
        finally:
            if at_work:
                gc.enable()

    _made.append(kept.cache_clear)
    return kept


def use_actors(paths: Iterable[str | PathLike[str]] = ()) -> str:
    """Take up rows of a user's own for the whole process, in place of any taken up before.

    `paths` are CSV files in the form of the codebook's tables, or folders with such files; none goes back to
    the shipped tables. A row overrides the shipped one of the same name (people: name and office); a word of its
    names means nobody else any more. Returns the digest of the rows (empty for none). Raises CodebookError with
    file, line and remedy, and then leaves the tables as they were.
    """
    files = [path.absolute() for path in _files(Path(path) for path in paths)]
    if files or _in_use:
        load_own_tables(files)
        _in_use[:] = files
        for clear in _made:
            clear()
    return actors_digest()


def actors_in_use() -> tuple[str, ...]:
    """The files of the rows taken up, as another process has to take them up."""
    return tuple(map(str, _in_use))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = sorted(path.glob("*.csv"))
        if not found:
            raise CodebookError(f"no table in {path}; --actors takes CSV files (docs/adding-an-actor.md)")
        yield from found


@of_tables
def _own() -> ActorTables | None:
    return load_own_tables(_in_use) if _in_use else None


@of_tables
def actors_digest() -> str:
    """Eight hex digits that change with anything that a user's own rows say; empty where there are none."""
    own = _own()
    return hashlib.sha256(repr(own).encode()).hexdigest()[:8] if own else ""


@of_tables
def actor_tables() -> ActorTables:
    """All actor tables, with the rows of `use_actors` before those that dragoman ships."""
    own, shipped = _own(), shipped_tables()
    if own is None:
        return shipped
    claimed = {form.casefold() for table in _NAMED for row in getattr(own, table) for form in _forms(row)}
    return ActorTables(
        *(_merged(table, getattr(own, table), getattr(shipped, table), claimed) for table in ActorTables._fields)
    )


def _merged(table: str, own: tuple[Any, ...], shipped: tuple[Any, ...], claimed: set[str]) -> tuple[Any, ...]:
    columns = _IDENTITY.get(table, ("name",) if table in _NAMED else ("words",))
    overridden = {tuple(getattr(row, column) for column in columns) for row in own}
    rest = (row for row in shipped if tuple(getattr(row, column) for column in columns) not in overridden)
    return (*own, *(filter(None, (_without(row, claimed) for row in rest)) if table in _NAMED else rest))


def _forms(row: Any) -> Iterator[str]:
    yield row.name
    for column in _FORMS:
        yield from getattr(row, column, ())


def _without(row: Any, claimed: set[str]) -> Any:
    """The row less the forms that a user's rows claim; None where no name is left."""
    if not any(form.casefold() in claimed for form in _forms(row)):
        return row
    kept = {c: tuple(f for f in getattr(row, c) if f.casefold() not in claimed) for c in _FORMS if hasattr(row, c)}
    if row.name.casefold() in claimed:
        if not kept["names"]:
            return None
        kept |= {"name": kept["names"][0], "names": kept["names"][1:]}
    return row._replace(**kept)
