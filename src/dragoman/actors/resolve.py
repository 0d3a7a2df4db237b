"""One phrase read by itself: its words, a day and some context in, the actor it names out."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from dragoman.actors.document import find_spans
from dragoman.errors import FilterError
from dragoman.records import Actor, PassageKind, Sentence

__all__ = ["resolve"]

_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
_JOINED = re.compile(r"\W*(?:and|or|plus|with|versus|vs\.?|as well as)?\W*(?:the\W+)?", re.IGNORECASE)


def resolve(phrase: str, on: str | None = None, context: str = "") -> Actor | None:
    """Who is named by `phrase` on the day `on` (ISO 8601, any precision), after reading `context`.

    The code is the state acted for, else the acronym of the body or its PLOVER group; sectors are PLOVER's,
    the main one first. None for regions, for words that name two actors at once, and for what no table knows.
    Raises FilterError where `on` is no such day.
    """
    _check_day(on)
    sentences = [
        Sentence(0, len(text), text, PassageKind.BODY, number) for number, text in enumerate((context, phrase))
    ]
    spans = find_spans(sentences, on)[-1]
    for left, right in pairwise(spans):
        if left.actors != right.actors and _JOINED.fullmatch(phrase, left.end, right.start):
            return None
    for span in spans:
        if len(span.actors) == 1:
            return span.actors[0]
        if span.kind in ("dyad", "nominal"):
            return None
    return None


def _check_day(on: str | None) -> None:
    if on is None:
        return
    try:
        if not _DAY.fullmatch(on):
            raise ValueError
        date.fromisoformat(on + "-01-01"[len(on) - 4 :])
    except ValueError:
        raise FilterError(f"on is {on!r}, which is no day; give YYYY, YYYY-MM or YYYY-MM-DD") from None
