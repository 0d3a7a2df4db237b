"""Two steps in, the log odds that they are of one undertaking out, with the reasons as numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from itertools import combinations
from operator import mul

import msgspec

from dragoman.events.stems import rarity, stems
from dragoman.events.step_model import KINDS
from dragoman.happenings.clusters import APART
from dragoman.records import Step

__all__ = ["FEATURES", "MEETINGS", "features", "likeness", "step_keys", "weights"]

FEATURES = (
    "bias", "same parties", "share of parties", "one party", "no party", "same direction", "turned round", "same kind",
    "near kind", "meeting and work", "same family", "other family", "same project", "phrase", "words", "other words",
    "no words", "sentences", "topics", "same person", "other person", "same due", "other due", "same day", "days apart",
    "a year apart", "undated", "met before planned", "met or not", "meetings a year apart", "signed apart",
    "same document", "same sentence", "other phase",
)  # fmt: skip
MEETINGS = frozenset({"visit", "summit"})
_AHEAD = frozenset({"proposed", "promised", "planned"})
_BEGUN = _AHEAD | {"signed"}
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
        ("visit", "summit"),
    )
}
_HELD = frozenset({"done", "under way"})
_OFF = frozenset({"cancelled", "refused", "postponed"})
_PHASES = frozenset({"expans", "expand", "extens", "second", "modernis", "moderniz", "upgrad", "stage", "phase"})
_RARE = 4
_TELLING = 0.75  # a word of the document must be so rare to bring two steps together
_NAME = 0.97
_MOST_PARTIES = 6
_YEAR = 365.0


@cache
def weights() -> dict[str, float]:
    """The weight of each feature, fitted by `benchmarks/fit_step_weights.py`."""
    return msgspec.json.decode((files("dragoman.happenings") / "step_weights.json").read_bytes(), type=dict[str, float])


@cache
def _weight_row() -> tuple[float, ...]:
    return tuple(weights()[name] for name in FEATURES)


def likeness(one: Step, other: Step) -> float:
    """Log odds that two steps are of one undertaking; `APART` where they cannot be."""
    found = features(one, other)
    return APART if found is None else sum(map(mul, _weight_row(), found))


def step_keys(step: Step) -> tuple[frozenset[str], frozenset[str]]:
    """Marks under which a step can be found, and those under which it looks for others of one undertaking.

    They are its project, a pair of parties (for meetings with the year, for others with the kind), a party with a rare
    word of the step or of its document, and the names in its words; what tells of one party only looks for all that
    the same undertakes.
    """
    sides = sorted(step.sides | step.company)[:_MOST_PARTIES]
    pairs = [f"{a} {b}" for a, b in combinations(sides, 2)]
    rare = [*_rarest(step.words), *(w for w in _rarest(step.topic) if rarity(w) >= _TELLING)]
    own = {f"{side}|{word}" for side in sides for word in rare} | {f"n:{name}" for name in _names(step)}
    own |= {f"p:{step.project}"} if step.project else set()
    alone = {f"{side}|{'meeting' if step.kind in MEETINGS else step.kind}" for side in step.sides}
    lone = alone if len(step.sides) == 1 else set()
    if step.kind not in MEETINGS:
        both = own | {f"{pair}|{step.kind}" for pair in pairs}
        return frozenset(both | alone), frozenset(both | lone)
    year = _year(step)
    borne = ("any", str(year)) if year else ("any", "undated")
    sought = ("undated", *map(str, (year - 1, year, year + 1))) if year else ("any",)
    found, looked = ({f"{pair}|meeting {mark}" for pair in pairs for mark in marks} for marks in (borne, sought))
    return frozenset(own | found | alone), frozenset(own | looked | lone)


def _names(step: Step) -> set[str]:
    """Words of the step itself so rare that they are names: what is called so is hardly two things."""
    return {w for w in (step.words | step.around) & step.topic if rarity(w) >= _NAME}


def _rarest(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda w: (-rarity(w), w))[:_RARE]


def _year(step: Step) -> int | None:
    value = step.date or step.due or (None if step.retold else step.reported)
    return int(value[:4]) if value and value[:4].isdigit() else None


def features(one: Step, other: Step) -> tuple[float, ...] | None:
    """The values of FEATURES, most in 0..1; None where the two cannot be one undertaking."""
    if one.project and other.project and one.project != other.project:
        return None
    shared = one.sides & other.sides
    if (
        not shared
        and len(one.company & other.company) < 2
        and not (one.project and other.project)
        and not _names(one) & _names(other)
    ):
        return None
    alike = one.kind == other.kind
    known = bool(one.words) and bool(other.words)
    words = _overlap(one.words, other.words)
    persons = bool(one.persons and other.persons)
    first, then = _moment(one), _moment(other)
    gap = abs((first - then).days) if first and then else None
    turned = bool(one.by and other.by) and set(one.by) <= set(other.to) and not set(one.by) & set(other.by)
    if turned and one.kind == other.kind == "visit":
        return None
    return (
        1.0,
        float(one.sides == other.sides),
        len(shared) / max(1, len(one.sides | other.sides)),
        float(len(shared) == 1),
        float(not shared),
        float(bool(one.by) and one.by == other.by),
        float(turned),
        float(alike),
        float(not alike and frozenset((one.kind, other.kind)) in _ALIKE),
        float((one.kind in MEETINGS) != (other.kind in MEETINGS)),
        float(alike and one.family == other.family),
        float(alike and not words and _other_family(one, other)),
        float(bool(one.project) and one.project == other.project),
        _overlap(_phrase(one), _phrase(other)),
        words,
        float(known and not words),
        float(not known),
        _overlap(one.around, other.around),
        _overlap(one.topic, other.topic),
        float(persons and bool(one.persons & other.persons)),
        float(persons and not one.persons & other.persons),
        *_due(one, other),
        float(gap == 0),
        math.log1p(gap) / math.log1p(_YEAR) if gap is not None else 0.0,
        float(gap is not None and gap > _YEAR),
        float(gap is None),
        float(_met_before(one, other)),
        float(_clash(one, other)),
        float(bool(MEETINGS & {one.kind, other.kind}) and gap is not None and gap > _YEAR),
        float(_signed_apart(one, other)),
        float(one.document == other.document),
        float((one.document, one.start) == (other.document, other.start)),
        float(bool(one.words & _PHASES) != bool(other.words & _PHASES)),
    )


def _phrase(step: Step) -> frozenset[str]:
    """The stems of the very words that name it."""
    return _stems(step.sentence[step.at[0] : step.at[1]])


@lru_cache(maxsize=1 << 14)
def _stems(words: str) -> frozenset[str]:
    return frozenset(stems(words))


def _other_family(one: Step, other: Step) -> bool:
    """Whether the table knows both for things of other families: a railway and a pipeline."""
    return one.family != other.family and one.family not in KINDS and other.family not in KINDS


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share, by rarity, of the lesser that is in both."""
    shared = _weight(one & other)
    return shared / max(1e-9, min(_weight(one), _weight(other))) if shared else 0.0


