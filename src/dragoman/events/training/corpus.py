"""The training corpus: JSON lines in the pen format in, checked sentences with their parties and acts out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from dragoman.codebook import Example, event_types
from dragoman.errors import CodebookError
from dragoman.events.labels import CONTEXTS, NONE
from dragoman.records import Status

__all__ = [
    "VOICES",
    "Act",
    "Line",
    "Sample",
    "codebook_lines",
    "parse_line",
    "plain_text",
    "read_corpus",
    "read_pen",
    "without",
]

#: Ways of writing that the corpus must cover.
VOICES = frozenset(
    "agency headline oped communique history memoir parliament southasia africa eastasia translated chronology "
    "interview television".split()
)
SPAN = re.compile(r"\{([A-H](?:\+[A-H])*):([^{}]+)\}")
_ACT = re.compile(
    r"(?P<actor>[A-H])(?P<sign>[>=])(?P<recipient>[A-H]|-) (?P<type>[A-Z]+)(?:/(?P<mode>[a-z-]+))?"
    r"(?: ~(?P<about>[A-Z]+)(?:/(?P<about_mode>[a-z-]+))?)? (?P<status>[a-z]+)(?P<historical> H)?"
)


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sentence as it stands in the corpus; docs/training-corpus.md explains `text` and `acts`.

    `like` is the id of the sentence of which this one is a contrast: one change, another label.
    """

    id: str
    voice: str
    text: str
    acts: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    like: str | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """What one party does to another; `recipient` is None where nobody is acted upon."""

    actor: str
    recipient: str | None
    type: str
    mode: str | None
    about: str | None
    about_mode: str | None
    status: Status
    historical: bool
    reciprocal: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence in plain words: `parties` holds the spans of each letter, `acts` every act in one direction.

    A reciprocal act stands once for each direction.
    """

    id: str
    voice: str
    text: str
    parties: dict[str, tuple[tuple[int, int], ...]]
    acts: tuple[Act, ...]
    contexts: tuple[str, ...]


def read_corpus(paths: Iterable[Path]) -> list[Line]:
    """All lines of some files; raises CodebookError with file and line for one that cannot be read."""
    lines: list[Line] = []
    for path in paths:
        for number, raw in enumerate(path.read_bytes().splitlines(), 1):
            try:
                line = msgspec.json.decode(raw, type=Line)
                parse_line(line)
            except (UnicodeDecodeError, msgspec.DecodeError, CodebookError) as error:
                raise CodebookError(f"{path.name}, line {number}: {error}") from error
            lines.append(line)
    known: set[str] = set()
    for line in lines:
        if line.id in known:
            raise CodebookError(f"two lines have the id {line.id}")
        known.add(line.id)
    for line in lines:
        if line.like and line.like not in known:
            raise CodebookError(f"{line.id} is a contrast of {line.like}, which is not there")
    return lines


def read_pen(text: str, prefix: str) -> Iterator[Line]:
    """Lines as writers hand them in (`text | acts | #contexts` under `@voice`), with ids made of `prefix`."""
    voice, last = "", ""
    rows = [row.strip() for row in text.splitlines() if row.strip()]
    number = 0
    for row in rows:
        if row.startswith("@"):
            voice = row[1:].strip()
            continue
        number += 1
        words, *told_apart = re.split(r"\s\|(?:\s+|$)", row.lstrip("+").strip())
        if not told_apart:
            raise CodebookError(f"{prefix}: no bar between text and acts in {row[:60]!r}")
        acts, *contexts = told_apart
        name = f"{prefix}-{number:04d}"
        like = (last or None) if row.startswith("+") else None
        last = last if row.startswith("+") else name
        told = tuple(act.strip() for act in acts.split(";")) if acts.strip() != "-" else ()
        yield Line(
            name, voice, words, told, tuple(c.lstrip("#") for c in " ".join(contexts).replace("|", " ").split()), like
        )


def codebook_lines() -> Iterator[Line]:
    """The examples and near misses of the codebook's pages as lines: the two parties that each names."""
    for page in event_types().values():
        for number, example in enumerate((*page.examples, *page.near_misses), 1):
            line = _example_line(example, f"{page.type.lower()}-{number:02d}")
            if line:
                yield line


