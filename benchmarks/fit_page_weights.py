"""Pages with their article bodies in, the weights of the line classifier out, with the figure they reach.

    python benchmarks/fit_page_weights.py DEV.jsonl [--write] [--folds 6] [--repeats 1] [--predictions OUT]

DEV.jsonl has rows `id, url, lang, dump, body` (see docs/pages.md). Pages are split by site, so that no site
is both learnt and scored; the figure is that of the whole splitter, with out-of-fold weights. `--write` fits
all pages and replaces src/dragoman/documents/page_weights.json: numbers only, no text. Needs scikit-learn,
which dragoman itself does not.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from urllib.parse import urlsplit

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from dragoman.documents.comments import find_comments
from dragoman.documents.features import FEATURES, feature_rows
from dragoman.documents.lines import Line, split_lines
from dragoman.documents.passages import split_with
from dragoman.documents.trees import Forest, digest, forest_from
from dragoman.documents.view import PageView, word_count
from dragoman.records import PassageKind

WEIGHTS = Path(__file__).parents[1] / "src/dragoman/documents/page_weights.json"
WORD = re.compile(r"\w+")
CUT_WEIGHT = 0.35  # of a page cut out of a page, next to a whole one
SEED = 0

Sample = tuple[np.ndarray, np.ndarray, np.ndarray]  # features, labels, weights of the lines of one page


def labels(lines: Sequence[Line], body: str) -> list[bool]:
    """Which lines belong to the body: half of a line's words, or more, in order, in the gold."""
    words = [(word, at) for at, line in enumerate(lines) for word in WORD.findall(line.text)]
    matched: Counter[int] = Counter()
    aligned = difflib.SequenceMatcher(None, [word for word, _ in words], WORD.findall(body), autojunk=False)
    for first, _, size in aligned.get_matching_blocks():
        for _, at in words[first : first + size]:
            matched[at] += 2 if size >= 4 else 1
    total = Counter(at for _, at in words)
    return [matched[at] >= total[at] > 0 for at in range(len(lines))]


def sample(lines: Sequence[Line], marks: Sequence[bool], scale: float) -> Sample:
    weights = np.sqrt(np.array([word_count(line.text) + 1.0 for line in lines]))
    return np.array(feature_rows(PageView(lines))), np.array(marks), scale * weights / weights.sum() ** 0.5


def samples(dump: str, body: str, chance: random.Random) -> list[Sample]:
    """A page, and three cut out of it: the bare body, its first lines, the body with little around it."""
    lines = split_lines(dump)
    marks = labels(lines, body)
    said = {at for comment in find_comments(lines) for at in range(comment.first, comment.last + 1)}
    kept = [at for at in range(len(lines)) if at not in said]
    found = [sample([lines[at] for at in kept], [marks[at] for at in kept], 1.0)]
    inside = [place for place, at in enumerate(kept) if marks[at]]
    if not inside:
        return found
    first = max(0, inside[0] - chance.choice((1, 3, 8)))
    last = min(len(kept), inside[-1] + chance.choice((1, 4, 10)))
    for cut in (inside, inside[: chance.choice((1, 2, 3, 5, 8))], range(first, last)):
        found.append(sample([lines[kept[at]] for at in cut], [marks[kept[at]] for at in cut], CUT_WEIGHT))
    return found


def fit(pages: Sequence[list[Sample]]) -> tuple[float, list[list[list[float]]]]:
    """Base and flat trees; thresholds and values are rounded, which costs nothing measurable."""
    parts = [part for page in pages for part in page]
    features, marks, weights = (np.concatenate([part[k] for part in parts]) for k in range(3))
    model = GradientBoostingClassifier(
        n_estimators=40,
        max_depth=5,
        learning_rate=0.18,
        subsample=0.6,
        max_features=0.3,
        min_samples_leaf=20,
        random_state=SEED,
    )
    model.fit(features, marks, sample_weight=weights)
    share = float(np.average(marks, weights=weights))
    rate = model.learning_rate
    return round(float(np.log(share / (1 - share))), 5), [flat(tree[0].tree_, rate) for tree in model.estimators_]


