"""An actor as typed in, by code or by name, in any case; the actor's code out."""

from __future__ import annotations

import re
from typing import TypeVar

import click

__all__ = ["as_codes"]

_SEVERAL = re.compile(r"[,;/&]|\band\b|\bor\b", re.IGNORECASE)


Codes = TypeVar("Codes", str, tuple[str, ...], None)


def as_codes(context: click.Context, parameter: click.Parameter, value: Codes) -> Codes:
    """The code of `PAK`, `pak`, `Pakistan` or `UK`, or all codes of several; a callback of an option or argument.

    A word that names nobody is left for the ledger, which knows more codes.
    """
    if isinstance(value, tuple):
        return tuple(_checked(word, parameter) for word in value)
    return None if value is None else _checked(value, parameter)


def _checked(word: str, parameter: click.Parameter) -> str:
    if word.startswith("-"):
        option = parameter.opts[0]
        raise click.UsageError(f"{option} needs {'two codes' if option == '--pair' else 'a code'}, found {word}")
    return _code_of(word)


def _code_of(word: str) -> str:
    from dragoman.ledger.codes import code_names

    known = code_names()
    if word in known or word.upper() in known:
        return word if word in known else word.upper()
    if _SEVERAL.search(word):
        return word
    from dragoman.actors import resolve
    from dragoman.cli.talk import say

    forms = dict.fromkeys((word, word.title(), word.upper()))
    actor = next(filter(None, map(resolve, forms)), None)
    if actor is None or actor.code not in known:
        return word
    say(f"{word}: taken as {actor.code} ({known[actor.code][0]})")
    return actor.code
