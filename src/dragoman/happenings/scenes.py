"""When and where: a sentence in, the days and places of its acts as claims out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from dragoman.actors.places import find_places
from dragoman.codebook.claim_tables import renamed
from dragoman.codebook.lineage import lineage
from dragoman.codebook.places import sites, towns
from dragoman.happenings.lines import AHEAD, Deed, Line, deeds_of, fate_pattern, scene_of, stretch_of
from dragoman.language.words import TIME_NAMES
from dragoman.records import Claim, TimeExpression

__all__ = ["date_claims", "is_town", "place_claims", "plain_name", "side_claims", "sites_of", "whole_days"]

_FORCE = frozenset({"attack", "kill", "down"})
_NIGHT = re.compile(r"\b(?:night|midnight|dawn|overnight|late|evening|small hours)\b")
_SAID = re.compile(
    r"\b(?:said|told|announced|reported|added|stated|confirmed|according|disclosed|denied|wrote|declared|revealed"
    r"|maintained|insisted|claimed|repeated|recalled|explained|spoke|speaking|interview\w*|reporters|journalists"
    r"|ministry|statement|communique|spokesman|spokeswoman|broadcast|parliament)\W*(?:\w+\W+){0,2}$"
)
#: Somebody who speaks there, not the place of an act: "a clerk here in Minsk", "In Minsk the spokesman".
_SPEAKER = (
    r"(?:minister|spokesm[ae]n|spokeswoman|officers?|officials?|ministry|diplomats?|sources?|radio|television|embassy"
    r"|analysts?|office|headquarters|colonel|general|commander|envoy|ambassador|newspapers?|agency|telephone|phone"
    r"|government|authorities|doctors?|witness(?:es)?|adviser|aide|correspondents?)"
)
_THERE = re.compile(rf"\b{_SPEAKER}(?: (?:back|here|there|based|posted|now))? ?,? ?$")
_SAYS = re.compile(
    r"^,? ?(?:has |had |have |also )?(?:\w+ly )?(?:sa(?:id|ys)|stat|announc|declar|insist|claim|maintain|repeat"
    r"|den(?:ied|ies)|report"
    r"|reveal|disclos|confirm|add(?:s|ed)|told|put|gave|wrote|knew|spoke|call(?:s|ed)|charg|admit|argu|rejected"
    r"|dismissed)"
)
_OPENS = re.compile(rf"^,? (?:the |an? |its |his )?(?:[\w'-]+ ){{0,3}}{_SPEAKER}\b")
#: Days by which a time may lie earlier than it is read: "last Friday" of two weeks, "today" of an agency's dateline.
_MAY_BE = {"last ": 7, "today": 1, "tonight": 1, "this ": 1}
_VAGUE = re.compile(r"\b(?:earlier|later|before|after|that|same|next|previous|following) ?", re.IGNORECASE)
_BOUND = re.compile(r"\b(?:since|by|until|till|before|after|from)(?: (?:the|last|early|late|about))* $")
_NEAR, _AROUND, _CLOSE = 60, 120, 48
_SIDES = re.compile(
    r"\b(?P<whose>[a-z][\w'’-]*(?: [a-z][\w'’-]*)?)\s+"
    r"(?P<what>waters|airspace|air space|territory|soil|side of the (?:border|frontier|line|river))\b"
)
_WHERE = frozenset({"waters", "airspace", "air", "territory", "soil", "seas", "side"})
_INTERNATIONAL = re.compile(r"\b(?:international (?:waters|airspace|air space)|high seas)\b")
_VENUE = re.compile(
    r"\b(?:at|in|inside|aboard) (?:the |an? |its |his )?(?:[\w'’-]+ ){0,2}?(?P<venue>palace"
    r"|foreign ministry|embassy|airport|hotel|parliament|villa|guest house|guesthouse|residence|dacha|yacht|cruiser"
    r"|university|barracks|town hall|state house|monastery|castle|border post|railway carriage|tent)\b"
)
_NAMED = re.compile(
    r"\b(?P<led>[Aa]t|[Ii]n|[Nn]ear|[Oo]utside|[Ii]nside|[Oo]ff|[Aa]round|[Oo]ver|[Aa]bove) (?:the )?"
    r"(?:(?:[a-z]+ )?(?:town|city|village|port|resort|district|settlement|hamlet|spa|oasis|island|suburb|camp"
    r"|base) of )?"
    r"(?P<name>(?:al-|el-)?[A-Z][\w'’-]+(?: (?:al-|el-)?[A-Z][\w'’-]+){0,2})"
)
_NO_NAMES = TIME_NAMES | frozenset(
    "parliament congress headquarters cabinet government ministry church english french russian arabic islam december "
    "north south east west northern southern eastern western central the christmas easter ramadan europe africa asia "
    "palace embassy airport hotel villa university barracks hall "
    "america god court house state defence foreign interior general security president prime".split()
)
#: "The venue was Bern", "had Bern as its setting".
_VENUE_WORD = r"(?:venue|setting|scene|site|meeting place|meeting-place|seat|stage|place|backdrop)"
_AS_VENUE = re.compile(
    rf"\b{_VENUE_WORD}(?: (?:of|for) [\w' -]{{2,40}}?)? (?:was|is|will be|would be|has been|being"
    rf"|shall be) (?:the (?:\w+ )?(?:city|town) of )?"
    r"(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)"
    rf"|(?P<first>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)(?: as (?:its|the|their|a)| (?:was|is|will be|would be"
    rf"|had been) (?:the|its|their)) {_VENUE_WORD}\b"
    r"|\b(?:choice fell on|chose|chosen|picked|settled on|opted for|agreed on"
    r"|preferred) (?P<chosen>[A-Z][\w'’-]+)(?= as | for |[.,])"
)
#: Force that falls on a place.
_ON = re.compile(
    r"\b(?:raids?|attack(?:s|ed)?|strikes?|assault|fell|landed|rained|fire|fired|bombs|rockets|shells"
    r"|bombardment|shelling"
    r"|bombing|descended|dropped|crashed|swooped|incursion|battle|siege|capture|fall)(?: (?!of|on|into|at"
    r"|near)\w+){0,3}"
    r" (?:on|of|into|for) (?:the )?"
    r"(?:(?:[a-z]+ )?(?:town|city|village|port|district|settlement|hamlet|island|suburb|camp|base|quarter) of )?"
    r"(?P<name>(?:al-|el-)?[A-Z][\w'’-]+(?: (?:al-|el-)?[A-Z][\w'’-]+){0,2})"
)
_REGION = re.compile(
    r" (?:region|district|province|county|valley|area|desert|mountains?|hills|peninsula|gulf|sea|river|strait"
    r"|state|oblast"
    r"|governorate|sector|basin|plain|forest|delta|coast|airspace|waters|territory|side|border|frontier)\b"
)
_NOT_IN = re.compile(r"\b(?:not|never|nor|rather than|instead of|and nowhere|denied)(?: \w+){0,2} ?$")


# When?


def date_claims(line: Line) -> Iterator[Claim]:
    """Days of acts: each goes to the nearest act, none to a verb of saying beside it.

    A month or a year, too, of what a short report tells; its key ends in `~`.
    """
    offset, brief = line.sentence.start, line.story.brief
    deeds = deeds_of(line, "date") if not brief or not fate_pattern().search(line.folded) else []
    for time in line.times:
        at = time.start - offset
        days = whole_days(time) or (stretch_of(time) if brief else None)
        if days is None or at < line.body or (brief and _VAGUE.search(time.text)) or _SAID.search(line.folded[:at]):
            continue
        near = min(deeds, key=lambda d: d.gap(at), default=None)
        if near is not None and near.gap(at) > (_AROUND if brief else _NEAR):
            near = None
        if near is None and (not brief or whole_days(time) is None or fate_pattern().search(line.folded)):
            continue
        slack = 1 if _NIGHT.search(line.folded) else 0
        before = max(slack, next((n for word, n in _MAY_BE.items() if time.text.lower().startswith(word)), 0))
        day = line.story.published
        if brief and days[0] <= (date.fromisoformat(day).toordinal() if day else 0) and _BOUND.search(line.folded[:at]):
            continue
        ahead = day is not None and days[0] > date.fromisoformat(day).toordinal()
        key = (near.act if near else "") + (" ahead" if ahead or (day is None and AHEAD.search(line.folded)) else "")
        acts = {f"act:{deed.act}" for deed in deeds if deed.gap(at) <= _AROUND}
        rough = {"~rough"} if days[1] - days[0] > 1 else set()
        words = frozenset(acts | rough | line.people)
        yield Claim("date", key, time.text, days[0] - before, days[1] + slack, words, *line.place)


def whole_days(time: TimeExpression) -> tuple[float, float] | None:
    """First and last day, as ordinals of the calendar, of a time of at most two days."""
    days = stretch_of(time)
    return days if days and days[1] - days[0] <= 1 else None


# Where?


def place_claims(line: Line) -> Iterator[Claim]:
    """The town where an act took place, and the house; `~also:` are the other places that the document names."""
    deeds = deeds_of(line, "place")
    if not deeds:
        return
    acts: set[str] = set()
    around = deeds_of(line) if line.story.brief else deeds
    for name, first, led in _towns_of(line):
        if led != "venue" and line.story.brief and _SAYS.search(line.folded[first + len("in ") + len(name) :]):
            continue
        if (
            led != "venue"
            and line.story.brief
            and first <= line.body + 1
            and _OPENS.search(line.folded[first + len("in ") + len(name) :])
        ):
            continue
        near = min(
            (d for d in around if led == "venue" or _bound(line, d, first)), key=lambda d: d.gap(first), default=None
        )
        if near is not None and near not in deeds:
            kin = [d for d in deeds if scene_of(d.act) == scene_of(near.act)]
            near = min(kin, key=lambda d: d.gap(first), default=None)
        if (
            near is None
            or (led == "to" and not (line.story.brief and scene_of(near.act) == "force"))
            or (key := _grown(near.act)) in acts
        ):
            continue
        acts.add(key)
        also = {f"~also:{town}" for town in line.story.towns}
        yield line.claim("place", key, name, frozenset({plain_name(name), *also, *line.people}))
    scenes = {scene_of(d.act) for d in deeds} & {"contact", "paper"}
    if scenes and (venue := _VENUE.search(line.folded)):
        yield line.claim("place", f"{min(scenes)} venue", venue[0], frozenset({venue["venue"]}))


def plain_name(name: str) -> str:
    """The first of the names of a town, case folded."""
    return renamed().get(name.casefold(), name.casefold())


def sites_of(line_text: str, codes: Sequence[str], taken: Sequence[tuple[int, int]]) -> list[tuple[str, int, str]]:
    """Names of places in a text with where the words that lead them begin and how they lead: known towns first.

    `taken` are the spans of actors, in which no unknown name is sought.
    """
    known = find_places(line_text, codes)
    found = [(m.place.name, m.first, m.led) for m in known if is_town(m.place.name)]
    spans = [*taken, *((m.start, m.end) for m in known)]
    for match in (*_NAMED.finditer(line_text), *_ON.finditer(line_text)):
        if _REGION.match(line_text, match.end()):
            continue
        words = {word.casefold() for word in match["name"].split()}
        inside = any(a < match.end("name") and match.start("name") < b for a, b in spans)
        if not inside and words.isdisjoint(_NO_NAMES):
            found.append((match["name"].removesuffix("'s").removesuffix("’s"), match.start(), "in"))
    for match in _AS_VENUE.finditer(line_text):
        name = next(filter(None, match.groups()))
        if name.casefold() not in _NO_NAMES:
            found.append((name, match.start(), "venue"))
    return [one for one in found if not _NOT_IN.search(line_text[: one[1]])]


def _towns_of(line: Line) -> list[tuple[str, int, str]]:
    """The places of a sentence: known towns, and in short reports any name behind "in" or "near"."""
    offset = line.sentence.start
    if line.story.brief:
        taken = [(s.start - offset, s.end - offset) for s in line.spans]
        found = sites_of(line.sentence.text, line.story.codes, taken)
    else:
        known = find_places(line.sentence.text, line.story.codes)
        found = [(m.place.name, m.first, m.led) for m in known if is_town(m.place.name)]
    return [one for one in found if one[1] >= line.body]


def is_town(name: str) -> bool:
    """Whether a name is that of a town or site: no state, no region."""
    return name.casefold() in _towns()


@cache
def _towns() -> frozenset[str]:
    """Names of towns and sites, regions left out."""
    return frozenset(
        name.casefold() for town in (*towns(), *sites()) if town.people for name in (town.name, *town.names)
    )


def _grown(act: str) -> str:
    """The act under which its place is compared: where people were killed is where the attack was."""
    return "attack" if act in _FORCE else act


def _bound(line: Line, deed: Deed, at: int) -> bool:
    """Whether a place belongs to an act: soon behind it without another clause between, or ahead of the sentence.

    In a short report, wherever both stand, unless it is where somebody spoke.
    """
    if line.story.brief:
        return deed.gap(at) <= _AROUND and not _SAID.search(line.folded[:at]) and not _THERE.search(line.folded[:at])
    if at <= 2:
        return True
    between = line.folded[deed.end : at]
    return 0 <= at - deed.end <= _CLOSE and not re.search(r",|;| and | which | to ", between)


def side_claims(line: Line) -> Iterator[Claim]:
    """In whose waters, in whose air, and, where force is told of, on whose soil."""
    if line.words.isdisjoint(_WHERE):
        return
    offset = line.sentence.start
    force = any(scene_of(d.act) in {"force", "custody"} for d in deeds_of(line, "whether"))
    for found in _INTERNATIONAL.finditer(line.folded):
        yield line.claim("place", "side", found[0], frozenset({"international"}))
    for found in _SIDES.finditer(line.folded):
        whose = [
            s for s in line.spans if found.start() <= s.start - offset + 1 and s.end - offset <= found.start("what") + 1
        ]
        codes = frozenset(lineage(a.code) for s in whose for a in s.actors)
        if codes and (force or found["what"] in {"waters", "airspace", "air space"}):
            yield line.claim("place", "side", line.sentence.text[found.start() : found.end()], codes)
