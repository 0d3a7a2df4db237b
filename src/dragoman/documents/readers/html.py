"""A saved web page in, a page out: its article as plain text, with the comments that stand below it."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.documents.dating import date_document, given_date
from dragoman.documents.decode import Decoded, clean, decode
from dragoman.documents.intake import Page, Reader, Source, one_document
from dragoman.documents.lines import compact
from dragoman.documents.passages import split_page
from dragoman.documents.readers.article import Article, find_article
from dragoman.documents.readers.visible import visible_text
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
_LEAST = 200
"""An article of fewer characters is none: a teaser or a notice was taken for it."""
_SURE = 0.85
_KEPT = frozenset({PassageKind.BYLINE, PassageKind.CAPTION})


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
        raise DocumentError("the page shows no text (scripts make it): save what you see as text")
    passages = tuple(split_page(dump))
    article = find_article(html)
    if article is None or sum(map(len, article.body)) < min(_LEAST, len(dump) / 2):
        flags = (*decoded.flags, "no article found in the HTML: read as the plain text of the page")
        return Page(text=dump, encoding=decoded.encoding, passages=passages, flags=flags)
    text, placed = _joined(list(_blocks(article, dump, passages)))
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


def _blocks(article: Article, dump: str, passages: Sequence[Passage]) -> Iterator[tuple[str, Passage]]:
    """The texts of the document in order, each with its passage, still without place.

    Headline and byline come first. Comments are those of the page's plain text, which keeps the heads with name
    and time; a paragraph that stands in a comment only is no part of the article.
    """
    shown = [(dump[each.start : each.end], each) for each in passages]
    comments = [(text, each) for text, each in shown if each.kind is PassageKind.COMMENT]
    said = compact(" ".join(text for text, _ in comments))
    rest = compact(" ".join(text for text, each in shown if each.kind is not PassageKind.COMMENT))
    kept = {compact(text): each.kind for text, each in shown if each.kind in _KEPT}
    if article.title:
        yield article.title, Passage(PassageKind.HEADLINE, 0, 0)
    if article.author:
        yield f"By {article.author}", Passage(PassageKind.BYLINE, 0, 0, article.author)
    for block in article.body:
        key = compact(block)
        in_comment_only = key in said and key not in rest
        if block != article.title and not in_comment_only:
            yield block, Passage(kept.get(key, PassageKind.BODY), 0, 0)
    yield from comments
    if not comments:
        yield from ((text, Passage(PassageKind.COMMENT, 0, 0)) for text in article.comments)


def _joined(blocks: Sequence[tuple[str, Passage]]) -> tuple[str, tuple[Passage, ...]]:
    """The blocks with an empty line between them, and the passage of each at its place."""
    placed: list[Passage] = []
    at = 0
    for text, passage in blocks:
        placed.append(replace(passage, start=at, end=at + len(text)))
        at += len(text) + 2
    return "\n\n".join(text for text, _ in blocks), tuple(placed)


def _published(article: Article, dump: str, passages: Sequence[Passage]) -> Dating:
    """The date in the page's metadata, else the one printed on it, whose place the assembled text lacks."""
    if article.declared:
        return replace(given_date(article.declared, "the metadata of the page"), confidence=0.95)
    printed = replace(date_document(dump, passages), start=None, end=None)
    if article.guessed and printed.confidence < _SURE:
        guessed = replace(given_date(article.guessed, "the markup of the page"), confidence=0.5)
        return max(guessed, printed, key=lambda dating: dating.confidence)
    return printed


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
