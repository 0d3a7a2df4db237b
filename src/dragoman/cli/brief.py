"""`dragoman brief`: two states in, a brief in Markdown out, on standard output or in a file."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.files import write_text
from dragoman.cli.options import filter_of, filters, ledger_option
from dragoman.cli.talk import counted, say
from dragoman.exchange.brief import gather, write_brief
from dragoman.ledger import Ledger

__all__ = ["command"]


@click.command("brief")
@click.argument("a")
@click.argument("b")
@click.option("-o", "--output", metavar="FILE.md", help="Write into this file instead of standard output.")
@filters("since", "until", "min_confidence", "strict_polity")
@ledger_option
def command(ledger: str, a: str, b: str, output: str | None, **options: object) -> None:
    """Write a brief on two states in Markdown, every claim with its sentence.

    What it rests on, the acts between A and B in the order of their dates, who else is named with them, and
    the sources. Planned, postponed, cancelled and denied acts are told as such.

    Example: dragoman brief PAK RUS --since 2012 -o pakistan-russia.md
    """
    if output and Path(output).suffix in {".html", ".htm", ".pdf", ".docx"}:
        raise click.UsageError(f"A brief is Markdown: name a file such as {Path(output).with_suffix('.md')}.")
    with Ledger(ledger, readonly=True) as store:
        brief = gather(store, a, b, filter_of(options))
    text = write_brief(brief)
    if output is None:
        click.echo(text, nl=False)
        return
    write_text(Path(output), text)
    say(f"{output}: {counted(len(brief.claims), 'claim')}")
