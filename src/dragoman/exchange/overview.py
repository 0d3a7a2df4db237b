"""Rows in, a first look at them out: which pairs act most, and which act of a pair is told with several fates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product

from dragoman.codebook.lineage import lineage
from dragoman.records import Mention

__all__ = ["Contrast", "contrasts", "pair_counts", "pairs_of"]

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Contrast:
    """An act of a pair (`CONSULT/visit`) that stands differently in several rows, in the order of the rows."""

    pair: Pair
    act: str
    mentions: tuple[Mention, ...]


def pairs_of(mention: Mention) -> Iterator[Pair]:
    """The pairs, sorted inside, between which an act takes place: codes of lineages; none where it is domestic."""
    actors, recipients = (sorted({lineage(code) for code in codes}) for codes in (mention.actors, mention.recipients))
    found = product(actors, recipients) if recipients else combinations(actors, 2)
    for one, other in sorted({(min(pair), max(pair)) for pair in found}):
        if one != other:
            yield one, other


def pair_counts(mentions: Iterable[Mention]) -> list[tuple[Pair, int]]:
    """Pairs with the number of their rows, the most active first."""
    counts = Counter(pair for mention in mentions for pair in pairs_of(mention))
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def contrasts(mentions: Iterable[Mention]) -> list[Contrast]:
    """The acts of each pair that rows tell with more than one status: those with the most statuses first."""
    groups: dict[tuple[Pair, str], list[Mention]] = {}
    for mention in mentions:
        act = mention.about or (f"{mention.type}/{mention.mode}" if mention.mode else mention.type)
        for pair in pairs_of(mention):
            groups.setdefault((pair, act), []).append(mention)
    found = [Contrast(pair, act, tuple(rows)) for (pair, act), rows in groups.items() if _fates(rows) > 1]
    return sorted(found, key=lambda each: (-_fates(each.mentions), each.pair, each.act))


def _fates(mentions: Iterable[Mention]) -> int:
    return len({mention.status for mention in mentions})
