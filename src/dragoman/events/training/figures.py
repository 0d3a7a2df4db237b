"""F1 of one class: pairs of a true and a found name in, a share out."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["f1"]


def f1(pairs: Sequence[tuple[str, str]], name: str) -> float:
    """F1 of one class among (true, found); 0 where it neither is nor is found."""
    hits = sum(true == found == name for true, found in pairs)
    return 2 * hits / max(1, sum(true == name for true, _ in pairs) + sum(found == name for _, found in pairs))
