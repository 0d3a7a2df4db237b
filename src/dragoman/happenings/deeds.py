"""What was done, how, when, where and by whom: a sentence in, claims on which accounts may differ out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from dragoman.actors.places import find_places
from dragoman.codebook.claim_tables import act_words, causes, denials, fates, means, renamed, role_verbs, roles
from dragoman.codebook.lineage import lineage
from dragoman.codebook.places import sites, towns
from dragoman.events.stems import stem
from dragoman.happenings.phrases import Finder, any_of, clauses, finder
from dragoman.records import Actor, ActorSpan, Claim, Sentence, TimeExpression

__all__ = ["Line", "deed_claims", "is_town", "whole_days"]

_STATE = len("PAK")
_OFFICIAL = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD", "ELI", "DIP"})
_FORCE = frozenset({"attack", "kill", "down"})
_STRIKING = re.compile(
    r"\b(?:fir(?:ed|ing|e)|launch\w*|struck|strikes?|hit|attack\w*|kill\w*|bomb\w*|shell\w*|blast\w*|explo\w+|destroy\w*"
    r"|sank|sunk|raid\w*|ambush\w*|assassinat\w*|murder\w*|poison\w*|shot|deaths?|died|dead|wound\w*|injur\w*|target\w*"
    r"|landed|crashed into|torn|clash\w*|fight\w*|fought|battle\w*|violence|used against|assault\w*|casualt\w*)\b"
)
_HARM = re.compile(r"\b(?:kill\w*|dead|deaths?|died|wound\w*|injur\w*|destroy\w*|hit|struck|sank|sunk)\b")
_NEGATED = re.compile(r"\b(?:not|no|never|nor|neither|denied|without|nobody|none|rather than|instead of|n't)\b")
_DATED = frozenset(
    "meet sign open attack down arrive leave deliver hold free agree withdraw cross test vote invite kill recall "
    "close".split()
)
_PLACED = frozenset({"meet", "sign", "attack", "down", "hold", "open", "kill", "deliver", "agree", "cross"})
_AHEAD = re.compile(r"\b(?:will|shall|to be|is to|are to|due|scheduled|planned|set for|expected|would|slated|next)\b")
_TOOK_PLACE = re.compile(
    r"\b(?:took place|taken place|occurred|happened|was held|were held|has been|had been|have been"
    r"|was ever|were ever|ever|whatsoever|of any (?:sort|kind)|at all)\b"
)
_PLAIN_NOT = frozenset({"never", "not", "n't", "neither", "no", "without any"})
_NO_DENIAL = re.compile(r"\b(?:why|because|reason|until|unless|if|whether|postponed|cancelled|called off|put off)\b")
_NIGHT = re.compile(r"\b(?:night|midnight|dawn|overnight|late|evening)\b")
_SAID = re.compile(
    r"\b(?:said|told|announced|reported|added|stated|confirmed|according|disclosed|denied|wrote"
    r"|ministry|statement)\W*(?:\w+\W+){0,2}$"
)
_NEAR, _REACH, _CLOSE = 60, 10, 48
_SIDES = re.compile(
    r"\b(?P<whose>[a-z][\w'’-]*(?: [a-z][\w'’-]*)?)\s+(?P<what>waters|airspace|air space|territory|soil)\b"
)
_WHERE = frozenset({"waters", "airspace", "air", "territory", "soil", "seas"})
_INTERNATIONAL = re.compile(r"\b(?:international (?:waters|airspace|air space)|high seas)\b")
_VENUE = re.compile(
    r"\b(?:at|in|inside|aboard) (?:the |an? |its |his )?(?:[\w'’-]+ ){0,2}?(?P<venue>palace"
    r"|foreign ministry|embassy|airport|hotel|parliament|villa|guest house|guesthouse|residence|dacha|yacht|cruiser"
    r"|university|barracks|town hall|state house)\b"
)
_CLEFT = re.compile(
    r"\bit (?:was|is|had been) (?:not )?(?P<who>[^,;.:]{2,60}?)(?:,[^,]{1,40},)?"
    r"\s+(?:who|that|which) (?P<did>(?:\w+ ){0,2}\w+)"
)
_STOP = re.compile(r"[.;:,\"”]| (?:who|which|that|and|as|in order|so as) ")
_NAME = re.compile(
    r"(?:the |an? |by )?(?P<name>(?:[A-Z][\w'’.-]*|M23|[A-Z]\d+)(?: (?:of the |of |al-|the )?[A-Z][\w'’.-]*){0,4})"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its actors, times and speaker; `folded` is its text as matchers read it,
    `words` the words of that."""

    sentence: Sentence
    folded: str
    words: frozenset[str]
    spans: Sequence[ActorSpan]
    times: Sequence[TimeExpression]
    speaker: str | None
    codes: tuple[str, ...]
    published: str | None

    @property
    def place(self) -> tuple[str | None, int, int, str]:
        """The last fields of a claim: who says it, and where."""
        return self.speaker, self.sentence.start, self.sentence.end, self.sentence.text

    def claim(self, fact: str, key: str, value: str, words: frozenset[str]) -> Claim:
        """A claim of this sentence without numbers."""
        return Claim(fact, key, value, None, None, words, *self.place)


