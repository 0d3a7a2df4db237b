"""How accurate the coder is, as measured: nothing in, the figures that `make evaluate` found and wrote out.

`measured.json` comes with the package; `python benchmarks/evaluate.py --measured FILE` writes it, and `make evaluate`
fails where it differs from what it measures.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

__all__ = ["FIGURES", "Measured", "Trust", "measured", "trust_in"]

#: Figures of `make evaluate` that readers of pages see, with what they mean; all are of text never used in development.
FIGURES = {
    "own/closed/type P": "of the rows have the right parties and type",
    "own/closed/pair R": "of the acts in a text have a row",
    "own/status closed/not-occurred R": "of the acts that did not take place are told as such",
    "own/groups closed/given link P": "of the pairs of rows that are joined into one event belong together",
    "own/groups closed/given link R": "of the pairs of rows that belong together are joined",
    "own/histories closed/final state": "of the undertakings have the right last state",
    "own/accounts closed/accounts F1": "is the F1 of the facts on which accounts are said to differ",
}


class Measured(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of types and statuses how many rows were told so and how many of those rightly; and further figures by name."""

    sentences: int
    types: dict[str, tuple[int, int]]
    statuses: dict[str, tuple[int, int]]
    figures: dict[str, float]


@dataclass(frozen=True, slots=True)
class Trust:
    """The measured precision (0..1) of what is `called` so: of `rows` rows told so on the test sentences."""

    called: str
    precision: float
    rows: int


@cache
def measured() -> Measured:
    """The figures that come with this version."""
    return msgspec.json.decode((files("dragoman.exchange") / "measured.json").read_bytes(), type=Measured)


def trust_in(types: Iterable[str], statuses: Iterable[str]) -> tuple[Trust, ...]:
    """What was measured of these types and statuses, each once, types first; none of a user's own types."""
    return tuple(
        Trust(name, known[name][1] / known[name][0], known[name][0])
        for names, known in ((types, measured().types), (statuses, measured().statuses))
        for name in sorted(set(map(str, names)))
        if name in known
    )
