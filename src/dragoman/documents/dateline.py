"""A text and its passages in, the dates out that may be its publication date, and how each is printed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from dragoman.documents.lines import Line, split_lines
from dragoman.documents.printed import WEEKDAY, Printed, find_printed
from dragoman.records import Passage, PassageKind

__all__ = ["Candidate", "Print", "days_ago", "find_candidates"]


class Print(StrEnum):
    """How a date is printed: what stands around it and where it stands."""

    PUBLISHED = "printed as the day of publication"
    BYLINE = "printed beside the writer's name"
    BARE = "printed between headline and text"
    AGENCY = "printed in the dateline that opens the text"
    UPDATED = "printed as the day of an update"
    ADDRESS = "told by the address of the page"
    FAR = "printed as a day of publication, but far from the text"
    HEAD = "printed at the head of the page, where some pages show the day they are looked at"
    ASIDE = "printed on a line of its own away from the text"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date at `text[start:end]`, how it is printed, and its `distance` in lines from the article's text."""

    printed: Printed
    how: Print
    start: int
    end: int
    distance: int
    words: str


_LONGEST = 240
_DIGIT = re.compile(r"\d")
_LONGEST_LABELLED = 30  # words of a line on which a label is one, not a verb of a sentence
_ABOVE, _BELOW = 15, 4  # lines that count as close to the article's text
_PAGE_TOP = 6
_APART = 6
_A_SENTENCE = 12
_A_LIST = 4
_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?\s?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?|\b\d{4}\s+gmt\b"
_ZONE = (
    r"\b(?:gmt|utc|[ecmpi]s?t|[ecmp]dt|[ap]kst|bst|cest|cet|hkt|ist|sgt|hst|amt|local time)\b"
    r"|[+-]\d\d:?\d\d\b"
)
_OPENS = rf"(?:^|[|•·(/–—:;,.-]|\d|\b[ap]\.?m\.?|{_ZONE})[\s*]*"
_PUBLISHED = re.compile(
    _OPENS + r"(?:first\s+|originally\s+|date\s+)*(?:published|posted|pub(?:lication)?\.?\s*date|publié|publiziert"
    r"|issued|released|filed|dated?|created|written|uploaded|original(?=\W))\b(?P<between>[^.!?;]{0,70})$",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    _OPENS + r"(?:last\s+|most\s+recently\s+)?(?:updated?|modified|revised|edited)\b[^.!?;]{0,40}$",
    re.IGNORECASE,
)
_ONLY_LABEL = re.compile(r"\W*(?:first |originally )?(?:published|posted|date)(?: on)?\W*$", re.IGNORECASE)
_BY = re.compile(r"(?:^|\W)(?:by|von|por|par)\s+\w|\bstaff (?:writer|reporter)\b", re.IGNORECASE)
_BY_AT_START = re.compile(r"\W*(?:(?:written|reported|posted)\s+)?by:?\s+[^\W\d]", re.IGNORECASE)
_SMALL_PRINT = re.compile(
    rf"{WEEKDAY}|{_CLOCK}|{_ZONE}"
    r"|\b(?:at|on|by|in|the|of|and|est|read|min(?:ute)?s?|updated?|published|posted|comments?)\b",
    re.IGNORECASE,
)
#: The address of the page on a line of its own, with the day or month in its path.
_ADDRESS = re.compile(
    r"\W*(?:(?:url|source|address|link|retrieved from|permalink)\W+)?(?:https?://|www\.)\S*?"
    r"(?:/(?P<y>(?:19|20)\d\d)[/-](?P<m>0[1-9]|1[0-2])(?:[/-](?P<d>0[1-9]|[12]\d|3[01]))?(?=[/._-])"
    r"|[/_-](?P<y2>(?:19|20)\d\d)(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])(?!\d))\S*\W*$",
    re.IGNORECASE,
)
#: Words of a line that says little more than when something was posted.
_SHORT = 12
_AGO = re.compile(
    r"\b(?P<count>\d{1,3}|an?|one|two|three)\s+(?P<unit>week|day|hour|minute|min|hr)s?\s+ago\b|\byesterday\b(?!['’])",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"(?P<place>[A-Z][\w.'’ -]{1,30}?)(?P<rest>\s*[,:(/–—-][^\n]{3,70}?)(?:--|[–—]|\s-\s|:\s)\s*(?=\S)"
)
_NO_ARTICLE = frozenset({PassageKind.TEASER, PassageKind.CAPTION})


