"""The words of claims: the tables in `claims/` in, checked tables out."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec

from dragoman.codebook.inflection import plural, verb_forms
from dragoman.codebook.yaml12 import decode
from dragoman.errors import CodebookError

__all__ = [
    "Act",
    "Causes",
    "Denials",
    "Families",
    "Fates",
    "Role",
    "act_words",
    "acts",
    "causes",
    "denials",
    "doing",
    "families",
    "fates",
    "means",
    "renamed",
    "role_verbs",
    "roles",
    "tellers",
]

T = TypeVar("T")
Words = tuple[str, ...]


class ActWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs in the base form, nouns in the singular, phrases as they stand."""

    verbs: Words = ()
    nouns: Words = ()
    phrases: Words = ()

    def forms(self) -> tuple[str, ...]:
        """Every written form."""
        nouns = (form for noun in self.nouns for form in (noun, plural(noun)))
        return (*self.phrases, *nouns, *(form for verb in self.verbs for form in sorted(verb_forms(verb).all())))


class Act(ActWords, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The words for one act; `asks`: the facts compared of it; `lasting`: what is denied today may come true tomorrow.

    `short`: words that tell it in short reports of one story only.
    """

    asks: Words
    scene: str
    lasting: bool = False
    short: ActWords = ActWords()


class Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands before a reason, what stands behind one, and what did not go as planned."""

    cues: Words
    backward: Words
    off: Words


class Causes(Cues, frozen=True, forbid_unknown_fields=True):
    """How reasons are given, and classes of them; `short`: words that are read so in short reports of one story."""

    feelings: Words
    short: Cues
    bodily: Words
    classes: dict[str, Words]


class Fates(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words for what was put off and what was called off, in short reports too, and for what it befell."""

    postponed: Words
    cancelled: Words
    again: Words
    subjects: dict[str, Words]
    short: dict[str, Words]


class Role(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that stand before or after whoever did something."""

    before: Words = ()
    after: Words = ()


class Denials(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a sentence says that something did not happen."""

    before: Words
    behind: Words
    such: Words
    open: Words


class Tellers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs, phrases and nouns by which a sentence says whose account it gives."""

    verbs: Words
    phrases: Words
    tellings: Words
    tellers: Words


class Families(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns that may count one thing, and words beside a count that make it another."""

    number: dict[str, Words]
    generic: Words
    combat: Words
    civil: Words
    fates: dict[str, Words]
    short: dict[str, Words]
    earlier: Words
    target: Words
    first: Words
    terms: dict[str, Words]


def _read(name: str, kind: type[T]) -> T:
    return decode((files("dragoman.codebook") / "claims" / name).read_bytes(), kind, f"claims/{name}")


@cache
def means() -> dict[str, dict[str, tuple[str, ...]]]:
    """By matter (attack, travel, contact) the words with the plain means that each may stand for."""
    table = _read("means.yaml", dict[str, dict[str, Words]])
    return {
        matter: {word: tuple(plain.split()) for plain, words in rows.items() for word in words}
        for matter, rows in table.items()
    }


@cache
def acts() -> dict[str, Act]:
    """The acts by name."""
    return _read("acts.yaml", dict[str, Act])


@cache
def act_words(*, short: bool = False) -> dict[str, str]:
    """Every written form of the words for an act, with the act; the first act that has a form keeps it.

    `short`: with those that tell it in short reports.
    """
    found: dict[str, str] = {}
    for name, act in acts().items():
        for form in (*act.forms(), *(act.short.forms() if short else ())):
            found.setdefault(form, name)
    return found


@cache
def causes() -> Causes:
    """The words for reasons."""
    return _read("causes.yaml", Causes)


@cache
def fates() -> Fates:
    """The words for fates."""
    return _read("fates.yaml", Fates)


@cache
def denials() -> Denials:
    """The words for denials."""
    return _read("denials.yaml", Denials)


@cache
def tellers() -> Tellers:
    """The words for those who give accounts."""
    return _read("tellers.yaml", Tellers)


@cache
def families() -> Families:
    """The nouns that may count one thing."""
    return _read("families.yaml", Families)


@cache
def _doers() -> dict[str, dict[str, Words]]:
    return _read("doers.yaml", dict[str, dict[str, Words]])


@cache
def roles() -> dict[str, Role]:
    """Roles of whoever did something, each with its words."""
    return {name: msgspec.convert(row, Role) for name, row in _doers().items() if name not in {"verbs", "doing"}}


@cache
def doing() -> dict[str, Words]:
    """For each role the verbs, in the base form, whose passive names who did it."""
    return _doers()["doing"]


@cache
def role_verbs() -> dict[str, str]:
    """Stems of verbs after "It was X who", each with its role."""
    return {verb: role for role, verbs in _doers()["verbs"].items() for verb in verbs}


@cache
def renamed() -> dict[str, str]:
    """Every name of a town of several names (case folded) with the first of them."""
    text = (files("dragoman.codebook") / "claims/renamed.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    if rows.fieldnames != ["names", "source"]:
        raise CodebookError("claims/renamed.csv:1: columns are names, source")
    return {name.casefold(): row["names"].split("|")[0].casefold() for row in rows for name in row["names"].split("|")}
