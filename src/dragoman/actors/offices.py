"""Who held what on that day: the tenures of people of one name in, one actor with its reason out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.actors.gazetteer import Entry, person_entries, word_list
from dragoman.actors.words import fold
from dragoman.codebook.actor_rows import Tenure
from dragoman.codebook.own_actors import actor_tables, of_tables
from dragoman.records import Actor

__all__ = [
    "FAMILY_FIRST",
    "as_called",
    "callings",
    "choose_person",
    "is_woman",
    "office_holder",
    "offices_of",
    "person_actor",
    "shorts_of",
    "state_codes",
    "state_name",
]

# Who has left one of these is of the elite (ELI); a rebel stays one.
_LEFT_BEHIND = frozenset(["GOV", "MIL", "LEG", "JUD", "SPY", "OPP", "PTY", "UNO", "IGO", "EUR"])
#: Where the family name comes first.
FAMILY_FIRST = frozenset(["KOR", "PRK", "CHN", "TWN", "VNM", "VDR", "HKG", "MAC", "SGP", "KHM"])
# Offices that somebody is sent on, often after higher ones.
_ERRANDS = frozenset({"envoy", "mediator", "representative"})
_AL = re.compile("^(?:al|el|ul|as|ad|an)-")
_CROWNED = frozenset(["king", "queen", "emir", "sultan", "shah", "emperor", "pope", "crown prince", "imam", "prince"])
# Titles whose holders the tables list under further names of the office.
_ALSO_CALLED = {
    "president": ("acting president", "head of state"),
    "premier": ("prime minister",),
    "prime minister": ("premier", "acting prime minister"),
    "pm": ("prime minister",),
    "foreign minister": ("foreign secretary", "secretary of state"),
    "defense minister": ("defence minister", "defence secretary"),
    "chairman": ("party leader",),
}


@of_tables
def _families() -> dict[str, tuple[Entry, ...]]:
    """From a family name, folded, to the people who bear it."""
    found: dict[str, list[Entry]] = {}
    for entry in person_entries():
        words = [_AL.sub("", word) for word in fold(entry.name).split()]
        reigns = any(tenure.office in _CROWNED for tenure in entry.tenures)  # kings go by their first name
        for word in words if reigns else {words[-1], words[0]} if entry.code in FAMILY_FIRST else words[-1:]:
            found.setdefault(word, []).append(entry)
    return {name: tuple(entries) for name, entries in found.items()}


def office_holder(
    name: Sequence[str], titles: Sequence[str], on: str | None, codes: frozenset[str] = frozenset()
) -> Entry | None:
    """The one person who held an office of one of these titles on the day, called by these folded words.

    `President Park` is who was president on that day, whoever else is called Park. Of those of
    two states it is the one whose state is among `codes`, those of the sentence; None where that does not decide.
    """
    if on is None or not titles:
        return None
    wanted = _offices(titles)
    people = {entry for word in (name[-1], name[0]) for entry in _families().get(word, ())}
    fitting = [
        entry
        for entry in people
        if set(name) <= set(fold(entry.name).split())
        and any(tenure.office in wanted and tenure.period.place(on) == 0 for tenure in entry.tenures)
    ]
    fitting = _of_those(fitting, codes)
    return fitting[0] if len(fitting) == 1 else None


def _offices(titles: Sequence[str]) -> set[str]:
    """The offices that titles may mean."""
    return {office for title in titles for office in (fold(title), *_ALSO_CALLED.get(fold(title), ()))}


def as_called(entry: Entry, titles: Sequence[str], on: str | None) -> Entry:
    """Somebody called by the title of an office of the past: `President Diaz`, who left another office since."""
    if on is None or _tenure(entry.tenures, on)[1] == 0:
        return entry
    own = tuple(tenure for tenure in entry.tenures if tenure.office in _offices(titles))
    return entry._replace(tenures=own) if own else entry


def _of_those(entries: list[Entry], codes: frozenset[str]) -> list[Entry]:
    """Who acts for one of the states, where not all do and some do."""
    return [entry for entry in entries if entry.code in codes] or entries


def is_woman(name: str) -> bool:
    """Whether one of the words of a name is a woman's."""
    return not word_list("women").isdisjoint(fold(name).split())


@of_tables
def _by_name() -> dict[str, Entry]:
    return {entry.name: entry for entry in person_entries()}


def offices_of(name: str, on: str | None) -> frozenset[str]:
    """What somebody of the tables may be called by on a day: the offices held then, whole and by their last word."""
    entry = _by_name().get(name)
    if entry is None:
        return frozenset()
    held = [t.office for t in entry.tenures if on is None or t.period.place(on) == 0]
    return frozenset(held) | {office.split()[-1] for office in held if office != "prime minister"}


