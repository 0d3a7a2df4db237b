"""A source in, a document out: read by its format, with title, author, outlet and date from page or text."""

from __future__ import annotations

import hashlib

from dragoman.documents.dating import date_document, given_date
from dragoman.documents.intake import Page, Reader, Source
from dragoman.documents.metadata import find_author, find_outlet, find_title
from dragoman.documents.readers import READERS
from dragoman.errors import DocumentError
from dragoman.records import Dating, Document

__all__ = ["read_document"]


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
        flags=page.flags,
    )


def _reader(source: Source, readers: tuple[Reader, ...]) -> Reader:
    for reader in readers:
        if reader.format == source.format:
            return reader
    known = ", ".join(each.format for each in readers)
    raise DocumentError(f'no reader for the format "{source.format}"; there are {known}')


def _dating(page: Page) -> Dating:
    return page.published or date_document(page.text, page.passages)
