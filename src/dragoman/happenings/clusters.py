"""Things and the likeness of pairs in, groups of things that are one out: the same in whatever order they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

__all__ = ["APART", "LARGEST", "Links", "Parts", "components", "grouped", "linked_pairs", "neighbours"]

APART = float("-inf")  # the likeness of two that cannot be one
LARGEST = 150  # of things that hang together more widely only the stronger links hold
_LEVELS = tuple(step / 2 for step in range(33))  # by steps of .5, as long as they are too many

Key = str | int
Pair = tuple[str, str]
Links = dict[Pair, float]
Near = Callable[[Collection[str]], Iterable[Mapping[str, float]]]
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


def neighbours(links: Links) -> Near:
    """The links of each thing, as `Parts` asks for them."""
    near: dict[str, dict[str, float]] = defaultdict(dict)
    for (one, other), value in links.items():
        near[one][other] = near[other][one] = value
    return lambda names: (near[name] for name in names)


class Parts:
    """Which things hang together: by links above the lowest level at which they are at most LARGEST.

    A part is found from any of its things by a walk that sees hardly more than the part: a link more or less changes
    only parts that hold one of its two things before or after. `near` gives the links of things by their names.
    """

    def __init__(self, near: Near) -> None:
        self._near = near
        self._level: dict[str, int] = {}  # what is known to be too many at every level below

    def of(self, names: Iterable[str]) -> list[list[str]]:
        """The parts that hold these things, each sorted, in the order of their first names."""
        found: list[list[str]] = []
        seen: set[str] = set()
        for name in sorted(names):
            if name not in seen:
                part = self._of(name)
                seen |= part
                found.append(sorted(part))
        return sorted(found)

    def _of(self, name: str) -> set[str]:
        while (part := self._hanging(name, self._level.get(name, 0))) is None:
            pass
        return part

    def _hanging(self, name: str, level: int) -> set[str] | None:
        """All that hang together with a thing by links above a level; None where they are too many, noted for next."""
        last = level == len(_LEVELS) - 1
        seen, edge = {name}, {name}
        while edge:
            found = {other for links in self._near(edge) for other, value in links.items() if value > _LEVELS[level]}
            edge = found - seen
            seen |= edge
            if not last and (len(seen) > LARGEST or any(self._level.get(other, 0) > level for other in edge)):
                self._level |= {other: level + 1 for other in seen if self._level.get(other, 0) <= level}
                return None
        return seen


def grouped(names: Sequence[str], likeness: Likeness) -> list[list[str]]:
    """Split one part into groups: the two likest are joined as long as they are likelier one than not.

    The likeness of two groups is the mean over all pairs between them; one pair that cannot be one keeps them apart.
    Ties go by name, so that the order of reading has no say. What even the strongest links leave too large is one.
    """
    return [sorted(names)] if len(names) == 1 or len(names) > LARGEST else _joined(sorted(names), likeness)


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
