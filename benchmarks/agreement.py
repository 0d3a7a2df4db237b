"""Agreement of two hands on the same sentences: the corpus and a second labelling in, a table by type out.

    python benchmarks/agreement.py [corpus/second-hand.jsonl]

A pair counts for every ordered pair of marked parties; kappa is Cohen's, over types and NONE. Status and mode are
compared where both hands give the pair the same type.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import msgspec

from dragoman.events.labels import NONE
from dragoman.events.training.corpus import Sample, parse_line, read_corpus

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("second", type=Path, nargs="?", default=ROOT / "corpus/second-hand.jsonl")
    second = {row["text"]: row["acts"] for row in map(json.loads, parser.parse_args().second.open(encoding="utf-8"))}
    lines = read_corpus(sorted((ROOT / "corpus/training").glob("*.jsonl")))
    both = [
        (parse_line(line), parse_line(msgspec.structs.replace(line, acts=tuple(second[line.text]))))
        for line in lines
        if line.text in second
    ]
    print(report(both))


def report(both: list[tuple[Sample, Sample]]) -> str:
    """F1 of one hand against the other, by type."""
    pairs = [(types(a, *p), types(b, *p), a, b, p) for a, b in both for p in ordered(a)]
    settled = [(common(x, y), common(y, x)) for x, y, *_ in pairs]
    hits, first, other = Counter[str](), Counter[str](), Counter[str]()
    for x, y in settled:
        first[x] += 1
        other[y] += 1
        hits[x] += x == y
    total = len(settled)
    seen = sum(hits.values()) / total
    chance = sum(first[k] * other[k] for k in first) / total**2
    out = [f"{len(both)} sentences, {total} ordered pairs, kappa {(seen - chance) / (1 - chance):.3f}"]
    acts = [k for k in first if k != NONE]
    told = sum(hits[k] for k in acts)
    out.append(f"pairs with an act: F1 {2 * told / (sum(first[k] + other[k] for k in acts)):.3f}")
    for k in sorted(first, key=lambda k: -first[k]):
        out.append(
            f"{k:10s} F1 {2 * hits[k] / (first[k] + other[k]):.3f}  first hand {first[k]:5d}  second {other[k]:5d}"
        )
    for field in ("status", "mode", "about", "historical"):
        same = [(getattr(act(a, *p), field), getattr(act(b, *p), field)) for x, y, a, b, p in pairs if x and x == y]
        out.append(
            f"{field:10s} equal in {sum(x == y for x, y in same) / len(same):.3f} of {len(same)} pairs of the same type"
        )
    confused = Counter((x, y) for x, y in settled if x != y)
    out += [f"{n:4d}  {x} -> {y}" for (x, y), n in confused.most_common(25)]
    return "\n".join(out)


def ordered(sample: Sample) -> list[tuple[str, str]]:
    """Ordered pairs of parties."""
    return [(a, b) for a in sample.parties for b in sample.parties if a != b]


def types(sample: Sample, actor: str, recipient: str) -> frozenset[str]:
    """Types of the acts of a pair."""
    return frozenset(a.type for a in sample.acts if (a.actor, a.recipient) == (actor, recipient))


def common(mine: frozenset[str], theirs: frozenset[str]) -> str:
    """One type for a pair, one on which both agree where there is one."""
    return min(mine & theirs or mine or {NONE})


def act(sample: Sample, actor: str, recipient: str):
    """The first act of a pair."""
    return next(a for a in sample.acts if (a.actor, a.recipient) == (actor, recipient))


if __name__ == "__main__":
    main()
