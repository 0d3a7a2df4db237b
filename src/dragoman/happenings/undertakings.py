"""Undertakings from steps: what was promised, planned, proposed or signed, by whom, to whom, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from dragoman.actors.offices import state_name
from dragoman.happenings.claims import assigned, claims_of
from dragoman.happenings.continuity import MEETINGS
from dragoman.records import Reading, Step, Undertaking, UndertakingStep

__all__ = ["as_of", "make_undertaking", "related", "steps_with_claims"]

T = TypeVar("T")
_CLOSED = frozenset({"done", "cancelled", "refused"})
_AHEAD = frozenset({"proposed", "promised", "planned"})
_SURE = 0.5
_LEAST = 0.2  # how surely a state must be told, by all reports of it together
_LONG = 5  # words of a name beyond which it is none


def steps_with_claims(reading: Reading) -> list[Step]:
    """The steps of a document with what its sentences claim of each."""
    own = assigned(
        claims_of(reading), [(s.id, s.start, "talk" if s.kind in MEETINGS else "work") for s in reading.steps]
    )
    return [replace(step, claims=own.get(step.id, ())) for step in reading.steps]


def _order(step: Step) -> tuple[str, str, int]:
    """When a step was told: by its own day where it looks back, else by the day of publication, then by place."""
    told = step.reported or ""
    when = step.date if step.retold and step.date else told
    return (when or step.date or "", told, step.start)


def make_undertaking(group: Sequence[Step]) -> Undertaking | None:
    """The undertaking that steps tell together, with the state in which the latest of them leaves it."""
    if all(step.state == "done" and step.kind in MEETINGS for step in group):
        return None  # an act that took place and of which no report speaks before is an event, no undertaking
    if len({side for step in group for side in step.sides}) < 2 and not any(step.project for step in group):
        return None  # between whom, no report says
    steps = sorted(group, key=lambda s: (_order(s), s.id))
    kind = _kind(steps)
    told = [s for s in steps if s.by or s.to]
    by = _most(told, lambda s: s.by) if told else ()
    to = _most([s for s in told if s.by == by] or told, lambda s: s.to) if told else ()
    parties = tuple(sorted({code for s in steps for code in s.parties if s.confidence}))
    state, ordered = _present(steps)
    dues = [s.due for s in steps if s.due]
    names = _names(steps, kind, by, to)
    return Undertaking(
        id=min(s.id for s in group),
        name=names[0],
        aliases=tuple(sorted({*names} - {names[0]})),
        kind=kind,
        by=by,
        to=to,
        parties=parties,
        subject=" ".join(sorted({w for s in steps for w in s.words})),
        due=dues[-1] if dues else None,
        state=state,
        overdue=None,
        ordered=ordered,
        steps=tuple(_row(s) for s in steps),
        related=(),
    )


def _row(step: Step) -> UndertakingStep:
    return UndertakingStep(
        step.id,
        step.reported,
        step.date,
        step.state,
        step.asserted_by or step.outlet,
        step.document,
        step.start,
        step.end,
        step.sentence,
        step.mention,
    )


def _present(steps: Sequence[Step]) -> tuple[str, bool]:
    """The state after the latest step, and whether the order of the steps is known."""
    news = [s for s in steps if not (s.retold and s.date)] or list(steps)
    undated = {s.document for s in news if s.reported is None and s.date is None}
    dated = [s for s in news if s.document not in undated]
    if not undated or len({s.document for s in news}) == 1:
        return _last(news), True
    if dated:
        return _last(dated), False
    finals = {_last(one) for one in _by_document(news)} - {"unknown"}
    return (finals.pop() if len(finals) == 1 else "unknown"), False


def _by_document(steps: Sequence[Step]) -> Iterable[list[Step]]:
    found: dict[str, list[Step]] = {}
    for step in steps:
        found.setdefault(step.document, []).append(step)
    return found.values()


def _last(steps: Sequence[Step]) -> str:
    """The state of the latest step; of several of one day the one that is told most surely and most often.

    What a text says was put off or done is not to come, though the text tells the plan, too.

    Unknown where even that is hardly told: of such states one in twenty is right.
    """
    latest = max(_order(s)[:2] for s in steps)
    told = [step for step in steps if _order(step)[:2] == latest]
    settled = {step.document for step in told if step.state not in _AHEAD and step.confidence >= _SURE}
    votes: dict[str, float] = {}
    for step in told:
        if step.state not in _AHEAD or step.document not in settled:
            votes[step.state] = votes.get(step.state, 0.0) + step.confidence
    state = max(votes, key=lambda state: (votes[state], state))
    return state if sum(step.confidence for step in steps if step.state == state) >= _LEAST else "unknown"


def _kind(steps: Sequence[Step]) -> str:
    """What the steps take it for, each as sure as it is; `other` gives way."""
    votes: dict[str, float] = {}
    for step in steps:
        votes[step.kind] = votes.get(step.kind, 0.0) + step.confidence * (0.5 if step.kind == "other" else 1.0)
    return max(votes, key=lambda kind: (votes[kind], kind))


def _most(steps: Sequence[Step], question: Callable[[Step], T]) -> T:
    votes: Counter[T] = Counter()
    for step in steps:
        votes[question(step)] += 1
    top = max(votes.values())
    return next(question(s) for s in steps if votes[question(s)] == top)


def _names(steps: Sequence[Step], kind: str, by: Sequence[str], to: Sequence[str]) -> tuple[str, ...]:
    """What it is called, the best name first.

    The table's name of a project goes before the words of a report, and of these those that tell most in fewest; a
    visit is named by its visitor.
    """
    told = {s.project for s in steps if s.project}
    phrases: Counter[str] = Counter()
    for step in steps:
        if title := _title(step.name):
            own = min(3, len(step.words)) + (step.kind == kind) + (step.family != step.kind)
            phrases[title] = max(phrases[title], own - max(0, len(title.split()) - _LONG))
    ranked = sorted(phrases, key=lambda name: (-phrases[name], len(name), name))
    if kind == "visit":
        people = sorted({name for s in steps for name in s.persons})
        visitor, host = " and ".join(people[:2]) or _and(by), _and(to)
        told = {f"visit of {visitor} to {host}" if visitor and host else f"visit of {visitor or host}"} - {"visit of "}
    return (*sorted(told), *ranked) or (f"{kind} of {_and(sorted(steps[0].parties))}",)


def _and(codes: Sequence[str]) -> str:
    """States and bodies by name: "Kenya, Rwanda and Uganda"."""
    *most, last = map(state_name, codes or ("",))
    return f"{', '.join(most)} and {last}" if most else last


def _title(name: str) -> str:
    words = name.split()
    while words and words[0].lower() in {"the", "a", "an", "its", "his", "her", "their", "this", "that"}:
        words = words[1:]
    return " ".join(words)


def related(undertakings: Sequence[Undertaking]) -> list[Undertaking]:
    """The same with those named that share a sentence: a visit and the summit it is for point to each other."""
    places: dict[tuple[str, int], set[str]] = {}
    for one in undertakings:
        for step in one.steps:
            places.setdefault((step.document, step.start), set()).add(one.id)
    beside: dict[str, set[str]] = {}
    for ids in places.values():
        for key in ids:
            beside.setdefault(key, set()).update(ids - {key})
    return [replace(one, related=tuple(sorted(beside[one.id]))) for one in undertakings]


def as_of(undertaking: Undertaking, day: str) -> Undertaking:
    """The same with `overdue` told for a day: due before it, and neither done, cancelled nor refused."""
    due = undertaking.due
    late = None if due is None else due[: len(due)] < day[: len(due)] and undertaking.state not in _CLOSED
    return replace(undertaking, overdue=late)