def flat(tree: object, rate: float) -> list[list[float]]:
    """The nodes of a fitted tree: [feature, threshold, left, right], and leaves [value]."""
    nodes = []
    for at in range(tree.node_count):
        if tree.children_left[at] < 0:
            nodes.append([round(float(tree.value[at, 0, 0]) * rate, 5)])
        else:
            left, right = int(tree.children_left[at]), int(tree.children_right[at])
            nodes.append([int(tree.feature[at]), round(float(tree.threshold[at]), 5), left, right])
    return nodes


def predicted_body(forest: Forest, dump: str) -> str:
    parts = split_with(forest, dump)
    return "\n".join(dump[part.start : part.end] for part in parts if part.kind is PassageKind.BODY)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))) if words else Counter()


def f1(rows: Sequence[dict[str, str]], bodies: Sequence[str]) -> dict[str, float]:
    """The measure of the evaluation pack: word 4-grams, precision and recall averaged over pages."""
    precision, recall = [], []
    for row, body in zip(rows, bodies, strict=True):
        gold, pred = shingles(row["body"]), shingles(body)
        hit = (gold & pred).total()
        if pred:
            precision.append(hit / pred.total())
        if gold:
            recall.append(hit / gold.total())
    p, r = mean(precision or [0.0]), mean(recall or [0.0])
    return {
        "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0,
        "precision": round(p, 4),
        "recall": round(r, 4),
    }


def figures(rows: Sequence[dict[str, str]], bodies: Sequence[str]) -> dict[str, dict[str, float]]:
    english = [at for at, row in enumerate(rows) if row["lang"] == "en"]
    return {
        "english": f1([rows[at] for at in english], [bodies[at] for at in english]),
        "all": f1(rows, bodies),
    }


def out_of_fold(rows: Sequence[dict[str, str]], pages: Sequence[list[Sample]], folds: int, seed: int) -> list[str]:
    sites = [".".join(urlsplit(row["url"]).netloc.removeprefix("www.").split(".")[-3:]) for row in rows]
    bodies = [""] * len(rows)
    for learnt, left_out in GroupKFold(folds, shuffle=True, random_state=seed).split(rows, groups=sites):
        forest = forest_from(*fit([pages[at] for at in learnt]))
        for at in left_out:
            bodies[at] = predicted_body(forest, rows[at]["dump"])
    return bodies


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--folds", type=int, default=6)
    parser.add_argument("--repeats", type=int, default=1, help="cross-validations with other splits of the sites")
    parser.add_argument("--write", action="store_true", help="fit all pages and write the weights file")
    parser.add_argument("--predictions", type=Path, help="write the out-of-fold bodies of the first split as JSONL")
    asked = parser.parse_args()
    raw = asked.dev.read_bytes()
    rows = [json.loads(line) for line in raw.decode("utf-8").splitlines() if line.strip()]
    chance = random.Random(SEED)
    pages = [samples(row["dump"], row["body"], chance) for row in rows]
    crossed = []
    for seed in range(asked.repeats):
        bodies = out_of_fold(rows, pages, asked.folds, seed)
        crossed.append(figures(rows, bodies))
        print(f"cross-validated, split {seed}:", json.dumps(crossed[-1]))
        if asked.predictions and seed == 0:
            pairs = zip(rows, bodies, strict=True)
            asked.predictions.write_text(
                "".join(json.dumps({"id": row["id"], "body": body}) + "\n" for row, body in pairs),
                encoding="utf-8",
            )
    base, trees = fit(pages)
    fitted = figures(rows, [predicted_body(forest_from(base, trees), row["dump"]) for row in rows])
    print("in sample:", json.dumps(fitted))
    if asked.write:
        card = {
            "about": "boosted trees over the features named; leaves add up to the log odds of article text",
            "made_by": "benchmarks/fit_page_weights.py",
            "data_sha256": hashlib.sha256(raw).hexdigest(),
            "pages": len(rows),
            "cross_validated": crossed,
            "in_sample": fitted,
            "digest": digest(base, trees),
            "features": list(FEATURES),
            "base": base,
            "trees": trees,
        }
        WEIGHTS.write_text(json.dumps(card, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
