"""A text and its passages in, title, author and outlet out: what the page itself says of them, else None."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.documents.printed import WEEKDAY, find_printed
from dragoman.records import Passage, PassageKind

__all__ = ["find_author", "find_outlet", "find_title"]

_NAME = (
    r"(?:(?:Dr|Mr|Ms|Mrs|Prof|Gen|Lt|Col|Brig|Amb|Sir)\.? )?"
    r"[A-Z][\w’'-]*\.?(?:[ -](?:[A-Z][\w’'-]*\.?|al|bin|ibn|de|der|den|van|von|da|di|ul|ur)){1,4}"
)
_NAMES = rf"{_NAME}(?:(?:\s*,\s*|\s*,?\s+(?:and|&)\s+){_NAME})*"
_BY = re.compile(rf"^\W*(?i:(?:(?:written|reported|posted|published)\s+)?by|author)\s*:?\s+(?P<name>{_NAMES})(?=\W|$)")
_BY_AFTER_DATE = re.compile(rf"\d[^a-z]*\s(?i:by)\s+(?P<name>{_NAMES})\W*$")
_DASHED = re.compile(rf"^\s*(?:--|—|–)\s*(?P<name>{_NAMES})\s*\.?$")
_ALONE = re.compile(rf"^(?P<name>{_NAMES})$")
_BIO = re.compile(
    r"\b(?:(?:is|was) an? |research(?:er| associate| fellow)|analyst|journalist|columnist|editor"
    r"|correspondent|professor|lecturer|former ambassador|consultant|freelance|based in|works (?:for|at)"
    r"|working for|teaches|can be reached)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    rf"{WEEKDAY}|\b(?:january|february|march|april|june|july|august|september|october|november|december|staff|writer|reporter|desk|agenc(?:y|ies)|newsroom|news|press|bureau|editor|team|admin"
    r"|updated|correspondent|share|print|email|reply|home|more|about|related|comments?|leave|read|published)\b",
    re.IGNORECASE,
)
_CAPITAL = r"[A-Z][\w’'&/-]*(?:\.[\w’'&/-]+)*"
_OUTLET = rf"(?:[Tt]he )?{_CAPITAL}(?: (?:(?:of|for|on|and|&|de|the) )*{_CAPITAL}){{0,5}}"
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
_IN_PRINT = re.compile(
    r"\b(?:Review|Times|Post|News|Herald|Gazette|Tribune|Monitor|Journal|Courier|Standard|Chronicle|Observer"
    r"|Telegraph|Daily|Weekly|Press|Wire|Magazine|Centre|Center|Institute|Foundation|Council|Studies|Today)\b"
)
_DATED_OUTLET = re.compile(rf"^\W*(?P<name>{_OUTLET})(?=\s*(?:[,|•·/]|[-–—]\s))")
_LEGAL = re.compile(r"[\s,]*\b(?:All [Rr]ights|Inc|Ltd|LLC|PLC|Corp|Company|Pvt|Rights)\b.*$|[.,\s]+$")
_LONGEST, _LONGEST_NAME, _FEW_WORDS = 400, 80, 15  # characters, characters, words: the searches are quadratic in them


def find_title(text: str, passages: Sequence[Passage]) -> str | None:
    """The first headline of the page."""
    heads = _texts(text, passages, PassageKind.HEADLINE)
    return heads[0] if heads else None


def find_author(text: str, passages: Sequence[Passage]) -> str | None:
    """Whom the page names as writer: in its byline, after two dashes, or alone above a date or a biography."""
    named = [each.author for each in passages if each.kind is PassageKind.BYLINE and each.author]
    if named:
        return named[0]
    bylines = _texts(text, passages, PassageKind.BYLINE)
    short = [line for line in _texts(text, passages, None) if len(line.split()) <= _FEW_WORDS]
    for words in (line for line in (*bylines, *short) if len(line) <= _LONGEST):
        found = _BY.match(words) or _DASHED.match(words) or _BY_AFTER_DATE.search(words)
        if found and (name := _person(found["name"])):
            return name
    headlines = set(_texts(text, passages, PassageKind.HEADLINE))
    lines = [None, *_texts(text, passages, None)]
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        found = _ALONE.match(line) if line and len(line) <= _LONGEST_NAME else None
        dated = above in headlines and len(below or "") <= _LONGEST_NAME and find_printed(below or "")
        if found and (dated or _BIO.search((below or "")[:120])) and (name := _person(found["name"])):
            return name
    return None


def find_outlet(text: str, passages: Sequence[Passage]) -> str | None:
    """Where the page says it appeared: "Published in", copyright, an agency's dateline, a name before the date."""
    lines = [line[:_LONGEST] for line in _texts(text, passages, None)]
    for pattern in _OUTLETS:
        for line in lines:
            found = pattern.search(line)
            if found and (name := _LEGAL.sub("", found["name"]).strip()) and not find_printed(name, yearless=True):
                return name
    for line in lines:
        found = _DATED_OUTLET.match(line) if len(line) <= _LONGEST_NAME and find_printed(line) else None
        if found and _IN_PRINT.search(found["name"]):
            return found["name"]
    return None


def _texts(text: str, passages: Sequence[Passage], kind: PassageKind | None) -> list[str]:
    """The lines of one kind; without a kind, all lines but those of readers' comments."""
    wanted = (each for each in passages if each.kind is kind or (kind is None and each.kind is not PassageKind.COMMENT))
    return [line for each in wanted for line in map(str.strip, text[each.start : each.end].splitlines()) if line]


def _person(name: str) -> str | None:
    """`name` without what follows it on the line; None where it is an office or a menu entry."""
    return None if _NO_NAME.search(name) or len(name) > 120 else re.sub(r"\s+", " ", name).strip(" ,")
