"""Does a sentence look back or ahead at a date? Text and the date's span in, PAST, FUTURE or NEAR out."""

from __future__ import annotations

import re

from dragoman.dates.words import any_of

__all__ = ["FUTURE", "NEAR", "PAST", "UNTOLD", "sentence_bounds", "tense"]

PAST, FUTURE, NEAR = "past", "future", "near"
#: The reason where no verb tells.
UNTOLD = "no verb that says otherwise"

_END = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\bMr\.)(?<!\bDr\.)(?<!\bNo\.)[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])|\n")
_ABBREVIATION = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Gen|St|Lt|Col|Sen|Rep|Prof|vs)\.\s*$")
_PLAN = any_of("scheduled due set expected planned slated likely supposed poised")
_ACT = r"(?:\w+ ){0,6}?to (?!the\b|an?\b|[A-Z])[a-z]+"
# What follows an auxiliary belongs to it: "will be held" is no past.
_VERB = r"(?: (?:not|also|soon|now|then|again|still|only|first|next|\w+ly))*(?: (?:be|have|been|being))*(?: \w+)?"
# Told from before the act, so that it may lie on either side of the publication date.
_NEAR = (
    rf"(?:was|were|been) (?:\w+ly )?(?:{_PLAN}|to)\b|{_PLAN} (?:for|in|on)\b|{_PLAN} to\b{_VERB}"
    r"|(?:postponed|deferred|delayed|rescheduled|put off)\b(?: \w+){0,4}? (?:until|till|to|for|by)\b"
)
_PROMISED = any_of("agreed decided promised pledged vowed offered invited asked urged accepted invitation plans?")
# Verbs of the present for what stands in the calendar: "flies to Moscow on Tuesday".
_SCHEDULED = any_of(
    """flies arrives departs travels opens begins starts resumes reconvenes convenes expires leaves_for heads_for
    takes_office takes_effect takes_over comes_into_force enters_into_force falls_due leaves?(?=_(?:in|on)_)
    sits(?=_in_) holds(?=_until) lasts(?=_until) runs(?=_until) ends(?=_(?:in|on)_)"""
)
_INTENDS = any_of("plans? intends? hopes? aims? expects? wants? promises vows prepares planning preparing")
_FUTURE = (
    rf"(?:(?:will|shall|would|won't|cannot|can|may|might|must|should)\b|\w+['’]ll\b){_VERB}"
    rf"|(?:is|are|be|being) (?:\w+ly )?(?:{_PLAN}|going|about|to)\b(?: to\b)?{_VERB}"
    rf"|{_INTENDS} (?:for|to{_VERB})\b"
    rf"|(?:{_SCHEDULED})\b|to be \w+|upcoming|forthcoming|ahead of"
)
_STRONG = any_of(
    """said met held went took gave made came led told saw sent kept lost won fought broke began became
    brought bought built chose cut drew drove fell felt flew found got grew hit knew laid left let paid put
    ran rose sat sank sold shot shut spent spoke spread stood struck swore thought threw understood withdrew
    wrote overthrew sought shook"""
)
_NO_PAST = any_of("need feed speed indeed hundred armed united red")
_PAST = rf"(?:was|were|had|did|has|have)\b|(?!{_NO_PAST}\b)[a-z]{{2,}}ed\b|{_STRONG}\b"
_CUE = re.compile(rf"\b(?:(?P<near>{_NEAR})|(?P<future>{_FUTURE})|(?P<promised>{_PROMISED} {_ACT})|(?P<past>{_PAST}))")
_BARE_INFINITIVE = re.compile(r"\bto (?!the\b|an?\b)[a-z]{3,}")


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence (or line) around text[start:end]."""
    first = 0
    for match in _END.finditer(text, max(0, start - 600), start):
        if match[0].startswith("\n") or not _ABBREVIATION.search(text, max(0, match.start() - 6), match.end()):
            first = match.end()
    after = (
        m for m in _END.finditer(text, end, end + 600) if m[0] == "\n" or not _ABBREVIATION.search(text, end, m.end())
    )
    last = next((m.start() for m in after), min(len(text), end + 600))
    return max(first, start - 600), last


def tense(text: str, start: int, end: int) -> tuple[str, str]:
    """Which way the sentence looks from a date at text[start:end], and the word that says so.

    The nearest verb before the date decides, else the first one after it; a sentence without one looks back. "Asked to
    come on Thursday" looks ahead, "on Thursday asked to come" back.
    """
    first, last = sentence_bounds(text, start, end)
    before = list(_CUE.finditer(text, first, start))
    cue = before[-1] if before else None
    if cue is None and (infinitive := _BARE_INFINITIVE.search(text, first, start)):
        return FUTURE, f"future ({infinitive[0]!r})"
    cue = cue or _CUE.search(text, end, last)
    if cue is None:
        return PAST, UNTOLD
    promised = FUTURE if cue.end() <= start else PAST
    way = {"near": NEAR, "future": FUTURE, "promised": promised, "past": PAST}[cue.lastgroup or "past"]
    names = {NEAR: "planned in the past", FUTURE: "future", PAST: "past tense"}
    return way, f"{names[way]} ({' '.join(cue[0].split())!r})"
