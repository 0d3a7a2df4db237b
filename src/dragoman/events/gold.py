"""Gold of a user: the bytes of a file of marked pairs or coded articles in, checked records or one GoldError out."""

from __future__ import annotations

import codecs
import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from dragoman.codebook import EventType, event_types
from dragoman.documents.dating import given_date
from dragoman.errors import DocumentError, GoldError
from dragoman.events.labels import NONE
from dragoman.records import Status

__all__ = ["YIELD", "Article", "Event", "Gold", "Pair", "folding", "read_gold"]

#: CAMEO's YIELD, which PLOVER split in two and other people's gold still has; its quad is CAMEO's.
YIELD = "YIELD"
_SPLIT = ("CONCEDE", "RETREAT")


#: The modes of each type that gold may name.
Modes = Mapping[str, tuple[str, ...]]

_NEEDED, _OPTIONAL = ("sentence", "actor", "recipient", "type"), ("mode", "status")
_FORMATS = (
    "give marked pairs (a header with sentence, actor, recipient and type, separated by tabs) or coded articles "
    '(on each line an object {"text": ..., "events": [...]})'
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with two marked parties, and what it says; without mode or status these are not scored."""

    sentence: str
    actor: str
    recipient: str
    type: str
    mode: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An act in an article at `text[start:end]`; where all act together `recipients` is empty.

    A row need not answer it unless it is `core`, but may.
    """

    start: int
    end: int
    actors: frozenset[str]
    recipients: frozenset[str]
    type: str
    status: str | None = None
    core: bool = True


@dataclass(frozen=True, slots=True)
class Article:
    """A text with all events between two parties that it tells."""

    text: str
    events: tuple[Event, ...]
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Gold:
    """Either pairs or articles; `notes` say what of the file is not scored."""

    pairs: tuple[Pair, ...]
    articles: tuple[Article, ...]
    notes: tuple[str, ...]


def folding(gold: Gold) -> dict[str, str]:
    """The types to take together: CONCEDE and RETREAT as YIELD where the gold names YIELD, else none."""
    types = {pair.type for pair in gold.pairs} | {e.type for article in gold.articles for e in article.events}
    return dict.fromkeys(_SPLIT, YIELD) if YIELD in types else {}


def read_gold(data: bytes, name: str, own: Mapping[str, EventType] | None = None) -> Gold:
    """The gold in a file of this name; raises GoldError with line and remedy for anything it cannot mean.

    `own` holds pages of types that it may name beside PLOVER's.
    """
    modes = {type_: tuple(page.modes) for type_, page in {**event_types(), **(own or {})}.items()}
    modes[YIELD] = tuple(mode for part in _SPLIT for mode in modes[part])
    lines = _lines(data, name)
    written = [(number, line) for number, line in lines if line.strip()]
    if not written:
        raise GoldError(f"{name} is empty; {_FORMATS}")
    blank = written[-1][0] - len(written)
    notes = [f"blank lines left out: {blank}"] if blank else []
    number, first = written[0]
    if first.lstrip().startswith("{"):
        return Gold(
            (), tuple(_article(line, f"{name}, line {number}", modes) for number, line in written), tuple(notes)
        )
    if "\t" in first:
        return _pairs(written, name, notes, modes)
    raise GoldError(f"{name}, line {number}: neither marked pairs nor coded articles; {_FORMATS}")


def _lines(data: bytes, name: str) -> list[tuple[int, str]]:
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return list(enumerate(data.decode().replace("\r\n", "\n").split("\n"), 1))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GoldError(f"{name}, line {line}: not UTF-8; save the file as UTF-8") from error


def _pairs(lines: list[tuple[int, str]], name: str, notes: list[str], modes: Modes) -> Gold:
    (number, header), *rows = lines
    columns = _columns(header, f"{name}, line {number}")
    unread = [column for column in columns if column not in _NEEDED + _OPTIONAL]
    if unread:
        notes.append(f"columns not read: {', '.join(unread)}")
    found = [_pair(line, columns, f"{name}, line {number}", modes) for number, line in rows]
    pairs = tuple(pair for pair in found if pair.type != NONE)
    if not pairs:
        raise GoldError(f"{name}: no row with a type below the header; nothing can be scored")
    if len(pairs) < len(found):
        notes.append(f"rows of type {NONE} left out, since a marked pair always gets a type: {len(found) - len(pairs)}")
    absent = sum(p.actor not in p.sentence or p.recipient not in p.sentence for p in pairs)
    if absent:
        notes.append(f"rows scored although their sentence lacks the words of actor or recipient: {absent}")
    return Gold(pairs, (), tuple(notes))


def _columns(header: str, where: str) -> list[str]:
    columns = [cell.strip() for cell in header.split("\t")]
    for column in _NEEDED:
        if column not in columns:
            near = _nearest(column, [c for c in columns if c not in _NEEDED])
            hint = f"is it {near!r}? call it {column!r}" if near else f"the header needs {', '.join(_NEEDED)}"
            raise GoldError(f"{where}: no column {column!r}; {hint}")
    for column in _NEEDED + _OPTIONAL:
        if columns.count(column) > 1:
            raise GoldError(f"{where}: the column {column!r} stands there twice; leave one")
    return columns


def _pair(line: str, columns: list[str], where: str, modes: Modes) -> Pair:
    cells = line.split("\t")
    least = 1 + max(columns.index(column) for column in _NEEDED)  # editors cut empty cells off the end of a line
    if not least <= len(cells) <= len(columns):
        raise GoldError(
            f"{where}: {len(cells)} cells, but the header names {len(columns)}; "
            "a sentence must hold no tab and no line break"
        )
    row = {column: cell.strip() for column, cell in zip(columns, cells, strict=False)}
    if not row["sentence"]:
        raise GoldError(f"{where}: no sentence; fill the cell or take the line out")
    pair = Pair(*(row[column] for column in _NEEDED), *(row.get(column) or None for column in _OPTIONAL))
    _check("type", pair.type, (*modes, NONE), where)
    _check("status", pair.status, tuple(Status), where)
    _check(f"mode of {pair.type}", pair.mode, modes.get(pair.type, ()), where)
    return pair


def _article(line: str, where: str, modes: Modes) -> Article:
    try:
        article = msgspec.json.decode(line, type=Article)
        if article.published:
            given_date(article.published, "`published`")
    except msgspec.DecodeError as error:
        wanted = '{"text": ..., "events": [{"start": 0, "end": 9, "actors": [...], "recipients": [...], "type": ...}]}'
        raise GoldError(f"{where}: {error}; an article is {wanted}") from error
    except DocumentError as error:
        raise GoldError(f"{where}: {error}") from error
    for number, event in enumerate(article.events, 1):
        _check_event(event, len(article.text), f"{where}, event {number}", modes)
    return article


def _check_event(event: Event, length: int, where: str, modes: Modes) -> None:
    if not 0 <= event.start < event.end <= length:
        raise GoldError(
            f"{where}: no span {event.start} to {event.end} in a text of {length} characters; "
            "count characters from 0, the end not included"
        )
    if not event.actors:
        raise GoldError(f"{where}: no actors; a reciprocal act has all its parties there")
    _check("type", event.type, tuple(modes), where)
    _check("status", event.status, tuple(Status), where)


def _check(kind: str, word: str | None, known: Sequence[str], where: str) -> None:
    if word is None or word in known:
        return
    near = _nearest(word, known)
    right = f"did you mean {near}?" if near else f"right are {', '.join(known)}" if known else "leave it empty"
    raise GoldError(f"{where}: no {kind} {word!r}; {right}")


def _nearest(word: str, known: Iterable[str]) -> str | None:
    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None
