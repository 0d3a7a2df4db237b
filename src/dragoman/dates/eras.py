"""Named periods and persons in power, from the era table: "the Cold War", "during Zia's regime"."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.dates.calendar import interval_of
from dragoman.dates.context import Context, Match, Reading, Rule, dated
from dragoman.dates.words import any_of, compiled
from dragoman.errors import CodebookError

__all__ = ["Era", "era_rules", "eras", "parse_eras"]

_COLUMNS = ["name", "words", "kind", "start", "end", "source"]
_REIGN = any_of("era days years times time period rule reign regime government presidency administration tenure")
_IN_TIME = re.compile(
    r"\b(?:during|in|under|throughout|since|until|after|before|of|from|late|early)\s+$", re.IGNORECASE
)
_SURELY_TIME = ("era", "days", "years", "times")
_START, _END = "start|beginning|outbreak|onset|outset|eve", "end|close|conclusion"


@dataclass(frozen=True, slots=True)
class Era:
    """A row of `eras.csv`; kind is `period` (a name alone) or `rule` (a person, with "era", "regime" ...)."""

    name: str
    words: tuple[str, ...]
    kind: str
    start: str
    end: str
    source: str


def parse_eras(lines: Iterable[str], name: str) -> tuple[Era, ...]:
    """The rows of an era table; raises CodebookError with file and row for what breaks its form."""
    reader = csv.DictReader(lines)
    if reader.fieldnames != _COLUMNS:
        raise CodebookError(f"{name}: columns are {reader.fieldnames}; they should be {_COLUMNS}")
    found = []
    for row in reader:
        words = tuple(row["words"].split("|"))
        era = Era(row["name"], words, row["kind"], row["start"], row["end"], row["source"])
        where = f"{name}: row {reader.line_num} ({era.name})"
        if era.kind not in ("period", "rule"):
            raise CodebookError(f"{where}: kind is {era.kind!r}; it should be 'period' or 'rule'")
        if not all(interval_of(value) for value in (era.start, era.end)) or not era.source:
            raise CodebookError(f"{where}: start and end should be YYYY, YYYY-MM or YYYY-MM-DD, with a source")
        found.append(era)
    return tuple(found)


@cache
def eras() -> tuple[Era, ...]:
    """The era table of the codebook."""
    table = (files("dragoman.codebook") / "eras.csv").read_text(encoding="utf-8")
    return parse_eras(table.splitlines(), "eras.csv")


def _by_words(kind: str) -> dict[str, Era]:
    return {words: era for era in eras() if era.kind == kind for words in era.words}


def _any_of(words: Iterable[str]) -> str:
    longest = sorted(words, key=len, reverse=True)
    return "(?-i:" + "|".join(re.escape(w).replace(r"\ ", r"\s{1,3}") for w in longest) + ")"


def _period(match: Match, context: Context) -> Reading | None:
    """The whole era, or its first or last date where the words say start or end; not "post-" and "pre-"."""
    if re.search(
        r"(?:post|pre|anti|mini)-\s?$|\b(?:new|another|second|fresh)\s+$",
        context.text[max(0, match.start() - 12) : match.start()],
        re.IGNORECASE,
    ):
        return None
    era = _by_words("period")[" ".join(match["era"].split())]
    edge = (match["edge"] or "").lower()
    if edge:
        return dated(era.start if edge in _START.split("|") else era.end, f"the {edge} of {era.name} (era table)")
    return dated(f"{era.start}/{era.end}" if era.start != era.end else era.start, f"{era.name} (era table)")


def _rule(match: Match, context: Context) -> Reading | None:
    """A person's time in power; `the Carter administration` only after "during", "under": it also acts."""
    reign = match["reign"].lower()
    if reign not in _SURELY_TIME and not _IN_TIME.search(context.text[max(0, match.start() - 14) : match.start()]):
        return None
    era = _by_words("rule")[" ".join(match["era"].split())]
    return dated(f"{era.start}/{era.end}", f"the time in power of {era.name} (era table)")


@cache
def era_rules() -> tuple[Rule, ...]:
    """The rules that the era table gives."""
    edge = rf"(?:(?:the )?(?P<edge>{_START}|{_END}) of )?"
    period = rf"{edge}(?:the )?(?P<era>{_any_of(_by_words('period'))})(?:[ -](?:era|years|period))?(?!\w)"
    ruler = rf"(?:the )?(?P<era>{_any_of(_by_words('rule'))})(?:['’]s?)? (?:military )?(?P<reign>{_REIGN})(?!\w)"
    return ("era", compiled(period), _period), ("time in power", compiled(ruler), _rule)
