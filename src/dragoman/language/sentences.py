"""Sentences inside the passages of a document: text and passages in, sentences with offsets out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.records import Passage, PassageKind, Sentence

__all__ = ["CODED_KINDS", "split_passages", "split_spans"]

#: Kinds of passage whose sentences are kept; a byline or a menu tells no act.
CODED_KINDS = (
    PassageKind.HEADLINE,
    PassageKind.BODY,
    PassageKind.CAPTION,
    PassageKind.TEASER,
    PassageKind.COMMENT,
)

# Titles and shorthands whose full stop does not end a sentence.
_ABBREVIATIONS = frozenset(
    "mr mrs ms messrs dr prof gen lt col maj capt cdr adm brig sgt sen rep gov pres hon rev st jr sr vs etc no nos art "
    "jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed thu fri approx dept est fig vol ed eds pp ch cf al "
    "inc ltd co corp bros assn univ e.g i.e u.s u.k u.n a.m p.m viz sq min max amb supt pvt regd govt".split()
)
# The following word starts a new sentence even after "U.S." and the like.
_STARTERS = frozenset(
    "the a an in on at but and he she it they this that these those there we i as for with after".split()
)
_END = re.compile(
    r"""(?P<mark>[.!?…]+|[。！？])
        (?P<close>["'”’»)\]]*)
        (?P<gap>\s+|(?<=[a-z0-9][.!?])(?=[A-Z][a-z])|(?<=[。！？])|$)
    """,
    re.VERBOSE,
)
_BLANK_LINE = re.compile(r"(?<![ \t\r])[ \t\r]*\n[ \t\r]*\n\s*")
_WORD_BEFORE = re.compile(r"([^\s(\[\"'“‘]+)$")


def _ends(text: str, match: re.Match[str], start: int, stop: int) -> bool:
    """Whether the mark found at `match` ends the sentence that began at `start`."""
    following = text[match.end() : min(stop, match.end() + 40)].lstrip("\"'“‘([«")
    if not following:
        return True
    if match["mark"] != ".":
        return not following[0].islower()
    before = _WORD_BEFORE.search(text[max(start, match.start() - 40) : match.start()])
    word = before.group(1).lower() if before else ""
    next_word = re.split(r"\W", following, maxsplit=1)[0]
    if following[0].islower():
        return False
    if match["close"]:
        return True
    if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()):
        return "." in word and next_word.lower() in _STARTERS
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return next_word.lower() in _STARTERS
    return not (word.isdigit() and len(word) <= 2 and following[0].isdigit())


def split_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Half-open spans of the sentences in `text[start:end]`, white space trimmed; a blank line always ends one."""
    end = len(text) if end is None else end
    block = start
    for blank in [*_BLANK_LINE.finditer(text, start, end), None]:
        stop = blank.start() if blank else end
        yield from _split_block(text, block, stop)
        block = blank.end() if blank else end


def _split_block(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and not _ends(text, match, begin, end):
            continue
        yield from _trimmed(text, begin, match.end("close"))
        begin = match.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def split_passages(text: str, passages: Sequence[Passage]) -> tuple[Sentence, ...]:
    """The sentences of all passages that can tell an act, in order; no sentence crosses a passage or a blank line."""
    return tuple(
        Sentence(start, end, text[start:end], passage.kind, number)
        for number, passage in enumerate(passages)
        if passage.kind in CODED_KINDS
        for start, end in split_spans(text, passage.start, passage.end)
    )
