"""A text in, its non-empty lines out: where each stands, how far it is indented and what it is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Line", "compact", "split_lines"]

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_BULLET = re.compile(r"(?:[•·‣▪▫◦●○■□►▶*»-]|\d{1,3}[.)])(?=\s|$)\s*")
_TAB = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something in it: `start` and `end` span it in the text without the white space around it.

    `indent` is its column (a tab reaches the next multiple of eight), `bullet` the list mark it begins with
    or "", `text` what follows that mark, `gap` the number of empty lines before it.
    """

    start: int
    end: int
    indent: int
    bullet: str
    text: str
    gap: int


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that hold more than white space, in order; `\\r\\n` is one line break."""
    lines: list[Line] = []
    last_end = 0
    for match in _LINE.finditer(text):
        stripped = match.group().strip()
        if not stripped:
            continue
        start = match.start() + match.group().index(stripped)
        end = start + len(stripped)
        breaks = len(_BREAK.findall(text, last_end, start))
        bullet = _BULLET.match(stripped)
        mark = bullet.group() if bullet else ""
        indent = _column(text[match.start() : start])
        lines.append(Line(start, end, indent, mark.strip(), stripped[len(mark) :], max(0, breaks - 1)))
        last_end = end
    return lines


def compact(text: str) -> str:
    """`text` in lower case with nothing but its letters and digits, to compare lines by."""
    return "".join(filter(str.isalnum, text.casefold()))


def _column(space: str) -> int:
    return len(space.replace("\N{ZERO WIDTH SPACE}", "").expandtabs(_TAB))
