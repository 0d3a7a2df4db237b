"""With what it was done: a sentence in, claims of means out; and all claims on what was done, gathered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dragoman.codebook.claim_tables import means
from dragoman.happenings.denied import whether_claims
from dragoman.happenings.doers import who_claims
from dragoman.happenings.lines import STRIKING, Line
from dragoman.happenings.phrases import Finder, clauses, finder
from dragoman.happenings.scenes import date_claims, place_claims, side_claims
from dragoman.records import Claim

__all__ = ["deed_claims"]

_HARM = re.compile(r"\b(?:kill\w*|dead|deaths?|died|wound\w*|injur\w*|destroy\w*|hit|struck|sank|sunk)\b")
_NEGATED = re.compile(r"\b(?:not|no|never|nor|neither|denied|without|nobody|none|rather than|instead of|n't)\b")
_TRADE = re.compile(r"\b(?:sale|sell|sold|buy\w*|bought|purchas\w*|deliver\w*|suppl\w+|order\w*|contract|offer\w*)\b")


def deed_claims(line: Line) -> Iterator[Claim]:
    """Means, doer, whether it happened, day and place, as far as the sentence tells them."""
    yield from _means_claims(line)
    yield from who_claims(line)
    yield from side_claims(line)
    yield from whether_claims(line)
    yield from date_claims(line)
    yield from place_claims(line)


@cache
def _means_finders() -> tuple[tuple[str, Finder], ...]:
    endings = ("", "s", "es")
    return tuple((matter, finder(tuple(words), r"(?:e?s)?\b", endings)) for matter, words in means().items())


def _means_claims(line: Line) -> Iterator[Claim]:
    """One claim for each stretch between commas that names means; `~harm` where it tells of harm done."""
    for matter, meant in _means_finders():
        if not meant.search(line.folded, line.words) or (matter == "attack" and not _of_force(line)):
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


def _of_force(line: Line) -> bool:
    """Whether weapons are named as those that struck: by the sentence, or by a short report of force."""
    if STRIKING.search(line.folded):
        return True
    return line.story.brief and line.story.force and not _TRADE.search(line.folded)


def _plain(matter: str, word: str) -> frozenset[str]:
    words = means()[matter]
    known = next(w for w in (word, word.removesuffix("s"), word.removesuffix("es")) if w in words)
    return frozenset(words[known])


def _not_so(folded: str, at: int) -> bool:
    return bool(_NEGATED.search(folded, max(0, at - 18), at))
