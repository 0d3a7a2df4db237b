"""A user's own types beside the model's: pages with examples and a model in, a model with more columns out.

The encoder stays as it is. What it makes of a pair (`Look.vectors`) is told apart by one logistic regression for each
type: its examples on one side; the near misses and some thousands of pairs of all other kinds, kept in the package, on
the other. The cues of the page speak as those of PLOVER do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from dragoman.codebook import EventType, Example, place_of
from dragoman.events.background import Background
from dragoman.events.encoder import Card, Look, Model
from dragoman.events.features import Spans
from dragoman.events.labels import NONE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["WithOwnTypes"]

#: What all examples of a type weigh against all other pairs together; a ridge against learning them by heart.
_SHARE, _RIDGE = 0.03, 30.0
#: Steps of Newton's method: it settles in fewer.
_STEPS = 12


class WithOwnTypes:
    """A model that tells more types than it was trained for; used where an Encoder is."""

    def __init__(self, model: Model, pages: Mapping[str, EventType], background: Background) -> None:
        """Learn the types of `pages`; `background` holds pairs of any other kind."""
        import numpy as np

        self._model = model
        names = tuple(pages)
        modes = tuple(f"{name}/{mode}" for name, page in pages.items() for mode in page.modes)
        labels = model.card.labels
        self.card: Card = msgspec.structs.replace(
            model.card,
            labels=replace(labels, types=labels.types + names, modes=labels.modes + names + modes),
            kept=model.card.kept + modes,  # a mode of theirs is told by a cue or not at all
        )
        self._more = len(names), len(names) + len(modes)
        self._background = background
        looks = {name: self._vectors((*page.examples, *page.near_misses)) for name, page in pages.items()}
        lines = []
        for name in names:
            mine = [v for type_, v in looks[name] if type_ == name]
            rest = [v for other in names for type_, v in looks[other] if type_ != name]
            lines.append(_line(np.stack(mine), np.concatenate([background.rows, *(v[None] for v in rest)])))
        self._lines = np.stack(lines, 1)

    def look(self, text: str, parties: Sequence[Spans], pairs: Sequence[tuple[int, int]]) -> Look:
        """As `Encoder.look`: `types` and `modes` have the columns of the own types after those of the model."""
        import numpy as np

        seen = self._model.look(text, parties, pairs)
        fusion = self.card.fusion
        told = seen.types * fusion.scale
        told[:, 0] += fusion.silence
        highest = told.max(1, keepdims=True)
        all_others = highest + np.log(np.exp(told - highest).sum(1, keepdims=True))
        own = (all_others + _odds(self._background.place(seen.vectors), self._lines)) / fusion.scale
        silent = np.zeros((len(own), self._more[1]), dtype=np.float32)
        return replace(
            seen,
            types=np.concatenate([seen.types, own], 1).astype(np.float32),
            modes=np.concatenate([seen.modes, silent], 1),
        )

    def _vectors(self, examples: Sequence[Example]) -> list[tuple[str, NDArray[np.float64]]]:
        """Vectors of the pair that each example is about and of the same pair the other way, with their types."""
        found = []
        for example in examples:
            places = [[place_of(example.text, words)] for words in (example.actor_words, example.recipient_words)]
            forth, back = self._background.place(self._model.look(example.text, places, [(0, 1), (1, 0)]).vectors)
            found += [(example.type, forth), (example.type if example.together else NONE, back)]
        return found


def _odds(vectors: NDArray[np.float64], lines: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log odds (N, types) of vectors (N, K) by lines (K + 1, types), the last row of which is added."""
    odds: NDArray[np.float64] = vectors @ lines[:-1] + lines[-1]
    return odds


def _line(mine: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logistic regression of the examples of a type against all else, by Newton's method."""
    import numpy as np

    x = np.concatenate([mine, others])
    x = np.concatenate([x, np.ones((len(x), 1))], 1)
    truth = np.repeat([1.0, 0.0], [len(mine), len(others)])
    weight = np.where(truth > 0, _SHARE / (1 - _SHARE) * len(others) / len(mine), 1.0)
    ridge = np.full(x.shape[1], _RIDGE * len(others) / 100)
    ridge[-1] = 1e-6
    line = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(x @ line, -30, 30)))
        slope = x.T @ (weight * (chance - truth)) + ridge * line
        curve = (x * (weight * chance * (1 - chance))[:, None]).T @ x + np.diag(ridge)
        line -= np.linalg.solve(curve, slope)
    return line
