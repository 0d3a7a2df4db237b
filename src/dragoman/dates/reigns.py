"""A leader's years: "the Thatcher years", "Obama's second term", "the presidency of General de Gaulle"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from dragoman.codebook.actor_rows import Tenure
from dragoman.codebook.own_actors import actor_tables, of_tables
from dragoman.dates.calendar import interval_of
from dragoman.dates.context import Context, Match, Reading, Rule, dated
from dragoman.dates.words import any_of, compiled

__all__ = ["REIGN_RULES", "reign_starts"]

#: Offices whose years are called by their holder.
_HEADS = frozenset(
    """president|acting president|prime minister|premier|chancellor|king|queen|emir|sultan|shah|emperor|empress
    head of state|head of government|supreme leader|paramount leader|taoiseach|chief martial law administrator
    party leader|pope""".replace("\n    ", "|").split("|")
)
#: What a word for a reign says of the office.
_OFFICES = {
    "presidency": frozenset(["president", "acting president", "head of state"]),
    "premiership": frozenset(["prime minister", "premier", "taoiseach"]),
    "chancellorship": frozenset(["chancellor"]),
}
_SURELY = "era|years|days|term|terms|dictatorship|reign|premiership|chancellorship|presidency"
_REIGN = rf"(?:{_SURELY}|rule|regime|administration|tenure|time in office|period in office|period|military rule)"
_OF = "(?:presidency|premiership|chancellorship|reign|rule|dictatorship|tenure|time in office|regime|years)"
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1, "final": -1}
_TITLE = any_of(
    "President General Colonel Marshal Chancellor King Queen Emperor Sultan Shah Mr Mrs Ms Lord Sir Dr Prime_Minister"
)
_NAME = r"(?P<ruler>(?-i:[A-Z])[\w’'.-]*\w(?: (?:(?:al|de|bin|ul|von|van|el)[ -])?(?-i:[A-Z])[\w’'.-]*\w){0,3}?)"
#: What shows that a reign is meant as a time, and not as who acts.
_IN_TIME = re.compile(
    r"\b(?:during|in|under|throughout|since|until|till|after|before|of|from|late|early|across|through|back to|over)\s+"
    r"(?:the\s+|much of\s+|all of\s+)?$",
    re.IGNORECASE,
)
_WORD = re.compile(rf"\b(?:{_REIGN}|presidency of)\b", re.IGNORECASE)
#: Days between two offices that are still one time in power, and the years of an American term.
_GAP, _TERM = 45, 4

Days = tuple[str, str | None]


@of_tables
def _rulers() -> dict[str, list[list[Tenure]]]:
    """From the names of whoever led a state to the tenures of each who bears it."""
    people: dict[str, list[Tenure]] = {}
    for tenure in actor_tables().people:
        if tenure.office in _HEADS:
            people.setdefault(tenure.name, []).append(tenure)
    found: dict[str, list[list[Tenure]]] = {}
    for held in people.values():
        for name in {held[0].name, *(n for t in held for n in (*t.names, *t.short))}:
            found.setdefault(name.replace("’", "'"), []).append(held)
    return found


def _times(held: Sequence[Tenure]) -> list[Days]:
    """The times in power, offices that follow on each other taken as one."""
    times: list[Days] = []
    for start, end in sorted((t.period.start or "", t.period.end) for t in held if t.period.start):
        if times and (times[-1][1] is None or _follows(times[-1][1], start)):
            last = times[-1][1]
            times[-1] = (times[-1][0], None if last is None or end is None else max(last, end))
        else:
            times.append((start, end))
    return times


def _follows(end: str, start: str) -> bool:
    low, high = interval_of(end), interval_of(start)
    if low is None or high is None or low[1] is None or high[0] is None:
        return False
    return (date.fromisoformat(high[0]) - date.fromisoformat(low[1])).days <= _GAP


def _ruled(match: Match, context: Context) -> Reading | None:
    """The days in power of the one leader of that name; None where two are meant, or none."""
    words, groups = match["ruler"].replace("’", "'"), match.groupdict()
    reign = (groups.get("reign") or "").lower()
    before = context.text[max(0, match.start() - 24) : match.start()]
    if reign not in ("era", "years", "days", "term", "terms") and not _IN_TIME.search(before):
        return None
    office = (groups.get("office") or reign).lower()
    known = _rulers().get(words) or _rulers().get(words.removesuffix("'s")) or []
    latest = context.published[1].isoformat() if context.published else "9999"
    known = [[t for t in held if t.office in _OFFICES.get(office, _HEADS)] for held in known]
    times = [(held, [time for time in _times(held) if time[0] <= latest]) for held in known]
    times = [(held, spans) for held, spans in times if spans]
    if len(times) != 1:
        return None
    held, spans = times[0]
    days = _term(spans, held[0].code, groups.get("nth"))
    if days is None:
        return None
    start, end = days
    return dated(f"{start}/{end or ''}", f"the time in power of {held[0].name} ({held[0].office}, table of people)")


def _term(spans: Sequence[Days], code: str, nth: str | None) -> Days | None:
    """The time in power that a number names, the longest where none does; American terms last four years."""
    if nth is None:
        return max(spans, key=_length)
    number = _NTH[nth.lower()]
    if len(spans) > 1:
        return spans[number - 1 if number > 0 else -1] if number <= len(spans) else None
    start, end = spans[0]
    if code != "USA" or end is None:
        return None
    terms = max(1, -(-(int(end[:4]) - int(start[:4])) // _TERM))
    number = terms if number < 0 else number
    first, last = int(start[:4]) + _TERM * (number - 1), int(start[:4]) + _TERM * number
    return (f"{first}{start[4:]}", min(f"{last}{start[4:]}", end)) if number <= terms else None


def _length(span: Days) -> int:
    return int((span[1] or "9999")[:4]) - int(span[0][:4])


def reign_starts(text: str) -> Iterator[int]:
    """Where a leader's years may be named: some words before each word for them."""
    for match in _WORD.finditer(text):
        window = max(0, match.start() - 60)
        yield from (window + m.start() for m in re.finditer(r"\b[A-Za-z]", text[window : match.start() + 1]))


REIGN_RULES: list[Rule] = [
    (
        "a leader's years",
        compiled(
            rf"(?:the )?(?:{_TITLE} )?{_NAME}(?:['’]s?)? (?:(?P<nth>{'|'.join(_NTH)}) )?(?P<reign>{_REIGN})(?!\w)"
        ),
        _ruled,
    ),
    ("years of a leader", compiled(rf"(?:the )?(?P<office>{_OF}) of (?:{_TITLE} )*{_NAME}(?!\w|['’-]| [A-Z])"), _ruled),
]
