"""A text and its passages in, its day of publication out: as printed, else by comments, else by its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.documents.dateline import Candidate, Print, days_ago, find_candidates
from dragoman.documents.printed import find_printed
from dragoman.errors import DocumentError
from dragoman.records import Dating, Passage, PassageKind

__all__ = ["date_document", "given_date"]

# In the order of trust. On the dumps of eval/pages whose address holds a date, all 55 that print one got its
# month, 41 of 43 its day, two the day beside it; the shares below are set lower, for such pages are well made.
_CONFIDENCE = {
    Print.PUBLISHED: 0.95,
    Print.BYLINE: 0.9,
    Print.BARE: 0.85,
    Print.AGENCY: 0.85,
    Print.UPDATED: 0.75,
    Print.ADDRESS: 0.7,
    Print.FAR: 0.5,
    Print.HEAD: 0.4,
    Print.ASIDE: 0.4,
}
_ORDER = {how: rank for rank, how in enumerate(_CONFIDENCE)}
_WEAK = frozenset({Print.UPDATED, Print.FAR, Print.HEAD, Print.ASIDE})
_LONELY = frozenset({Print.HEAD, Print.ASIDE})
#: Where the days of two editions stand; a dateline tells when its agency wrote.
_EDITIONS = frozenset({Print.PUBLISHED, Print.BYLINE, Print.UPDATED, Print.FAR})
_DATED_TWICE = frozenset({Print.PUBLISHED, Print.BYLINE, Print.AGENCY, Print.UPDATED, Print.FAR})
_BY_CLOCK, _BY_COMMENTS, _BY_WORDS = 0.6, 0.6, 0.4

_DAY = timedelta(days=1)
_ONLINE_BEFORE_PRINT = timedelta(days=2)
_STALE = timedelta(days=548)
_CLAUSE = 100  # characters before a date in which a plan for it may be told
_OPENING = 0.2  # the part of a text that tells the news
_WEB_BEGINS = "1994"  # what is older was not written for the web: it tells of history
_AHEAD = re.compile(
    r"\b(?:plan(?:ned|s)?|scheduled|due|expected|slated|will|shall|would|until|by"
    r"|to be (?:held|signed)|deadline|to (?:visit|meet|host)|set for|upcoming|forthcoming|next|target(?:ed)?"
    r"|opening|coming|starting)\b[^.!?]{0,60}$",
    re.IGNORECASE,
)
# Without PST, which is Pakistan Standard Time as well.
_AMERICAN_ZONE = re.compile(r"\b(?:[EC][SD]T|PDT|M[SD]T|[ECP]T|AK[SD]T|HST)\b")
_TICKING = re.compile(r"\btoday(?: is|:)|\btime now\b|\d ?°", re.IGNORECASE)
_NUMBERS = re.compile(r"(?<![\d./-])(\d\d?)([/.-])(\d\d?)\2(?:19|20)?\d\d(?![\d./-])")


def date_document(text: str, passages: Sequence[Passage]) -> Dating:
    """When `text` was published, with the words that say so.

    In order of trust: a date printed as the day of publication, beside the byline, between headline and text,
    in an agency's dateline, as an update; the first comment, before which the article must have been there;
    the latest past date in the text, to the month. A printed date that lies after the comments, or long after
    all that the text tells of, is the day the page was looked at and no publication date.
    """
    known = _Known.of(text, passages)
    found = sorted(find_candidates(text, passages), key=lambda each: (_ORDER[each.how], each.distance))
    doubted: list[str] = []
    believed: list[Candidate] = []
    ago = days_ago(text, passages)
    for each in _resolved(found, known, text):
        doubt = _doubt(each, known) or (_clock(each) if ago is None else None)
        if doubt:
            doubted.append(doubt)
        else:
            believed.append(each)
    remark = f"; {doubted[0]}" if doubted else ""
    if believed:
        best = believed[0]
        if best.how is Print.HEAD and len(best.printed.value) == 10 and ago is not None:
            day = date.fromisoformat(best.printed.value) - timedelta(days=ago[0])
            evidence = f'"{ago[1]}", seen from the day at the head of the page: "{best.words}"{remark}'
            return Dating(day.isoformat(), evidence, _BY_CLOCK, best.start, best.end)
        return _as_printed(believed, known, remark)
    if known.comments:
        first = known.comments[0].isoformat()
        return Dating(first, f"published on or shortly before the first comment, {first}{remark}", _BY_COMMENTS)
    return _as_told(known, remark)


def given_date(words: str, who: str) -> Dating:
    """The date that somebody gives, in ISO 8601 or any printed form; DocumentError where it is none."""
    found = find_printed(words, years=True)
    if found and re.fullmatch(r"\d{4}-\d.*", words.strip(), re.DOTALL) and len(found[0].value) == len("2012"):
        found = []  # 2012-13-45: the year alone would hide that the calendar has no such day
    if not found or found[0].readings:
        either = f"; it may be {' or '.join(found[0].readings)}" if found else ""
        raise DocumentError(f'"{words[:40]}", given by {who}, is no date{either}; write 2012-10-05, 2012-10 or 2012')
    return Dating(found[0].value, f"given by {who}: {words[:40]}", 1.0)


@dataclass(frozen=True, slots=True)
class _Told:
    """A past date that the text tells of; `place` is 0 where the body begins and 1 where it ends."""

    value: str
    place: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Known:
    """What tells of the time besides a printed date: the days of the comments, the past dates in the text."""

    comments: tuple[date, ...]
    told: tuple[_Told, ...]

    @classmethod
    def of(cls, text: str, passages: Sequence[Passage]) -> _Known:
        body = min((each.start for each in passages if each.kind is PassageKind.BODY), default=0)
        below = [each for each in passages if each.kind is PassageKind.COMMENT and each.start > body]
        comments = [each for each in below if each.time]
        signed = sum(each.author is not None for each in comments)
        days = sorted(each.time[:10] for each in comments if each.time and len(each.time) >= 10)
        # Most readers sign: a row of dates without names is a list of other articles.
        believed = days if 2 * signed > len(comments) else []
        return cls(tuple(map(date.fromisoformat, believed)), tuple(_told(text, passages)))

    @property
    def is_sure(self) -> bool:
        """Whether the latest date tells of the time of writing: to the month, or the year at least twice."""
        latest = self.latest or ""
        return len(latest) > 4 or sum(each.value[:4] == latest for each in self.told) > 1

    @property
    def latest(self) -> str | None:
        """The latest past date in the text, if it is young enough to tell of the day of writing."""
        latest = max((each.value for each in self.told), default="", key=_last_day)
        return latest if latest >= _WEB_BEGINS else None


def _told(text: str, passages: Sequence[Passage]) -> Iterator[_Told]:
    body = [each for each in passages if each.kind is PassageKind.BODY]
    length = sum(each.end - each.start for each in body)
    passed = 0
    for each in body:
        words = text[each.start : each.end]
        for printed in find_printed(words, years=True):
            before = words[max(0, printed.start - _CLAUSE) : printed.start]
            if not printed.readings and not _AHEAD.search(before):
                place = (passed + printed.start) / length
                yield _Told(printed.value, place, each.start + printed.start, each.start + printed.end)
        passed += each.end - each.start


def _resolved(found: Sequence[Candidate], known: _Known, text: str) -> Iterator[Candidate]:
    """The candidates with a year: a day without one, or one of two readings, is settled by all the others."""
    days = [date.fromisoformat(each.printed.value) for each in found if len(each.printed.value) == 10]
    for each in found:
        printed = each.printed
        if printed.value.startswith("--"):
            value = _with_year(printed.value, known, days)
        elif printed.readings:
            value = _one_reading(each, known, days, text)
        else:
            value = printed.value
        if value:
            readings = printed.readings if value == printed.value else ()
            yield replace(each, printed=replace(printed, value=value, readings=readings))


def _with_year(value: str, known: _Known, days: Sequence[date]) -> str | None:
    """`--10-02` with the year that puts it just before a comment or printed date, or after what is told."""
    later = known.comments[:1] or tuple(days[:1])
    if later:
        years = (later[0].year, later[0].year - 1)
        return next((f"{year}{value[1:]}" for year in years if f"{year}{value[1:]}" <= str(later[0] + _DAY)), None)
    if known.latest:
        year = int(known.latest[:4])
        return f"{year if f'{year}{value[1:]}' >= known.latest else year + 1}{value[1:]}"
    return None


def _one_reading(each: Candidate, known: _Known, days: Sequence[date], text: str) -> str:
    """Day or month first: as the other numbers of the page, its time zone, its comments or dates have it."""
    american, european = each.printed.readings
    numbers = [(int(first) > 12, int(other) > 12) for first, _, other in _NUMBERS.findall(text)]
    day_first = {first for first, other in numbers if first != other}
    if len(day_first) == 1:
        return european if True in day_first else american
    if _AMERICAN_ZONE.search(each.words):
        return american
    for day in (*known.comments[:1], *days):
        near = [one for one in each.printed.readings if -2 <= (day - date.fromisoformat(one)).days <= 10]
        if len(near) == 1:
            return near[0]
    return each.printed.value


def _doubt(each: Candidate, known: _Known) -> str | None:
    """Why a printed date is not the day of publication; None where nothing speaks against it."""
    value = each.printed.value
    day = date.fromisoformat(value) if len(value) == 10 else None
    if day is None:
        return None
    before = sum(comment < day - _DAY for comment in known.comments)
    if before >= (1 if each.how in _WEAK else 2):
        first = known.comments[0]
        return f'"{each.words}" is later than the first comment ({first}): the day of the page view'
    if each.how is Print.HEAD and known.latest and known.is_sure and day - _last_day(known.latest) > _STALE:
        return f'"{each.words}" is long after what the text tells of ({known.latest}): the day of the page view'
    if each.how in _LONELY and known.latest and len(known.latest) > 4 and value[: len(known.latest)] < known.latest:
        return f'"{each.words}" is before what the text tells of ({known.latest})'
    return None


def _clock(each: Candidate) -> str | None:
    """Why a date at the head of a page is that of its clock: it says that it is today's."""
    if each.how is Print.HEAD and _TICKING.search(each.words):
        return f'"{each.words}" is the clock of the page: the day it was looked at'
    return None


