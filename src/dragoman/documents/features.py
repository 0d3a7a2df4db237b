"""A page's lines in, one row of numbers for each line out: what the line classifier looks at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from dragoman.documents.view import PageView

__all__ = ["FEATURES", "feature_rows"]

_STOP = re.compile(r"[.!?](?=\s|$|[\"”’])|[。！？]")
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b|\b(?:hours?|days?|weeks?|months?|minutes?|mins?|hrs?) ago\b",
    re.IGNORECASE,
)
_LINK_MARKS = ("http", "www.", "@", "#", "»", "|", ">>", ".com")
_CUT = ("…", "...")
_YOU = frozenset({"you", "your", "us", "our", "we"})
# Words without content in the languages of the training pages; prose is full of them, lists of links are not.
_WORDLETS = frozenset(
    """
    the of and to in a an is that for it as was on with by at from be are this have has had not but
    were which he she they his her their who will would been der die das und den von zu mit ist
    nicht ein eine im auf de la le les et du que en el los y di il che e per con non o os da do em
    um uma para com yang dan dengan untuk itu ini dari pada и в на не что с по как из
    """.split()
)
_FAR = 40  # lines; a feature says nothing about what is farther off
_PAD = 9  # lines; no window reaches farther
_HEAD = 200  # characters of a line that the counting features look at

_OWN = (
    "words",
    "chars",
    "ended",
    "stops",
    "commas",
    "digits",
    "capital_words",
    "capitals",
    "wordlets",
    "bullet",
    "gap_before",
    "gap_after",
    "date",
    "link",
    "you",
    "furniture",
    "caption",
    "colon",
    "quote",
    "copies",
    "word_length",
    "lower",
    "indent",
)
_PLACE = (
    "position",
    "word_position",
    "lines",
    "prose",
    "prose_before",
    "overlap",
    "core_overlap",
    "block_share",
    "in_block",
    "from_block",
    "from_longest",
    "since_prose",
    "to_prose",
    "near3",
    "before3",
    "after3",
    "before8",
    "after8",
    "furniture3",
    "furniture5_before",
    "furniture5_after",
    "bullets3",
    "bullets8",
    "relative_length",
)
_NEIGHBOUR = ("words", "ended", "bullet", "indent")
_STEPS = (-2, -1, 1, 2)
_NO_LINE = (-1.0, -1.0, -1.0, 0.0)
FEATURES = (*_OWN, *_PLACE, *(f"{name}_{step:+d}" for step in _STEPS for name in _NEIGHBOUR))


def feature_rows(page: PageView) -> list[list[float]]:
    """For each line the numbers named by `FEATURES`, in that order."""
    count = len(page.lines)
    if not count:
        return []
    basics = [
        (float(words), float(ended), float(bool(line.bullet)))
        for words, ended, line in zip(page.words, page.ended, page.lines, strict=True)
    ]
    rows = []
    for at, place in enumerate(_places(page)):
        row = _own(page, at)
        row += place
        for step in _STEPS:
            other = at + step
            if 0 <= other < count:
                row += basics[other]
                row.append(float(max(-9, min(9, page.lines[other].indent - page.lines[at].indent))))
            else:
                row += _NO_LINE
        rows.append(row)
    return rows


def _own(page: PageView, at: int) -> list[float]:
    line, text, count = page.lines[at], page.lines[at].text, page.words[at]
    head = text[:_HEAD]
    words = head.split() or [""]
    folded = page.tokens[at][: len(words)] or [""]
    digits = sum(map(str.isdigit, head))
    letters = sum(map(str.isalpha, head)) or 1
    return [
        float(count),
        float(len(text)),
        float(page.ended[at]),
        float(len(_STOP.findall(text))),
        text.count(",") / (count or 1),
        digits / max(1, len(head)),
        sum([word[:1].isupper() for word in words]) / len(words),
        sum(map(str.isupper, head)) / letters,
        sum([word in _WORDLETS for word in folded]) / len(folded),
        float(bool(line.bullet)),
        float(min(line.gap, 5)),
        float(min(page.lines[at + 1].gap, 5)) if at + 1 < len(page.lines) else 5.0,
        float(bool(digits and _DATE.search(head))),
        float(any(mark in head for mark in _LINK_MARKS) or text.endswith(_CUT)),
        sum([word in _YOU for word in folded]) / len(folded),
        float(page.furniture[at]),
        float(page.credited[at]),
        float(text.endswith((":", "："))),
        float(text[:1] in "\"“‘'«「"),
        float(min(4, page.copies[at])),
        len(text) / (count or 1),
        float(text[:1].islower()),
        float(max(-9, min(9, line.indent - page.indent))),
    ]


def _places(page: PageView) -> list[list[float]]:
    prose, words = page.prose, page.words
    count = len(prose)
    start, end, weight = page.block
    all_prose, all_words = sum(prose) or 1, sum(words) or 1
    proses, furniture = _running(prose), _running([min(1, number) for number in page.furniture])
    bullets, spoken = _running([int(bool(line.bullet)) for line in page.lines]), _running(words)
    longest = max(range(count), key=words.__getitem__)
    inside = sorted(number for number in prose[start:end] if number) or [1]
    usual = inside[len(inside) // 2]
    overlaps = _overlaps(page)
    since, until = _since(prose), _since(prose[::-1])[::-1]
    rows = []
    for at in range(count):
        here = at + _PAD  # running sums are padded, so that windows may reach over both ends of the page
        rows.append(
            [
                at / count,
                spoken[here] / all_words,
                float(count),
                float(all_prose),
                proses[here] / all_prose,
                *overlaps[at],
                weight / all_prose,
                float(start <= at < end),
                float(max(-_FAR, min(_FAR, max(start - at, 0) - max(at - end + 1, 0)))),
                float(max(-_FAR, min(_FAR, at - longest))),
                since[at],
                until[at],
                proses[here + 4] - proses[here - 3],
                proses[here] - proses[here - 3],
                proses[here + 4] - proses[here + 1],
                proses[here] - proses[here - 8],
                proses[here + 9] - proses[here + 1],
                furniture[here + 4] - furniture[here - 3],
                furniture[here] - furniture[here - 5],
                furniture[here + 6] - furniture[here + 1],
                bullets[here + 4] - bullets[here - 3],
                bullets[here + 9] - bullets[here - 8],
                words[at] / usual,
            ]
        )
    return rows


def _running(numbers: Sequence[int]) -> list[float]:
    """Running sums; entry `at + _PAD` is the sum before `at`."""
    sums = list(accumulate(map(float, numbers), initial=0.0))
    return [0.0] * _PAD + sums + [sums[-1]] * _PAD


def _since(prose: Sequence[int]) -> list[float]:
    """How many lines back the last line of prose stands."""
    back, passed = [], _FAR
    for number in prose:
        back.append(float(min(passed, _FAR)))
        passed = 1 if number else passed + 1
    return back


def _overlaps(page: PageView) -> list[tuple[float, float]]:
    """Share of a line's longer words that other lines of the densest stretch have once, and three times."""
    content = [{word for word in words if len(word) > 3} for words in page.tokens]
    start, end, _ = page.block
    core: Counter[str] = Counter()
    for at in range(start, end):
        if page.prose[at]:
            core.update(content[at])
    found = []
    for at, words in enumerate(content):
        own = 1 if start <= at < end and page.prose[at] else 0
        counts = [core[word] - own for word in words if word in core]
        total = len(words)
        once, often = sum([n >= 1 for n in counts]), sum([n >= 3 for n in counts])
        found.append((once / total, often / total) if total else (-1.0, -1.0))
    return found
