"""Numbers that accounts may dispute: a sentence in, its tolls, sums, counts and lengths of time as claims out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dragoman.codebook.claim_tables import families
from dragoman.codebook.lineage import lineage
from dragoman.happenings.bare import bare_quantities
from dragoman.happenings.lines import Line
from dragoman.happenings.phrases import any_of
from dragoman.language.quantities import find_quantities
from dragoman.records import ActorSpan, Claim, Quantity, Sentence

__all__ = ["FATES", "number_claims"]

#: What befell those counted, and the name under which it is compared.
FATES = {
    "killed": "killed", "injured": "injured", "missing": "missing", "detained": "held", "captured": "held",
    "displaced": "displaced", "expelled": "expelled", "released": "released", "evacuated": "displaced",
}  # fmt: skip
_CURRENCY = re.compile(r"[A-Z]{3}|rupee")
_AWAY = re.compile(
    r"\s*(?:away|from|north|south|east|west|off|inside|outside|down|up|long ago|deep|beyond|above|wide)\b"
)
_OWN = re.compile(
    r"\b(?:[Oo]ur|[Oo]urs|us|[Ww]e|own|his (?:army|forces|side|men|troops)|its (?:army|forces|side|men|troops))\b"
)
_DEEDS = frozenset("killed injured missing detained captured displaced expelled released evacuated dead".split())
_DAYS = {
    "day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.4, "year": 365.0, "decade": 3650.0,
    "hour": 1 / 24, "minute": 1 / 1440,
}  # fmt: skip
_UNITS = "|".join(_DAYS)
_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
).split()
_VALUES = {word: n + 1.0 if n < 20 else (n - 17) * 10.0 for n, word in enumerate(_SMALL)}
_TENS = "|".join(_SMALL[19:27])
_LENGTH = re.compile(rf"\b(?P<n>\d+(?:\.\d+)?|(?:(?:{_TENS})-)?(?:{'|'.join(_SMALL)}))[- ](?P<unit>{_UNITS})s?\b")
_RATE = re.compile(
    r"\b(?:annual|annually|yearly|a year|per year|each year|every year|a month|monthly|per annum|apiece|each)\b"
)
#: A part of a whole that is not set against it.
_PART = re.compile(
    r"\b(?:tranche|instalments?|installments?|slice|first part|first half|down payment|advance|deposit"
    r"|share of it|of which"
    r"|of whom|half of (?:it|them)|initial"
    r"|initially|to begin with"
    r"|for a start|of the (?:money|sum|total|amount|package|pledge)|account(?:s|ed|ing)? for|first \d"
    r"|second|so far|up front|upfront|further|another|additional|remaining|the rest of the|batch|first of)\b"
)
_NEAR = 72  # characters around a length of time that say for what it runs
_SPELL = 30  # characters around a count that say whose it is


@cache
def _noun_families() -> dict[str, str]:
    return {noun: name for name, nouns in families().number.items() for noun in nouns}


@cache
def _befell(*, short: bool) -> tuple[tuple[str, re.Pattern[str]], ...]:
    more = families().short if short else {}
    return tuple((fate, any_of((*words, *more.get(fate, ())))) for fate, words in families().fates.items())


@cache
def _marks() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = families()
    return (("~earlier", any_of(table.earlier)), ("~target", any_of(table.target)), ("~first", any_of(table.first)))


def number_claims(line: Line) -> Iterator[Claim]:
    """The claims of number in a sentence; `words` hold what makes two of them comparable, `@XXX` whose they are."""
    text, folded = line.sentence.text, line.folded
    quantities = list(find_quantities(text))
    told = any(_fate_of(q) for q in quantities)
    marks = {name for name, pattern in _marks() if pattern.search(folded)}
    for quantity in quantities:
        fact, key, tags = _counted(quantity, line, told)
        if fact:
            yield _claim(quantity, line, fact, key, tags | marks)
    if line.story.brief:
        offset = line.sentence.start
        for quantity in bare_quantities(text, folded, [(t.start - offset, t.end - offset) for t in line.times]):
            fact, key, tags = _counted(quantity, line, told)
            yield _claim(quantity, line, fact, key if fact == "toll" else "", tags | marks)
    yield from _lengths(text, folded, line.place)


def _claim(quantity: Quantity, line: Line, fact: str, key: str, words: set[str]) -> Claim:
    if fact == "toll":
        words = words | _whose(quantity, line.sentence, line.spans)
    value = line.sentence.text[quantity.start : quantity.end]
    rate = {"~rate"} if fact == "sum" and _RATE.search(line.folded) else set()
    part = {"~part"} if _PART.search(line.folded, max(0, quantity.start - _SPELL), quantity.end + _SPELL) else set()
    return Claim(fact, key, value, quantity.low, quantity.high, frozenset(words | part | rate), *line.place)


def _fate_of(quantity: Quantity) -> str:
    return next((fate for word, fate in FATES.items() if (quantity.of or "").endswith(word)), "")


def _counted(quantity: Quantity, line: Line, told: bool) -> tuple[str, str, set[str]]:
    """Fact, key and what is counted; no fact for shares, distances and for what nobody names."""
    of, unit, folded, brief = quantity.of or "", quantity.unit or "", line.folded, line.story.brief
    noun = " ".join(word for word in of.split() if word not in _DEEDS)
    fate = _fate_of(quantity) or ("" if unit or told else _fate_beside(noun, folded, short=brief))
    if fate:
        return "toll", fate, {f"of:{_people(noun)}"}
    if _CURRENCY.match(unit):
        return "sum", unit.partition("/")[0] if brief else unit, {f"of:{of}"} if of else set()
    if (unit == "%" and not brief) or not (of or unit) or (unit == "km" and _AWAY.match(folded, quantity.end)):
        return "", "", set()
    if unit:
        return "number", unit, {f"of:{of}"} if of else set()
    return "number", _noun_families().get(of) or _noun_families().get(of.rpartition(" ")[2], of), set()


def _people(noun: str) -> str:
    """The group under which people are counted: combat, civil, any, or the noun itself."""
    table, head = families(), noun.rpartition(" ")[2]
    if head in table.generic:
        return "any"
    return "combat" if head in table.combat else "civil" if head in table.civil else head


def _fate_beside(noun: str, folded: str, *, short: bool) -> str:
    """What befell people whose fate is told elsewhere in the sentence: "62 men were led away as prisoners"."""
    table, head = families(), noun.rpartition(" ")[2]
    if head not in {*table.generic, *table.combat, *table.civil} or not head:
        return ""
    return next((fate for fate, pattern in _befell(short=short) if pattern.search(folded)), "")


def _whose(quantity: Quantity, sentence: Sentence, spans: Sequence[ActorSpan]) -> set[str]:
    """The state of those counted: named with them, or the speaker's where the sentence counts its own."""
    first, last = quantity.start + sentence.start, quantity.end + sentence.start
    near = [s for s in spans if first <= s.start < last + 2 or (s.start <= first and first - s.end <= 1)]
    if not near and _OWN.search(sentence.text):
        near = [s for s in spans if s.kind != "capital"]
    return {f"@{lineage(actor.code)}" for span in near for actor in span.actors if len(actor.code) == len("PAK")}


def _lengths(text: str, folded: str, place: tuple[str | None, int, int, str]) -> Iterator[Claim]:
    """Lengths of time of what is named beside them: years of repayment, days of a truce."""
    for found in _LENGTH.finditer(folded):
        near = folded[max(0, found.start() - _NEAR) : found.end() + _NEAR]
        term = next((name for name, words in families().terms.items() if any(w in near for w in words)), None)
        if term is None or re.match(r"[- ](?:old|ago|later|earlier|before|after)\b", folded[found.end() :]):
            continue
        number = found["n"]
        tens, _, ones = number.rpartition("-")
        amount = _VALUES.get(tens, 0.0) + (_VALUES.get(ones) or float(ones))
        days = amount * _DAYS[found["unit"]]
        yield Claim("number", f"days of {term}", text[found.start() : found.end()], days, days, frozenset(), *place)
