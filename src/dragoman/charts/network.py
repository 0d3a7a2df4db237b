"""Who acts with whom: events in, states with their places and the ties between them out."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations

from dragoman.charts.points import Data, Seen
from dragoman.charts.render import needed
from dragoman.codebook.lineage import lineage

__all__ = ["network"]

_MOST = 40  # states and bodies that are drawn
_SEED = 1
_WIDE, _GAP, _APART = 3.4, 0.7, 1.6  # of the rows of groups, between groups, between the states of a group


def network(seen: Seen) -> Data:
    """Rows are the states and bodies: `code`, `x` and `y`, `events`. `ties`: `x`, `y`, `x2`, `y2`, `events`,
    `tone` (mostly friendly, mostly hostile, mixed), by the quads of their events.

    Places are found by the forces of Fruchterman and Reingold (1991) from a fixed start: the same for the same events.
    """
    ties: dict[tuple[str, str], list[float]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for event in seen.events:
        codes = sorted({lineage(code) for code in (*event.actors, *event.recipients)})
        counts.update(codes if len(codes) > 1 else ())
        for pair in combinations(codes, 2):
            ties[pair].append(event.intensity)
    kept = {code for code, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST]}
    drawn = {pair: found for pair, found in sorted(ties.items()) if set(pair) <= kept}
    places = _places(drawn)
    rows: list[dict[str, object]] = [
        {
            "id": code,
            "code": code,
            "x": places[code][0],
            "y": places[code][1],
            "events": counts[code],
            "title": f"{code}: {_counted(counts[code])} with others",
            "link": f"actors/{code}",
        }
        for code in sorted(places)
    ]
    lines: list[dict[str, object]] = [
        {
            "x": places[one][0],
            "y": places[one][1],
            "x2": places[other][0],
            "y2": places[other][1],
            "events": len(found),
            "tone": _tone(found),
            "title": f"{one} and {other}: {_counted(len(found))}, {_tone(found)}",
            "link": f"dossiers/{one}/{other}",
        }
        for (one, other), found in drawn.items()
    ]
    rest = len(counts) - len(places)
    return Data(rows, f"left out: {rest} states and bodies with fewer events" if rest else "", {"ties": lines})


def _counted(number: int) -> str:
    return f"{number} event{'s' * (number != 1)}"


def _tone(found: list[float]) -> str:
    friendly = sum(value >= 0 for value in found) / len(found)
    return "mostly friendly" if friendly >= 2 / 3 else "mostly hostile" if friendly <= 1 / 3 else "mixed"


def _places(ties: dict[tuple[str, str], list[float]]) -> dict[str, tuple[float, float]]:
    """Each group that hangs together is laid out by itself; the groups stand in rows, the largest first."""
    networkx = needed("networkx")
    graph = networkx.Graph()
    graph.add_weighted_edges_from((one, other, len(found) ** 0.5) for (one, other), found in ties.items())
    groups = sorted((sorted(group) for group in networkx.connected_components(graph)), key=lambda g: (-len(g), g))
    widest = _WIDE * sum(len(group) for group in groups) ** 0.5
    places: dict[str, tuple[float, float]] = {}
    left = top = high = 0.0
    for group in groups:
        side = len(group) ** 0.5
        if left and left + 2 * side > widest:
            left, top, high = 0.0, top - high - _GAP, 0.0
        inside = graph.subgraph(group)
        found = networkx.spring_layout(inside, seed=_SEED, iterations=300, k=_APART / side, scale=side)
        for code, (x, y) in sorted(found.items()):
            places[str(code)] = (round(left + side + float(x), 3), round(top - side + float(y), 3))
        left, high = left + 2 * side + _GAP, max(high, 2 * side)
    return places
