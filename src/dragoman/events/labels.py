"""The label space of the model: the codebook in, the classes of each head in a fixed order out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.codebook import event_types
from dragoman.records import Status

__all__ = ["CONTEXTS", "KINDS_OF_EVIDENCE", "NONE", "Labels", "codebook_labels"]

#: The class of a pair between which nothing is told.
NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Labels:
    """Classes by head; a position in a tuple is the position of its score.

    `types` begins with NONE. `modes` holds each type alone (no mode told) and each `TYPE/mode`. `flags` are
    yes-or-no questions of a pair, `contexts` of a sentence.
    """

    types: tuple[str, ...]
    modes: tuple[str, ...]
    statuses: tuple[str, ...]
    flags: tuple[str, ...]
    contexts: tuple[str, ...]

    def modes_of(self, type_: str) -> list[int]:
        """Positions in `modes` that belong to a type, the one without a mode first."""
        return [n for n, name in enumerate(self.modes) if name.partition("/")[0] == type_]


#: A cue near the parties, one said not to have been done, a row of the type somewhere, one of this pair, one reversed.
KINDS_OF_EVIDENCE = ("near", "undone", "told", "of this pair", "the other way")
#: The 37 contexts of PLOVER 2.0.
CONTEXTS = tuple(
    "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy "
    "economic legal reparations human_rights rights_freedoms repression human_security gender lgbt "
    "religion_ethnicity inequality diplomatic territory peacekeeping health asylum migration disasters "
    "natural_resource environment technology terrorism cbrn cyber misinformation crime corruption illegal_drugs "
    "trafficking".split()
)


@cache
def codebook_labels() -> Labels:
    """The classes that the codebook names."""
    pages = event_types()
    modes = [label for name, page in pages.items() for label in (name, *(f"{name}/{mode}" for mode in page.modes))]
    return Labels((NONE, *pages), tuple(modes), tuple(Status), ("historical", "reciprocal"), CONTEXTS)