def _as_printed(believed: Sequence[Candidate], known: _Known, remark: str) -> Dating:
    best = _printed_next_day(believed[0], believed)
    confidence = _CONFIDENCE[best.how]
    note = ""
    if best.printed.readings:
        note = f", where day and month may be either way round ({' or '.join(best.printed.readings)})"
        confidence = min(confidence, 0.5)
    elif others := _days_apart(best, believed):
        first = min((best, *others), key=lambda each: each.printed.value)
        other = max(each.printed.value for each in (best, *others))
        note = f"; the page also prints {other} (online and print edition): the earlier is taken"
        best = first
    value = best.printed.value
    if known.comments and value == known.comments[0].isoformat():
        confidence = max(confidence, _CONFIDENCE[Print.BYLINE])
    return Dating(value, f'{best.how}: "{best.words}"{note}{remark}', confidence, best.start, best.end)


def _printed_next_day(best: Candidate, believed: Sequence[Candidate]) -> Candidate:
    """Of a dateline and a day printed right after it the day: the agency wrote, the paper appeared."""
    if best.how is not Print.AGENCY:
        return best
    after = (date.fromisoformat(best.printed.value) + n * _DAY for n in (1, 2)) if len(best.printed.value) == 10 else ()
    days = {day.isoformat() for day in after}
    return next((each for each in believed if each.printed.value in days), best)


