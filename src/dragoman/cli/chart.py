"""`dragoman chart`: a chart's name and two states in, an SVG or PNG out."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.charts import CHARTS, chart, png, svg
from dragoman.cli.codes import as_codes
from dragoman.cli.files import check_output, write_bytes
from dragoman.cli.listing import say_outdated
from dragoman.cli.options import filter_of, filters, ledger_option
from dragoman.cli.talk import say
from dragoman.exchange.titles import titles
from dragoman.ledger import Ledger

__all__ = ["command"]

_SUFFIXES = (".svg", ".png")


@click.command("chart")
@click.argument("name", type=click.Choice(list(CHARTS)))
@click.argument("a", callback=as_codes, required=False)
@click.argument("b", callback=as_codes, required=False)
@click.option("-o", "--output", metavar="FILE", help="A file .svg or .png; - is standard output, in SVG, the default.")
@click.option("--links", metavar="ADDRESS", help="Where the links of the points lead: the address of `dragoman` pages.")
@filters("since", "until", "types", "statuses", "min_confidence", "strict_polity")
@ledger_option
def command(
    ledger: str, name: str, a: str | None, b: str | None, output: str | None, links: str | None, **options: object
) -> None:
    """Draw what is between two states, or all, as SVG or PNG.

    chronology sets the day of each act against the day of its first report: what lies under the line was told before it
    was to happen; planned, postponed, cancelled and denied acts have shapes of their own. months counts events a month,
    cooperation above the line, conflict below. board shows undertakings by state, network who acts with whom.

    Example: dragoman chart chronology PAK RUS -o pak-rus.svg
    """
    suffix = Path(output or "-.svg").suffix.lower() or ".svg"
    if suffix not in _SUFFIXES:
        raise click.UsageError(f"A chart is SVG or PNG: name a file such as {Path(output or '').with_suffix('.svg')}.")
    if output is not None:
        check_output(output, ledger)
    if (a is None) != (b is None):
        raise click.UsageError("A chart is of two states, such as PAK RUS, or of all.")
    asked = filter_of({**options, "pair": None if a is None else (a, b)})
    with Ledger(ledger, readonly=True) as store:
        say_outdated(store)
        with store.snapshot():
            spec = chart(name, store, asked, titles(store, asked))
    base = None if links is None else links.rstrip("/") + "/"
    write_bytes(output or "-", png(spec) if suffix == ".png" else svg(spec, base).encode())
    if output not in {None, "-"}:
        say(f"{output}: {CHARTS[name].shows}")
