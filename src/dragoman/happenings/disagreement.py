"""Where accounts differ: claims on one happening in, the facts on which they cannot both be right out."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.happenings.reports import Report
from dragoman.records import Account, Claim, Disagreement, Step

__all__ = ["event_disagreements", "undertaking_disagreements"]

_RISING = frozenset({"toll"})  # counts that grow as days pass
_SAME_TIME = 3  # days within which two papers speak of one decision
_EXACT_BELOW = 100  # counts below are meant to the last one
_NARROW = 2
_OFF = frozenset({"postponed", "cancelled", "refused"})
_FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})


@dataclass(frozen=True, slots=True)
class Said:
    """One account with what it is compared by: who says it, when it was published, and the claim."""

    fact: str
    key: str
    value: str
    low: float | None
    high: float | None
    words: frozenset[str]
    speaker: str | None
    outlet: str | None
    as_of: str | None
    document: str
    start: int
    end: int
    sentence: str

    @property
    def source(self) -> tuple[str, str | None]:
        """What makes it another account: another document, or another speaker in one."""
        return self.document, self.speaker


def _said(claim: Claim, thing: Report | Step) -> Said:
    as_of = thing.published if isinstance(thing, Report) else thing.reported
    return Said(
        claim.fact,
        claim.key,
        claim.value,
        claim.low,
        claim.high,
        claim.words,
        claim.asserted_by,
        thing.outlet,
        as_of,
        thing.document,
        claim.start,
        claim.end,
        claim.sentence,
    )


def event_disagreements(about: str, group: Sequence[Report]) -> list[Disagreement]:
    """The facts on which the reports of one event differ."""
    said = [_said(claim, report) for report in group for claim in report.claims if _apt(claim, report)]
    for report in group:
        if not report.orphan:
            said += _own(report)
    return _differing(about, said)


def _apt(claim: Claim, thing: Report | Step) -> bool:
    """Whether a claim is of the happening: a reason only in its own sentence, of what was put off or turned down."""
    if claim.fact == "reason":
        off = thing.fate == "off" if isinstance(thing, Report) else thing.state in _OFF
        return off and claim.start == thing.start
    if claim.fact in {"toll", "means"}:
        return isinstance(thing, Report) and thing.type in _FORCE
    return True


def _own(report: Report) -> Iterator[Said]:
    """Day, place and doer, as the report itself tells them, and whether it took place."""
    at = (report.speaker, report.outlet, report.published, report.document, report.start, report.end, report.sentence)
    if report.days is not None and report.days[1] - report.days[0] <= _NARROW:
        value = report.date_start or ""
        yield Said("date", "", value, float(report.days[0]), float(report.days[1]), frozenset(), *at)
    if report.place is not None:
        yield Said(
            "place",
            report.place.country or "",
            report.place.name,
            None,
            None,
            frozenset({report.place.name.casefold()}),
            *at,
        )
    if report.recipients and report.type in {"ASSAULT", "COERCE"}:
        yield Said("who", "", ", ".join(report.actors), None, None, report.sides[0], *at)
    if report.fate in {"did", "denied"}:
        yield Said(
            "whether",
            "",
            "denied" if report.fate == "denied" else "occurred",
            None,
            None,
            frozenset({report.fate}),
            *at,
        )


def undertaking_disagreements(about: str, group: Sequence[Step]) -> list[Disagreement]:
    """The facts on which the steps of one undertaking differ."""
    said = [_said(claim, step) for step in group for claim in step.claims if _apt(claim, step)]
    for step in group:
        at = (step.asserted_by, step.outlet, step.reported, step.document, step.start, step.end, step.sentence)
        if step.state in {"postponed", "cancelled"} and not step.retold:
            said.append(Said("fate", "", step.state, None, None, frozenset({step.state}), *at))
        if step.state == "done" and step.date and len(step.date) == 10:
            day = float(date.fromisoformat(step.date).toordinal())
            said.append(Said("date", "done", step.date, day, day, frozenset(), *at))
        if step.due and len(step.due) == 10 and step.state not in {"postponed", "cancelled"}:
            day = float(date.fromisoformat(step.due).toordinal())
            said.append(Said("date", "", step.due, day, day, frozenset(), *at))
    return _differing(about, said)


def _differing(about: str, said: Sequence[Said]) -> list[Disagreement]:
    found: list[Disagreement] = []
    for fact, differ in _RULES.items():
        for key in sorted({s.key for s in said if s.fact == fact}):
            here = sorted(
                (s for s in said if s.fact == fact and _one_key(fact, s.key, key)),
                key=lambda s: (s.as_of or "9999", s.document, s.start, s.value),
            )
            accounts = _accounts(here, differ)
            if accounts and not any(f.fact == fact and set(f.accounts) & set(accounts) for f in found):
                found.append(Disagreement(_id(about, fact, key), about, fact, accounts))
    return found


def _one_key(fact: str, one: str, other: str) -> bool:
    """Whether two counts are of one thing: "killed" may be "soldiers killed", a plain sum may be the loan's."""
    if one == other or fact == "place":
        return True
    short, long = sorted((one, other), key=len)
    return fact in {"toll", "sum"} and (long.endswith(" " + short) or long.startswith(short + " ") or not short)


