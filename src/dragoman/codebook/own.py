"""Types of a user's own: a folder of pages in, checked pages by type out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from dragoman.codebook.load import event_types, parse_page
from dragoman.codebook.schema import EventType, Example
from dragoman.errors import CodebookError

__all__ = ["own_digest", "own_types", "place_of"]

#: Names that rows or gold use for something else.
_TAKEN = frozenset({"NONE", "YIELD"})
_NAME = re.compile(r"[A-Z][A-Z0-9_]{1,30}")
#: Examples below which a type cannot be learned, and bytes above which a file is no page.
_FEWEST, _LARGEST = 10, 2**20
_HOW = "docs/own-types.md shows one"


def own_types(folder: Path) -> dict[str, EventType]:
    """The pages (`*.yaml`) of a folder by type; raises CodebookError with file, entry and remedy."""
    if not folder.is_dir():
        raise CodebookError(f"{folder} is no folder; --codebook takes a folder with a YAML page for each type, {_HOW}")
    files = sorted(path for pattern in ("*.yaml", "*.yml") for path in folder.glob(pattern))
    if not files:
        raise CodebookError(f"no page in {folder}; a type is a file NAME.yaml there, {_HOW}")
    pages: dict[str, EventType] = {}
    names: dict[str, str] = {}
    for path in files:
        page = parse_page(_bytes(path), path.name)
        if page.type in pages:
            raise CodebookError(f"{path.name}: {page.type} has a page already, {names[page.type]}; take both together")
        pages[page.type], names[page.type] = page, path.name
    for name, page in pages.items():
        for problem in _problems(page, {**event_types(), **pages}):
            raise CodebookError(f"{names[name]}: {problem}")
    return pages


def own_digest(pages: Mapping[str, EventType]) -> str:
    """Eight hex digits that change with anything that the pages say."""
    return hashlib.sha256(msgspec.json.encode(dict(pages))).hexdigest()[:8]


def place_of(text: str, words: str) -> tuple[int, int]:
    """Where words stand in a text that holds them: first where no letter touches them, else where they first occur."""
    whole = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    start = whole.start() if whole else text.index(words)
    return start, start + len(words)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise CodebookError(f"{path.name}: cannot be read: {error.strerror or error}") from error
    if len(data) > _LARGEST:
        raise CodebookError(f"{path.name}: larger than {_LARGEST:,} bytes, and so no page; {_HOW}")
    return data


def _problems(page: EventType, known: Mapping[str, EventType]) -> Iterator[str]:
    """What keeps a page from being used; `known` are the pages of all types."""
    name = page.type
    if not _NAME.fullmatch(name) or name in _TAKEN:
        yield f"a type cannot be called {name!r}; take 2 to 31 capitals, digits and underscores, such as EXTRADITE"
    if name in event_types():
        yield f"{name} is a type of PLOVER; give yours another name"
    if not all(-10 <= score <= 10 for score in (page.score, *(mode.score or 0 for mode in page.modes.values()))):
        yield "a score lies outside -10 to 10; give the intensity of the act on PLOVER's scale"
    if not page.cues:
        yield f"{name} has no cues; give the verbs and nouns that report it"
    labels = {label for kind, each in known.items() for label in (kind, *(f"{kind}/{mode}" for mode in each.modes))}
    for number, cue in enumerate(page.cues, 1):
        if cue.about and cue.about not in labels:
            yield f"cue {number}: nothing is called {cue.about!r}, which is said to lie beneath; give TYPE or TYPE/mode"
    if len(page.examples) < _FEWEST:
        yield f"{len(page.examples)} examples of {name}; at least {_FEWEST} are needed, and 30 are better"
    for kind, entries in (("example", page.examples), ("near miss", page.near_misses)):
        for number, example in enumerate(entries, 1):
            yield from (f"{kind} {number}: {fault}" for fault in _faults(example, kind, name, known))


def _faults(example: Example, kind: str, name: str, known: Mapping[str, EventType]) -> Iterator[str]:
    if (example.type == name) != (kind == "example"):
        yield f"it has the type {example.type}; examples are {name}, near misses are not"
    elif example.type not in {"NONE", *known}:
        yield f"no type {example.type!r}; a near miss is NONE or one of {', '.join(sorted(known))}"
    one, other = example.actor_words, example.recipient_words
    if not one.strip() or not other.strip():
        yield "the words of actor and recipient are needed, as they stand in the text"
        return
    (start, end), (first, last) = (place_of(example.text, words) for words in (one, other))
    if start < last and first < end:
        yield f"{one!r} and {other!r} are not told apart; mark two different stretches of the text"
