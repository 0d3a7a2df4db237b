"""A saved web page in, a page out: its article as plain text, with the comments that stand below it."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.documents.dating import date_document, given_date
from dragoman.documents.decode import Decoded, clean, decode
from dragoman.documents.intake import Page, Reader, Source, one_document
from dragoman.documents.lines import compact
from dragoman.documents.passages import split_page
from dragoman.documents.readers.visible import is_hidden, visible_text
from dragoman.errors import DocumentError
from dragoman.records import Dating, Passage, PassageKind

__all__ = ["HTML", "MHTML"]

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,30})|<\?xml[^>]{0,80}encoding=[\"']([\w.:-]{2,30})",
    re.I,
)
_LOOKS = re.compile(
    rb"(?:<!--.{0,500}?-->\s*|<\?xml[^>]{0,200}>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_LOOKS_ARCHIVED = re.compile(rb"[\w-]+:.{0,2000}^content-type:\s*multipart/related", re.I | re.S | re.M)
_XML_HEAD = re.compile(r"\s*<\?xml[^>]*\?>")
_BLOCKS = ("head", "p", "item", "quote", "row", "code")
_LEAST = 200
"""An article of fewer characters is none: a teaser or a notice was taken for it."""
_NO_CLOCK = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
"""The latest date believed is fixed, not today, so that a page is read in the same way on every day."""


@dataclass(frozen=True, slots=True)
class _Article:
    """What trafilatura sees in a page, a block of text for each heading, paragraph and item."""

    title: str | None
    author: str | None
    outlet: str | None
    date: str | None
    body: tuple[str, ...]
    comments: tuple[str, ...]


def _read_html(source: Source) -> Page:
    declared = _DECLARED.search(source.data[:4_096])
    label = (declared[1] or declared[2]).decode("ascii") if declared else None
    return _page(decode(source.data, label))


def _read_mhtml(source: Source) -> Page:
    message = email.message_from_bytes(source.data, policy=email.policy.compat32)
    for part in message.walk():
        data = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(data, bytes):
            return _page(decode(data, part.get_content_charset()))
    raise DocumentError("a web archive without a page (no text/html part): save it as HTML or text")


def _page(decoded: Decoded) -> Page:
    html = _XML_HEAD.sub("", decoded.text, count=1)
    dump, _ = clean(visible_text(html))
    if not dump:
        raise DocumentError(
            "the page shows no text, it is made by scripts: save what the browser shows as text"
        )
    passages = tuple(split_page(dump))
    article = _article(html)
    if article is None or sum(map(len, article.body)) < min(_LEAST, len(dump) / 2):
        flags = (*decoded.flags, "no article found in the HTML: read as the plain text of the page")
        return Page(text=dump, encoding=decoded.encoding, passages=passages, flags=flags)
    return _assembled(article, decoded, dump, passages)


def _article(html: str) -> _Article | None:
    from lxml.etree import LxmlError
    from lxml.html import document_fromstring
    from trafilatura import bare_extraction

    try:
        tree = document_fromstring(html)
    except (LxmlError, ValueError):
        return None
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and element.getparent() is not None and is_hidden(element.attrib):
            element.drop_tree()
    found = bare_extraction(
        tree, fast=True, favor_recall=True, with_metadata=True, date_extraction_params=dict(_NO_CLOCK)
    )
    if found is None or isinstance(found, dict):
        return None
    return _Article(
        title=_line(found.title),
        author=_line(found.author),
        outlet=_line(found.sitename),
        date=_line(found.date),
        body=_blocks(found.body),
        comments=_blocks(found.commentsbody),
    )


def _blocks(tree: object) -> tuple[str, ...]:
    """The texts of the blocks below `tree` that hold no other block, and of those around them, in order."""
    from lxml.etree import _Element

    if not isinstance(tree, _Element):
        return ()
    blocks = [
        element
        for element in tree.iter(*_BLOCKS)
        if not any(above.tag in _BLOCKS for above in element.iterancestors())
    ]
    texts = (_line(" ".join(map(str, block.itertext()))) for block in blocks)
    return tuple(text for text in texts if text)


def _line(words: str | None) -> str | None:
    return " ".join(clean(words or "")[0].split()) or None


def _assembled(article: _Article, decoded: Decoded, dump: str, passages: Sequence[Passage]) -> Page:
    """The article as plain text, headline first; comments as the page's text shows them, with their heads."""
    body = [block for block in article.body if block != article.title]
    inside = compact(" ".join(body))
    comments = [
        (dump[each.start : each.end], each)
        for each in passages
        if each.kind is PassageKind.COMMENT and compact(dump[each.start : each.end])[-200:] not in inside
    ]
    if not comments:
        comments = [
            (text, Passage(PassageKind.COMMENT, 0, 0))
            for text in article.comments
            if compact(text) not in inside
        ]
    blocks = [
        *([(article.title, Passage(PassageKind.HEADLINE, 0, 0))] if article.title else ()),
        *(
            [(f"By {article.author}", Passage(PassageKind.BYLINE, 0, 0, article.author))]
            if article.author
            else ()
        ),
        *((block, Passage(PassageKind.BODY, 0, 0)) for block in body),
        *comments,
    ]
    text, placed = _joined(blocks)
    return Page(
        text=text,
        encoding=decoded.encoding,
        passages=placed,
        flags=decoded.flags,
        title=article.title,
        author=article.author,
        outlet=article.outlet,
        published=_published(article, dump, passages),
    )


def _joined(blocks: Sequence[tuple[str, Passage]]) -> tuple[str, tuple[Passage, ...]]:
    """The blocks with an empty line between them, and the passage of each at its place."""
    placed: list[Passage] = []
    at = 0
    for text, passage in blocks:
        placed.append(replace(passage, start=at, end=at + len(text)))
        at += len(text) + 2
    return "\n\n".join(text for text, _ in blocks), tuple(placed)


def _published(article: _Article, dump: str, passages: Sequence[Passage]) -> Dating:
    """The date in the page's metadata, else the one printed on it, whose place the assembled text lacks."""
    if article.date:
        return replace(given_date(article.date, "the metadata of the page"), confidence=0.95)
    return replace(date_document(dump, passages), start=None, end=None)


HTML = Reader(
    "html",
    (".html", ".htm", ".xhtml"),
    lambda data: bool(_LOOKS.match(data.lstrip(b"\xef\xbb\xbf \t\r\n")[:8_192])),
    one_document("html"),
    _read_html,
)
MHTML = Reader(
    "mhtml",
    (".mhtml", ".mht"),
    lambda data: bool(_LOOKS_ARCHIVED.match(data[:8_192])),
    one_document("mhtml"),
    _read_mhtml,
)
