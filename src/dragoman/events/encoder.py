"""The model at work: a sentence and the parties in it in, probabilities for every pair asked about out.

One sentence a call, on one thread: what is said of a sentence depends on nothing but that sentence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Protocol, TypeAlias

import msgspec

from dragoman.errors import ModelError
from dragoman.events.background import Background, read_background
from dragoman.events.features import LONGEST, Spans, make_features
from dragoman.events.labels import KINDS_OF_EVIDENCE, Labels, codebook_labels
from dragoman.events.wordpiece import Pieces, WordPiece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Card", "Encoder", "Fusion", "Look", "Model", "bundled_encoder", "model_digest", "shares"]


_PARTS = 6  # of a vector by which a pair is judged: see `training.net.Scores`


class Fusion(msgspec.Struct, frozen=True):
    """How the two voices are added: scores of the model times `scale`, numbers of the cues times `cues`.

    `silence` is added to NONE, `status` to the status that a cue tells, `fates` to each status: the rare ones are
    raised, as the model has seen few of them.
    """

    scale: float
    cues: tuple[float, ...]
    silence: float
    status: float
    fates: tuple[float, ...]


#: Points (score, share right) in rising order.
Curve: TypeAlias = tuple[tuple[float, float], ...]


class Card(msgspec.Struct, frozen=True):
    """What the package must know of its model; the rest of `card.json` is for readers.

    `digest` is the SHA-256 of the model's other files and of what the card says besides. `fusion` adds the cues of the
    codebook to the model's scores. `cued` and `alone` are points (score, share right) between which confidence is read
    off, for rows that a cue backs and for those that none does. `kept` names the modes, statuses and contexts whose F1
    on held-out hands was at least .60: other modes and contexts are not told.
    """

    name: str
    digest: str
    labels: Labels
    fusion: Fusion
    cued: Curve
    alone: Curve
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """Scores of N pairs, one row a pair: log odds, but `flags` and `contexts`, which are probabilities.

    `types` begins with NONE; `weights` (N, T) says how much each of the `pieces` counted; `vectors` (N, width)
    is what the pairs were judged by, and what else is known of them; `contexts` (C,) are those of the sentence.
    """

    types: NDArray[np.float32]
    modes: NDArray[np.float32]
    abouts: NDArray[np.float32]
    about_modes: NDArray[np.float32]
    statuses: NDArray[np.float32]
    flags: NDArray[np.float32]
    contexts: NDArray[np.float32]
    weights: NDArray[np.float32]
    vectors: NDArray[np.float32]
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Words:
    """States (T, width) of the pieces of a sentence; for each of N spans the weights of its pieces, `pool` (N, T), and
    the classes of distance of all pieces from it, `near` (N, T)."""

    states: NDArray[np.float32]
    pool: NDArray[np.float32]
    near: NDArray[np.int64]


class Model(Protocol):
    """What judges pairs of parties; its card says what the columns of a look mean."""

    card: Card

    def look(self, text: str, parties: Sequence[Spans], pairs: Sequence[tuple[int, int]]) -> Look:
        """Judge ordered pairs of parties of a sentence."""
        ...


class Encoder:
    """A model read from a folder with `coder.onnx`, `vocab.txt`, `background.npz` and `card.json`."""

    def __init__(self, folder: Traversable) -> None:
        """Load a model; raises ModelError where it is missing, or is not the one that its card describes."""
        import onnxruntime

        try:
            data = (folder / "coder.onnx").read_bytes()
            self.card = msgspec.json.decode((folder / "card.json").read_bytes(), type=Card)
            vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8")
            self._background = (folder / "background.npz").read_bytes()
        except (OSError, UnicodeDecodeError, msgspec.DecodeError) as error:
            raise ModelError(f"no model in {folder}: {error}; install dragoman again") from error
        if model_digest(self.card, data, vocabulary.encode(), self._background) != self.card.digest or not _fits(
            self.card
        ):
            raise ModelError(f"{folder} does not hold the model that its card describes; install dragoman again")
        self._pieces = WordPiece(vocabulary)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])

    def look(self, text: str, parties: Sequence[Spans], pairs: Sequence[tuple[int, int]]) -> Look:
        """Judge ordered pairs of parties (positions in `parties`; one past the last means "nobody named") at once."""
        import numpy as np

        pieces = self._pieces.split(text, LONGEST)
        seen = make_features(pieces, parties)
        asked = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        fed = {"ids": seen.ids, "kinds": seen.kinds, "pool": seen.pool, "near": seen.near, "pairs": asked}
        types, modes, abouts, about_modes, statuses, flags, contexts, weights, vectors = self._session.run(None, fed)
        return Look(
            types, modes, abouts, about_modes, statuses, _chances(flags), _chances(contexts), weights, vectors, pieces
        )

    def words(self, text: str, spans: Sequence[tuple[int, int]]) -> Words:
        """The states of the words of a sentence, read with the given spans marked, each by itself."""
        import numpy as np

        pieces = self._pieces.split(text, LONGEST)
        seen = make_features(pieces, [[span] for span in spans])
        length = len(pieces.ids)
        # Each piece is asked about as if it were a party: then the second of the parts of its vector is its state.
        fed = {
            "ids": seen.ids,
            "kinds": seen.kinds,
            "pool": np.eye(length, dtype=np.float32),
            "near": np.zeros((length, length), dtype=np.int64),
            "pairs": np.stack([np.arange(length), np.arange(length)], 1),
        }
        vectors = self._session.run(["vectors"], fed)[0]
        width = vectors.shape[1] // _PARTS
        return Words(vectors[:, width : 2 * width], seen.pool[:-1], seen.near[:-1])

    @property
    def background(self) -> Background:
        """Pairs of all kinds from sentences that the model was not trained on."""
        return read_background(self._background)


def model_digest(card: Card, *parts: bytes) -> str:
    """SHA-256 of the files of a model and of what its card says besides the digest."""
    told = msgspec.json.encode(msgspec.structs.replace(card, digest=""))
    return hashlib.sha256(b"".join((*parts, told))).hexdigest()


def _fits(card: Card) -> bool:
    """Whether a card speaks of the classes of this codebook and of the cues as they are counted here."""
    return (
        card.labels == codebook_labels()
        and len(card.fusion.cues) == len(KINDS_OF_EVIDENCE)
        and len(card.fusion.fates) == len(card.labels.statuses)
    )


def shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log odds to shares that add up to one along the last axis."""
    import numpy as np

    powers = np.exp(scores - scores.max(-1, keepdims=True))
    found: NDArray[np.float32] = (powers / powers.sum(-1, keepdims=True)).astype(np.float32)
    return found


def _chances(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    chances: NDArray[np.float32] = (1 / (1 + np.exp(-scores))).astype(np.float32)
    return chances


@cache
def bundled_encoder() -> Encoder:
    """The model in the package."""
    return Encoder(files("dragoman.events") / "model")
