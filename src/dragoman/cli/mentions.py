"""`dragoman mentions`: filters in, the rows that answer them out."""

from __future__ import annotations

from itertools import islice

import click

from dragoman.cli.options import filter_of, filters, format_option, ledger_option, limit_option
from dragoman.cli.output import chosen, write_rows
from dragoman.cli.talk import say
from dragoman.exchange.rows import mention_row
from dragoman.exchange.tables import MENTION_FIELDS
from dragoman.ledger import Ledger

__all__ = ["command"]

_ON_A_TABLE = 200  # rows that a table shows unless --limit asks for others


@click.command("mentions")
@filters()
@limit_option
@format_option
@ledger_option
def command(ledger: str, format: str | None, limit: int | None, **options: object) -> None:
    """List the rows: who did what to whom, and what became of it.

    Rows come in the order of their dates, those without one last. Comments, teasers and boilerplate are left
    out unless --passage names them.

    Example: dragoman mentions --pair PAK RUS --status postponed --since 2012
    """
    asked = filter_of(options)
    with Ledger(ledger, readonly=True) as store:
        if chosen(format) != "table":
            rows = islice(store.mentions(asked), limit)
            write_rows(map(mention_row, rows), chosen(format), MENTION_FIELDS)
            return
        from dragoman.cli.tables import print_mentions

        shown = print_mentions(islice(store.mentions(asked), limit or _ON_A_TABLE))
        found = store.count(asked)
        if shown < found:
            say(f"{shown:,} of {found:,} rows; --limit {found} shows all, --format jsonl writes all")
        elif not found:
            say("no row answers this")
