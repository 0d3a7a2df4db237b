"""Who says it: a sentence with its actors in, the words for the speaker out."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.codebook.undertakings import undertaking_moods
from dragoman.language import Token
from dragoman.records import ActorSpan, Sentence

__all__ = ["speaker_of"]

_REACH = 8


def speaker_of(sentence: Sentence, tokens: Sequence[Token], spans: Sequence[ActorSpan]) -> str | None:
    """The words for whoever the sentence says says it: "according to X", "X said"; None where it says nobody."""
    words = [token.lower for token in tokens]
    for at, word in enumerate(words):
        if word == "according" and words[at + 1 : at + 2] == ["to"]:
            found = _near(tokens, spans, sentence.start, at + 2, at + 2 + _REACH)
            if found:
                return found
        if word in undertaking_moods().saying:
            found = _near(tokens, spans, sentence.start, max(0, at - _REACH), at) or _near(
                tokens, spans, sentence.start, at + 1, at + 5
            )
            if found:
                return found
    return None


def _near(tokens: Sequence[Token], spans: Sequence[ActorSpan], offset: int, first: int, last: int) -> str | None:
    """The span nearest to the end of a stretch of tokens."""
    if first >= len(tokens) or first >= last:
        return None
    low, high = tokens[first].start + offset, tokens[min(last, len(tokens)) - 1].end + offset
    inside = [span for span in spans if low <= span.start and span.end <= high]
    return inside[-1].text if inside else None
