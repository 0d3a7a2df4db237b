"""`dragoman brief`: two states in, a brief in Markdown out, on standard output or in a file."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.codes import as_codes
from dragoman.cli.files import check_output, write_text
from dragoman.cli.listing import say_outdated
from dragoman.cli.options import filter_of, filters, ledger_option
from dragoman.cli.talk import counted, ledger_words, program, say
from dragoman.exchange.brief import gather, write_brief
from dragoman.ledger import Ledger

__all__ = ["command"]


@click.command("brief")
@click.argument("a", callback=as_codes)
@click.argument("b", callback=as_codes)
@click.option("-o", "--output", metavar="FILE.md", help="Write into this file; - is standard output, the default.")
@filters("since", "until", "min_confidence", "strict_polity")
@ledger_option
def command(ledger: str, a: str, b: str, output: str | None, **options: object) -> None:
    """Write a brief on two states in Markdown, every claim with its sentence.

    What it rests on, the events with the number of their sources, the undertakings by state, the facts on which
    accounts differ, the acts between A and B in the order of their dates, who else is named with them, and the sources.
    Planned, postponed, cancelled and denied acts are told as such. For undertakings --since and --until mean the days
    on which they were reported, and --min-confidence does not count.

    Example: dragoman brief PAK RUS --since 2012 -o pakistan-russia.md
    """
    if output and Path(output).suffix in {".html", ".htm", ".pdf", ".docx"}:
        raise click.UsageError(f"A brief is Markdown: name a file such as {Path(output).with_suffix('.md')}.")
    if output is not None:
        check_output(output, ledger)
    with Ledger(ledger, readonly=True) as store:
        say_outdated(store)
        brief = gather(store, a, b, filter_of(options))
    text = write_brief(brief, program(), ledger_words(ledger))
    write_text(output or "-", text)
    if output not in {None, "-"}:
        say(f"{output}: {counted(len(brief.claims), 'claim')}")
