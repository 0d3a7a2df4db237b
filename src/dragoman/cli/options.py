"""Options that several commands share: flags as typed in, a checked filter or a path out."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TypeVar

import click
import msgspec

from dragoman.cli.codes import as_codes
from dragoman.codebook.own_actors import use_actors
from dragoman.ledger import Filter
from dragoman.settings import read_settings

__all__ = [
    "actors_option",
    "codebook_option",
    "default_jobs",
    "filter_of",
    "filters",
    "format_option",
    "ledger_option",
    "limit_option",
]

_MOST = 1_000_000_000  # rows that a limit may ask for

Command = TypeVar("Command", bound=Callable[..., object])


def _default_ledger() -> str:
    return read_settings(os.environ).ledger


def default_jobs() -> int:
    """The number of worker processes that the environment asks for."""
    return read_settings(os.environ).jobs


ledger_option = click.option(
    "--ledger",
    metavar="PATH",
    default=_default_ledger,
    show_default="DRAGOMAN_LEDGER, else ledger.db",
    help="The ledger file.",
)
codebook_option = click.option(
    "--codebook",
    metavar="DIR",
    type=click.Path(path_type=str),
    help="A folder with pages of your own types of act, coded beside PLOVER's (docs/own-types.md).",
)


def _take_up(_context: click.Context, _option: click.Parameter, paths: tuple[str, ...]) -> None:
    use_actors(paths)


actors_option = click.option(
    "--actors",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=str),
    default=lambda: read_settings(os.environ).actors,
    show_default="DRAGOMAN_ACTORS",
    expose_value=False,
    callback=_take_up,
    help="Rows of your own that add to the tables of actors, or override them; repeatable (docs/own-actors.md).",
)
format_option = click.option(
    "--format",
    type=click.Choice(["table", "json", "jsonl", "csv"]),
    help="How rows are written; by default a table on a terminal and JSON lines elsewhere.",
)
limit_option = click.option("--limit", type=click.IntRange(1, _MOST), metavar="N", help="At most N rows.")

# The fields of a Filter, each with the option that sets it.
_FILTERS = {
    "pair": click.option(
        "--pair", nargs=2, callback=as_codes, metavar="A B", help="Acts between two states, either way: --pair PAK RUS."
    ),
    "actor": click.option("--actor", callback=as_codes, metavar="CODE", help="Acts of this state or body."),
    "recipient": click.option("--recipient", callback=as_codes, metavar="CODE", help="Acts upon this state or body."),
    "party": click.option(
        "--party", callback=as_codes, metavar="CODE", help="Acts that this state or body has a part in."
    ),
    "since": click.option(
        "--since", metavar="DATE", help="Acts on or after 2012, 2012-10 or 2012-10-05; none without a date."
    ),
    "until": click.option("--until", metavar="DATE", help="Acts on or before this day, month or year."),
    "types": click.option(
        "--type", "types", multiple=True, metavar="TYPE", help="A PLOVER type such as CONSULT; repeatable."
    ),
    "modes": click.option(
        "--mode", "modes", multiple=True, metavar="MODE", help="A mode: visit or CONSULT/visit; repeatable."
    ),
    "statuses": click.option(
        "--status", "statuses", multiple=True, metavar="STATUS", help="Such as postponed; repeatable."
    ),
    "document": click.option(
        "--document", metavar="NAME", help="Rows of one document: its file name, its id, or the start of the id."
    ),
    "outlets": click.option(
        "--outlet", "outlets", multiple=True, metavar="NAME", help="Rows of this paper or site; repeatable."
    ),
    "passages": click.option(
        "--passage",
        "passages",
        multiple=True,
        metavar="KIND",
        help="headline, byline, body, caption (these four by default), teaser, comment, boilerplate, or all; "
        "repeatable.",
    ),
    "historical": click.option(
        "--historical/--current", default=None, help="Only acts that ended long before the document, or none."
    ),
    "domestic": click.option("--domestic/--no-domestic", default=None, help="Only acts inside one state, or none."),
    "disputed": click.option(
        "--disputed/--undisputed", default=None, help="Only acts of which accounts differ on some fact, or none."
    ),
    "min_confidence": click.option(
        "--min-confidence", type=float, default=0.0, metavar="0..1", help="Rows at least so certain."
    ),
    "strict_polity": click.option(
        "--strict-polity", is_flag=True, help="Take codes literally: RUS then does not find SUN."
    ),
    "words": click.option("--words", metavar="WORDS", help="Rows whose sentence holds these words."),
    "kinds": click.option(
        "--kind", "kinds", multiple=True, metavar="KIND", help="Such as visit, agreement or project; repeatable."
    ),
    "states": click.option(
        "--state", "states", multiple=True, metavar="STATE", help="Such as planned, postponed or done; repeatable."
    ),
    "facts": click.option(
        "--fact", "facts", multiple=True, metavar="FACT", help="Such as toll, date or reason; repeatable."
    ),
    "rulings": click.option(
        "--ruling",
        "rulings",
        multiple=True,
        metavar="RULING",
        help="accepted, rejected, recoded, none or all; by default all but the rejected; repeatable.",
    ),
}


_OF_HAPPENINGS = ("kinds", "states", "facts")


def filters(*names: str) -> Callable[[Command], Command]:
    """The filter options of these names, all that ask about rows when none is named."""

    def add(command: Command) -> Command:
        for name in reversed(names or tuple(name for name in _FILTERS if name not in _OF_HAPPENINGS)):
            command = _FILTERS[name](command)
        return command

    return add


def filter_of(options: Mapping[str, object]) -> Filter:
    """The filter that options ask for; raises FilterError, with the nearest word, for what cannot be meant."""
    return msgspec.convert(dict(options), Filter)
