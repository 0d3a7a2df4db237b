"""What a sentence is about, as words that weigh: a sentence in, stems with the weight of their rarity out."""

from __future__ import annotations

import csv
import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files

import snowballstemmer

from dragoman.language.words import (
    ADVERBS,
    AUXILIARIES,
    BOUNDARIES,
    CLAUSE_OPENERS,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    REPORTING,
    TIME_NAMES,
)

__all__ = ["rarity", "stem", "stems"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?", re.UNICODE)
_EMPTY = (
    PREPOSITIONS | DETERMINERS | PRONOUNS | RELATIVES | AUXILIARIES | ADVERBS | BOUNDARIES | CLAUSE_OPENERS
    | CONJUNCTIONS | REPORTING | TIME_NAMES
    | frozenset(
        "it its them him her us we you there here more most very much many such same own year years day days week "
        "month months".split()
    )
)  # fmt: skip
_FIRST_WORD = 1996  # the vocabulary's line of "the"; words follow by falling frequency in the model's corpus
_UNKNOWN = 40_000
_ENDS = ("e", "s", "es", "ed", "ing", "ion", "ions", "ation", "ive", "y", "al", "ity", "er", "ment")
_PLAIN = 10.0  # ranks up to some tens weigh next to nothing


@cache
def _ranks() -> dict[str, int]:
    text = (files("dragoman.events") / "model" / "vocab.txt").read_text(encoding="utf-8")
    return {word: n for n, word in enumerate(text.splitlines()) if n >= _FIRST_WORD and not word.startswith("##")}


@cache
def _bases() -> dict[str, str]:
    """Irregular pasts and participles to their infinitives: `met` to `meet`."""
    text = (files("dragoman.codebook") / "irregular.csv").read_text(encoding="utf-8")
    return {
        form: row["base"]
        for row in csv.DictReader(text.splitlines())
        for form in f"{row['past']}|{row['participle']}".split("|")
    }


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of a lower-case word, accents off: what `signed` and `signs` share."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) != "Mn")
    return str(_stemmer().stemWord(_bases().get(plain, plain)))


@lru_cache(maxsize=1 << 16)
def _weighed(word: str) -> tuple[str, float] | None:
    lower = word.lower().removesuffix("'s").removesuffix("’s")
    if lower in _EMPTY or len(lower) < 2:
        return None
    rank = _ranks().get(lower, _UNKNOWN) - _FIRST_WORD
    weight = math.log1p(rank / _PLAIN) / math.log1p(_UNKNOWN / _PLAIN)
    return stem(lower), round(weight, 4)


@lru_cache(maxsize=1 << 16)
def rarity(word: str) -> float:
    """How much sharing a word or stem tells, 0 for the commonest to 1 for the rarest.

    It goes by the rank in the coder's vocabulary, of a stem by that of the commonest word it may be of.
    """
    if _weighed(word) is None:
        return 0.0
    found = [weighed for end in ("", *_ENDS) if (weighed := _weighed(word + end))]
    if word.endswith("i"):
        found += [weighed for weighed in (_weighed(word[:-1] + "y"),) if weighed]
    return min((weight for _, weight in found), default=0.0)


def stems(text: str, left_out: Iterable[tuple[int, int]] = ()) -> dict[str, float]:
    """Stems of the words of a sentence with their weights; words inside the spans `left_out` are none of them."""
    spans: Sequence[tuple[int, int]] = tuple(left_out)
    found: dict[str, float] = {}
    for match in _WORD.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in spans):
            continue
        weighed = _weighed(match[0])
        if weighed and weighed[1] > found.get(weighed[0], 0.0):
            found[weighed[0]] = weighed[1]
    return found
