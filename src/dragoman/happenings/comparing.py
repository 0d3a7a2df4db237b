"""Two claims of one fact: are they of one thing, and can both be right? One rule a fact."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from dragoman.codebook.claim_tables import act_words, acts
from dragoman.codebook.quantities_tables import quantity_tables
from dragoman.events.stems import rarity, stems
from dragoman.happenings.lines import scene_of
from dragoman.happenings.phrases import any_of
from dragoman.happenings.voices import same_voice
from dragoman.language.tokens import fold

__all__ = ["RULES", "Rule", "Said", "likeness_of", "same_source"]

_TOLD_TWICE = frozenset({"who", "place", "reason"})  # of a short report's own word, too, a speaker may differ
_SAME_ACT = 0.06  # what it adds to the likeness of two sentences that both tell an act of one kind
_SAME_TIME = 3  # days within which two papers speak of one decision
_EXACT_BELOW = 100  # counts below are meant to the last one
_ONE_FIGHT = 0.15  # likeness of two sentences on one of the attacks of a war
_FOLD = 4.0  # how many times larger a count may be that is told of one thing
_BARE = 0.3  # likeness of two sentences with days of which no act is known
_LATER = 3  # days after which a larger toll is an update, whether or not its paper says so
_RISEN = re.compile(
    r"\b(?:now|risen|rose|rises?|rising|climb\w*|since|more|latest|further|succumb\w*|of (?:his|her"
    r"|their) wounds|newly?|another"
    r"|revised|raised|so far|found|recovered|still|yet|first|early|earlier|initial\w*|provisional\w*"
    r"|preliminary|at least|feared"
    r"|hours after|meanwhile|grew|grown|mount\w*|final|brought to|bringing)\b"
)
_OFF_BY = 0.1  # the largest share by which a rounded number is off
_ONE_PLAN = 400  # days between two dates for which one act is planned
_ONE_STORY = 45  # days between two acts of which one paper may have the wrong day
_RISING = frozenset({"toll"})  # counts that grow as days pass
_MEASURED = 0.12  # likeness from which tonnes or megawatts of two sentences are of one thing
_MONEY = frozenset(
    "loan credit aid assistance funds funding package support grant investment deal contract agreement line".split()
)
_GIFT = frozenset({"grant", "loan"})
_ABOUT = 0.6  # weight of the stems shared by what two reasons are given for
_ALIKE = 0.35  # a plain "not" contradicts only what is told in like words
_SOON = 10  # days within which two papers give reasons for one thing
_STRONG = 0.3  # weight of a stem that says what a reason is


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
    brief: bool = False

    def tagged(self, mark: str) -> frozenset[str]:
        """Its words that begin so."""
        return frozenset(word for word in self.words if word.startswith(mark))


@dataclass(frozen=True, slots=True)
class Rule:
    """When two claims are of one thing, when both can be right, and how alike their sentences must be.

    `paper`: in one document the paper's own word may be denied by a speaker. `each`: in one document a speaker who
    agrees with a second may still differ from a third.
    """

    comparable: Callable[[Said, Said], bool]
    meet: Callable[[Said, Said], bool]
    context: float
    paper: bool = False
    each: bool = False


def same_source(one: Said, other: Said, rule: Rule) -> bool:
    """Whether both are of one document and one speaker."""
    if one.document != other.document:
        return False
    if (rule.paper or (one.brief and one.fact in _TOLD_TWICE)) and (one.speaker is None) != (other.speaker is None):
        return False
    return same_voice(one.speaker, other.speaker)


@lru_cache(maxsize=1 << 13)
def _weighed(sentence: str) -> Mapping[str, float]:
    return stems(sentence)


def likeness_of(one: Said, other: Said) -> float:
    """How much of their weight two sentences share, 0..1, and a little more for an act that both tell."""
    return _shared(one, other) + (_SAME_ACT if _deeds(one.sentence) & _deeds(other.sentence) else 0.0)


def _shared(one: Said, other: Said) -> float:
    mine, theirs = _weighed(one.sentence), _weighed(other.sentence)
    least = min(math.fsum(w * w for w in words.values()) for words in (mine, theirs))
    return math.fsum(mine[word] ** 2 for word in mine.keys() & theirs.keys()) / least if least else 0.0


@cache
def _act_pattern() -> re.Pattern[str]:
    return any_of(tuple(act_words()))


@lru_cache(maxsize=1 << 13)
def _deeds(sentence: str) -> frozenset[str]:
    return frozenset(act_words()[found[0]] for found in _act_pattern().finditer(fold(sentence)))


def _days_between(one: Said, other: Said) -> int | None:
    if not one.as_of or not other.as_of or len(one.as_of) < 10 or len(other.as_of) < 10:
        return None
    return abs((date.fromisoformat(one.as_of) - date.fromisoformat(other.as_of)).days)


def _years_apart(one: Said, other: Said) -> bool:
    """Whether two sentences tell of years that are not next to each other; one without a year is of its paper's."""
    mine, theirs = (
        {w.removeprefix("~in:") for w in s.tagged("~in:")} or {(s.as_of or "")[:4]} - {""} for s in (one, other)
    )
    return bool(mine and theirs) and min(abs(int(a) - int(b)) for a in mine for b in theirs) > 1


