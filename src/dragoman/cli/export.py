"""`dragoman export`: a folder, a format and filters in, tables with a manifest out."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.listing import say_outdated
from dragoman.cli.options import filter_of, filters, ledger_option
from dragoman.cli.talk import counted, say
from dragoman.exchange.export import FORMATS, export
from dragoman.ledger import Ledger

__all__ = ["command"]


@click.command("export")
@click.argument("out", metavar="OUT")
@click.option(
    "--format", type=click.Choice(list(FORMATS)), default="csv", show_default=True, help="Format of the tables."
)
@click.option("--force", is_flag=True, help="Write into a folder that holds other files.")
@filters()
@ledger_option
def command(ledger: str, out: str, format: str, force: bool, **options: object) -> None:
    """Write documents and rows into a folder as CSV, JSON lines or Parquet.

    OUT becomes a folder with documents, mentions, mention_parties and manifest.json, which holds the number
    of rows and the SHA-256 of each file. An earlier export in OUT is replaced.

    Example: dragoman export pak-rus --format parquet --pair PAK RUS
    """
    asked = filter_of(options)
    with Ledger(ledger, readonly=True) as store:
        say_outdated(store)
        manifest = export(store, Path(out), FORMATS[format], asked, force=force)
    tables = ", ".join(f"{each.file} ({counted(each.rows, 'row')})" for each in manifest.tables.values())
    say(f"{out}: {tables}, manifest.json")
