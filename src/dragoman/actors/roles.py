"""What the tables know of a name: a name, code or acronym in, the dated roles of whoever bears it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.actors.offices import state_name
from dragoman.actors.words import fold
from dragoman.codebook.actor_rows import ActorTables, Named, Period
from dragoman.codebook.own_actors import actor_tables

__all__ = ["Role", "find_roles", "roles_of"]


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody or something is, and when: `start` and `end` are ISO 8601, None where open.

    `kind` is state, office, body, membership, institution, group, party or project; `code` is the state acted
    for, or the body; `role` says which office, group of bodies, alliance or kind of project.
    """

    kind: str
    name: str
    names: tuple[str, ...]
    code: str
    role: str
    sectors: tuple[str, ...]
    start: str | None
    end: str | None
    source: str


def find_roles(name: str, on: str | None = None) -> list[Role]:
    """The roles of all who go by a name, a code or an acronym, in any case, in the order of their days.

    A family name finds all who bear it; a state or body also its memberships. `on` keeps those that hold on that day.
    """
    wanted = fold(" ".join(name.split()))
    found = [
        Role(kind, title, names, code, role, sectors, period.start, period.end, source)
        for kind, title, names, code, role, sectors, period, source, called in _rows(actor_tables())
        if (wanted in called or wanted in map(fold, called)) and (on is None or period.place(on) == 0)
    ]
    return sorted(found, key=lambda role: (role.name, role.start or "", role.role))


def roles_of(code: str) -> list[Role]:
    """Who acts for a state or body, what it is and of what it is a member, in the order of their days."""
    found = (
        Role(kind, title, names, known, role, sectors, period.start, period.end, source)
        for kind, title, names, known, role, sectors, period, source, _ in _rows(actor_tables())
        if known == code
    )
    return sorted(found, key=lambda role: (role.kind, role.start or "", role.name, role.role))


_Row = tuple[str, str, tuple[str, ...], str, str, tuple[str, ...], Period, str, Iterable[str]]


def _rows(tables: ActorTables) -> Iterator[_Row]:
    """Every row of the tables, with the words by which it is found last."""
    for state in tables.states:
        called = (state.code, state.name, *state.names, *state.demonyms, *state.abbreviations, *state.misspellings)
        yield "state", state.name, state.names, state.code, "state", (), state.period, state.source, called
    for person in tables.people:
        family = fold(person.name).rpartition(" ")[2]
        called = (person.name, *person.names, *person.short, family)
        names = (*person.names, *person.short)
        yield (
            "office",
            person.name,
            names,
            person.code,
            person.office,
            person.sectors,
            person.period,
            person.source,
            called,
        )
    always = Period()
    for body in tables.bodies:
        called = (body.code, body.name, *body.names, *body.acronyms)
        yield "body", body.name, body.names, body.code, body.group, (body.group,), always, body.source, called
    bodies = {body.code: body.name for body in tables.bodies}
    for member in tables.memberships:
        state_called, title = state_name(member.code), bodies[member.body]
        called = (member.code, state_called, member.body, title)
        yield "membership", state_called, (), member.code, title, (), member.period, member.source, called
    for kind, rows in (("institution", tables.metonyms), ("group", tables.groups), ("party", tables.parties)):
        yield from _named(kind, rows)
    for project in tables.projects:
        code, called = ", ".join(project.codes), (project.name, *project.names)
        yield "project", project.name, project.names, code, project.kind, (), always, project.source, called


def _named(kind: str, rows: Iterable[Named]) -> Iterator[_Row]:
    for row in rows:
        yield kind, row.name, row.names, row.code, kind, row.sectors, row.period, row.source, (row.name, *row.names)