def find_candidates(text: str, passages: Sequence[Passage]) -> list[Candidate]:
    """All dates outside comments that are printed as a publication date may be, in the order of the page."""
    page = _Page(text, passages)
    found = [candidate for at in range(len(page.lines)) for candidate in _on_line(page, at)]
    address = _addressed(page)
    return [*found, address] if address else found


def days_ago(text: str, passages: Sequence[Passage]) -> tuple[int, str] | None:
    """How many days before the page was looked at the article was posted, and the words that say so."""
    page = _Page(text, passages)
    top = page.first if page.headline is None else page.headline
    for at in range(max(0, min(top, page.first) - 3), min(len(page.lines), page.first + 1)):
        line = page.lines[at].text
        match = _AGO.search(line) if page.kinds[at] is not PassageKind.COMMENT and len(line.split()) <= _SHORT else None
        if match is not None:
            count = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}.get(match["count"] or "", 0) or int(
                match["count"] or 1
            )
            unit = (match["unit"] or "day").lower()
            return count * {"day": 1, "week": 7}.get(unit, 0), line.strip()
    return None


class _Page:
    """The lines of a page with the kind of each, and where its headline and its article begin and end."""

    def __init__(self, text: str, passages: Sequence[Passage]) -> None:
        self.lines = split_lines(text)
        self.kinds = _kinds(self.lines, passages)
        body = max(self._runs(), key=lambda run: sum(map(self._words, run)), default=[len(self.lines)])
        self.first = next((at for at in body if self._words(at) >= _A_SENTENCE), body[0])
        self.last = body[-1]
        heads = [at for at in range(self.first) if self.kinds[at] is PassageKind.HEADLINE]
        self.headline = heads[0] if heads else None

    def _runs(self) -> list[list[int]]:
        """The lines of the body in runs: teasers that pass for body stand apart from the article."""
        runs: list[list[int]] = []
        for at, kind in enumerate(self.kinds):
            if kind is PassageKind.BODY:
                if runs and at - runs[-1][-1] <= _APART:
                    runs[-1].append(at)
                else:
                    runs.append([at])
        return runs

    def _words(self, at: int) -> int:
        return len(self.lines[at].text.split()) if at < len(self.lines) else 0

    def is_near(self, at: int, above: int) -> bool:
        """Whether a line stands close above the article's text, or closer below it."""
        return self.first - above <= at <= self.first + 1 or self.last <= at <= self.last + _BELOW

    @cached_property
    def lists_dates(self) -> bool:
        """Whether the different dates above the text are so many that they belong to a list of articles."""
        above = (find_printed(line.text) for line in self.lines[max(0, self.first - _ABOVE) : self.first])
        return len({found[0].value for found in above if len(found) == 1}) >= _A_LIST


def _kinds(lines: Sequence[Line], passages: Sequence[Passage]) -> list[PassageKind | None]:
    """The kind of the passage in which each line begins."""
    starts = [each.start for each in passages]
    kinds: list[PassageKind | None] = []
    for line in lines:
        at = bisect_right(starts, line.start) - 1
        inside = at >= 0 and line.start < passages[at].end
        kinds.append(passages[at].kind if inside else None)
    return kinds


