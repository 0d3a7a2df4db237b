"""What the model sees of a sentence: pieces and the spans of its parties in, arrays out.

One shape serves training and running, so that what was learned is what is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.events.wordpiece import Pieces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["BUCKETS", "KINDS", "LONGEST", "Features", "Spans", "make_features"]

#: Pieces past which a sentence is cut.
LONGEST = 192
#: Kinds of piece: outside all parties, in a party.
KINDS = 2
_EDGES = (1, 2, 3, 5, 9, 17)
#: Classes of distance: inside, six to the left, six to the right, and no such party.
BUCKETS = 2 * len(_EDGES) + 2
_NOWHERE = BUCKETS - 1

#: The places of one party in a sentence: half-open spans in characters.
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Features:
    """Arrays of one sentence of T pieces with P parties; row P stands for "nobody named".

    `ids` and `kinds` are (T,) int64; `pool` is (P + 1, T) float32, each row the weights of a party's pieces; `near` is
    (P + 1, T) int64, the class of the distance from a piece to the party.
    """

    ids: NDArray[np.int64]
    kinds: NDArray[np.int64]
    pool: NDArray[np.float32]
    near: NDArray[np.int64]

    @property
    def nobody(self) -> int:
        """The row of "nobody named"."""
        return len(self.pool) - 1


def make_features(pieces: Pieces, parties: Sequence[Spans]) -> Features:
    """Arrays of a sentence. A party that lies past the cut counts as nobody named."""
    import numpy as np

    length = len(pieces.ids)
    starts, ends = np.array(pieces.spans, dtype=np.int64).reshape(-1, 2).T
    inside = np.zeros((len(parties) + 1, length), dtype=bool)
    for row, spans in enumerate(parties):
        for start, end in spans:
            inside[row] |= (starts < end) & (ends > start)
    kinds = np.array(inside.any(axis=0), dtype=np.int64)
    near = np.full(inside.shape, _NOWHERE, dtype=np.int64)
    for row in range(len(parties)):
        if inside[row].any():
            near[row] = _distances(inside[row])
    pool = inside / np.maximum(inside.sum(axis=1, keepdims=True), 1)
    return Features(np.array(pieces.ids, dtype=np.int64), kinds, pool.astype(np.float32), near)


def _distances(inside: NDArray[np.bool_]) -> NDArray[np.int64]:
    """For each piece the class of its signed distance to the nearest piece of a party."""
    import numpy as np

    own = np.flatnonzero(inside)
    gaps = np.arange(len(inside))[:, None] - own[None, :]
    nearest = gaps[np.arange(len(inside)), np.abs(gaps).argmin(axis=1)]
    classes = np.searchsorted(_EDGES, np.abs(nearest), side="right")
    sided = classes + len(_EDGES) * (nearest > 0)
    result: NDArray[np.int64] = np.where(nearest == 0, 0, sided).astype(np.int64)
    return result