class _Deed(NamedTuple):
    act: str
    start: int
    end: int


def deed_claims(line: Line) -> Iterator[Claim]:
    """Means, doer, whether it happened, day and place, as far as the sentence tells them."""
    yield from _means_claims(line)
    yield from _who_claims(line)
    deeds = _deeds(line)
    yield from _side_claims(line, bool({d.act for d in deeds} & (_FORCE | {"hold", "cross"})))
    if deeds:
        yield from _whether_claims(line, deeds)
        yield from _date_claims(line, deeds)
        yield from _place_claims(line, deeds)


@cache
def _deed_finder() -> Finder:
    return finder(tuple(act_words()))


def _deeds(line: Line) -> list[_Deed]:
    return [_Deed(act_words()[m[0]], m.start(), m.end()) for m in _deed_finder().all(line.folded, line.words)]


# With what?


@cache
def _means_finders() -> tuple[tuple[str, Finder], ...]:
    endings = ("", "s", "es")
    return tuple((matter, finder(tuple(words), r"(?:e?s)?\b", endings)) for matter, words in means().items())


def _means_claims(line: Line) -> Iterator[Claim]:
    """One claim for each stretch between commas that names means; `~harm` where it tells of harm done."""
    for matter, meant in _means_finders():
        if not meant.search(line.folded, line.words) or (matter == "attack" and not _STRIKING.search(line.folded)):
            continue
        for first, last in clauses(line.folded):
            found = [m for m in meant.pattern.finditer(line.folded, first, last) if not _not_so(line.folded, m.start())]
            plain = [_plain(matter, m[0]) for m in found]
            if not plain:
                continue
            shared = frozenset.intersection(*plain) or frozenset.union(*plain)
            harm = {"~harm"} if _HARM.search(line.folded, first, last) else set()
            value = ", ".join(dict.fromkeys(line.sentence.text[m.start() : m.end()] for m in found))
            yield line.claim("means", matter, value, shared | harm)


def _plain(matter: str, word: str) -> frozenset[str]:
    words = means()[matter]
    known = next(w for w in (word, word.removesuffix("s"), word.removesuffix("es")) if w in words)
    return frozenset(words[known])


def _not_so(folded: str, at: int) -> bool:
    return bool(_NEGATED.search(folded, max(0, at - 18), at))


# Who?


@cache
def _role_finders() -> tuple[tuple[str, Finder, Finder], ...]:
    return tuple((name, finder(role.before), finder(role.after)) for name, role in roles().items())


def _who_claims(line: Line) -> Iterator[Claim]:
    """Doers that the sentence names, one claim for each role."""
    told: set[str] = set()
    for role, who, value in _named_doers(line):
        if who and role not in told:
            told.add(role)
            yield line.claim("who", role, value, who)


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
                yield role, *_party(line, found.end(), min(len(folded), found.end() + _NEAR))
        for found in after.all(folded, line.words):
            if not _not_so(folded, found.start()):
                yield role, *_party_before(line, max(0, found.start() - _NEAR), found.start())


def _party(line: Line, first: int, last: int) -> tuple[frozenset[str], str]:
    """Who is named first in a stretch: the state or body of an actor span there, else a name in capitals."""
    text, offset = line.sentence.text, line.sentence.start
    stop = _STOP.search(text, first + 2, last)
    end = stop.start() if stop else last
    span = next((s for s in line.spans if first <= s.start - offset < end), None)
    if span is not None:
        return frozenset(map(_who, span.actors)), text[span.start - offset : span.end - offset]
    name = _NAME.match(text[first:end].strip())
    return (frozenset({name["name"].casefold()}), name["name"]) if name else (frozenset(), "")


def _party_before(line: Line, first: int, last: int) -> tuple[frozenset[str], str]:
    """Who is named last in a stretch, close to its end."""
    text, offset = line.sentence.text, line.sentence.start
    near = [s for s in line.spans if first <= s.start - offset and last - _REACH <= s.end - offset <= last + 2]
    if not near:
        return frozenset(), ""
    span = near[-1]
    return frozenset(map(_who, span.actors)), text[span.start - offset : span.end - offset]


def _who(actor: Actor) -> str:
    """A state for those who act for it; else what they are of it: rebels are not their government."""
    state = lineage(actor.code)
    official = not actor.sectors or actor.sectors[0] in _OFFICIAL
    return state if official or len(state) != _STATE else f"{state} {actor.name.casefold()}"


# Did it happen?


@cache
def _denial_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = denials()
    return any_of(table.before), any_of(table.behind), any_of(table.such), any_of(table.open)


@cache
def _off() -> re.Pattern[str]:
    return any_of((*fates().postponed, *fates().cancelled, *causes().off))


