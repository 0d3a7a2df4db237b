"""A document as one account: its reading, rows and claims in, one record that meets those of other papers out.

An account stands beside one row of its document and joins the event of that row, or of the row that another account of
the same story stands beside. So claims are compared where the coder made no row of a sentence, too.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from dragoman.actors.places import find_places
from dragoman.codebook.claim_tables import renamed
from dragoman.codebook.lineage import lineage
from dragoman.events.company import company
from dragoman.events.stems import stems
from dragoman.happenings.claims import claims_of
from dragoman.happenings.clusters import APART
from dragoman.happenings.likeness import likeness
from dragoman.happenings.reports import Report, keys_of, report_of, reports_of
from dragoman.happenings.scenes import is_town, whole_days
from dragoman.ids import orphan_id
from dragoman.records import Claim, Mention, PassageKind, Reading, Status

__all__ = ["event_keys", "event_likeness", "is_account", "joined", "reports_and_account"]

_READ = frozenset({PassageKind.HEADLINE, PassageKind.BODY, PassageKind.CAPTION})
_FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_NAMING = frozenset({"state", "demonym", "capital", "dyad"})
_SPAN = 8  # days that share a key; those of its neighbours are looked through too
_WORDS = 60  # words by which a document is compared, the rarest
_SOUGHT = 40  # of them by which it is sought
_STATES = 4
_APART = -4.0  # log odds of two documents of which nothing is known
_STATE = len("PAK")
_RARE = 0.55
_TOWN, _DAY = 0.9, 1.0  # weight of a town and of a day that two accounts share
_BESIDE = 5.0
_WEEK, _LATE = 7, 21  # days between papers that tell one story, and those that hardly do


def reports_and_account(reading: Reading) -> Iterator[Report]:
    """The reports of a document, then its account, where it claims anything that others may dispute.

    The account of a short report has all its claims; that of a longer text those of sentences without a row.
    """
    claims = claims_of(reading)
    brief = any(claim.brief for claim in claims)
    rows = list(reports_of(reading, () if brief else claims))
    yield from rows
    own = {claim for row in rows for claim in row.claims if claim.start == row.start}
    account = _account_of(reading, rows, [claim for claim in claims if claim not in own])
    if account is not None:
        yield account


def event_keys(report: Report) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of a row or of an account."""
    return _account_keys(report) if report.orphan else keys_of(report)


def event_likeness(one: Report, other: Report) -> float:
    """The likeness of two rows, of two accounts, or of an account and a row."""
    return _account_likeness(one, other) if one.orphan or other.orphan else likeness(one, other)


def is_account(name: str) -> bool:
    """Whether the id is that of an account."""
    return name.startswith("z")


def joined(
    groups: Sequence[list[str]], stories: Sequence[list[str]], beside: Iterable[tuple[str, str]]
) -> list[list[str]]:
    """Each group of accounts that tell one story, put behind the rows of the event beside which most of them stand.

    `beside` are pairs of an account and a row. Accounts that stand beside no row stay a group of their own.
    """
    home = {name: number for number, group in enumerate(groups) for name in group}
    homes: dict[str, list[int]] = defaultdict(list)
    for pair in beside:
        row, account = sorted(pair, key=is_account)
        if row in home:
            homes[account].append(home[row])
    found = [list(group) for group in groups]
    for story in stories:
        votes = Counter(number for name in story for number in homes[name])
        if votes:
            best = min(votes, key=lambda number: (-votes[number], found[number][0]))
            found[best] += story
        else:
            found.append(list(story))
    return found


def _account_of(reading: Reading, rows: Sequence[Report], claims: Sequence[Claim]) -> Report | None:
    """The account of a document; None where it claims nothing that another could dispute.

    `about` is the id of the row it stands beside, `parties` the states that the document names most, `words` its
    rarest.
    """
    if not any(claim.brief or claim.words != {"asserted"} for claim in claims):
        return None
    beside = _beside(rows, claims)
    base = beside or report_of(_bare(reading, claims[0]), reading.document)
    words = _words(reading)
    parties = frozenset(_most_named(reading))
    return replace(
        base,
        id=orphan_id(reading.document.id, 0),
        about=beside.id if beside else None,
        parties=parties,
        words=words,
        mass=math.fsum(weight * weight for weight in words.values()),
        persons=frozenset(),
        quantities=(),
        sentence="",
        cue=None,
        claims=tuple(claims),
    )


def _beside(rows: Sequence[Report], claims: Sequence[Claim]) -> Report | None:
    """The row beside which most claims stand: of force where harm was done, in whose sentence they are, the first."""
    force = any(claim.fact == "toll" for claim in claims)
    here = Counter(claim.start for claim in claims if claim.words != {"asserted"})

    def fit(row: Report) -> tuple[bool, bool, int, int, str]:
        return not (force and row.type in _FORCE), row.historical, -here[row.start], row.start, row.id

    return min(rows, key=fit, default=None)


