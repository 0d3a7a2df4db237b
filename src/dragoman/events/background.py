"""What pairs of all kinds look like to the model: their vectors in, a small space to tell new types apart in out."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Background", "make_background", "read_background"]

#: Pairs that are kept, and directions in which they differ most.
_PAIRS, _DIRECTIONS = 2500, 256


@dataclass(frozen=True, slots=True)
class Background:
    """A space of the directions in which pairs differ: `mean` (width,), `basis` (width, K), `rows` (M, K) within it."""

    mean: NDArray[np.float64]
    basis: NDArray[np.float64]
    rows: NDArray[np.float64]

    def place(self, vectors: NDArray[np.float32]) -> NDArray[np.float64]:
        """Vectors (N, width) of pairs as points (N, K) of this space."""
        points: NDArray[np.float64] = (vectors - self.mean) @ self.basis
        return points


def read_background(data: bytes) -> Background:
    """The background in a file that `make_background` wrote."""
    import numpy as np

    with np.load(io.BytesIO(data), allow_pickle=False) as held:
        return Background(*(held[name].astype(np.float64) for name in ("mean", "basis", "rows")))


def make_background(vectors: NDArray[np.float32]) -> bytes:
    """The file (16 bits a number) of vectors (M, width): all directions are scaled alike, the largest 256 are kept."""
    import numpy as np

    if len(vectors) > _PAIRS:
        vectors = np.random.default_rng(0).permutation(vectors)[:_PAIRS]
    mean, spread = vectors.mean(0), vectors.std(0) + 1e-3
    _, _, directions = np.linalg.svd((vectors - mean) / spread, full_matrices=False)
    basis = (directions[:_DIRECTIONS] / spread).T
    rows = (vectors - mean) @ basis
    file = io.BytesIO()
    np.savez(file, mean=mean.astype(np.float32), basis=basis.astype(np.float16), rows=rows.astype(np.float16))
    return file.getvalue()
