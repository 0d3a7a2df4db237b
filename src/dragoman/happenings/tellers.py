"""Whose account it is, where no verb of saying tells: a sentence in, the words for whoever gives the account out."""

from __future__ import annotations

import re
from functools import cache

from dragoman.codebook.claim_tables import tellers
from dragoman.codebook.inflection import verb_forms
from dragoman.language.tokens import fold

__all__ = ["is_teller", "teller_of"]

_NAME = r"[^,.;:()\"“”]"
_OPENING = r"^(?:\W|[Bb]ut |[Aa]nd |[Yy]et |[Ii]n [A-Z][\w-]+,? )*"


def teller_of(text: str) -> str | None:
    """Who gives an account: "by the army's count", "Seoul's version differs", "the envoy would have none of it"."""
    return next((who for pattern in _patterns() if (who := _named(pattern.search(text)))), None)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    table = tellers()
    telling, teller = (f"(?:{'|'.join(words)})" for words in (table.tellings, table.tellers))
    forms = sorted({form for verb in table.verbs for form in (*verb_forms(verb).third, *verb_forms(verb).past, verb)})
    tells = "|".join(map(re.escape, (*table.phrases, *forms)))
    by, last = r"\b(?:[Bb]y|[Oo]n|[Ii]n|[Ff]rom)", r"(?=[,.;:()\"“”]|$| who | which | that )"
    return tuple(
        map(
            re.compile,
            (
                rf"(?:{by} |^|[,;:] )(?P<who>{_NAME}{{2,60}}?)['’]s? (?:own |official |first )?{telling}\b",
                rf"{by} (?:the )?{telling} of (?P<who>{_NAME}{{2,90}}?){last}",
                rf"\b(?:[Aa]n?|[Tt]he) (?:rival|other|second|different|official) {telling},? (?:from|by"
                rf"|of) (?P<who>{_NAME}{{2,60}})",
                rf"\b[Tt]he (?P<who>[A-Z][\w-]+) {telling}\b",
                rf"^(?:[Ff]or|[Oo]n) (?P<who>the (?:[\w-]+ ){{0,2}}{teller}(?: {_NAME}{{2,30}}?)?)(?=,| there "
                rf"| it | one hears)",
                rf"\b[Tt]o (?:hear|believe) (?P<who>{_NAME}{{2,50}}?)(?: tell it| telling it|,)",
                rf"{_OPENING}(?P<who>(?!By |On |From ){_NAME}{{2,80}}?)(?:,[^,]{{1,80}},)?"
                rf" (?:had |has |have |would |was |were |is |are )?(?:{tells})\b",
            ),
        )
    )


def _named(found: re.Match[str] | None) -> str | None:
    who = found["who"] if found else None
    return who if who and (re.search(r"[A-Z]", who) or is_teller(who)) else None


@cache
def _teller() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(tellers().tellers)})\b")


def is_teller(words: str) -> bool:
    """Whether words name somebody who gives accounts: a minister, a hospital, the villagers."""
    return bool(_teller().search(fold(words)))
