"""A document as it stands after rulings: a reading and what humans decided on its rows in, what counts of it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.codebook import event_types
from dragoman.codebook.lineage import lineage
from dragoman.errors import FilterError
from dragoman.events.steps import STATE_OF
from dragoman.events.verdict import intensity_of
from dragoman.ledger.answers import Ruling
from dragoman.ledger.filters import check_word, first_day, last_day
from dragoman.records import Mention, Reading, Status, Step

__all__ = ["FIELDS", "ROW_VERDICTS", "Standing", "checked_fields", "standing"]

#: Verdicts on one row, and what a row is called on which they stand.
ROW_VERDICTS = {"accept": "accepted", "reject": "rejected", "recode": "recoded"}
#: What a ruling may set.
FIELDS = ("type", "mode", "about", "status", "actors", "recipients", "date")
_PRECISIONS = {len("2012"): "year", len("2012-10"): "month", len("2012-10-05"): "day"}

Fields = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Standing:
    """What rulings make of a reading: `reading` has what counts, `ruled` are the rows on which a ruling stands.

    `out` are the ids of steps that a ruling takes out.
    """

    reading: Reading
    ruled: tuple[Mention, ...]
    out: tuple[str, ...]


def standing(reading: Reading, rulings: Sequence[tuple[Ruling, Mention | None]]) -> Standing:
    """A reading as it stands; of each ruling on a row the row as it was seen then, None for a step.

    An accepted or recoded row stays, as it was ruled, where a later coder does not find it any more.
    """
    spans = {(s.start, s.end) for s in reading.sentences}
    ruled = {r.one: _ruled(r, row) for r, row in rulings if row is not None and (row.start, row.end) in spans}
    there = {m.id for m in reading.mentions}
    kept = [ruled.get(m.id, m) for m in reading.mentions]
    kept += [m for key, m in sorted(ruled.items()) if key not in there and m.ruling != "rejected"]
    on_steps = {r.one: r for r, row in rulings if row is None}
    steps = [_step(s, on_steps.get(s.id), ruled.get(s.mention or "")) for s in reading.steps]
    out = tuple(s.id for s, now in zip(reading.steps, steps, strict=True) if now is None)
    counted = tuple(m for m in kept if m.ruling != "rejected")
    known = {m.id for m in kept}
    return Standing(
        replace(reading, mentions=counted, steps=tuple(s for s in steps if s is not None)),
        tuple(m for key, m in sorted(ruled.items()) if key in known),
        out,
    )


def _ruled(ruling: Ruling, row: Mention) -> Mention:
    """The row as it was seen, with what the ruling sets."""
    why = f": {ruling.note}" if ruling.note else ""
    made, who = ROW_VERDICTS[ruling.verdict], ruling.who or "a reader"
    told = f"{made} by {who} on {ruling.at[:10]} (ruling {ruling.number}){why}"
    return replace(
        _recoded(row, ruling.fields),
        ruling=made,
        confidence=row.confidence if ruling.verdict == "reject" else 1.0,
        reasons=(*row.reasons, told),
    )


def _recoded(row: Mention, fields: Fields) -> Mention:
    type_, status = str(fields.get("type", row.type)), Status(str(fields.get("status", row.status)))
    mode = fields.get("mode", row.mode if type_ == row.type else None)
    about = fields.get("about", row.about)
    page = event_types().get(type_)
    scored = page is not None and bool({"type", "mode", "status"} & fields.keys())
    names = dict(zip((*row.actors, *row.recipients), (*row.actor_names, *row.recipient_names), strict=False))
    actors, recipients = (
        tuple(map(str, found)) if isinstance(found := fields.get(side, old), Sequence) else old
        for side, old in (("actors", row.actors), ("recipients", row.recipients))
    )
    sides = {lineage(code) for code in (*actors, *recipients)}
    changed = replace(
        row,
        type=type_,
        mode=None if mode is None else str(mode),
        about=None if about is None else str(about),
        status=status,
        actors=actors,
        recipients=recipients,
        actor_names=tuple(names.get(code, code) for code in actors),
        recipient_names=tuple(names.get(code, code) for code in recipients),
        reciprocal=not recipients and len(actors) > 1,
        domestic=len(sides) == 1,
        intensity=intensity_of(page, None if mode is None else str(mode), status) if page and scored else row.intensity,
    )
    return _dated(changed, fields["date"]) if "date" in fields else changed


def _dated(row: Mention, date: object) -> Mention:
    if date is None:
        return replace(row, date_start=None, date_end=None, date_precision=None)
    day = str(date)
    return replace(row, date_start=first_day(day), date_end=last_day(day), date_precision=_PRECISIONS[len(day)])


def _step(step: Step, ruling: Ruling | None, row: Mention | None) -> Step | None:
    """A step as it stands: by the ruling on itself, else by that on the row that tells it."""
    if ruling is not None:
        if ruling.verdict == "reject":
            return None
        status = ruling.fields.get("status")
        return replace(step, state=STATE_OF[Status(str(status))] if status else step.state, confidence=1.0)
    if row is None or row.ruling == "accepted":
        return step
    if row.ruling == "rejected":
        return None
    parties = (*row.actors, *row.recipients)
    sides = step.sides if set(parties) <= set(step.parties) else frozenset(map(lineage, parties))
    by, to = ((), ()) if row.reciprocal else (row.actors, row.recipients)
    state = STATE_OF.get(row.status, step.state)
    return replace(
        step, state=state, by=by, to=to, parties=step.parties if sides == step.sides else parties, sides=sides
    )


def checked_fields(fields: Fields) -> dict[str, object]:
    """The fields of a recoding, every word checked; raises FilterError with the nearest that can be meant."""
    if not fields:
        raise FilterError("a recoding sets something: type, about, status, parties or date")
    for name in fields:
        check_word("field", name, FIELDS)
    for name in ("type", "about"):
        value = fields.get(name)
        if value is not None:
            _check_act(str(value), str(fields["mode"]) if name == "type" and fields.get("mode") else None)
    if fields.get("status") is not None:
        check_word("status", str(fields["status"]), list(Status))
    if fields.get("date") is not None:
        first_day(str(fields["date"]))
    if "actors" in fields and not fields["actors"]:
        raise FilterError("a row has at least one actor; reject the row if nobody acts")
    return dict(fields)


def _check_act(act: str, mode: str | None) -> None:
    type_, _, of = act.partition("/")
    check_word("type", type_, event_types())
    told = mode or of
    if told:
        check_word(f"mode of {type_}", told, event_types()[type_].modes)
