"""Who did it? A sentence in, one claim for each role that it fills out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dragoman.codebook.claim_tables import doing, role_verbs, roles
from dragoman.codebook.inflection import verb_forms
from dragoman.codebook.lineage import lineage
from dragoman.events.stems import stem
from dragoman.happenings.lines import Line
from dragoman.happenings.phrases import Finder, any_of, finder
from dragoman.happenings.scenes import is_town
from dragoman.records import Actor, ActorSpan, Claim

__all__ = ["who_claims"]

_STATE = len("PAK")
_OFFICIAL = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD", "ELI", "DIP"})
_NEGATED = re.compile(r"\b(?:not|no|never|nor|neither|denied|without|nobody|none|rather than|instead of|n't)\b")
_NEAR, _REACH = 60, 10
_CLEFT = re.compile(
    r"\bit (?:was|is|had been) (?:not )?(?P<who>[^,;.:]{2,60}?)(?:,[^,]{1,40},)?"
    r"\s+(?:who|that|which) (?P<did>(?:\w+ ){0,2}\w+)"
)
_STOP = re.compile(r"[.;:,\"”]| (?:who|which|that|and|as|in order|so as|on|at|in|after|before|when|while|during|from) ")
_NAME = re.compile(
    r"(?:the |an? |by )?(?P<name>(?:[A-Z][\w'’.-]*|M23|[A-Z]\d+)(?: (?:of the |of |al-|the )?[A-Z][\w'’.-]*){0,4})"
)
_WEAK = frozenset({"fired from", "launched from", "fired by", "launched by"})  # tell what one side did, not who began
_ACT = frozenset({"~act"})
_JOINED = re.compile(r"(?:,| and|, and|,? together with| with) (?:the )?$")
_MEN = (
    r"(?:'s|'|’s|’)?(?: (?:\w+ ){0,2}?(?:troops|units?|side|drones?|helicopters?|missiles?|batteries|tanks"
    r"|snipers?|sappers|agents|mines?|divers|snipers|settlers|gunmen|raiders|insurgents|militants|troops"
    r"|soldiers|forces|army|guns|gunners|guards|jets|planes|aircraft|warplanes|artillery|navy"
    r"|air force|commandos|police|patrol|militia|regulars|fighters|rebels|men|gunboats?|warships?|marines"
    r"|government))?"
)


def who_claims(line: Line) -> Iterator[Claim]:
    """Doers that the sentence names, one claim for each role."""
    told: set[str] = set()
    for role, who, value in _named_doers(line):
        idle = role == "attack" and line.story.brief and not line.story.force
        if who and role not in told and not idle:
            told.add(role)
            yield line.claim("who", role, value, who)


@cache
def _role_finders() -> tuple[tuple[str, Finder, Finder], ...]:
    return tuple((name, finder(role.before), finder(role.after)) for name, role in roles().items())


@cache
def _passives() -> tuple[tuple[str, Finder], ...]:
    """For each role the participles of its verbs with "by" behind them."""
    between = r"(?: [\w'-]+){0,6}? (?:by|at the hands of)\b"
    return tuple(
        (role, finder(tuple(f for verb in verbs for f in verb_forms(verb).participle), between))
        for role, verbs in doing().items()
    )


@cache
def _actives() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For the roles of force the pasts of its verbs as they follow whoever did it."""
    return tuple(
        (
            role,
            re.compile(
                rf"{_MEN}(?: \w+ly)? (?:had |have |has )?(?:\w+ly )?(?:first )?"
                + any_of(
                    tuple(f for v in doing()[role] for f in (*verb_forms(v).past, *verb_forms(v).participle))
                ).pattern
            ),
        )
        for role in ("attack", "take")
    )


def _named_doers(line: Line) -> Iterator[tuple[str, frozenset[str], str]]:
    """Role, doer and the words for the doer; those are left out of whom it is said that it was not they."""
    folded = line.folded
    for cleft in _CLEFT.finditer(folded) if "it" in line.words else ():
        role = next((role_verbs()[s] for s in map(stem, cleft["did"].split()) if s in role_verbs()), None)
        if role and "not " not in cleft[0][:12]:
            yield role, *_party(line, cleft.start("who"), cleft.end("who"))
    for role, before, after in _role_finders():
        for found in before.all(folded, line.words):
            if not _not_so(folded, found.start()):
                who, value = _party(line, found.end(), min(len(folded), found.end() + _NEAR))
                yield role, who | _ACT if who and found[0] in _WEAK else who, value
        for found in after.all(folded, line.words):
            if not _not_so(folded, found.start()):
                yield role, *_party_before(line, max(0, found.start() - _NEAR), found.start())
    for role, passive in _passives() if line.story.brief else ():
        for found in passive.all(folded, line.words):
            if not _not_so(folded, found.start()):
                yield role, *_party(line, found.end(), min(len(folded), found.end() + _NEAR), close=True)
    if line.story.brief and line.story.force:
        yield from _active_doers(line)


def _active_doers(line: Line) -> Iterator[tuple[str, frozenset[str], str]]:
    """Parties with a verb of force right behind them."""
    offset = line.sentence.start
    for span in line.spans:
        for role, verb in _actives():
            if span.kind != "capital" and verb.match(line.folded, span.end - offset):
                yield role, _codes([span]) | _ACT, span.text


def _not_so(folded: str, at: int) -> bool:
    return bool(_NEGATED.search(folded, max(0, at - 18), at))


def _party(line: Line, first: int, last: int, *, close: bool = False) -> tuple[frozenset[str], str]:
    """Who is named first in a stretch, with those joined to it: actors of spans, else a name in capitals.

    `close`: only where the name stands at once.
    """
    text, offset = line.sentence.text, line.sentence.start
    stop = _STOP.search(text, first + 2, last)
    end = stop.start() if stop else last
    spans = [s for s in line.spans if first <= s.start - offset < last]
    if spans and spans[0].start - offset < end:
        joined = spans[:1]
        for span in spans[1:]:
            if not _JOINED.fullmatch(text[joined[-1].end - offset : span.start - offset]):
                break
            joined.append(span)
        if len(joined) > 1 and " and " not in text[joined[0].end - offset : joined[-1].start - offset]:
            joined = joined[:1]
        return _codes(joined), text[joined[0].start - offset : joined[-1].end - offset]
    stretch = text[first:end].strip()
    name = _NAME.match(stretch)
    acronym = name is not None and name["name"].isupper()
    if name is None or is_town(name["name"]) or (close and not acronym):
        return frozenset(), ""
    return frozenset({name["name"].casefold()}), name["name"]


def _party_before(line: Line, first: int, last: int) -> tuple[frozenset[str], str]:
    """Who is named last in a stretch, close to its end."""
    offset = line.sentence.start
    near = [s for s in line.spans if first <= s.start - offset and last - _REACH <= s.end - offset <= last + 2]
    return (_codes(near[-1:]), near[-1].text) if near else (frozenset(), "")


def _codes(spans: list[ActorSpan]) -> frozenset[str]:
    return frozenset(_who(actor) for span in spans for actor in span.actors)


def _who(actor: Actor) -> str:
    """A state for those who act for it; else what they are of it: rebels are not their government."""
    state = lineage(actor.code)
    official = not actor.sectors or actor.sectors[0] in _OFFICIAL
    return state if official or len(state) != _STATE else f"{state} {actor.name.casefold()}"
