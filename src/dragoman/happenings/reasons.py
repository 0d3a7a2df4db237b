"""Why, and whether put off or called off: a sentence in, claims of reasons and of fates out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dragoman.codebook.claim_tables import causes, fates
from dragoman.events.stems import stems
from dragoman.happenings.lines import Line
from dragoman.happenings.phrases import Finder, any_of, finder, opens, words_of
from dragoman.language.tokens import fold
from dragoman.records import Claim

__all__ = ["fate_claims", "reason_claims"]

_LONGEST = 140
_FRONT = 20  # so near to the front of its sentence "that was why" points to the one before
_WEIGHTY = 0.25  # weight of a stem that tells for what a reason is
_STOP = re.compile(r"[.;:()\"“”]|, (?:according|the|he|she|said|officials|his|her|a|an)\b| said\b| - ")
_LED_TO = re.compile(
    r"(?:^|[.;,:\"] |\bthat |\bsaid )(?P<why>[^.;,:\"]{4,90}?) (?:has |have |had |was |were |is |are )?(?:also )?"
    r"(?:(?:led|leading|leads) to|forced|forcing|forces|obliged|compelled|prompted|triggered|caused|provoked"
    r"|occasioned"
    r"|kept (?:the|him|her|them|his|its)|keeps|keeping|prevented|prevents|stopped|delayed|held up|sank|sunk|scuppered"
    r"|wrecked|spoiled|ruined|doomed|killed off|stood (?:in the way|behind)|stands (?:in the way|behind)"
    r"|lay behind|lies behind"
    r"|made (?:it|the|his|her|their|a) [^.;,]{0,40}impossible|put paid|(?:said|believed|thought|held"
    r"|reported) to be the"
    r"|(?:the|an?) (?:\w+ )?(?:cause|reason|explanation|culprit|obstacle|stumbling block|sticking point))\b"
)
_KEPT = re.compile(r"\b(?:kept|keeps|prevented|prevents|stopped|barred|deterred|hindered) [^.;,]{2,50}? from\b")
_AS = re.compile(
    r"(?P<cue>\b(?:as|since|for|now that|once|with|after|amid|against a background of)\b)"
    r"(?! (?:planned|scheduled|expected|agreed|well|soon|long|far|good|of|now|the time being|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|\d|talks|both|a (?:week|month|year|day|second|third|meeting with)|the (?:second|third|moment|first)))"
)
_OVER = re.compile(r"\bover\b(?! (?:the )?(?:phone|telephone|border|\d|dinner|lunch|years))")
#: What is to come, no reason: "the talks due to open on Monday".
_DUE = re.compile(
    r"due to (?:be|begin|start|open|take|end|close|last|arrive|leave|visit|meet|hold|sign|fly|travel|sail|go|come|join"
    r"|run|reach|speak|attend|return|host|receive|deliver|expire)\b"
)
_PUT_DOWN = re.compile(r"\b(?:put|puts|putting) [^.;,]{2,60}? down to\b")
_TRACED = re.compile(
    r"\b(?:put|puts|putting) [^.;,]{2,60}? down to\b"
    r"|\b(?:link(?:ed|s)?|attribut(?:ed|es?)|ascrib(?:ed|es?)|trac(?:ed|es?)|tied) (?!to\b)[^.;,]{2,60}? to\b"
    r"|\b(?:blam(?:ed|es?)|pinned) [^.;,]{2,60}? on\b"
    r"|\bwhat (?:\w+ ){1,8}?(?:was|were|is)\b"
    r"|\bexplain(?:ed|s|ing) [^.;,]{2,60}? (?:with|by)\b"
    r"|\b(?:grounds?|reason|cause|motive|explanation|excuse|pretext|trigger|grievance|sticking point|stumbling block"
    r"|obstacle|bone of contention)\b[^.;\"]{0,70}?\b(?:was|were|is|are|lay in|being|had been)(?: that)?\b"
)
_QUOTED = re.compile(r"\b(?:explain(?:ed|ing|s)|while explaining)\b[^'‘\"“]{0,120}['‘\"“](?P<why>[^\"”]{12,400})")


@cache
def _finders(*, short: bool) -> tuple[Finder, Finder, Finder, Finder]:
    """Finders of cues, of words behind reasons, of feelings and of what is off."""
    table, more = causes(), causes().short
    feelings = finder(tuple(f"{word} by" for word in table.feelings) + tuple(f"{word} at" for word in table.feelings))
    if not short:
        return finder(table.cues), finder(table.backward), feelings, finder(table.off)
    back, off = (*table.backward, *more.backward), (*table.off, *more.off)
    return finder((*table.cues, *more.cues)), finder(back), feelings, finder(off)


@cache
def _classes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, opens(words)) for name, words in causes().classes.items())


def _is_off(text: str | None, *, short: bool) -> bool:
    """Whether a sentence tells of what did not go as planned."""
    if text is None:
        return False
    folded = fold(text)
    return bool(_finders(short=short)[3].search(folded, words_of(folded)))


def reason_claims(line: Line, before: str | None, after: str | None) -> Iterator[Claim]:
    """The reasons that a sentence gives; `before` and `after` are its neighbours in the paragraph.

    Their words hold `class:` tags, stems, and `~off` where it is asked why something did not go as planned, and
    `~beside` where the sentence before or after says so.
    """
    short = line.story.brief
    off = _finders(short=short)[3].search(line.folded, line.words) or (_KEPT.search(line.folded) if short else None)
    told = [*_after_cues(line, off), *_backward(line, before, off is not None)]
    if not told and off and off[0] not in _NOT_BODILY:
        told += [line.sentence.text for name in _sorted_classes(line.folded) if name in causes().bodily][:1]
    if (line.story.off or off) and (off or line.story.brief):
        told += [why for why in _causes(line, off) if _sorted_classes(fold(why))]
    whys = dict.fromkeys(why for words in told if (why := words.strip(" ,'’‘")))
    if not whys:
        return
    beside = off is None and (_is_off(before, short=short) or _is_off(after, short=short))
    names = {word for span in line.spans for word in stems(span.text)}
    around = _around(line.sentence.text, before, after) if off or beside else set()
    for why in whys:
        tags = {f"class:{name}" for name in _sorted_classes(fold(why))}
        held = {*(stems(why).keys() - names), *tags, *around, *line.years, *(["~beside"] if beside else [])}
        yield line.claim("reason", "", why, frozenset(held))


def _after_cues(line: Line, off: re.Match[str] | None) -> Iterator[str]:
    """The words that follow "because of", "angered by", "put it down to", and, of what is off, "over"."""
    cue, _, feelings, _ = _finders(short=line.story.brief)
    folded, text = line.folded, line.sentence.text
    if off and (quoted := _QUOTED.search(text)):
        yield quoted["why"]
    for found in cue.all(folded, line.words):
        if (off or found[0] not in _WEAK) and not _DUE.match(folded, found.start()):
            yield _until(text, found.end())
    for found in feelings.all(folded, line.words):
        yield _until(text, found.start())
    if off and (over := _OVER.search(folded, off.end())):
        yield _until(text, over.end())
    for found in (_TRACED if line.story.off else _PUT_DOWN).finditer(folded):
        yield _until(text, found.end())


def _causes(line: Line, off: re.Match[str] | None) -> Iterator[str]:
    """What a short report sets before a verb of causing, and behind "as" and "after" where something is off."""
    text, folded = line.sentence.text, line.folded
    for found in _LED_TO.finditer(folded):
        yield text[found.start("why") : found.end("why")]
    if off:
        for found in _AS.finditer(folded, off.end()):
            yield _until(text, found.end("cue"))


def _backward(line: Line, before: str | None, off: bool) -> Iterator[str]:
    """What "that was why" points back to: the words before it, or the sentence before."""
    short = line.story.brief
    back = _finders(short=short)[1].search(line.folded, line.words)
    if back and (off or _is_off(before, short=short)):
        yield line.sentence.text[: back.start()] if back.start() > _FRONT else before or ""


def _around(*texts: str | None) -> set[str]:
    """What the reason is for: the weightier stems of the sentence and its neighbours, and `~off`."""
    words = {word for text in texts if text for word, weight in stems(text).items() if weight >= _WEIGHTY}
    return {"~off", *(f"on:{word}" for word in words)}


_NOT_BODILY = frozenset(  # words for what is off beside which a class of reasons is none
    {"would not", "could not", "failed", "refused", "dropped", "crashed", "crash", "sank", "sinking", "closed"}
    | {"dismissed", "rejected", "off", "sent home"}
)
_WEAK = frozenset(  # cues that give reasons of what is off, and stand in many other sentences
    {"following", "so that", "in order to", "so as to", "in response to", "in reply to", "lack of", "to mark", "cited"}
    | {"cites", "in the wake of", "down to"}
)


def _sorted_classes(folded: str) -> list[str]:
    return [name for name, pattern in _classes() if pattern.search(folded)]


def _until(text: str, start: int) -> str:
    """The words from a place to the end of what they say."""
    stretch = text[start : start + _LONGEST]
    stop = _STOP.search(stretch, 3)
    return stretch[: stop.start()] if stop else stretch


_NOT_SO = re.compile(
    r"\b(?:not|never|nothing|no question of|no talk of|nobody|no one|denied|denies|denying|rather than|instead of"
    r"|far from|n't"
    r"|without)"
    r"(?: (?:been|being|be|is|are|were|to|that|it|was|had|have|has|yet|a|an|any|the|its|his|their|for|\w+ing)){0,4} $"
)


@cache
def _fate_finders(*, short: bool) -> tuple[tuple[str, Finder], ...]:
    table = fates()
    more = table.short if short else {}
    return tuple(
        (fate, finder((*words, *more.get(fate, ()))))
        for fate, words in (("postponed", table.postponed), ("cancelled", table.cancelled))
    )


@cache
def _subjects() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, any_of(words, r"s?\b")) for name, words in fates().subjects.items())


def fate_claims(line: Line) -> Iterator[Claim]:
    """What was put off and what was called off; the subject is the noun nearest to the word."""
    for fate, pattern in _fate_finders(short=line.story.brief):
        for found in pattern.all(line.folded, line.words):
            if line.story.brief and _NOT_SO.search(line.folded[: found.start()]):
                continue
            subject = _nearest(line.folded, found.start(), found.end())
            plain = found[0] in (fates().postponed if fate == "postponed" else fates().cancelled)
            if subject or (plain and (fate == "postponed" or line.story.brief)):
                yield line.claim("fate", subject, line.sentence.text[found.start() : found.end()], frozenset({fate}))


def _nearest(folded: str, start: int, end: int) -> str:
    best, name = 90, ""
    behind = folded.startswith(" of ", end)  # "the cancellation of his visit"
    for subject, pattern in _subjects():
        for found in pattern.finditer(folded):
            gap = min(abs(found.start() - end), abs(start - found.end()))
            if gap < best and (found.start() > end or not behind) and not (found.start() < end and start < found.end()):
                best, name = gap, subject
    return name
