"""`dragoman undertakings`: filters in, what was promised, planned or signed, and what became of it, out."""

from __future__ import annotations

import click

from dragoman.cli.listing import list_happenings, say_outdated
from dragoman.cli.options import filter_of, filters, format_option, ledger_option, limit_option
from dragoman.exchange.tables import UNDERTAKING_FIELDS
from dragoman.happenings import as_of
from dragoman.ledger import Ledger
from dragoman.ledger.filters import last_day

__all__ = ["command"]


@click.command("undertakings")
@filters(
    "pair",
    "actor",
    "recipient",
    "party",
    "since",
    "until",
    "kinds",
    "states",
    "document",
    "outlets",
    "strict_polity",
    "words",
)
@click.option("--as-of", metavar="DATE", help="Tell what is overdue on this day: 2012, 2012-10 or 2012-10-05.")
@limit_option
@format_option
@ledger_option
def command(ledger: str, format: str | None, limit: int | None, as_of: str | None, **options: object) -> None:
    """List what was promised, planned or signed, and what became of it.

    The state is that of the latest report, never inferred from silence. Here --since and --until mean the days on
    which a step was published.

    Example: dragoman undertakings --pair PAK RUS --state postponed --as-of 2012-12-31
    """
    asked = filter_of(options)
    day = None if as_of is None else last_day(as_of)
    with Ledger(ledger, readonly=True) as store:
        say_outdated(store)
        found = store.undertakings(asked)
        if day is not None:
            found = (on_day(one, day) for one in found)
        list_happenings(found, UNDERTAKING_FIELDS, format, limit, "undertaking")


on_day = as_of
