"""JSON in, pages out: an article a line (.jsonl, .ndjson), or one object or a list of them (.json)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import msgspec

from dragoman.documents.dating import given_date
from dragoman.documents.decode import clean, decode
from dragoman.documents.intake import Entry, Origin, Page, Reader, Skipped, Source, too_large
from dragoman.documents.passages import split_page
from dragoman.documents.streams import first_line, lines_of
from dragoman.errors import DocumentError

__all__ = ["ALIASES", "JSON", "JSONL"]

ALIASES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content"),
    "title": ("title", "headline"),
    "author": ("author", "authors", "byline"),
    "outlet": ("outlet", "source", "site"),
    "published": ("published", "date"),
    "url": ("url", "link"),
    "id": ("id", "name"),
}
"""The fields that are read, each with the names it may have; where several are given, the first counts."""


_BEFORE_JSON = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"  # byte order marks, the NULs of wide characters, blanks
_BETWEEN = re.compile(r"[\s,]*")


def _split_lines(lines: Iterator[bytes], origin: Origin) -> Iterator[Source | Skipped]:
    for number, line in enumerate(lines, start=1):
        bare = line if b"\0" in line else line.strip()
        if bare:
            yield _line(bare, f"{origin.name}:{number}", origin)


def _line(line: bytes, name: str, origin: Origin) -> Source | Skipped:
    if len(line) > origin.limit:
        return Skipped(name, origin.path, too_large(f"a line of more than {origin.limit:,}", origin.limit))
    try:
        return Source(name, origin.path, line, "jsonl", _entry(_parse(line)))
    except DocumentError as error:
        return Skipped(name, origin.path, str(error))


def _split_file(pieces: Iterator[bytes], origin: Origin) -> Iterator[Source | Skipped]:
    data = b"".join(pieces)
    try:
        found = _parse(data)
    except DocumentError as error:
        stream = BytesIO(data)
        start = first_line(stream, len(data))
        if _is_article(start):
            yield from _split_lines(lines_of(start, stream, len(data)), origin)
        else:
            yield Skipped(origin.name, origin.path, str(error))
        return
    items = _items(decode(data).text) if isinstance(found, list) else [(found, data)]
    for number, (value, piece) in enumerate(items, start=1):
        name = f"{origin.name}:{number}" if isinstance(found, list) else origin.name
        try:
            yield Source(name, origin.path, piece, "json", _entry(value))
        except DocumentError as error:
            yield Skipped(name, origin.path, str(error))


def _items(text: str) -> Iterator[tuple[object, bytes]]:
    """The values of a JSON list, each with the bytes it is written in."""
    decoder = json.JSONDecoder()
    at = _end_of(_BETWEEN, text, text.index("[") + 1)
    while text[at] != "]":
        value, end = decoder.raw_decode(text, at)
        yield value, text[at:end].encode()
        at = _end_of(_BETWEEN, text, end)


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _parse(data: bytes) -> object:
    try:
        return json.loads(decode(data).text)
    except RecursionError:
        raise DocumentError("not JSON: nested too deeply; write one flat object for each article") from None
    except json.JSONDecodeError as error:
        raise DocumentError(f"not JSON: {error}; write one object for each article") from None
    except ValueError:
        raise DocumentError("a whole number of thousands of digits in it; write it as a string") from None


def _entry(value: object) -> Entry:
    if not isinstance(value, dict):
        raise DocumentError(f'found a JSON {type(value).__name__}, not an object like {{"text": "..."}}')
    fields = {field: value.get(_given(value, names)) for field, names in ALIASES.items()}
    used = {_given(value, names) for names in ALIASES.values()}
    if isinstance(fields["author"], list) and all(isinstance(name, str) for name in fields["author"]):
        fields["author"] = " and ".join(fields["author"])
    if isinstance(fields["id"], int):
        fields["id"] = str(fields["id"])
    if fields["text"] is None:
        if any(name in value for name in ALIASES["text"]):
            raise DocumentError(f'its field "{_given(value, ALIASES["text"])}" is null; give the text of the article')
        raise DocumentError(f'no field "text" (or "body", "content"); it has {_listed(value)}')
    try:
        entry = msgspec.convert(
            {**fields, "ignored": tuple(sorted(clean(key)[0] for key in value.keys() - used))}, Entry
        )
    except msgspec.ValidationError as error:
        raise DocumentError(f"a field of the wrong type: {error}") from None
    return replace(
        entry,
        title=_one_line(entry.title),
        author=_one_line(entry.author),
        outlet=_one_line(entry.outlet),
        published=_one_line(entry.published),
        url=_one_line(entry.url),
        id=_one_line(entry.id),
    )


def _one_line(words: str | None) -> str | None:
    return " ".join(clean(words or "")[0].split()) or None


def _given(value: dict[str, object], names: tuple[str, ...]) -> str:
    """Which of the names of a field counts: the first with something in it, else the first that is there."""
    return min((name for name in names if name in value), key=lambda name: _emptiness(value[name]), default=names[0])


def _emptiness(value: object) -> int:
    return 2 if value is None else 1 if isinstance(value, str) and not value.strip() else 0


def _listed(value: dict[str, object]) -> str:
    names = [clean(name)[0] for name in sorted(value)[:8]]
    return ", ".join(names) if names else "no fields at all"


def _is_article(line: bytes) -> bool:
    """Whether a line is a JSON object with a text in it."""
    if not line.lstrip(_BEFORE_JSON).startswith(b"{"):
        return False
    try:
        value = _parse(line)
    except DocumentError:
        return False
    return isinstance(value, dict) and value.get(_given(value, ALIASES["text"])) is not None


def _is_json(data: bytes) -> bool:
    if not data.lstrip(_BEFORE_JSON).startswith((b"{", b"[")):
        return False
    try:
        found = _parse(data)
    except DocumentError:
        return False
    return isinstance(found, dict | list)


def _read(source: Source) -> Page:
    entry = source.entry
    if entry is None:
        raise DocumentError("its JSON fields were lost on the way: read it through find_sources")
    text, flags = clean(entry.text)
    decoded = decode(source.data)
    if entry.ignored:
        flags = (*flags, f"fields not read: {', '.join(entry.ignored)}")
    return Page(
        text=text,
        encoding=decoded.encoding,
        passages=tuple(split_page(text)),
        flags=(*decoded.flags, *flags),
        title=entry.title,
        author=entry.author,
        outlet=entry.outlet,
        published=given_date(entry.published, "the JSON field") if entry.published else None,
    )


JSONL = Reader("jsonl", (".jsonl", ".ndjson"), _is_article, _split_lines, _read, by_line=True)
JSON = Reader("json", (".json",), _is_json, _split_file, _read)
