"""Who a document is about: a reading in, how often its parties are named alone and together out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from dragoman.codebook.lineage import lineage
from dragoman.records import PassageKind, Reading

__all__ = ["Company", "company"]

_READ = frozenset({PassageKind.HEADLINE, PassageKind.BODY, PassageKind.CAPTION})
_STATE = len("PAK")
_GROUPS = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})


@dataclass(frozen=True, slots=True)
class Company:
    """Who a document is about: how often each party is named, and how often two are named in one sentence."""

    alone: Counter[str]
    together: Counter[tuple[str, str]]

    def other(self, code: str | None) -> str | None:
        """The party that is most often named with this one; the one named most where it stands alone everywhere."""
        beside = {(b if a == code else a): n for (a, b), n in self.together.items() if code in {a, b}}
        ranked = sorted(
            self.alone, key=lambda c: (code is None and len(c) != _STATE, -beside.get(c, 0), -self.alone[c], c)
        )
        return next((c for c in ranked if lineage(c) != (code and lineage(code))), None)

    def most(self, number: int) -> tuple[str, ...]:
        """The lineages of the states that the document names most."""
        counts: Counter[str] = Counter()
        for code, n in self.alone.items():
            if len(code) == _STATE:
                counts[lineage(code)] += n
        return tuple(sorted(counts, key=lambda c: (-counts[c], c))[:number])

    def states(self) -> tuple[str, ...]:
        """The two states that the document is on, as far as it names two."""
        pairs = {pair: n for pair, n in self.together.items() if all(len(code) == _STATE for code in pair)}
        if pairs:
            return min(pairs, key=lambda pair: (-pairs[pair], -self.alone[pair[0]] - self.alone[pair[1]], pair))
        named = sorted((c for c in self.alone if len(c) == _STATE), key=lambda c: (-self.alone[c], c))
        return tuple(named[:2])


def company(reading: Reading) -> Company:
    """The parties that a document names in headline, body and captions."""
    alone: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for sentence in reading.sentences:
        if sentence.kind in _READ:
            here = [s for s in reading.spans if sentence.start <= s.start and s.end <= sentence.end]
            codes = sorted({a.code for s in here for a in s.actors if a.code not in _GROUPS})
            alone.update(codes)
            together.update(combinations(codes[:6], 2))
    return Company(alone, together)
