"""What the points of all charts share: an event in, its title, its link and what became of it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from dragoman.codebook import event_types
from dragoman.records import Event, Mention, Status, Undertaking

__all__ = ["FATES", "QUADS", "Data", "Seen", "Titled", "link_of", "plain_title", "quad_of"]

Titled = Callable[[Event], str]
#: What became of an act, in the five shapes of a chart.
FATES = {
    Status.OCCURRED: "took place",
    Status.ONGOING: "took place",
    Status.PLANNED: "planned",
    Status.PROPOSED: "planned",
    Status.HYPOTHETICAL: "planned",
    Status.POSTPONED: "postponed",
    Status.CANCELLED: "cancelled or refused",
    Status.REFUSED: "cancelled or refused",
    Status.DENIED: "denied",
}
#: PLOVER's four quads, by their numbers.
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
_VERBAL, _FRIENDLY = 1, 3


def plain_title(event: Event) -> str:
    """An event in codes: who, to whom, what, what became of it."""
    act = f"{event.type}/{event.mode}" if event.mode else event.type
    about = f" ({event.about})" if event.about else ""
    sides = " to ".join(filter(None, (", ".join(event.actors), ", ".join(event.recipients))))
    return f"{event.date_start or 'no date'}: {sides}, {act}{about}, {event.status}"


@dataclass(frozen=True, slots=True)
class Seen:
    """What charts are made of: events with their rows by id and their titles, and undertakings."""

    events: tuple[Event, ...] = ()
    mentions: Mapping[str, Mention] = field(default_factory=dict)
    undertakings: tuple[Undertaking, ...] = ()
    title: Titled = plain_title


@dataclass(frozen=True, slots=True)
class Data:
    """The rows of a chart, further named sets of rows, and in words what it leaves out."""

    rows: list[dict[str, object]]
    left_out: str = ""
    more: dict[str, list[dict[str, object]]] = field(default_factory=dict)


def link_of(event: Event) -> str:
    """Where the event stands, from the root of the pages."""
    return f"events/{event.id}"


def quad_of(event: Event) -> str:
    """The quad of an event; of a type of a user's own by its score, verbal."""
    page = event_types().get(event.type)
    return QUADS[page.quad - 1] if page else QUADS[0 if event.intensity >= 0 else 2]
