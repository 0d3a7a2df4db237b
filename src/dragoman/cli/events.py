"""`dragoman events`: filters in, the happenings that answer them out."""

from __future__ import annotations

import click

from dragoman.cli.listing import list_happenings, say_outdated
from dragoman.cli.options import filter_of, filters, format_option, ledger_option, limit_option
from dragoman.exchange.tables import EVENT_FIELDS
from dragoman.ledger import Ledger

__all__ = ["command"]


@click.command("events")
@filters(
    "pair", "actor", "recipient", "party", "since", "until", "types", "modes", "statuses", "document", "outlets",
    "historical", "domestic", "disputed", "min_confidence", "strict_polity", "words",
)  # fmt: skip
@limit_option
@format_option
@ledger_option
def command(ledger: str, format: str | None, limit: int | None, **options: object) -> None:
    """List what happened: each act once, with its sources.

    Rows of one act, in whatever paper and words, are one event. `sources` counts independent texts: copies of one
    count once.

    Example: dragoman events --pair PAK RUS --since 2012
    """
    asked = filter_of(options)
    with Ledger(ledger, readonly=True) as store:
        say_outdated(store)
        list_happenings(store.events(asked), EVENT_FIELDS, format, limit, "event")
