"""Where accounts differ: claims on one happening in, the facts on which they cannot both be right out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dragoman.codebook.claim_tables import renamed
from dragoman.happenings.comparing import RULES, Rule, Said, likeness_of, same_source
from dragoman.happenings.reports import Report
from dragoman.happenings.scenes import is_town
from dragoman.records import Account, Claim, Disagreement, Step

__all__ = ["event_disagreements", "undertaking_disagreements"]

_NARROW = 2
_ROWS = 0.1
OF_EVENT = "of the event"  # the key of what a row or a step itself tells
_OFF = frozenset({"postponed", "cancelled", "refused"})
_FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})


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
        claim.brief,
    )


def event_disagreements(about: str, group: Sequence[Report]) -> list[Disagreement]:
    """The facts on which the reports of one event, and the accounts that stand beside it, differ."""
    types = {report.type for report in group if not report.orphan}
    acted = types != {"REJECT"}
    said = [_said(claim, report) for report in group for claim in report.claims if _apt(claim, report, acted=acted)]
    for report in group:
        if not report.orphan:
            said += _own(report)
    return _differing(about, said)


def _apt(claim: Claim, report: Report, *, acted: bool) -> bool:
    """Whether a claim is of the happening: tolls and means of force are none of what was only refused or called off.

    Else of an account all are, of a row the reason and the fate of what it says was called off.
    """
    if claim.fact in {"toll", "means"}:
        return report.type in _FORCE or (report.orphan and acted)
    if report.orphan or claim.fact not in {"reason", "fate"}:
        return True
    return claim.start == report.start and report.fate == "off"


def _own(report: Report) -> Iterator[Said]:
    """Day, place and doer, as the report itself tells them, and whether it took place."""
    at = (report.speaker, report.outlet, report.published, report.document, report.start, report.end, report.sentence)
    if report.days is not None and report.days[1] - report.days[0] <= _NARROW:
        value = report.date_start or ""
        yield Said("date", OF_EVENT, value, float(report.days[0]), float(report.days[1]), frozenset(), *at)
    if report.place is not None and is_town(report.place.name):
        name = report.place.name.casefold()
        words = frozenset({renamed().get(name, name)})
        yield Said("place", OF_EVENT, report.place.name, None, None, words, *at)
    if report.recipients and report.type == "ASSAULT":
        yield Said("who", OF_EVENT, ", ".join(report.actors), None, None, report.sides[0], *at)
    if report.fate in {"did", "denied"}:
        word = "denied" if report.fate == "denied" else "asserted"
        yield Said("whether", OF_EVENT, report.sentence, None, None, frozenset({word}), *at)


def undertaking_disagreements(about: str, group: Sequence[Step]) -> list[Disagreement]:
    """The facts on which the steps of one undertaking differ."""
    said = [_said(claim, step) for step in group for claim in step.claims if _of_step(claim, step)]
    for step in group:
        at = (step.asserted_by, step.outlet, step.reported, step.document, step.start, step.end, step.sentence)
        if step.state == "done" and step.date and len(step.date) == 10:
            day = float(date.fromisoformat(step.date).toordinal())
            said.append(Said("date", OF_EVENT, step.date, day, day, frozenset(), *at))
        if step.due and len(step.due) == 10 and step.state not in {"postponed", "cancelled"}:
            day = float(date.fromisoformat(step.due).toordinal())
            said.append(Said("date", "due", step.due, day, day, frozenset(), *at))
    return _differing(about, said)


def _of_step(claim: Claim, step: Step) -> bool:
    """Whether a claim is of the undertaking: of reasons those for which it did not go as planned, of fates its own."""
    if claim.fact in {"toll", "means"}:
        return False
    if claim.fact == "reason":
        return "~off" in claim.words
    return claim.fact != "fate" or (claim.start == step.start and step.state in _OFF and not step.retold)


def _differing(about: str, said: Iterable[Said]) -> list[Disagreement]:
    found: list[Disagreement] = []
    once = {(s.fact, s.key, s.document, s.start, s.value): s for s in said}
    ordered = sorted(once.values(), key=lambda s: (s.as_of or "9999", s.document, s.start, s.value, s.key))
    for fact in RULES:
        here = [s for s in ordered if s.fact == fact]
        for key, accounts in _disputes(fact, here):
            if not any(f.fact == fact and set(f.accounts) & set(accounts) for f in found):
                found.append(Disagreement(_id(about, fact, key), about, fact, accounts))
    return found


def _disputes(fact: str, said: Sequence[Said]) -> Iterator[tuple[str, tuple[Account, ...]]]:
    """For each key the accounts of which one contradicts another."""
    pairs = list(_contradictions(fact, said))
    for key in sorted({one.key for one, _ in pairs}):
        values: dict[str, Said] = {}
        for pair in pairs:
            if pair[0].key == key:
                for one in pair:
                    values.setdefault(" ".join(one.value.lower().split()), one)
        if len(values) > 1:
            ordered = sorted(values.values(), key=said.index)
            yield (
                key,
                tuple(
                    Account(s.value, s.speaker or s.outlet, s.as_of, s.document, s.start, s.end, s.sentence)
                    for s in ordered
                ),
            )


def _contradictions(fact: str, said: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Pairs of two sources that speak of one thing, cannot both be right, and have no agreeing word with each other."""
    rule = RULES[fact]
    by_document: dict[str, list[Said]] = {}
    for one in said:
        by_document.setdefault(one.document, []).append(one)
    documents = sorted(by_document)
    for place, mine in enumerate(documents):
        for theirs in documents[place:]:
            pairs = [
                (a, b)
                for a in by_document[mine]
                for b in by_document[theirs]
                if (mine != theirs or (a.start, a.value) < (b.start, b.value))
                and not same_source(a, b, rule)
                and rule.comparable(a, b)
            ]
            met = [(a, b) for a, b in pairs if rule.meet(a, b)]
            agreed = set() if rule.each and mine == theirs else {id(x) for pair in met for x in pair}
            settled = {x.key for pair in met for x in pair if x.brief and mine != theirs}
            for a, b in pairs:
                settles = (a, b) in met or a.key in settled or b.key in settled or id(a) in agreed or id(b) in agreed
                if not settles and _near(a, b, rule):
                    yield a, b


def _near(one: Said, other: Said, rule: Rule) -> bool:
    """Whether two sentences are alike enough; those of two rows of one event more, for rows may be joined wrongly.

    Two short reports of one story speak of one thing.
    """
    if one.brief and other.brief and one.document != other.document:
        return True
    return likeness_of(one, other) >= rule.context + (_ROWS if rule.context and one.key == OF_EVENT else 0.0)


def _id(about: str, fact: str, key: str) -> str:
    return "x" + hashlib.sha256(f"{about} {fact} {key}".encode()).hexdigest()[:16]
