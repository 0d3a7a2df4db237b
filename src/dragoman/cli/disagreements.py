"""`dragoman disagreements`: filters in, the facts on which accounts differ out."""

from __future__ import annotations

import click

from dragoman.cli.listing import list_happenings, say_outdated
from dragoman.cli.options import filter_of, filters, format_option, ledger_option, limit_option
from dragoman.exchange.tables import DISAGREEMENT_FIELDS
from dragoman.ledger import Ledger

__all__ = ["command"]


@click.command("disagreements")
@filters("pair", "actor", "recipient", "party", "since", "until", "facts", "document", "outlets", "strict_polity")
@limit_option
@format_option
@ledger_option
def command(ledger: str, format: str | None, limit: int | None, **options: object) -> None:
    """List the facts on which accounts differ, side by side.

    Each is about an event or an undertaking, which the filters are asked of. Rounding, units and later news are no
    disagreement.

    Example: dragoman disagreements --pair PAK USA --fact toll
    """
    with Ledger(ledger, readonly=True) as store:
        say_outdated(store)
        list_happenings(store.disagreements(filter_of(options)), DISAGREEMENT_FIELDS, format, limit, "disagreement")
