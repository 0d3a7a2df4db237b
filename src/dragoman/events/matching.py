"""Rows against events: what the gold wants and what the coder told in, what is left over on either side out.

Counted as the acceptance scorer of the project counts: spans overlap and the test of a level holds; a largest
one-to-one matching gives the events that a row answers and the rows that an event bears out; rows with a single party
do not count. Former states count as the state that continues them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.codebook import EventType, event_types
from dragoman.codebook.lineage import lineage
from dragoman.events.gold import YIELD, Event
from dragoman.records import Mention

__all__ = ["LEVELS", "Agreement", "Kinds", "Row", "Wanted", "alike", "levels_of", "prepared", "row_of", "taken_for"]
__all__ += ["two_sided", "unmatched", "wanted_of"]

_SIDES = {**dict.fromkeys("12", "cooperation"), **dict.fromkeys("34", "conflict")}


@dataclass(frozen=True, slots=True)
class Wanted:
    """An event with all readings of it that are right, of types and statuses the main one first."""

    document: str
    spans: tuple[tuple[int, int], ...]
    pairs: tuple[tuple[frozenset[str], frozenset[str]], ...]
    types: tuple[str, ...]
    statuses: tuple[str, ...]
    core: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the coder as far as it is scored."""

    document: str
    start: int
    end: int
    passage: str
    actors: frozenset[str]
    recipients: frozenset[str]
    type: str
    status: str
    confidence: float = 0.0


#: Whether a row answers an event, wherever they stand.
Agreement = Callable[[Wanted, Row], bool]


def wanted_of(event: Event, document: str, fold: Mapping[str, str]) -> Wanted:
    """An event of gold, in the document of this name, with its type folded."""
    status = (event.status,) if event.status else ()
    pair, type_ = (event.actors, event.recipients), fold.get(event.type, event.type)
    return Wanted(document, ((event.start, event.end),), (pair,), (type_,), status, event.core)


def row_of(mention: Mention, document: str, fold: Mapping[str, str]) -> Row:
    """A row of the coder, in the document of this name, with its type folded."""
    actors, recipients = frozenset(mention.actors), frozenset(mention.recipients)
    type_ = fold.get(mention.type, mention.type)
    where = (document, mention.start, mention.end, str(mention.passage))
    return Row(*where, actors, recipients, type_, str(mention.status), mention.confidence)


class Kinds:
    """What types have in common; `own` holds the pages of types beside PLOVER's."""

    def __init__(self, own: Mapping[str, EventType] | None = None) -> None:
        pages = {**event_types(), **(own or {})}
        self._quads = {**{name: f"{page.quad}" for name, page in pages.items()}, YIELD: "2"}  # YIELD: CAMEO's quad

    def quad(self, type_: str) -> str:
        """1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
        return self._quads[type_]

    def side(self, type_: str) -> str:
        """Cooperation or conflict."""
        return _SIDES[self.quad(type_)]


def two_sided(event: Wanted) -> bool:
    """At least two parties take part."""
    actors, recipients = event.pairs[0]
    return len(_codes(actors | recipients)) >= 2


def _codes(codes: Iterable[str]) -> frozenset[str]:
    """Codes as the states that continue them."""
    return frozenset(map(lineage, codes))


def _parties(row: Row) -> frozenset[str]:
    return _codes(row.actors | row.recipients)


def _same_pair(event: Wanted, row: Row) -> bool:
    """The row names at least two of those who took part, and no outsider."""
    named = _parties(row)
    return len(named) >= 2 and any(named <= _codes(actors | recipients) for actors, recipients in event.pairs)


def _directed(event: Wanted, row: Row) -> bool:
    """The right side acts; in a mutual act any of its parties will do."""
    return _same_pair(event, row) and any(_same_side(row, *sides) for sides in event.pairs)


def _same_side(row: Row, actors: frozenset[str], recipients: frozenset[str]) -> bool:
    if not recipients:
        return bool(_parties(row) & _codes(actors))
    return bool(_codes(row.actors) & _codes(actors)) and bool(_codes(row.recipients) & _codes(recipients))


def alike(kind: Callable[[str], object]) -> Agreement:
    """The parties agree, and so do the types as far as `kind` tells them apart."""
    return lambda event, row: _same_pair(event, row) and kind(row.type) in map(kind, event.types)


_right_type = alike(str)


def levels_of(kinds: Kinds) -> dict[str, Agreement]:
    """What may agree, and when it does."""
    return {
        "pair": _same_pair,
        "directed": _directed,
        "quad": alike(kinds.quad),
        "type": _right_type,
        "status": lambda event, row: _right_type(event, row) and row.status in event.statuses,
    }


#: The levels where all types are PLOVER's.
LEVELS = levels_of(Kinds())


def prepared(rows: Iterable[Row]) -> list[Row]:
    """Rows of headline and body with two or more parties, one for each sentence, parties, type and status."""
    kept: dict[object, Row] = {}
    for row in rows:
        if row.passage in {"body", "headline"} and len(_parties(row)) >= 2:
            kept.setdefault((row.document, row.start, row.end, _parties(row), row.type, row.status), row)
    return list(kept.values())


def unmatched(events: Sequence[Wanted], rows: Sequence[Row], agree: Agreement) -> tuple[list[Wanted], list[Row]]:
    """Core events that no row answers, and rows that no event bears out, each used once."""
    core = [event for event in events if event.core]
    answered, borne_out = set(_matched(core, rows, agree).values()), _matched(events, rows, agree)
    missed = [event for n, event in enumerate(core) if n not in answered]
    return missed, [row for n, row in enumerate(rows) if n not in borne_out]


def _matched(events: Sequence[Wanted], rows: Sequence[Row], agree: Agreement) -> dict[int, int]:
    """A largest one-to-one matching: place of a row to place of its event."""
    near: dict[str, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        near[row.document].append(n)
    choices = [
        [n for n in near.get(event.document, ()) if _touches(event, rows[n]) and agree(event, rows[n])]
        for event in events
    ]
    taken: dict[int, int] = {}
    for newcomer in range(len(events)):
        _settle(newcomer, choices, taken, set())
    return taken


def _settle(event: int, choices: list[list[int]], taken: dict[int, int], tried: set[int]) -> bool:
    """Find a row for one event, moving others on where they have another choice."""
    for row in choices[event]:
        if row in tried:
            continue
        tried.add(row)
        if row not in taken or _settle(taken[row], choices, taken, tried):
            taken[row] = event
            return True
    return False


def _touches(event: Wanted, row: Row) -> bool:
    return any(min(end, row.end) > max(start, row.start) for start, end in event.spans)


def taken_for(missed: Sequence[Wanted], wrong: Sequence[Row]) -> Iterator[tuple[str | None, str | None]]:
    """What missed events were taken for where the parties agree; the others stand alone."""
    mistaken = _matched(missed, wrong, _same_pair)
    yield from ((missed[event].types[0], wrong[row].type) for row, event in mistaken.items())
    yield from ((event.types[0], None) for n, event in enumerate(missed) if n not in mistaken.values())
    yield from ((None, row.type) for n, row in enumerate(wrong) if n not in mistaken)
