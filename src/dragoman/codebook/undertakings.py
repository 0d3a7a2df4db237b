"""The words of undertakings: `undertakings/kinds.yaml` and `stages.yaml` in, checked tables out."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from dragoman.codebook.yaml12 import decode

__all__ = [
    "Kind",
    "Kinds",
    "Moods",
    "Stage",
    "undertaking_kinds",
    "undertaking_moods",
    "undertaking_stages",
]


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Families of nouns that name an undertaking of a kind, and verbs that mean one: `visit`."""

    families: dict[str, tuple[str, ...]]
    verbs: tuple[str, ...] = ()


class Kinds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All kinds, the more special first; `loose` nouns name an undertaking of any kind, `figures` of speech none."""

    kinds: dict[str, Kind]
    loose: tuple[str, ...]
    figures: tuple[str, ...]


class Stage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs and nouns that tell one stage in the life of an undertaking."""

    verbs: tuple[str, ...]
    nouns: tuple[str, ...] = ()


class Moods(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"not_": "not"}):
    """Words that set the mood of a verb, and what each stage makes of an undertaking under each mood."""

    becomes: dict[str, dict[str, str]]
    ahead: frozenset[str]
    wish: frozenset[str]
    not_: frozenset[str]
    ahead_to: frozenset[str]
    promised_to: frozenset[str]
    refused_to: frozenset[str]
    wish_to: frozenset[str]
    failed_to: frozenset[str]
    wish_ing: frozenset[str]
    filler: frozenset[str]
    partly: frozenset[str]
    wholly: frozenset[str]
    bars: frozenset[str]
    saying: frozenset[str]
    plain: frozenset[str]


@cache
def undertaking_kinds() -> Kinds:
    """The table of kinds; raises CodebookError for an entry that breaks its form."""
    return decode((files("dragoman.codebook") / "undertakings/kinds.yaml").read_bytes(), Kinds, "kinds.yaml")


@cache
def undertaking_stages() -> dict[str, Stage]:
    """The stages by name; raises CodebookError for an entry that breaks its form."""
    text = (files("dragoman.codebook") / "undertakings/stages.yaml").read_bytes()
    return decode(text, dict[str, Stage], "stages.yaml")


@cache
def undertaking_moods() -> Moods:
    """The table of moods; raises CodebookError for an entry that breaks its form."""
    return decode((files("dragoman.codebook") / "undertakings/moods.yaml").read_bytes(), Moods, "moods.yaml")
