"""From cues to acts: a scene in, drafts with parties, type, the act beneath, status and reasons out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.codebook import event_types
from dragoman.events.cues import Match, find_cues
from dragoman.events.fate import GOVERNED, becomes, find_status
from dragoman.events.parties import Roles
from dragoman.events.roles import find_roles
from dragoman.events.scene import Group, Scene
from dragoman.records import Actor, Status

__all__ = ["Draft", "Pairs", "find_drafts"]

#: Pairs of codes.
Pairs = frozenset[frozenset[str]]

_GOVERN_REACH = 12
#: Rows whose parties were both fetched from afar are wrong twice in three: they are not made.
_WORST = 1
#: What is said to be put off or called off tomorrow is put off or called off today.
_FINAL = frozenset({Status.POSTPONED, Status.CANCELLED})
_SAID = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE"})


@dataclass(frozen=True, slots=True)
class Draft:
    """One act read from a scene; `anchor` is the cue's span in the sentence, in characters."""

    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    actor_words: str
    recipient_words: str
    reciprocal: bool
    type: str
    mode: str | None
    about: str | None
    status: Status
    intensity: float
    contexts: tuple[str, ...]
    grade: int
    anchor: tuple[int, int]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Act:
    """A cue with its parties and fate before types are settled."""

    match: Match
    roles: Roles
    status: Status | None
    why: str


def find_drafts(scene: Scene, subject: Pairs = frozenset()) -> list[Draft]:
    """All acts between two parties that the cues of a scene tell; `subject` holds the pairs its document is on."""
    acts = [_Act(m, find_roles(scene, m), *find_status(scene, m)) for m in find_cues(scene)]
    drafts: list[Draft] = []
    governed = {id(b) for act in acts if act.match.type == "ACCUSE" and (b := _beneath(scene, act, acts))}
    for act in acts:
        if _governs(act):
            if id(act) in governed:
                continue
            beneath = _beneath(scene, act, acts)
            while beneath and beneath.match.type == act.match.type and _governs(beneath):
                governed.add(id(beneath))
                beneath = _beneath(scene, beneath, acts)
            if beneath:
                governed.add(id(beneath))
            drafts += _draft(scene, act, beneath, subject)
    for act in acts:
        if not _governs(act) and id(act) not in governed:
            drafts += _draft(scene, act, None, subject)
    return _settled(drafts)


def _with_the_only_other(scene: Scene, roles: Roles, subject: Pairs) -> Roles:
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


def _governs(act: _Act) -> bool:
    return act.match.cue.takes == "act" or act.match.cue.about is not None


def _beneath(scene: Scene, act: _Act, acts: list[_Act]) -> _Act | None:
    """The act that a governing cue takes: its infinitive, its object, or the subject of its passive."""
    if act.match.form == "passive":
        left = [
            a
            for a in acts
            if a.match.last < act.match.chain and act.match.chain - a.match.last <= _GOVERN_REACH and a.match.is_noun
        ]
        found = next((a for a in reversed(left) if not _barred(scene, a.match.last + 1, act.match.chain)), None)
        if found:
            return found
    for other in acts:
        start, distance = other.match.chain, other.match.first - act.match.last
        if distance <= 0 or distance > _GOVERN_REACH or other is act:
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


