"""A mention in, what happened in plain words out: the parties, the act and its fate, from the table of phrases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

import msgspec

from dragoman.codebook.yaml12 import decode
from dragoman.ledger.codes import code_names
from dragoman.records import Event, Mention, Status

__all__ = [
    "Act",
    "Phrases",
    "act_of",
    "act_phrase",
    "joined",
    "party_name",
    "party_names",
    "phrases",
    "told",
    "told_event",
]


class Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A type or mode in plain words; the keys are explained in `phrases.yaml`."""

    did: str
    to: str
    noun: str
    with_: str = msgspec.field(name="with")
    together: str | None = None


class Unnamed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words for a side that no text names, and for all sides at once."""

    one: str
    each: str


class Phrases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole table."""

    acts: dict[str, Act]
    fates: dict[str, dict[str, str]]
    unnamed: Unnamed
    articled: frozenset[str]


@cache
def phrases() -> Phrases:
    """The table of `phrases.yaml`; raises CodebookError for an entry that breaks its form."""
    return decode((files("dragoman.exchange") / "phrases.yaml").read_bytes(), Phrases, "phrases.yaml")


def party_name(code: str) -> str:
    """The usual name of a state or body, the code itself where the codebook has none."""
    return code_names().get(code, (code,))[0]


def party_names(codes: Sequence[str], names: Sequence[str] = ()) -> str:
    """Parties as words: `the United Kingdom and Russia (Vladimir Putin)`, the person or organ in brackets."""
    shown = []
    for n, code in enumerate(codes):
        name = party_name(code)
        article = "the " if code in phrases().articled else ""
        by = f" ({names[n]})" if n < len(names) and names[n] not in {name, code, ""} else ""
        shown.append(f"{article}{name}{by}")
    return joined(shown)


def joined(words: Sequence[str]) -> str:
    """A list in words: `a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def act_of(name: str) -> Act:
    """The words for a `TYPE` or `TYPE/mode`; a mode without an entry takes its type's."""
    acts = phrases().acts
    return acts.get(name) or acts[name.partition("/")[0]]


def act_phrase(mention: Mention) -> str:
    """What the actors did, in words, with the other side: `called off a visit to Pakistan`."""
    own = act_of(f"{mention.type}/{mention.mode}" if mention.mode else mention.type)
    others = party_names(mention.recipients, mention.recipient_names)
    fates = phrases().fates.get(mention.type, {})
    fate = fates.get(mention.status, fates.get("any"))
    if mention.about and fate:
        act = act_of(mention.about)
        return fate.format(noun=act.noun, act=_led(act.noun, act.with_, others), others=others or _other_side(mention))
    speech_act = mention.about is None and mention.type in phrases().fates
    if mention.status is Status.OCCURRED or speech_act:
        if mention.reciprocal and own.together:
            return own.together
        return _led(own.did, own.to, others or (_other_side(mention) if not own.to else ""))
    act = act_of(mention.about) if mention.about else own
    return f"{mention.status}: {_led(act.noun, act.with_, others)}"


def told(mention: Mention) -> str:
    """The whole act in words: `Russia (Vladimir Putin) called off a visit to Pakistan`."""
    phrase = act_phrase(mention)
    actors = party_names(mention.actors, mention.actor_names) or phrases().unnamed.one
    gap = ", " if phrase.startswith(f"{mention.status}: ") else " "
    words = actors + gap + phrase
    return words[:1].upper() + words[1:]


def told_event(event: Event, row: Mention) -> str:
    """An event in words, by a row that tells it."""
    return told(
        replace(
            row,
            actors=event.actors,
            recipients=event.recipients,
            actor_names=(),
            recipient_names=(),
            reciprocal=not event.recipients and len(event.actors) > 1,
            type=event.type,
            mode=event.mode,
            about=event.about,
            status=event.status,
        )
    )


def _led(words: str, preposition: str, others: str) -> str:
    return " ".join(filter(None, (words, preposition if others else "", others)))


def _other_side(mention: Mention) -> str:
    return phrases().unnamed.each if mention.reciprocal else phrases().unnamed.one
