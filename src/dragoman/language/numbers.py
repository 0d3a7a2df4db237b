"""Numbers in digits and in words: a sentence in, its tokens and the numbers among them out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dragoman.codebook.quantities_tables import quantity_tables
from dragoman.language.tokens import fold

__all__ = ["NUMBER_WORDS", "Line", "Number", "has_number", "numbers", "read_line"]

_ONES = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split(),
        range(1, 20),
        strict=True,
    )
)
_TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SMALL = _ONES | _TENS
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "lakhs": 1e5,
    "lac": 1e5,
    "million": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "crore": 1e7,
    "crores": 1e7,
    "billion": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
    "trn": 1e12,
}
#: Letters that multiply only where they are written onto the number.
_LETTERS = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
#: Words behind a length in metres.
_DIMENSIONS = frozenset("tall high long wide deep thick above below away from".split())
#: A dozen is eleven to thirteen.
_DOZEN = (11.0, 12.0, 13.0)
#: The least that a bare plural says: "dozens" are two or more.
_VAGUE = {
    "tens": 20.0,
    "dozens": 24.0,
    "scores": 40.0,
    "hundreds": 200.0,
    "thousands": 2e3,
    "lakhs": 2e5,
    "millions": 2e6,
    "crores": 2e7,
    "billions": 2e9,
    "trillions": 2e12,
}
_FEW = (3.0, None, 9.0)
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
#: Words that a number can begin with.
NUMBER_WORDS = frozenset([*_SMALL, *_SCALES, *_VAGUE, "dozen", "several", "few", "couple", "half", "quarter"])
_GATE = frozenset(word for word in NUMBER_WORDS if word not in ("half", "quarter", "mn", "bn", "tn"))

_WORD = re.compile("[a-z]+")
_DIGIT = re.compile("[0-9]")
_TOKEN = re.compile(
    r"[0-9]+(?:[.,][0-9]+)*|(?:[a-z]\.){2,}|(?:us|hk|nz|ca|au|[acrs])\$|b/d|[^\W\d_]+(?:'[^\W\d_]+)*|\S"
)
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
_DOTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_MOST_DIGITS = 15
_MOST = 10.0**_MOST_DIGITS


#: Empty tokens behind the last one. A negative place counts from the end, so they lie before the first one too.
_PADDING = 16


class Line(NamedTuple):
    """A sentence as tokens: their folded words and where each begins and ends in `text`.

    Empty words lie on both sides of it, 16 deep, so that neighbours can be asked for without a look at the ends.
    """

    text: str
    length: int
    words: list[str]
    starts: list[int]
    ends: list[int]

    def glued(self, i: int) -> bool:
        """Whether no blank stands between the token before this place and the one at it."""
        return self.ends[i - 1] == self.starts[i]

    def capital(self, i: int) -> bool:
        """Whether the word at a place begins with a capital."""
        return bool(self.words[i]) and self.text[self.starts[i]].isupper()


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens `first` to `last` (exclusive) with what they say.

    `value` is None for a vague number; `scale` is the multiplier written behind it; `digits` is the first token
    where it is of digits, else empty.
    """

    first: int
    last: int
    low: float
    value: float | None
    high: float | None
    scale: float = 1.0
    digits: str = ""

    @property
    def small(self) -> bool:
        """A plain one, two or three in words: more often said of the parties to a talk than counted."""
        return not self.digits and self.value is not None and self.value <= 3 and self.scale == 1


def has_number(text: str) -> bool:
    """Whether a digit or a number word stands in the text: a cheap first look."""
    return bool(_DIGIT.search(text)) or not _GATE.isdisjoint(_WORD.findall(text.lower()))


def read_line(text: str) -> Line:
    """The tokens of a sentence: numbers with their points and commas, words, marks."""
    folded = fold(text)
    spans = [match.span() for match in _TOKEN.finditer(folded)]
    return Line(
        text,
        len(spans),
        [folded[a:b] for a, b in spans] + [""] * _PADDING,
        [a for a, _ in spans] + [-1] * _PADDING,
        [b for _, b in spans] + [-2] * _PADDING,
    )


def numbers(line: Line) -> Iterator[Number]:
    """The numbers of a sentence from left to right, whatever they stand for."""
    i = 0
    while i < line.length:
        word = line.words[i]
        found = None
        if "0" <= word[0] <= "9":
            found = _from_digits(line, i)
        elif word in NUMBER_WORDS:
            found = _from_words(line, i)
        if found and found.low < _MOST:
            yield found
        i = max(i + 1, found.last if found else 0)


def _digits_value(word: str) -> float | None:
    if sum(map(str.isdigit, word)) > _MOST_DIGITS or (word[0] == "0" and word[1:2] not in ("", ".")):
        return None
    if _PLAIN.fullmatch(word):
        return float(word)
    if _COMMAS.fullmatch(word):
        return float(word.replace(",", ""))
    return float(word.replace(".", "")) if _DOTS.fullmatch(word) else None


def _blank_groups(line: Line, i: int) -> int:
    """The end of a number whose thousands are parted by blanks: `1 200 000`."""
    j = i + 1
    if line.words[i].isdigit() and len(line.words[i]) <= 3:
        while line.words[j].isdigit() and len(line.words[j]) == 3 and line.starts[j] == line.ends[j - 1] + 1:
            j += 1
    return j


