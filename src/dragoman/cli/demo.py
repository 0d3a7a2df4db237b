"""`dragoman demo`: nothing in, the sample corpus read, a first look at its ledger and a brief out."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Sequence

import click

from dragoman.cli.files import check_output, write_text
from dragoman.cli.talk import counted, ledger_words, program, say
from dragoman.desk import read
from dragoman.errors import DocumentError
from dragoman.examples import sample_paths
from dragoman.exchange.brief import gather, write_brief
from dragoman.exchange.overview import contrasts, pair_counts
from dragoman.exchange.phrases import party_name
from dragoman.ledger import Filter, Ledger
from dragoman.records import Mention, Status

__all__ = ["command"]

_PAIR = ("PAK", "RUS")
_PAIRS = 8  # pairs shown
_CONTRASTS = 3  # acts shown that stand differently
# Examples are chosen one for each of these, where the sample has one.
_EXAMPLES = (Status.POSTPONED, Status.OCCURRED, Status.PLANNED, Status.CANCELLED, Status.REFUSED)


@click.command("demo")
@click.option(
    "--ledger",
    metavar="PATH",
    default="dragoman-demo.db",
    show_default=True,
    help="Where to keep the ledger of the sample.",
)
@click.option(
    "--output",
    metavar="FILE.md",
    default="dragoman-brief.md",
    show_default=True,
    help="Where to write the brief.",
)
def command(ledger: str, output: str) -> None:
    """Read the sample corpus and show what the ledger makes of it.

    Sixteen short articles come with dragoman, most on Pakistan and Russia. The ledger and the brief stay where
    you are, so that you can go on with other commands.

    Example: dragoman demo --output pakistan-russia.md
    """
    check_output(output, ledger)
    summary = read(sample_paths(), ledger, recode=True)  # a demo of an older coder is brought up to date
    for name, reason in summary.skipped:
        raise DocumentError(f"{name}, a file of the sample: {reason}; try another --ledger, or install dragoman anew")
    if summary.interrupted:
        raise KeyboardInterrupt
    say(f"read {counted(summary.added + summary.recoded, 'article')} of the sample into {ledger}")
    with Ledger(ledger) as store:
        _print_look(store, ledger)
        write_text(output, write_brief(gather(store, *_PAIR), program(), ledger_words(ledger)))
    _print_next(ledger, output)


def _print_look(store: Ledger, ledger: str) -> None:
    from dragoman.cli.tables import print_documents, print_mentions

    rows = list(store.mentions())
    _print_title("What was read, and how its date is known")
    print_documents(store.documents())
    _print_title("Who acts with whom most: rows by pair")
    for (one, other), count in pair_counts(rows)[:_PAIRS]:
        click.echo(f"{count:>5}  {party_name(one)} and {party_name(other)}")
    _print_title("Pakistan and Russia: what was done, what was planned, what was put off")
    between = list(store.mentions(Filter(pair=_PAIR)))
    print_mentions(between)
    fates = Counter(str(mention.status) for mention in between)
    click.echo(f"\n{counted(len(between), 'row')}: {', '.join(f'{n} {fate}' for fate, n in fates.most_common())}")
    _print_contrasts(rows)
    _print_title("From a row to its sentence, and back")
    for mention in _examples(between):
        _print_example(mention, ledger)


def _print_contrasts(rows: Iterable[Mention]) -> None:
    """Acts that stand differently in different rows: announced here, put off there."""
    from dragoman.cli.tables import short_id
    from dragoman.cli.talk import shortened

    found = contrasts(rows)[:_CONTRASTS]
    if found:
        _print_title("Where the same kind of act stands differently")
    for contrast in found:
        one, other = (party_name(code) for code in contrast.pair)
        click.echo(f"  {contrast.act} between {one} and {other}")
        for mention in contrast.mentions:
            click.echo(f"    {mention.status:<12}{short_id(mention.id)}  {shortened(mention.sentence, 90)}")


def _examples(rows: Sequence[Mention]) -> Sequence[Mention]:
    firsts = (next((row for row in rows if row.status is status), None) for status in _EXAMPLES)
    return [row for row in firsts if row is not None][:3]


def _print_example(mention: Mention, ledger: str) -> None:
    from dragoman.cli.tables import act, parties, short_id
    from dragoman.cli.talk import shortened

    click.echo(f"  “{shortened(mention.sentence, 300)}”")
    click.echo(f"    {parties(mention)}  {act(mention)}  {mention.status}")
    click.echo(f"    {program()} show {short_id(mention.id)}{ledger_words(ledger)}")


def _print_title(title: str) -> None:
    click.secho(f"\n{title}", bold=True)


def _print_next(ledger: str, output: str) -> None:
    _print_title("Next")
    call, where = program(), ledger_words(ledger)
    for command, why in (
        (f"less {shlex.quote(output)}", "the brief on Pakistan and Russia"),
        (f"{call} mentions --status postponed{where}", "what was put off"),
        (f"{call} search 'steel mill'{where}", "words, and what was made of them"),
        (f"{call} export demo-export --format csv{where}", "tables for R, pandas or a spreadsheet"),
        (f"{call} read YOUR-ARTICLES/", "your own ledger, ledger.db"),
    ):
        click.echo(f"  {command:<66}  {why}")
