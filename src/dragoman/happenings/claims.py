"""Facts on which accounts may differ: a reading in, what its sentences claim of number, means and reason out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dragoman.codebook import plural
from dragoman.codebook.undertakings import means_of_force, undertaking_kinds
from dragoman.events.speakers import speaker_of
from dragoman.events.stems import stems
from dragoman.language import tokenize
from dragoman.language.quantities import find_quantities
from dragoman.records import ActorSpan, Claim, PassageKind, Quantity, Reading, Sentence

__all__ = ["assigned", "claims_of", "sentence_claims"]

_READ = frozenset({PassageKind.HEADLINE, PassageKind.BODY, PassageKind.CAPTION})
_FATES = ("killed", "injured", "missing", "detained", "captured", "displaced", "expelled", "released", "evacuated")
_CURRENCY = re.compile(r"[A-Z]{3}|rupee")
_REASON = re.compile(
    r"\b(?:because of|because|due to|owing to|citing|cited|on the grounds? (?:of|that)|on account of|blamed on|blamed"
    r"|blaming|in protest (?:at|against|over)|down to|in response to|as a result of|for reasons of|thanks to"
    r"|attributed (?:it|this|the \w+) to|attributing it to|the reason (?:was|is|given was|being)|reasons?:"
    r"|explained that|explaining that|so that|in view of|in the light of)\s+(?P<why>[^.;:()\"“”]{6,120})",
    re.IGNORECASE,
)
_LONGEST = 1500
_OF = {"toll": "force", "means": "force", "sum": "work", "number": "work"}


@cache
def _means() -> list[tuple[re.Pattern[str], str]]:
    table = means_of_force()
    return [
        (re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE), kind)
        for kind, words in table.items()
        for word in sorted(words, key=len, reverse=True)
    ]


def claims_of(reading: Reading) -> list[Claim]:
    """The claims of a document in the order of its sentences."""
    return [
        claim
        for sentence in reading.sentences
        if sentence.kind in _READ and len(sentence.text) <= _LONGEST
        for claim in sentence_claims(
            sentence, [s for s in reading.spans if sentence.start <= s.start and s.end <= sentence.end]
        )
    ]


def assigned(claims: Sequence[Claim], anchors: Sequence[tuple[str, int, str]]) -> dict[str, tuple[Claim, ...]]:
    """Which claim belongs to which report or step of a document.

    `anchors` are their ids, the starts of their sentences, and what they tell of: force, talk (visits and meetings) or
    work. A claim goes to those of its own sentence, else to the nearest before it, else to the next; tolls and means to
    those that tell of force, sums and counts to those that tell of work, where there are any.
    """
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        fitting = [a for a in anchors if a[2] == _OF.get(claim.fact)] or list(anchors)
        if not fitting:
            continue
        place = max((a[1] for a in fitting if a[1] <= claim.start), default=min(a[1] for a in fitting))
        for name, start, _ in fitting:
            if start == place:
                found.setdefault(name, []).append(claim)
    return {name: tuple(own) for name, own in found.items()}


def sentence_claims(sentence: Sentence, spans: Sequence[ActorSpan] = ()) -> Iterator[Claim]:
    """The claims of one sentence."""
    text = sentence.text
    quantities = find_quantities(text)
    means = list(_meant(text))
    reason = _REASON.search(text)
    if not quantities and not means and not reason:
        return
    speaker = speaker_of(sentence, tokenize(text), spans)
    place = (sentence.start, sentence.end, text)
    for quantity in quantities:
        fact, key = _counted(quantity)
        if fact:
            value = text[quantity.start : quantity.end]
            yield Claim(fact, key, value, quantity.low, quantity.high, frozenset(), speaker, *place)
    if means:
        yield Claim(
            "means",
            "",
            ", ".join(dict.fromkeys(w for w, _ in means)),
            None,
            None,
            frozenset(k for _, k in means),
            speaker,
            *place,
        )
    if reason:
        yield Claim("reason", "", reason["why"].strip(), None, None, frozenset(stems(reason["why"])), speaker, *place)


def _counted(quantity: Quantity) -> tuple[str, str]:
    """Fact and key of a number; no fact for shares and for what nobody names."""
    of, unit = quantity.of or "", quantity.unit or ""
    if any(of.endswith(fate) for fate in _FATES):
        return "toll", of
    if _CURRENCY.match(unit):
        return "sum", f"{unit} {of}".strip()
    if unit == "%" or not (of or unit):
        return "", ""
    return "number", f"{unit} {_families().get(of, of)}".strip()


@cache
def _families() -> dict[str, str]:
    """Nouns that may count one thing in two papers, jets and fighters, each with its family of undertakings."""
    rows = (
        (family, noun)
        for kind in undertaking_kinds().kinds.values()
        for family, nouns in kind.families.items()
        for noun in nouns
    )
    return {form: family for family, noun in rows for form in (noun, plural(noun))} | {
        "fighters": "planes",
        "fighter jets": "planes",
    }


def _meant(text: str) -> Iterator[tuple[str, str]]:
    for pattern, kind in _means():
        found = pattern.search(text)
        if found:
            yield found[0].lower(), kind
