"""Two reports in, the log odds that they tell of one happening out, with the reasons as numbers."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from importlib.resources import files
from operator import mul

import msgspec

from dragoman.codebook import event_types
from dragoman.events.stems import rarity
from dragoman.happenings.clusters import APART
from dragoman.happenings.reports import Report
from dragoman.records import Place

__all__ = ["FEATURES", "features", "likeness", "weights"]

FEATURES = (
    "bias", "same parties", "share of parties", "same direction", "turned round", "same type", "same about",
    "near type", "same mode", "other mode", "same day", "days meet", "days apart", "written near", "written far",
    "undated", "words", "shared rare", "same place", "other place", "other country", "same number", "other number",
    "same person", "other person", "same document", "headline", "same sentence", "one historical", "same words",
    "same due", "other due", "same word",
)  # fmt: skip
_SLACK = 2  # days by which two papers may differ on the day of one act
_FAR, _VERY_FAR = 4, 8  # days apart from which two exact dates, and any two, are of two acts
_NOTHING = -4.0  # other acts in other words
_RARE = 0.6  # words that weigh more are names of things


@cache
def weights() -> dict[str, float]:
    """The weight of each feature, fitted by `benchmarks/fit_merge_weights.py`."""
    return msgspec.json.decode((files("dragoman.happenings") / "weights.json").read_bytes(), type=dict[str, float])


@cache
def _weight_row() -> tuple[float, ...]:
    return tuple(weights()[name] for name in FEATURES)


def likeness(one: Report, other: Report) -> float:
    """Log odds that two reports are of one happening; `APART` where they cannot be."""
    if one.type != other.type and one.document != other.document and one.words.keys().isdisjoint(other.words):
        return _NOTHING
    found = features(one, other)
    return APART if found is None else sum(map(mul, _weight_row(), found))


@cache
def _quad(type_: str) -> int:
    page = event_types().get(type_)
    return page.quad if page else 1


def features(one: Report, other: Report) -> tuple[float, ...] | None:
    """The values of FEATURES, most in 0..1; None where the two cannot be one happening."""
    apart = _gap(one, other)
    if (
        apart is not None
        and apart > _FAR
        and (apart > _VERY_FAR or (_width(one) <= _SLACK and _width(other) <= _SLACK))
    ):
        return None
    shared = one.parties & other.parties
    if len(shared) < min(2, len(one.parties), len(other.parties)):
        return None
    if one.friendly != other.friendly or _other_fate(one, other):
        return None
    both_told = one.days is not None and other.days is not None
    narrow = both_told and _width(one) <= _SLACK and _width(other) <= _SLACK
    written = None if both_told else _written_gap(one, other)
    overlap, rare = _overlap(one, other)
    persons = bool(one.persons and other.persons)
    same_number, other_number = _numbers(one, other)
    return (
        1.0,
        float(bool(shared) and one.parties == other.parties),
        len(shared) / max(1, len(one.parties | other.parties)),
        float(bool(one.recipients) and one.sides == other.sides),
        float(bool(one.sides[0] & other.sides[1]) and not one.sides[0] & other.sides[0]),
        float(one.type == other.type),
        float(one.about == other.about and one.about is not None),
        float(one.type != other.type and _quad(one.type) == _quad(other.type)),
        float(one.mode == other.mode and one.mode is not None),
        float(one.mode != other.mode and one.mode is not None and other.mode is not None),
        float(narrow and apart == 0),
        float(both_told and not narrow and apart == 0),
        0.0 if apart is None else math.log1p(apart),
        *_papers(written),
        float(not both_told),
        overlap,
        rare,
        *_places(one.place, other.place),
        same_number,
        other_number,
        float(persons and bool(one.persons & other.persons)),
        float(persons and not one.persons & other.persons),
        float(one.document == other.document),
        float(one.document == other.document and one.headline != other.headline),
        float(one.document == other.document and one.start == other.start),
        float(one.historical != other.historical),
        float(one.words == other.words),
        *_due(one, other),
        rarity(one.cue) if one.cue is not None and one.cue == other.cue else 0.0,
    )


@lru_cache(maxsize=1 << 12)
def _papers(gap: int | None) -> tuple[float, float]:
    """How near and how far two papers are that were written so many days apart; nothing where both acts have dates."""
    return (0.0, 0.0) if gap is None else (math.exp(-gap / 4), min(1.0, gap / 45))


def _width(report: Report) -> int:
    return report.days[1] - report.days[0] if report.days is not None else 0


def _due(one: Report, other: Report) -> tuple[float, float]:
    """Whether what is planned is planned for the same days, or for others."""
    if one.due is None or other.due is None:
        return 0.0, 0.0
    meet = one.due[0] <= other.due[1] and other.due[0] <= one.due[1]
    return float(meet), float(not meet)


def _places(one: Place | None, other: Place | None) -> tuple[float, float, float]:
    """Whether the places are one, have other names, lie in other countries."""
    if one is None or other is None:
        return 0.0, 0.0, 0.0
    if one.name.casefold() == other.name.casefold():
        return 1.0, 0.0, 0.0
    return 0.0, 1.0, float(None not in {one.country, other.country} and one.country != other.country)


def _other_fate(one: Report, other: Report) -> bool:
    """Whether one tells the act and the other its announcement or its end."""
    mine, theirs = one.fate, other.fate
    if mine == theirs or {mine, theirs} == {"did", "denied"}:
        return False
    return one.type != other.type or one.about is not None or other.about is not None


def _gap(one: Report, other: Report) -> int | None:
    """Days between the two, 0 where they meet; None where one of them has no date."""
    if one.days is None or other.days is None:
        return None
    return max(0, one.days[0] - other.days[1], other.days[0] - one.days[1])


def _written_gap(one: Report, other: Report) -> int | None:
    """Days between what is told or written of one and of the other."""
    spans = [r.days or (None if r.historical else r.written) for r in (one, other)]
    if spans[0] is None or spans[1] is None:
        return None
    return max(0, spans[0][0] - spans[1][1], spans[1][0] - spans[0][1])


def _overlap(one: Report, other: Report) -> tuple[float, float]:
    """Likeness of the words, 0..1, by their weights, and the weight of the rarest shared ones."""
    shared = one.words.keys() & other.words.keys()
    if not shared:
        return 0.0, 0.0
    known = [one.words[word] for word in shared]
    mass = math.fsum(weight * weight for weight in known)  # exact, so that the order of a set has no say
    rare = math.fsum(weight - _RARE for weight in known if weight > _RARE)
    total = min(one.mass, other.mass)
    return mass / total if total else 0.0, min(2.0, rare)


def _numbers(one: Report, other: Report) -> tuple[float, float]:
    """Whether a count of the same thing agrees, or differs."""
    if not one.quantities or not other.quantities:
        return 0.0, 0.0
    same = differs = False
    for a in one.quantities:
        for b in other.quantities:
            if a.of == b.of and a.unit == b.unit and (a.of or a.unit):
                low, high = max(_low(a), _low(b)), min(_high(a), _high(b))
                same |= low <= high
                differs |= low > high
    return float(same), float(differs and not same)


def _low(q: object) -> float:
    value = getattr(q, "low", None)
    return -math.inf if value is None else float(value)


def _high(q: object) -> float:
    value = getattr(q, "high", None)
    return math.inf if value is None else float(value)