def shorts_of(name: str) -> frozenset[str]:
    """The single words by which the press calls somebody of the tables, folded."""
    entry = _by_name().get(name)
    shorts = (short for tenure in entry.tenures for short in tenure.short) if entry else ()
    return frozenset(fold(short) for short in shorts if " " not in short)


@of_tables
def _callings() -> dict[str, frozenset[str]]:
    return {row.words: frozenset(row.titles) for row in actor_tables().callings}


def callings(title: str) -> frozenset[str]:
    """The titles, offices and sectors of whoever is called `the ...` by a title."""
    words = fold(title)
    return _callings().get(words, frozenset()) | {words}


@of_tables
def _names() -> dict[str, str]:
    return {state.code: state.name for state in actor_tables().states}


def state_name(code: str) -> str:
    """The common name of a state; the code itself for what is no state."""
    return _names().get(code, code)


@of_tables
def state_codes() -> frozenset[str]:
    """The codes of all states."""
    return frozenset(_names())


def person_actor(entry: Entry, words: str, on: str | None) -> Actor:
    """The actor that a person is on the day `on` (ISO 8601, any precision; None is an unknown day)."""
    tenure, place = _tenure(entry.tenures, on)
    who = f"'{words}'" if words == entry.name else f"'{words}' is {entry.name}"
    office = f"{tenure.office} of {state_name(tenure.code)}"
    if on is None:
        return Actor(tenure.code, tenure.sectors, entry.name, f"{who}, {office} (day unknown)")
    if place == 0:
        return Actor(tenure.code, tenure.sectors, entry.name, f"{who}, {office} on {on}")
    if place < 0:
        return Actor(tenure.code, (), entry.name, f"{who}, only later {office}; {on} is earlier")
    sectors = ("ELI",) if tenure.sectors[:1] and tenure.sectors[0] in _LEFT_BEHIND else tenure.sectors
    return Actor(tenure.code, sectors, entry.name, f"{who}, former {office} on {on}")


def _tenure(tenures: Sequence[Tenure], on: str | None) -> tuple[Tenure, int]:
    """The tenure that counts on a day, and whether the day lies before (-1), in (0) or after (1) it."""
    if on is None:
        return tenures[-1], 0
    places = [(tenure.period.place(on), tenure) for tenure in reversed(tenures)]
    held = [tenure for place, tenure in places if place == 0]
    if held:
        return held[0], 0
    left = [tenure for place, tenure in places if place == 1]
    if left:  # who was president and then an envoy of the UN is a former president
        return next((tenure for tenure in left if _ERRANDS.isdisjoint(tenure.office.split())), left[0]), 1
    return tenures[0], -1


def choose_person(entries: Sequence[Entry], on: str | None, codes: frozenset[str] = frozenset()) -> Entry | None:
    """The one person whom a name shared by several means on a day: who is in office, else the last who was.

    None when they act for different states and neither the day nor `codes`, the states of the sentence, decides.
    """
    people = [entry for entry in entries if entry.tenures]
    if len({entry.code for entry in people}) > 1:
        people = _of_those(people, codes)
    if on is not None and len({entry.code for entry in people}) == 1 and people[0].kind == "short":
        people += _namesakes(people, on)
    if len(people) == 1:
        return people[0]
    if on is not None:
        ranked = [(entry, *_tenure(entry.tenures, on)) for entry in people]
        for wanted in (0, 1):
            fitting = [(tenure.period.start or "", entry) for entry, tenure, place in ranked if place == wanted]
            if fitting:
                return max(fitting, key=lambda pair: pair[0])[1]
    if len({entry.code for entry in people}) == 1:
        return max(people, key=lambda entry: entry.tenures[-1].period.start or "")
    return None


def _namesakes(people: Sequence[Entry], on: str) -> list[Entry]:
    """Who of the same state and family name is in office on the day, where those called by the short name are not."""
    if any(_tenure(entry.tenures, on)[1] == 0 for entry in people):
        return []
    family = _families().get(_AL.sub("", fold(people[0].phrase).split()[-1]), ())
    own = [e for e in family if e.code == people[0].code and e not in people]
    places = {entry: _tenure(entry.tenures, on)[1] for entry in own}
    if all(_tenure(entry.tenures, on)[1] < 0 for entry in people):  # nobody so called had an office yet
        return [e for e in own if places[e] >= 0]
    return [e for e in own if places[e] == 0]
