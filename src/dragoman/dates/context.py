"""What a rule sees and says: a match and its context in, a reading (type, value, interval, reason) out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.dates.calendar import Interval, interval_of, merge
from dragoman.errors import FilterError
from dragoman.records import TimeExpression

__all__ = ["Bounds", "Context", "Match", "Reading", "Rule", "dated", "published_bounds", "relative"]

Match = re.Match[str]
Bounds = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Context:
    """The text, the first and last day of its publication, words for that, and what was found so far.

    `read` reads the expression that begins at a place, for expressions that hold another.
    """

    text: str
    published: Bounds | None
    label: str
    found: Sequence[TimeExpression] = ()
    read: Callable[[int], TimeExpression | None] | None = None

    def anchor(self) -> TimeExpression | None:
        """The last dated expression before this point: what "two years later" counts from."""
        dates = (t for t in reversed(self.found[-50:]) if t.type == "DATE" and t.interval and None not in t.interval)
        return next(dates, None)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule makes of the words: TIMEX3 type and value, the interval, and the rule as a sentence.

    `end` is where the expression ends if that is not where the words of the rule do.
    """

    type: str
    value: str
    interval: Interval | None
    rule: str
    end: int | None = None


# A rule answers None where the words are no time after all (a false friend).
Rule = tuple[str, re.Pattern[str], Callable[[Match, Context], Reading | None]]


def dated(value: str, rule: str, kind: str = "DATE") -> Reading:
    """A reading whose interval follows from its value."""
    return Reading(kind, value, interval_of(value), rule)


def published_bounds(published: str | None) -> Bounds | None:
    """First and last day of a publication date; raises FilterError for what is no ISO date."""
    if not published:
        return None
    interval = interval_of(published) if re.match(r"\d{4}(-\d\d){0,2}(T|$)", published) else None
    if interval is None or interval[0] is None or interval[1] is None:
        raise FilterError(f"published is {published!r}; give YYYY, YYYY-MM or YYYY-MM-DD")
    return date.fromisoformat(interval[0]), date.fromisoformat(interval[1])


def relative(bounds: Bounds | None, of: Callable[[date], str], unknown: str, rule: str, kind: str = "DATE") -> Reading:
    """A value counted from a day known perhaps to the month or year only, and no more precise than that."""
    if bounds is None:
        return Reading(kind, unknown, None, f"{rule}; the day to count from is not known")
    low, high = of(bounds[0]), of(bounds[1])
    first, last = interval_of(low), interval_of(high)
    hull = (first[0], last[1]) if first and last else None
    return Reading(kind, merge(low, high, unknown), hull, rule)
