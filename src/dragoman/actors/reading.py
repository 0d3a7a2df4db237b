"""One phrase read as an actor: a phrase of the tables with its sentence in, the actor with its reason out."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.gazetteer import Atom, Entry, word_list
from dragoman.actors.offices import choose_person, person_actor, state_name
from dragoman.actors.words import Words
from dragoman.records import Actor

__all__ = ["SPAN_KINDS", "is_people", "read_owner", "with_titles"]

#: The kind of an ActorSpan for each kind of phrase.
SPAN_KINDS = {
    "state": "state",
    "abbreviation": "state",
    "misspelling": "state",
    "demonym": "demonym",
    "capital": "capital",
    "metonym": "office",
    "body": "body",
    "group": "group",
    "person": "person",
    "short": "person",
}
_REASONS = {
    "state": "'{words}' names {name}",
    "abbreviation": "'{words}' is short for {name}",
    "misspelling": "'{words}' is a misspelling of {name} or its people",
    "demonym": "'{words}' is the adjective or the people of {name}",
    "prefix": "'{words}-' stands for {name} in a compound",
    "metonym": "'{words}' stands for an institution of {state}",
    "body": "'{words}' names the organisation {name}",
    "group": "'{words}' names the group {name}, coded {code}",
}


def _on_day(entries: Sequence[Entry], on: str | None) -> Entry:
    """The reading that holds on a day: Moscow is the Soviet Union's capital in 1975, Russia's today."""
    if on is not None:
        return next((e for e in entries if e.period.place(on) == 0), entries[0])
    return next((e for e in entries if e.period.end is None), entries[-1])


def read_owner(
    atom: Atom, words: Words, on: str | None, codes: frozenset[str] = frozenset()
) -> tuple[Actor, str] | None:
    """The actor that a phrase names, and the kind of its span; None where the tables leave two choices.

    `codes` are the states of the sentence, which tell namesakes apart.
    """
    phrase = words.raw(atom.first, atom.last)
    acronym = [entry for entry in atom.entries if entry.case == "exact"]  # ARSA is no Mr Arsa
    people = [entry for entry in atom.entries if entry.tenures and not acronym]
    if people:
        full = [entry for entry in people if entry.kind == "person"]
        person = choose_person(full or people, on, codes)
        return (person_actor(person, phrase, on), "person") if person else None
    place = _is_place(atom, words)
    named = acronym or [e for e in atom.entries if not e.tenures]
    kinds = [e for e in named if (e.kind == "capital") == place] or named
    kinds = [e for e in kinds if on is None or e.period.place(on) == 0] or kinds  # rebels once, a party today
    same_kind = [e for e in kinds if e.kind == kinds[0].kind]
    entry = _on_day(same_kind, on)
    if entry.kind == "capital":
        return _capital(entry, phrase, place), "capital"
    reason = _REASONS.get(entry.kind, "'{words}'").format(
        words=phrase, name=entry.name, code=entry.code, state=state_name(entry.code)
    )
    sectors = entry.sectors or _people_of(entry, atom, words)
    return Actor(entry.code, sectors, entry.name, reason), SPAN_KINDS.get(entry.kind, "state")


def _is_place(atom: Atom, words: Words) -> bool:
    return atom.first > 0 and words.tokens[atom.first - 1] in word_list("locatives")


def _capital(entry: Entry, phrase: str, place: bool) -> Actor:
    state = state_name(entry.code)
    if place:
        return Actor(entry.code, (), state, f"'{phrase}' is the capital of {state}, here a place")
    return Actor(entry.code, ("GOV",), state, f"'{phrase}' is the capital of {state}, read as its government")


def is_people(entry: Entry) -> bool:
    """Whether the phrase is a plural such as `Pakistanis`, which takes no title after it."""
    return entry.kind == "demonym" and entry.phrase.endswith("s") and not entry.phrase.endswith("ss")


def _people_of(entry: Entry, atom: Atom, words: Words) -> tuple[str, ...]:
    """`Pakistanis` are people, `the Pakistanis` may be the side at a table."""
    article = atom.first > 0 and words.tokens[atom.first - 1] == "the"
    return ("CVL",) if is_people(entry) and not article else ()


def with_titles(owner: Actor, kind: str, titles: Sequence[tuple[str, Entry]], former: str) -> Actor:
    """The actor with the sectors of its titles, the last title first; `former` is the word that says so."""
    if not titles and not former:
        return owner
    told = [entry.sectors[0] for _, entry in reversed(titles) if entry.sectors]
    ranks = ["MIL"] if "MIL" in told and kind == "person" and owner.sectors[:1] == ("GOV",) else []
    named = [sector for sector in told if sector not in ranks]
    base = owner.sectors if kind in ("group", "body", "office") else ()
    if kind == "person":  # a colonel who rules is a ruler first
        named += [sector for sector in owner.sectors if sector != "ELI" or not (named or ranks)]
    named += ranks
    roles = any(entry.kind == "role" for _, entry in titles)
    sectors = tuple(dict.fromkeys((*base, *named))) or (("GOV",) if roles else owner.sectors)
    said = ", ".join(f"'{words}'" for words, _ in titles)
    reason = f"{owner.reason}; {said} says {sectors[0]}" if said and sectors else owner.reason
    if former:
        return Actor(owner.code, ("ELI",), owner.name, f"{reason}; '{former}' makes it ELI")
    return Actor(owner.code, sectors, owner.name, reason)
