"""What several rows tell together in, the sections of a brief on it in Markdown out: every claim keeps its id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.exchange.markdown import inert
from dragoman.exchange.phrases import joined, party_names, told_event
from dragoman.exchange.when import UNDATED, long_date
from dragoman.ledger import Filter, Ledger
from dragoman.records import (
    UNDERTAKING_STATES,
    Account,
    Disagreement,
    Event,
    Mention,
    Status,
    Undertaking,
    UndertakingStep,
)

__all__ = ["Happenings", "gather_happenings", "happening_lines"]

Rows = Mapping[str, tuple[int, Mention]]  # the rows of the brief by id, each with its number

_DIRECTED = frozenset({"visit", "arms", "aid", "membership"})
_HEADINGS = {"unknown": "Unknown: reports without a date contradict each other, or hardly tell it"}
_FACTS = {
    "toll": "The toll",
    "sum": "The sum",
    "number": "How many",
    "date": "When",
    "place": "Where",
    "means": "By what means",
    "who": "Who did it",
    "whether": "Whether it took place",
    "reason": "Why",
    "fate": "What became of it",
}


@dataclass(frozen=True, slots=True)
class Happenings:
    """What happened between two, what was undertaken, and where accounts of either differ."""

    events: tuple[Event, ...] = ()
    undertakings: tuple[Undertaking, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()


def gather_happenings(ledger: Ledger, asked: Filter, rows: frozenset[str]) -> Happenings:
    """The happenings of a pair: events that one of these rows tells, undertakings that the filter asks for."""
    wide = Filter(pair=asked.pair, strict_polity=asked.strict_polity)
    events = tuple(event for event in ledger.events(wide) if not rows.isdisjoint(event.mentions))
    undertakings = tuple(ledger.undertakings(replace(wide, since=asked.since, until=asked.until)))
    known = {event.id for event in events} | {one.id for one in undertakings}
    differing = tuple(one for one in ledger.disagreements(wide) if one.about in known)
    return Happenings(events, undertakings, differing)


def happening_lines(found: Happenings, rows: Rows, linked: bool = False) -> Iterator[str]:
    """The sections; those with nothing to say are left out. `linked`: the numbers of rows lead to them."""
    yield from _event_lines(found.events, rows, linked)
    yield from _undertaking_lines(found.undertakings)
    yield from _differing_lines(found, rows)


def _event_lines(events: Sequence[Event], rows: Rows, linked: bool) -> Iterator[str]:
    """A line for each event that several rows tell, and one for all others: their rows stand below anyway."""
    if not events:
        return
    several = [event for event in events if len(event.mentions) > 1]
    single = sorted(rows[event.id][0] for event in events if len(event.mentions) == 1)
    yield "## What happened"
    yield ""
    if several:
        yield "An event is told by all rows that report the same act; copies of one text count as one source."
        yield ""
        several.sort(key=lambda event: (event.date_start is None, event.date_start, _numbers(event, rows)))
        yield from (_event_line(event, rows, linked) for event in several)
        yield ""
    if single:
        words = "events are told by one row each: rows" if len(single) > 1 else "event is told by one row:"
        yield f"{len(single)} {'more ' if several else ''}{words} {_listed(single, linked)}."
        yield ""


def _listed(numbers: Sequence[int], linked: bool) -> str:
    return joined([f"[{number}](#row-{number})" if linked else str(number) for number in numbers])


def _event_line(event: Event, rows: Rows, linked: bool) -> str:
    date = long_date(event)
    when = f"**{_begun(date)}.**" if date != UNDATED else "*No date.*"
    status = "" if event.status is Status.OCCURRED else f" **[{event.status}]**"
    numbers = _numbers(event, rows)
    beside = len(event.mentions) - len(numbers)
    told_by = f"{'rows' if len(numbers) > 1 else 'row'} {_listed(numbers, linked)}"
    told_by += f", and {beside} not in this brief" if beside else ""
    sources = f"{event.sources} source{'s' if event.sources > 1 else ''}"
    return f"- {when} {inert(_told(event, rows))}.{status} {sources}; {told_by}; event `{event.id}`"


def _numbers(event: Event, rows: Rows) -> list[int]:
    """The numbers of its rows in the brief."""
    return sorted(rows[name][0] for name in event.mentions if name in rows)


def _told(event: Event, rows: Rows) -> str:
    """An event in words, by those of a row of the brief that tells it."""
    mentions = [rows[name][1] for name in event.mentions if name in rows]
    best = next((m for m in mentions if m.id == event.basis.get("type")), mentions[0])
    return told_event(event, best)


def _undertaking_lines(undertakings: Sequence[Undertaking]) -> Iterator[str]:
    if not undertakings:
        return
    yield "## Undertakings"
    yield ""
    yield "What was promised, planned or signed, by its state after the latest report; silence changes no state."
    yield ""
    for state in UNDERTAKING_STATES:
        here = [one for one in undertakings if one.state == state]
        if here:
            yield f"### {_HEADINGS.get(state, _begun(state))}"
            yield ""
            for one in here:
                yield from _undertaking(one)
            yield ""


def _undertaking(one: Undertaking) -> Iterator[str]:
    """An undertaking with the latest report that tells its state, or with all of them where they contradict it."""
    kind = "" if one.kind == "other" else inert(one.kind)
    head = f"- **{_begun(inert(_named(one)))}** ({', '.join(filter(None, (kind, _sides(one), _due(one))))}"
    telling = [step for step in one.steps if step.state == one.state]
    if not telling:
        yield f"{head}; undertaking `{one.id}`):"
        yield from (f"  - *{step.state}*: {_report(step)}" for step in one.steps)
        return
    reports = f"; {len(one.steps)} reports" if len(one.steps) > 1 else ""
    order = "" if one.ordered or not reports else ", their order not known"
    yield f"{head}): {_report(telling[-1])}{reports}{order}; undertaking `{one.id}`"


def _named(one: Undertaking) -> str:
    """Its name; one made of codes, since no report names it, with the names of the parties."""
    if not one.name.startswith(f"{one.kind} of "):
        return one.name
    return re.sub(r"\b[A-Z]+\b", lambda code: party_names([code[0]]) if code[0] in one.parties else code[0], one.name)


def _sides(one: Undertaking) -> str:
    """`Russia to Pakistan`, and who else; only the parties where it has no direction, or none that is known."""
    if one.kind not in _DIRECTED or not (one.by and one.to):
        return inert(party_names(one.parties))
    others = [code for code in one.parties if code not in {*one.by, *one.to}]
    also = f", with {party_names(others)}" if others else ""
    return inert(f"{party_names(one.by)} to {party_names(one.to)}{also}")


def _due(one: Undertaking) -> str:
    """For what day it is or was planned; of what is done the sentence tells more."""
    return f"due {inert(one.due.replace('/', ' to '))}" if one.due and one.state != "done" else ""


def _differing_lines(found: Happenings, rows: Rows) -> Iterator[str]:
    if not found.disagreements:
        return
    names = {one.id: f"{inert(_named(one))}, undertaking `{one.id}`" for one in found.undertakings}
    names |= {one.id: f"{inert(_told(one, rows))}, event `{one.id}`" for one in found.events}
    yield "## Where accounts differ"
    yield ""
    for one in found.disagreements:
        yield f"- **{_FACTS.get(one.fact, one.fact)}** ({names[one.about]}; disagreement `{one.id}`):"
        yield from (f"  - *{inert(account.value)}*: {_report(account)}" for account in one.accounts)
    yield ""


def _report(one: Account | UndertakingStep) -> str:
    """The sentence, who says so, and where and when it stands."""
    when = one.as_of if isinstance(one, Account) else one.reported
    by = f"{inert(one.asserted_by)}, " if one.asserted_by else ""
    return f"“{inert(one.sentence)}”, {by}{inert(one.document)}, {when or 'publication date unknown'}"


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]
