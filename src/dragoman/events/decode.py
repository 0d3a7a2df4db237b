"""Findings to mentions: dates, history, confidence and ids are settled here, one row an act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dragoman.actors.places import act_place
from dragoman.codebook import polity_of_day
from dragoman.dates import event_date
from dragoman.events.judge import Finding
from dragoman.ids import mention_id
from dragoman.language.quantities import find_quantities
from dragoman.records import Actor, Document, Mention, Quantity, Sentence, Status, TimeExpression

__all__ = ["make_mentions"]

#: States that ended: an act of one of them is history in any document of a later year.
_ENDED = {"SUN": 1991, "DDR": 1990, "YUG": 1992, "CSK": 1992}
_FELL = ("killed", "injured")  # how what a toll counts ends: "soldiers killed"


def make_mentions(
    document: Document,
    sentence: Sentence,
    acts: Sequence[Finding],
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
    quantities = find_quantities(sentence.text, sentence.start) if acts else ()
    acts = _dated_apart(acts, here, sentence.text)
    return [
        _mention(document, sentence, act, here, _counted(quantities, act, acts, sentence.start), written, coder, seen)
        for act in acts
    ]


def _dated_apart(acts: Sequence[Finding], times: Sequence[TimeExpression], text: str) -> list[Finding]:
    """The acts without those told again: one more of the same kind and parties has days that meet none of the others.

    "The raid of May, and the attack in November" are two, "the attack ... this assault" are one.
    """
    kept: list[Finding] = []
    for act in sorted(acts, key=lambda a: a.again):
        first, last = event_date(times, *act.anchor, text)[:2]
        others = [
            event_date(times, *one.anchor, text)[:2]
            for one in kept
            if one.verdict.type == act.verdict.type and one.sides.codes == act.sides.codes
        ]
        if not act.again or (first and last and all(a and b and (b < first or last < a) for a, b in others)):
            kept.append(act)
    return sorted(kept, key=lambda a: a.anchor)


def _counted(quantities: Sequence[Quantity], act: Finding, acts: Sequence[Finding], at: int) -> tuple[Quantity, ...]:
    """The quantities of a sentence that are an act's: its dead and wounded are those of the nearest act of force."""
    force = [one.anchor for one in acts if one.verdict.type == "ASSAULT"]

    def its_own(quantity: Quantity) -> bool:
        if not force or not (quantity.of or "").endswith(_FELL):
            return True
        start = quantity.start - at
        return act.anchor == min(
            force, key=lambda anchor: (min(abs(anchor[0] - start), abs(anchor[1] - start)), anchor)
        )

    return tuple(filter(its_own, quantities))


def _mention(
    document: Document,
    sentence: Sentence,
    act: Finding,
    times: Sequence[TimeExpression],
    quantities: tuple[Quantity, ...],
    written: str | None,
    coder: str,
    seen: Counter[str],
) -> Mention:
    first, last, precision, why = event_date(times, *act.anchor, sentence.text)
    if (first is None) != (last is None) and act.verdict.status is not Status.ONGOING:
        first, last, precision, why = None, None, None, "only an open span of time stands near: the day is not told"
    actors, recipients = _codes(act.sides.actors, last), _codes(act.sides.recipients, last)
    place, where = act_place(
        document.text, sentence.start + act.anchor[0], sentence.start + act.anchor[1], (*actors, *recipients)
    )
    historical = act.verdict.status not in {Status.ONGOING, Status.PLANNED} and (
        (act.historical and last is None) or _is_history(last, written, {*actors, *recipients})
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
        actor_names=_names(act.sides.actors),
        recipient_names=_names(act.sides.recipients),
        reciprocal=act.sides.reciprocal,
        domestic=set(actors) | set(recipients) <= {actors[0]},
        type=act.verdict.type,
        mode=act.verdict.mode,
        about=act.verdict.about,
        contexts=act.contexts,
        status=act.verdict.status,
        historical=historical,
        date_start=first,
        date_end=last,
        date_precision=precision,
        place=place,
        quantities=quantities,
        speaker=None,
        intensity=act.verdict.intensity,
        confidence=act.confidence,
        reasons=(*act.reasons, *(a.reason for a in (*act.sides.actors, *act.sides.recipients)), why, where),
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
