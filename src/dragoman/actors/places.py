"""Where an act took place: a text and the act's words in; a town or state, with the words that say so, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from dragoman.actors.words import Phrases, Words, phrase_key, read_words
from dragoman.codebook.own_actors import actor_tables, of_tables
from dragoman.codebook.places import Town, sites, towns
from dragoman.dates import in_another_clause, said_there, sentence_bounds
from dragoman.records import Place

__all__ = ["PlaceMention", "act_place", "find_places", "latest_place"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A town or state that the words around it make a place.

    `start` and `end` are those of the name, `first` and `last` those of the words that say so ("visit to",
    "hosted"). `led` is "in" for where something happens, "to" for where somebody goes, "host" for who receives.
    """

    start: int
    end: int
    place: Place
    led: str
    first: int
    last: int


_TYPES = "(?:city|town|capital|port|resort|village|province|region|suburb|district|island|outskirts)"
_SIDE = "(?:northern|southern|eastern|western|central|north|south|east|west|downtown|greater|neighbou?ring|nearby)"
_BEFORE = (
    rf"(?:the )?(?:[a-z]+ of )?(?:{_SIDE}[- ](?:and )?){{0,2}}"
    rf"(?:(?:[\w'’-]+ ){{0,3}}?{_TYPES} (?:city )?(?:of )?)?(?:{_SIDE} )?$"
)
_GOING = (
    r"(?:visit(?:s|ed|ing)?|trips?|journey(?:s|ed)?|tour(?:s|ed|ing)?|travel(?:s|led|ed|ling|ing)?"
    r"|fl(?:ew|y|ies|ying|ight|own)|arriv(?:e|es|ed|al|ing)|head(?:s|ed|ing)|went|go(?:es|ing|ne)?"
    r"|return(?:s|ed|ing)?|c[ao]m(?:e|es|ing)|pilgrimage|dispatch(?:ed|es)?|sent|mission|stopover|landed)"
)
_IN = re.compile(
    rf"\b(?:in|at|near|outside|inside|throughout|across|off|around|beside|into) (?:{_BEFORE}|an? (?:[\w-]+ )?$)",
    re.IGNORECASE,
)
_TO = re.compile(rf"\b{_GOING}\b(?: [\w'’-]+){{0,7}}? (?:to|in|for|at) {_BEFORE}", re.IGNORECASE)
_TAKEN = (
    r"(?:re)?(?:captur|seiz|storm|shell|bomb|besieg|occupi|enter|inspect|liberat|raid|evacuat|encircl|overr[ua]n|strafed?)"
    r"(?:s|es|ed|d|ing|ies)?|took|retook|left(?! for)"
)
_OBJECT = re.compile(
    rf"\b(?:visit(?:s|ed|ing)?|tour(?:s|ed|ing)?|reach(?:es|ed|ing)?|left for|{_TAKEN}) {_BEFORE}"
    r"|\b(?:paid|pays|paying|pay) $",
    re.IGNORECASE,
)
_WHILE = re.compile(r"\b(?:on|during|in the course of) (?:an?|his|her|its|their|the)(?: [\w-]+){0,3} $", re.IGNORECASE)
_AT_THE = re.compile(r"\b(?:at|during|in) (?:the|an?|last year's|this year's)(?: \w+)? $", re.IGNORECASE)
_GATHERING = re.compile(r" (?:summit|conference|meeting|talks|forum|session|congress|airport|airbase)\b")
_HOSTS = re.compile(r"(?: (?:has|had|will|would|is|was|also|to|twice|again))*,? host(?:s|ed|ing)?\b", re.IGNORECASE)
_HOSTED = re.compile(r"\bhosted by (?:the )?$", re.IGNORECASE)
#: Nouns that `in` ties to a place where the act itself need not be.
_TIED = re.compile(
    r"\b(?:interests?|role|situation|peace|stability|wars?|conflicts?|crisis|elections?|invest\w*|presence|influence"
    r"|democracy|embass(?:y|ies)|ambassador|envoy|consulate|polic(?:y|ies)|developments|violence|confidence|faith"
    r"|governments?|regime|rebels|militants|insurgents?|troops|forces|bases?|operations|soldiers|refugees|projects?"
    r"|opposition|compan(?:y|ies)|fighters|nationals|citizens|minorit(?:y|ies)|community|media|officials"
    r"|leaders(?:hip)?|missions?|hostages|based|born|interven\w+|involve\w+|rights|unrest|clashes|progress|transition"
    r"|stake|matters|affairs|actors?|stationed|exiles?|exiled|living|headquartered|detained|trained|educated|deployed)"
    r"(?: of (?:the )?[A-Z]\w+)? in\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\b(?:inside|outside|at|in|near) (?:its|his|her|their|the|an?)(?: \w+)?\s*$", re.IGNORECASE)
