"""A text dump in, a page out: what was saved as text or copied from a browser, menus, comments and all."""

from __future__ import annotations

from dragoman.documents.decode import decode
from dragoman.documents.intake import Page, Reader, Source, one_document
from dragoman.documents.passages import split_page

__all__ = ["TEXT"]


def _read(source: Source) -> Page:
    decoded = decode(source.data)
    return Page(
        text=decoded.text,
        encoding=decoded.encoding,
        passages=tuple(split_page(decoded.text)),
        flags=decoded.flags,
    )


TEXT = Reader("text", (".txt", ".text", ".md"), lambda data: True, one_document("text"), _read)
