"""What the cues of the codebook say of every pair: a scene and its parties in, five numbers a type out.

The model has read some thousands of sentences, the codebook knows some thousands of words: each sees what the other
does not. Their voices are added, with weights that were fitted on the validation hand and stand on the model's card.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.codebook.lineage import lineage
from dragoman.events.cues import find_cues
from dragoman.events.drafts import Draft
from dragoman.events.fate import find_status
from dragoman.events.labels import KINDS_OF_EVIDENCE
from dragoman.events.scene import Scene
from dragoman.records import Actor

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Evidence", "find_evidence"]

_TEN = 10
#: Weight of a row by the grade of its evidence.
_TRUST = (1.0, 0.6)


@dataclass(frozen=True, slots=True)
class Evidence:
    """`numbers` is (N, types, 5) with a row for each pair, types as in the labels (NONE has zeros).

    `drafts` holds for each pair the rows that the cues give it, by type.
    """

    numbers: NDArray[np.float32]
    drafts: tuple[dict[str, Draft], ...]

    @property
    def undone(self) -> bool:
        """Whether a cue of the sentence says that something was not done, or asks."""
        return bool(self.numbers[:, :, KINDS_OF_EVIDENCE.index("undone")].any())


def find_evidence(
    scene: Scene,
    drafts: Sequence[Draft],
    codes: Sequence[str],
    pairs: Sequence[tuple[int, int]],
    types: Sequence[str],
) -> Evidence:
    """Evidence for ordered pairs of parties; `codes` names each, a part of a state as `KEN:MIL`."""
    import numpy as np

    numbers = np.zeros((len(pairs), len(types), len(KINDS_OF_EVIDENCE)), dtype=np.float32)
    near = np.zeros(len(types), dtype=np.float32)
    for match in find_cues(scene):
        distance = min((abs(match.first - place) for place in scene.at), default=2 * _TEN)
        column = types.index(match.type)
        near[column] = max(near[column], 1 / (1 + distance / _TEN))
        numbers[:, column, 1] = max(numbers[0, column, 1], find_status(scene, match)[0] is None)
    numbers[:, :, 0] = near
    found: list[dict[str, Draft]] = [{} for _ in pairs]
    for draft in drafts:
        column = types.index(draft.verdict.type)
        numbers[:, column, 2] = 1
        for row, (a, b) in enumerate(pairs):
            if _binds(draft, codes[a], codes[b]):
                best = found[row].setdefault(draft.verdict.type, draft)
                if draft.grade < best.grade:
                    best = found[row][draft.verdict.type] = draft
                numbers[row, column, 3] = _TRUST[best.grade]
            elif _binds(draft, codes[b], codes[a]):
                numbers[row, column, 4] = 1
    return Evidence(numbers, tuple(found))


def _binds(draft: Draft, actor: str, recipient: str) -> bool:
    """Whether the row has one of them act on the other, or both act together."""
    actors = _named(draft.sides.actors)
    others = _named(draft.sides.recipients) if draft.sides.recipients else actors
    return actor in actors and recipient in others and actor != recipient


def _named(actors: Sequence[Actor]) -> set[str]:
    codes = {lineage(a.code) for a in actors}
    return codes | {f"{lineage(a.code)}:{a.sectors[0]}" for a in actors if a.sectors}
