"""Which rows a user asks for: words and dates as typed in, one checked frozen record out."""

from __future__ import annotations

import calendar
import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.codebook import event_types
from dragoman.codebook.lineage import lineage
from dragoman.codebook.undertakings import undertaking_kinds
from dragoman.errors import FilterError
from dragoman.records import FACTS, UNDERTAKING_STATES, PassageKind, Status

__all__ = ["ARTICLE", "Filter", "check_types", "check_word", "first_day", "last_day", "nearest"]

# What the article itself says: teasers advertise others, comments are readers' words, boilerplate the site's.
ARTICLE = (PassageKind.HEADLINE, PassageKind.BYLINE, PassageKind.BODY, PassageKind.CAPTION)

#: What a human made of a row; `none` and `all` as in `Filter.rulings`.
RULED = ("accepted", "rejected", "recoded", "none", "all")

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A question to the ledger: all that is given must hold; nothing given asks for all rows of articles.

    - `pair`: acts of one upon the other, either way, and reciprocal acts that both take part in; never
      domestic ones, unless `domestic` is set.
    - `actor`, `recipient`: a code on that side; a reciprocal act has all its parties as actors. `party`:
      either side.
    - `since`, `until`: `2012`, `2012-10` or `2012-10-05`, both included. A row counts when its days
      overlap; a row without a date does not. For documents they mean the day of publication.
    - `types` (`CONSULT`), `modes` (`visit` or `CONSULT/visit`), `statuses` (`planned`): any of those named.
    - `document`: a document's name, its id or the first characters of the id.
    - `outlets`: names of papers or sites, as the documents have them.
    - `passages`: kinds of passage, `all` for every kind. By default headline, byline, body and caption:
      rows from teasers, comments and boilerplate are in the ledger but do not speak for the article. Search
      looks everywhere unless kinds are given.
    - `historical`, `domestic`: only such rows (True) or none of them (False).
    - `disputed`: only rows and events of which accounts differ on some fact (True), or none of them (False).
    - `min_confidence`: 0 to 1.
    - `strict_polity`: take codes literally; otherwise a code means its whole lineage (`RUS` finds `SUN`).
    - `words`: words the sentence must hold, as in a search.
    - `rulings`: rows that a human `accepted`, `rejected` or `recoded`, those of `none`, or `all`; by default all that
      were not rejected.
    - `kinds` (`visit`), `states` (`postponed`) and `facts` (`toll`) ask about undertakings and disagreements alone.

    Raises FilterError for a word, date or number that cannot be meant, with the nearest one that can.
    """

    pair: tuple[str, str] | None = None
    actor: str | None = None
    recipient: str | None = None
    party: str | None = None
    since: str | None = None
    until: str | None = None
    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    document: str | None = None
    outlets: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    historical: bool | None = None
    domestic: bool | None = None
    disputed: bool | None = None
    min_confidence: float = 0.0
    strict_polity: bool = False
    words: str | None = None
    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    rulings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_words(self)
        _check_pair(self)
        _check_days(self.since, self.until)
        if not 0.0 <= self.min_confidence <= 1.0:
            raise FilterError(f"confidence {self.min_confidence} is out of range; it lies between 0 and 1")

    def codes(self) -> tuple[str, ...]:
        """All actor codes that the filter names."""
        named = (*(self.pair or ()), self.actor, self.recipient, self.party)
        return tuple(code for code in named if code is not None)


def _check_words(asked: Filter) -> None:
    check_words("status", asked.statuses, list(Status))
    check_words("passage", asked.passages, [*PassageKind, "all"])
    check_words("kind", asked.kinds, list(undertaking_kinds().kinds))
    check_words("state", asked.states, UNDERTAKING_STATES)
    check_words("fact", asked.facts, FACTS)
    check_words("ruling", asked.rulings, RULED)
    if asked.words is not None and not asked.words.strip():
        raise FilterError("no words to search for; give at least one")


def check_types(asked: Filter, used: Iterable[tuple[str, str | None]]) -> None:
    """Raise FilterError for a type or mode neither of PLOVER nor among those `used`; these are drawn only if needed."""
    known = [(page.type, mode) for page in event_types().values() for mode in (None, *page.modes)]
    if not _known(asked, known):
        known += used
        check_words("type", asked.types, (type_ for type_, _ in known))
        check_words("mode", asked.modes, _mode_names(known))


def _known(asked: Filter, pairs: Iterable[tuple[str, str | None]]) -> bool:
    return {*asked.types} <= {type_ for type_, _ in pairs} and {*asked.modes} <= set(_mode_names(pairs))


def _mode_names(pairs: Iterable[tuple[str, str | None]]) -> Iterator[str]:
    """Modes as a filter may name them: "visit" and "CONSULT/visit"."""
    return (name for type_, mode in pairs if mode for name in (mode, f"{type_}/{mode}"))


def _check_pair(asked: Filter) -> None:
    one, other = asked.pair or ("", " ")
    if one == other:
        raise FilterError(f"a pair needs two parties, found {one} twice; acts inside one state are domestic rows")
    if not asked.strict_polity and lineage(one) == lineage(other):
        raise FilterError(f"{one} and {other} are one lineage; ask with strict polity to tell them apart")


def check_words(kind: str, words: Iterable[str], known: Iterable[str]) -> None:
    """Raise FilterError, naming the nearest word, for the first of `words` that is not known."""
    for word in words:
        check_word(kind, word, known)


def check_word(kind: str, word: str, known: Iterable[str], listed: int = 16) -> None:
    """Raise FilterError, naming the nearest word or up to `listed` known ones, where `word` is not known."""
    choice = sorted(set(known))
    if word in choice:
        return
    near = nearest(word, choice)
    hint = f"did you mean {near}?" if near else "there are none"
    if not near and 0 < len(choice) <= listed:
        hint = f"{kind} is one of {', '.join(choice)}"
    elif not near and choice:
        hint = f"there are {len(choice)}, such as {', '.join(choice[:3])}"
    raise FilterError(f"no {kind} {word!r}; {hint}")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, whatever the case, or None where nothing is like it."""
    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), folded, n=1)
    return folded[close[0]] if close else None


def _check_days(since: str | None, until: str | None) -> None:
    first = first_day(since) if since is not None else None
    last = last_day(until) if until is not None else None
    if first and last and first > last:
        raise FilterError(f"nothing lies between {since} and {until}; since must not be after until")


def _parts(day: str) -> tuple[str, str | None, str | None]:
    match = _DAY.fullmatch(day)
    if match:
        year, month, date = match.groups()
        months_fit = month is None or 1 <= int(month) <= 12
        if int(year) >= 1 and months_fit and (date is None or 1 <= int(date) <= _length(year, month)):
            return year, month, date
    raise FilterError(f"no date {day!r}; write it as 2012, 2012-10 or 2012-10-05")


def _length(year: str, month: str | None) -> int:
    return calendar.monthrange(int(year), int(month or 12))[1]


def first_day(day: str) -> str:
    """The first day (ISO) of a day, month or year; raises FilterError for anything else."""
    year, month, date = _parts(day)
    return f"{year}-{month or '01'}-{date or '01'}"


def last_day(day: str) -> str:
    """The last day (ISO) of a day, month or year; raises FilterError for anything else."""
    year, month, date = _parts(day)
    return f"{year}-{month or '12'}-{date or _length(year, month)}"
