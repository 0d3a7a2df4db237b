"""F1 of coded rows against coded documents at five levels: gold and rows in, figures out.

The measure is that of the acceptance scorer: rows and events of one document agree where their spans overlap and the
level's test holds; recall counts required events matched one to one with rows, precision rows matched one to one
with events, required or arguable; a row of fewer than two parties is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

__all__ = ["LEVELS", "prepared", "score", "unmatched"]

QUADS = {
    kind: quad
    for quad, kinds in {
        1: "AGREE CONSULT SUPPORT CONCEDE",
        2: "COOPERATE AID RETREAT",
        3: "REQUEST ACCUSE REJECT THREATEN",
        4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
    }.items()
    for kind in kinds.split()
}


def codes(values: Sequence[str]) -> set[str]:
    """Codes with the Soviet Union folded into Russia."""
    return {"RUS" if value == "SUN" else value for value in values}


def parties(row: dict) -> set[str]:
    """Everybody a row names."""
    return codes(row["actors"]) | codes(row["recipients"])


def same_pair(event: dict, row: dict) -> bool:
    """Two or more parties of the event and nobody else."""
    return any(len(parties(row)) >= 2 and parties(row) <= codes(a) | codes(r) for a, r in event["pairs"])


def directed(event: dict, row: dict) -> bool:
    """The right side acts."""
    actors, recipients = codes(row["actors"]), codes(row["recipients"])
    return same_pair(event, row) and any(
        (actors & codes(a) and (recipients & codes(r) or not r)) or (not r and (actors | recipients) & codes(a))
        for a, r in event["pairs"]
    )


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
    return event["doc"] == row["document"] and any(s < row["end"] and row["start"] < e for s, e in event["spans"])


def matched(edges: list[list[int]]) -> set[int]:
    """Which left nodes a maximum bipartite matching covers."""
    owner: dict[int, int] = {}

    def augment(left: int, seen: set[int]) -> bool:
        for right in edges[left]:
            if right not in seen:
                seen.add(right)
                if right not in owner or augment(owner[right], seen):
                    owner[right] = left
                    return True
        return False

    for left in range(len(edges)):
        augment(left, set())
    return set(owner.values())


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
