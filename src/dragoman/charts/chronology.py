"""Reported against happened: events in, a point for each with its days and the day of its first report out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from dragoman.charts.points import FATES, Data, Seen, link_of, quad_of
from dragoman.ledger.filters import first_day, last_day
from dragoman.records import Event, Mention

__all__ = ["chronology"]

_ASIDE, _STEP, _BESIDE = 664, 11, 8  # where the side begins, from one event to the next, how many before they overlap


def chronology(seen: Seen) -> Data:
    """One row an event whose publication has a date; acts of history are left out and counted.

    `from` and `to` are the first and last day that the act may have, or for which it is or was planned; both are None
    where no day is told: such events stand at the side, `aside` pixels from the left, those of one report side by side.
    `day` is the middle of them, `reported` the first day of publication, or the middle of the month or year from
    `reported_from` to `reported_to` where no more is known. What lies under the line was told before it was to happen,
    what lies above it afterwards.
    """
    shown = [(e, e.first_reported) for e in seen.events if not e.historical and e.first_reported]
    rows: list[dict[str, object]] = []
    beside: Counter[str] = Counter()
    for event, reported in shown:
        first, last = _days(event, seen.mentions)
        early, late = first_day(reported), last_day(reported)
        rows.append(
            {
                "id": event.id,
                "title": seen.title(event),
                "link": link_of(event),
                "from": first,
                "to": last,
                "day": _middle(first, last) if first and last else None,
                "reported": _middle(early, late),
                "reported_from": early,
                "reported_to": late,
                "fate": FATES[event.status],
                "quad": quad_of(event),
                "sources": event.sources,
                "aside": None if first and last else _ASIDE + _STEP * (beside[reported] % _BESIDE),
            }
        )
        beside[reported] += 0 if first and last else 1
    history = sum(e.historical for e in seen.events)
    undated = len(seen.events) - len(shown) - history
    parts = ((history, "of history"), (undated, "without a date of publication"))
    told = " and ".join(f"{count} {what}" for count, what in parts if count)
    return Data(rows, f"left out: {told}" if told else "", {"line": _line(rows)})


def _line(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """The ends of the line on which acts stand that were told on their day: as far as acts and reports both reach."""
    acts = sorted(str(row["day"]) for row in rows if row["day"])
    reports = sorted(str(row["reported"]) for row in rows)
    if not acts:
        return []
    first, last = max(acts[0], reports[0]), min(acts[-1], reports[-1])
    return [{"day": first}, {"day": last}] if first < last else []


def _middle(first: str, last: str) -> str:
    one, other = (date.fromisoformat(day).toordinal() for day in (first, last))
    return date.fromordinal((one + other) // 2).isoformat()


def _days(event: Event, mentions: Mapping[str, Mention]) -> tuple[str | None, str | None]:
    """The days of an act, or those for which its rows, the surest first, say that it is or was planned."""
    if event.date_start:
        return event.date_start, event.date_end
    rows = sorted((mentions[name] for name in event.mentions if name in mentions), key=lambda m: (-m.confidence, m.id))
    return next(((m.date_start, m.date_end) for m in rows if m.date_start), (None, None))
