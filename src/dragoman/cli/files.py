"""A text or bytes and a path as typed in, the whole file at that path out, or an error that names it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from dragoman.errors import DragomanError

__all__ = ["check_output", "write_bytes", "write_text"]

_STDOUT = "-"
_LEDGER = b"SQLite format 3\0"  # how every ledger, and every other SQLite database, begins


def check_output(name: str, ledger: str) -> None:
    """Raise UsageError for a file to write that is no name, the ledger itself, or another ledger."""
    if not name:
        raise click.UsageError("the name of the file to write is empty; name one, or - for standard output")
    if name == _STDOUT:
        return
    path, own = (os.path.realpath(each) for each in (name, ledger))
    if path in {own, f"{own}-wal", f"{own}-shm"}:
        raise click.UsageError(f"{name} is the ledger; name another file to write")
    try:
        if not Path(path).is_file():
            return
        with Path(path).open("rb") as stream:
            begins = stream.read(len(_LEDGER))
    except (OSError, ValueError):  # nothing there that can be read, so no ledger that could be lost unseen
        return
    if begins == _LEDGER:
        raise click.UsageError(f"{name} is a ledger or another SQLite database; name another file to write")


def write_text(name: str, text: str) -> None:
    """Write a file in UTF-8 as `write_bytes` does; `-` is standard output."""
    if name == _STDOUT:
        click.echo(text, nl=False)
        return
    write_bytes(name, text.encode("utf-8", "replace"))


def write_bytes(name: str, data: bytes) -> None:
    """Write a file under another name, then give it its own; raises DragomanError where it cannot.

    `-` is standard output. Where the name is a link, the file it leads to is written; a pipe or device is
    written to as it stands.
    """
    if name == _STDOUT:
        sys.stdout.buffer.write(data)
        return
    try:
        path = Path(os.path.realpath(name))
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)
        else:
            _replace(path, data)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise DragomanError(f"{name} cannot be written: {reason or error}") from error


def _replace(path: Path, data: bytes) -> None:
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
