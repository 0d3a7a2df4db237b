"""Lists of happenings: records in, a table on a terminal or rows in the format asked for out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from dragoman.cli.output import chosen, write_rows
from dragoman.cli.talk import counted, say
from dragoman.exchange.rows import plain_row
from dragoman.ledger import Change, Ledger, Ruling
from dragoman.records import Disagreement, Event, Undertaking

__all__ = ["list_happenings", "say_outdated"]

_ON_A_TABLE = 200  # rows that a table shows unless --limit asks for others


def list_happenings(
    found: Iterable[Event | Undertaking | Disagreement | Change | Ruling],
    columns: Mapping[str, object],
    format: str | None,
    limit: int | None,
    noun: str,
) -> None:
    """Write them; on a terminal at most 200, with a word on how many there are beyond."""
    if chosen(format) != "table":
        write_rows(map(plain_row, islice(found, limit)), chosen(format), columns)
        return
    from dragoman.cli.happening_tables import print_happenings

    rest = iter(found)
    shown = print_happenings(islice(rest, limit or _ON_A_TABLE))
    more = sum(1 for _ in rest)
    if more:
        say(f"{shown:,} of {shown + more:,} {noun}s; --limit {shown + more} shows all, --format jsonl writes all")
    elif not shown:
        say(f"no {noun} answers this")


def say_outdated(store: Ledger) -> None:
    """Say so where happenings are missing or old, as after an upgrade or a stopped run that brought them up to date."""
    outdated = len(store.outdated())
    if outdated:
        say(f"{counted(outdated, 'document')} not yet gathered by this version's rules; any `dragoman read` does it")
