"""The two things that are gathered from documents, each with its way: reports into events, steps into undertakings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from dragoman.happenings.accounts import event_keys, event_likeness, is_account, joined, reports_and_account
from dragoman.happenings.clusters import APART, Links, Parts, components, grouped, linked_pairs, neighbours
from dragoman.happenings.continuity import likeness as step_likeness
from dragoman.happenings.continuity import step_keys
from dragoman.happenings.disagreement import event_disagreements, undertaking_disagreements
from dragoman.happenings.merge import make_event
from dragoman.happenings.reports import Report
from dragoman.happenings.undertakings import make_undertaking, steps_with_claims
from dragoman.records import Disagreement, Event, Reading, Step, Undertaking

__all__ = [
    "EVENTS",
    "NO_RULINGS",
    "UNDERTAKINGS",
    "Rulings",
    "Sort",
    "Thing",
    "alike",
    "gathered",
    "links_of",
    "merged",
    "pairs_of",
]


class _Named(Protocol):
    """What a group makes: it has an id."""

    @property
    def id(self) -> str:
        """Its id."""
        ...


class Thing(Protocol):
    """What is gathered: it has an id and stands in a document."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def document(self) -> str:
        """The id of its document."""
        ...


T = TypeVar("T", bound=Thing)
Made = TypeVar("Made", bound=_Named)


@dataclass(frozen=True, slots=True)
class Sort(Generic[T, Made]):
    """How things of a sort are found in a reading, sought, compared, and what a group of them makes."""

    name: str
    type: type[T]
    found: Callable[[Reading], Iterable[T]]
    keys: Callable[[T], tuple[frozenset[str], frozenset[str]]]
    likeness: Callable[[T, T], float]
    make: Callable[[Sequence[T]], Made | None]
    differ: Callable[[str, Sequence[T]], list[Disagreement]]


UNDERTAKINGS: Sort[Step, Undertaking] = Sort(
    "undertaking", Step, steps_with_claims, step_keys, step_likeness, make_undertaking, undertaking_disagreements
)
EVENTS: Sort[Report, Event] = Sort(
    "event", Report, reports_and_account, event_keys, event_likeness, make_event, event_disagreements
)


@dataclass(frozen=True, slots=True)
class Rulings:
    """What humans decided on pairs of ids, smaller first: `same`, whatever their words, or `apart`."""

    same: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()


NO_RULINGS = Rulings()


def links_of(sort: Sort[T, Made], things: Mapping[str, T], pairs: Iterable[tuple[str, str]]) -> Links:
    """Those of the pairs that are likelier one happening than two, with the log of the odds."""
    found = ((pair, sort.likeness(things[pair[0]], things[pair[1]])) for pair in pairs)
    return {pair: value for pair, value in found if value > 0}


def pairs_of(sort: Sort[T, Made], things: Mapping[str, T]) -> set[tuple[str, str]]:
    """All pairs of things that could be one."""
    keys = {name: sort.keys(thing) for name, thing in things.items()}
    return linked_pairs({n: borne for n, (borne, _) in keys.items()}, {n: sought for n, (_, sought) in keys.items()})


def gathered(
    sort: Sort[T, Made],
    things: Mapping[str, T],
    links: Links,
    rulings: Rulings,
    parts: Sequence[Sequence[str]] | None = None,
) -> list[list[T]]:
    """The groups of things that are one happening each: by likeness, then as humans ruled.

    `parts` are those of the things, where `links` are not all that they have.
    """

    def like(one: str, other: str) -> float:
        if rulings.apart and (min(one, other), max(one, other)) in rulings.apart:
            return APART
        return sort.likeness(things[one], things[other])

    if parts is None:
        parts = Parts(neighbours({pair: value for pair, value in links.items() if alike(*pair)})).of(things)
    formed = [group for part in parts for group in grouped(part, like)]
    rows = [group for group in formed if not is_account(group[0])]
    stories = [group for group in formed if is_account(group[0])]
    ruled = [pair for pair in rulings.same if things.keys() >= set(pair)]
    if ruled:
        known = [name for group in rows for name in group]
        rows = components(known, [*((group[0], name) for group in rows for name in group[1:]), *ruled])
    beside = (pair for pair in links if not alike(*pair) and pair not in rulings.apart)
    return [[things[name] for name in group] for group in joined(rows, stories, beside)]


def alike(one: str, other: str) -> bool:
    """Whether both are rows or both accounts: by such links things hang together, by others they stand side by side."""
    return is_account(one) == is_account(other)


def merged(sort: Sort[T, Made], things: Iterable[T], rulings: Rulings = NO_RULINGS) -> list[Made]:
    """The happenings of all things, in the order of their smallest ids; groups that make none are left out."""
    known = {thing.id: thing for thing in things}
    links = links_of(sort, known, pairs_of(sort, known))
    groups = sorted(gathered(sort, known, links, rulings), key=lambda group: group[0].id)
    return [made for group in groups if (made := sort.make(group)) is not None]
