"""How well things are put together: the groups that are right and those that were told in, rates out.

Pairwise links, B-cubed (Bagga and Baldwin 1998), MUC, CEAF-e with optimal assignment, and their mean (CoNLL 2012).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from itertools import combinations

__all__ = ["b_cubed", "ceaf_e", "conll", "muc", "pairwise"]

Labels = Mapping[str, Hashable]  # thing to the name of its group


def _f1(precision: float, recall: float) -> tuple[float, float, float]:
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _groups(labels: Labels) -> list[set[str]]:
    found: dict[Hashable, set[str]] = defaultdict(set)
    for name, label in labels.items():
        found[label].add(name)
    return list(found.values())


def _pairs(labels: Labels) -> set[tuple[str, str]]:
    return {pair for group in _groups(labels) for pair in combinations(sorted(group), 2)}


def pairwise(gold: Labels, told: Labels) -> tuple[float, float, float]:
    """Precision, recall and F1 of the pairs that are put together."""
    right, made = _pairs(gold), _pairs(told)
    hit = len(right & made)
    return _f1(hit / len(made) if made else 1.0, hit / len(right) if right else 1.0)


def b_cubed(gold: Labels, told: Labels) -> tuple[float, float, float]:
    """Mean over things of how much of their group is right."""

    def side(one: Labels, other: Labels) -> float:
        total = 0.0
        for group in _groups(one):
            shares = Counter(other[name] for name in group)
            total += sum(n * n for n in shares.values()) / len(group)
        return total / len(one)

    return _f1(side(told, gold), side(gold, told))


def muc(gold: Labels, told: Labels) -> tuple[float, float, float]:
    """Links that are missing (Vilain et al. 1995)."""

    def side(one: Labels, other: Labels) -> float:
        groups = [group for group in _groups(one) if len(group) > 1]
        links = sum(len(group) - 1 for group in groups)
        kept = sum(len(group) - len({other[name] for name in group}) for group in groups)
        return kept / links if links else 0.0

    return _f1(side(told, gold), side(gold, told))


def ceaf_e(gold: Labels, told: Labels) -> tuple[float, float, float]:
    """Groups matched one to one so that their likeness (phi 4 of Luo 2005) is greatest."""
    right, made = _groups(gold), _groups(told)
    scores = [[2 * len(r & m) / (len(r) + len(m)) for m in made] for r in right]
    best = _assigned(scores)
    return _f1(best / len(made) if made else 0.0, best / len(right) if right else 0.0)


def conll(gold: Labels, told: Labels) -> float:
    """Mean F1 of MUC, B-cubed and CEAF-e."""
    return sum(measure(gold, told)[2] for measure in (muc, b_cubed, ceaf_e)) / 3


def _assigned(scores: list[list[float]]) -> float:
    """The greatest sum of a one-to-one matching, part by part: groups that share nothing need no comparing."""
    total = 0.0
    for rows, columns in _parts(scores):
        total += _hungarian([[scores[r][c] for c in columns] for r in rows])
    return total


def _parts(scores: list[list[float]]) -> Iterable[tuple[list[int], list[int]]]:
    unseen = set(range(len(scores)))
    by_column: dict[int, list[int]] = defaultdict(list)
    for r, row in enumerate(scores):
        for c, score in enumerate(row):
            if score > 0:
                by_column[c].append(r)
    while unseen:
        rows, columns, edge = set(), set(), {unseen.pop()}
        while edge:
            r = edge.pop()
            rows.add(r)
            for c, score in enumerate(scores[r]):
                if score > 0 and c not in columns:
                    columns.add(c)
                    edge |= set(by_column[c]) - rows
        unseen -= rows
        if columns:
            yield sorted(rows), sorted(columns)


def _hungarian(scores: list[list[float]]) -> float:
    """The greatest sum of a matching (Kuhn and Munkres, with potentials)."""
    if len(scores) > len(scores[0]):
        scores = [list(column) for column in zip(*scores, strict=True)]
    n, m = len(scores), len(scores[0])
    u, v, match, way = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        match[0], j0 = i, 0
        least, used = [float("inf")] * (m + 1), [False] * (m + 1)
        while True:
            used[j0] = True
            i0, delta, j1 = match[j0], float("inf"), 0
            for j in range(1, m + 1):
                if used[j]:
                    continue
                value = -scores[i0 - 1][j - 1] - u[i0] - v[j]
                if value < least[j]:
                    least[j], way[j] = value, j0
                if least[j] < delta:
                    delta, j1 = least[j], j
            for j in range(m + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            j0 = j1
            if match[j0] == 0:
                break
        while j0:
            match[j0], j0 = match[way[j0]], way[j0]
    return sum(scores[match[j] - 1][j - 1] for j in range(1, m + 1) if match[j])
