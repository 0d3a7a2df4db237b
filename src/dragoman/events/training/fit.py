"""The training loop: corpus lines and a recipe in, a trained network out; stops and resumes at any epoch."""

from __future__ import annotations

import hashlib
import json
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from dragoman.events.labels import Labels
from dragoman.events.training.batches import Batch, batches
from dragoman.events.training.corpus import Line
from dragoman.events.training.net import Coder, Scores
from dragoman.events.wordpiece import WordPiece

__all__ = ["Recipe", "fit", "loss_of"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides a training run besides the corpus; docs/training.md says what each choice was worth."""

    seed: int = 1
    epochs: int = 7
    batch: int = 24
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    warm_up: float = 0.1
    swap: float = 0.5
    none_weight: float = 0.5
    status_weight: float = 0.6

    def key(self, lines: Sequence[Line]) -> str:
        """A digest of recipe and corpus: a checkpoint of another one is not resumed."""
        told = json.dumps([asdict(self), [(line.id, line.text, line.acts, line.contexts) for line in lines]])
        return hashlib.sha256(told.encode()).hexdigest()


def fit(
    net: Coder,
    lines: Sequence[Line],
    recipe: Recipe,
    pieces: WordPiece,
    labels: Labels,
    checkpoint: Path | None = None,
    after: Callable[[int, float], None] = lambda epoch, loss: None,
) -> None:
    """Train in place; `after` is told each epoch and its mean loss."""
    torch.manual_seed(recipe.seed)
    optimizer = _optimizer(net, recipe)
    steps = recipe.epochs * (len(lines) // recipe.batch + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _pace(step, steps, recipe.warm_up))
    key, begin = recipe.key(lines), 0
    if checkpoint and checkpoint.is_file():
        saved = torch.load(checkpoint, weights_only=True)
        if saved["key"] == key:
            net.load_state_dict(saved["net"])
            optimizer.load_state_dict(saved["optimizer"])
            schedule.load_state_dict(saved["schedule"])
            begin = saved["epoch"]
    for epoch in range(begin, recipe.epochs):
        rng = random.Random(f"{recipe.seed} {epoch}")  # noqa: S311 - shuffling, no secret
        torch.manual_seed(recipe.seed * 1000 + epoch)
        net.train()
        total = count = 0.0
        for batch in batches(lines, pieces, labels, rng, recipe.batch, recipe.swap):
            scores = net(batch.ids, batch.kinds, batch.pool, batch.near, batch.pairs, batch.padding)
            loss = loss_of(scores, batch, recipe, labels)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total, count = total + float(loss.detach()), count + 1
        if checkpoint:
            _save(checkpoint, key, epoch + 1, net, optimizer, schedule)
        after(epoch + 1, total / count)


def loss_of(scores: Scores, batch: Batch, recipe: Recipe, labels: Labels) -> Tensor:
    """Types weigh most; mode, about, status and flags are learned from pairs with an act, contexts from sentences."""
    weight = 1 - (1 - recipe.none_weight) * batch.types[:, 0]
    each = -(batch.types * scores.types.log_softmax(-1)).sum(-1)
    loss = (each * weight).sum() / weight.sum()
    loss = (
        loss
        + 0.4 * _within(scores.modes, batch.modes, labels)
        + 0.4 * _within(scores.about_modes, batch.about_modes, labels)
    )
    loss = (
        loss
        + 0.4 * _known(scores.abouts, batch.abouts)
        + recipe.status_weight * _known(scores.statuses, batch.statuses)
    )
    known = batch.flags >= 0
    if known.any():
        loss = loss + 0.3 * nn.functional.binary_cross_entropy_with_logits(scores.flags[known], batch.flags[known])
    return loss + 0.5 * nn.functional.binary_cross_entropy_with_logits(scores.contexts, batch.contexts)


def _known(logits: Tensor, truth: Tensor) -> Tensor:
    known = truth >= 0
    return nn.functional.cross_entropy(logits[known], truth[known]) if known.any() else logits.sum() * 0


def _within(logits: Tensor, truth: Tensor, labels: Labels) -> Tensor:
    """Cross entropy among the modes of the true type alone."""
    known = truth >= 0
    if not known.any():
        return logits.sum() * 0
    mates = _mates(labels)[truth[known]]
    return nn.functional.cross_entropy(logits[known].masked_fill(~mates, -1e9), truth[known])


def _mates(labels: Labels) -> Tensor:
    types = [name.partition("/")[0] for name in labels.modes]
    return torch.tensor([[one == other for other in types] for one in types])


def _optimizer(net: Coder, recipe: Recipe) -> torch.optim.Optimizer:
    net.encoder.requires_grad_(False)
    below = list(net.encoder.learning())
    for weight in below:
        weight.requires_grad_(True)
    net.encoder.kinds.requires_grad_(True)
    above = [p for n, p in net.named_parameters() if not n.startswith("encoder.") or ".kinds." in n]
    groups = [{"params": below, "lr": recipe.encoder_rate}, {"params": above, "lr": recipe.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=recipe.decay)


def _pace(step: int, steps: int, warm_up: float) -> float:
    """Up in a straight line, then down to nothing."""
    first = max(1, int(steps * warm_up))
    return (step + 1) / first if step < first else max(0.0, (steps - step) / max(1, steps - first))


def _save(path: Path, key: str, epoch: int, net: Coder, optimizer, schedule) -> None:  # type: ignore[no-untyped-def]
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    states = {"net": net.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict()}
    torch.save({"key": key, "epoch": epoch, **states}, part)
    part.replace(path)
