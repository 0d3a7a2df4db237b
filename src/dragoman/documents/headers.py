"""The lines of a page in, those that may head a reader's comment out: name, time, and the way of printing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.documents.furniture import ANNOUNCEMENT, CLOSER, NOTICE, REACTION
from dragoman.documents.lines import Line
from dragoman.documents.stamps import Stamp, find_stamp

__all__ = ["Header", "find_headers"]


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a comment: `lines[first:last + 1]`. `style` is one of

    from (`by: Ann from: Oslo`), verb (`Ann on DATE said:`), inline (`Ann DATE`), says (`Ann says:`),
    two-line (name, then time), nameless (a time behind a bullet), bullet-name (a name behind a bullet).
    `sure` where the print itself tells a comment from any other dated line.
    """

    first: int
    last: int
    author: str | None
    time: str | None
    reply_to: str | None
    style: str
    sure: bool


_FROM = re.compile(r"by:\s*(?P<name>.{0,60}?)\s*\bfrom:\s*(?P<place>.{0,60})$", re.IGNORECASE)
_VERB = r"(?:said|says|wrote|writes|commented|comments|replied|replies|responded|added)"
_SAYS = re.compile(rf"(?P<name>.{{1,60}}?)\s+{_VERB}\s*(?:\.\.\.|…)?\s*:$", re.IGNORECASE)
_LEAD = re.compile(
    r"^\W*(?P<word>(?:(?:comment|commented|submitted|posted|written|left|reply|replied) )?by|posted|"
    r"from|on|at)?\b[\s:]*",
    re.IGNORECASE,
)
_TRAIL = re.compile(rf"[\s,:;(•·|–—-]*\b(?P<word>(?:{_VERB})?)\s*(?:\b(?:on|at|this))?[\s,:;(•·|–—-]*$", re.IGNORECASE)
_TAIL = re.compile(
    rf"\W*(?:(?:{_VERB}|reply|permalink|report(?: abuse)?|link|share|edited|flag|quote|like|recommend|"
    r"#?\d{1,5})\b\W*)*$",
    re.IGNORECASE,
)
_AFTER_SAYS = re.compile(rf"\W*(?P<name>.{{1,60}}?)\s+{_VERB}\W*$", re.IGNORECASE)
_ARROW = re.compile(r"\s*(?:→|➜|➝|▶|»|>|\b(?:in )?repl(?:y|ied|ying|ies) to\b)\s*@?", re.IGNORECASE)
_NOT_A_NAME = re.compile(
    r"\b(?:published|updated|modified|posted|written|reported|edited|issued|copyright|date|time|photo|image|"
    r"source|last|first|view|read|share|print|by)\b|[?!:;\"“”|©/\\]|(?<!\w)(?!(?:prof|capt)\.)\w{4,}\.\s+\w|,\s",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_LONGEST = 160  # characters of a head
_ENDED = re.compile(r"[a-z]{4,}\.$")


def find_headers(lines: Sequence[Line]) -> list[Header]:
    """All lines that may head a comment, in order, without overlap; which of them do, the page decides."""
    found: list[Header] = []
    stamps = [find_stamp(line.text) if len(line.text) <= _LONGEST else None for line in lines]
    for at, stamp in enumerate(stamps):
        free = found[-1].last + 1 if found else 0
        if at < free:
            continue
        below = stamps[at + 1] if at + 1 < len(lines) else None
        header = _stamped(lines, at, free, stamp) if stamp else None if below else _unstamped(lines, at)
        if header is not None:
            found.append(header)
    return found


def is_name(words: str) -> bool:
    """Whether `words` can be what a commenter calls himself: one to five words without a sentence's marks."""
    words = _IN_BRACKETS.sub("", words).strip() or words
    if not 0 < len(words) <= 45 or len(words.split()) > 5 or not any(map(str.isalnum, words)):
        return False
    if _NOT_A_NAME.search(words) or _ENDED.search(words) or find_stamp(words):
        return False
    return not any(table.match(words) for table in (ANNOUNCEMENT, CLOSER, NOTICE, REACTION))


def _stamped(lines: Sequence[Line], at: int, free: int, stamp: Stamp) -> Header | None:
    text = lines[at].text
    before, after = text[: stamp.start], text[stamp.end :]
    lead = _LEAD.match(before)
    opening = (lead.group("word") or "").lower() if lead else ""
    name = before[lead.end() :] if lead else before
    if not name.strip(" ,:;(•·|–—-[") and (said := _AFTER_SAYS.match(after)) and is_name(said.group("name")):
        return _header(at, at, said.group("name"), stamp, "verb", sure=True)
    if not _TAIL.match(after):
        return None
    trail = _TRAIL.search(name)
    verb = (trail.group("word") if trail else "") or re.search(_VERB, after, re.IGNORECASE)
    marked = bool(re.search(r"[•·|(]\W*$", before))
    name = (name[: trail.start()] if trail else name).strip(" ,:;(•·|–—-[")
    if name:
        if not is_name(_ARROW.sub(" ", name)) or (opening == "by" and not verb):
            return None
        sure = bool(verb) or opening.endswith(" by") or marked or bool(lines[at].bullet)
        return _header(at, at, name, stamp, "verb" if verb or opening else "inline", sure=sure)
    return _under_a_name(lines, at, free, stamp)


def _under_a_name(lines: Sequence[Line], at: int, free: int, stamp: Stamp) -> Header | None:
    """A line that is only a time: the head's second line, or all of it where the name is missing."""
    clock = stamp.time is not None and "T" in stamp.time
    if lines[at].bullet and lines[at].bullet[0] not in "0123456789":
        return _header(at, at, None, stamp, "nameless", sure=clock)
    if at <= free - 1 or at == 0 or lines[at].gap > 1:
        return None
    above = lines[at - 1]
    if said := _SAYS.match(above.text):
        return _header(at - 1, at, said.group("name"), stamp, "two-line says", sure=True)
    if origin := _FROM.match(above.text):
        return _header(at - 1, at, origin.group("name"), stamp, "from", sure=True)
    if not is_name(_ARROW.sub(" ", above.text)):
        return None
    return _header(at - 1, at, above.text, stamp, "two-line", sure=clock or bool(above.bullet))


def _unstamped(lines: Sequence[Line], at: int) -> Header | None:
    """A head without a time, and without one on the line below, which would find this name itself."""
    text = lines[at].text
    if text[:2].lower() == "by" and (origin := _FROM.match(text)):
        return _header(at, at, origin.group("name"), None, "from", sure=True)
    if text.endswith(":") and (said := _SAYS.match(text)) and is_name(said.group("name")):
        return _header(at, at, said.group("name"), None, "says", sure=bool(lines[at].bullet))
    if lines[at].bullet[:1] in set("•*·◦○") and is_name(text) and _text_hangs_below(lines, at):
        return _header(at, at, text, None, "bullet-name", sure=False)
    return None


def _text_hangs_below(lines: Sequence[Line], at: int) -> bool:
    if at + 1 >= len(lines):
        return False
    below = lines[at + 1]
    return below.indent > lines[at].indent and not below.bullet and len(below.text.split()) >= 4


def _header(first: int, last: int, name: str | None, stamp: Stamp | None, style: str, *, sure: bool) -> Header:
    found = Header(first, last, None, stamp.time if stamp else None, None, style, sure)
    if not name or not name.strip():
        return found
    parts = _ARROW.split(name.strip(), maxsplit=1)
    return replace(found, author=parts[0].strip() or None, reply_to=parts[1].strip() or None if parts[1:] else None)
