"""The lines of a page in, its readers' comments out: their lines, who wrote them, when, in answer to whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dragoman.documents.furniture import ANNOUNCEMENT, CLOSER, IN_RESPONSE, NOTICE, REACTION
from dragoman.documents.headers import Header, find_headers
from dragoman.documents.lines import Line

__all__ = ["Comment", "find_comments"]


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on `lines[first:last + 1]`; author, time (ISO 8601), addressee where the page prints them."""

    first: int
    last: int
    author: str | None
    time: str | None
    reply_to: str | None


_NEAR = 8  # lines between an announcement and the first comment it announces
_HANDLES = (
    re.compile(r"@\s*(?P<name>[^@:,]{1,40}?)\s*(?:[:,]|\s[–—-]\s)"),
    re.compile(r"@\s*(?P<name>[^@:,.!?]{1,40})$"),
    re.compile(r"@\s*(?P<name>[^\s:,;!?]{1,40})"),
)
_CALLED = re.compile(
    r"(?:(?P<greeting>(?i:hi|hello|hey|dear))\s+)?"
    r"(?P<name>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,2})\s?[,:!–-]\s*(?P<next>[\w’']+)?"
)
_TO_YOU = {
    "you",
    "your",
    "you’re",
    "you're",
    "youre",
    "u",
    "ur",
    "yours",
    "you’ve",
    "you've",
    "please",
    "thanks",
    "i",
}
_NO_NAME = frozenset(
    """
    yes no well so but and also however actually sir madam sorry thanks today now then look listen see if when
    honestly oh ok okay please wow lol first second third finally still again indeed perhaps maybe meanwhile
    therefore anyway good great nice true right wrong author editor friends guys people man bro dude all
    everyone folks the this that
    """.split()
)
_QUOTED = re.compile(r"(?P<name>.{1,45}?)\s+(?:wrote|said|says):$", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…][\"'”’)]*(?:\s|$)")


def find_comments(lines: Sequence[Line]) -> list[Comment]:
    """The comments of a page in order; an empty list where there are none, or only a call to comment."""
    heads = _trusted(lines, find_headers(lines))
    comments: list[Comment] = []
    for at, head in enumerate(heads):
        limit = heads[at + 1].first if at + 1 < len(heads) else len(lines)
        last = _last_line(lines, head, limit, is_final=limit == len(lines))
        comments.append(Comment(head.first, last, head.author, head.time, head.reply_to))
    return _with_addressees(lines, heads, _split_where_a_head_is_lost(lines, heads, comments))


def _trusted(lines: Sequence[Line], heads: list[Header]) -> list[Header]:
    """The heads whose style the page as a whole bears out: announced, or repeated with text under each."""
    start, announced = _announced(lines, heads)
    heads = [head for head in heads if head.first >= start]
    styles: dict[str, list[Header]] = {}
    for head in heads:
        styles.setdefault(head.style, []).append(head)
    held = {style for style, group in styles.items() if _borne_out(lines, heads, group, announced)}
    if held - {"bullet-name", "says"}:
        held |= {"nameless"}
    if any(head.time for head in heads if head.style in held):
        held.discard("says")  # among dated comments "Ann wrote:" opens a quotation
    return [head for head in heads if head.style in held]


def _announced(lines: Sequence[Line], heads: Iterable[Header]) -> tuple[int, bool]:
    """The line from which comments count, and whether a line of the page announces them."""
    for head in heads:
        for at in range(head.first - 1, max(-1, head.first - _NEAR), -1):
            if ANNOUNCEMENT.match(lines[at].text) and not lines[at].bullet:
                return at, True
    return 0, False


def _borne_out(lines: Sequence[Line], heads: Sequence[Header], group: Sequence[Header], announced: bool) -> bool:
    texts = [_text_under(lines, heads, head) for head in group]
    spoken = sum(any(_is_speech(line) for line in text) for text in texts)
    if announced and group[0].style != "bullet-name":
        return spoken * 3 >= len(group)
    if len(group) < 2 or spoken * 2 < len(group) or group[0].style == "nameless":
        return False
    if group[0].style == "bullet-name":
        if sum(_is_speech(text[0]) for text in texts if text) * 2 < len(group):
            return False
        return not any(
            line.indent < lines[group[0].first].indent and _is_prose(line) for line in lines[group[0].first :]
        )
    reacted = sum(any(REACTION.match(line.text) for line in text) for text in texts)
    return sum(head.sure for head in group) * 2 >= len(group) or reacted * 2 >= len(group)


def _text_under(lines: Sequence[Line], heads: Sequence[Header], head: Header) -> Sequence[Line]:
    limit = min((other.first for other in heads if other.first > head.last), default=len(lines))
    return lines[head.last + 1 : _last_line(lines, head, limit, is_final=False) + 2]


def _is_speech(line: Line) -> bool:
    return _is_text(line) and (bool(_SENTENCE.search(line.text)) or len(line.text.split()) >= 12)


def _is_prose(line: Line) -> bool:
    return len(line.text.split()) >= 15 and bool(_SENTENCE.search(line.text))


