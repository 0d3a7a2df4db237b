"""Foreign text in, Markdown that shows it letter by letter out: no link, tag, table or code comes alive."""

from __future__ import annotations

import unicodedata

__all__ = ["inert", "plain"]

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"}
_ESCAPES = str.maketrans(_ENTITIES | {mark: "\\" + mark for mark in "\\`*_{}[]|~$^#"})
_UNSEEN = frozenset(["Cc", "Cf", "Cs"])


def plain(text: str) -> str:
    """One line that any terminal can show: white space flattened, control and format characters as U+FFFD.

    The joiners that some scripts and emoji need, and the soft hyphen, stay.
    """
    flat = " ".join(text.split())
    if flat.isascii() and flat.isprintable():
        return flat
    return "".join(
        _REPLACEMENT
        if unicodedata.category(char) in _UNSEEN
        and char not in "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}\N{SOFT HYPHEN}"
        else char
        for char in flat
    )


def inert(text: str) -> str:
    """Text for the inside of a line of Markdown (not for its start); bare addresses do not become links."""
    return plain(text).translate(_ESCAPES).replace("://", "&#58;//").replace("www.", "www&#46;")
