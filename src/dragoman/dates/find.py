"""Text in, time expressions out: at each place the rule that takes the most words wins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from dragoman.dates import absolute, clock, composed, counted, durations, pointed, relative
from dragoman.dates.context import Context, Rule, published_bounds
from dragoman.dates.eras import era_rules
from dragoman.dates.reigns import REIGN_RULES, reign_starts
from dragoman.dates.scan import first_word, starts, words_of
from dragoman.records import TimeExpression

__all__ = ["find_dates"]

#: What follows a date at the head of a line.
_HEADS = re.compile(r"[ \t]*[:–—-][ \t]")


@cache
def _rules() -> tuple[Rule, ...]:
    """All families; between equally long matches the earlier rule wins."""
    return (
        *composed.RULES,
        *absolute.RULES,
        *clock.RULES,
        *relative.RULES,
        *pointed.RULES,
        *counted.RULES,
        *durations.RULES,
        *era_rules(),
    )


@cache
def _by_word() -> dict[str, tuple[Rule, ...]]:
    """For each word the rules whose match can begin with it."""
    words = [(rule, words_of(rule[1])) for rule in _rules()]
    return {
        word: tuple(rule for rule, own in words if word in own)
        for word in frozenset().union(*(own for _, own in words))
    }


def find_dates(text: str, published: str | None = None) -> list[TimeExpression]:
    """The time expressions of a text in order, without overlap: TIMEX3 type and value, interval and reason.

    `published` is the text's own date, ISO 8601 to the day, month or year. Relative words count from it and
    get no more precise than it is; without it they get a value with unknown parts and no interval. "Two
    years later" counts from the date before it in the text. Raises FilterError for a `published` that is no
    ISO date.
    """
    bounds = published_bounds(published)
    found: list[TimeExpression] = []
    label = f"the publication date {published}" if bounds else "an unknown publication date"
    place = 0
    rules = _by_word()

    plain = Context(text, bounds, label, found)  # no held date holds another: no depth, no blow-up

    def read(start: int) -> TimeExpression | None:
        return next(_readings(plain, start, rules.get(first_word(text, start), ())), None)

    context, headed = Context(text, bounds, label, found, read), 0
    reigns = dict.fromkeys(reign_starts(text), REIGN_RULES)
    words = dict(starts(text, rules))
    for start in sorted({*words, *reigns}):
        if start < place:
            continue
        if start >= headed > 0:
            context, headed = Context(text, bounds, label, found, read), 0
        here = (*(rules.get(words[start], ()) if start in words else ()), *reigns.get(start, ()))
        if expression := next(_readings(context, start, here), None):
            found.append(expression)
            place = expression.end
            if _heads_line(expression, text) and expression.interval and None not in expression.interval:
                first, last = (date.fromisoformat(day) for day in expression.interval if day)
                context = Context(text, (first, last), f"the date {expression.text!r} at the head", found, read)
                headed = _end_of_paragraph(text, place)
    return found


def _heads_line(expression: TimeExpression, text: str) -> bool:
    """Whether a date heads a line of a chronology: "16 May 1981: ..."."""
    before = text[max(0, text.rfind("\n", 0, expression.start)) : expression.start]
    return expression.type == "DATE" and not before.strip() and bool(_HEADS.match(text, expression.end))


def _end_of_paragraph(text: str, start: int) -> int:
    end = text.find("\n\n", start)
    return len(text) if end < 0 else end


_COMPOSED = frozenset(rule for _, _, rule in composed.RULES)


def _readings(context: Context, start: int, rules: tuple[Rule, ...]) -> Iterator[TimeExpression]:
    """What the rules make of the words from `start`, the longest first."""
    matches = [(match, rule) for _, pattern, rule in rules if (match := pattern.match(context.text, start))]
    for match, rule in sorted(matches, key=lambda pair: (pair[1] not in _COMPOSED, -pair[0].end())):
        if reading := rule(match, context):
            end = reading.end or match.end()
            words = context.text[start:end]
            yield TimeExpression(start, end, words, reading.type, reading.value, reading.interval, reading.rule)
