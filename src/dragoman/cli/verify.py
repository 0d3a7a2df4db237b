"""`dragoman verify`: a ledger in, its counts and everything that is wrong with it out."""

from __future__ import annotations

import os
from pathlib import Path

import click

from dragoman.cli.options import format_option, ledger_option
from dragoman.cli.output import chosen, write_rows
from dragoman.cli.talk import counted
from dragoman.exchange.markdown import plain
from dragoman.ledger import Ledger

__all__ = ["command"]


@click.command("verify")
@format_option
@ledger_option
def command(ledger: str, format: str | None) -> int:
    """Check that the ledger is sound.

    Looks at the file, its references, its index of words, every id, span and seal, and whether events, undertakings
    and disagreements are what their rows make; exit 1 if anything is wrong. A ledger that you may not write is checked
    but for its index of words.

    Example: dragoman verify --ledger ledger.db
    """
    path = Path(ledger)
    readonly = path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    with Ledger(path, readonly=readonly) as store:
        problems = store.verify()
        totals = store.totals()
    if chosen(format) != "table":
        row = {**totals, "problems": problems}
        write_rows([row], chosen(format), row)
    else:
        counts = ", ".join(counted(number, noun.removesuffix("s")) for noun, number in totals.items())
        click.echo(f"{plain(ledger)}: {counts}")
        for problem in problems:
            click.echo(f"wrong: {plain(problem)}")
        click.echo(counted(len(problems), "problem") if problems else "sound")
    return 1 if problems else 0
