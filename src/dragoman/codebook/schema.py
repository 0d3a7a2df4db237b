"""The shape of a codebook page and of the status table: what the YAML files may say, checked at the door."""

from __future__ import annotations

from typing import Literal

import msgspec

from dragoman.records import Status

__all__ = ["Cue", "EventType", "Example", "Mode", "StatusTable"]

Frame = Literal["directed", "reciprocal", "host", "either"]


class Mode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mode of a type; `score` is its PLOVER intensity, None where the manual gives none."""

    definition: str
    score: float | None = None


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One list of words with one meaning; the keys are explained in docs/adding-a-type.md."""

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    frame: Frame = "directed"
    object: tuple[str, ...] = ()
    to: tuple[str, ...] | None = None
    by: tuple[str, ...] = ("of", "by", "from")
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    status: Status | None = None
    intensity: float | None = None
    takes: Literal["act"] | None = None
    about: str | None = None
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    @property
    def prepositions(self) -> tuple[str, ...]:
        """Prepositions that introduce the recipient; the empty string stands for a direct object."""
        if self.to is not None:
            return self.to
        return ("",) if self.verbs else ("to", "with", "for", "on", "against", "in")


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence with the row that it must give; type NONE: no row between these two.

    `together` tells that both do it to each other; it counts where a type is learned from its examples.
    """

    text: str
    actor_words: str
    recipient_words: str
    type: str
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    status: Status | None = None
    mode: str | None = None
    about: str | None = None
    historical: bool | None = None
    why: str | None = None
    published: str | None = None
    together: bool = False


class EventType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One type of act, PLOVER's or a user's own: its page of the codebook."""

    type: str
    quad: Literal[1, 2, 3, 4]
    score: float
    definition: str
    cues: tuple[Cue, ...]
    examples: tuple[Example, ...]
    near_misses: tuple[Example, ...] = ()
    recipient: Literal["required", "optional", "unstated"] = "required"
    tense: str = ""
    modes: dict[str, Mode] = {}


class StatusTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell the fate of an act, and what a type becomes under each fate."""

    before_verb: dict[Status, tuple[str, ...]]
    before_noun: dict[Status, tuple[str, ...]]
    opinion: tuple[str, ...]
    after_noun: dict[Status, tuple[str, ...]]
    led_to: tuple[str, ...]
    ahead: tuple[str, ...]
    negation: tuple[str, ...]
    failing: tuple[str, ...]
    shunned: tuple[str, ...]
    becomes: dict[Status, dict[str, str]]
