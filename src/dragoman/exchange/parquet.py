"""Rows in, a Parquet file out, by way of JSON lines that DuckDB reads beside it: lists stay lists, dates stay text."""

from __future__ import annotations

from pathlib import Path

from dragoman.errors import DragomanError
from dragoman.exchange.jsonl import JsonlFile
from dragoman.exchange.tables import Row

__all__ = ["ParquetFile"]

_USUAL_LINE = 16_777_216  # DuckDB's own bound for a line, in bytes; it sets aside twice as much memory


class ParquetFile:
    """A Parquet file in the making: rows are spooled to disk, so that their number is not bound by memory."""

    def __init__(self, path: Path, columns: dict[str, str]) -> None:
        self._path = path
        self._columns = columns
        self._spool = path.with_suffix(".spool")
        self._lines = JsonlFile(self._spool, columns)

    def add(self, row: Row) -> None:
        """Take one row."""
        self._lines.add(row)

    def close(self) -> None:
        """Write the file and remove the spool."""
        self._lines.close()
        _convert(self._spool, self._path, self._columns, max(_USUAL_LINE, self._lines.longest))
        self._spool.unlink()


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
    except duckdb.Error as error:
        first_line = str(error).partition("\n")[0]
        raise DragomanError(f"{path.name} cannot be written (DuckDB: {first_line}); try --format jsonl") from error


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
