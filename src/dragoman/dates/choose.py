"""Which time expression dates an act: expressions and the act's cue words in, days and a reason out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.dates.calendar import precision_of
from dragoman.dates.tense import sentence_bounds
from dragoman.dates.words import any_of
from dragoman.records import TimeExpression

__all__ = ["EventDate", "event_date", "in_another_clause", "precision", "said_there"]

EventDate = tuple[str | None, str | None, str | None, str]

_FINITE = r"(?:was|were|is|are|has|have|had|will|would)"
_OPENER = any_of("which who whom where when while whereas although though because if")
# A new clause begins: what lies beyond speaks of another act.
_BREAK = re.compile(
    rf"[;()]|:\s|\s[-–—]+\s|—|\b(?:{_OPENER}|that|whose|unless|but)\b|, (?={_FINITE}\b)"
    rf"|(?:\b(?:after|before|since|until|as)|, and) (?=(?:\w+ ){{1,4}}(?:{_FINITE}|\w+ed)\b)",
    re.IGNORECASE,
)
_SIDE_CLAUSE = re.compile(rf"\b(?:{_OPENER}|after|before|since|as)\b", re.IGNORECASE)
_WORD_BEFORE = any_of(
    "in on during at throughout since from until till by before after over within under between for of around through"
)
_PREPOSITION = re.compile(
    rf"\b(?P<word>{_WORD_BEFORE})\s+(?:the\s+|most of\s+|much of\s+|the \w+ of\s+)?$", re.IGNORECASE
)
_SAY = any_of("said told announced added stated reported noted claimed confirmed declared warned wrote says?")
_SAID = re.compile(rf"\b{_SAY}\b(?: [\w']+){{0,3}}?\s+(?:on\s+|in\s+)?$", re.IGNORECASE)
_OPEN_END, _OPEN_START = ("since", "after"), ("until", "till", "before", "by")


def precision(expression: TimeExpression) -> str | None:
    """day, month, quarter, season, year, decade or range (week, half, century, era); None if undated."""
    return precision_of(expression.value, expression.interval)


def in_another_clause(between: str) -> bool:
    """Whether these words between an act and its date or place begin another clause."""
    return _BREAK.search(between) is not None


def said_there(before: str, act: str) -> bool:
    """Whether the words before a date or place end in a verb of saying, which it belongs to; `act` is none itself."""
    return bool(_SAID.search(before[-50:])) and not re.match(rf"{_SAY}\b", act, re.IGNORECASE)


def event_date(expressions: Sequence[TimeExpression], cue_start: int, cue_end: int, text: str) -> EventDate:
    """First day, last day, precision and reason for the act whose cue words are text[cue_start:cue_end].

    Of the dates in the sentence the nearest in the cue's own clause counts, one after the cue before one
    ahead of it; failing that, the date that opens the sentence ("On Tuesday, ..."). A date behind a verb of
    saying dates the saying; a year or era within another noun phrase ("the 1991 agreement") dates nothing.
    "Since" and "after" leave the end open, "until", "before" and "by" the start. All None where no date fits.
    """
    first, last = sentence_bounds(text, cue_start, cue_end)
    dates = [t for t in expressions if first <= t.start and t.end <= last and t.interval and t.type in ("DATE", "TIME")]
    if not dates:
        return None, None, None, "no date in the sentence"
    fitting = [(cost, t) for t in dates if (cost := _cost(t, cue_start, cue_end, text, first)) is not None]
    if not fitting:
        return _heading(dates[0], text, first)
    _, best = min(fitting, key=lambda pair: (_is_open(pair[1], text), pair[0], pair[1].start))
    if _is_open(best, text) and (headed := _heading(dates[0], text, first))[0]:
        return headed  # "12 June: they promise to leave within 60 days"
    return _bounded(best, text)


def _heading(t: TimeExpression, text: str, first: int) -> EventDate:
    """The date that heads a line of a chronology dates the line: "16 May 1981: ..."."""
    if text[first : t.start].strip() or not re.match(r"\s*[:–—-]\s", text[t.end :]):
        return None, None, None, "no date in the clause of the act"
    start, end = t.interval or (None, None)
    return start, end, precision(t), f"{t.text!r} heads the line: {t.rule}"


def _is_open(t: TimeExpression, text: str) -> bool:
    """Whether the words before the date leave one end of it open."""
    ahead = _PREPOSITION.search(text, max(0, t.start - 40), t.start)
    return _within(t) or (ahead is not None and ahead["word"].lower() in (*_OPEN_END, *_OPEN_START))


def _within(t: TimeExpression) -> bool:
    return t.text[:7].lower() == "within "


# A date before an "and" belongs to what stands before it, unless nothing better is there.
_ANOTHER_PART = 200
# "bodies of workers abducted in Mosul in 2016": the date is that of the participle.
# "The night of 3 May that saw the shelling": the date is that of what it saw.
_SAW = re.compile(r" (?:that|which) (?:saw|witnessed|resulted in|ended in|ended with|brought)\b")
# "Last year when he made the visit": the date is that of what was when.
_WHEN = re.compile(r"^,? when\b")
# "When on his visit, in 1974, they agreed": nothing is done yet, so that the comma closes nothing off.
_ADVERBIAL = re.compile(r"\s*(?:on|in|during|at|amid|under|upon)(?: \w+){1,4},\s*")
_ANOTHER_DEED = re.compile(r"\b\w{3,}ed (?:in|by|at|near|off|during)\b")


def _cost(t: TimeExpression, cue_start: int, cue_end: int, text: str, first: int) -> int | None:
    """How far a date lies from the cue, twice as far ahead of it; None where it dates something else."""
    if t.start < cue_end and cue_start < t.end:
        return 0
    preposition = _led_in(t, text, first)
    between = _WHEN.sub(" ", text[t.end : cue_start]) if t.end <= cue_start else text[cue_end : t.start]
    if in_another_clause(_SAW.sub(" ", between)) or _dates_another(t, cue_start, cue_end, text, first):
        return None
    if t.end <= cue_start:
        opening = not _PREPOSITION.sub("", text[first : t.start]).strip()
        joined = _ANOTHER_PART if re.search(r"\band\b", between) else 0
        return len(between) + 1000 if opening else 2 * len(between) + 2 + joined
    if _ANOTHER_DEED.search(between):
        return None
    return len(between) + (0 if preposition or len(between) < 3 else 20)


def _led_in(t: TimeExpression, text: str, first: int) -> bool:
    ahead = _PREPOSITION.search(text, max(first, t.start - 40), t.start)
    return bool(ahead or re.match(r"(?:from|between|in)\s", t.text))


def _dates_another(t: TimeExpression, cue_start: int, cue_end: int, text: str, first: int) -> bool:
    """Does the date belong to a noun, a verb of saying or a side clause that is not the cue's?"""
    if not _led_in(t, text, first) and _attributive(t, text) and not _same_phrase(t, cue_start, text):
        return True
    if said_there(text[first : t.start], text[cue_start:cue_end]):
        return True
    return t.end <= cue_start and _closed_off(t, cue_start, text, first)