def _bare(reading: Reading, claim: Claim) -> Mention:
    """A row for a document that has none."""
    codes = company(reading).states()
    return Mention(
        id="", document=reading.document.name, start=claim.start, end=claim.end, sentence="",
        passage=PassageKind.BODY, actors=codes, recipients=(), actor_names=(), recipient_names=(), reciprocal=True,
        domestic=False, type="CONSULT", mode=None, about=None, contexts=(), status=Status.OCCURRED, historical=False,
        date_start=None, date_end=None, date_precision=None, place=None, quantities=(), speaker=None, intensity=0.0,
        confidence=0.0, reasons=(), coder="",
    )  # fmt: skip


def _most_named(reading: Reading) -> list[str]:
    named: Counter[str] = Counter()
    for code, count in company(reading).alone.items():
        if len(code) == _STATE:
            named[lineage(code)] += count
    return sorted(named, key=lambda code: (-named[code], code))[:_STATES]


def _words(reading: Reading) -> dict[str, float]:
    """The rarest stems of a document, names of its actors left out, with its towns (`at:`) and days (`on:`)."""
    known = [(span.start, span.end) for span in reading.spans if span.kind in _NAMING]
    found: dict[str, float] = {}
    for sentence in reading.sentences:
        if sentence.kind in _READ:
            here = [
                (a - sentence.start, b - sentence.start) for a, b in known if sentence.start <= a and b <= sentence.end
            ]
            found |= stems(sentence.text, here)
    kept = sorted(found, key=lambda word: (-found[word], word))[:_WORDS]
    return (
        {word: found[word] for word in kept}
        | dict.fromkeys(_towns(reading), _TOWN)
        | dict.fromkeys(_days(reading), _DAY)
    )


def _towns(reading: Reading) -> set[str]:
    """Towns where something happens, and capitals that stand for their states; none of datelines."""
    read = [s for s in reading.sentences if s.kind in _READ]
    codes = company(reading).states()
    found = {p.place.name for s in read for p in find_places(s.text, codes) if is_town(p.place.name)}
    text = reading.document.text
    found |= {text[s.start : s.end] for s in reading.spans if s.kind == "capital"}
    return {f"at:{renamed().get(name.casefold(), name.casefold())}" for name in found if not name.isupper()}


def _days(reading: Reading) -> set[str]:
    """The last days of times of at most two days."""
    days = (whole_days(time) for time in reading.times)
    return {f"on:{int(last)}" for _, last in filter(None, days)}


def _account_keys(account: Report) -> tuple[frozenset[str], frozenset[str]]:
    """Marks under which an account can be found, and those under which it looks for others and for its row.

    They are a state with a rare word and the days of publication; undated accounts are sought by all, and seek all.
    """
    rare = sorted(account.words, key=lambda w: (-account.words[w], w))
    words = [*[w for w in rare if ":" not in w][:_SOUGHT], *[w for w in rare if ":" in w]]
    marks = [f"a:{code}|{word}|" for code in sorted(account.parties) or [""] for word in words]
    day = _day(account.published)
    span = None if day is None else day // _SPAN
    bears = ("any", "undated" if span is None else str(span))
    seeks = ("any",) if span is None else ("undated", *(str(near) for near in (span - 1, span, span + 1)))
    borne, sought = (frozenset(mark + time for mark in marks for time in times) for times in (bears, seeks))
    return borne, sought | ({f"r:{account.about}"} if account.about else frozenset())


def _account_likeness(one: Report, other: Report) -> float:
    """Log odds, set by hand, that two accounts tell one story; a row is beside its account or it is not."""
    if not (one.orphan and other.orphan):
        row, account = (other, one) if one.orphan else (one, other)
        return _BESIDE if account.about == row.id else APART
    if one.parties and other.parties and not one.parties & other.parties:
        return APART
    gap = _gap(one, other)
    shared = len(one.parties & other.parties)
    alike = shared / max(1, len(one.parties | other.parties))
    score = _APART + 1.2 * min(2, shared) + 1.5 * alike + 0.7 * min(6.0, _overlap(one.words, other.words))
    return score + (0.6 if gap is None else 1.4 if gap <= 2 else 0.5 if gap <= _WEEK else 0.0 if gap <= _LATE else -1.0)


@lru_cache(maxsize=1 << 12)
def _day(value: str | None) -> int | None:
    return date.fromisoformat(value).toordinal() if value is not None and len(value) == len("2012-10-05") else None


def _gap(one: Report, other: Report) -> int | None:
    first, second = _day(one.published), _day(other.published)
    return None if first is None or second is None else abs(first - second)


def _overlap(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How many rare words, towns and days both have, by weight."""
    shared = one.keys() & other.keys()
    return math.fsum(one[word] for word in shared if one[word] > _RARE)  # exact, so that the order of a set has no say
