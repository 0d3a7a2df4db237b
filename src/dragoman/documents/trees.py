"""Rows of line features in, the chance of each line to be article text out: boosted trees, read from JSON."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TypeAlias

from dragoman.documents.features import FEATURES
from dragoman.errors import DragomanError

__all__ = ["Forest", "bundled_forest", "digest", "forest_from"]

Node: TypeAlias = "float | tuple[int, float, Node, Node]"
FlatTree: TypeAlias = list[list[float]]


@dataclass(frozen=True, slots=True)
class Forest:
    """Boosted regression trees over log odds: a node is (feature, threshold, node if not above, if above)."""

    base: float
    trees: tuple[Node, ...]

    def chances(self, rows: Iterable[Sequence[float]]) -> list[float]:
        """For each row of features the chance in 0..1 that its line belongs to the article's body."""
        return [1.0 / (1.0 + math.exp(-self._odds(row))) for row in rows]

    def _odds(self, row: Sequence[float]) -> float:
        odds = self.base
        for tree in self.trees:
            node = tree
            while isinstance(node, tuple):
                node = node[2] if row[node[0]] <= node[1] else node[3]
            odds += node
        return odds


@cache
def bundled_forest() -> Forest:
    """The forest of the package. Raises DragomanError where its file is damaged or for other features."""
    path = resources.files("dragoman.documents").joinpath("page_weights.json")
    card = json.loads(path.read_text(encoding="utf-8"))
    if card["features"] != list(FEATURES) or card["digest"] != digest(card["base"], card["trees"]):
        raise DragomanError(
            "page_weights.json: features or digest do not fit this version; "
            "install dragoman anew or run benchmarks/fit_page_weights.py"
        )
    return forest_from(card["base"], card["trees"])


def forest_from(base: float, trees: Sequence[FlatTree]) -> Forest:
    """A forest from flat trees: lists of nodes [feature, threshold, left, right] and leaves [value]."""
    return Forest(base, tuple(_grown(tree, 0) for tree in trees))


def digest(base: float, trees: Sequence[FlatTree]) -> str:
    """SHA-256 of the weights, to tell a damaged file."""
    return hashlib.sha256(json.dumps([base, trees], separators=(",", ":")).encode()).hexdigest()


def _grown(tree: FlatTree, at: int) -> Node:
    node = tree[at]
    if len(node) == 1:
        return node[0]
    feature, threshold, left, right = node
    return int(feature), threshold, _grown(tree, int(left)), _grown(tree, int(right))
