"""`dragoman search`: words in, the sentences that hold them with their rows out."""

from __future__ import annotations

import click

from dragoman.cli.options import filter_of, filters, format_option, ledger_option, limit_option
from dragoman.cli.output import chosen, write_rows
from dragoman.cli.talk import say
from dragoman.exchange.rows import hit_row
from dragoman.ledger import Ledger

__all__ = ["command"]

_ON_A_TABLE = 20  # hits that a terminal shows unless --limit asks for others
_COLUMNS = ("document_id", "document", "start", "end", "passage", "sentence", "snippet", "mentions")


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@filters(
    "pair",
    "actor",
    "recipient",
    "party",
    "since",
    "until",
    "types",
    "modes",
    "statuses",
    "document",
    "outlets",
    "passages",
)
@limit_option
@format_option
@ledger_option
def command(ledger: str, format: str | None, limit: int | None, words: tuple[str, ...], **options: object) -> None:
    """Find words in sentences, with the rows of each hit.

    A sentence must hold all the words, whatever their endings; in double quotes they must stand side by side.
    All passages are searched, comments too, unless --passage names some. The best hits come first.

    Example: dragoman search '"steel mill" Karachi'
    """
    asked, phrase = filter_of(options), " ".join(words)
    with Ledger(ledger, readonly=True) as store:
        if chosen(format) != "table":
            hits = store.search(phrase, asked, limit)
            write_rows(map(hit_row, hits), chosen(format), dict.fromkeys(_COLUMNS))
            return
        from dragoman.cli.tables import print_hits

        most = limit or _ON_A_TABLE
        shown, more = print_hits(store.search(phrase, asked, most + 1), most)
        if more and not limit:
            say(f"the best {shown} hits; --limit N shows more")
        elif not shown:
            say(f"no sentence holds {phrase}")
