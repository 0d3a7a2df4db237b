"""Undertakings by state: undertakings in, a card for each in the column of its state out."""

from __future__ import annotations

from collections import Counter, defaultdict

from dragoman.charts.points import Data, Seen
from dragoman.records import UNDERTAKING_STATES, Undertaking

__all__ = ["board"]

_MOST = 14  # cards of a column
_LONG = 24  # letters of a name on its card


def board(seen: Seen) -> Data:
    """One row a card: `state`, `place` in its column (the latest reported first), `name`, `below` (kind and due day).

    Columns have the order of the states; of one with more cards than fit the rest is counted in its last card.
    """
    columns: dict[str, list[Undertaking]] = defaultdict(list)
    for one in sorted(seen.undertakings, key=lambda u: (max(s.reported or "" for s in u.steps), u.id), reverse=True):
        columns[one.state].append(one)
    rows: list[dict[str, object]] = []
    for state in (state for state in UNDERTAKING_STATES if columns[state]):
        cards = columns[state]
        shown = cards if len(cards) <= _MOST else cards[: _MOST - 1]
        rows += [_card(one, place) for place, one in enumerate(shown)]
        if len(shown) < len(cards):
            rest = len(cards) - len(shown)
            more = {"name": f"and {rest} more", "below": "", "title": f"{rest} more {state}"}
            rows.append({"id": "", "state": state, "place": len(shown), "link": f"undertakings?state={state}", **more})
    counts = Counter(one.state for one in seen.undertakings)
    heads: list[dict[str, object]] = [
        {"state": state, "head": f"{state} ({counts[state]})"} for state in UNDERTAKING_STATES if counts[state]
    ]
    return Data(rows, "", {"heads": heads})


def _card(one: Undertaking, place: int) -> dict[str, object]:
    last = one.steps[-1]
    due = f", due {one.due}" if one.due else ""
    short = one.name if len(one.name) <= _LONG else one.name[: _LONG - 1].rstrip() + "…"
    return {
        "id": one.id,
        "state": one.state,
        "place": place,
        "name": short,
        "below": f"{one.kind}{due}",
        "title": f"{one.name} ({one.kind}, {one.state}{due}), last reported {last.reported or 'on no known day'}",
        "link": f"undertakings/{one.id}",
    }
