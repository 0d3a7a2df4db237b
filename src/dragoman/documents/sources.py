"""Paths and standard input in, a stream of sources and of what was left out: the only file reading here."""

from __future__ import annotations

import os
import stat
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO

from dragoman.documents.decode import clean
from dragoman.documents.intake import MAX_BYTES, Origin, Reader, Skipped, Source, too_large
from dragoman.documents.readers import READERS
from dragoman.documents.sniff import HEAD, what_it_is
from dragoman.documents.streams import first_line, lines_of

__all__ = ["find_sources"]

_BESIDE_A_PAGE = "_files"
_NOT_ARTICLES = frozenset(
    {".css", ".js", ".mjs", ".map", ".py", ".sh", ".csv", ".tsv", ".tab", ".xml", ".yaml", ".yml", ".toml"}
    | {".ini", ".log", ".svg", ".woff", ".woff2", ".ttf", ".ico"}
)


def find_sources(
    paths: Iterable[str],
    stdin: BinaryIO | None = None,
    *,
    readers: tuple[Reader, ...] = READERS,
    limit: int = MAX_BYTES,
) -> Iterator[Source | Skipped]:
    """Every article under `paths`, in the order given and sorted within folders, and every thing left out.

    A path is a file, a folder, which is walked to its last leaf, or `-` for `stdin`. Files of JSON lines are
    read line by line, as they are asked for. Never raises: what cannot be read is a `Skipped` with a reason.
    """
    for path in paths:
        if path == "-":
            yield from _from_stdin(stdin, readers, limit)
        else:
            yield from _from_path(Path(path), _Walk(readers, limit))


class _Walk:
    """What is the same for one path and all below it, with the folders already seen (device, inode)."""

    def __init__(self, readers: tuple[Reader, ...], limit: int) -> None:
        self.readers = readers
        self.limit = limit
        self.seen: set[tuple[int, int]] = set()


def _from_stdin(stdin: BinaryIO | None, readers: tuple[Reader, ...], limit: int) -> Iterator[Source | Skipped]:
    if stdin is None:
        yield Skipped("-", None, "no standard input to read: give a file or a folder")
        return
    try:
        yield from _from_stream(stdin, Origin("stdin", None, limit), None, readers)
    except OSError as error:
        yield Skipped("-", None, f"standard input cannot be read: {_reason(error)}")


def _from_path(path: Path, walk: _Walk) -> Iterator[Source | Skipped]:
    name, shown = _printable(path.name or str(path)), _printable(str(path))
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        yield Skipped(name, shown, _not_found(path, error))
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _from_folder(path, (status.st_dev, status.st_ino), walk)
    elif not stat.S_ISREG(status.st_mode):
        yield Skipped(name, shown, "no file but a pipe, socket or device: pipe its content into `-` instead")
    else:
        reader = next((r for r in walk.readers if path.suffix.lower() in r.suffixes), None)
        if status.st_size > walk.limit and not (reader and reader.by_line):
            yield Skipped(name, shown, too_large(f"{status.st_size:,}", walk.limit))
            return
        try:
            with path.open("rb") as stream:
                yield from _from_stream(stream, Origin(name, shown, walk.limit), reader, walk.readers)
        except OSError as error:
            yield Skipped(name, shown, f"cannot be read: {_reason(error)}")


def _from_folder(folder: Path, identity: tuple[int, int], walk: _Walk) -> Iterator[Source | Skipped]:
    name, shown = _printable(folder.name or str(folder)), _printable(str(folder))
    if identity in walk.seen:
        yield Skipped(name, shown, "leads back to a folder already read (a link): left out", by_rule=True)
        return
    walk.seen.add(identity)
    try:
        inside = sorted(folder.iterdir(), key=lambda path: os.fsencode(path.name))
    except OSError as error:
        yield Skipped(name, shown, f"the folder cannot be read: {_reason(error)}")
        return
    hidden = [path for path in inside if path.name.startswith(".")]
    pages = {path.stem for path in inside if path.suffix.lower() in {".html", ".htm"}}
    if not inside:
        yield Skipped(name, shown, "the folder is empty", by_rule=True)
    for path in inside:
        if path.name.startswith("."):
            continue
        if reason := _no_article(path, pages):
            yield Skipped(_printable(path.name), _printable(str(path)), reason, by_rule=True)
        else:
            yield from _from_path(path, walk)
    if hidden:
        files = "1 hidden file" if len(hidden) == 1 else f"{len(hidden)} hidden files"
        yield Skipped(name, shown, f"{files} in it left out: name one to have it read", by_rule=True)


def _no_article(path: Path, pages: set[str]) -> str | None:
    """Why something met on the way through a folder is no article: pages are saved with their machinery."""
    if path.name.endswith(_BESIDE_A_PAGE) and path.name.removesuffix(_BESIDE_A_PAGE) in pages:
        return "pictures and scripts of the page beside it: left out"
    if path.suffix.lower() in _NOT_ARTICLES:
        return f"{path.suffix} files hold no article: left out; name it to have it read as text"
    return None


def _from_stream(
    stream: BinaryIO, origin: Origin, reader: Reader | None, readers: tuple[Reader, ...]
) -> Iterator[Source | Skipped]:
    start = first_line(stream, origin.limit)
    if reader is None:
        reader = next((r for r in readers if r.by_line and r.looks_like(start)), None)
    if reader is not None and reader.by_line and what_it_is(start[:HEAD]) is None:
        yield from reader.split(lines_of(start, stream, origin.limit), origin)
        return
    data = start + stream.read(max(0, origin.limit + 1 - len(start)))
    if reason := _no_text(data, origin.limit):
        yield Skipped(origin.name, origin.path, reason)
        return
    reader = reader or next((r for r in readers if not r.by_line and r.looks_like(data)), None)
    if reader is None:
        yield Skipped(origin.name, origin.path, "no reader knows this format")
    else:
        yield from reader.split(iter([data]), origin)


def _no_text(data: bytes, limit: int) -> str | None:
    if not data.removeprefix(BOM_UTF8).strip():
        return "the file is empty"
    if len(data) > limit:
        return too_large(f"more than {limit:,}", limit)
    kind = what_it_is(data[:HEAD])
    return f"not text: {kind}" if kind else None


def _not_found(path: Path, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        if path.is_symlink():
            return f"a link that leads nowhere: {_printable(str(path.readlink()))}"
        near = get_close_matches(path.name, _names_beside(path), n=1)
        return "no such file or folder" + (f"; did you mean {_printable(near[0])}?" if near else "")
    return f"cannot be read: {_reason(error)}"


def _names_beside(path: Path) -> list[str]:
    try:
        return sorted(beside.name for beside in path.parent.iterdir())
    except OSError:
        return []


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _printable(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 and control characters shown as U+FFFD."""
    return clean(os.fsencode(name).decode("utf-8", "replace"))[0]
