"""HTML in, its article out: title, author, site, date, paragraphs and comments as the markup tells them."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.documents.decode import clean
from dragoman.documents.readers.unprobed import unprobed
from dragoman.documents.readers.visible import is_hidden

__all__ = ["Article", "find_article"]

_BLOCKS = ("head", "p", "item", "quote", "row", "code")
_WITH_BLOCKS = frozenset({*_BLOCKS, "cell", "lb"})
_DATED_BY = "./head | //script[@type='application/ld+json']"
# The latest date believed is fixed, not today, so that a page is read in the same way on every day.
_LATEST = "2100-01-01"


@dataclass(frozen=True, slots=True)
class Article:
    """What the markup of a page tells: `declared` is the date of its metadata, `guessed` one from elsewhere.

    `body` and `comments` hold a text for each heading, paragraph, item and row.
    """

    title: str | None
    author: str | None
    outlet: str | None
    declared: str | None
    guessed: str | None
    body: tuple[str, ...]
    comments: tuple[str, ...]


def find_article(html: str) -> Article | None:
    """The article in a page without what is hidden from its readers; None where there is none."""
    from lxml.etree import LxmlError
    from lxml.html import document_fromstring

    with unprobed():
        from trafilatura import bare_extraction

    try:
        tree = document_fromstring(html)
    except (LxmlError, ValueError):
        return None
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and element.getparent() is not None and is_hidden(element.attrib):
            element.drop_tree()
    declared = _declared(tree)
    dates = {"original_date": True, "extensive_search": False, "max_date": _LATEST}
    found = bare_extraction(tree, fast=True, favor_recall=True, with_metadata=True, date_extraction_params=dates)
    if found is None or isinstance(found, dict):
        return None
    return Article(
        title=_line(found.title),
        author=_line(found.author),
        outlet=_line(found.sitename),
        declared=declared,
        guessed=_line(found.date),
        body=_texts(found.body),
        comments=_texts(found.commentsbody),
    )


def _declared(tree: object) -> str | None:
    """The date in the head of the page or its linked data: one that stands among comments does not count."""
    with unprobed():
        from htmldate import find_date
    from lxml.etree import _Element, tostring

    if not isinstance(tree, _Element):
        return None
    pieces = (tostring(piece, encoding="unicode", with_tail=False) for piece in tree.xpath(_DATED_BY))
    html = f"<html>{''.join(pieces)}<body></body></html>"
    return _line(find_date(html, original_date=True, extensive_search=False, max_date=_LATEST))


def _texts(tree: object) -> tuple[str, ...]:
    """The texts of the outermost blocks below `tree`, in order."""
    from lxml.etree import _Element

    if not isinstance(tree, _Element):
        return ()
    texts = []
    for block in tree.iter(*_BLOCKS):
        if not any(above.tag in _BLOCKS for above in block.iterancestors()):
            holds_blocks = any(inner.tag in _WITH_BLOCKS for inner in block.iterdescendants())
            texts.append(_line((" " if holds_blocks else "").join(map(str, block.itertext()))))
    return tuple(text for text in texts if text)


def _line(words: str | None) -> str | None:
    return " ".join(clean(words or "")[0].split()) or None
