"""Which act governs which: the cues of a scene with their parties in, the act beneath a governing one out."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.events.cues import Match
from dragoman.events.parties import Roles
from dragoman.events.scene import Scene
from dragoman.records import Status

__all__ = ["Act", "beneath", "governs"]

_REACH = 12


@dataclass(frozen=True, slots=True)
class Act:
    """A cue with its parties and its fate, before its type is settled; `why` tells the fate's reason."""

    match: Match
    roles: Roles
    status: Status | None
    why: str


def governs(act: Act) -> bool:
    """Whether another act may lie beneath this one: "refused to sell", "called off the summit"."""
    return act.match.cue.takes == "act" or act.match.cue.about is not None


def beneath(scene: Scene, act: Act, acts: list[Act]) -> Act | None:
    """The act that a governing cue takes: its infinitive, its object, or the subject of its passive."""
    if act.match.form == "passive":
        left = [
            a
            for a in acts
            if a.match.last < act.match.chain and act.match.chain - a.match.last <= _REACH and a.match.is_noun
        ]
        found = next((a for a in reversed(left) if not _barred(scene, a.match.last + 1, act.match.chain)), None)
        if found:
            return found
    for other in acts:
        start, distance = other.match.chain, other.match.first - act.match.last
        if distance <= 0 or distance > _REACH or other is act:
            continue
        if _barred(scene, act.match.last + 1, start):
            return None
        if _that_clause(scene, act.match, start):
            return other if other.match.form == "finite" else None
        if other.match.form in {"infinitive", "gerund", "noun", "nominal"}:
            return other
    return None


def _that_clause(scene: Scene, match: Match, end: int) -> bool:
    """Whether a clause with "that" stands between: "demanded that Y withdraw"."""
    return any(scene.word(n) == "that" for n in range(match.last, end))


def _barred(scene: Scene, start: int, end: int) -> bool:
    return any(scene.word(n) in {";", ":", "because", "while", "but", "who", "which"} for n in range(start, end))
