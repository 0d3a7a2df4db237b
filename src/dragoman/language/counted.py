"""What a number counts: the place behind a number in, the noun there and the fate of those counted out."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from dragoman.codebook.inflection import past_forms
from dragoman.codebook.quantities_tables import Counted, Fate, Phrases, quantity_tables
from dragoman.language.numbers import NUMBER_WORDS, Line
from dragoman.language.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    BOUNDARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    REPORTING,
    TIME_NAMES,
)

__all__ = ["NOT_COUNTED", "STOPS", "Noun", "fate_after", "fate_before", "noun_after", "phrase"]

T = TypeVar("T")

#: Words that close a noun phrase.
STOPS = (
    PREPOSITIONS
    | (DETERMINERS - frozenset("other latest first second third last".split()))
    | PRONOUNS
    | RELATIVES
    | AUXILIARIES
    | CONJUNCTIONS
    | BOUNDARIES
    | REPORTING
    | frozenset("annually yearly daily monthly them us worth".split())
    | NUMBER_WORDS
)
_OWNERS = frozenset("the its their his her our these those all".split())
_PRONOUN_OBJECTS = frozenset("them whom which us those these".split())
_NO_PLURALS = frozenset("always perhaps towards besides sometimes afterwards upwards news yes thus plus less".split())
#: Words and marks that a noun phrase of this many tokens may hold; no phrase of the tables is longer than four.
_REACH, _FAR, _LONGEST = 7, 12, 4
_BEFORE_COUNT = frozenset("the a an another its his their her our all of total other those these only just".split())
_FILLERS = (
    ADVERBS
    | (AUXILIARIES - frozenset(["not", "n't", "never"]))
    | frozenset(
        "reportedly allegedly feared believed confirmed presumed declared reported listed critically seriously badly "
        "severely slightly who that being lay lying left gone still all either".split()
    )
)
_CLAUSES = (BOUNDARIES - frozenset(["(", ")", "-"])) | frozenset(". after before which as when said whose".split())
#: "None of the 40 was hurt".
_NOBODY = frozenset(["none", "neither", "nobody"])
#: Words that a toll stands before: "the toll rose to 24".
_TOLLS, _TOLL_LINKS = frozenset("toll dead deaths".split()), frozenset(["to", "at"])
_TOLL_VERBS = frozenset("reached is was hit topped passed".split())


class Noun(NamedTuple):
    """What is counted.

    `kind` is person, thing, party, fate, `other` for a noun of no table, `bare` for none; `end` is the token behind
    it; `fate` is what an adjective says of it: "24 dead soldiers".
    """

    of: str | None
    kind: str
    end: int
    fate: str | None = None


#: What makes a number no quantity: "24 days", "three times".
NOT_COUNTED = Noun(None, "none", 0)


def phrase(line: Line, i: int, table: Phrases[T]) -> tuple[T | None, int]:
    """The longest entry of a table that stands at a place, and the place behind it; hyphens are blanks."""
    best: tuple[T | None, int] = (None, i)
    words, k = "", i + 1 if line.words[i] == "-" and line.glued(i) and line.glued(i + 1) else i
    if line.words[k] not in table.heads:
        return best
    for _ in range(_LONGEST):
        hyphen = line.words[k] == "-" and line.glued(k) and line.glued(k + 1)
        if hyphen or (line.words[k] == "." and words in ("sq", "cu")):
            k += 1
        word = line.words[k]
        if not word:
            break
        words, k = f"{words} {word}" if words else word, k + 1
        if words in table:
            best = table[words], k
    return best


def noun_after(line: Line, number_end: int, singular: bool) -> Noun:
    """The noun that a number before this place counts; `singular` where the number is one."""
    tables = quantity_tables()
    table = tables.singulars if singular else tables.plurals
    start, shown = _past_owner(line, number_end)
    name, told = None, None
    k = start
    while start <= k < start + _REACH:
        word = line.words[k]
        hyphen = word == "-" and line.glued(k) and line.glued(k + 1)
        if hyphen or (word == "and" and k > start and line.capital(k - 1) and line.capital(k + 1)):
            k += 1  # "12 Chinese and Pakistani engineers"
            continue
        if word in tables.lengths:
            return NOT_COUNTED
        if not word or word in STOPS or not word[0].isalpha() or "'" in word:
            break
        if end := _name_end(line, k):
            name, k = (line.text[line.starts[k] : line.ends[end - 1]].removesuffix("s"), end), end
            continue
        told = told or _first_fate(tables.done.get(word, ()) + tables.states.get(word, ()))
        counted, end = _at(line, k, table, singular)
        if counted:
            return Noun(counted.of, counted.kind, end if shown else number_end, told)
        k += 1
    if name:
        return Noun(name[0], "thing", name[1])
    return Noun(None, "bare", number_end)


def _past_owner(line: Line, i: int) -> tuple[int, bool]:
    """Past `of its` or `of the 24`; -1 where only a pronoun follows. Also whether the span may hold the noun."""
    if line.words[i] != "of":
        return i, True
    if line.words[i + 1] in _PRONOUN_OBJECTS and line.words[i + 2] in STOPS | {"", ",", "."}:
        return -1, True
    i += 2 if line.words[i + 1] in _OWNERS else 1
    return (i + 1, False) if line.words[i][:1].isdigit() else (i, True)


def _name_end(line: Line, k: int) -> int:
    """The place behind a name such as `F-16s` or `Su-35`; 0 where none stands."""
    if not (line.capital(k) and line.words[k + 1] == "-" and line.glued(k + 1) and line.glued(k + 2)):
        return 0
    if not line.words[k + 2][:1].isdigit():
        return 0
    end = k + 3
    while line.glued(end) and len(line.words[end]) <= 3 and line.words[end].isalpha():
        end += 1
    return end


def _at(line: Line, k: int, table: Phrases[Counted], singular: bool) -> tuple[Counted | None, int]:
    """The counted noun at a place; of two in a row (`police officers`, `sports clubs`) the last is the head."""
    found = phrase(line, k, table)
    counted, end = found
    if not counted and not singular and _is_plural(line, k):
        counted, end = Counted(line.words[k], "person" if line.capital(k) else "other"), k + 1
    if not counted or singular:
        return counted, end
    following = phrase(line, end, table)
    if following[0] and following[0].of:
        return following
    if _is_plural(line, end) and line.words[end] not in table:
        return Counted(line.words[end], "other"), end + 1
    return counted, end


def _is_plural(line: Line, k: int) -> bool:
    word = line.words[k]
    return (
        len(word) > 3
        and word.isalpha()
        and word.endswith(("s", "men"))
        and not word.endswith(("ss", "us", "is"))
        and word not in _NO_PLURALS
        and word not in STOPS
        and word not in quantity_tables().lengths
    )


def _first_fate(fates: tuple[Fate, ...]) -> str | None:
    return next((fate.fate for fate in fates if "lives" not in fate.whom), None)


def _suits(fates: tuple[Fate, ...], noun: Noun, before: bool) -> str | None:
    """The first of the fates that can befall this noun."""
    kinds = {"person": ("any", "person"), "other": ("any",), "bare": ("any",) if before else ("any", "person")}
    allowed = ("lives",) if noun.of == "lives" else kinds.get(noun.kind, ())
    return next((fate.fate for fate in fates if not set(allowed).isdisjoint(fate.whom)), None)


def fate_before(line: Line, first: int, noun: Noun) -> str | None:
    """The fate told before a number that begins at `first`: `killed 24`, `the deaths of 24`, `a toll of 24`."""
    doing = quantity_tables().doing
    for j in range(first - 1, max(-1, first - _REACH), -1):
        told = doing.get(f"{line.words[j - 1]} {line.words[j]}", ()) + doing.get(line.words[j], ())
        if told:
            return _suits(told, noun, before=True)
        if line.words[j] not in _BEFORE_COUNT:
            break
    clause = line.words[max(0, first - _FAR) : first]
    if noun.kind not in ("bare", "person") or ";" in clause:
        return None
    rising = line.words[first - 1] in _TOLL_LINKS and not _TOLLS.isdisjoint(clause)
    return "killed" if rising or (line.words[first - 1] in _TOLL_VERBS and "toll" in clause) else None


def _told_at(line: Line, k: int, noun: Noun) -> tuple[str | None, bool, int]:
    """The fate told at a place, whether by a participle that needs a form of `be`, and the place behind it."""
    tables = quantity_tables()
    state = phrase(line, k, tables.states)
    if state[0]:
        return _suits(state[0], noun, before=False), False, state[1]
    done = phrase(line, k, tables.done)
    return (_suits(done[0], noun, before=False), True, done[1]) if done[0] else (None, False, k)


def _has_object(line: Line, k: int) -> bool:
    """Whether something is acted upon at a place, so that the participle before it is a past tense."""
    word = line.words[k]
    if word in PREPOSITIONS or word in TIME_NAMES:
        return False
    return word in DETERMINERS or word[:1].isdigit() or line.capital(k) or word in quantity_tables().plurals


def fate_after(line: Line, first: int, noun: Noun) -> str | None:
    """The fate told after a noun: `24 were killed`, `24 soldiers dead`, `24 men of the guard are missing`."""
    k, passive = noun.end, False
    if not _NOBODY.isdisjoint(line.words[max(0, first - 3) : first]):
        return None
    while k < noun.end + _REACH:
        told, participle, end = _told_at(line, k, noun)
        if told:
            return None if participle and not passive and _has_object(line, end) else told
        if line.words[k] not in _FILLERS:
            break
        passive, k = passive or line.words[k] in BE, k + 1
    return _fate_far(line, k, first, noun) if noun.kind == "person" and not passive else None


def _fate_far(line: Line, k: int, first: int, noun: Noun) -> str | None:
    """A fate told later in the clause; none where the count is the object of a verb before it."""
    if _is_verb(line, first - 1) or line.words[first - 1] in PREPOSITIONS:
        return None
    for j in range(k, min(k + _FAR, line.length)):
        word = line.words[j]
        if word in BE or word in quantity_tables().states:
            told = next(i for i in range(j, line.length + 1) if line.words[i] not in _FILLERS)
            return _told_at(line, told, noun)[0]
        if word in _CLAUSES or (_is_verb(line, j) and line.words[j + 1] not in PREPOSITIONS):
            return None
    return None


def _is_verb(line: Line, k: int) -> bool:
    word = line.words[k]
    return word != "including" and (word.endswith(("ed", "ing")) or word in past_forms())
