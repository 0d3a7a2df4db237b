"""Words of time: a rule's template in, a pattern out; month, weekday and number words in, numbers out."""

from __future__ import annotations

import re

__all__ = [
    "MONTHS",
    "NUMBERS",
    "PLURAL_UNITS",
    "SEASON_CODES",
    "any_of",
    "any_words",
    "compiled",
    "month_number",
    "nth",
    "number",
    "unit",
    "weekday_number",
]


def any_words(words: str) -> list[str]:
    """A list from a string of words; `_` stands for a blank inside one."""
    return [word.replace("_", " ") for word in words.split()]


def any_of(words: str) -> str:
    """A group that matches any of the words of a string; `_` stands for a blank inside one."""
    return "(?:" + "|".join(any_words(words)) + ")"


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ONES = any_words(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen"""
)
_TENS = any_words("twenty thirty forty fifty sixty seventy eighty ninety")
NUMBERS = (
    {word: value for value, word in enumerate(_ONES)}
    | {word: 10 * value for value, word in enumerate(_TENS, 2)}
    | {f"{ten}-{one}": 10 * i + j for i, ten in enumerate(_TENS, 2) for j, one in enumerate(_ONES[1:10], 1)}
    | {f"{one} hundred": 100 * n for n, one in enumerate(_ONES[2:10], 2)}
    | {"a": 1, "an": 1, "a couple of": 2, "couple of": 2, "half a": 0.5, "a hundred": 100, "a dozen": 12}
)
_NTH = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "last": 4,
    "final": 4,
}
SEASON_CODES = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_VAGUE = "several|many|a few|few|some|a number of|countless|dozens of|hundreds of|numerous"
PLURAL_UNITS = {
    "day": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
    "hour": "TH",
    "minute": "TM",
    "second": "TS",
}

_SHORT_MONTHS = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
# In small letters only the names that are no other word.
_LOWER_MONTHS = "january|february|april|june|july|september|october|november|december"
_FULL_MONTHS = "|".join(MONTHS)
_MONTH = (
    rf"(?:(?-i:{_FULL_MONTHS}|{_FULL_MONTHS.upper()}|{_LOWER_MONTHS})(?!\w)"
    rf"|(?-i:{_SHORT_MONTHS}|{_SHORT_MONTHS.upper()})(?!\w)\.?)"
)
_CAPITAL_DAY = f"(?-i:{'|'.join(_WEEKDAYS)})"
_DIGITS = r"(?<![\d.,])(?:\d{1,3},\d{3}|\d{1,4}(?:\.\d\d?)?)(?![\d,])"
_NUMBER_WORDS = "|".join(sorted((w for w in NUMBERS if w not in ("a", "an")), key=len, reverse=True))
# What stands in braces in a template; a digit after the name ({day2}) makes a second group of the same kind.
_FRAGMENTS = {
    "month": _MONTH,
    "weekday": _CAPITAL_DAY,
    "any_weekday": rf"(?:{_CAPITAL_DAY}|(?-i:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)(?!\w)\.?)",
    "day": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w:]|[.,]\d{3}(?!\d))",
    "bare_day": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\w)",
    "year": r"(?:1[5-9]\d\d|20\d\d)(?!\d|[.,]\d)",
    "mm": r"(?:1[0-2]|0[1-9])",
    "dd": r"(?:3[01]|[12]\d|0[1-9])",
    "number": rf"(?:{_DIGITS}|{_NUMBER_WORDS}|an?|{_VAGUE})",
    "unit": r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|century|centuries)(?!\w)",
    "long_unit": r"(?:day|week|month|quarter|year|decade|century)(?!\w)",
    "season": r"(?:spring|summer|autumn|fall|winter)(?!\w)",
    "nth": f"(?:{'|'.join(_NTH)})",
    "part": (
        r"(?:(?:the )?(?:first|second|third|fourth|last|final|opening|closing) (?:few )?"
        r"(?:weeks?|days|half|months|part) of(?: the)? "
        r"|(?:the )?(?:very )?(?:early|mid|middle|late|latter|beginning|start|outset|close|end)"
        r"(?: part| days| months| half| years)?(?: of| in)?(?: the)?[ -])"
    ),
    "approx": r"(?:(?:almost|nearly|about|around|some|roughly|approximately|barely|just|exactly|only) )",
    "dash": r"(?:\s?[-–—]\s?| to | till | until | through )",
}


def compiled(template: str) -> re.Pattern[str]:
    """A template (`{month} {day},? {year}`) as a pattern: blanks match white space, case does not count."""
    names = re.sub(r"\{([a-z_]+)(\d?)\}", lambda m: f"(?P<{m[1]}{m[2]}>{_FRAGMENTS[m[1]]})", template)
    names = re.sub(r"\[([^\]]*)\\d", r"[\g<1>0-9", names).replace(r"\d", "[0-9]")  # ASCII digits only
    blanks = names.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}")
    return re.compile(r"\b" + blanks, re.IGNORECASE)


def month_number(word: str) -> int:
    """1 to 12 for a month's name, short or long."""
    return next(i for i, name in enumerate(MONTHS, 1) if name.lower().startswith(word.lower().rstrip(".")[:3]))


def weekday_number(word: str) -> int:
    """1 (Monday) to 7 (Sunday) for a weekday's name."""
    return next(i for i, name in enumerate(_WEEKDAYS, 1) if name.lower().startswith(word.lower()[:3]))


def number(word: str) -> float | None:
    """The number that digits or words say; None for a vague one ("several")."""
    text = " ".join(word.lower().split())
    if text[0].isdigit():
        return float(text.replace(",", ""))
    return NUMBERS.get(text)


def nth(word: str) -> int:
    """1 to 4 for `first` or `1st` to `fourth`; `last` and `final` are the fourth."""
    return _NTH[word.lower()]


def unit(word: str) -> str:
    """The unit in the singular: `years` and `year` give `year`."""
    singular = word.lower().removesuffix("s")
    return "century" if singular.startswith("centur") else singular
