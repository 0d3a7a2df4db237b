"""What a merge must know of a mention: mentions with their document and names in, compact reports out."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import combinations

from dragoman.actors.names import is_person
from dragoman.codebook import event_types
from dragoman.codebook.lineage import lineage
from dragoman.events.stems import stem, stems
from dragoman.happenings.claims import assigned, claims_of
from dragoman.records import (
    Claim,
    Document,
    Mention,
    PassageKind,
    Place,
    Quantity,
    Reading,
    Status,
)

__all__ = ["Report", "headlines_dated", "keys_of", "ordinal", "report_of", "reports_of", "with_claims"]

_FATES = {
    Status.OCCURRED: "did",
    Status.ONGOING: "did",
    Status.DENIED: "denied",
    Status.PLANNED: "ahead",
    Status.PROPOSED: "ahead",
    Status.HYPOTHETICAL: "ahead",
    Status.POSTPONED: "off",
    Status.CANCELLED: "off",
    Status.REFUSED: "off",
}
_READ = frozenset({PassageKind.HEADLINE, PassageKind.BODY, PassageKind.CAPTION, PassageKind.TEASER, PassageKind.BYLINE})
_FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_MOST_PARTIES = 6
_WINDOW = 21  # days within which an undated act of a news report is sought
_VAGUE = 62  # dates of more days are sought by words and years
_SPAN = 8  # days that share a key; those of its neighbours are looked through too
_FRIENDLY = 2  # quads of cooperation
_YEARS = 12
_RARE = 5
_YEAR, _MONTH = len("2012"), len("2012-10")
_CUE = re.compile(r"['\"](\w[^'\"]*)['\"] is a cue of")


@dataclass(frozen=True, slots=True)
class Report:
    """A mention as the merge sees it: its own fields but for its reasons, and what it is compared by.

    `document` is the id of its document, `outlet` its paper, `published` the day it was published as ISO 8601, `start`
    where its sentence begins. `sides` are the codes of actors and recipients by lineage, `parties` all of them.
    `persons` are the people named for the parties. `words` are the stems of the sentence with their weights, names of
    actors and dates left out, `mass` the sum of their squares; `cue` is the stem of the word that told the act.
    `days` are the first and last day told of what was done or said (of a headline, in its text), `due` those for which
    something is or was planned, `written` those of the publication date, all as ordinals of the calendar. `claims` are
    facts on which accounts may differ.
    """

    id: str
    document: str
    outlet: str | None
    published: str | None
    start: int
    headline: bool
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    sides: tuple[frozenset[str], frozenset[str]]
    parties: frozenset[str]
    type: str
    mode: str | None
    about: str | None
    status: Status
    historical: bool
    date_start: str | None
    date_end: str | None
    date_precision: str | None
    place: Place | None
    quantities: tuple[Quantity, ...]
    intensity: float
    confidence: float
    persons: frozenset[str]
    words: dict[str, float]
    cue: str | None = None
    end: int = 0
    sentence: str = ""
    speaker: str | None = None
    claims: tuple[Claim, ...] = ()

    days: tuple[int, int] | None = None
    due: tuple[int, int] | None = None
    written: tuple[int, int] | None = None
    mass: float = 0.0

    @property
    def friendly(self) -> bool:
        """Whether the act is of cooperation; a type of a user's own by its score."""
        page = event_types().get(self.type)
        return self.intensity >= 0 if page is None else page.quad <= _FRIENDLY

    @property
    def orphan(self) -> bool:
        """Whether it is no row but the account of a document: all that it claims."""
        return self.id.startswith("z")

    @property
    def fate(self) -> str:
        """`did` for an act that took place or words that were spoken, `denied`, `ahead`, `off`."""
        return _FATES[self.status]


def reports_of(reading: Reading, claims: Sequence[Claim] | None = None) -> Iterator[Report]:
    """The reports of a document: its mentions but those of comments and page furniture; `claims` where known."""
    known = [(s.start, s.end) for s in reading.spans] + [(t.start, t.end) for t in reading.times]
    found = [report_of(m, reading.document, known) for m in reading.mentions if m.passage in _READ]
    yield from with_claims(headlines_dated(found), claims_of(reading) if claims is None else claims)


def headlines_dated(reports: Sequence[Report]) -> list[Report]:
    """The reports of one document, a headline without a day by that of the first of its text that tells such an act."""

    def days(headline: Report) -> tuple[int, int] | None:
        least = min(2, len(headline.parties))
        alike = (r for r in reports if (r.type, r.fate) == (headline.type, headline.fate))
        return next((r.days for r in alike if r.days and len(r.parties & headline.parties) >= least), None)

    return [replace(r, days=days(r)) if r.headline and r.days is None else r for r in reports]


def _matter(type_: str) -> str:
    return "force" if type_ in _FORCE else "talk" if type_ == "CONSULT" else "work"


