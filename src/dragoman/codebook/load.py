"""The codebook as records: package data in, checked types, cues and status words out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from dragoman.codebook.schema import EventType, Example, StatusTable
from dragoman.codebook.yaml12 import decode
from dragoman.errors import CodebookError

__all__ = ["codebook_digest", "event_type", "event_types", "parse_page", "status_table"]


def parse_page(data: bytes, name: str) -> EventType:
    """Read one page; `name` is the file's, for messages. Raises CodebookError with file and entry."""
    page = decode(data, EventType, name)
    for problem in _problems(page):
        raise CodebookError(f"{name}: {problem}")
    return page


def _problems(page: EventType) -> Iterator[str]:
    for number, cue in enumerate(page.cues, 1):
        if bool(cue.verbs) == bool(cue.nouns):
            yield f"cue {number} needs either verbs or nouns"
        if not all(phrase.strip() for phrase in (*cue.verbs, *cue.nouns, *cue.object, *cue.needs, *cue.unless)):
            yield f"cue {number} has an empty word; take it out"
        if cue.mode is not None and cue.mode not in page.modes:
            yield f"cue {number} has the mode {cue.mode!r}; modes of {page.type} are {', '.join(page.modes) or 'none'}"
    for kind, entries in (("example", page.examples), ("near miss", page.near_misses)):
        for number, example in enumerate(entries, 1):
            for words in _missing(example):
                yield f"{kind} {number}: {words!r} does not stand in {example.text!r}; copy the words as they are there"


def _missing(example: Example) -> list[str]:
    return [words for words in (example.actor_words, example.recipient_words) if words and words not in example.text]


@cache
def event_types() -> dict[str, EventType]:
    """All 16 types by name, in the order of their quads."""
    folder = files("dragoman.codebook") / "events"
    pages = [
        parse_page(entry.read_bytes(), entry.name)
        for entry in sorted(folder.iterdir(), key=lambda e: e.name)
        if entry.name.endswith(".yaml")
    ]
    pages.sort(key=lambda page: (page.quad, page.type))
    return {page.type: page for page in pages}


def event_type(name: str) -> EventType:
    """The page of one type; raises CodebookError for a name that is no type."""
    try:
        return event_types()[name]
    except KeyError:
        raise CodebookError(f"{name!r} is no PLOVER type; types are {', '.join(event_types())}") from None


@cache
def status_table() -> StatusTable:
    """The words of `status.yaml`."""
    return decode((files("dragoman.codebook") / "status.yaml").read_bytes(), StatusTable, "status.yaml")


@cache
def codebook_digest() -> str:
    """Twelve hex digits that change with any byte of the codebook: part of the coder's version."""
    digest = hashlib.sha256()
    root = files("dragoman.codebook")
    names = ["status.yaml", "irregular.csv", "eras.csv", "lineage.csv", "places.csv", "sites.csv"]
    names += [f"{folder}/{e.name}" for folder in ("events", "actors", "quantities") for e in (root / folder).iterdir()]
    for name in sorted(names):
        entry = root / name
        if entry.is_file():
            digest.update(name.encode() + b"\0" + entry.read_bytes())
    return digest.hexdigest()[:12]
