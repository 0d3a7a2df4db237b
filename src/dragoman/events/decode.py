"""Drafts to mentions: dates, history, confidence and ids are settled here, one row an act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dragoman.codebook import polity_of_day
from dragoman.dates import event_date
from dragoman.events.drafts import Draft
from dragoman.ids import mention_id
from dragoman.records import Actor, Document, Mention, Sentence, Status, TimeExpression

__all__ = ["CONFIDENCE", "make_mentions"]

#: Share of rows right by the grade of their evidence: see docs/coder.md for how it was measured.
CONFIDENCE = (0.7, 0.45)
#: States that ended: an act of one of them is history in any document of a later year.
_ENDED = {"SUN": 1991, "DDR": 1990, "YUG": 1992, "CSK": 1992}


def make_mentions(
    document: Document,
    sentence: Sentence,
    drafts: Sequence[Draft],
    times: Sequence[TimeExpression],
    written: str | None,
    coder: str,
    seen: Counter[str],
) -> list[Mention]:
    """The rows of one sentence.

    `written` is the day of the document as far as known, against which acts are history; `seen` counts rows with
    equal span and parties, so that their ids differ.
    """
    here = [replace(t, start=t.start - sentence.start, end=t.end - sentence.start) for t in times]
    return [_mention(document, sentence, draft, here, written, coder, seen) for draft in drafts]


def _mention(
    document: Document,
    sentence: Sentence,
    draft: Draft,
    times: Sequence[TimeExpression],
    written: str | None,
    coder: str,
    seen: Counter[str],
) -> Mention:
    first, last, precision, why = event_date(times, *draft.anchor, sentence.text)
    if (first is None) != (last is None) and draft.verdict.status is not Status.ONGOING:
        first, last, precision, why = None, None, None, "only an open span of time stands near: the day is not told"
    actors, recipients = _codes(draft.sides.actors, last), _codes(draft.sides.recipients, last)
    historical = draft.verdict.status not in {Status.ONGOING, Status.PLANNED} and _is_history(
        last, written, {*actors, *recipients}
    )
    key = mention_id(document.id, sentence.start, sentence.end, actors, recipients, 0)
    counter = seen[key]
    seen[key] += 1
    return Mention(
        id=mention_id(document.id, sentence.start, sentence.end, actors, recipients, counter),
        document=document.name,
        start=sentence.start,
        end=sentence.end,
        sentence=sentence.text,
        passage=sentence.kind,
        actors=actors,
        recipients=recipients,
        actor_names=_names(draft.sides.actors),
        recipient_names=_names(draft.sides.recipients),
        reciprocal=draft.sides.reciprocal,
        domestic=set(actors) | set(recipients) <= {actors[0]},
        type=draft.verdict.type,
        mode=draft.verdict.mode,
        about=draft.verdict.about,
        contexts=draft.contexts,
        status=draft.verdict.status,
        historical=historical,
        date_start=first,
        date_end=last,
        date_precision=precision,
        place=None,
        quantities=(),
        speaker=None,
        intensity=draft.verdict.intensity,
        confidence=CONFIDENCE[draft.grade],
        reasons=(*draft.reasons, *(a.reason for a in (*draft.sides.actors, *draft.sides.recipients)), why),
        coder=coder,
    )


def _codes(actors: Sequence[Actor], day: str | None) -> tuple[str, ...]:
    """Codes of the polities of the day; the Soviet Union where its capital was named in 1971."""
    return tuple(dict.fromkeys(polity_of_day(actor.code, day) for actor in actors))


def _names(actors: Sequence[Actor]) -> tuple[str, ...]:
    return tuple(actor.name for actor in actors)


def _is_history(last: str | None, written: str | None, codes: set[str]) -> bool:
    """Whether the act ended more than a year before the document's date, by its own date or by a state that ended."""
    if written is None:
        return False
    year = int(written[:4])
    if any(year > ended + 1 for code, ended in _ENDED.items() if code in codes):
        return True
    if last is None:
        return False
    day = date.fromisoformat((written + "-01-01")[:10] if len(written) == 4 else (written + "-01")[:10])
    return (day - date.fromisoformat(last)).days > 366
