"""One phrase read by itself: its words, a day and some context in, the actor it names out."""

from __future__ import annotations

from dragoman.actors.document import find_spans
from dragoman.records import Actor, PassageKind, Sentence

__all__ = ["resolve"]


def resolve(phrase: str, on: str | None = None, context: str = "") -> Actor | None:
    """Who is named by `phrase` on the day `on` (ISO 8601, any precision), after reading `context`.

    The code is the state acted for, else the acronym of the body or its PLOVER group; sectors are PLOVER's,
    the main one first. None for regions, for words that name two states at once, and for what no table knows.
    """
    sentences = [
        Sentence(0, len(text), text, PassageKind.BODY, number) for number, text in enumerate((context, phrase))
    ]
    for span in find_spans(sentences, on)[-1]:
        if len(span.actors) == 1:
            return span.actors[0]
        if span.kind in ("dyad", "nominal"):
            return None
    return None
