"""The sides of an act: the roles that grammar gives in, actors and recipients out, or nothing where one is missing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.events.parties import Roles
from dragoman.events.scene import Group, Scene
from dragoman.records import Actor

__all__ = ["Pairs", "Sides", "completed", "find_sides", "with_the_only_other"]

#: Pairs of codes.
Pairs = frozenset[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Sides:
    """Who acts on whom; the parties of a mutual act stand sorted in `actors`, `recipients` is empty."""

    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]

    @property
    def codes(self) -> tuple[frozenset[str], frozenset[str]]:
        """The codes of both sides."""
        actors, recipients = (frozenset(a.code for a in side) for side in (self.actors, self.recipients))
        return actors, recipients

    @property
    def within(self) -> bool:
        """Whether all sides are one state."""
        return len({a.code for a in (*self.actors, *self.recipients)}) == 1

    @property
    def told_apart(self) -> bool:
        """Whether the sides are named by what they are in their state, and differently."""
        sectors = [a.sectors[:1] for side in (self.actors, self.recipients) for a in side]
        return len(set(sectors)) > 1

    @property
    def reciprocal(self) -> bool:
        """Whether all act together."""
        return not self.recipients


def completed(own: Roles, beneath: Roles | None) -> Roles:
    """Who lacks in the governing cue is taken from the act beneath."""
    if beneath is None or own.together:
        return own
    if beneath.together and (own.actor is None or own.actor.codes == beneath.together.codes):
        return replace(own, together=beneath.together, reasons=own.reasons + beneath.reasons)
    if beneath.together and own.actor and own.recipient is None:
        return replace(own, recipient=beneath.together)
    actor = own.actor or beneath.actor
    recipient = own.recipient or beneath.recipient
    if recipient is None and beneath.actor and actor and not beneath.actor.codes & actor.codes:
        recipient = beneath.actor
    return replace(
        own,
        actor=actor,
        recipient=recipient,
        grade=max(own.grade, beneath.grade),
        reasons=own.reasons + beneath.reasons,
    )


def with_the_only_other(scene: Scene, roles: Roles, subject: Pairs) -> Roles:
    """Where grammar leaves one side of an act open in a document on two, the other of them takes its place.

    It must be the only other party that the sentence names, and no semicolon may stand between.
    """
    known = roles.actor or roles.recipient
    if known is None or roles.together or (roles.actor and roles.recipient):
        return roles
    others = [g for g in scene.groups if not g.codes & known.codes]
    if len({g.codes for g in others}) != 1 or len(others[0].codes) != 1:
        return roles
    other = others[0]
    if known.codes | other.codes not in subject or _apart(scene, known, other):
        return roles
    why = f"'{other.words}' is the only other party of the sentence"
    side = {"recipient": other} if roles.actor else {"actor": other}
    return replace(roles, **side, grade=roles.grade + 1, reasons=(*roles.reasons, why))


def _apart(scene: Scene, one: Group, other: Group) -> bool:
    """Whether a semicolon or a colon stands between two groups."""
    first, last = sorted((one.first, other.first))
    return any(scene.word(n) in {";", ":"} for n in range(first, last))


def find_sides(roles: Roles, *, friendly: bool) -> Sides | None:
    """Actors and recipients, None where one side is missing; parties of a mutual act stand sorted in one list.

    Two subjects of a friendly act without a recipient do it together: "both are keen to expand trade".
    """
    if roles.together:
        return _mutual(roles.together)
    if roles.recipient is None and roles.actor and friendly and len(roles.actor.codes) > 1:
        return _mutual(roles.actor)
    if roles.actor is None or roles.recipient is None:
        return None
    actors = roles.actor.actors
    if roles.recipient.spans[0].kind == "nominal" and roles.recipient.codes & roles.actor.codes:
        return None  # "urged both sides": the one who urges is neither
    recipients = tuple(a for a in roles.recipient.actors if a.code not in {b.code for b in actors} or len(actors) == 1)
    return Sides(actors, recipients) if actors and recipients else None


def _mutual(group: Group) -> Sides | None:
    return Sides(tuple(sorted(group.actors, key=lambda a: a.code)), ()) if len(group.codes) > 1 else None