def _accounts(said: Sequence[Said], differ: Callable[[Said, Said], bool]) -> tuple[Account, ...]:
    """One account for each value that another contradicts; none where all can be right together."""
    against: list[Said] = []
    for place, one in enumerate(said):
        if any(one.source != other.source and differ(one, other) for n, other in enumerate(said) if n != place):
            against.append(one)
    values: dict[str, Said] = {}
    for one in against:
        values.setdefault(" ".join(one.value.lower().split()), one)
    if len(values) < 2:
        return ()
    return tuple(
        Account(s.value, s.speaker or s.outlet, s.as_of, s.document, s.start, s.end, s.sentence)
        for s in values.values()
    )


def _numbers_differ(one: Said, other: Said) -> bool:
    """Whether no number fits both, rounding allowed for, and the later one is no update of the earlier."""
    if _meet(one, other) or _rounded(one, other):
        return False
    gap = _days_between(one, other)
    return not (one.fact in _RISING and gap is not None and gap >= 1 and _grew(one, other))


def _meet(one: Said, other: Said) -> bool:
    low = max(-math.inf if s.low is None else s.low for s in (one, other))
    high = min(math.inf if s.high is None else s.high for s in (one, other))
    return low <= high


def _rounded(one: Said, other: Said) -> bool:
    """Whether one number is the other, rounded: 6,000 and 5,970, not 24 and 20."""
    if one.low is None or other.low is None or one.low != one.high or other.low != other.high:
        return False
    a, b = sorted((one.low, other.low))
    if b < _EXACT_BELOW and one.fact != "sum":
        return False
    return any(x and round(y, -math.floor(math.log10(abs(x))) + _digits(x) - 1) == x for x, y in ((a, b), (b, a)))


def _digits(value: float) -> int:
    """Significant digits as written: 6000 has one, 1.24e9 three."""
    text = f"{value:.10e}".partition("e")[0].rstrip("0").replace(".", "").replace("-", "")
    return max(1, len(text))


def _grew(one: Said, other: Said) -> bool:
    first, then = sorted((one, other), key=lambda s: s.as_of or "")
    return (then.low or then.high or 0) >= (first.high or first.low or 0)


def _days_between(one: Said, other: Said) -> int | None:
    if not one.as_of or not other.as_of or len(one.as_of) < 10 or len(other.as_of) < 10:
        return None
    return abs((date.fromisoformat(one.as_of) - date.fromisoformat(other.as_of)).days)


def _apart(one: Said, other: Said) -> bool:
    return not _meet(one, other)


def _disjoint(one: Said, other: Said) -> bool:
    return bool(one.words) and bool(other.words) and not one.words & other.words


def _places_differ(one: Said, other: Said) -> bool:
    return _disjoint(one, other) and not any(a in b or b in a for a in one.words for b in other.words)


def _fates_differ(one: Said, other: Said) -> bool:
    """Two words for one decision: told at one time, or by two speakers; a later decision is an update."""
    gap = _days_between(one, other)
    return _disjoint(one, other) and (one.document == other.document or gap is None or gap <= _SAME_TIME)


_RULES: dict[str, Callable[[Said, Said], bool]] = {
    "toll": _numbers_differ,
    "sum": _numbers_differ,
    "number": _numbers_differ,
    "date": _apart,
    "place": _places_differ,
    "means": _disjoint,
    "who": _disjoint,
    "whether": _disjoint,
    "reason": _disjoint,
    "fate": _fates_differ,
}


def _id(about: str, fact: str, key: str) -> str:
    return "x" + hashlib.sha256(f"{about} {fact} {key}".encode()).hexdigest()[:16]
