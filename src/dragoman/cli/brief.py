"""`dragoman brief`: two states in, a brief in Markdown out, on standard output or in a file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from dragoman.charts import needed
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
@click.option("-o", "--output", metavar="FILE", help="A file .md or .html; - is standard output.")
@filters("since", "until", "min_confidence", "strict_polity")
@ledger_option
def command(ledger: str, a: str, b: str, output: str | None, **options: object) -> None:
    """Write a brief on two states, every claim with its sentence.

    What it rests on, the events with the number of their sources, the undertakings by state, the facts on which
    accounts differ, the acts between A and B in the order of their dates, who else is named with them, and the sources.
    Planned, postponed, cancelled and denied acts are told as such. For undertakings --since and --until mean the days
    on which they were reported, and --min-confidence does not count.

    In HTML it is one file that stands by itself, with a chart, for a browser or for paper.

    Example: dragoman brief PAK RUS --since 2012 -o pakistan-russia.html
    """
    suffix = Path(output or "").suffix.lower()
    if suffix in {".pdf", ".docx", ".odt"}:
        near = Path(output or "").with_suffix(".html")
        raise click.UsageError(f"A brief is Markdown or HTML: name a file such as {near}, which any browser prints.")
    if output is not None:
        check_output(output, ledger)
    with Ledger(ledger, readonly=True) as store:
        say_outdated(store)
        brief = gather(store, a, b, filter_of(options))
        if suffix in {".html", ".htm"}:
            text = needed("dragoman.web.brief").brief_page(store, brief, datetime.now(UTC).date().isoformat())
        else:
            text = write_brief(brief, program(), ledger_words(ledger))
    write_text(output or "-", text)
    if output not in {None, "-"}:
        say(f"{output}: {counted(len(brief.claims), 'claim')}")
