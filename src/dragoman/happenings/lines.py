"""A sentence as readers of claims see it: its actors, times, speaker and acts, and what its document is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from dragoman.actors.names import is_person
from dragoman.codebook.claim_tables import act_words, acts, causes, fates
from dragoman.happenings.phrases import Finder, any_of, finder
from dragoman.records import ActorSpan, Claim, Sentence, TimeExpression

__all__ = [
    "AHEAD",
    "DATELINE",
    "STRIKING",
    "Deed",
    "Line",
    "Story",
    "deeds_of",
    "fate_pattern",
    "off_pattern",
    "scene_of",
    "stretch_of",
]

AHEAD = re.compile(
    r"\b(?:will|shall|to be|is to|are to|due|scheduled|planned|set for|expected|would|slated|next|to lift|to cross)\b"
)
STRIKING = re.compile(
    r"\b(?:fir(?:ed|ing|e)|launch\w*|struck|strikes?|hit|attack\w*|kill\w*|bomb\w*|shell\w*|blast\w*|explo\w+"
    r"|destroy\w*"
    r"|shoot\w*|gunfire|gunmen|bullets?|burst|pound\w*|swoop\w*|rammed|ramming|collision|collided|torched"
    r"|looted|sabotage\w*"
    r"|holed|dived|loosed|did for|went off|swept away|mown down|cut down|wiped out"
    r"|sank|sunk|sinking|raid\w*|ambush\w*|assassinat\w*|murder\w*|poison\w*|shot|deaths?|died|dead|wound\w*|injur\w*"
    r"|target\w*|landed|crashed into|torn|tore|clash\w*|fight\w*|fought|battle\w*|violence|used against|assault\w*"
    r"|casualt\w*|blaze|flames|burn\w*|wreck\w*|demolish\w*|crater|ruins|rubble|hole|razed|stricken|survivors?"
    r"|mourn\w*"
    r"|blew|blown|massacre\w*|perish\w*|brought down|downed)\b"
)
_LONGEST = 366  # days of a stretch of time that is set against another
#: What opens the text of an agency: a town in capitals, perhaps a day, and a dash.
DATELINE = re.compile(r"\s*[A-Z][A-Z'’ .-]{2,30}(?:, [^-–—:]{1,40})?(?: \([^)]{1,40}\))? ?[-–—:] ")


@dataclass(frozen=True, slots=True)
class Story:
    """What a document is: its states, its day, its towns, whether it is `brief` and whether it tells of `force`."""

    codes: tuple[str, ...]
    published: str | None
    brief: bool
    force: bool
    towns: frozenset[str]
    off: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its actors, times and speaker; `folded` is its text as matchers read it, `words` the words of
    that. `body` is where it begins behind a dateline."""

    sentence: Sentence
    folded: str
    words: frozenset[str]
    spans: Sequence[ActorSpan]
    times: Sequence[TimeExpression]
    speaker: str | None
    story: Story
    body: int

    @property
    def place(self) -> tuple[str | None, int, int, str]:
        """The last fields of a claim: who says it, and where."""
        return self.speaker, self.sentence.start, self.sentence.end, self.sentence.text

    @property
    def years(self) -> set[str]:
        """The years of its times, as `~in:1949`."""
        told = [time.interval for time in self.times if stretch_of(time)]
        return {f"~in:{day[:4]}" for interval in told for day in interval or () if day}

    @property
    def people(self) -> set[str]:
        """The people that it names, by the last word of their names, as `~by:khar`."""
        names = {actor.name for span in self.spans for actor in span.actors if is_person(actor.name)}
        return {f"~by:{name.split()[-1].casefold()}" for name in names}

    def claim(self, fact: str, key: str, value: str, words: frozenset[str]) -> Claim:
        """A claim of this sentence without numbers."""
        return Claim(fact, key, value, None, None, words, *self.place)


def stretch_of(time: TimeExpression) -> tuple[float, float] | None:
    """First and last day, as ordinals of the calendar, of a time of at most a year."""
    if time.type not in {"DATE", "TIME"} or not time.interval or None in time.interval:
        return None
    low, high = (date.fromisoformat(day or "").toordinal() for day in time.interval)
    return (float(low), float(high)) if high - low <= _LONGEST else None


class Deed(NamedTuple):
    """The words of an act in a folded sentence."""

    act: str
    start: int
    end: int

    def gap(self, at: int) -> int:
        """How many characters lie between it and a place."""
        return min(abs(self.start - at), abs(self.end - at))


@cache
def _finder(*, short: bool) -> Finder:
    return finder(tuple(act_words(short=short)))


def deeds_of(line: Line, fact: str = "") -> list[Deed]:
    """The acts of a sentence; of which a fact is asked, where one is given."""
    short = line.story.brief
    table = act_words(short=short)
    found = (Deed(table[m[0]], m.start(), m.end()) for m in _finder(short=short).all(line.folded, line.words))
    return [deed for deed in found if not fact or fact in acts()[deed.act].asks]


def scene_of(act: str) -> str:
    """The scene of an act: acts of one scene may be one in two wordings."""
    known = acts().get(act)
    return known.scene if known else act


@cache
def off_pattern() -> re.Pattern[str]:
    """Words for what was put off, called off or, in a short report, did not go as planned."""
    return any_of((*fates().postponed, *fates().cancelled, *causes().off, *causes().short.off))


@cache
def fate_pattern() -> re.Pattern[str]:
    """Words for what was put off or called off."""
    return any_of((*fates().postponed, *fates().cancelled))