# Numbers


@cache
def _units() -> frozenset[str]:
    return frozenset(unit.unit for unit in quantity_tables().units.values())


def _same_count(one: Said, other: Said) -> bool:
    """Whether two numbers count one thing, at one time, of one side."""
    if one.tagged("~") - {"~first"} != other.tagged("~") - {"~first"} or not _one_thing(one, other):
        return False
    sides = one.tagged("@"), other.tagged("@")
    if all(sides) and not sides[0] & sides[1]:
        return False
    mine, theirs = ({w.removeprefix("of:") for w in s.tagged("of:")} for s in (one, other))
    if one.fact == "toll":
        return mine == theirs or "any" in mine | theirs
    brief = one.brief and other.brief
    if one.key in _units() and _shared(one, other) < _MEASURED and not brief:
        return False
    if not mine or not theirs or mine == theirs:
        return True
    if one.fact == "sum" and brief:
        return mine | theirs != _GIFT
    return one.fact == "sum" and (mine | theirs) <= _MONEY and mine | theirs != _GIFT


def _one_thing(one: Said, other: Said) -> bool:
    """Whether two keys are one; a count without a noun may be any plain count of another short report."""
    if one.key == other.key:
        return bool(one.key) or one.document != other.document
    across = one.brief and other.brief and one.document != other.document
    sizes = sorted(said.low or said.high or 1.0 for said in (one, other))
    return (
        across and "" in {one.key, other.key} and not {one.key, other.key} & _units() and sizes[1] <= _FOLD * sizes[0]
    )


def _numbers_meet(one: Said, other: Said) -> bool:
    """Whether a number fits both, rounding allowed for, or the later one is an update of the earlier."""
    if _ranges_meet(one, other) or _rounded(one, other):
        return True
    gap = _days_between(one, other)
    if one.fact not in _RISING or one.document == other.document:
        return False
    first, then = sorted((one, other), key=lambda s: s.as_of or "")
    if not gap or not (_grew(first, then) or "~first" in first.words):
        return False
    return gap >= _LATER or not one.brief or bool(_RISEN.search(fold(f"{first.sentence} {then.sentence}")))


def _ranges_meet(one: Said, other: Said) -> bool:
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
    near = abs(b - a) <= _OFF_BY * b
    return near and any(
        x and round(y, -math.floor(math.log10(abs(x))) + _digits(x) - 1) == x for x, y in ((a, b), (b, a))
    )


def _digits(value: float) -> int:
    """Significant digits as written: 6000 has one, 1.24e9 three."""
    text = f"{value:.10e}".partition("e")[0].rstrip("0").replace(".", "").replace("-", "")
    return max(1, len(text))


def _grew(first: Said, then: Said) -> bool:
    return (then.low or then.high or 0) >= (first.high or first.low or 0)


# Days and places


def _same_scene(one: Said, other: Said) -> bool:
    """Whether two places are of one act: acts of one kind that papers tell weeks apart are two."""
    gap = _days_between(one, other)
    soon = _SAME_TIME if scene_of(one.key) == "force" and one.brief else _SOON
    return _one_act(one, other) and (gap is None or gap <= soon)


def _same_role(one: Said, other: Said) -> bool:
    """Whether two doers fill one role; where a sentence only tells what somebody did, in one act."""
    told = "~act" in one.words | other.words
    alike = not told or one.document == other.document or likeness_of(one, other) >= _ALIKE
    return one.key == other.key and alike


def _same_day_of(one: Said, other: Said) -> bool:
    """Whether two days are given to one act: no two acts of one kind lie weeks apart."""
    if one.low is None or other.low is None or not _one_act(one, other):
        return False
    bare = one.key.startswith((" ", "~")) or other.key.startswith((" ", "~")) or not one.key or not other.key
    if bare and likeness_of(one, other) < _BARE:
        return False
    if one.tagged("~rough") | other.tagged("~rough") and one.key != other.key:
        return False
    if one.brief and scene_of(one.key) == "force" and likeness_of(one, other) < _ONE_FIGHT:
        return False
    return abs(one.low - other.low) <= (_ONE_PLAN if one.key.endswith("ahead") else _ONE_STORY)


