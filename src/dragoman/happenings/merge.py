"""Events from mentions: reports in, happenings out, each with its sources and what was taken from which mention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from dragoman.happenings.clusters import components
from dragoman.happenings.reports import Report
from dragoman.records import Event

__all__ = ["make_event"]

_ALIKE = 0.9  # share of the words of the longer sentence that make two of them copies of one text
_SPEECH = frozenset({"AGREE", "REJECT", "REQUEST", "THREATEN", "ACCUSE", "SUPPORT"})
_PRECISION = ("day", "range", "month", "season", "quarter", "year", "decade")

Value = TypeVar("Value")


def make_event(group: Sequence[Report]) -> Event | None:
    """The event that its reports tell together; None where none of them says that anything took place or was said."""
    group = [report for report in group if not report.orphan]
    telling = [report for report in group if _eventful(report)]
    if not telling:
        return None
    best = _voted(telling, lambda r: (r.type, r.about, r.fate))
    like = [r for r in telling if (r.type, r.about, r.fate) == (best.type, best.about, best.fate)]
    act = _voted(like, lambda r: (r.mode or "", r.status))
    sides = _voted(like, lambda r: r.sides)
    dated = [r for r in telling if r.days is not None and r.date_start is not None]
    day = _best_dated(dated) if dated else None
    placed = [r for r in telling if r.place is not None]
    place = _voted(placed, lambda r: r.place and r.place.name) if placed else None
    basis = {"type": act, "status": act, "parties": sides, "date": day, "place": place}
    ids = sorted(report.id for report in group)
    written = sorted(r.published for r in group if r.published)
    return Event(
        id=ids[0],
        type=act.type,
        mode=act.mode,
        about=act.about,
        status=act.status,
        actors=sides.actors,
        recipients=sides.recipients,
        date_start=day.date_start if day else None,
        date_end=day.date_end if day else None,
        date_precision=day.date_precision if day else None,
        place=place.place if place else None,
        intensity=act.intensity,
        confidence=max(r.confidence for r in like),
        historical=all(r.historical for r in group),
        mentions=tuple(ids),
        documents=tuple(sorted({report.document for report in group})),
        outlets=tuple(sorted({report.outlet for report in group if report.outlet})),
        sources=_sources(group),
        first_reported=written[0] if written else None,
        former_ids=(),
        basis={name: report.id for name, report in basis.items() if report is not None},
    )


def _eventful(report: Report) -> bool:
    return report.fate == "did" or (report.type in _SPEECH and report.about is not None)


def _voted(reports: Sequence[Report], question: Callable[[Report], Value]) -> Report:
    """The report, surest first, that gives the answer for which the reports' confidences speak most."""
    votes: Counter[Value] = Counter()
    for report in reports:
        votes[question(report)] += report.confidence  # type: ignore[assignment]
    top = max(votes.values())
    return min((r for r in reports if votes[question(r)] >= top - 1e-9), key=lambda r: (-r.confidence, r.id))


def _best_dated(reports: Sequence[Report]) -> Report:
    """The report whose days most others allow, the narrowest of them."""

    def allowed(report: Report) -> int:
        assert report.days is not None
        return sum(r.days is not None and r.days[0] <= report.days[1] and report.days[0] <= r.days[1] for r in reports)

    def width(report: Report) -> int:
        assert report.days is not None
        return report.days[1] - report.days[0]

    return min(reports, key=lambda r: (-allowed(r), width(r), -r.confidence, r.id))


def _sources(group: Sequence[Report]) -> int:
    """How many independent texts tell it: sentences of one document, and copies of one sentence, count once."""
    first: dict[str, Report] = {}
    for report in sorted(group, key=lambda r: r.id):
        first.setdefault(report.document, report)
    links = [
        (one.document, other.document)
        for one in group
        for other in group
        if one.document < other.document and _copied(one, other)
    ]
    return len(components(first, links))


def _copied(one: Report, other: Report) -> bool:
    mine, theirs = one.words.keys(), other.words.keys()
    return len(mine & theirs) >= _ALIKE * len(mine | theirs)
