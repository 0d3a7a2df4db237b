"""A ledger and filters in, a folder of tables in one format with its manifest out."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

from dragoman.errors import DragomanError
from dragoman.exchange.csv import csv_file
from dragoman.exchange.homes import Homes
from dragoman.exchange.jsonl import jsonl_file
from dragoman.exchange.manifest import (
    FILE_NAME,
    Exported,
    Manifest,
    digest_of,
    read_manifest,
    write_manifest,
)
from dragoman.exchange.parquet import parquet_file
from dragoman.exchange.rows import document_row, mention_row, party_rows, plain_row
from dragoman.exchange.tables import (
    DISAGREEMENTS,
    DOCUMENTS,
    EVENTS,
    MENTIONS,
    PARTIES,
    TABLES,
    UNDERTAKINGS,
    Add,
    Row,
    Table,
)
from dragoman.ledger import Filter, Ledger
from dragoman.version import __version__

__all__ = ["FORMATS", "Format", "export"]

_PARTIAL = ".dragoman-partial-"  # what a killed export may leave behind; the next one takes it away


@dataclass(frozen=True, slots=True)
class Format:
    """A format of export: its name, the suffix of its files, and what opens one for a path and typed columns.

    Opened in a `with` statement, a file takes rows one by one and is whole when the statement ends well.
    """

    name: str
    suffix: str
    open: Callable[[Path, dict[str, str]], AbstractContextManager[Add]]


FORMATS = {
    each.name: each
    for each in (
        Format("csv", ".csv", csv_file),
        Format("jsonl", ".jsonl", jsonl_file),
        Format("parquet", ".parquet", parquet_file),
    )
}


def export(
    ledger: Ledger, folder: Path, format: Format, asked: Filter | None = None, *, force: bool = False
) -> Manifest:
    """Write the rows that a filter asks for, their parties, happenings and documents into a folder.

    Without a filter for rows all documents are written, those without rows included. An earlier export in
    the folder is replaced; any other folder that is not empty is refused unless `force` is given, which
    leaves other files alone. The files appear under their names only when all are whole. Raises
    DragomanError where the folder is refused or cannot be written.
    """
    asked = asked or Filter()
    _check_folder(folder, force)
    with _answered(folder), _partial(folder) as partial:
        coders, rows = _write(ledger, partial, format, asked)
        tables = {table.name: _exported(_path(partial, table, format), table, rows[table.name]) for table in TABLES}
        manifest = Manifest(__version__, format.name, coders, _given(asked), tables)
        write_manifest(partial, manifest)
        _publish(partial, folder, manifest)
    return manifest


def _check_folder(folder: Path, force: bool) -> None:
    with _answered(folder):
        if folder.exists() and not folder.is_dir():
            raise DragomanError(f"{folder} is a file; an export needs a folder of its own")
        names = [path.name for path in folder.iterdir()] if folder.exists() else []
    others = [name for name in names if not name.startswith(_PARTIAL)]
    if others and not force and read_manifest(folder) is None:
        raise DragomanError(
            f"{folder} is not empty and no export of dragoman; name another folder, or give --force to write into it"
        )


@contextmanager
def _answered(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DragomanError(f"{folder} cannot be written: {error.strerror or error}") from error


@contextmanager
def _partial(folder: Path) -> Iterator[Path]:
    """A folder for unfinished files inside the folder; both are gone if nothing came of it."""
    new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{_PARTIAL}*"):
        shutil.rmtree(left, ignore_errors=True)
    partial = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=folder))
    try:
        yield partial
    finally:
        shutil.rmtree(partial, ignore_errors=True)
        if new and not any(folder.iterdir()):
            folder.rmdir()


def _write(ledger: Ledger, partial: Path, format: Format, asked: Filter) -> tuple[tuple[str, ...], Counter[str]]:
    """All tables in one pass over the rows; the coders' versions and the number of rows of each table."""
    coders: set[str] = set()
    counts: Counter[str] = Counter()
    with ExitStack() as stack:
        stack.enter_context(ledger.snapshot())
        files: dict[str, Add] = {
            table.name: stack.enter_context(format.open(_path(partial, table, format), table.columns))
            for table in TABLES
        }
        for table, row, coder in _rows(ledger, asked):
            files[table.name](row)
            counts[table.name] += 1
            if coder is not None:
                coders.add(coder)
    return tuple(sorted(coders)), counts


def _rows(ledger: Ledger, asked: Filter) -> Iterator[tuple[Table, Row, str | None]]:
    """Every row with its table, and the coder that made it; documents last, when it is known which have rows."""
    homes, used = Homes(ledger), set()
    for mention in ledger.mentions(asked):
        home = homes.of(mention).id
        used.add(home)
        yield MENTIONS, mention_row(mention) | {"document_id": home}, mention.coder
        yield from ((PARTIES, party, mention.coder) for party in party_rows(mention))
    yield from ((EVENTS, plain_row(event), None) for event in ledger.events(asked))
    yield from ((UNDERTAKINGS, plain_row(one), None) for one in ledger.undertakings(asked))
    yield from ((DISAGREEMENTS, plain_row(one), None) for one in ledger.disagreements(asked))
    everything = asked == Filter(document=asked.document, passages=asked.passages)
    for document in ledger.documents(Filter(document=asked.document)):
        if everything or document.id in used:
            yield DOCUMENTS, document_row(document), None


def _path(folder: Path, table: Table, format: Format) -> Path:
    return folder / (table.name + format.suffix)


def _exported(path: Path, table: Table, rows: int) -> Exported:
    return Exported(path.name, rows, path.stat().st_size, digest_of(path), table.columns)


def _given(asked: Filter) -> dict[str, object]:
    """The filters that differ from their defaults."""
    unset = Filter()
    values = {field.name: getattr(asked, field.name) for field in fields(asked)}
    return {name: value for name, value in values.items() if value != getattr(unset, name)}


def _publish(partial: Path, folder: Path, manifest: Manifest) -> None:
    """Give the files their names, the manifest last, and take away those of an earlier export in another format."""
    earlier = read_manifest(folder)
    for exported in manifest.tables.values():
        (partial / exported.file).replace(folder / exported.file)
    (partial / FILE_NAME).replace(folder / FILE_NAME)
    if earlier is not None:
        ours = {table.name + each.suffix for table in TABLES for each in FORMATS.values()}
        stale = {exported.file for exported in earlier.tables.values()} & ours
        for name in stale - {exported.file for exported in manifest.tables.values()}:
            (folder / name).unlink(missing_ok=True)
