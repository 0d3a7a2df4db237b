"""The records between a file and a document: what was found, what was left out, what a reader made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dragoman.records import Dating, Passage

__all__ = ["MAX_BYTES", "Entry", "Origin", "Page", "Reader", "Skipped", "Source", "one_document", "too_large"]

MAX_BYTES = 20_000_000
"""The largest file and the longest line of JSON lines that are read; a long article has a hundredth of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article given as a JSON object: its text, and what else its fields say, each as it was written.

    `ignored` names the fields of the object that no reader knows.
    """

    text: str
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    id: str | None = None
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one article and where they are from.

    `name` is the file name shown in rows (`news.jsonl:12` for the twelfth line of a file of JSON lines),
    `path` the file (None for standard input), `format` the name of the reader that is to read it. `entry`
    holds the fields of a JSON object, whose bytes are `data`.
    """

    name: str
    path: str | None
    data: bytes
    format: str
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was left out, and one line that says why and what would help.

    `by_rule` is True where nothing is wrong (hidden files, the pictures beside a saved page): it is worth a
    line in the summary, but it is no failure of the run.
    """

    name: str
    path: str | None
    reason: str
    by_rule: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a reader makes of a source: the text with its passages, and what the format itself says about it.

    Passages lie in order, without overlap, and are offsets into `text`. `encoding` and `flags` say how the
    bytes became characters. What the format does not say is None: it is then looked for in the text.
    """

    text: str
    encoding: str
    passages: tuple[Passage, ...]
    flags: tuple[str, ...] = ()
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: Dating | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where bytes come from (`path` is None for standard input) and how many of them a document may have."""

    name: str
    path: str | None
    limit: int


Split = Callable[[Iterator[bytes], Origin], Iterator[Source | Skipped]]
"""Cuts a file into sources: gets it in one piece, or line by line where the reader is `by_line`."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: the suffixes its files have, how other bytes are recognised as it, and how it is read.

    `looks_like` gets the first line where the reader is `by_line`, else the whole file. `read` raises
    DocumentError, with a line that says what would be right, for what it cannot read.
    """

    format: str
    suffixes: tuple[str, ...]
    looks_like: Callable[[bytes], bool]
    split: Split
    read: Callable[[Source], Page]
    by_line: bool = False


def one_document(format: str) -> Split:
    """The split of a format in which a file is one document."""

    def split(pieces: Iterator[bytes], origin: Origin) -> Iterator[Source | Skipped]:
        yield Source(origin.name, origin.path, b"".join(pieces), format)

    return split


def too_large(size: str, limit: int) -> str:
    """Why something of `size` bytes is left out."""
    return f"too large: {size} bytes, the bound is {limit:,}; split it into its articles"