def _addressed(page: _Page) -> Candidate | None:
    """The date in the address of the page, where one address alone is printed on a line of its own."""
    found = [(at, match) for at, line in enumerate(page.lines) if (match := _ADDRESS.match(line.text))]
    if len(found) != 1:
        return None
    at, match = found[0]
    value = "-".join(filter(None, (match["y"] or match["y2"], match["m"] or match["m2"], match["d"] or match["d2"])))
    printed = find_printed(value, years=True)
    if not printed:
        return None
    part = "y" if match["y"] else "y2"
    moved = replace(
        printed[0],
        start=match.start(part),
        end=match.end("d" if match["d"] else "m") if match["y"] else match.end("d2"),
    )
    return _candidate(page, at, moved, Print.ADDRESS)


def _on_line(page: _Page, at: int) -> Iterator[Candidate]:
    line, kind = page.lines[at], page.kinds[at]
    if kind is PassageKind.COMMENT and at > page.first:
        return
    if page.first <= at <= page.first + 1 and (agency := _agency(page, at)):
        yield agency
    if len(line.text) > _LONGEST or not _DIGIT.search(line.text) or kind is PassageKind.CAPTION:
        return
    found = find_printed(line.text)
    for printed in found:
        if how := _how(page, at, printed, found):
            yield _candidate(page, at, printed, how)


def _candidate(page: _Page, at: int, printed: Printed, how: Print) -> Candidate:
    line = page.lines[at]
    shift = line.end - len(line.text)
    start, end = shift + printed.start, shift + printed.end
    distance = page.first - at if at <= page.first else max(1, at - page.last)
    return Candidate(printed, how, start, end, distance, line.text[:120])


def _how(page: _Page, at: int, printed: Printed, found: list[Printed]) -> Print | None:
    line = page.lines[at].text
    before = line[: printed.start]
    published, updated = _PUBLISHED.search(before), _UPDATED.search(before)
    if len(line.split()) <= _LONGEST_LABELLED:
        if updated and (not published or updated.start() > published.start()):
            return Print.UPDATED
        if published or (at and not before.strip() and _ONLY_LABEL.match(page.lines[at - 1].text)):
            return Print.PUBLISHED if page.is_near(at, _ABOVE) else Print.FAR
    in_body = page.kinds[at] is PassageKind.BODY
    if page.kinds[at] in _NO_ARTICLE or not _is_date_line(line, found, in_body=in_body):
        return None
    if at < page.first:
        return _above(page, at)
    return Print.ASIDE if page.is_near(at, _ABOVE) else None


def _above(page: _Page, at: int) -> Print | None:
    """How a line that is little but a date is printed above the text."""
    own = page.lines[at].text
    if _BY_AT_START.match(own) and page.is_near(at, 2 * _ABOVE):
        return Print.BYLINE
    above_headline = page.headline is None or at < page.headline
    if page.lists_dates and at:
        return None
    if at < _PAGE_TOP and above_headline and not _BY.search(own):
        return Print.HEAD
    if not page.is_near(at, _ABOVE):
        return Print.ASIDE
    beside = [page.lines[other].text for other in (at - 1, at + 1) if 0 <= other < page.first]
    if _BY.search(own) or any(map(_BY_AT_START.match, beside)) or page.kinds[at] is PassageKind.BYLINE:
        return Print.BYLINE
    return Print.BARE


def _is_date_line(line: str, found: list[Printed], *, in_body: bool) -> bool:
    """Whether little but the dates, times and a name stands on the line; in the body, next to nothing."""
    rest = line
    for printed in reversed(found):
        rest = f"{rest[: printed.start]} {rest[printed.end :]}"
    others = len(re.findall(r"\w+", _SMALL_PRINT.sub(" ", rest)))
    return others <= (0 if line.endswith(".") else 3) if in_body else others <= 8


def _agency(page: _Page, at: int) -> Candidate | None:
    """`CITY, Oct 2 (Agency) --` at the start of the text, with or without a year."""
    opening = _AGENCY.match(page.lines[at].text)
    if opening is None or not (opening["place"].isupper() or "(" in opening["rest"]):
        return None
    shift = opening.start("rest")
    for found in find_printed(opening["rest"], yearless=True):
        moved = replace(found, start=found.start + shift, end=found.end + shift)
        return _candidate(page, at, moved, Print.AGENCY)
    return None
