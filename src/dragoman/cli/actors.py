"""`dragoman actors`: a name in, its dated roles out; without one, who acts in the ledger."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

import click

from dragoman.actors.roles import find_roles
from dragoman.cli.options import actors_option, format_option, ledger_option, limit_option
from dragoman.cli.output import chosen, write_rows
from dragoman.cli.talk import say
from dragoman.errors import FilterError
from dragoman.exchange.tables import Row
from dragoman.ledger import Filter, Ledger

__all__ = ["command"]

_ROLE_FIELDS = dict.fromkeys(
    ["name", "code", "kind", "role", "sectors", "from", "to", "names", "source", "mentions"], "VARCHAR"
)
_ACTOR_FIELDS = dict.fromkeys(["code", "name", "as_actor", "as_recipient"], "VARCHAR")
_ROLE_TABLE: dict[str, int | None] = {"name": None, "code": 7, "role": None, "from": 10, "to": 10, "mentions": 8}
_ACTOR_TABLE: dict[str, int | None] = {"code": 9, "name": None, "as_actor": 9, "as_recipient": 12}


@click.command("actors")
@click.argument("name", required=False)
@click.option("--on", metavar="DATE", help="Only roles held on this day, month or year.")
@actors_option
@limit_option
@format_option
@ledger_option
def command(name: str | None, on: str | None, ledger: str, format: str | None, limit: int | None) -> None:
    """Show what the tables know of a name; without one, list who acts in the ledger.

    A name, a code (PAK, NATO) or a family name; each role with its days, its source and the number of rows that name
    its bearer.

    Example: dragoman actors Lavrov --on 2012-10
    """
    rows = list(islice(_roles(name, on, ledger) if name is not None else _actors(ledger), limit))
    fields = _ROLE_FIELDS if name is not None else _ACTOR_FIELDS
    if chosen(format) != "table":
        write_rows(rows, chosen(format), fields)
        return
    from dragoman.cli.tables import print_plain

    if not print_plain(rows, _ROLE_TABLE if name is not None else _ACTOR_TABLE):
        say(f"the tables know nobody called {name}" if name is not None else "the ledger has no rows yet")


def _roles(name: str, on: str | None, ledger: str) -> list[Row]:
    if not name.strip():
        raise FilterError("no name to look for; give one, or none for those in the ledger")
    if on is not None:
        Filter(since=on)  # the day is checked as those of filters are
    named = _counts(ledger) if Path(ledger).is_file() else Counter[tuple[str, str, str]]()
    return [
        {
            "name": role.name,
            "code": role.code,
            "kind": role.kind,
            "role": role.role,
            "sectors": list(role.sectors),
            "from": role.start,
            "to": role.end,
            "names": list(role.names),
            "source": role.source,
            "mentions": sum(named[side, role.code, role.name] for side in ("actor", "recipient")),
        }
        for role in find_roles(name, on)
    ]


def _actors(ledger: str) -> list[Row]:
    """Everybody in the rows of the ledger, who acts most first."""
    named = _counts(ledger)
    who = sorted({(code, name) for _, code, name in named}, key=lambda w: (-named["actor", *w], w))
    return [
        {
            "code": code,
            "name": name,
            "as_actor": named["actor", code, name],
            "as_recipient": named["recipient", code, name],
        }
        for code, name in who
    ]


def _counts(ledger: str) -> Counter[tuple[str, str, str]]:
    """In how many rows of articles a code and name act, or are acted upon."""
    counts: Counter[tuple[str, str, str]] = Counter()
    with Ledger(ledger, readonly=True) as store:
        for row in store.mentions(Filter()):
            counts.update(("actor", *w) for w in set(zip(row.actors, row.actor_names, strict=False)))
            counts.update(("recipient", *w) for w in set(zip(row.recipients, row.recipient_names, strict=False)))
    return counts