def _one_act(one: Said, other: Said) -> bool:
    """Whether two claims are of one act: of one key, or of one scene in two short reports, and of the same people."""
    scenes = {scene_of(said.key.partition(" ")[0]) for said in (one, other)}
    people = one.tagged("~by:"), other.tagged("~by:")
    if all(people) and not people[0] & people[1] and "force" not in scenes:
        return False
    if one.key == other.key:
        return True
    (mine, _, mode), (theirs, _, manner) = one.key.partition(" "), other.key.partition(" ")
    if not (one.brief and other.brief and mode == manner):
        return False
    return (
        not mine or not theirs or scene_of(mine) == scene_of(theirs) or bool(one.tagged("act:") & other.tagged("act:"))
    )


def _places_meet(one: Said, other: Said) -> bool:
    """Whether two places may be one, or one paper names both."""
    mine, theirs = _plain(one), _plain(other)
    if mine & theirs or any(a in b or b in a for a in mine for b in theirs):
        return True
    if one.document == other.document:
        return False
    also = {word.removeprefix("~also:") for word in one.tagged("~also:")} & theirs
    return bool(also | {word.removeprefix("~also:") for word in other.tagged("~also:")} & mine)


# Means, doers, denials, reasons, fates


def _share(one: Said, other: Said) -> bool:
    return not one.words or not other.words or bool(_plain(one) & _plain(other))


def _plain(said: Said) -> frozenset[str]:
    return said.words - said.tagged("~")


def _same_means(one: Said, other: Said) -> bool:
    """Whether two means are of one deed: what did harm is compared with what did harm."""
    brief = one.brief and other.brief and one.key == "attack"
    if not brief and likeness_of(one, other) < _SAME_ACT:
        return False
    return one.key == other.key and (
        one.key != "attack" or one.tagged("~") == other.tagged("~") or not _share(one, other)
    )


def _denied(one: Said, other: Said) -> bool:
    """Whether one says of an act that it took place and the other, at the same time, that it did not.

    Two papers that both tell of the denial agree.
    """
    denied = "denied" in one.words, "denied" in other.words
    if not _one_act(one, other) or (not any(denied)) or (all(denied) and one.document == other.document):
        return False
    gap = _days_between(one, other)
    if all(denied):
        return gap is not None
    plain = "~plain" in one.words | other.words
    brief = one.brief and other.brief
    if (plain or (gap is None and not brief)) and likeness_of(one, other) < _ALIKE:
        return False
    act = acts().get(one.key)
    return not (gap is not None and gap > (0 if act is not None and act.lasting and not brief else _SAME_TIME))


def _both_denied(one: Said, other: Said) -> bool:
    return "denied" in one.words and "denied" in other.words


def _asked(one: Said, other: Said) -> bool:
    """Whether both give a reason for what did not go as planned, or one and the other of what is told alike."""
    gap = _days_between(one, other)
    if (gap is not None and gap > _SOON) or _years_apart(one, other):
        return False
    if "~off" in one.words and "~off" in other.words:
        shared = one.tagged("on:") & other.tagged("on:")
        about = math.fsum(rarity(word.removeprefix("on:")) for word in shared)
        return about >= _ABOUT or (one.brief and other.brief)
    return likeness_of(one, other) > 0.3


def _reasons_meet(one: Said, other: Said) -> bool:
    """Whether two reasons are of one class, or share a word that weighs."""
    mine, theirs = one.tagged("class:"), other.tagged("class:")
    if mine & theirs:
        return True
    if mine and theirs:
        return False
    shared = {w for w in _plain(one) & _plain(other) if ":" not in w}
    weights = _weighed(one.value)
    return any(weights.get(word, 0.0) >= _STRONG for word in shared)


def _one_decision(one: Said, other: Said) -> bool:
    """Whether two words are of one decision: told of one thing and at one time; a later decision is an update."""
    gap = _days_between(one, other)
    same = one.key == other.key or "" in {one.key, other.key} or (one.brief and other.brief)
    return same and (one.document == other.document or gap is None or gap <= _SAME_TIME)


RULES: dict[str, Rule] = {
    "toll": Rule(_same_count, _numbers_meet, 0.0),
    "sum": Rule(_same_count, _numbers_meet, 0.12),
    "number": Rule(_same_count, _numbers_meet, 0.04),
    "date": Rule(_same_day_of, _ranges_meet, 0.25),
    "place": Rule(_same_scene, _places_meet, 0.2),
    "means": Rule(_same_means, _share, 0.0),
    "who": Rule(_same_role, _share, 0.0),
    "whether": Rule(_denied, _both_denied, 0.06, paper=True),
    "reason": Rule(_asked, _reasons_meet, 0.0, each=True),
    "fate": Rule(_one_decision, _share, 0.0),
}
