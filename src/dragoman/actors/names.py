"""Is this the name of a person? The name of a party in, yes or no out."""

from __future__ import annotations

import re

from dragoman.codebook.own_actors import actor_tables, of_tables

__all__ = ["is_person"]

_NAME = re.compile(r"[A-Z][\w'’-]+")


@of_tables
def _known() -> frozenset[str]:
    """Names of states and bodies, which are compared by their codes."""
    tables = actor_tables()
    return frozenset(row.name for rows in (tables.states, tables.bodies, tables.groups) for row in rows)


def is_person(name: str) -> bool:
    """Whether the name of a side has the look of a person's."""
    return name not in _known() and len(_NAME.findall(name)) > 1