_NO_NOUN = (
    any_of("in on at along with and or to for by as of when but was were is are had has have will would before after")
    + r"\b"
)


def _attributive(t: TimeExpression, text: str) -> bool:
    """A bare year or an era right before a noun: `the 1991 agreement`, `Cold War animosities`."""
    bare = re.fullmatch(r"\d{4}|.*/.*|\d{4}-\d\d", t.value)
    return bool(bare and re.match(rf"[ -][\"“]?(?!{_NO_NOUN})[a-z]\w+", text[t.end : t.end + 20]))


def _same_phrase(t: TimeExpression, cue_start: int, text: str) -> bool:
    """Does the cue belong to the noun phrase that the date opens, as in `the 2008 summit`?"""
    words = 0 if "/" in t.value else 1
    return t.end <= cue_start and bool(
        re.fullmatch(rf"[ -](?:(?!{_NO_NOUN})\w+[ -]){{0,{words}}}", text[t.end : cue_start])
    )


def _closed_off(t: TimeExpression, cue_start: int, text: str, first: int) -> bool:
    """Does a comma close the date's side clause before the cue (`which was built in 1973, ...`)?"""
    openers = list(_SIDE_CLAUSE.finditer(text, first, t.start))
    if not openers or "," not in text[t.end : cue_start]:
        return False
    led_in = _PREPOSITION.sub("", text[openers[-1].end() : t.start])
    return bool(led_in.strip()) and not _ADVERBIAL.fullmatch(led_in)


def _bounded(t: TimeExpression, text: str) -> EventDate:
    start, end = t.interval or (None, None)
    preposition = _PREPOSITION.search(text, max(0, t.start - 40), t.start)
    word = preposition["word"].lower() if preposition else ""
    reason = f"{t.text!r} stands nearest in the clause: {t.rule}"
    if word in _OPEN_END:
        return start, None, "range", f"{reason}; {word!r} leaves the end open"
    if word in _OPEN_START or _within(t):
        word = "within" if _within(t) else word
        return None, end, "range", f"{reason}; {word!r} leaves the start open"
    return start, end, precision(t), reason