#: A town in capitals that opens a text.
_DATELINE = re.compile(r"(?P<town>[A-Z][A-Z' .-]{2,30}?)(?:, [^-–—:]{1,40})?(?: \([^)]{1,40}\))? ?(?:[-–—:]|\. )")
#: Sentences back in which the place of a text is still in mind.
_IN_MIND = 4
_DAYS = re.compile(r" (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day| (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_SMALL = frozenset("in at near the from to for and of visiting touring outside".split())
#: A capital that the table of towns lacks is taken for a large one; a town is sure where it is so many times larger.
_CAPITAL, _SURELY = 1_000_000, 4


#: What says that a visit or meeting did not take place.
_OFF = re.compile(r"\b(?:called? off|cancell?ed|scrapped|abandoned|put off|shelved)\b", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:not|never|cannot|\w+n['’]t|refus\w+ to|declin\w+ to|yet to|instead of|rather than)(?: \w+){0,2} $",
    re.IGNORECASE,
)
#: The words `made in` before a name: the place of what they say, which stands behind its noun.
_MADE = re.compile(
    r"\b(?:made|issued|published|printed|adopted|aired|broadcast|given|found|recorded|manufactured|built|produced) $"
)
_CAPITAL_OF = re.compile(r"(?P<whose>[A-Z][\w-]+(?: [A-Z][\w-]+)?)(?:['’]s)? capital\b(?!,? (?:of )?[A-Z])")
_HERE = re.compile(r"\bhere\b", re.IGNORECASE)
#: "In a lecture at Oxford he recalled how ...": the place of the telling.
_TOLD = re.compile(
    r"\b(?:recall|recount|remember|describ|explain|relat|tell|told|said|say|argu|claim|reveal)\w*"
    r" (?:how|that|whether|of)\b"
)
_SECOND = re.compile(r"\bwhere\b.*[,;]", re.DOTALL)
#: Words that take up a sentence before, and with it its place.
_TAKES_UP = re.compile(
    r"(?:He|She|They|There|Then|Within|Later|Afterwards|The two|Both|The three|The next day|Its|Their|His|Her)\b"
    r"|.*\bthere\b",
    re.DOTALL,
)


@of_tables
def _adjectives() -> dict[str, str]:
    """From the adjectives and peoples of states of one word to their codes."""
    return {word: state.code for state in actor_tables().states for word in state.demonyms}


@of_tables
def _capitals() -> dict[str, Place]:
    """From a state's names and adjectives to its capital of today."""
    seats = {seat.code: seat.name for seat in reversed(actor_tables().capitals) if not seat.period.end}
    return {
        name: Place(seats[state.code], state.code)
        for state in actor_tables().states
        if state.code in seats
        for name in (state.name, *state.names, *state.demonyms)
    }


@of_tables
def _index() -> Phrases[Town]:
    """Names of states, in which nobody lives here, else of towns, sites and capitals, with their readings."""
    states = [(phrase_key(n), Town(s.name, (), s.code, 0)) for s in actor_tables().states for n in (s.name, *s.names)]
    taken = {key for key, _ in states}
    named = [(phrase_key(name), town) for town in (*towns(), *sites()) for name in (town.name, *town.names)]
    known = {(key, town.code) for key, town in named}
    seats = (seat for seat in actor_tables().capitals if not seat.period.end)
    capitals = [(phrase_key(n), Town(s.name, (), s.code, _CAPITAL)) for s in seats for n in (s.name, *s.names)]
    named += [(key, seat) for key, seat in capitals if (key, seat.code) not in known]
    return Phrases([*states, *(pair for pair in named if pair[0] not in taken)])


def _named(words: Words) -> Iterator[tuple[int, int, list[Town]]]:
    """The longest names from left to right: first and last token, readings."""
    first = 0
    while first < len(words.tokens):
        here = ((last, towns_there) for last, towns_there in _index().at(words.tokens, first) if words.capital(first))
        last, readings = next((hit for hit in here if _whole(words, first, hit[0])), (first, None))
        if readings is not None:
            yield first, last, readings
        first = last + 1


def _surely(words: Words, first: int) -> set[str]:
    """The state of the longest name that begins at a token, where all that are called so lie in one."""
    codes = {town.code for _, readings in islice(_index().at(words.tokens, first), 1) for town in readings}
    return codes if len(codes) == 1 else set()


def _whole(words: Words, first: int, last: int) -> bool:
    """Whether the name is no part of a longer one (`London Bridge`, `Jack London`), nor of a compound."""
    text, start, end = words.text, words.starts[first], words.ends[last]
    if re.match(r"[-–]\w|['’]s\b|['’] ", text[end:]) or text[max(0, start - 1) : start] in ("-", "–"):
        return False
    if re.match(r" [A-Z]", text[end:]) and not _DAYS.match(text, end):
        return False
    before = words.raw(first - 1, first - 1) if first and words.gap(first - 1) == " " else ""
    return not before[:1].isupper() or before.lower() in _SMALL or bool(re.fullmatch(_SIDE, before, re.IGNORECASE))


def find_places(text: str, codes: Iterable[str] = ()) -> list[PlaceMention]:
    """The towns and states of `text` that its words make a place, in order.

    A town is of the state named beside it, else of one that the text names or that is among `codes`, else of the
    largest place of the name where it is four times as large as the next; else its `country` is None.
    """
    words = read_words(text)
    named = list(_named(words))
    told = {_adjectives().get(words.raw(n, n), "") for n in range(len(words.tokens)) if words.capital(n)}
    told |= {code for n in range(len(words.tokens)) if words.capital(n) for code in _surely(words, n)}
    beside = {
        last: after[0].code
        for (_, last, _), (first, _, after) in pairwise(named)
        if first == last + 2 and words.tokens[last + 1] == "," and not after[0].people
    }
    found: list[PlaceMention] = []
    for first, last, readings in named:
        if first - 2 in beside and not readings[0].people:
            continue  # the state beside a town is told with it
        place = _place(words.raw(first, last), readings, {beside[last]} if last in beside else told, set(codes))
        if last in beside and place.country != beside[last]:  # Lima, Ohio
            place = Place(words.raw(first, last), beside[last])
        found += _led(text, words.starts[first], words.ends[last], place)
    for match in _CAPITAL_OF.finditer(text):
        if (seat := _capitals().get(match["whose"])) is not None:
            found += _led(text, match.start("whose"), match.end(), seat)
    return found


def latest_place(texts: Sequence[str], codes: Iterable[str]) -> str | None:
    """The state in which things happen: of the latest sentence near that tells, else of the dateline."""
    for text in reversed(texts[-_IN_MIND:]):
        told = [m for m in find_places(text, codes) if m.led in ("in", "to") and m.place.country]
        if told:
            return told[-1].place.country
    line = _DATELINE.match(texts[0]) if texts else None
    if line is None:
        return None
    town = _dateline(line["town"], codes)
    return town.country if town else None


def _place(name: str, readings: Sequence[Town], *states: set[str]) -> Place:
    """The town that is meant by a name: in the first of the `states` that have one so called, else the largest."""
    towns_there = ([town for town in readings if town.code in codes] for codes in states)
    near = next(filter(None, towns_there), readings)
    best, *others = sorted(near, key=lambda town: -town.people)
    sure = all(town.code == best.code or best.people >= _SURELY * town.people for town in others)
    return Place(name if best.people else best.name, best.code if sure else None)


def _led(text: str, start: int, end: int, place: Place) -> Iterator[PlaceMention]:
    """The reading of a name as a place, if its surroundings give it one."""
    if hosts := _HOSTS.match(text, end):
        yield PlaceMention(start, end, place, "host", hosts.start(), hosts.end())
        return
    shift = max(0, start - 120)
    ahead = text[shift:start]
    for pattern, kind in ((_OBJECT, "to"), (_TO, "to"), (_IN, "in"), (_HOSTED, "host")):
        said = _last(pattern, ahead)
        if said is None:
            continue
        if kind == "in" and (_is_tied(ahead[: said.start()]) or _tied_to_noun(ahead[: said.start()])):
            return
        led = "in" if kind == "to" and _WHILE.search(ahead[: said.start()]) else kind
        yield PlaceMention(start, end, place, led, shift + said.start(), start)
        return
    if _AT_THE.search(ahead) and (gathering := _GATHERING.match(text, end)):
        yield PlaceMention(start, end, place, "in", start, gathering.end())


def _is_tied(ahead: str) -> bool:
    """`its embassy in Minsk` acts elsewhere; what happens `inside its embassy in Minsk` happens there."""
    tied = _TIED.search(f"{ahead}in")
    return tied is not None and not _WITHIN.search(ahead[: tied.start()])


def _tied_to_noun(ahead: str) -> bool:
    """`remarks made in Delhi`: the participle and its place belong to the noun, where a verb stands before both."""
    made = _MADE.search(ahead)
    return (
        made is not None
        and re.search(r"\w(?<!was)(?<!were)(?<!been)(?<!be)(?<!is)(?<!has)(?<!had) $", ahead[: made.start()])
        is not None
    )


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The match that begins last; all end at the end of the text."""
    said = pattern.search(text)
    while said is not None and (later := pattern.search(text, said.start() + 1)) is not None:
        said = later
    return said


def act_place(text: str, start: int, end: int, codes: Iterable[str] = ()) -> tuple[Place | None, str]:
    """Where the act took place whose words are text[start:end], and why; None where its sentence does not tell.

    `codes` are the states of the text's actors, which help to tell towns of one name apart.

    Of the places in the clause the nearest counts; where somebody goes counts only for the going itself
    (`paid a visit to Lima`).
    """
    first, last = sentence_bounds(text, start, end)
    sentence = text[first:last]
    if _OFF.search(sentence) or _NOT.search(text, max(first, start - 40), start):
        return None, "what did not take place has no place"
    costs = [(_cost(m, start - first, end - first, sentence), m) for m in find_places(sentence, codes)]
    fitting = [(cost, m) for cost, m in costs if cost is not None]
    if not fitting:
        return _from_before(text, first, sentence, codes)
    _, best = min(fitting, key=lambda pair: pair[0])
    return best.place, f"'{sentence[min(best.first, best.start) : max(best.last, best.end)]}' says where"


def _from_before(text: str, first: int, sentence: str, codes: Iterable[str]) -> tuple[Place | None, str]:
    """The dateline's town for `here`; the place of the sentence before, where this one takes it up."""
    if _HERE.search(sentence) and (line := _DATELINE.match(text)) and (town := _dateline(line["town"], codes)):
        return town, f"'here' is {line['town']}, where the text was written"
    if not first or not _TAKES_UP.match(sentence):
        return None, "no words say where"
    begin, end = sentence_bounds(text, first - 1, first - 1)
    before = [m for m in find_places(text[begin:end], codes) if m.led in ("in", "to")]
    if not before or _OFF.search(text[begin:end]):
        return None, "no words say where"
    m = before[-1]
    return m.place, f"'{text[begin + min(m.first, m.start) : begin + max(m.last, m.end)]}' in the sentence before"


def _dateline(town: str, codes: Iterable[str]) -> Place | None:
    readings = _index().readings.get(phrase_key(town))
    return _place(town.title(), readings, set(codes)) if readings else None


def _cost(m: PlaceMention, start: int, end: int, text: str) -> int | None:
    """How far a place lies from the act; None where it is that of something else."""
    if m.first < end and start < max(m.last, m.end):
        return 0
    before = m.end <= start
    if before and re.match(r"[^.;]{0,40}?,? where\b", text[m.end : start]) and not _SECOND.search(text[m.end : start]):
        return len(text[m.end : start])
    if m.led == "to" and before and re.fullmatch(r"(?: \w+){0,4},? and (?:\w+ly )?", text[m.end : start]):
        return len(text[m.end : start])  # "flew to Kabul on Monday and met ..."
    if m.led != "in":
        near = text[end : m.first]  # "paid a visit to", not "visited Lima and signed"
        return len(near) if not before and len(near.split()) <= 4 and not in_another_clause(near) else None
    between = text[m.end : start] if before else text[end : m.start]
    if before and _TOLD.search(between):
        return None
    if in_another_clause(between) or said_there(text[: m.start], text[start:end]):
        return None
    opening = not text[: m.first].strip(" \"“'")
    return (1000 if opening else 0) + 2 * len(between) + 2 if before else len(between)
