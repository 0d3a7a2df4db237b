"""Rows in, a Parquet file out, by way of JSON lines that DuckDB reads beside it: lists stay lists, dates stay text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.errors import DragomanError
from dragoman.exchange.jsonl import jsonl_file
from dragoman.exchange.tables import Add

__all__ = ["parquet_file"]

_USUAL_LINE = 16_777_216  # DuckDB's own bound for a line, in bytes; it sets aside twice as much memory


@contextmanager
def parquet_file(path: Path, columns: dict[str, str]) -> Iterator[Add]:
    """A Parquet file in the making: rows are spooled to disk, so that their number is not bound by memory."""
    spool = path.with_suffix(".spool")
    with jsonl_file(spool, columns) as add:
        yield add
    with spool.open("rb") as lines:
        longest = max(map(len, lines), default=0)
    _convert(spool, path, columns, max(_USUAL_LINE, longest))
    spool.unlink()


def _convert(spool: Path, path: Path, columns: dict[str, str], longest: int) -> None:
    """JSON lines to Parquet in a DuckDB that reaches one folder, no network, and loads no extension."""
    import duckdb

    folder = _quoted(str(path.parent.absolute()))
    source, target = _quoted(str(spool.absolute())), _quoted(str(path.absolute()))
    types = ", ".join(f"{_quoted(name)}: {_quoted(type)}" for name, type in columns.items())
    lines = f"read_json({source}, format = 'newline_delimited', columns = {{{types}}}, maximum_object_size = {longest})"
    off = dict.fromkeys(("autoinstall_known_extensions", "autoload_known_extensions"), "false")
    try:
        with duckdb.connect(":memory:", config={**off, "threads": "1"}) as database:
            database.execute(f"SET temp_directory = {folder}")
            database.execute(f"SET allowed_directories = [{folder}]")
            database.execute("SET enable_external_access = false")
            database.execute("SET lock_configuration = true")
            database.execute(f"COPY (FROM {lines}) TO {target} (FORMAT parquet, COMPRESSION zstd)")
    except (duckdb.Error, RuntimeError, UnicodeError) as error:  # the latter two for names that are no UTF-8
        first_line = str(error).partition("\n")[0]
        raise DragomanError(f"{path.name} cannot be written (DuckDB: {first_line}); try --format jsonl") from error


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
