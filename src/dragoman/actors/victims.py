"""People without a name who were killed or hurt: a sentence in, their spans out, with the state of the place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from dragoman.actors.memory import Found
from dragoman.actors.offices import state_name
from dragoman.actors.places import find_places
from dragoman.actors.words import Words
from dragoman.codebook.lineage import lineage
from dragoman.records import Actor

__all__ = ["find_victims"]

_HARM = (
    r"(?:kill(?:s|ed|ing|ings)?|deaths?|massacre[sd]?|slaughter(?:ed)?|murder(?:ed|s)?|wound(?:s|ed|ing)"
    r"|injur(?:es|ed|ing))"
)
_ABOUT = (
    r"(?:(?:the|of|over|some|about|around|nearly|almost|more than|at least|as many as|up to|dozens|scores|hundreds) )*"
)
_NUMBER = r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty) "
_WHO = (
    r"(?P<army>soldiers|troops|servicemen|border guards|sailors|airmen)"
    r"|(?P<police>policemen|police officers)"
    r"|(?P<people>civilians|people|villagers|residents|schoolchildren|children|women|farmers|worshippers|labourers|workers)"
)
_VICTIMS = re.compile(rf"\b{_HARM} {_ABOUT}(?P<span>{_NUMBER}(?:[a-z-]+ ){{0,2}}?(?:{_WHO}))\b", re.IGNORECASE)
_SECTORS = {"army": ("MIL",), "police": ("COP",), "people": ("CVL",)}


def find_victims(words: Words, named: Sequence[Found]) -> Iterator[Found]:
    """Nominal spans such as `the killing of [12 villagers]` where a place tells their state and nothing else does.

    The sentence must name one place where something happens, of a state that it names by no other words.
    """
    matches = list(_VICTIMS.finditer(words.text))
    if not matches:
        return
    # "The killing of 12 villagers in Darfur" is in Darfur, as if the villagers were not between.
    bare = _VICTIMS.sub(lambda match: match[0][: match.start("span") - match.start()].ljust(len(match[0])), words.text)
    here = {p.place.country for p in find_places(bare) if p.led == "in"} - {None}
    known = {lineage(actor.code) for span in named for actor in span.actors}
    if len(here) != 1 or not known or any(span.asked.read for span in named):
        return
    code = str(here.pop())
    if lineage(code) in known:
        return
    taken = {n for span in named for n in range(span.first, span.last + 1)}
    for match in matches:
        first = bisect_left(words.starts, match.start("span"))
        last = bisect_right(words.starts, match.end("span") - 1) - 1
        if taken.isdisjoint(range(first, last + 1)):
            sectors = next(told for kind, told in _SECTORS.items() if match[kind])
            name = state_name(code)
            yield Found(first, last, (Actor(code, sectors, name, f"'{match['span']}' were in {name}"),), "nominal")
