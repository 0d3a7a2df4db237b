"""The network: piece numbers and party masks in, scores for every pair out. MiniLM below, a small pair head above."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from dragoman.events.features import BUCKETS, KINDS
from dragoman.events.labels import Labels

__all__ = ["Coder", "Encoder", "Scores", "Shape"]


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of a BERT encoder; the defaults are MiniLM-L6's, but that its sixth layer, the highest, is left out."""

    width: int = 384
    layers: int = 5
    heads: int = 12
    inner: int = 1536
    pieces: int = 30522
    places: int = 512


class Layer(nn.Module):
    """One transformer layer, BERT's: attention, then two dense layers, each added and normed."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.last = nn.LayerNorm(shape.width, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """`x` is (B, T, width), `bias` (B, 1, 1, T) is -inf on padding."""
        b, t, width = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        scores = q @ k.transpose(-1, -2) / math.sqrt(width / self.heads)
        if bias is not None:
            scores = scores + bias
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(b, t, width)
        x = self.norm(x + self.drop(self.out(mixed)))
        return self.last(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """BERT that is told, above its frozen layers, which pieces belong to a party: a vector a kind is added there."""

    FROZEN = 2

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.pieces, shape.width)
        self.places = nn.Embedding(shape.places, shape.width)
        self.kinds = nn.Embedding(KINDS, shape.width)
        self.segment = nn.Parameter(torch.zeros(shape.width))
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))

    def forward(self, ids: Tensor, kinds: Tensor, bias: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """States (B, T, width) of the pieces `ids` (B, T) of the given `kinds`, on top and above the frozen layers."""
        place = torch.arange(ids.shape[1], device=ids.device)
        low = x = self.norm(self.words(ids) + self.places(place) + self.segment)
        for n, layer in enumerate(self.layers):
            if n == self.FROZEN:
                low, x = x, x + self.kinds(kinds)
            x = layer(x, bias)
        return x, low

    def learning(self) -> Iterator[nn.Parameter]:
        """The published weights that are trained on: word vectors and the lowest layers stay as they are."""
        for layer in list(self.layers)[self.FROZEN :]:
            yield from layer.parameters()

    def take(self, weights: dict[str, Tensor]) -> None:
        """Begin from the weights of a published BERT."""
        get = weights.__getitem__
        with torch.no_grad():
            self.words.weight.copy_(get("embeddings.word_embeddings.weight"))
            self.places.weight.copy_(get("embeddings.position_embeddings.weight"))
            self.segment.copy_(get("embeddings.token_type_embeddings.weight")[0])
            self.kinds.weight.normal_(std=0.2)
            self.kinds.weight[0] = 0
            _fill(self.norm, get, "embeddings.LayerNorm")
            for n, layer in enumerate(self.layers):
                assert isinstance(layer, Layer)
                stem = f"encoder.layer.{n}."
                for kind in ("weight", "bias"):
                    parts = [get(f"{stem}attention.self.{name}.{kind}") for name in ("query", "key", "value")]
                    getattr(layer.qkv, kind).copy_(torch.cat(parts))
                _fill(layer.out, get, stem + "attention.output.dense")
                _fill(layer.norm, get, stem + "attention.output.LayerNorm")
                _fill(layer.up, get, stem + "intermediate.dense")
                _fill(layer.down, get, stem + "output.dense")
                _fill(layer.last, get, stem + "output.LayerNorm")


def _fill(module: nn.Linear | nn.LayerNorm, get, stem: str) -> None:  # type: ignore[no-untyped-def]
    module.weight.copy_(get(stem + ".weight"))
    assert module.bias is not None
    module.bias.copy_(get(stem + ".bias"))


@dataclass(frozen=True, slots=True)
class Scores:
    """Logits of N pairs, but `contexts` (B, C) of sentences.

    `weights` (N, T) says which pieces a pair looked at, `vectors` (N, 6 widths) is what it was judged by, with the
    means of all pieces on top and above the frozen layers, which know more of the language than of PLOVER.
    """

    types: Tensor
    modes: Tensor
    abouts: Tensor
    about_modes: Tensor
    statuses: Tensor
    flags: Tensor
    contexts: Tensor
    weights: Tensor
    vectors: Tensor


class Coder(nn.Module):
    """Encoder and pair head: a pair asks the sentence by a query made of its parties, and is judged by the answer."""

    HEADS = 6
    DEEP = 64

    def __init__(self, shape: Shape, labels: Labels) -> None:
        super().__init__()
        width, asked = shape.width, self.HEADS * self.DEEP
        self.encoder = Encoder(shape)
        self.query = nn.Linear(2 * width, asked)
        self.key = nn.Linear(width, asked)
        self.value = nn.Linear(width, asked)
        self.near_actor = nn.Embedding(BUCKETS, self.HEADS)
        self.near_recipient = nn.Embedding(BUCKETS, self.HEADS)
        self.join = nn.Sequential(nn.Dropout(0.1), nn.Linear(2 * width + asked, width), nn.GELU(), nn.Dropout(0.1))
        none_and_types = len(labels.types)
        sizes = (
            none_and_types,
            len(labels.modes),
            none_and_types,
            len(labels.modes),
            len(labels.statuses),
            len(labels.flags),
        )
        self.judges = nn.ModuleList(nn.Linear(width, size) for size in sizes)
        self.contexts = nn.Linear(width, len(labels.contexts))
        for table in (self.near_actor, self.near_recipient):
            nn.init.zeros_(table.weight)

    def forward(
        self, ids: Tensor, kinds: Tensor, pool: Tensor, near: Tensor, pairs: Tensor, padding: Tensor | None = None
    ) -> Scores:
        """Judge pairs: `ids`, `kinds` (B, T); `pool`, `near` (B, P, T); `pairs` (N, 3): sentence, actor, recipient.

        `padding` (B, T) is True on padded pieces; None where there are none.
        """
        bias = None if padding is None else torch.zeros(padding.shape).masked_fill(padding, -1e9)[:, None, None, :]
        states, low = self.encoder(ids, kinds, bias)
        parties = pool @ states
        row, actor, recipient = pairs.unbind(1)
        a, b = parties[row, actor], parties[row, recipient]
        query = self.query(torch.cat([a, b], -1)).view(-1, self.HEADS, 1, self.DEEP)
        b_size, t = ids.shape
        key, value = (m(states).view(b_size, t, self.HEADS, self.DEEP).transpose(1, 2) for m in (self.key, self.value))
        logits = (query * key[row]).sum(-1) / math.sqrt(self.DEEP)
        logits = logits + (self.near_actor(near[row, actor]) + self.near_recipient(near[row, recipient])).transpose(
            1, 2
        )
        if padding is not None:
            logits = logits.masked_fill(padding[row][:, None, :], -1e9)
        weights = logits.softmax(-1)
        answer = (weights[..., None] * value[row]).sum(2).flatten(1)
        pair = torch.cat([a, b, answer], -1)
        joined = self.join(pair)
        mean, plain = _mean(states, padding), _mean(low, padding)
        types, modes, abouts, about_modes, statuses, flags = (judge(joined) for judge in self.judges)
        contexts = self.contexts(mean)
        vectors = torch.cat([joined, pair, mean[row], plain[row]], -1)
        return Scores(types, modes, abouts, about_modes, statuses, flags, contexts, weights.mean(1), vectors)


def _mean(states: Tensor, padding: Tensor | None) -> Tensor:
    """The mean over the pieces (B, width) of states (B, T, width)."""
    if padding is None:
        return states.mean(1)
    return (states * ~padding[..., None]).sum(1) / (~padding).sum(1, keepdim=True)
