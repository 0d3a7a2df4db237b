"""A source in, a document out: read by its format, with title, author, outlet and date from page or text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from dragoman.documents.dating import date_document, given_date
from dragoman.documents.intake import Page, Reader, Source
from dragoman.documents.metadata import find_author, find_outlet, find_title
from dragoman.documents.readers import READERS
from dragoman.errors import DocumentError
from dragoman.records import Dating, Document

__all__ = ["read_document"]

_A_YEAR = 12
#: A word with Latin letters and Greek or Cyrillic ones, and how many of them a flag names.
_MIXED = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*[\u0370-\u03ff\u0400-\u052f])\w+")
_SHOWN = 3
#: From what confidence on a printed date stands above one that is declared a year later.
_SURE = 0.85


def read_document(source: Source, published: str | None = None, *, readers: tuple[Reader, ...] = READERS) -> Document:
    """The document that `source` holds. `published`, given by the user, stands above every date on the page.

    Raises DocumentError, which names the file and what would be right, where there is no text in it.
    """
    try:
        page = _reader(source, readers).read(source)
        if not page.text.strip() or not page.passages:
            raise DocumentError("there is no text in it")
        given = given_date(published, "the user") if published else None
    except DocumentError as error:
        raise DocumentError(f"{source.name}: {error}") from error
    return Document(
        id="d" + hashlib.sha256(page.text.encode()).hexdigest()[:16],
        name=source.name,
        text=page.text,
        digest=hashlib.sha256(source.data).hexdigest(),
        encoding=page.encoding,
        passages=page.passages,
        title=page.title or find_title(page.text, page.passages),
        author=page.author or find_author(page.text, page.passages),
        outlet=page.outlet or find_outlet(page.text, page.passages),
        published=given or _dating(page),
        source=source.path,
        flags=(*page.flags, *_look_alikes(page.text)),
    )


def _reader(source: Source, readers: tuple[Reader, ...]) -> Reader:
    for reader in readers:
        if reader.format == source.format:
            return reader
    known = ", ".join(each.format for each in readers)
    raise DocumentError(f'no reader for the format "{source.format}"; there are {known}')


def _look_alikes(text: str) -> Iterator[str]:
    """A flag that names words which mix Latin letters with those of another script: no actor is read there."""
    words = sorted({match[0] for match in _MIXED.finditer(text)})
    if words:
        more = f" and {len(words) - _SHOWN} more" if len(words) > _SHOWN else ""
        yield f"letters of two scripts in one word: {', '.join(words[:_SHOWN])}{more}"


def _dating(page: Page) -> Dating:
    """The date that the page declares; one printed over its text where the other is a year later, or more.

    Archives that were moved declare the day of the move.
    """
    if page.published is None:
        return date_document(page.text, page.passages)
    declared, printed = page.published, date_document(page.text, page.passages)
    if (
        declared.value
        and printed.value
        and printed.confidence >= _SURE
        and _months(declared) - _months(printed) > _A_YEAR
    ):
        return replace(printed, evidence=f"{printed.evidence}; {declared.value}, {declared.evidence}, is a year later")
    return declared


def _months(dating: Dating) -> int:
    """The months up to a date, of a bare year its first."""
    value = f"{dating.value}-01"
    return int(value[:4]) * 12 + int(value[5:7])
