"""Events a month: events in, a count for each month and quad out, conflict below the line."""

from __future__ import annotations

from collections import Counter

from dragoman.charts.points import QUADS, Data, Seen, quad_of

__all__ = ["months"]

_MONTH = len("2012-10")
_EXACT = frozenset({"day", "range", "month"})


def months(seen: Seen) -> Data:
    """One row a month and quad: `month`, `quad`, `events` (how many), `signed` (the same, below zero for conflict).

    An act counts in the month in which it began; one whose month is not told is left out and counted.
    """
    shown = [e for e in seen.events if e.date_start and e.date_precision in _EXACT]
    counts = Counter((str(e.date_start)[:_MONTH], quad_of(e)) for e in shown)
    rows: list[dict[str, object]] = [
        {
            "month": month,
            "quad": quad,
            "events": count,
            "signed": count if QUADS.index(quad) < 2 else -count,
            "title": f"{month}: {count} of {quad}",
            "link": f"events?since={month}&until={month}",
        }
        for (month, quad), count in sorted(counts.items())
    ]
    rest = len(seen.events) - len(shown)
    return Data(rows, f"left out: {rest} without a month" if rest else "")
