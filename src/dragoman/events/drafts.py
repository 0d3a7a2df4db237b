"""From cues to acts: a scene in, drafts with parties, type, the act beneath, status and reasons out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.events.acts import Act, beneath, governs
from dragoman.events.cues import find_cues
from dragoman.events.fate import find_status
from dragoman.events.roles import find_roles
from dragoman.events.scene import Scene
from dragoman.events.sides import Pairs, Sides, completed, find_sides, with_the_only_other
from dragoman.events.verdict import Verdict, find_verdict

__all__ = ["Draft", "Pairs", "all_drafts", "find_drafts", "settled"]

#: Rows whose parties were both fetched from afar are wrong twice in three: they are not made.
_WORST = 1
_OWN_SUBJECT = frozenset({"finite", "infinitive", "gerund"})


@dataclass(frozen=True, slots=True)
class Draft:
    """One act read from a scene; `anchor` is the cue's span in the sentence, `grade` the distance of its evidence."""

    sides: Sides
    verdict: Verdict
    contexts: tuple[str, ...]
    grade: int
    anchor: tuple[int, int]
    reasons: tuple[str, ...]

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all parties."""
        return frozenset(actor.code for actor in (*self.sides.actors, *self.sides.recipients))


def find_drafts(scene: Scene, subject: Pairs = frozenset()) -> list[Draft]:
    """The acts between two parties that the cues of a scene tell; `subject` holds the pairs its document is on."""
    return settled(all_drafts(scene, subject))


def all_drafts(scene: Scene, subject: Pairs = frozenset()) -> list[Draft]:
    """The same with every cue's own: two words for one act, or two acts of one kind."""
    acts = [Act(m, find_roles(scene, m), *find_status(scene, m)) for m in find_cues(scene)]
    governed = {id(b) for act in acts if act.match.type == "ACCUSE" and (b := beneath(scene, act, acts))}
    drafts: list[Draft | None] = []
    for act in acts:
        if governs(act) and id(act) not in governed:
            below = _lowest(scene, act, acts, governed)
            drafts.append(_draft(scene, act, below, subject))
    drafts += [_draft(scene, act, None, subject) for act in acts if not governs(act) and id(act) not in governed]
    return [draft for draft in drafts if draft and draft.grade <= _WORST]


def _lowest(scene: Scene, act: Act, acts: list[Act], governed: set[int]) -> Act | None:
    """The act that lies beneath, past others of the same type ("expressed its readiness to help"); all are taken."""
    below = beneath(scene, act, acts)
    while below:
        governed.add(id(below))
        if below.match.type != act.match.type or not governs(below):
            return below
        below = beneath(scene, below, acts)
    return None


def _draft(scene: Scene, act: Act, below: Act | None, subject: Pairs) -> Draft | None:
    if act.status is None:
        return None
    if act.match.form in _OWN_SUBJECT and act.roles.actor is None and act.roles.together is None:
        return None
    roles = with_the_only_other(scene, completed(act.roles, below.roles if below else None), subject)
    sides = find_sides(roles, friendly=scene.lexicon.pages[act.match.type].quad <= 2)
    if sides is None or (sides.within and not sides.told_apart):
        return None  # a state does nothing to itself; its army and its parliament may
    verdict = find_verdict(act, act.status, below, scene.lexicon.pages)
    reasons = (
        f"'{scene.words(act.match.first, act.match.last)}' is a cue of {act.match.type}",
        *roles.reasons,
        f"{verdict.status.value}: {act.why}",
    )
    anchor = scene.tokens[act.match.first].start, scene.tokens[act.match.last].end
    return Draft(sides, verdict, act.match.cue.contexts, roles.grade, anchor, reasons)


def settled(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft for the same parties and type, the one with the best evidence, in the order of the text."""
    best: dict[tuple[frozenset[str], str], Draft] = {}
    for draft in sorted(drafts, key=lambda d: (d.grade, d.anchor)):
        best.setdefault((draft.codes, draft.verdict.type), draft)
    return sorted(best.values(), key=lambda d: d.anchor)
