"""JSON in, pages out: an article a line (.jsonl, .ndjson), or one object or a list of them (.json)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import msgspec

from dragoman.documents.dating import given_date
from dragoman.documents.decode import clean, decode
from dragoman.documents.intake import Entry, Origin, Page, Reader, Skipped, Source, too_large
from dragoman.documents.passages import split_page
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


_BETWEEN = re.compile(r"[\s,]*")


def _split_lines(lines: Iterator[bytes], origin: Origin) -> Iterator[Source | Skipped]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _line(line.strip(), f"{origin.name}:{number}", origin)


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
        if _is_article(data.split(b"\n", 1)[0]):
            yield from _split_lines(iter(data.splitlines()), origin)
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
    except ValueError as error:
        raise DocumentError(f"not JSON: {error}; write one object for each article") from None


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
        raise DocumentError(f'no field "text" (or "body", "content"); it has {_listed(value)}')
    try:
        entry = msgspec.convert({**fields, "ignored": tuple(sorted(value.keys() - used))}, Entry)
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
    return next((name for name in names if value.get(name) is not None), names[0])


def _listed(value: dict[str, object]) -> str:
    names = sorted(value)[:8]
    return ", ".join(names) if names else "no fields at all"


def _is_article(line: bytes) -> bool:
    """Whether a line is a JSON object with a text in it."""
    if not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    try:
        value = _parse(line)
    except DocumentError:
        return False
    return isinstance(value, dict) and value.get(_given(value, ALIASES["text"])) is not None


def _is_json(data: bytes) -> bool:
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
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