def _is_text(line: Line) -> bool:
    return not any(table.match(line.text) for table in (ANNOUNCEMENT, CLOSER, NOTICE, REACTION, IN_RESPONSE))


def _last_line(lines: Sequence[Line], head: Header, limit: int, *, is_final: bool) -> int:
    """The last line of a comment: what follows is furniture, a heading, or stands left of its head."""
    last = head.last
    for at in range(head.last + 1, limit):
        line = lines[at]
        if line.indent < lines[head.first].indent or CLOSER.match(line.text) or NOTICE.match(line.text):
            break
        if is_final and at > head.last + 1 and _is_heading(lines, at):
            break
        if _is_text(line):
            last = at
    return last


def _is_heading(lines: Sequence[Line], at: int) -> bool:
    """A short title line with an empty line before it: the page goes on with something else."""
    line, words = lines[at], lines[at].text.split()
    if (
        at + 1 == len(lines)
        or line.gap == 0
        or len(words) > 7
        or _SENTENCE.search(line.text)
        or not line.text[:1].isupper()
    ):
        return False
    capitals = sum(word[:1].isupper() for word in words)
    return line.text[-1].isalnum() and capitals * 2 > len(words) and lines[at - 1].indent >= line.indent


def _split_where_a_head_is_lost(
    lines: Sequence[Line], heads: Sequence[Header], comments: Sequence[Comment]
) -> list[Comment]:
    """Two empty lines or more, where comments seldom have them inside, begin a comment without a head."""
    texts = [range(head.last + 2, comment.last + 1) for head, comment in zip(heads, comments, strict=True)]
    gaps = Counter(min(lines[at].gap, 2) for text in texts for at in text)
    if gaps[2] * 3 > sum(gaps.values()):
        return list(comments)
    split: list[Comment] = []
    for text, comment in zip(texts, comments, strict=True):
        cuts = [at for at in text if lines[at].gap >= 2]
        starts, ends = [comment.first, *cuts], [*(cut - 1 for cut in cuts), comment.last]
        parts = [Comment(start, end, None, None, None) for start, end in zip(starts, ends, strict=True)]
        split += [replace(comment, last=ends[0]), *parts[1:]]
    return split


def _with_addressees(lines: Sequence[Line], heads: Sequence[Header], comments: Sequence[Comment]) -> list[Comment]:
    """Who answers whom: by "@name" or a name called at the start, by "In Response" above, by indentation."""
    head_ends = {head.first: head.last for head in heads}
    done: list[Comment] = []
    for comment in comments:
        known = [other.author for other in done if other.author]
        text_at = head_ends.get(comment.first, comment.first - 1) + 1
        text = lines[text_at].text if text_at <= comment.last else ""
        author, after = _split_author(comment.author, known)
        later = (lines[at].text for at in range(text_at + 1, comment.last + 1))
        addressee = (
            comment.reply_to
            or after
            or _addressed(text, known)
            or _threaded(lines, comment, done)
            or next(
                (name for line in later if line.startswith("@") and (name := _addressed(line, known)) in known), None
            )
        )
        done.append(replace(comment, author=author, reply_to=_as_known(addressee, known)))
    return done


def _split_author(author: str | None, known: Sequence[str]) -> tuple[str | None, str | None]:
    """ "Ann Lee  Tom Ray" above an answer of Ann's, where Tom has spoken before."""
    for other in known:
        if author and len(author) > len(other) + 1 and author.endswith(" " + other):
            return author[: -len(other)].strip(), other
    return author, None


def _addressed(text: str, known: Sequence[str]) -> str | None:
    if text.startswith("@"):
        rest = text[1:].lstrip().casefold()
        same = [name for name in known if rest.startswith(name.casefold())]
        named = next((match["name"] for form in _HANDLES if (match := form.match(text))), None)
        return max(same, key=len) if same else named
    if quoted := _QUOTED.match(text):
        return quoted.group("name")
    called = _CALLED.match(text)
    if called is None:
        return None
    name, following = called.group("name"), (called.group("next") or "").lower()
    first = name.split()[0].casefold()
    for other in reversed(known):
        if name.casefold() == other.casefold() or first == other.split()[0].casefold():
            return other
    if first in _NO_NAME or first.endswith("ly") or called.group("greeting"):
        return None
    return name if following in _TO_YOU - {"i"} else None


def _threaded(lines: Sequence[Line], comment: Comment, done: Sequence[Comment]) -> str | None:
    if not done:
        return None
    above = lines[comment.first - 1]
    if comment.first - 1 > done[-1].last and (marker := IN_RESPONSE.match(above.text)):
        return marker.group("name") or done[-1].author
    depth = lines[comment.first].indent
    if comment.author is None and comment.time is None:
        return None
    return next((other.author for other in reversed(done) if lines[other.first].indent < depth), None)


def _as_known(name: str | None, known: Sequence[str]) -> str | None:
    """`name` spelt as its bearer spells it, where he has spoken before."""
    if name is None:
        return None
    return next((other for other in reversed(known) if other.casefold() == name.casefold()), name)
