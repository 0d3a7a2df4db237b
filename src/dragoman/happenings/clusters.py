"""Things and the likeness of pairs in, groups of things that are one out: the same in whatever order they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = ["APART", "Links", "components", "grouped", "linked_pairs"]

APART = float("-inf")  # the likeness of two that cannot be one
_LARGEST = 150  # a component beyond this is cut at its weaker links before its groups are sought
_STEP = 0.5

Key = str | int
Pair = tuple[str, str]
Links = dict[Pair, float]
Likeness = Callable[[str, str], float]  # log odds that two are one; symmetric


def linked_pairs(borne: Mapping[str, Iterable[Key]], sought: Mapping[str, Iterable[Key]]) -> set[Pair]:
    """Pairs, in alphabetical order, of which one looks for a key that the other bears."""
    bearing: dict[Key, list[str]] = defaultdict(list)
    for name in borne:
        for key in borne[name]:
            bearing[key].append(name)
    return {
        (name, other) if name < other else (other, name)
        for name in sought
        for key in sought[name]
        for other in bearing.get(key, ())
        if other != name
    }


def components(names: Iterable[str], links: Iterable[Pair]) -> list[list[str]]:
    """Groups that hang together by links, each sorted, in the order of their first names."""
    root = {name: name for name in names}

    def top(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for one, other in links:
        low, high = sorted((top(one), top(other)))
        root[high] = low
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(root):
        found[top(name)].append(name)
    return [found[name] for name in sorted(found)]


def grouped(names: Sequence[str], links: Links, likeness: Likeness) -> list[list[str]]:
    """Split one component into groups: the two likest are joined as long as they are likelier one than not.

    The likeness of two groups is the mean over all pairs between them; one pair that cannot be one keeps them apart.
    `links` are the pairs known to be likely one. Ties go by name, so that the order of reading has no say.
    """
    if len(names) == 1:
        return [list(names)]
    if len(names) > _LARGEST:
        return _cut(names, links, likeness)
    return _joined(sorted(names), likeness)


def _cut(names: Sequence[str], links: Links, likeness: Likeness) -> list[list[str]]:
    """A component too large to compare each with each: only its stronger links hold."""
    weakest = min(links.values(), default=0.0)
    kept = {pair: value for pair, value in links.items() if value > weakest + _STEP}
    if not kept:
        return components(names, links)
    found = []
    for part in components(names, kept):
        inside = set(part)
        held = {pair: value for pair, value in kept.items() if pair[0] in inside}
        found += grouped(part, held, likeness)
    return found


def _joined(names: Sequence[str], likeness: Likeness) -> list[list[str]]:
    """Groups by average linkage over the full table of pairs."""
    import numpy as np

    size = len(names)
    sums = np.full((size, size), APART)
    for i in range(size):
        for j in range(i + 1, size):
            sums[i, j] = sums[j, i] = likeness(names[i], names[j])
    counts = np.ones(size)
    groups: list[list[str] | None] = [[name] for name in names]
    while True:
        means = sums / np.outer(counts, counts)
        best = int(np.argmax(means))
        one, other = divmod(best, size)
        if not means[one, other] > 0:
            break
        kept, gone = groups[one], groups[other]
        assert kept is not None and gone is not None
        groups[one], groups[other] = kept + gone, None
        sums[one] += sums[other]
        sums[:, one] = sums[one]
        sums[one, one] = APART
        sums[other] = sums[:, other] = APART
        counts[one] += counts[other]
    return sorted(sorted(group) for group in groups if group)
