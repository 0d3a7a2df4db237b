"""Did it happen? A sentence in, each act told as done or denied out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dragoman.codebook.claim_tables import denials
from dragoman.happenings.lines import AHEAD, Deed, Line, deeds_of, fate_pattern
from dragoman.happenings.phrases import any_of
from dragoman.records import Claim

__all__ = ["whether_claims"]

_TOOK_PLACE = re.compile(
    r"\b(?:took place|taken place|occurred|happened|was held|were held|has been|had been|have been"
    r"|was ever|were ever|ever|whatsoever|of any (?:sort|kind)|at all|anybody|anyone|anything)\b"
)
_FINITE = re.compile(r"\b(?:was|were|had|has|have|did|took|went|came|\w{3,}ed)\b")
_PLAIN_NOT = frozenset({"never", "not", "n't", "neither", "nor", "no", "none of", "without any"})
_NO_DENIAL = re.compile(r"\b(?:why|because|reason|until|unless|if|whether|postponed|cancelled|called off|put off)\b")
_DISOWNS = re.compile(
    r"\b(?:part in|role|involvement|involved|responsib\w+|hand in|behind|complicity|link|links|connection"
    r"|knowledge of the plot|none of its|none of his"
    r"|bid|suggestion|offer|proposal|invitation|request|appeal|overture|demand|idea|plea)\b"
)
_STRONG = ("deni", "deny", "dismiss", "reject", "refut", "ruled", "disput", "contest", "ridicul", "scoff", "laugh")
_WISHED = re.compile(
    r"\b(?:wants?|wanted|demand(?:s|ed|ing)|asks? for|asked for|urge[sd]?|hope[sd]?|seeks?|calls? for"
    r"|called for|wishe[sd]"
    r"|stopped short of|refrained from|failed to|refused to|declined to|threaten(?:s|ed) to|ready to|offer(?:s"
    r"|ed) to|tried to"
    r"|attempt(?:s|ed) to|about to|prepared to|want to"
    r"|bid|suggestion|proposal|invitation|request|plea|turn(?:s|ed) down"
    r"|alleged\w*|so-called|whether|supposed(?:ly)?)\b"
)
_EMPTY = re.compile(r" (?:at |on |to |with )?(?:nothing|nobody|no one|none|no \w+)\b")  # "has signed nothing"
_STOP = re.compile(r"[,;]| but | although ")
#: What is not known yet: "whose list has not been released".
_NOT_YET = re.compile(r"\b(?:has|have) not (?:yet )?been\b(?! (?:any|a)\b)")
_TENSE = 12
_FAR, _NEAR = 110, 45


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = denials()
    return any_of(table.before), any_of(table.behind), any_of(table.such), any_of(table.open)


def whether_claims(line: Line) -> Iterator[Claim]:
    """Each act once: denied (`~plain` where only a "not" says so), or told as done."""
    if _NO_DENIAL.search(line.folded):
        return
    deeds = deeds_of(line, "whether")
    denied, plain = _denials(line, deeds)
    for act in sorted(denied | plain):
        words = {"denied"} if act in denied else {"denied", "~plain"}
        yield line.claim("whether", act, line.sentence.text, frozenset(words))
    asserting = not (
        _WISHED.search(line.folded)
        or AHEAD.search(line.folded)
        or _patterns()[3].search(line.folded)
        or fate_pattern().search(line.folded)
    )
    if not denied and not plain and asserting and "?" not in line.folded[-3:]:
        for act in sorted({d.act for d in deeds}):
            yield line.claim("whether", act, line.sentence.text, frozenset({"asserted"}))


def _denials(line: Line, deeds: Sequence[Deed]) -> tuple[set[str], set[str]]:
    """The acts that are denied, and those of which only a "not" says so."""
    before, behind, such, open_ = _patterns()
    folded = line.folded
    denied: set[str] = set()
    plain: set[str] = set()
    opened = [m.span() for m in open_.finditer(folded)]
    for found in before.finditer(folded):
        if any(first - 4 <= found.start() < last for first, last in opened):
            continue
        reach = _FAR if found[0].startswith(_STRONG) else _NEAR
        stop = _STOP.search(folded, found.end(), found.end() + reach)
        limit = stop.start() if stop else found.end() + reach
        if _DISOWNS.search(folded, max(0, found.start() - 8), limit):
            continue
        weak = found[0] in _PLAIN_NOT and not _says_so(line, found.end(), limit)
        (plain if weak else denied).update(d.act for d in deeds if found.end() <= d.start < limit)
    for deed in deeds:
        if _EMPTY.match(folded, deed.end):
            (denied if line.speaker and line.story.brief else plain).add(deed.act)
    if behind.search(folded):
        denied |= {d.act for d in deeds}
    if such.search(folded):
        denied |= {d.act for d in deeds} or {"such"}
    return denied, plain


def _says_so(line: Line, first: int, last: int) -> bool:
    """Whether a plain "no" or "not" denies: "no meeting was ever held", or somebody says so of what was."""
    if _NOT_YET.search(line.folded, max(0, first - _TENSE), last):
        return False
    if _TOOK_PLACE.search(line.folded, first, last):
        return True
    return line.story.brief and line.speaker is not None and bool(_FINITE.search(line.folded, first - 12, last))
