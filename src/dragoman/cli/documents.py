"""`dragoman documents`: filters in, the documents that answer them out."""

from __future__ import annotations

from itertools import islice

import click

from dragoman.cli.options import filter_of, filters, format_option, ledger_option, limit_option
from dragoman.cli.output import chosen, write_rows
from dragoman.cli.talk import say
from dragoman.exchange.rows import document_row
from dragoman.exchange.tables import DOCUMENT_FIELDS
from dragoman.ledger import Ledger

__all__ = ["command"]


@click.command("documents")
@filters()
@limit_option
@format_option
@ledger_option
def command(ledger: str, format: str | None, limit: int | None, **options: object) -> None:
    """List what was read, with dates and how they are known.

    Here --since and --until mean the day of publication; other filters ask for documents with such a row.

    Example: dragoman documents --since 2012-09 --pair PAK RUS
    """
    asked = filter_of(options)
    with Ledger(ledger, readonly=True) as store:
        found = islice(store.documents(asked), limit)
        if chosen(format) != "table":
            write_rows(map(document_row, found), chosen(format), DOCUMENT_FIELDS)
            return
        from dragoman.cli.tables import print_documents

        if not print_documents(found):
            say("no document answers this")
