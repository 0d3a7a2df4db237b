"""Compounds of actors: a phrase and its line in, the span of `Indo-Russian` or `US/Pakistan` out."""

from __future__ import annotations

from dataclasses import replace

from dragoman.actors.gazetteer import Atom, word_list
from dragoman.actors.line import Line
from dragoman.actors.memory import Found
from dragoman.actors.reading import read_owner
from dragoman.actors.screen import JOINER, OWNERS
from dragoman.records import Actor

__all__ = ["dyad"]


def dyad(atom: Atom, line: Line) -> Found | None:
    """The compound that begins with a phrase, None where the phrase stands alone.

    Of `Indian-Americans` only the last part acts; `Moscow-Russia` names one actor twice and is no dyad.
    """
    parts = _parts(atom, line)
    if len(parts) < 2:
        return None
    if line.words.tokens[parts[-1].last] in word_list("ethnic_ends"):
        parts = parts[-1:]
    actors: dict[str, tuple[Actor, str]] = {}
    for actor, kind in filter(None, (read_owner(part, line.words, line.on) for part in parts)):
        actors.setdefault(actor.code, (actor, kind))
    last = parts[-1].last
    if len(actors) > 1:
        return Found(atom.first, last, tuple(replace(actor, sectors=()) for actor, _ in actors.values()), "dyad")
    return next((Found(atom.first, last, (actor,), kind) for actor, kind in actors.values()), None)


def _parts(atom: Atom, line: Line) -> list[Atom]:
    """The phrases that a hyphen, dash or slash joins to this one."""
    parts = [atom]
    while True:
        last = parts[-1].last
        if not JOINER.fullmatch(line.words.gap(last)):
            return parts
        after = line.at.get(last + 1) or line.guess(last + 1)
        if after is None or after.kind not in OWNERS:
            return parts
        parts.append(after)
