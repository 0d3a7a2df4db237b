"""A stream of bytes in, its lines out: also of UTF-16 and UTF-32, where a line end is two or four bytes wide."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

__all__ = ["first_line", "lines_of"]

_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ((b"{\0", *_WIDE[2]), (b"\0{", *_WIDE[3]))
"""JSON lines in UTF-16 without a byte order mark: how they begin."""


def first_line(stream: BinaryIO, limit: int) -> bytes:
    """The line that `stream` begins with, cut off beyond `limit` bytes."""
    start = stream.readline(limit + 1)
    return _line(stream, limit, "\n".encode(_wide(start)[1]), start)


def lines_of(start: bytes, stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """`start`, the first line, and the other lines of `stream`, each cut off beyond `limit` bytes, which shows.

    Lines of UTF-16 and UTF-32 come without their ends, and all but the first with a byte order mark of their own.
    """
    mark, codec = _wide(start)
    newline, line, before = "\n".encode(codec), start, b""
    while line:
        yield line if not mark else _bare(before, line.removesuffix(newline), codec)
        while len(line) > limit and not line.endswith(newline):
            line = _line(stream, limit, newline)
        line, before = _line(stream, limit, newline), mark


def _wide(start: bytes) -> tuple[bytes, str]:
    """The byte order mark and the encoding of wide characters; no mark, and UTF-8 for all others."""
    marked = ((mark, codec) for mark, codec in _WIDE if start.startswith(mark))
    unmarked = ((mark, codec) for brace, mark, codec in _UNMARKED if start.startswith(brace))
    return next(marked, None) or next(unmarked, (b"", "utf-8"))


def _line(stream: BinaryIO, limit: int, newline: bytes, start: bytes = b"") -> bytes:
    """`start` and what follows it in `stream`, up to the end of the line or beyond `limit` bytes."""
    line = bytearray(start)
    while True:
        line += stream.read(-len(line) % len(newline))
        if len(line) > limit or line.endswith(newline) or not (more := stream.readline(limit + 1)):
            return bytes(line)
        line += more


def _bare(mark: bytes, line: bytes, codec: str) -> bytes:
    """A wide line without the blanks at its end, whose halves must not be cut off by readers of bytes."""
    blanks, end = {blank.encode(codec) for blank in "\r \t"}, len(line)
    width = len("\n".encode(codec))
    while line[max(0, end - width) : end] in blanks:
        end -= width
    return mark + line[:end] if end else b""
