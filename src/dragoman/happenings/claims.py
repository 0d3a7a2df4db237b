"""Facts on which accounts may differ: a reading in, what its sentences claim of each fact out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.events.company import company
from dragoman.happenings.counts import number_claims
from dragoman.happenings.deeds import deed_claims
from dragoman.happenings.lines import DATELINE, STRIKING, Line, Story, off_pattern
from dragoman.happenings.phrases import words_of
from dragoman.happenings.reasons import fate_claims, reason_claims
from dragoman.happenings.scenes import plain_name, sites_of
from dragoman.happenings.voices import voices
from dragoman.language.tokens import fold
from dragoman.records import Claim, PassageKind, Reading, Sentence

__all__ = ["assigned", "claims_of"]

_READ = frozenset({PassageKind.HEADLINE, PassageKind.BODY, PassageKind.CAPTION})
_LONGEST = 1500
_OF = {"toll": "force", "means": "force", "sum": "work", "number": "work"}
_HUNG = frozenset({"toll", "means", "sum", "number", "reason", "fate"})
_ASSERTED = 10  # sentences from the first in which an act told as done may be denied by others
_MOST = 120  # claims of one document
_BRIEF = 14  # sentences of a document that tells one story


def claims_of(reading: Reading) -> list[Claim]:
    """The claims of a document in the order of its sentences; the first 120 of them."""
    read = [s for s in reading.sentences if s.kind in _READ and len(s.text) <= _LONGEST]
    speakers = voices(read)
    story = _story(reading, read)
    starts, times = [s.start for s in reading.spans], [t.start for t in reading.times]
    found: list[Claim] = []
    for number, sentence in enumerate(read):
        spans = reading.spans[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        dates = reading.times[bisect_left(times, sentence.start) : bisect_left(times, sentence.end)]
        folded = fold(sentence.text)
        opening = DATELINE.match(sentence.text)
        body = opening.end() if opening else 0
        line = Line(sentence, folded, words_of(folded), spans, dates, speakers[sentence.start], story, body)
        told = _told(line, read[number - 1] if number else None, read[number + 1] if number + 1 < len(read) else None)
        found += [c for c in told if number < _ASSERTED or c.words != frozenset({"asserted"})]
        if len(found) >= _MOST:
            break
    return [replace(claim, brief=story.brief) for claim in found[:_MOST]]


def _story(reading: Reading, read: Sequence[Sentence]) -> Story:
    published = reading.document.published.value if reading.document.published else None
    day = published if published is not None and len(published) == len("2012-10-05") else None
    codes = company(reading).states()
    brief = len(read) <= _BRIEF
    folded = [fold(s.text) for s in read] if brief else []
    spans = [(s.start, s.end) for s in reading.spans] if brief else []
    places = (
        plain_name(name)
        for s in (read if brief else ())
        for name, _, _ in sites_of(s.text, codes, [(a - s.start, b - s.start) for a, b in spans])
    )
    return Story(
        codes, day, brief,
        force=any(STRIKING.search(text) for text in folded),
        towns=frozenset(places),
        off=any(off_pattern().search(text) for text in folded),
    )  # fmt: skip


def _told(line: Line, before: Sentence | None, after: Sentence | None) -> Iterator[Claim]:
    """The claims of one sentence beside its neighbours of the same passage."""
    near = [
        other.text if other is not None and other.passage == line.sentence.passage else None
        for other in (before, after)
    ]
    yield from number_claims(line)
    yield from deed_claims(line)
    yield from reason_claims(line, near[0], near[1])
    yield from fate_claims(line)


def assigned(claims: Sequence[Claim], anchors: Sequence[tuple[str, int, str]]) -> dict[str, tuple[Claim, ...]]:
    """Which claim belongs to which report or step of a document.

    `anchors` are their ids, the starts of their sentences, and what they tell of: force, talk (visits and meetings) or
    work. A claim goes to those of its own sentence, else to the nearest before it, else to the next; tolls and means to
    those that tell of force, sums and counts to those that tell of work, where there are any. Days, places, doers and
    denials go to none: they are the document's.
    """
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        fitting = [a for a in anchors if a[2] == _OF.get(claim.fact)] or list(anchors)
        if not fitting or claim.fact not in _HUNG:
            continue
        last = claim.start - ("~beside" in claim.words)  # a reason for what the sentence before tells
        place = max((a[1] for a in fitting if a[1] <= last), default=min(a[1] for a in fitting))
        for name, start, _ in fitting:
            if start == place:
                found.setdefault(name, []).append(claim)
    return {name: tuple(own) for name, own in found.items()}
