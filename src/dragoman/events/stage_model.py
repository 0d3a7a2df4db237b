"""In what state a sentence leaves an undertaking, as learned: states of its words in, a share for each state out.

A small head on the coder's own encoder: each subject asks the sentence, as a pair of parties does, and is judged by the
answer together with what the words of the codebook say (`dragoman.events.stages`).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from dragoman.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dragoman.events.encoder import Encoder

__all__ = ["NONE", "STATES", "StageCard", "StageHead", "Verdict", "bundled_stages", "rule_vector"]

NONE = "none"
#: What is judged, in the order of the head's rows; `none`: the sentence tells no state.
STATES = (
    "proposed", "promised", "planned", "signed", "under way", "done", "postponed", "cancelled", "refused", NONE,
)  # fmt: skip
HEADS, DEEP = 6, 32


class StageCard(msgspec.Struct, frozen=True):
    """What is known of the head: the SHA-256 of its file, of the encoder that it was trained on, and its scores."""

    digest: str
    encoder: str
    rows: int
    accuracy: float
    accuracy_on_other_hands: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """The likeliest state with its share of 1, and how likely the sentence tells news rather than looks back."""

    state: str
    share: float
    news: float


class StageHead:
    """The head, its arrays read from a file."""

    def __init__(self, data: bytes, encoder: Encoder) -> None:
        import numpy as np

        with np.load(io.BytesIO(data), allow_pickle=False) as held:
            self._parts = {name: held[name].astype(np.float32) for name in held.files}
        self._encoder = encoder

    def judge(self, text: str, spans: Sequence[tuple[int, int]], rules: Sequence[str | None]) -> list[Verdict]:
        """A verdict for each subject, whose words stand at `spans`; `rules` are the states that the codebook tells."""
        import numpy as np

        if not spans:
            return []
        words = self._encoder.words(text, spans)
        mean = np.repeat(words.states.mean(0, keepdims=True), len(spans), 0)
        subjects = words.pool @ words.states
        answers = self._answers(np.concatenate([subjects, mean], 1), words.states, words.near)
        told = np.stack([rule_vector(rule) for rule in rules])
        deep = self._dense("deep", np.concatenate([subjects, mean, answers, told], 1))
        scores = self._dense("out", 0.5 * deep * (1 + _erf(deep / np.sqrt(2))))
        powers = np.exp(scores[:, :-1] - scores[:, :-1].max(1, keepdims=True))
        shares = powers / powers.sum(1, keepdims=True)
        news = 1 / (1 + np.exp(-scores[:, -1]))
        best = shares.argmax(1)
        return [Verdict(STATES[b], float(shares[n, b]), float(news[n])) for n, b in enumerate(best)]

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
def bundled_stages(encoder: Encoder) -> StageHead:
    """The head in the package; raises ModelError where it is missing, altered, or made for another encoder."""
    folder = files("dragoman.events") / "model"
    try:
        data = (folder / "stages.npz").read_bytes()
        card = msgspec.json.decode((folder / "stages.json").read_bytes(), type=StageCard)
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(f"no model of stages in {folder}: {error}; install dragoman again") from error
    if hashlib.sha256(data).hexdigest() != card.digest:
        raise ModelError(f"{folder} does not hold the model of stages that its card describes; install dragoman again")
    return StageHead(data, encoder)
