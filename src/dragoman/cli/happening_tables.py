"""Happenings in, text for a terminal out."""

from __future__ import annotations

from collections.abc import Iterable

from rich.padding import Padding
from rich.text import Text

from dragoman.cli.tables import STATUS_STYLES, console, short_id
from dragoman.cli.talk import counted, shortened
from dragoman.exchange.markdown import plain
from dragoman.exchange.when import short_date
from dragoman.ledger import Change, Ruling
from dragoman.records import Account, Disagreement, Event, Undertaking, UndertakingStep

__all__ = ["happening_line", "print_happenings"]

_STATE_STYLES = {"done": "green", "under way": "green", "signed": "green", **STATUS_STYLES}


def print_happenings(found: Iterable[Event | Undertaking | Disagreement | Change | Ruling]) -> int:
    """Print them one by one, with what they rest on; returns how many there were."""
    out, shown = console(), 0
    for one in found:
        shown += 1
        out.print(happening_line(one))
        for line in _below(one):
            out.print(Padding(line, (0, 0, 0, 4)))
    return shown


def happening_line(one: Event | Undertaking | Disagreement | Change | Ruling) -> Text:
    """A happening on one line, its id last."""
    if isinstance(one, Event):
        act = f"{one.type}/{one.mode}" if one.mode else one.type
        about = f" ({one.about})" if one.about else ""
        sides = " -> ".join(filter(None, (", ".join(one.actors), ", ".join(one.recipients))))
        words = (short_date(one) or "no date", plain(sides), act + about)
        status = Text(one.status, STATUS_STYLES.get(one.status, ""))
        sources = Text(counted(one.sources, "source"), "bold" if one.sources > 1 else "")
        return Text("  ").join([*map(Text, words), status, sources, Text(short_id(one.id), "dim")])
    if isinstance(one, Undertaking):
        state = Text(one.state, _STATE_STYLES.get(one.state, ""))
        late = [Text("overdue", "yellow")] if one.overdue else []
        due = [Text(f"due {one.due}")] if one.due else []
        order = [] if one.ordered else [Text("order unknown", "dim")]
        head = (Text(shortened(one.name, 70), "bold"), Text(one.kind), Text(plain(", ".join(one.parties))), state)
        return Text("  ").join([*head, *due, *late, *order, Text(short_id(one.id), "dim")])
    if isinstance(one, Disagreement):
        return Text("  ").join(
            [Text(one.fact, "bold"), Text(f"about {short_id(one.about)}"), Text(short_id(one.id), "dim")]
        )
    if isinstance(one, Ruling):
        other = f" {short_id(one.other)}" if one.other else f" ruling {one.undoes}" if one.undoes else ""
        sets = "; ".join(f"{name}: {value}" for name, value in one.fields.items())
        told = (str(one.number), one.at[:16], one.who, f"{short_id(one.one)} {one.verdict}{other}", sets)
        return Text("  ").join([*(Text(word) for word in told if word), Text(one.note or "", "dim")])
    others = f"  {', '.join(map(short_id, one.others))}" if one.others else ""
    return Text(f"{one.at[:16]}  {one.sort} {short_id(one.id)} {one.what}{others}")


def _below(one: Event | Undertaking | Disagreement | Change | Ruling) -> Iterable[Text]:
    if isinstance(one, Undertaking):
        yield from map(_step_line, one.steps)
    elif isinstance(one, Disagreement):
        yield from map(_account_line, one.accounts)
    elif isinstance(one, Event):
        yield Text(shortened("; ".join(one.outlets or one.documents), 110), "dim")


def _step_line(step: UndertakingStep) -> Text:
    line = Text(f"{step.reported or 'no date':10s}  ")
    line.append(f"{step.state:10s}", _STATE_STYLES.get(step.state, ""))
    return line.append(f"  {shortened(step.sentence, 90)}", "dim")


def _account_line(account: Account) -> Text:
    who = account.asserted_by or account.document
    line = Text(f"{shortened(account.value, 40)}", "bold")
    return line.append(
        f"  {shortened(who, 40)}, {account.as_of or 'no date'}: {shortened(account.sentence, 80)}", "dim"
    )
