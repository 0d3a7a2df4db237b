"""`dragoman changes`: a time or a run in, what was added, merged, split or withdrawn since then out."""

from __future__ import annotations

import click

from dragoman.cli.listing import list_happenings
from dragoman.cli.options import format_option, ledger_option, limit_option
from dragoman.exchange.tables import CHANGE_FIELDS
from dragoman.ledger import Ledger

__all__ = ["command"]


@click.command("changes")
@click.option("--since", metavar="TIME", help="From this time on (UTC), 2012-10-05 or longer, or from run number N on.")
@limit_option
@format_option
@ledger_option
def command(ledger: str, format: str | None, limit: int | None, since: str | None) -> None:
    """List the events and undertakings that were added, merged, split or withdrawn.

    A merged one tells the ids that it came from, a split one those into which it went. Former ids go on to lead to
    what holds their mentions.

    Example: dragoman changes --since 2026-11-01
    """
    with Ledger(ledger, readonly=True) as store:
        list_happenings(store.changes(since), CHANGE_FIELDS, format, limit, "change")