def _example_line(example: Example, name: str) -> Line | None:
    """None where an example does not name both parties apart, or tells of none."""
    words = (example.actor_words, example.recipient_words)
    places = [example.text.find(part) for part in words]
    ends = [place + len(part) for place, part in zip(places, words, strict=True)]
    if not all(words) or (places[0] < ends[1] and places[1] < ends[0]):
        return None
    text = example.text
    for place, part, letter in sorted(zip(places, words, "AB", strict=True), reverse=True):
        text = f"{text[:place]}{{{letter}:{part}}}{text[place + len(part) :]}"
    if example.type == NONE:
        return Line(name, "agency", text)
    told = example.type + (f"/{example.mode}" if example.mode else "") + (f" ~{example.about}" if example.about else "")
    sign = ">" if example.recipient else "="
    return Line(name, "agency", text, (f"A{sign}B {told} {example.status}{' H' if example.historical else ''}",))


def without(lines: Iterable[Line], types: Iterable[str]) -> Iterator[Line]:
    """The lines in which no act is of one of these types; what lies beneath an act of speech is left untold."""
    gone = "|".join(map(re.escape, types))
    for line in lines:
        if not gone:
            yield line
        elif not any(re.search(rf"[A-H-] (?:{gone})\b", act) for act in line.acts):
            yield msgspec.structs.replace(line, acts=tuple(re.sub(rf" ~(?:{gone})\S*", "", act) for act in line.acts))


def plain_text(text: str) -> str:
    """The sentence without its marks."""
    return SPAN.sub(r"\2", text)


def parse_line(line: Line) -> Sample:
    """Marks to spans and acts; raises CodebookError where they do not fit the codebook or each other."""
    parties: dict[str, list[tuple[int, int]]] = {}
    parts, place, done = [], 0, 0
    for match in SPAN.finditer(line.text):
        before = line.text[done : match.start()]
        start = place + len(before)
        place = start + len(match[2])
        parts += [before, match[2]]
        done = match.end()
        for letter in match[1].split("+"):
            parties.setdefault(letter, []).append((start, place))
    text = "".join((*parts, line.text[done:]))
    if "{" in text or "}" in text or not parties:
        raise CodebookError(f"{line.id}: a brace that marks no party, or no party at all")
    if line.voice not in VOICES:
        raise CodebookError(f"{line.id}: no voice {line.voice!r}; voices are {', '.join(sorted(VOICES))}")
    unknown = [c for c in line.contexts if c not in CONTEXTS]
    if unknown:
        raise CodebookError(f"{line.id}: no context {unknown[0]!r}")
    acts = tuple(act for words in line.acts for act in _acts(words, parties, line.id))
    return Sample(line.id, line.voice, text, {k: tuple(v) for k, v in parties.items()}, acts, line.contexts)


def _acts(words: str, parties: dict[str, list[tuple[int, int]]], name: str) -> Iterator[Act]:
    found = _ACT.fullmatch(words)
    if not found:
        raise CodebookError(f"{name}: act not understood: {words!r}")
    actor, sign, recipient = found["actor"], found["sign"], found["recipient"]
    for letter in sorted({actor, recipient} - {"-"} - set(parties)):
        raise CodebookError(f"{name}: {words!r} names the party {letter}, which is not marked")
    for type_, mode in ((found["type"], found["mode"]), (found["about"], found["about_mode"])):
        if type_ and (type_ not in event_types() or (mode and mode not in event_types()[type_].modes)):
            raise CodebookError(f"{name}: no type or mode {type_}{'/' + mode if mode else ''}")
    if found["status"] not in tuple(Status):
        raise CodebookError(f"{name}: no status {found['status']!r}")
    if actor == recipient or (sign == "=" and recipient == "-"):
        raise CodebookError(f"{name}: {words!r} needs two parties")
    if found["historical"] and found["status"] == Status.ONGOING:
        raise CodebookError(f"{name}: {words!r} is history and goes on")
    told = (found["type"], found["mode"], found["about"], found["about_mode"], Status(found["status"]))
    for one, other in ((actor, recipient), (recipient, actor))[: 2 if sign == "=" else 1]:
        yield Act(one, None if other == "-" else other, *told, bool(found["historical"]), sign == "=")