def with_claims(reports: Sequence[Report], claims: Sequence[Claim]) -> list[Report]:
    """The reports of one document with what its sentences claim of each."""
    own = assigned(claims, [(r.id, r.start, _matter(r.type)) for r in reports])
    return [replace(r, claims=own.get(r.id, ())) for r in reports]


def report_of(mention: Mention, document: Document, known: Iterable[tuple[int, int]] = ()) -> Report:
    """One mention; `known` are the spans of its document that name parties or dates: their words are no words here."""
    here = [span for span in known if mention.start <= span[0] and span[1] <= mention.end]
    out = [(start - mention.start, end - mention.start) for start, end in here]
    sides = frozenset(map(lineage, mention.actors)), frozenset(map(lineage, mention.recipients))
    published = document.published.value if document.published else None
    told, words = _told(mention), stems(mention.sentence, out)
    ahead = _FATES[mention.status] in {"ahead", "off"} and (published is None or (mention.date_end or "") > published)
    return Report(
        id=mention.id,
        document=document.id,
        outlet=document.outlet,
        published=published,
        start=mention.start,
        headline=mention.passage is PassageKind.HEADLINE,
        actors=mention.actors,
        recipients=mention.recipients,
        sides=sides,
        parties=sides[0] | sides[1],
        type=mention.type,
        mode=mention.mode,
        about=mention.about,
        status=mention.status,
        historical=mention.historical,
        date_start=mention.date_start,
        date_end=mention.date_end,
        date_precision=mention.date_precision,
        place=mention.place,
        quantities=mention.quantities,
        intensity=mention.intensity,
        confidence=mention.confidence,
        persons=frozenset(n for n in (*mention.actor_names, *mention.recipient_names) if is_person(n)),
        words=words,
        cue=_cue(mention.reasons),
        end=mention.end,
        sentence=mention.sentence,
        speaker=mention.speaker,
        days=None if ahead else told,
        due=told if ahead else None,
        written=_reach(published) if published else None,
        mass=math.fsum(weight * weight for weight in words.values()),
    )


def _told(mention: Mention) -> tuple[int, int] | None:
    """First and last day told, as ordinals of the calendar."""
    if mention.date_start is None or mention.date_end is None:
        return None
    return ordinal(mention.date_start), ordinal(mention.date_end)


def _cue(reasons: Iterable[str]) -> str | None:
    """The stem of the first word of the cue that the coder names in its reasons."""
    found = next(filter(None, map(_CUE.match, reasons)), None)
    return stem(found[1].split()[0].lower()) if found else None


@lru_cache(maxsize=1 << 14)
def ordinal(day: str) -> int:
    """The number of an ISO day in the calendar."""
    return date.fromisoformat(day).toordinal()


@lru_cache(maxsize=1 << 14)
def _reach(value: str) -> tuple[int, int]:
    """First and last day of a date of any precision."""
    if len(value) == _YEAR:
        return ordinal(f"{value}-01-01"), ordinal(f"{value}-12-31")
    if len(value) == _MONTH:
        days = monthrange(int(value[:4]), int(value[5:]))[1]
        return ordinal(f"{value}-01"), ordinal(f"{value}-{days}")
    return ordinal(value), ordinal(value)


def _window(report: Report) -> tuple[int, int] | None:
    """The days in which the act is sought: those told, else those before a report of news."""
    if report.days is not None:
        return report.days
    if report.written is None or report.historical:
        return None
    return report.written[0] - _WINDOW, report.written[1] + 3


def keys_of(report: Report) -> tuple[frozenset[str], frozenset[str]]:
    """Marks under which a report can be found, and those under which it looks for others of one happening.

    They are a pair of parties with a month, with a rare word of the sentence, or, where one of two has no nearer date
    than a year, with the year and the type.
    """
    codes = sorted(report.parties)[:_MOST_PARTIES]
    pairs = [f"{a} {b}" for a, b in combinations(codes, 2)] or [f"{code} {code}" for code in codes]
    friendly = "+" if report.friendly else "-"
    both = [f"w:{word}" for word in sorted(report.words, key=lambda w: (-report.words[w], w))[:_RARE]]
    window = _window(report)
    borne, sought = list(both), list(both)
    if window is not None:
        first, last = window
        if last - first <= _VAGUE:
            borne += [f"d:{span}" for span in range(first // _SPAN, last // _SPAN + 1)]
            sought += [f"d:{span}" for span in range(first // _SPAN - 1, last // _SPAN + 2)]
        years = [f"{report.type}:{year}" for year in range(_year(first), _year(last) + 1)][:_YEARS]
        vague = report.days is not None and last - first > _VAGUE
        borne += [f"y:{year}" for year in years] + ([f"v:{year}" for year in years] if vague else [])
        sought += [f"{'y' if vague else 'v'}:{year}" for year in years]
    named = [f"{friendly}{pair}|" for pair in pairs]
    own = {f"r:{report.id}"}  # for the account that stands beside it
    return frozenset(p + mark for p in named for mark in borne) | own, frozenset(
        p + mark for p in named for mark in sought
    )


def _year(number: int) -> int:
    return date.fromordinal(max(1, number)).year
