"""`dragoman evaluate`: a file of gold in, the figures of the coder on it out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from dragoman.cli.options import actors_option, codebook_option
from dragoman.cli.output import chosen, write_rows
from dragoman.cli.talk import counted, say
from dragoman.errors import FilterError, GoldError

if TYPE_CHECKING:
    from dragoman.events.evaluate import Watch
    from dragoman.events.gold import Gold

__all__ = ["command"]

_LARGEST = 256 * 2**20  # bytes of gold: half a million sentences, an hour and more of coding


@click.command("evaluate")
@click.argument("file")
@click.option(
    "--confusions", type=click.IntRange(0), metavar="N", default=10, show_default=True, help="Wrong pairs listed."
)
@click.option(
    "--warn-below",
    type=click.FloatRange(0, 1),
    metavar="F",
    default=0.55,
    show_default=True,
    help="Warn of each type with 10 cases or more whose F1 lies below.",
)
@click.option(
    "--format",
    type=click.Choice(["table", "json"]),
    help="How figures are written; by default a table on a terminal and JSON elsewhere.",
)
@codebook_option
@actors_option
@click.option("--ledger", metavar="PATH", expose_value=False, help="Taken as everywhere; no ledger is touched here.")
def command(file: str, confusions: int, warn_below: float, format: str | None, codebook: str | None) -> None:
    """Score the coder on gold of your own.

    FILE holds marked pairs (a table separated by tabs, with the columns sentence, actor, recipient, type and,
    if you like, mode and status) or coded articles (JSON lines with text and events); - is standard input.

    Example: dragoman evaluate gold.tsv --confusions 20 --format json
    """
    from dragoman import Coder
    from dragoman.codebook import own_types
    from dragoman.events.evaluate import evaluate, weak_types
    from dragoman.events.gold import read_gold

    own = own_types(Path(codebook)) if codebook is not None else {}
    gold = read_gold(_bytes(file), "standard input" if file == "-" else file, own)
    _warn_of_codes(gold)
    coder = Coder(codebook=codebook)
    with _watched() as watch:
        report = evaluate(gold, coder, confusions, watch, own)
    for note in report.notes:
        say(f"note: {note}")
    if chosen(format) == "table":
        from dragoman.cli.tables import print_figures

        print_figures(report)
    else:
        write_rows([msgspec.to_builtins(report)], "jsonl", {})
    for name, rates in weak_types(report, warn_below).items():
        cases = counted(rates.support, "case")
        say(f"warning: {name}: F1 {rates.f1:.3f} over {cases}, below {warn_below}; do not lean on its rows unread")


def _bytes(file: str) -> bytes:
    """All of a file, or of standard input; an OSError names the file."""
    with nullcontext(sys.stdin.buffer) if file == "-" else Path(file).open("rb") as stream:
        data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise GoldError(f"{file}: larger than {_LARGEST:,} bytes; split it")
    return data


def _warn_of_codes(gold: Gold) -> None:
    """Say which codes of the gold no row can have."""
    from dragoman.ledger.codes import check_code

    for code in sorted({c for article in gold.articles for e in article.events for c in e.actors | e.recipients}):
        try:
            check_code(code)
        except FilterError as error:
            say(f"warning: {error}; events of such a code count as missed")


@contextmanager
def _watched() -> Iterator[Watch]:
    """What to hand the coder its questions through: a bar on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield iter
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (MofNCompleteColumn(), BarColumn(), TimeRemainingColumn(elapsed_when_finished=True))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield bar.track
