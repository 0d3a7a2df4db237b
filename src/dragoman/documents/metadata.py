"""A text and its passages in, title, author and outlet out: what the page itself says of them, else None."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from dragoman.documents.printed import WEEKDAY, find_printed
from dragoman.records import Passage, PassageKind

__all__ = ["find_author", "find_outlet", "find_title"]

_NAME = (
    r"(?:(?:Dr|Mr|Ms|Mrs|Prof|Gen|Lt|Col|Brig|Amb|Sir)\.? )?"
    r"[A-Z][\w’'-]*\.?(?:[ -](?:[A-Z][\w’'-]*\.?|al|bin|ibn|de|der|den|van|von|da|di|ul|ur)){1,4}"
)
_NAMES = rf"{_NAME}(?:(?:\s*,\s*|\s*,?\s+(?:and|&)\s+){_NAME})*"
_BY = re.compile(
    rf"^\W*(?i:(?:(?:written|reported|posted|published)\s+)?by|author|from)\s*:?\s+(?P<name>{_NAMES})(?=\W|$)"
)
_DASHED = re.compile(rf"^\s*(?:--|—|–)\s*(?P<name>{_NAMES})\s*\.?$")
_ALONE = re.compile(rf"^(?P<name>{_NAMES})$")
_BIO = re.compile(
    r"\b(?:(?:is|was) an? |research(?:er| associate| fellow)|analyst|journalist|columnist|editor"
    r"|correspondent|professor|lecturer|former ambassador|consultant|freelance|based in|works (?:for|at)"
    r"|working for|teaches|can be reached)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    rf"{WEEKDAY}|\b(?:staff|writer|reporter|desk|agenc(?:y|ies)|newsroom|news|press|bureau|editor|team|admin"
    r"|updated|correspondent|share|print|email|reply|home|more|about|related|comments?|leave|read|published)\b",
    re.IGNORECASE,
)
_CAPITAL = r"[A-Z][\w’'&/-]*(?:\.[\w’'&/-]+)*"
_OUTLET = rf"(?:[Tt]he )?{_CAPITAL}(?: (?:(?:of|and|&|de|the) )*{_CAPITAL}){{0,5}}"
_OUTLETS = (
    re.compile(
        r"^\W*(?:This (?:article|piece|story|column) )?(?:was )?"
        rf"(?i:(?:first |originally )?(?:appeared|published)) (?:in|by) (?P<name>{_OUTLET})"
    ),
    re.compile(rf"(?:©|\([cC]\)|Copyright)(?:\s*©)?\s*(?:(?:19|20)\d\d\W*)+(?P<name>{_OUTLET})"),
    re.compile(rf"(?:©|\([cC]\)|Copyright)(?:\s*©)?\s*(?P<name>{_OUTLET})\W*(?:19|20)\d\d"),
    re.compile(
        r"^[A-Z][\w.'’ -]{2,30}(?:,[^()–—]{2,30})?[^()–—]{0,24}"
        r"\((?P<name>[A-Z][\w./ -]{1,30})\)\s*(?:--|[–—:-])\s"
    ),
    re.compile(rf"^(?P<name>{_OUTLET}) is (?:a|an|the) (?:\w+ ){{0,2}}(?:blog|website|newspaper|magazine|journal)\b"),
)
_LEGAL = re.compile(r"[\s,]*\b(?:All [Rr]ights|Inc|Ltd|LLC|PLC|Corp|Company|Pvt|Rights)\b.*$|[.,\s]+$")
_LONGEST, _LONGEST_NAME = 400, 80


def find_title(text: str, passages: Sequence[Passage]) -> str | None:
    """The first headline of the page."""
    heads = _texts(text, passages, PassageKind.HEADLINE)
    return heads[0] if heads else None


def find_author(text: str, passages: Sequence[Passage]) -> str | None:
    """Whom the page names as writer: in its byline, after two dashes, or on a line above a biography."""
    named = [each.author for each in passages if each.kind is PassageKind.BYLINE and each.author]
    if named:
        return named[0]
    lines = [line for kind in (PassageKind.BYLINE, None) for line in _texts(text, passages, kind)]
    for line in lines:
        found = (_BY.match(line) or _DASHED.match(line)) if len(line) <= _LONGEST else None
        if found and (name := _person(found["name"])):
            return name
    below = _texts(text, passages, None)
    for line, following in pairwise(below):
        found = _ALONE.match(line) if len(line) <= _LONGEST_NAME else None
        if found and _BIO.search(following[:120]) and (name := _person(found["name"])):
            return name
    return None


def find_outlet(text: str, passages: Sequence[Passage]) -> str | None:
    """Where the page says it appeared: "Published in", copyright, an agency's dateline, "is a blog"."""
    lines = _texts(text, passages, None)
    for pattern in _OUTLETS:
        for line in lines:
            found = pattern.search(line[:_LONGEST])
            if found and (name := _LEGAL.sub("", found["name"]).strip()) and not find_printed(name, yearless=True):
                return name
    return None


def _texts(text: str, passages: Sequence[Passage], kind: PassageKind | None) -> list[str]:
    """The lines of one kind; without a kind, all lines but those of readers' comments."""
    wanted = (each for each in passages if each.kind is kind or (kind is None and each.kind is not PassageKind.COMMENT))
    return [line for each in wanted for line in map(str.strip, text[each.start : each.end].splitlines()) if line]


def _person(name: str) -> str | None:
    """`name` without what follows it on the line; None where it is an office or a menu entry."""
    return None if _NO_NAME.search(name) or len(name) > 120 else re.sub(r"\s+", " ", name).strip(" ,")
