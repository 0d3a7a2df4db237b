"""What the card says besides the weights: a model and the validation hand in, fusion, curve and kept classes out.

Everything is measured through the file that will be shipped, on sentences that no training run has seen.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
import numpy as np
import torch
from torch import Tensor

from dragoman.events.encoder import Curve, Fusion
from dragoman.events.judge import fused, likely_mode, told_status
from dragoman.events.labels import KINDS_OF_EVIDENCE, NONE, Labels
from dragoman.events.training.asked import Asked, Question
from dragoman.events.training.figures import f1
from dragoman.events.verdict import DONE
from dragoman.records import Status

__all__ = ["PLAIN", "STRAIGHT", "class_scores", "curves_of", "fit_fusion", "kept_classes", "raise_rare", "type_scores"]

#: The model by itself.
PLAIN = Fusion(1.0, (0.0,) * len(KINDS_OF_EVIDENCE), 0.0, 0.0, (0.0,) * len(Status))
#: The curve before any is known.
STRAIGHT: Curve = ((0.0, 0.0), (1.0, 1.0))
#: Weights of a row by the cues for this very pair, of silence, and of a cue's status. The validation hand was asked for
#: rare words, so a fit to it trusts the cues too little for running text: these were chosen on the open half of our own
#: documents (docs/training.md has the figures).
_TRUSTED, _SILENT, _CUED_STATUS = 6.0, 1.0, 3.0
#: Shares tried for raising rare statuses.
_RAISES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
#: F1 on the validation hand below which a mode, a status or a context is not told, and how often it must occur there.
_GOOD, _ENOUGH = 0.6, 3


def fit_fusion(asked: Sequence[Asked], labels: Labels) -> Fusion:
    """Scale of the model and weights of the cues that make the truth likeliest."""
    scores = torch.from_numpy(np.concatenate([a.look.types for a in asked]))
    numbers = torch.from_numpy(np.concatenate([a.evidence.numbers for a in asked]))
    truth = _truth(asked, labels)
    free = torch.tensor([1.0, 0.3, -0.3, 0.3, 1.5, -0.3, 0.0], requires_grad=True)

    def loss() -> Tensor:
        total = scores * free[0] + numbers @ free[1:-1]
        total = total + torch.nn.functional.pad(free[-1:], (0, total.shape[1] - 1))
        return -(truth * total.log_softmax(-1)).sum(-1).mean() + 1e-3 * (free**2).sum()

    _descend(free, loss)
    scale, *cues, _ = (round(float(x), 4) for x in free.detach())
    cues[KINDS_OF_EVIDENCE.index("of this pair")] = _TRUSTED
    return Fusion(scale, tuple(cues), _SILENT, _CUED_STATUS, (0.0,) * len(labels.statuses))


def raise_rare(asked: Sequence[Asked], labels: Labels, fusion: Fusion, trained: Counter[str]) -> Fusion:
    """The fusion with rare statuses raised as far as serves them; `trained` counts those of the acts trained on.

    What serves is macro F1 and, as much, that an act which did not take place is not told as done: no error is worse.
    """
    tried = [_raised(fusion, share, labels, trained) for share in _RAISES]
    return max(tried, key=lambda f: _worth(list(_statuses(asked, labels, f))))


def _raised(fusion: Fusion, share: float, labels: Labels, trained: Counter[str]) -> Fusion:
    """Statuses raised by a share of the log odds of their being rare among the acts trained on."""
    total = sum(trained.values())
    fates = tuple(round(-share * math.log((trained[str(name)] + 1) / total), 4) for name in labels.statuses)
    return msgspec.structs.replace(fusion, fates=fates)


def _worth(pairs: Sequence[tuple[str, str]]) -> float:
    """Macro F1 of true and found statuses, and the share of acts not done that are not told as done."""
    names = {true for true, _ in pairs}
    not_done = [found for true, found in pairs if true not in DONE]
    kept = sum(found not in DONE for found in not_done) / max(1, len(not_done))
    return kept + sum(f1(pairs, name) for name in names) / max(1, len(names))


def _descend(free: Tensor, loss) -> None:  # type: ignore[no-untyped-def]
    optimizer = torch.optim.LBFGS([free], max_iter=200)

    def step() -> Tensor:
        optimizer.zero_grad()
        value: Tensor = loss()
        value.backward()
        return value

    optimizer.step(step)


def _truth(asked: Sequence[Asked], labels: Labels) -> Tensor:
    rows = [_types(q) for a in asked for q in a.questions]
    truth = torch.zeros(len(rows), len(labels.types))
    for row, types in enumerate(rows):
        for name in types:
            truth[row, labels.types.index(name)] = 1 / len(types)
    return truth


def _types(question: Question) -> set[str]:
    return {act.type for act in question.acts} or {NONE}


def _statuses(asked: Sequence[Asked], labels: Labels, fusion: Fusion) -> Iterable[tuple[str, str]]:
    """For each pair with an act its true status and the one found."""
    for a in asked:
        for row, q in enumerate(a.questions):
            if q.acts:
                type_ = q.acts[0].type
                found = told_status(a.look.statuses[row], type_, a.evidence.drafts[row].get(type_), labels, fusion)
                name = labels.statuses[int(found.argmax())]
                yield str(q.acts[0].status), name


def class_scores(asked: Sequence[Asked], labels: Labels, fusion: Fusion) -> dict[str, float]:
    """F1 of every mode, status and context that these sentences have often enough to say."""
    pairs: dict[str, list[tuple[str, str]]] = {"mode": [], "status": [], "context": []}
    pairs["status"] = list(_statuses(asked, labels, fusion))
    for a in asked:
        for row, q in enumerate(a.questions):
            for act in q.acts[:1]:
                true = f"{act.type}/{act.mode}" if act.mode else act.type
                found = likely_mode(a.look.modes[row], act.type, a.evidence.drafts[row].get(act.type), labels)
                pairs["mode"].append((true, found))
        for name, chance in zip(labels.contexts, a.look.contexts.tolist(), strict=True):
            pairs["context"].append((name if name in a.sample.contexts else "", name if chance >= 0.5 else ""))
    return {name: score for those in pairs.values() for name, score in _scores(those)}


def type_scores(asked: Sequence[Asked], labels: Labels, fusion: Fusion) -> dict[str, float]:
    """F1 of every type, NONE among them, over all pairs of these sentences."""
    pairs: list[tuple[str, str]] = []
    for a in asked:
        types = fused(a.look.types, a.evidence.numbers, fusion)
        for row, q in enumerate(a.questions):
            found, true = labels.types[int(types[row].argmax())], _types(q)
            pairs.append((found if found in true else min(true), found))
    return dict(_scores(pairs))


def kept_classes(scores: Mapping[str, float]) -> tuple[str, ...]:
    """The classes that are told reliably enough to be told at all."""
    return tuple(name for name, score in scores.items() if score >= _GOOD)


def _scores(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, float]]:
    """The F1 of every class that occurs often enough among the true ones of (true, found)."""
    for name, seen in sorted(Counter(true for true, _ in pairs if true).items()):
        if seen >= _ENOUGH:
            yield name, round(f1(pairs, name), 3)


def curves_of(asked: Sequence[Asked], labels: Labels, fusion: Fusion) -> tuple[Curve, Curve]:
    """The curves of rows with a cue and of those by the model alone: score is share of type times share of status,
    right is both with the pair.
    """
    seen: dict[bool, list[tuple[float, bool]]] = {True: [], False: []}
    for a in asked:
        types = fused(a.look.types, a.evidence.numbers, fusion)
        for row, q in enumerate(a.questions):
            best = int(types[row, 1:].argmax()) + 1
            if types[row, 0] >= 0.5:
                continue
            name = labels.types[best]
            cued = a.evidence.drafts[row].get(name)
            statuses = told_status(a.look.statuses[row], name, cued, labels, fusion)
            status = Status(labels.statuses[int(statuses.argmax())])
            right = any(act.type == name and act.status is status for act in q.acts)
            seen[cued is not None].append((float(types[row, best]) * float(statuses.max()), right))
    return _rising(sorted(seen[True])), _rising(sorted(seen[False]))


def _rising(seen: Sequence[tuple[float, bool]]) -> Curve:
    """Isotonic regression by pooling neighbours, as points at the middle of each pool of at least thirty."""
    if not seen:
        return STRAIGHT
    size = 30
    chunks = [seen[n : n + size] for n in range(0, max(1, len(seen) - size + 1), size)]
    pools = [[float(np.mean([s for s, _ in c])), float(np.mean([r for _, r in c])), 1.0] for c in chunks]
    merged: list[list[float]] = []
    for pool in pools:
        merged.append(pool)
        while len(merged) > 1 and merged[-2][1] > merged[-1][1]:
            (s1, r1, n1), (s2, r2, n2) = merged[-2:]
            merged[-2:] = [[(s1 * n1 + s2 * n2) / (n1 + n2), (r1 * n1 + r2 * n2) / (n1 + n2), n1 + n2]]
    return tuple((round(s, 4), round(r, 4)) for s, r, _ in merged)
