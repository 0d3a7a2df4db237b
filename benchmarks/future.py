"""Planned or done, where the words of an act are given: articles with marked acts in, what the status rules say out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dragoman.codebook import Cue
from dragoman.events.cues import Match
from dragoman.events.fate import find_status
from dragoman.events.scene import Scene, make_scene
from dragoman.language.sentences import split_spans
from dragoman.language.words import AUXILIARIES
from dragoman.records import Status

__all__ = ["fates"]

_AHEAD = frozenset({Status.PLANNED, Status.PROPOSED, Status.HYPOTHETICAL, Status.POSTPONED})


def fates(text: str, acts: Iterable[dict]) -> Iterator[dict]:
    """`start`, `end` and `status` ("future" or "non-future") of each act, in its own sentence."""
    spans = list(split_spans(text))
    for act in acts:
        start, end = next((s for s in spans if s[0] <= act["start"] < s[1]), (0, len(text)))
        scene = make_scene(text[start:end], (), 0)
        places = [n for n, token in enumerate(scene.tokens) if token.start <= act["start"] - start < token.end]
        ahead = bool(places) and _ahead(scene, places[0])
        yield {"start": act["start"], "end": act["end"], "status": "future" if ahead else "non-future"}


def _ahead(scene: Scene, place: int) -> bool:
    chain = place
    while chain and (scene.word(chain - 1) in AUXILIARIES or scene.word(chain - 1).endswith("ly")):
        chain -= 1
    word = Match("AGREE", Cue(verbs=("do",)), 1, place, place, "finite", chain, None, "do")
    status, _ = find_status(scene, word)
    if scene.word(place - 1) == "to":
        status, _ = find_status(scene, replace(word, form="infinitive"))
        return status in _AHEAD or status is None  # a bare purpose lies ahead
    return status in _AHEAD