def _whether_claims(line: Line, deeds: Sequence[_Deed]) -> Iterator[Claim]:
    """Each act once: denied, or told as done."""
    before, behind, such, open_ = _denial_patterns()
    folded = line.folded
    if _NO_DENIAL.search(folded):
        return
    denied: set[str] = set()
    plain: set[str] = set()
    opened = {m.start() for m in open_.finditer(folded)}
    for found in before.finditer(folded):
        if any(abs(found.start() - at) <= 4 for at in opened):
            continue
        reach = folded[
            found.end() : found.end()
            + (110 if found[0].startswith(("deni", "deny", "dismiss", "reject", "refut", "ruled")) else 45)
        ]
        stop = re.search(r"[,;]| but | although ", reach)
        limit = found.end() + (stop.start() if stop else len(reach))
        (plain if found[0] in _PLAIN_NOT and not _TOOK_PLACE.search(folded, found.end(), limit) else denied).update(
            d.act for d in deeds if found.end() <= d.start < limit
        )
    if behind.search(folded):
        denied |= {d.act for d in deeds}
    if such.search(folded):
        denied |= {d.act for d in deeds} or {"such"}
    for act in sorted(denied | plain):
        words = {"denied"} if act in denied else {"denied", "~plain"}
        yield line.claim("whether", act, line.sentence.text, frozenset(words))
    if denied or plain or _AHEAD.search(folded) or opened or _off().search(folded):
        return
    for act in sorted({d.act for d in deeds}):
        yield line.claim("whether", act, line.sentence.text, frozenset({"asserted"}))


# When?


def _date_claims(line: Line, deeds: Sequence[_Deed]) -> Iterator[Claim]:
    """Days of acts: each day goes to the nearest act of its stretch, none to a verb of saying beside it."""
    offset = line.sentence.start
    for time in line.times:
        days = whole_days(time)
        if days is None or _SAID.search(line.folded[: time.start - offset]):
            continue
        at = time.start - offset
        near = min(
            (d for d in deeds if d.act in _DATED), key=lambda d: min(abs(d.start - at), abs(d.end - at)), default=None
        )
        if near is None or min(abs(near.start - at), abs(near.end - at)) > _NEAR:
            continue
        slack = 1 if _NIGHT.search(line.folded) else 0
        ahead = line.published is not None and days[0] > date.fromisoformat(line.published).toordinal()
        key = near.act + (" ahead" if ahead or (line.published is None and _AHEAD.search(line.folded)) else "")
        yield Claim("date", key, time.text, days[0] - slack, days[1] + slack, frozenset(), *line.place)


def whole_days(time: TimeExpression) -> tuple[float, float] | None:
    """First and last day, as ordinals of the calendar, of a time of at most two days."""
    if time.type not in {"DATE", "TIME"} or not time.interval or None in time.interval:
        return None
    low, high = (date.fromisoformat(day or "").toordinal() for day in time.interval)
    return (float(low), float(high)) if high - low <= 1 else None


# Where?


def _place_claims(line: Line, deeds: Sequence[_Deed]) -> Iterator[Claim]:
    """The town where an act took place, the house, and on whose side of a border."""
    placed = [d for d in deeds if d.act in _PLACED]
    if not placed:
        return
    act = _grown(placed[0].act)
    for named in find_places(line.sentence.text, line.codes):
        if named.led in {"in", "host"} and is_town(named.place.name):
            near = next((d for d in placed if _bound(line.folded, d, named.first)), None)
            if near is not None:
                name = named.place.name.casefold()
                key = _grown(near.act)
                yield line.claim("place", key, named.place.name, frozenset({renamed().get(name, name)}))
                break
    if act in {"meet", "sign"} and (venue := _VENUE.search(line.folded)):
        yield line.claim("place", f"{act} venue", venue[0], frozenset({venue["venue"]}))


def is_town(name: str) -> bool:
    """Whether a name is that of a town or site: no state, no region."""
    return name.casefold() in _towns()


def _grown(act: str) -> str:
    """The act under which its place is compared: where people were killed is where the attack was."""
    return "attack" if act in _FORCE else act


def _bound(folded: str, deed: _Deed, at: int) -> bool:
    """Whether a place belongs to an act: soon behind it without another clause between, or ahead of the sentence."""
    if at <= 2:
        return True
    between = folded[deed.end : at]
    return 0 <= at - deed.end <= _CLOSE and not re.search(r",|;| and | which | to ", between)


@cache
def _towns() -> frozenset[str]:
    """Names of towns and sites, regions left out."""
    return frozenset(
        name.casefold() for town in (*towns(), *sites()) if town.people for name in (town.name, *town.names)
    )


def _side_claims(line: Line, force: bool) -> Iterator[Claim]:
    """In whose waters, in whose air, and, where force is told of, on whose soil."""
    if line.words.isdisjoint(_WHERE):
        return
    offset = line.sentence.start
    for found in _INTERNATIONAL.finditer(line.folded):
        yield line.claim("place", "side", found[0], frozenset({"international"}))
    for found in _SIDES.finditer(line.folded):
        whose = [
            s for s in line.spans if found.start() <= s.start - offset + 1 and s.end - offset <= found.start("what") + 1
        ]
        codes = frozenset(lineage(a.code) for s in whose for a in s.actors)
        if codes and (force or found["what"] not in {"soil", "territory"}):
            yield line.claim("place", "side", line.sentence.text[found.start() : found.end()], codes)
