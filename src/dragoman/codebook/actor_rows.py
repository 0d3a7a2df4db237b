"""The records of the actor tables: what a row of each CSV file holds."""

import re
from typing import NamedTuple

__all__ = [
    "NONSTATE",
    "SECTORS",
    "ActorTables",
    "Body",
    "Calling",
    "Capital",
    "Epithet",
    "Membership",
    "Named",
    "Nominal",
    "NotActor",
    "Period",
    "Project",
    "State",
    "Tenure",
    "Title",
    "WordList",
]

#: Sectors and non-state groups of PLOVER 2.0.
SECTORS = frozenset(
    re.findall(
        "[A-Z]+",
        "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC",
    )
)
NONSTATE = frozenset(["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"])


class Period(NamedTuple):
    """First and last day as ISO 8601 to the precision known, both included; None is an open end."""

    start: str | None = None
    end: str | None = None

    def place(self, on: str) -> int:
        """-1 when `on` lies before the period, 0 inside, 1 after, at the coarser precision of the two."""
        if self.start and on[: len(self.start)] < self.start[: len(on)]:
            return -1
        return 1 if self.end and on[: len(self.end)] > self.end[: len(on)] else 0

    def overlaps(self, other: "Period") -> bool:
        """Whether both share more than a border day."""
        return (self.start or "") < (other.end or "9999") and (other.start or "") < (self.end or "9999")


class State(NamedTuple):
    """A state of today or, with a period, of the past."""

    code: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    abbreviations: tuple[str, ...]
    misspellings: tuple[str, ...]
    prefixes: tuple[str, ...]
    period: Period
    cow: str
    source: str


class Capital(NamedTuple):
    """A seat of government; an `ambiguous` one (`yes`) counts only where its state is named too."""

    name: str
    names: tuple[str, ...]
    code: str
    ambiguous: str
    period: Period
    source: str


class Named(NamedTuple):
    """A metonym or an armed group: names that stand for `code`, in a period where one is given."""

    name: str
    names: tuple[str, ...]
    code: str
    sectors: tuple[str, ...]
    period: Period
    source: str


class Project(NamedTuple):
    """A pipeline, port, mill, dam or programme; `codes` are the states that own or build it."""

    name: str
    names: tuple[str, ...]
    kind: str
    codes: tuple[str, ...]
    source: str


class Membership(NamedTuple):
    """A state's time in an alliance, body or bloc."""

    body: str
    code: str
    period: Period
    source: str


class Body(NamedTuple):
    """An organisation that acts for no single state; `group` is its PLOVER group."""

    code: str
    group: str
    name: str
    names: tuple[str, ...]
    acronyms: tuple[str, ...]
    source: str


class Tenure(NamedTuple):
    """An office that somebody held; `short` are the names by which the press calls the person alone."""

    name: str
    names: tuple[str, ...]
    short: tuple[str, ...]
    code: str
    office: str
    sectors: tuple[str, ...]
    period: Period
    source: str


class Title(NamedTuple):
    """Words that say what somebody is; `kind` rules how they join others (docs/adding-an-actor.md)."""

    words: str
    kind: str
    sector: str
    source: str


class NotActor(NamedTuple):
    """Words that are no actor, or only so in a certain case (`kind` is phrase, cased, comment or shouted)."""

    words: str
    kind: str
    source: str


class Nominal(NamedTuple):
    """Words for two states named before, such as `the two countries`."""

    words: str
    sectors: tuple[str, ...]
    source: str


class Epithet(NamedTuple):
    """A noun for what was named before.

    `kind` is state or body (one of `codes`), pair or two (two states), host (the state of the place), visitor (who is
    abroad there), neighbour, group (armed), own (of who was named), counterpart; or region, an adjective that tells
    one state from others (`Baltic`).
    """

    words: str
    kind: str
    codes: tuple[str, ...]
    sectors: tuple[str, ...]
    source: str


class Calling(NamedTuple):
    """What somebody may be called later: `monarch` for a king or an emir; `titles` are titles, offices or sectors."""

    words: str
    titles: tuple[str, ...]
    source: str


class WordList(NamedTuple):
    """A closed list of words that the rules of `dragoman.actors` ask for by name."""

    list: str
    words: tuple[str, ...]
    source: str


class ActorTables(NamedTuple):
    """All tables in the order of their files."""

    states: tuple[State, ...]
    capitals: tuple[Capital, ...]
    metonyms: tuple[Named, ...]
    groups: tuple[Named, ...]
    parties: tuple[Named, ...]
    projects: tuple[Project, ...]
    bodies: tuple[Body, ...]
    memberships: tuple[Membership, ...]
    people: tuple[Tenure, ...]
    titles: tuple[Title, ...]
    not_actors: tuple[NotActor, ...]
    nominals: tuple[Nominal, ...]
    epithets: tuple[Epithet, ...]
    callings: tuple[Calling, ...]
    words: tuple[WordList, ...]
