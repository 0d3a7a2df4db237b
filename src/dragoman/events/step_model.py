"""What a sentence says of undertakings, as learned: a sentence in, the words that name them, their kind and state out.

A second encoder of the coder's shape, trained on it and no larger, reads the sentence once. A row of weights finds the
words that name an undertaking; a small head lets each ask the sentence, as a pair of parties does in the coder, and
judges it by the answer together with what the words of the codebook say (`dragoman.events.stages`).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

import msgspec

from dragoman.errors import ModelError
from dragoman.events.encoder import shares
from dragoman.events.features import LONGEST, make_features
from dragoman.events.wordpiece import Pieces, WordPiece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["KINDS", "NONE", "STATES", "Sight", "StepCard", "StepModel", "Verdict", "bundled_steps", "rule_vector"]

NONE = "none"
#: What is judged, in the order of the head's rows; `none`: the sentence tells no state.
STATES = (
    "proposed", "promised", "planned", "signed", "under way", "done", "postponed", "cancelled", "refused", NONE,
)  # fmt: skip
#: What may be undertaken, in the order of the head's rows.
KINDS = ("visit", "summit", "agreement", "project", "arms", "membership", "exercise", "aid", "other")
HEADS, DEEP = 6, 32
_QUIET = 0.75  # share of `none` up to which the likeliest state is told
_NAMED = 0.5  # share from which a piece is taken to name an undertaking


class StepCard(msgspec.Struct, frozen=True):
    """What is known of the model: the SHA-256 of its two files together, and its scores on hands it has not seen."""

    digest: str
    sentences: int
    state: float
    kind: float
    words_precision: float
    words_recall: float


@dataclass(frozen=True, slots=True)
class Sight:
    """A sentence as read: its pieces, their states (T, width), and the spans of words that name an undertaking.

    `sure` tells of each span how likely its likeliest word names one, `naming` (T,) of each piece.
    """

    pieces: Pieces
    states: NDArray[np.float32]
    spans: tuple[tuple[int, int], ...]
    sure: tuple[float, ...]
    naming: NDArray[np.float32]

    def named(self, start: int, end: int) -> float:
        """How likely the likeliest word of a stretch of the sentence names an undertaking."""
        inside = (n for n, (a, b) in enumerate(self.pieces.spans) if start <= a < b <= end)
        return max((float(self.naming[n]) for n in inside), default=0.0)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The likeliest state and kind with the share of the state, and how likely the sentence tells news."""

    state: str
    kind: str
    share: float
    news: float