def _from_digits(line: Line, i: int) -> Number | None:
    j = _blank_groups(line, i)
    value = _digits_value("".join(line.words[i:j]))
    if value is None:
        return None
    if line.glued(j) and line.words[j] in _FRACTIONS:
        value, j = value + _FRACTIONS[line.words[j]], j + 1
    if line.words[j : j + 3] == ["and", "a", "half"]:
        value, j = value + 0.5, j + 3
    scale, j = _scale(line, i, j)
    return Number(i, j, value * scale, value * scale, value * scale, scale, line.words[i])


def _scale(line: Line, first: int, j: int) -> tuple[float, int]:
    """What is multiplied with, and the place behind it: ` million`, `bn`, `-million`, ` lakh crore`."""
    scale = 1.0
    for _ in range(2):
        k = j + 1 if line.words[j] == "-" and line.glued(j) and line.glued(j + 1) else j
        word = line.words[k]
        if word in _SCALES:
            scale, j = scale * _SCALES[word], k + 1
        elif word in _LETTERS and scale == 1 and _multiplies(line, first, k):
            return _LETTERS[word], k + 1
        else:
            break
    return scale, j


def _multiplies(line: Line, first: int, k: int) -> bool:
    """Whether a letter behind a number is a multiplier: `$5m`, `5m barrels`, `2.6m`, not `5m`, `2.6m tall`, `5 t`."""
    tables = quantity_tables()
    before = line.words[first - 2] if line.words[first - 1] == "." else line.words[first - 1]
    if before in tables.signs:
        return True
    if not line.glued(k) or line.words[k] == "t":
        return False
    following = line.words[k + 1]
    if line.words[k] == "k" or following in tables.units or following in tables.plurals:
        return True
    return "." in line.words[first] and following not in _DIMENSIONS


def _from_words(line: Line, i: int) -> Number | None:
    word, before = line.words[i], line.words[i - 1]
    if word in _SMALL:
        return _cardinal(line, i, i, 0.0)
    if word in _VAGUE:
        return _plural(line, i)
    if word == "half":
        ahead = line.words[i + 1] in ("a", "an") and (line.words[i + 2] in _SCALES or line.words[i + 2] == "dozen")
        return _scaled(line, i, i + 2, 0.5, 0.5, 0.5) if ahead else None
    if word == "quarter":
        whole = line.words[i + 1 : i + 3] == ["of", "a"] and line.words[i + 3] in _SCALES and before == "a"
        return _scaled(line, i - 1, i + 3, 0.25, 0.25, 0.25) if whole else None
    if word == "several" or (word == "few" and before == "a"):
        return _scaled(line, i if word == "several" else i - 1, i + 1, *_FEW)
    if before not in ("a", "an"):
        return None
    if word == "couple":
        return _scaled(line, i - 1, i + 2 if line.words[i + 1] == "of" else i + 1, 2.0, 2.0, 2.0)
    return _cardinal(line, i - 1, i, 1.0) if word in _SCALES else _scaled(line, i - 1, i, 1.0, 1.0, 1.0)


def _scaled(line: Line, first: int, j: int, low: float, value: float | None, high: float) -> Number:
    """A number from here on, times the dozen, hundred or million that may follow at `j`."""
    scale = 1.0
    if line.words[j] == "dozen":
        (a, b, c), j = _DOZEN, j + 1
        return Number(first, j, low * a, value and value * b, high * c, 12.0)
    while line.words[j] in _SCALES and scale < _MOST:
        scale, j = scale * _SCALES[line.words[j]], j + 1
    return Number(first, j, low * scale, value and value * scale, high * scale, scale)


def _plural(line: Line, i: int) -> Number:
    """`dozens`, `tens of thousands`: at least so many; the plurals multiply."""
    low, j = _VAGUE[line.words[i]], i + 1
    while line.words[j] == "of" and line.words[j + 1] in _VAGUE and low < _MOST:
        low, j = low * _VAGUE[line.words[j + 1]] / 2, j + 2
    return Number(i, j, low, None, None, low)


def _small(line: Line, j: int) -> tuple[int, int]:
    """The number of one or two words at a place, below a hundred, and the place behind it; 0 for none."""
    value = _SMALL.get(line.words[j], 0)
    k = j + 2 if line.words[j + 1] == "-" and line.glued(j + 1) and line.glued(j + 2) else j + 1
    if value in _TENS.values() and 0 < _ONES.get(line.words[k], 0) < 10:
        return value + _ONES[line.words[k]], k + 1
    return value, j + 1


def _cardinal(line: Line, first: int, i: int, current: float) -> Number:
    """A number in words: `two hundred and fifty thousand`; `current` is the "a" before `hundred`."""
    total, scale, j = 0.0, 1.0, i
    if not current:
        value, j = _small(line, i)
        current = float(value)
    while total < _MOST:
        if line.words[j : j + 3] == ["and", "a", "half"]:
            current, j = current + 0.5, j + 3
            continue
        k = j + 1 if line.words[j] == "-" and line.glued(j) and line.glued(j + 1) else j
        word = line.words[k]
        if word == "dozen":
            return _scaled(line, first, k, current, current, current)
        if word == "hundred" and current < 100:
            scale, current, j = 100.0, current * 100, k + 1
        elif word in _SCALES:
            scale = _SCALES[word]
            total = total + current * scale if current else total * scale
            current, j = 0.0, k + 1
        elif scale > 1:
            value, k = _small(line, j + 1 if line.words[j] == "and" else j)
            if not value or (current % 100 if scale == 100 else current):
                break
            current, j = current + value, k
            scale = 1.0 if scale == 100 else scale
        else:
            break
    value_ = total + current
    return Number(first, j, value_, value_, value_, max(scale, 1.0) if value_ > 100 else 1.0)
