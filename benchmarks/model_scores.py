"""Figures of models: folders that `make train` wrote in, a line for each out; several are also scored as one.

    python benchmarks/model_scores.py build/model build/another [--shared ../shared]

`w8` and `v2`: F1 over the type of all pairs of the validation hands, by the model alone and with the cues; `status`:
macro F1 over the nine statuses there; `relations`: root macro F1 of ../shared/eval/relations, alone and with the cues.
Each run on relations is to be logged in docs/training.md.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np

from dragoman.events import EventCoder
from dragoman.events.encoder import Card, Encoder, Fusion, Look
from dragoman.events.judge import fused, told_status
from dragoman.events.labels import NONE
from dragoman.events.training.asked import Asked, ask
from dragoman.events.training.corpus import read_corpus
from dragoman.events.training.figures import f1
from dragoman.events.training.settle import PLAIN

ROOT = Path(__file__).resolve().parent.parent
HANDS = ("w8", "v2")
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def main() -> None:
    """Score each model, and all together."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    args = parser.parse_args()
    models = [Encoder(folder) for folder in args.models]
    for folder, model in zip(args.models, models, strict=True):
        print(folder.name, line(model, args.shared), flush=True)
    if len(models) > 1:
        print("together", line(Together(models), args.shared))


class Together:
    """Several models as one: the mean of their scores, by the card of the first."""

    def __init__(self, models: Sequence[Encoder]) -> None:
        self.card: Card = models[0].card
        self._models = models

    def look(self, text: str, parties: Sequence, pairs: Sequence[tuple[int, int]]) -> Look:
        """The mean of what each says of the pairs."""
        looks = [model.look(text, parties, pairs) for model in self._models]
        names = ("types", "modes", "abouts", "about_modes", "statuses", "flags", "contexts", "weights")
        return replace(looks[0], **{name: np.mean([getattr(look, name) for look in looks], 0) for name in names})


def line(model: Encoder, shared: Path) -> str:
    """All figures of one model."""
    told = []
    for hand in HANDS:
        asked = ask(model, read_corpus([ROOT / f"corpus/training/{hand}.jsonl"]))
        told += [f"{hand} {micro(asked, model, PLAIN):.3f}/{micro(asked, model, model.card.fusion):.3f}"]
        told += [f"status {statuses(asked, model):.3f}"]
    gold = shared / "eval/relations/dev.tsv"
    if gold.is_file():
        told.append("relations " + "/".join(f"{100 * relations(model, gold, f):.1f}" for f in (PLAIN, None)))
    return ", ".join(told)


def micro(asked: Sequence[Asked], model: Encoder, fusion: Fusion) -> float:
    """F1 over the type of pairs; what is told although nothing is there counts against it."""
    right = found = wanted = 0
    for a in asked:
        types = fused(a.look.types, a.evidence.numbers, fusion)
        for row, question in enumerate(a.questions):
            names = {act.type for act in question.acts}
            best = model.card.labels.types[int(types[row].argmax())]
            right, found, wanted = right + (best in names), found + (best != NONE), wanted + bool(names)
    return 2 * right / (found + wanted)


def statuses(asked: Sequence[Asked], model: Encoder) -> float:
    """Macro F1 over the statuses of pairs with an act, the type given."""
    card, pairs = model.card, []
    for a in asked:
        for row, question in enumerate(a.questions):
            for act in question.acts[:1]:
                cued = a.evidence.drafts[row].get(act.type)
                told = told_status(a.look.statuses[row], act.type, cued, card.labels, card.fusion)
                pairs.append((str(act.status), card.labels.statuses[int(told.argmax())]))
    return float(np.mean([f1(pairs, name) for name in card.labels.statuses]))


def relations(model: Encoder, gold: Path, fusion: Fusion | None) -> float:
    """Root macro F1 of marked pairs, by the card's fusion or another."""
    kept = model.card
    if fusion:
        model.card = msgspec.structs.replace(kept, fusion=msgspec.structs.replace(fusion, fates=kept.fusion.fates))
    with gold.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    codings = EventCoder(model).classify([(r["sentence"], r["actor"], r["recipient"]) for r in rows])
    model.card = kept
    pairs = [(r["type"], YIELD.get(c.type, c.type)) for r, c in zip(rows, codings, strict=True)]
    return float(np.mean([f1(pairs, name) for name in {true for true, _ in pairs}]))


if __name__ == "__main__":
    main()
