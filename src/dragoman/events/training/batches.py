"""From sentences to tensors: samples in, batches with the truth of every ordered pair out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from dragoman.events.features import LONGEST, Features, Spans, make_features
from dragoman.events.labels import NONE, Labels
from dragoman.events.training.asked import questions
from dragoman.events.training.corpus import Act, Line, Sample, parse_line
from dragoman.events.training.substitute import substituted
from dragoman.events.wordpiece import WordPiece

__all__ = ["Batch", "batches", "collate"]


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs of the network and, pair by pair, what is true.

    `types` (N, types) sums to one over the acts of a pair; the others are -1 where there is nothing to learn.
    """

    ids: Tensor
    kinds: Tensor
    pool: Tensor
    near: Tensor
    pairs: Tensor
    padding: Tensor
    types: Tensor
    modes: Tensor
    abouts: Tensor
    about_modes: Tensor
    statuses: Tensor
    flags: Tensor
    contexts: Tensor


def batches(
    lines: Sequence[Line], pieces: WordPiece, labels: Labels, rng: random.Random, size: int, swap: float
) -> Iterator[Batch]:
    """One epoch: shuffled, sentences of like length together; actors are swapped in a share of `swap` of them."""
    made = []
    for line in lines:
        changed = replace_text(line, substituted(line.text, rng)) if rng.random() < swap else line
        made.append(_made(parse_line(changed), pieces))
    made = [m for m in made if m[1]]
    made.sort(key=lambda m: len(m[0].ids) + rng.random() * 8)
    groups = [made[n : n + size] for n in range(0, len(made), size)]
    rng.shuffle(groups)
    for group in groups:
        yield collate(group, labels)


def replace_text(line: Line, text: str) -> Line:
    """The line with another text."""
    return Line(line.id, line.voice, text, line.acts, line.contexts, line.like)


_Made = tuple[Features, list[tuple[int, int, tuple[Act, ...]]], tuple[str, ...]]


def _made(sample: Sample, pieces: WordPiece) -> _Made:
    """Features and questions of one sentence."""
    spans: list[Spans] = list(sample.parties.values())
    place: dict[str | None, int] = {name: n for n, name in enumerate(sample.parties)} | {None: len(spans)}
    asked = [(place[q.actor], place[q.recipient], q.acts) for q in questions(sample)]
    return make_features(pieces.split(sample.text, LONGEST), spans), asked, sample.contexts


def collate(group: Sequence[_Made], labels: Labels) -> Batch:
    """Pad a group of sentences to one length."""
    length = max(len(f.ids) for f, _, _ in group)
    parties = max(len(f.pool) for f, _, _ in group)
    shape = (len(group), length)
    ids, kinds = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    padding = np.ones(shape, bool)
    pool = np.zeros((len(group), parties, length), np.float32)
    near = np.zeros((len(group), parties, length), np.int64)
    contexts = np.zeros((len(group), len(labels.contexts)), np.float32)
    pairs, told = [], []
    for row, (features, asked, subject) in enumerate(group):
        p, t = features.pool.shape
        ids[row, :t], kinds[row, :t], padding[row, :t] = features.ids, features.kinds, False
        pool[row, :p, :t], near[row, :p, :t] = features.pool, features.near
        contexts[row, [labels.contexts.index(c) for c in subject]] = 1
        for actor, recipient, acts in asked:
            pairs.append((row, actor, recipient))
            told.append(acts)
    truth = _truth(told, labels)
    arrays = (ids, kinds, pool, near, np.array(pairs, np.int64), padding, *truth, contexts)
    return Batch(*(torch.from_numpy(a) for a in arrays))


def _truth(told: Sequence[tuple[Act, ...]], labels: Labels) -> tuple[np.ndarray, ...]:
    types = np.zeros((len(told), len(labels.types)), np.float32)
    flat = np.full((4, len(told)), -1, np.int64)
    flags = np.full((len(told), len(labels.flags)), -1, np.float32)
    for row, acts in enumerate(told):
        if not acts:
            types[row, labels.types.index(NONE)] = 1
            continue
        for act in acts:
            types[row, labels.types.index(act.type)] += 1 / len(acts)
        first = acts[0]
        flat[0, row] = labels.modes.index(_label(first.type, first.mode))
        flat[1, row] = labels.types.index(first.about or NONE)
        if first.about:
            flat[2, row] = labels.modes.index(_label(first.about, first.about_mode))
        flat[3, row] = labels.statuses.index(first.status)
        flags[row] = first.historical, first.reciprocal
    return types, *flat, flags


def _label(type_: str, mode: str | None) -> str:
    return f"{type_}/{mode}" if mode else type_
