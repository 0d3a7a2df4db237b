"""English inflection for cue words: a base form in, its written forms out."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

__all__ = ["VerbForms", "past_forms", "plural", "verb_forms"]

_VOWELS = "aeiou"
# Verbs of more than one syllable whose last one is stressed, so that the final consonant doubles.
_DOUBLING = frozenset(
    "admit allot commit compel confer control defer deter emit equip expel impel incur infer occur omit permit "
    "prefer propel rebel recur refer regret remit repel submit transfer transmit embed begin patrol annul fulfil extol "
    "readmit kidnap outwit rebut wiretap eavesdrop unplug format worship handicap".split()
)
# Final -l doubles in British spelling whatever the stress; both spellings are made.
_BRITISH_L = frozenset(
    "cancel travel model label channel signal quarrel counsel fuel duel total rival funnel shovel initial".split()
)
_IRREGULAR_PLURALS = {"crisis": "crises", "man": "men", "woman": "women", "person": "people", "spy": "spies"}


# "be" has forms of its own; a phrase may also be tied to one of them ("is unlikely to").
_NOTHING: frozenset[str] = frozenset()
_PRESENT, _PAST = frozenset({"is", "are", "am"}), frozenset({"was", "were"})
_BE = {
    "be": (frozenset({"be"}), _PRESENT, _PAST, frozenset({"been"}), frozenset({"being"})),
    "is": (_NOTHING, frozenset({"is"}), _NOTHING, _NOTHING, _NOTHING),
    "are": (_NOTHING, frozenset({"are"}), _NOTHING, _NOTHING, _NOTHING),
    "was": (_NOTHING, _NOTHING, frozenset({"was"}), _NOTHING, _NOTHING),
    "were": (_NOTHING, _NOTHING, frozenset({"were"}), _NOTHING, _NOTHING),
}


@cache
def _irregular() -> dict[str, tuple[str, str, str]]:
    lines = (files("dragoman.codebook") / "irregular.csv").read_text(encoding="utf-8").splitlines()
    return {row["base"]: (row["past"], row["participle"], row["gerund"]) for row in csv.DictReader(lines)}


def _ends_consonant_y(word: str) -> bool:
    return len(word) > 1 and word[-1] == "y" and word[-2] not in _VOWELS


def _third_person(word: str) -> str:
    if _ends_consonant_y(word):
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh", "o")):
        return word + "es"
    return word + "s"


def _doubles(word: str) -> bool:
    if word in _DOUBLING:
        return True
    word = word.replace("qu", "qw")
    short = sum(letter in _VOWELS for letter in word) == 1
    return short and len(word) > 2 and word[-1] not in "aeiouwxy" and word[-2] in _VOWELS and word[-3] not in _VOWELS


def _stem(word: str) -> str:
    return word + word[-1] if _doubles(word) else word


class VerbForms:
    """The written forms of one verb by what they can be; a form may stand in several sets."""

    __slots__ = ("base", "gerund", "participle", "past", "third")

    def __init__(self, base: str) -> None:
        if base in _BE:
            self.base, self.third, self.past, self.participle, self.gerund = _BE[base]
            return
        past, participle, gerund = _irregular().get(base, ("", "", ""))
        self.base = frozenset({base})
        self.third = frozenset({_third_person(base)})
        stem = _stem(base)
        doubled = {base + "l"} if base in _BRITISH_L else set()
        regular = {base + "d"} if base.endswith("e") else {w + "ed" for w in {stem, *doubled}}
        if _ends_consonant_y(base):
            regular = {base[:-1] + "ied"}
        dropped = base[:-1] if base.endswith("e") and not base.endswith(("ee", "ye", "oe")) else stem
        self.past = frozenset(past.split("|")) if past else frozenset(regular)
        self.participle = frozenset(participle.split("|")) if participle else frozenset(regular)
        self.gerund = frozenset({gerund}) if gerund else frozenset({dropped + "ing", *(w + "ing" for w in doubled)})

    def all(self) -> frozenset[str]:
        """Every written form."""
        return self.base | self.third | self.past | self.participle | self.gerund


@cache
def verb_forms(base: str) -> VerbForms:
    """The forms of a verb given as its infinitive, irregular ones from `irregular.csv`."""
    return VerbForms(base)


@cache
def past_forms() -> frozenset[str]:
    """The past forms of irregular verbs that cannot be a noun or a base form: words that close a noun phrase."""
    pasts = {past for base, (forms, _, _) in _irregular().items() for past in forms.split("|") if past != base}
    return frozenset(pasts) - {"saw", "felt", "left", "found"}


def plural(noun: str) -> str:
    """The plural of an English noun, regular but for a handful."""
    if noun in _IRREGULAR_PLURALS:
        return _IRREGULAR_PLURALS[noun]
    if noun.endswith(("man",)):
        return noun[:-2] + "en"
    if _ends_consonant_y(noun):
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    return noun + "s"
