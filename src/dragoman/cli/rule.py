"""`dragoman rule`: two ids and a verdict in, the ruling kept and the groups formed anew."""

from __future__ import annotations

import click

from dragoman.cli.options import ledger_option
from dragoman.cli.talk import say
from dragoman.ledger import Ledger

__all__ = ["command"]

_USAGE = "dragoman rule ID same OTHER, or dragoman rule ID not same OTHER"


@click.command("rule")
@click.argument("id")
@click.argument("verdict", nargs=-1, required=True, metavar="same|not same OTHER")
@click.option("--note", metavar="WORDS", help="Why, for those who come after you.")
@ledger_option
def command(ledger: str, id: str, verdict: tuple[str, ...], note: str | None) -> None:
    """Decide that two rows are of one event, or that they are not.

    ID and OTHER are the ids of two rows (m...), of two events, or of two undertakings or steps of them (u...), or their
    first characters. A ruling stands above the program's own judgement, whatever is read or recoded later, until a
    later ruling on the same two.

    Example: dragoman rule m3f1c0a9 not same m77aa01b --note "another meeting"
    """
    *words, other = verdict
    decided = " ".join(words).replace("-", " ").lower()
    if decided not in {"same", "not same"}:
        raise click.UsageError(f"A ruling reads: {_USAGE}.")
    with Ledger(ledger) as store:
        ruling = store.rule(id, decided, other, note)
        say(f"ruling {ruling.number}: {ruling.one} and {ruling.other} are {ruling.verdict}")
        for change in store.changes(ruling.at):
            if change.at == ruling.at and change.run is None:
                others = f" ({', '.join(change.others)})" if change.others else ""
                say(f"{change.sort} {change.id} {change.what}{others}")
