"""Fit the weights by which two steps are likened: own training histories in, `happenings/step_weights.json` out.

    python benchmarks/fit_step_weights.py [--prior 150] [--write] corpus/histories

A logistic regression over the pairs of our own steps that share a key, drawn towards the weights in use by `--prior`. A
step belongs to the undertaking whose marked words it overlaps. Whoever reads the press on two states has hundreds of
undertakings of the same two: so each step is also set beside some of other histories as if they were of its parties.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from fit_merge_weights import fitted
from happening_scores import read, rows_of

import dragoman
from dragoman.happenings import UNDERTAKINGS, pairs_of
from dragoman.happenings.continuity import FEATURES, features, weights
from dragoman.records import Reading, Step

STRANGERS = 4  # steps of other histories to each
ROOT = Path(__file__).resolve().parent.parent


def told_steps(history: dict, coder: dragoman.Coder) -> Iterator[tuple[Step, str]]:
    """Our steps of a history that overlap the words of one undertaking, with that undertaking."""
    for document in history["documents"]:
        reading = read(document, coder)
        marks = list(marks_of(history, document, reading))
        for step in reading.steps:
            start, end = step.start + step.at[0], step.start + step.at[1]
            homes = {name for first, last, name in marks if first < end and start < last}
            if len(homes) == 1:
                yield step, f"{history['history']} {homes.pop()}"


def marks_of(history: dict, document: dict, reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Where the words of the undertakings stand in a document: start, end, name."""
    text = reading.document.text
    for undertaking in history["undertakings"]:
        for mark in (*undertaking["steps"], *undertaking.get("mentions", ())):
            if mark["doc"] == document["doc"]:
                start = text.find(mark["sentence"]) + mark["sentence"].find(mark["subject"])
                yield start, start + len(mark["subject"]), undertaking["name"]


def cases(paths: list[Path], coder: dragoman.Coder) -> tuple[np.ndarray, np.ndarray]:
    """Features and truth of all pairs of steps that could be one undertaking; all histories in one pool."""
    told = [one for path in paths for history in rows_of(path) for one in told_steps(history, coder)]
    steps, gold = {s.id: s for s, _ in told}, {s.id: name for s, name in told}
    rows, truth = [], []
    for one, other in sorted(pairs_of(UNDERTAKINGS, steps)):
        found = features(steps[one], steps[other])
        if found is not None:
            rows.append(found)
            truth.append(gold[one] == gold[other])
    for one, other in strangers(list(steps.values()), gold):
        found = features(one, other)
        if found is not None:
            rows.append(found)
            truth.append(False)
    return np.array(rows), np.array(truth, dtype=float)


def strangers(steps: list[Step], gold: dict[str, str]) -> Iterator[tuple[Step, Step]]:
    """Each step with some of other histories, told of the same parties at about the same time."""
    chance = random.Random(0)
    for one in steps:
        for other in chance.sample(steps, STRANGERS):
            if gold[one.id].split()[0] != gold[other.id].split()[0]:
                day = one.reported and date.fromisoformat(one.reported) + timedelta(chance.randint(-200, 200))
                yield one, replace(
                    other, sides=one.sides, company=one.company, by=one.by, to=one.to, persons=frozenset(),
                    reported=day and day.isoformat(), date=None, due=None,
                )  # fmt: skip


def main() -> None:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--prior", type=float, default=150.0)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    x, y = cases(sorted(args.folder.glob("*.jsonl")), dragoman.Coder())
    start = np.array([weights()[name] for name in FEATURES])
    w = fitted(x, y, start, args.prior)
    wrong = [float(np.mean((x @ weighed > 0) != y)) for weighed in (start, w)]
    print(f"{len(y)} pairs, {int(y.sum())} of one undertaking; wrong before {wrong[0]:.3f}, after {wrong[1]:.3f}")
    for name, before, after, used in zip(FEATURES, start, w, np.abs(x).sum(0), strict=True):
        print(f"{name:18s} {before:6.2f} -> {after:6.2f}   ({used:.0f})")
    if args.write:
        target = ROOT / "src/dragoman/happenings/step_weights.json"
        target.write_text(
            json.dumps({n: round(float(v), 2) for n, v in zip(FEATURES, w, strict=True)}, indent=0) + "\n"
        )


if __name__ == "__main__":
    main()
