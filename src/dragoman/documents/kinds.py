"""The lines of a page and their chances to be article text in, the kind of each line out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.documents.furniture import (
    ANNOUNCEMENT,
    BIO,
    BYLINE,
    CLOSER,
    IN_RESPONSE,
    NOTICE,
    OUTLET,
    REACTION,
    TRADE,
)
from dragoman.documents.lines import Line
from dragoman.documents.repeats import Repeats, find_repeats
from dragoman.documents.stamps import find_stamp
from dragoman.documents.view import PageView
from dragoman.records import PassageKind

__all__ = ["line_kinds"]

_SURE = 0.55  # chance from which a line is body, on a page that has such lines
_OF_BEST = 0.65  # on a page without: this share of what its best lines have
_BEST_WORDS = 60  # words that the best lines of a page have together
_FLOOR = 0.05  # chance below which no line is body
_APART = 6  # lines between two blocks of body
_SMALL = 0.15  # share of the main block's words below which a block apart is no body
_TIDY = 4  # lines; so short a text has no room for furniture
_ABOVE = 12  # lines above the body in which a headline is looked for
_SHORT = 12  # words; a longer line that begins like furniture may still be a sentence
_NOTE = 60  # words; a longer line is no caption, note or notice
_SIGNED = re.compile(r"(?:--|—|–)\s*(?:[Bb]y\s+)?[A-Z][\w.'’-]*(?:,?\s+(?:and\s+|&\s+)?[A-Z][\w.'’-]*){0,8}$")
_NAMED = re.compile(r"(?:[A-Z][\w.'’-]*\s+){1,4}[A-Z][\w.'’-]*$")
_LETTERS = re.compile(r"\w{4,}")
_FURNITURE = (ANNOUNCEMENT, CLOSER, NOTICE, REACTION, IN_RESPONSE)


@dataclass(frozen=True, slots=True)
class _Page:
    """What the questions below are asked of."""

    view: PageView
    repeats: Repeats
    body: frozenset[int]
    start: int
    end: int

    @property
    def lines(self) -> Sequence[Line]:
        return self.view.lines


def line_kinds(view: PageView, chances: Sequence[float], places: Sequence[int], *, whole: bool) -> list[PassageKind]:
    """One kind for each line. `chances` are the classifier's, in 0..1; `places` are the lines' numbers on the
    page. `whole` is false where comments have been taken out, which leave holes in these numbers."""
    count = len(view.lines)
    if whole and count == 1:
        return [PassageKind.BODY]
    body = set(range(count)) if whole and count <= _TIDY else _body(view, chances, places)
    body -= {at for at in body if view.words[at] <= _SHORT and _is_no_sentence(view, at)}
    hole = next((at for at, place in enumerate(places) if at != place), count)
    page = _Page(view, find_repeats(view), frozenset(body), min(body, default=hole), max(body, default=-1))
    headline = _headline(page)
    return [_kind(page, at, headline) for at in range(count)]


def _body(view: PageView, chances: Sequence[float], places: Sequence[int]) -> set[int]:
    """The likely lines, less small blocks that stand apart."""
    words_seen, best = 0, 0.0
    for chance, words in sorted(zip(chances, view.words, strict=True), reverse=True):
        words_seen, best = words_seen + words, chance
        if words_seen >= _BEST_WORDS:
            break
    least = min(_SURE, max(_FLOOR, _OF_BEST * best))
    blocks: list[list[int]] = []
    for at in (at for at, chance in enumerate(chances) if chance >= least):
        if blocks and places[at] - places[blocks[-1][-1]] <= _APART:
            blocks[-1].append(at)
        else:
            blocks.append([at])
    weights = [sum(view.words[at] for at in block) for block in blocks]
    kept = _SMALL * max(weights, default=0)
    return {at for block, weight in zip(blocks, weights, strict=True) if weight >= kept for at in block}


def _is_no_sentence(view: PageView, at: int) -> bool:
    return _is_furniture(view.lines[at]) or (not view.ended[at] and bool(BYLINE.match(view.lines[at].text)))


def _is_furniture(line: Line) -> bool:
    return any(table.match(line.text) for table in _FURNITURE)


def _headline(page: _Page) -> str | None:
    """The compacted words of the headline: the likeliest short line above the body."""
    known = {word.casefold() for at in page.body for word in _LETTERS.findall(page.lines[at].text)}
    best, score = None, 0.9
    last = page.start + (1 if len(page.body) > 1 else 0)
    for at in range(max(0, page.start - _ABOVE), min(last, len(page.lines))):
        if _can_be_headline(page, at):
            own = _headline_score(page, at, known)
            best, score = (at, own) if own > score else (best, score)
    return None if best is None else page.view.keys[best]


def _can_be_headline(page: _Page, at: int) -> bool:
    line, words = page.lines[at], page.view.words[at]
    if not 1 <= words <= 30 or line.text[-1] in ".。,;:…" or line.text[:2] == "--" or _is_furniture(line):
        return False
    if at in page.body and (at != page.start or words > 20 or (page.view.ended[at] and at > 0)):
        return False
    if BYLINE.match(line.text) or page.view.credited[at] or BIO.match(line.text):
        return False
    return not _is_date_line(line)


def _headline_score(page: _Page, at: int, known: set[str]) -> float:
    own = [word.casefold() for word in _LETTERS.findall(page.lines[at].text)]
    shared = sum(word in known for word in own) / len(own) if own else 0.0
    score = 2 * shared - 0.5 * page.view.furniture[at] - 0.5 * (page.start - at) / _ABOVE
    score += 1.0 if 3 <= page.view.words[at] <= 20 else 0.0
    score += 0.5 if page.view.copies[at] > 1 else 0.0
    score += 0.5 if page.lines[at].gap or at == 0 else 0.0
    return score - (1.0 if page.lines[at].bullet else 0.0)


def _is_date_line(line: Line) -> bool:
    """Whether a line is a date and little else."""
    stamp = find_stamp(line.text)
    return stamp is not None and len(line.text) - (stamp.end - stamp.start) < 25


def _kind(page: _Page, at: int, headline: str | None) -> PassageKind:
    if headline and page.view.keys[at] == headline:
        return PassageKind.HEADLINE
    for kind, holds in (
        (PassageKind.BYLINE, _is_byline),
        (PassageKind.CAPTION, _is_caption),
        (PassageKind.TEASER, _is_teaser),
        (PassageKind.BOILERPLATE, _is_outlet_note),
    ):
        if holds(page, at):
            return kind
    return PassageKind.BODY if at in page.body else PassageKind.BOILERPLATE


def _is_byline(page: _Page, at: int) -> bool:
    """By-lines and dates at the top of the article, signatures and notes on the author at either end."""
    line = page.lines[at]
    if page.view.words[at] > _NOTE or not page.body or not page.start - _ABOVE <= at <= page.end + _ABOVE:
        return False
    if at not in page.body and at < page.start:
        return bool(BYLINE.match(line.text) or BIO.match(line.text)) or _is_dated_top(page, at)
    if at >= page.end - 1 > page.start and (
        (_is_name(page, at) and _is_note(page, at + 1)) or (_is_name(page, at - 1) and _is_note(page, at))
    ):
        return True
    if at >= page.end - 1 > page.start and BIO.match(line.text):
        return True
    signed = bool(BYLINE.match(line.text) or _SIGNED.match(line.text))
    if at < page.end:
        return at not in page.body and signed
    return at > page.start and (signed or bool(BIO.match(line.text)))


def _is_dated_top(page: _Page, at: int) -> bool:
    """A date right above the body but not at the top of the page, or a name next to such a date."""
    if not 0 < at < page.start or at < page.start - 4:
        return False
    near = [page.lines[other] for other in (at - 1, at + 1) if other < page.start]
    return _is_date_line(page.lines[at]) or (_is_name(page, at) and any(map(_is_date_line, near)))


def _is_name(page: _Page, at: int) -> bool:
    return 0 <= at < len(page.lines) and bool(_NAMED.match(page.lines[at].text))


def _is_note(page: _Page, at: int) -> bool:
    return at < len(page.lines) and bool(BIO.match(page.lines[at].text) or TRADE.match(page.lines[at].text))


def _is_caption(page: _Page, at: int) -> bool:
    """A line with a picture's credit, or one printed twice in a row: under the picture and in its place."""
    if page.view.words[at] > _NOTE:
        return False
    if page.view.credited[at]:
        return True
    near = [other for other in page.repeats.equal[at] if 0 < abs(other - at) <= 3]
    return page.repeats.doubled[at] or bool(near)


def _is_teaser(page: _Page, at: int) -> bool:
    """A repeat of the body: inside a longer line, or equal to one; of two equal lines the one at the top."""
    longer = page.repeats.within[at]
    if longer is not None and longer in page.body:
        return True
    others = [other for other in page.repeats.equal[at] if other != at and other in page.body]
    if not others:
        return False
    return at not in page.body or at == page.start or (min(others) < at and min(others) != page.start)


def _is_outlet_note(page: _Page, at: int) -> bool:
    """An outlet on itself, where the article ends."""
    return (
        at >= page.end and at > page.start and page.view.words[at] <= _NOTE and bool(OUTLET.match(page.lines[at].text))
    )
