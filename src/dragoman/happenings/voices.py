"""Who says it: the sentences of a document in, the words for the speaker of each out, pronouns followed back."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dragoman.codebook.undertakings import undertaking_moods
from dragoman.happenings.tellers import is_teller, teller_of
from dragoman.language.tokens import fold
from dragoman.records import Sentence

__all__ = ["same_voice", "spoken_by", "voices"]

_MORE = (
    "affirmed stressed specified explained commented remarked noted recalled replied countered retorted wrote "
    "complained cautioned contended revealed protested recounted suggested informed underlined emphasised emphasized "
    "pointed answered spoke pinned thought conceded held retold assured quoted fumed snapped joked "
    "testified"
)
_ASKED = frozenset("asked wondered blamed".split())
_SAYING = frozenset(_MORE.split()) | (undertaking_moods().saying - {"put"})
_OBJECTS = frozenset(
    "accused told tells warned denied denies claimed claims alleged assured informed recalled announced".split()
)
_VERB = rf"(?:{'|'.join(sorted(_SAYING | _ASKED, key=len, reverse=True))})"
_INVERTED = rf"(?:{'|'.join(sorted(_SAYING - _OBJECTS, key=len, reverse=True))})"
_SPEAKS = re.compile(
    rf"\b(?:[Aa]ccording to|[Ii]n the (?:words|view|account|telling) of|[Aa]s told by|puts?|"
    rf"(?:saying|insisting|claiming|stating|arguing|maintaining)|{_VERB})\b"
)
_ACCORDING = re.compile(
    r"\b(?:according to|in the (?:words|view|account|telling) of|as told by)\s+(?P<who>[^,.;:()\"“”]{2,90}?)"
    r"(?=[,.;:()\"“”]|$| who | which | that | said )",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"[,\"”'’]\s*(?P<verb>{_INVERTED})\s+(?P<who>(?:an?|the|its|his|her|their|one|some)?\s?[^,.;:()\"“”]{{2,80}})"
)
_BEFORE = re.compile(
    rf"(?P<who>[^,;:\"“”()]{{1,110}}?)(?:,[^,]{{1,80}},)?\s+(?:has |have |had |also |later |who )?(?P<verb>{_VERB})\b"
)
_PUT = re.compile(r"(?P<who>[^,;:\"“”()]{3,110}?)\s+(?P<verb>put|puts)\s+(?:the|it|this|that|down)\b")
_VAGUE = re.compile(
    r"\b(?:[Aa]ccording to|[Ii]n the view of)\s+(?P<who>(?:(?:some|several|other|many|most|certain|press|media|local|"
    r"foreign|unconfirmed|news|various)\s+){1,3}(?:reports|sources|analysts|observers|officials|diplomats|experts"
    r"|accounts|media))\b"
)
_SAYING_SO = re.compile(
    r"(?P<who>[^,;:\"“”()]{3,80}?)(?:,| (?:gave|had|offered|disagreed|contradicted|rejected|dismissed)\b)"
    r"[^\"“”]{0,160}?\b(?:saying|insisting|claiming|stating|arguing|maintaining)\b"
)
_BREAK = re.compile(
    r"\b(?:but|and|while|whereas|although|though|that|as|when|after|before|because|if|where|which|however|then"
    r"|meanwhile"
    r"|by telephone|yesterday|today|on \w+day|for its part|for his part)\b|[-–—] ",
)
_PRONOUN = re.compile(r"(?:he|she|they|it|who|the (?:minister|spokesman|spokeswoman|official|ministry|two))$")
_NOBODY = re.compile(
    r"(?:it was|there|this|that|what|nobody|no one|neither|both|these|those|the (?:two|talks|text|note))\b"
)
_ARTICLE = re.compile(r"^(?:an?|the|its|his|her|their|one|some|another)\s+")
_LEAD = re.compile(r"^[Ii]n [A-Z][\w'’-]*,? (?=the |an? |its |[A-Z])")
_LONGEST = 12


def voices(sentences: Iterable[Sentence]) -> dict[int, str | None]:
    """The speaker of each sentence by its start; None where the paper itself speaks.

    "He said" is whoever spoke last; a sentence that is a quotation alone is the speaker's before it.
    """
    found: dict[int, str | None] = {}
    last: str | None = None
    for sentence in sentences:
        who = spoken_by(sentence.text)
        if who is not None and _PRONOUN.match(fold(who)):
            who = last or who
        elif who is None and re.match(r"\s*[\"“].*[\"”]\W*$", sentence.text, re.DOTALL):
            who = last
        last = who or last
        found[sentence.start] = who
    return found


def spoken_by(text: str) -> str | None:
    """The words for whoever a sentence says says it; None where it names nobody."""
    who = _says(text)
    if who is None and (teller := teller_of(text)) and not _NOBODY.match(fold(teller)):
        who = _clean(teller)
    return who


def _says(text: str) -> str | None:
    """The subject of a verb of saying."""
    if not _SPEAKS.search(text):
        return None
    vague = _VAGUE.search(text)
    if vague:
        return vague["who"]
    named = _ACCORDING.search(text)
    if named:
        return _clean(named["who"])
    saying = _SAYING_SO.match(text)
    if saying and _human(saying["who"]):
        return _clean(saying["who"])
    found = [(m.start("verb"), n, m) for n, p in enumerate((_BEFORE, _PUT, _AFTER)) for m in p.finditer(text)]
    for _, _, match in sorted(found, key=lambda one: one[:2]):
        who = _clean(_BREAK.split(match["who"])[0 if match.re is _AFTER else -1])
        if who and not _NOBODY.match(fold(who)) and (re.search(r"[A-Z]", who) or _human(who)):
            return who
    return None


_HUMAN = re.compile(
    r"\b(?:he|she|they|minister|ministry|official|officials|officer|officers|spokes\w+|diplomat|diplomats"
    r"|general|colonel"
    r"|admiral|major|captain|police|army|government|president|premier|ambassador|embassy|envoy|source|sources"
    r"|witness\w*"
    r"|residents|villagers|reports|report|analysts?|experts?|authorities|commander|chief|governor|mayor|deputy|agency"
    r"|service|office|secretary"
    r"|negotiator|aides?|adviser|member|doctor|doctors|negotiators|opposition|rebels|company|firm)\b"
)


def _human(who: str) -> bool:
    return bool(_HUMAN.search(fold(who))) or is_teller(who)


def _clean(words: str) -> str | None:
    """The words without what stands around a name; None for nothing and for a whole clause."""
    words = _LEAD.sub("", words.lstrip())
    parts = words.replace("\n", " ").strip(" ,.;:-–—'’\"“”").split()
    if not parts:
        return None
    return " ".join(parts[-_LONGEST:])


def same_voice(one: str | None, other: str | None) -> bool:
    """Whether two speakers of one document may be one: by name, or by office where one name holds the other."""
    if one is None or other is None:
        return True
    mine, theirs = (frozenset(_ARTICLE.sub("", fold(name)).split()) for name in (one, other))
    return mine <= theirs or theirs <= mine