def _draft(scene: Scene, act: _Act, beneath: _Act | None, subject: Pairs) -> list[Draft]:
    if act.status is None:
        return []
    own_subject = act.match.form in {"finite", "infinitive", "gerund"}
    if own_subject and act.roles.actor is None and act.roles.together is None:
        return []
    roles = _completed(act.roles, beneath.roles if beneath else None)
    roles = _with_the_only_other(scene, roles, subject)
    parties = _parties(roles, event_types()[act.match.type].quad <= 2)
    if parties is None:
        return []
    actors, recipients, reciprocal = parties
    cue = act.match.cue
    about = cue.about
    status, type_, mode = act.status, act.match.type, cue.mode
    why = act.why
    if cue.status in _FINAL and status is Status.PLANNED:
        status = cue.status
    if type_ in GOVERNED or cue.takes == "act":
        if beneath and beneath.match.type != type_:
            about = _about(cue.about, _label(beneath.match.type, beneath.match.cue.mode))
        if act.status in {Status.OCCURRED, Status.ONGOING} and (about or type_ != "THREATEN"):
            status = cue.status or GOVERNED.get(type_, act.status)
        if type_ in {"REJECT", "THREATEN"} and mode is None and beneath:
            mode = becomes(
                beneath.match.type,
                beneath.match.cue.mode,
                Status.REFUSED if type_ == "REJECT" else Status.PLANNED,
            )[1]
            mode = mode if mode in event_types()[type_].modes else None
    else:
        surface, surface_mode = becomes(type_, mode, status)
        if surface != type_:
            about, type_, mode = _label(type_, mode), surface, surface_mode
    intensity = _intensity(type_, mode, status, cue.intensity if type_ == act.match.type else None)
    start, end = scene.tokens[act.match.first].start, scene.tokens[act.match.last].end
    reasons = (
        f"'{scene.words(act.match.first, act.match.last)}' is a cue of {act.match.type}",
        *roles.reasons,
        f"{status.value}: {why}",
    )
    return [
        Draft(
            actors, recipients, _names(roles.actor or roles.together), _names(roles.recipient), reciprocal,
            type_, mode, about, status, intensity, cue.contexts, roles.grade, (start, end), reasons,
        )
    ]  # fmt: skip


def _names(group: Group | None) -> str:
    return group.words if group else ""


def _about(fixed: str | None, found: str) -> str:
    """What the page says lies beneath, made more precise by what was found."""
    return found if fixed is None or found.startswith(fixed) else fixed


def _label(type_: str, mode: str | None) -> str:
    return f"{type_}/{mode}" if mode else type_


def _intensity(type_: str, mode: str | None, status: Status, fixed: float | None) -> float:
    if fixed is not None:
        return fixed
    if type_ == "REJECT" and status is Status.POSTPONED:
        return 0.0
    page = event_types()[type_]
    score = page.modes[mode].score if mode in page.modes else None
    return page.score if score is None else score


def _completed(own: Roles, beneath: Roles | None) -> Roles:
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
    grade = own.grade + (own.actor is None) + (own.recipient is None)
    return replace(own, actor=actor, recipient=recipient, grade=grade, reasons=own.reasons + beneath.reasons)


def _parties(roles: Roles, friendly: bool) -> tuple[tuple[Actor, ...], tuple[Actor, ...], bool] | None:
    """Actors and recipients, None where one side is missing; parties of a mutual act stand sorted in one list.

    Two subjects of a friendly act without a recipient do it together: "both are keen to expand trade".
    """
    if roles.together:
        actors = tuple(sorted(roles.together.actors, key=lambda a: a.code))
        return (actors, (), True) if len(actors) > 1 else None
    if roles.recipient is None and roles.actor and friendly and len(roles.actor.codes) > 1:
        return tuple(sorted(roles.actor.actors, key=lambda a: a.code)), (), True
    if roles.actor is None or roles.recipient is None:
        return None
    actors = roles.actor.actors
    if roles.recipient.spans[0].kind == "nominal" and roles.recipient.codes & roles.actor.codes:
        return None  # "urged both sides": the one who urges is neither
    recipients = tuple(a for a in roles.recipient.actors if a.code not in {b.code for b in actors} or len(actors) == 1)
    if not actors or not recipients:
        return None
    return actors, recipients, False


def _settled(drafts: list[Draft]) -> list[Draft]:
    """One draft for the same parties and type, the one with the best evidence, in the order of the text."""
    best: dict[tuple[frozenset[str], str], Draft] = {}
    for draft in sorted((d for d in drafts if d.grade <= _WORST), key=lambda d: (d.grade, d.anchor)):
        codes = frozenset(a.code for a in (*draft.actors, *draft.recipients))
        best.setdefault((codes, draft.type), draft)
    return sorted(best.values(), key=lambda d: d.anchor)
