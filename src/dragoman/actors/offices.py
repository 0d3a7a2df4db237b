"""Who held what on that day: the tenures of people of one name in, one actor with its reason out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dragoman.actors.gazetteer import Entry
from dragoman.codebook.actor_tables import Tenure, actor_tables
from dragoman.records import Actor

__all__ = ["choose_person", "person_actor", "state_name"]

# Who has left one of these is of the elite (ELI); a rebel stays one.
_LEFT_BEHIND = frozenset(["GOV", "MIL", "LEG", "JUD", "SPY", "UNO", "IGO", "EUR"])


@cache
def _names() -> dict[str, str]:
    return {state.code: state.name for state in actor_tables().states}


def state_name(code: str) -> str:
    """The common name of a state; the code itself for what is no state."""
    return _names().get(code, code)


def person_actor(entry: Entry, words: str, on: str | None) -> Actor:
    """The actor that a person is on the day `on` (ISO 8601, any precision; None is an unknown day)."""
    tenure, place = _tenure(entry.tenures, on)
    who = f"'{words}'" if words == entry.name else f"'{words}' is {entry.name}"
    office = f"{tenure.office} of {state_name(tenure.code)}"
    if on is None:
        return Actor(tenure.code, tenure.sectors, entry.name, f"{who}, {office} (day unknown)")
    if place == 0:
        return Actor(tenure.code, tenure.sectors, entry.name, f"{who}, {office} on {on}")
    if place < 0:
        return Actor(tenure.code, (), entry.name, f"{who}, only later {office}; {on} is earlier")
    sectors = ("ELI",) if tenure.sectors[:1] and tenure.sectors[0] in _LEFT_BEHIND else tenure.sectors
    return Actor(tenure.code, sectors, entry.name, f"{who}, former {office} on {on}")


def _tenure(tenures: Sequence[Tenure], on: str | None) -> tuple[Tenure, int]:
    """The tenure that counts on a day, and whether the day lies before (-1), in (0) or after (1) it."""
    if on is None:
        return tenures[-1], 0
    places = [tenure.period.place(on) for tenure in tenures]
    for wanted in (0, 1):
        for tenure, place in zip(reversed(tenures), reversed(places), strict=True):
            if place == wanted:
                return tenure, place
    return tenures[0], -1


def choose_person(entries: Sequence[Entry], on: str | None) -> Entry | None:
    """The one person whom a name shared by several means on a day: who is in office, else the last who was.

    None when they act for different states and the day does not decide.
    """
    people = [entry for entry in entries if entry.tenures]
    if len(people) == 1:
        return people[0]
    if on is not None:
        ranked = [(entry, *_tenure(entry.tenures, on)) for entry in people]
        for wanted in (0, 1):
            fitting = [(tenure.period.start or "", entry) for entry, tenure, place in ranked if place == wanted]
            if fitting:
                return max(fitting, key=lambda pair: pair[0])[1]
    if len({entry.code for entry in people}) == 1:
        return max(people, key=lambda entry: entry.tenures[-1].period.start or "")
    return None
