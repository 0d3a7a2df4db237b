"""Undertakings from steps: what was promised, planned, proposed or signed, by whom, to whom, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import TypeVar

from dragoman.events.stems import rarity
from dragoman.happenings.claims import assigned, claims_of
from dragoman.happenings.clusters import APART
from dragoman.records import Reading, Step, Undertaking, UndertakingStep

__all__ = ["as_of", "likeness", "make_undertaking", "related", "step_keys", "steps_with_claims"]

T = TypeVar("T")
_ALIKE = {
    frozenset(pair)
    for pair in (
        ("agreement", "project"),
        ("agreement", "arms"),
        ("agreement", "aid"),
        ("project", "aid"),
        ("other", "agreement"),
        ("other", "project"),
        ("other", "arms"),
        ("other", "aid"),
        ("agreement", "membership"),
    )
}
_MEETINGS = frozenset({"visit", "summit"})
_CLOSED = frozenset({"done", "cancelled", "refused"})
_AHEAD = frozenset({"proposed", "promised", "planned"})
_RARE = 4
_MOST_PARTIES = 6


def steps_with_claims(reading: Reading) -> list[Step]:
    """The steps of a document with what its sentences claim of each."""
    own = assigned(
        claims_of(reading), [(s.id, s.start, "talk" if s.kind in _MEETINGS else "work") for s in reading.steps]
    )
    return [replace(step, claims=own.get(step.id, ())) for step in reading.steps]


def step_keys(step: Step) -> tuple[frozenset[str], frozenset[str]]:
    """Marks under which a step can be found, and those under which it looks for others of one undertaking.

    They are its project, or a pair of parties: for meetings with the year, for others with the kind or a rare word.
    """
    pairs = [f"{a} {b}" for a, b in combinations(sorted(step.sides)[:_MOST_PARTIES], 2)]
    project = {f"p:{step.project}"} if step.project else set()
    if step.kind not in _MEETINGS:
        words = sorted(step.words, key=lambda w: (-rarity(w), w))[:_RARE]
        both = frozenset(
            project | {f"{pair}|{mark}" for pair in pairs for mark in (step.kind, *(f"w:{w}" for w in words))}
        )
        return both, both
    year = _year(step)
    borne = ("any", str(year)) if year else ("any", "undated")
    sought = ("undated", *map(str, (year - 1, year, year + 1))) if year else ("any",)
    found = (
        frozenset(project | {f"{pair}|meeting {mark}" for pair in pairs for mark in marks}) for marks in (borne, sought)
    )
    return next(found), next(found)


def _year(step: Step) -> int | None:
    value = step.date or step.due or (None if step.retold else step.reported)
    return int(value[:4]) if value and value[:4].isdigit() else None


def likeness(one: Step, other: Step) -> float:
    """Log odds, set by hand, that two steps are of one undertaking; `APART` where they cannot be."""
    if one.project and other.project:
        return 6.0 if one.project == other.project and _same_phase(one, other) else APART
    if one.kind != other.kind and frozenset((one.kind, other.kind)) not in _ALIKE:
        return APART
    shared = one.sides & other.sides
    if len(shared) < 2:
        return APART
    score = -0.5 + (0.5 if one.sides == other.sides else -0.5 * (len(one.sides | other.sides) - len(shared) > 1))
    score += 0.8 if one.kind == other.kind else -0.3
    score += _words(one, other) + (0.8 if one.family == other.family else -1.2 if one.kind == other.kind else 0.0)
    if one.kind == "visit" and one.by and other.by and one.to and other.to and not set(one.by) & set(other.by):
        return APART
    if one.persons and other.persons:
        score += 1.5 if one.persons & other.persons else -3.0
    if one.kind in _MEETINGS and "done" in {one.state, other.state} and not (one.persons & other.persons):
        score -= 1.0  # most meetings that took place were not the one that was planned
    score += _times(one, other)
    score += 0.5 if one.document == other.document else 0.0
    if (one.document, one.start) == (other.document, other.start) and one.kind == other.kind:
        score -= 2.0  # one sentence names them side by side
    return score


def _same_phase(one: Step, other: Step) -> bool:
    return bool(one.words & _PHASES) == bool(other.words & _PHASES)


_PHASES = frozenset({"expans", "expand", "extens", "second", "modernis", "moderniz", "upgrad", "stage", "phase"})


def _words(one: Step, other: Step) -> float:
    """What the words that tell it from others say: shared rare ones bind, none shared where both have some part."""
    if not _same_phase(one, other):
        return -3.0
    if not one.words or not other.words:
        return 0.3
    shared = sum(rarity(w) for w in one.words & other.words)
    if not shared:
        return -0.3 if one.kind in _MEETINGS else -2.2
    return min(2.5, 2.5 * shared / min(sum(map(rarity, one.words)), sum(map(rarity, other.words))) if shared else 0.0)


def _times(one: Step, other: Step) -> float:
    """What the days say: a visit that is over is not planned again, and papers years apart seldom mean one visit."""
    score = 0.0
    a, b = _moment(one), _moment(other)
    if one.kind in _MEETINGS:
        days = [_day(s.date if s.state == "done" else s.due) for s in (one, other)]
        if days[0] and days[1]:
            gap = abs((days[0] - days[1]).days)
            score += 1.0 if gap <= 31 else -0.5 if gap <= 120 else -2.5
        if a and b:
            gap = abs((a - b).days)
            score += 0.5 if gap <= 90 else 0.0 if gap <= 240 else -2.0
            first, then = (one, other) if a <= b else (other, one)
            if first.state == "done" and then.state in _AHEAD and gap > 10:
                score -= 3.0
    return score


def _moment(step: Step) -> date | None:
    return _day(None if step.retold else step.reported) or _day(step.date)


def _day(value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat((value + "-01-01")[:10] if len(value) == 4 else (value + "-01")[:10])
    except ValueError:
        return None


def _order(step: Step) -> tuple[str, str, int]:
    """When a step was told: by its own day where it looks back, else by the day of publication, then by place."""
    told = step.reported or ""
    when = step.date if step.retold and step.date else told
    return (when or step.date or "", told, step.start)


def make_undertaking(group: Sequence[Step]) -> Undertaking | None:
    """The undertaking that steps tell together, with the state in which the latest of them leaves it."""
    if all(step.state == "done" and step.kind in _MEETINGS for step in group):
        return None  # an act that took place and of which no report speaks before is an event, no undertaking
    if all(step.state == "unknown" for step in group):
        return None
    steps = sorted(group, key=lambda s: (_order(s), s.id))
    named = [s for s in steps if s.name] or steps
    kind = _most(steps, lambda s: s.kind if s.kind != "other" else "")
    project = next((s.project for s in steps if s.project), None)
    name = (
        project
        or _title(max(named, key=lambda s: (s.kind == kind, len(s.words), -len(s.name), s.id)).name)
        or _unnamed(kind, steps)
    )
    told = [s for s in steps if s.by or s.to]
    by = _most(told, lambda s: s.by) if told else ()
    to = _most([s for s in told if s.by == by] or told, lambda s: s.to) if told else ()
    parties = tuple(sorted({code for s in steps for code in s.parties if s.confidence}))
    state, ordered = _present(steps)
    dues = [s.due for s in steps if s.due]
    return Undertaking(
        id=min(s.id for s in group),
        name=name,
        aliases=tuple(sorted({_title(s.name) for s in named if s.name} - {name})),
        kind=kind or "other",
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
    news = [s for s in steps if not s.retold] or list(steps)
    undated = {s.document for s in news if s.reported is None and s.date is None}
    dated = [s for s in news if s.document not in undated]
    if not undated or len({s.document for s in news}) == 1:
        return _last(news), True
    if dated:
        return _last(dated), False
    finals = {_last(one) for one in _by_document(news)}
    return (finals.pop() if len(finals) == 1 else "unknown"), False


def _by_document(steps: Sequence[Step]) -> Iterable[list[Step]]:
    found: dict[str, list[Step]] = {}
    for step in steps:
        found.setdefault(step.document, []).append(step)
    return found.values()


def _last(steps: Sequence[Step]) -> str:
    """The state of the latest step; of several of one day the one that changes most, told first."""
    latest = max(_order(s)[:2] for s in steps)
    here = [s for s in steps if _order(s)[:2] == latest]
    weight = {
        "cancelled": 9,
        "refused": 8,
        "postponed": 7,
        "done": 6,
        "signed": 5,
        "under way": 4,
        "promised": 3,
        "planned": 2,
        "proposed": 1,
    }
    votes: Counter[str] = Counter(s.state for s in here)
    return max(votes, key=lambda state: (weight.get(state, 0) + votes[state] * 0.5, state))


def _most(steps: Sequence[Step], question: Callable[[Step], T]) -> T:
    votes: Counter[T] = Counter()
    for step in steps:
        votes[question(step)] += 1
    top = max(votes.values())
    return next(question(s) for s in steps if votes[question(s)] == top)


def _title(name: str) -> str:
    words = name.split()
    while words and words[0].lower() in {"the", "a", "an", "its", "his", "her", "their", "this", "that"}:
        words = words[1:]
    return " ".join(words)


def _unnamed(kind: str, steps: Sequence[Step]) -> str:
    """A name for what no report names: "visit of RUS to PAK"."""
    one = next((s for s in steps if s.by), None)
    if one and one.to:
        return f"{kind} of {', '.join(one.by)} to {', '.join(one.to)}"
    return f"{kind} of {', '.join(sorted(steps[0].parties))}"


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