class StepModel:
    """The model, read from a folder with `steps.onnx`, `steps.npz`, `steps.json` and `vocab.txt`."""

    def __init__(self, folder: Traversable) -> None:
        """Load the model; raises ModelError where it is missing or altered."""
        import numpy as np
        import onnxruntime

        try:
            encoder, head = ((folder / f"steps.{kind}").read_bytes() for kind in ("onnx", "npz"))
            self.card = msgspec.json.decode((folder / "steps.json").read_bytes(), type=StepCard)
            vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError, msgspec.DecodeError) as error:
            raise ModelError(f"no model of steps in {folder}: {error}; install dragoman again") from error
        if hashlib.sha256(encoder + head).hexdigest() != self.card.digest:
            raise ModelError(f"{folder} does not hold the model of steps that its card describes; install again")
        with np.load(io.BytesIO(head), allow_pickle=False) as held:
            self._parts = {name: held[name].astype(np.float32) for name in held.files}
        self._pieces = WordPiece(vocabulary)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(encoder, options, providers=["CPUExecutionProvider"])

    def read(self, text: str) -> Sight:
        """Read a sentence once."""
        import numpy as np

        pieces = self._pieces.split(text, LONGEST)
        states = self._session.run(None, {"ids": np.array(pieces.ids, dtype=np.int64)})[0]
        tags = shares(self._dense("tag", states))
        named = _named(pieces, tags)
        return Sight(pieces, states, tuple(s[:2] for s in named), tuple(s[2] for s in named), 1 - tags[:, 0])

    def judge(
        self, text: str, sight: Sight, spans: Sequence[tuple[int, int]], rules: Sequence[str | None]
    ) -> list[Verdict]:
        """A verdict for each subject, whose words stand at `spans`; `rules` are the states that the codebook tells."""
        import numpy as np

        if not spans:
            return []
        seen = make_features(sight.pieces, [[span] for span in spans])
        pool, near, states = seen.pool[:-1], seen.near[:-1], sight.states
        asking = np.concatenate([pool @ states, np.repeat(states.mean(0, keepdims=True), len(spans), 0)], 1)
        ruled = np.stack([rule_vector(rule) for rule in rules])
        deep = self._dense("deep", np.concatenate([asking, self._answers(asking, states, near), ruled], 1))
        scores = self._dense("out", 0.5 * deep * (1 + _erf(deep / np.sqrt(2))))
        by_state, by_kind = shares(scores[:, : len(STATES)]), scores[:, len(STATES) + 1 :].argmax(1)
        news = 1 / (1 + np.exp(-scores[:, len(STATES)]))
        told = by_state[:, :-1].argmax(1)
        best = np.where(by_state[:, -1] > _QUIET, len(STATES) - 1, told)
        return [
            Verdict(STATES[best[n]], KINDS[by_kind[n]], float(by_state[n, best[n]]), float(news[n]))
            for n in range(len(spans))
        ]

    def _answers(
        self, asking: NDArray[np.float32], states: NDArray[np.float32], near: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """What the words answer to each subject: (subjects, HEADS * DEEP)."""
        import numpy as np

        query = self._dense("query", asking).reshape(len(asking), 1, HEADS, DEEP)
        key = self._dense("key", states).reshape(1, len(states), HEADS, DEEP)
        value = self._dense("value", states).reshape(1, len(states), HEADS, DEEP)
        logits = (query * key).sum(-1) / np.sqrt(DEEP) + self._parts["near"][near]
        powers = np.exp(logits - logits.max(1, keepdims=True))
        weights = powers / powers.sum(1, keepdims=True)
        answers: NDArray[np.float32] = (weights[..., None] * value).sum(1).reshape(len(asking), HEADS * DEEP)
        return answers

    def _dense(self, name: str, x: NDArray[np.float32]) -> NDArray[np.float32]:
        product: NDArray[np.float32] = x @ self._parts[f"{name}.weight"].T + self._parts[f"{name}.bias"]
        return product


def _named(pieces: Pieces, tags: NDArray[np.float32]) -> list[tuple[int, int, float]]:
    """Runs of pieces that likelier name an undertaking than not; `tags` (T, 3) are shares of none, first, further."""
    found: list[tuple[int, int, float]] = []
    inside = False
    for (start, end), (none, first, further) in zip(pieces.spans, tags.tolist(), strict=True):
        if end == start or 1 - none <= _NAMED:
            inside = False
        elif inside and (first <= further or start == found[-1][1]):
            found[-1] = found[-1][0], end, max(found[-1][2], 1 - none)
        else:
            found.append((start, end, 1 - none))
            inside = True
    return found


def _erf(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """The error function to seven digits (Abramowitz and Stegun 7.1.26)."""
    import numpy as np

    t = 1 / (1 + 0.3275911 * np.abs(x))
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    value: NDArray[np.float32] = np.sign(x) * (1 - series * np.exp(-x * x))
    return value


def rule_vector(state: str | None) -> NDArray[np.float32]:
    """One for the state that the words of the codebook tell, naught for the others."""
    import numpy as np

    return np.array([float(name == state) for name in STATES], dtype=np.float32)


@cache
def bundled_steps() -> StepModel:
    """The model in the package."""
    return StepModel(files("dragoman.events") / "model")
