"""One phrase read by itself: its words, a day and some context in, the actor it names out."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from dragoman.actors.document import find_spans
from dragoman.errors import FilterError
from dragoman.language import split_passages
from dragoman.records import Actor, Passage, PassageKind

__all__ = ["resolve"]

_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
_JOINED = re.compile(r"\W*(?:and|or|plus|with|versus|vs\.?|as well as)?\W*(?:the\W+)?", re.IGNORECASE)


def resolve(phrase: str, on: str | None = None, context: str = "") -> Actor | None:
    """Who is named by `phrase` on the day `on` (ISO 8601, any precision).

    `context` is the text it comes from, or what stands before it: where the phrase stands in it, it is read there.
    The code is the state acted for, else the acronym of the body or its PLOVER group; sectors are PLOVER's,
    the main one first. None for regions, for words that name two actors at once, and for what no table knows.
    Raises FilterError where `on` is no such day.
    """
    _check_day(on)
    there = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", context) if phrase else None
    text = context if there else f"{context}\n\n{phrase}"
    start = there.start() if there else len(text) - len(phrase)
    sentences = split_passages(text, (Passage(PassageKind.BODY, 0, len(text)),))
    found = [span for here in find_spans(sentences, on) for span in here]
    spans = [span for span in found if span.start < start + len(phrase) and start < span.end]
    for left, right in pairwise(spans):
        if left.actors != right.actors and _JOINED.fullmatch(text, left.end, right.start):
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
