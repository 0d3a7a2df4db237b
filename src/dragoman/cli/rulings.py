"""`dragoman rulings`: what humans decided, as a list, as data for training and evaluation, and how far they agree."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import islice

import click
import msgspec

from dragoman.cli.listing import list_happenings
from dragoman.cli.options import format_option, ledger_option, limit_option
from dragoman.cli.output import write_rows
from dragoman.cli.talk import counted, say
from dragoman.exchange.ruled_rows import agreements, gold_rows, ruled_rows, training_rows
from dragoman.exchange.tables import RULING_FIELDS, Row
from dragoman.ledger import Ledger

__all__ = ["command"]

_KINDS: dict[str, Callable[[Ledger], Iterator[Row]]] = {
    "rows": ruled_rows,
    "gold": gold_rows,
    "training": training_rows,
}


@click.group("rulings", invoke_without_command=True)
@limit_option
@format_option
@ledger_option
@click.pass_context
def command(context: click.Context, ledger: str, format: str | None, limit: int | None) -> None:
    """List what humans decided, export it, or tell how far two readers agree.

    The first ruling comes first; what was taken back stays in the list. `dragoman rulings export` and `dragoman rulings
    agreement` have a help of their own.

    Example: dragoman rulings
    """
    if context.invoked_subcommand is None:
        with Ledger(ledger, readonly=True) as store:
            list_happenings(store.rulings(), RULING_FIELDS, format, limit, "ruling")


@command.command("export")
@click.argument("kind", type=click.Choice(list(_KINDS)), default="rows")
@ledger_option
def export(ledger: str, kind: str) -> None:
    """Write ruled rows as JSON lines to standard output.

    rows are all of them, with who decided and when; gold are sentences of which every row was ruled on, for `dragoman
    evaluate`; training the same in the format of the training corpus (docs/training-corpus.md).

    Example: dragoman rulings export gold > gold.jsonl
    """
    with Ledger(ledger, readonly=True) as store:
        found = 0
        for row in _KINDS[kind](store):
            found += 1
            sys.stdout.write(msgspec.json.encode(row).decode() + "\n")
        say(f"{counted(found, 'row' if kind == 'rows' else 'sentence')} written")


@command.command("agreement")
@format_option
@limit_option
@ledger_option
def agreement(ledger: str, format: str | None, limit: int | None) -> None:
    """Tell how far readers agree on rows on which two of them ruled: Cohen's kappa of right and wrong.

    Example: dragoman rulings agreement
    """
    with Ledger(ledger, readonly=True) as store:
        found = list(agreements(store.rulings()))
    if not found:
        say("no two readers ruled on the same row; dragoman rule ID accept --by NAME")
    columns = dict.fromkeys(("one", "other", "rows", "same", "kappa"), "")
    rows: Iterator[Row] = (msgspec.to_builtins(one) for one in islice(found, limit))
    write_rows(rows, "jsonl" if format in (None, "table") else format, columns)
