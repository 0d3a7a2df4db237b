"""F1 of coded rows against coded documents at five levels: gold and rows as JSON in, figures out.

The counting is that of `dragoman evaluate` (dragoman.events.evaluate); here stand only the words of the gold files.
"""

from __future__ import annotations

from dragoman.events.evaluate import LEVELS, Row, Wanted, prepared, score_rows
from dragoman.events.evaluate import unmatched as without_partner

__all__ = ["LEVELS", "score", "unmatched"]


def events_of(gold: dict) -> list[Wanted]:
    """The events of a gold file, with every reading of each that its readers allow."""
    return [
        Wanted(
            e["doc"],
            tuple((first, last) for first, last in e["spans"]),
            tuple((frozenset(actors), frozenset(recipients)) for actors, recipients in e["pairs"]),
            tuple(e["types"]),
            tuple(e["statuses"]),
            e["core"],
        )
        for e in gold["events"]
    ]


def rows_of(rows: list[dict]) -> list[Row]:
    """The rows that count."""
    sides = ({"actors": frozenset(r["actors"]), "recipients": frozenset(r["recipients"])} for r in rows)
    return prepared(Row(**r | side) for r, side in zip(rows, sides, strict=True))


def unmatched(gold: dict, rows: list[dict], level: str) -> tuple[list[Wanted], list[Row]]:
    """Required events without a row, and rows without an event, at one level."""
    return without_partner(events_of(gold), rows_of(rows), LEVELS[level])


def score(gold: dict, rows: list[dict]) -> dict[str, float]:
    """F1 by level, with precision and recall beside pair and type."""
    figures: dict[str, float] = {}
    for level, rates in score_rows(events_of(gold), rows_of(rows)).items():
        figures[f"{level} F1"] = rates.f1
        if level in {"pair", "type"}:
            figures |= {f"{level} P": rates.precision or 0.0, f"{level} R": rates.recall or 0.0}
    return figures
