"""The parties of a verb: by word order, voice and prepositions."""

from __future__ import annotations

from dragoman.events.cues import Match
from dragoman.events.parties import Roles, acts_on, merged, together
from dragoman.events.reach import after, antecedent, find_subject
from dragoman.events.scene import Group, Scene
from dragoman.language.words import PREPOSITIONS

__all__ = ["verb_roles"]

#: Prepositions that lead to the state where force is used or shown.
_FORCE = ("in", "inside", "into", "on", "at")
_PLACED = {"ASSAULT": _FORCE, "COERCE": _FORCE, "MOBILIZE": (*_FORCE, "with", "near", "along", "off", "towards")}


def verb_roles(scene: Scene, match: Match) -> Roles:
    """Subject and object, swapped in the passive; both together where the frame is mutual."""
    passive = match.form in {"passive", "reduced"}
    subject = antecedent(scene, match.chain - 1, 2) if match.form == "reduced" else find_subject(scene, match)
    agent = after(scene, match.last + 1, ("by",)) if passive else None
    target = _recipient(scene, match, passive)
    if match.cue.frame == "host":
        host = (agent or after(scene, match.last + 1, ("in", "at"))) if passive else subject
        guest = subject if passive else after(scene, match.last + 1, ("",))
        return acts_on(match, guest, host)
    if match.cue.frame in {"reciprocal", "either"}:
        return _mutual(scene, match, subject, target, agent)
    if passive:
        object_party = target if match.cue.prepositions != ("",) and target else subject
        return acts_on(match, agent, object_party)
    grade = 0
    if target is None and subject:
        target = _distant(scene, match, subject)
        grade = int(target is not None)
    return acts_on(match, subject, target, grade)


def _distant(scene: Scene, match: Match, subject: Group) -> Group | None:
    """A recipient farther off: the state where force is used, the one whom a charge or a threat concerns."""
    if match.type in _PLACED:
        return after(scene, match.last + 1, _PLACED[match.type], 9)
    if match.type == "ACCUSE" and "that" in {scene.word(match.last), scene.word(match.last + 1)}:
        return next((g for g in scene.groups if g.first > match.last and not g.codes & subject.codes), None)
    if match.cue.takes == "act":
        return after(scene, match.last + 1, ("", "to", "from", "with", "against", "on", "of", "in"))
    return None


def _mutual(scene: Scene, match: Match, subject: Group | None, target: Group | None, agent: Group | None) -> Roles:
    partner = after(scene, match.last + 1, ("with", "between", "alongside"))
    subject = subject or agent
    between = partner if partner and partner.preposition == "between" else None
    if between is None and match.form in {"passive", "reduced"}:
        between = next(
            (g for g in scene.groups if g.last < match.chain and g.preposition in {"between", "among"}), None
        )
    if between and len(between.codes) > 1:
        return together(between, "stand with 'between'")
    met = target if target and target.preposition == "" else None
    if subject and met and match.cue.frame == "reciprocal" and not subject.codes & met.codes:
        return together(merged(subject, met), "do it with each other")
    if subject and len(subject.codes) > 1 and (match.cue.frame == "reciprocal" or not target):
        return together(subject, "are the subject")
    other = partner or target
    if subject and other and (match.cue.frame == "reciprocal" or (partner and partner.preposition == "with")):
        return together(merged(subject, other), "do it with each other")
    return acts_on(match, subject, target)


def _recipient(scene: Scene, match: Match, passive: bool) -> Group | None:
    start = match.last + 1
    wanted = match.cue.prepositions
    if match.object_at is not None and match.object_at > match.last:
        named = after(scene, match.object_at + 1, tuple(p for p in wanted if p))
        if named:
            return named
    own = scene.word(match.last)
    if own in PREPOSITIONS and "" in wanted:
        wanted = (*wanted, own)
    if passive:
        wanted = tuple(p for p in wanted if p)
        return after(scene, start, wanted) if wanted else None
    return after(scene, start, wanted)
