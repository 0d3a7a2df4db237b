"""The parties that a cue binds: the record, how two groups become one, and how it is told to a reader."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.events.cues import Match
from dragoman.events.scene import Group

__all__ = ["Roles", "acts_on", "merged", "together"]


@dataclass(frozen=True, slots=True)
class Roles:
    """The groups bound by a cue: one acts on another, or all act together.

    `grade` counts how many of them had to be fetched from afar (0 is the best evidence).
    """

    actor: Group | None = None
    recipient: Group | None = None
    together: Group | None = None
    grade: int = 0
    reasons: tuple[str, ...] = ()


def acts_on(match: Match, actor: Group | None, recipient: Group | None, grade: int = 0) -> Roles:
    """One acts on the other; either may be missing."""
    who = f"'{actor.words}'" if actor else "nobody named"
    whom = f"'{recipient.words}'" if recipient else "nobody named"
    return Roles(actor, recipient, None, grade, (f"'{match.base}' ({match.form}): {who} acts on {whom}",))


def together(group: Group, why: str, grade: int = 0) -> Roles:
    """All parties of a group act together."""
    return Roles(None, None, group, grade, (f"'{group.words}' {why}: all are parties",))


def merged(left: Group, right: Group) -> Group:
    """Both groups as one: the parties of a mutual act."""
    return Group(left.first, left.last, (*left.spans, *right.spans), left.preposition, left.owner)
