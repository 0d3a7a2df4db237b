"""F1 of coded rows against coded documents at five levels: gold and rows in, figures out.

Counted as the acceptance scorer counts (see its README): spans of one document overlap and the level's test holds; a
largest one-to-one matching gives the required events that a row answers (recall) and the rows that any event bears out
(precision); rows with a single party do not count.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dragoman.codebook import event_types

__all__ = ["LEVELS", "prepared", "score", "unmatched"]

QUADS = {name: page.quad for name, page in event_types().items()}


def codes(values: Sequence[str]) -> set[str]:
    """Codes with the Soviet Union folded into Russia."""
    return {"RUS" if value == "SUN" else value for value in values}


def parties(row: dict) -> set[str]:
    """Everybody a row names."""
    return codes(row["actors"]) | codes(row["recipients"])


def same_pair(event: dict, row: dict) -> bool:
    """The row names at least two of those who took part, and no outsider."""
    return any(len(parties(row)) >= 2 and parties(row) <= codes(a) | codes(r) for a, r in event["pairs"])


def directed(event: dict, row: dict) -> bool:
    """The right side acts; in a mutual act any of its parties will do."""
    return same_pair(event, row) and any(_same_side(row, *sides) for sides in event["pairs"])


def _same_side(row: dict, actors: list[str], recipients: list[str]) -> bool:
    mine, theirs = codes(row["actors"]), codes(row["recipients"])
    if not recipients:
        return bool((mine | theirs) & codes(actors))
    return bool(mine & codes(actors)) and bool(theirs & codes(recipients))


def right_type(event: dict, row: dict) -> bool:
    """Pair and type."""
    return same_pair(event, row) and row["type"] in event["types"]


LEVELS: dict[str, Callable[[dict, dict], bool]] = {
    "pair": same_pair,
    "directed": directed,
    "quad": lambda e, r: same_pair(e, r) and QUADS[r["type"]] in {QUADS[t] for t in e["types"] if t in QUADS},
    "type": right_type,
    "status": lambda e, r: right_type(e, r) and r["status"] in e["statuses"],
}


def prepared(rows: list[dict]) -> list[dict]:
    """Body rows of two or more parties, one for each sentence, parties, type and status."""
    kept = [r for r in rows if r["passage"] in {"body", "headline"} and len(parties(r)) >= 2]
    key = lambda r: (r["document"], r["start"], r["end"], frozenset(parties(r)), r["type"], r["status"])  # noqa: E731
    return list({key(r): r for r in reversed(kept)}.values())[::-1]


def touches(event: dict, row: dict) -> bool:
    """Same document, overlapping spans."""
    shared = (min(last, row["end"]) - max(first, row["start"]) for first, last in event["spans"])
    return event["doc"] == row["document"] and any(length > 0 for length in shared)


def matched(choices: list[list[int]]) -> set[int]:
    """The left nodes of a largest one-to-one matching; `choices` lists the right nodes each of them may take."""
    taken_by: dict[int, int] = {}
    for newcomer in range(len(choices)):
        _settle(newcomer, choices, taken_by, set())
    return set(taken_by.values())


def _settle(node: int, choices: list[list[int]], taken_by: dict[int, int], tried: set[int]) -> bool:
    """Find a partner for one left node, moving others on where they have another choice."""
    for partner in choices[node]:
        if partner in tried:
            continue
        tried.add(partner)
        holder = taken_by.get(partner)
        if holder is None or _settle(holder, choices, taken_by, tried):
            taken_by[partner] = node
            return True
    return False


def unmatched(gold: dict, rows: list[dict], level: str) -> tuple[list[dict], list[dict]]:
    """Required events without a row, and rows without an event, at one level."""
    rows, agree = prepared(rows), LEVELS[level]
    required = [e for e in gold["events"] if e["core"]]
    hit = matched([[n for n, r in enumerate(rows) if touches(e, r) and agree(e, r)] for e in required])
    good = matched([[n for n, e in enumerate(gold["events"]) if touches(e, r) and agree(e, r)] for r in rows])
    return [e for n, e in enumerate(required) if n not in hit], [r for n, r in enumerate(rows) if n not in good]


def score(gold: dict, rows: list[dict]) -> dict[str, float]:
    """F1 by level, with precision and recall beside pair and type."""
    total, required = len(prepared(rows)), sum(e["core"] for e in gold["events"])
    figures: dict[str, float] = {}
    for level in LEVELS:
        missed, wrong = unmatched(gold, rows, level)
        p = (total - len(wrong)) / total if total else 0.0
        r = (required - len(missed)) / required if required else 0.0
        figures[f"{level} F1"] = 2 * p * r / (p + r) if p + r else 0.0
        if level in {"pair", "type"}:
            figures |= {f"{level} P": p, f"{level} R": r}
    return figures
