"""Fit the weights by which two reports are likened: own open groups and news in, `happenings/weights.json` out.

    python benchmarks/fit_merge_weights.py --news ../shared/eval/unlabelled/news.jsonl.gz [--prior 1.0] [--write] SET...

A logistic regression over the pairs that share a key, drawn towards the weights in use by `--prior` (the weight of the
square of the distance). `SET` are files of groups (docs in corpus/own/README.md); closed halves are refused. The news
teaches how seldom two reports of like acts are of one: sets of groups hold few acts that recur.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
from happening_scores import given_reports, group_items, rows_of
from news_pairs import news_reports, weeks_apart

import dragoman
from dragoman.happenings import EVENTS, pairs_of
from dragoman.happenings.likeness import FEATURES, features, weights

ROOT = Path(__file__).resolve().parent.parent


NEWS_OF = ("2010-01-01", "2011-01-01")
NEWS_WEIGHT = 0.2  # of a pair of news beside one of the sets: less, and acts that recur are taken for one
#: Left as they are: the sets say everything in other words on purpose, and cannot tell what shared words weigh.
HELD = {"words", "shared rare", "same words", "same word", "same document", "same sentence"}


def cases(paths: list[Path]) -> tuple[np.ndarray, np.ndarray]:
    """Features and truth of all pairs of marks that could be one."""
    coder = dragoman.Coder()
    rows, truth = [], []
    reports, gold = {}, {}
    for path in paths:
        for reading, marks in group_items(rows_of(path), coder):
            for report, mark in zip(given_reports(reading, marks), marks, strict=True):
                reports[report.id], gold[report.id] = report, mark["event"]
    for one, other in sorted(pairs_of(EVENTS, reports)):
        found = features(reports[one], reports[other])
        if found is not None:
            rows.append(found)
            truth.append(gold[one] == gold[other])
    return np.array(rows), np.array(truth, dtype=float)


def news_cases(path: Path) -> np.ndarray:
    """Features of pairs of news that tell of two acts."""
    reports = news_reports(path, *NEWS_OF, dragoman.Coder())
    pairs = ((reports[a], reports[b]) for a, b in sorted(pairs_of(EVENTS, reports)))
    found = (features(one, other) for one, other in pairs if weeks_apart(one, other))
    return np.array([row for row in found if row is not None])


def fitted(
    x: np.ndarray, y: np.ndarray, start: np.ndarray, prior: float | np.ndarray, each: float | np.ndarray = 1.0
) -> np.ndarray:
    """Newton's method on the penalised likelihood, a step halved while it leads uphill; `each` weighs the cases."""

    def loss(w: np.ndarray) -> float:
        z = x @ w
        return float((each * (np.logaddexp(0, z) - y * z)).sum() + (prior / 2 * (w - start) ** 2).sum())

    w = start.copy()
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (each * (p - y)) + prior * (w - start)
        hessian = (x * (each * p * (1 - p))[:, None]).T @ x + np.eye(len(w)) * prior
        step = np.linalg.solve(hessian, gradient)
        while loss(w - step) > loss(w) and np.abs(step).max() > 1e-9:
            step = step / 2
        w = w - step
        if np.abs(step).max() < 1e-6:
            break
    return w


def main() -> int:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--prior", type=float, default=1.0)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    if any("closed" in path.name for path in args.sets):
        print("a closed half teaches nothing", file=sys.stderr)
        return 1
    x, y = cases(args.sets)
    apart = news_cases(args.news)
    each = np.concatenate([np.ones(len(y)), np.full(len(apart), NEWS_WEIGHT)])
    both, truth = np.concatenate([x, apart]), np.concatenate([y, np.zeros(len(apart))])
    start = np.array([weights()[name] for name in FEATURES])
    prior = np.array([1000.0 if name in HELD else args.prior for name in FEATURES])
    w = fitted(both, truth, start, prior, each)
    wrong = [float(np.mean((x @ weighed > 0) != y)) for weighed in (start, w)]
    print(f"{len(y)} pairs, {int(y.sum())} of one event; wrong before {wrong[0]:.3f}, after {wrong[1]:.3f}")
    print(f"{len(apart)} of news; wrong before {(apart @ start > 0).mean():.3f}, after {(apart @ w > 0).mean():.3f}")
    for name, before, after, used in zip(FEATURES, start, w, np.abs(x).sum(0), strict=True):
        print(f"{name:18s} {before:6.2f} -> {after:6.2f}   ({used:.0f})")
    if args.write:
        target = ROOT / "src/dragoman/happenings/weights.json"
        target.write_text(
            json.dumps({n: round(float(v), 2) for n, v in zip(FEATURES, w, strict=True)}, indent=0) + "\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