def _weight(words: frozenset[str]) -> float:
    """The rarity of all together; the sum is exact, so that the order of a set has no say."""
    return math.fsum(map(rarity, words))


def _due(one: Step, other: Step) -> tuple[float, float]:
    """Whether both are for about the same day, and whether for days far apart: of meetings the day they were held."""
    days = [_day(s.date if s.state == "done" and s.kind in MEETINGS else s.due) for s in (one, other)]
    if days[0] is None or days[1] is None:
        return 0.0, 0.0
    gap = abs((days[0] - days[1]).days)
    return float(gap <= 31), min(1.0, gap / _YEAR) if gap > 31 else 0.0


def _met_before(one: Step, other: Step) -> bool:
    """Whether a meeting was over before the other report says that it is to come."""
    a, b = _moment(one), _moment(other)
    if one.kind not in MEETINGS or a is None or b is None:
        return False
    first, then = (one, other) if a <= b else (other, one)
    return first.state == "done" and then.state in _AHEAD and abs((a - b).days) > 10


def _clash(one: Step, other: Step) -> bool:
    """Whether of two meetings the one was held, the other not; what was put off may be held later."""
    if one.kind != other.kind or one.kind not in MEETINGS:
        return False
    held, off = (one, other) if one.state in _HELD else (other, one)
    if held.state not in _HELD or off.state not in _OFF:
        return False
    then, since = _moment(off), _moment(held)
    return off.state != "postponed" or then is None or since is None or since <= then


def _signed_apart(one: Step, other: Step) -> bool:
    """Whether both were signed or done, on days far apart; or the later begins what was told of years before."""
    days = [_day(step.date or (None if step.reported else step.due)) for step in (one, other)]
    if days[0] is None or days[1] is None:
        return False
    gap = abs((days[0] - days[1]).days)
    alike = one.state == other.state and one.state in {"signed", "done"}
    later = one if days[0] > days[1] else other
    return gap > _YEAR / 4 if alike else gap > 5 * _YEAR and later.state in _BEGUN


def _moment(step: Step) -> date | None:
    """When it was so: of what looks back or was done on a day, that day, else the day of the paper."""
    told = step.retold or step.state in {"done", "under way", "signed"}
    return (_day(step.date) if told else None) or _day(None if step.retold else step.reported) or _day(step.date)


def _day(value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat((value + "-01-01")[:10] if len(value) == 4 else (value + "-01")[:10])
    except ValueError:
        return None
