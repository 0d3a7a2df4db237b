"""`dragoman rule`: an id and a verdict in, the ruling kept and what counts formed anew."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass

import click
import msgspec

from dragoman.cli.codes import as_codes
from dragoman.cli.options import ledger_option
from dragoman.cli.talk import say
from dragoman.ledger import Ledger, Ruling

__all__ = ["command", "reader"]

_USAGE = "dragoman rule ID accept|reject|undo, ID recode --status planned, ID same OTHER, or ID not same OTHER"
_ON_ONE = frozenset({"accept", "reject", "recode", "undo"})
_NOTHING = frozenset({"", "none", "unknown"})


@dataclass(frozen=True, slots=True)
class _Recoding:
    """The options of a recoding as typed in; None or empty: not given."""

    type_: str | None
    about: str | None
    status: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    reciprocal: bool
    date: str | None


def reader() -> str:
    """Who rules: DRAGOMAN_READER, else the name of the user of the machine."""
    try:
        return os.environ.get("DRAGOMAN_READER") or getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in a container
        return "unknown"


@click.command("rule")
@click.argument("id")
@click.argument("verdict", nargs=-1, required=True, metavar="VERDICT [OTHER]")
@click.option("--type", "type_", metavar="TYPE[/MODE]", help="Recode: what was done, such as CONSULT/visit.")
@click.option("--about", metavar="TYPE[/MODE]", help="Recode: the act beneath; none where nothing lies beneath.")
@click.option("--status", metavar="STATUS", help="Recode: the fate of the act, such as postponed.")
@click.option(
    "--actor", "actors", multiple=True, callback=as_codes, metavar="CODE", help="Recode: who acts; repeatable."
)
@click.option(
    "--recipient", "recipients", multiple=True, callback=as_codes, metavar="CODE",
    help="Recode: who is acted upon; repeatable; --reciprocal for nobody.",
)  # fmt: skip
@click.option("--reciprocal", is_flag=True, help="Recode: all parties act together, nobody is acted upon.")
@click.option("--date", metavar="DATE", help="Recode: 2012, 2012-10, 2012-10-05, or unknown.")
@click.option("--note", metavar="WORDS", help="Why, for those who come after you.")
@click.option(
    "--by", "who", metavar="NAME", default=reader, show_default="DRAGOMAN_READER, else you", help="Who rules."
)
@ledger_option
def command(ledger: str, id: str, verdict: tuple[str, ...], note: str | None, who: str, **options: object) -> None:
    """Accept, reject or recode a row, or decide whether two rows are of one event.

    accept and reject say that a row is right or wrong, recode says what is right; undo takes the latest ruling back.
    same and not same say whether two rows are of one event. IDs are those of rows (m...), of events, of undertakings or
    steps of them (u...), or their first characters. Events, undertakings and counts follow at once. A ruling stands
    above the program's own judgement, whatever is read or recoded later, until a later ruling on the same.

    Example: dragoman rule m3f1c0a9 recode --status postponed --date 2012-10 --note "see the second paragraph"
    """
    decided, other = _decided(verdict)
    fields = _fields(msgspec.convert(options, _Recoding))
    with Ledger(ledger) as store:
        ruling = store.rule(id, decided, other, note, who=who, fields=fields)
        say(_told(ruling))
        for change in store.changes(ruling.at):
            if change.at == ruling.at and change.run is None:
                others = f" ({', '.join(change.others)})" if change.others else ""
                say(f"{change.sort} {change.id} {change.what}{others}")


def _decided(verdict: tuple[str, ...]) -> tuple[str, str | None]:
    """The verdict, and the second id where it needs one."""
    if len(verdict) == 1 and verdict[0].lower() in _ON_ONE:
        return verdict[0].lower(), None
    *words, other = verdict
    decided = " ".join(words).replace("-", " ").lower()
    if decided not in {"same", "not same"}:
        raise click.UsageError(f"A ruling reads: {_USAGE}.")
    return decided, other


def _fields(asked: _Recoding) -> dict[str, object]:
    found: dict[str, object] = {}
    if asked.type_ is not None:
        found["type"], _, mode = asked.type_.partition("/")
        found["mode"] = mode or None
    for name, value in (("about", asked.about), ("date", asked.date)):
        if value is not None:
            found[name] = None if value.lower() in _NOTHING else value
    if asked.status is not None:
        found["status"] = asked.status
    if asked.actors:
        found["actors"] = list(asked.actors)
    if asked.recipients or asked.reciprocal:
        found["recipients"] = list(asked.recipients)
    return found


def _told(ruling: Ruling) -> str:
    head = f"ruling {ruling.number}: {ruling.one}"
    if ruling.verdict == "undo":
        return f"{head}: ruling {ruling.undoes} taken back"
    if ruling.other is not None:
        return f"{head} and {ruling.other} are {ruling.verdict}"
    sets = ", ".join(f"{name} {value}" for name, value in ruling.fields.items() if value is not None)
    return f"{head} {ruling.verdict}ed" if not sets else f"{head} {ruling.verdict}d: {sets}"