def _days_apart(best: Candidate, believed: Sequence[Candidate]) -> list[Candidate]:
    """The other printed dates that differ from the best one by a day or two, as editions do."""
    if best.how not in _DATED_TWICE or len(best.printed.value) < 10:
        return []
    day = date.fromisoformat(best.printed.value)
    days = [each for each in believed if each.how in _EDITIONS and len(each.printed.value) == 10]
    return [each for each in days if _DAY <= abs(date.fromisoformat(each.printed.value) - day) <= _ONLINE_BEFORE_PRINT]


def _as_told(known: _Known, remark: str) -> Dating:
    """By the text alone, to the month: where its latest dates lie together, or one stands in its opening."""
    latest = known.latest
    if latest is None:
        return Dating(None, f"no publication date, no dated comment, no recent date in the text{remark}", 0.0)
    together = [each for each in known.told if len(latest) > 4 and each.value[:7] == latest[:7]]
    if len(together) < 2 and not any(each.place < _OPENING and len(each.value) == 10 for each in together):
        return Dating(None, f"no publication date; the latest date in the text is {latest}{remark}", 0.0)
    last = max(together, key=lambda each: _last_day(each.value))
    evidence = f"the latest past date that the text tells of is {latest}{remark}"
    return Dating(latest[:7], evidence, _BY_WORDS, last.start, last.end)


def _last_day(value: str) -> date:
    """The last day that a date to the year, month or day may mean; the first of all days for no date."""
    if not value:
        return date.min
    year, month, day = (*map(int, value.split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day)
    return date(year + 1, 1, 1) - _DAY if month in (0, 12) else date(year, month + 1, 1) - _DAY
