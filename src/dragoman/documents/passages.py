"""A page's text in, its passages out: headline, byline, body, captions, teasers, comments and boilerplate."""

from __future__ import annotations

from dragoman.documents.comments import find_comments
from dragoman.documents.features import feature_rows
from dragoman.documents.kinds import line_kinds
from dragoman.documents.lines import split_lines
from dragoman.documents.trees import Forest, bundled_forest
from dragoman.documents.view import PageView
from dragoman.records import Passage, PassageKind

__all__ = ["split_page", "split_with"]


def split_page(text: str) -> list[Passage]:
    """Split the plain text of a web page, or any text, into passages.

    They come in order and do not overlap; offsets are characters of `text`, half open; each character that is
    not white space lies in exactly one passage. A comment is one passage from its head to its end and carries
    author, time (ISO 8601 as far as printed) and the name it answers; all else gives one passage a line.
    A text of one line is body; an empty one gives an empty list.
    """
    return split_with(bundled_forest(), text)


def split_with(forest: Forest, text: str) -> list[Passage]:
    """`split_page` with other weights than the bundled ones: what cross-validation needs."""
    lines = split_lines(text)
    comments = find_comments(lines)
    taken = {at for comment in comments for at in range(comment.first, comment.last + 1)}
    places = [at for at in range(len(lines)) if at not in taken]
    rest = PageView([lines[at] for at in places])
    kinds = line_kinds(rest, forest.chances(feature_rows(rest)), places, whole=not comments)
    passages = [Passage(kind, line.start, line.end) for kind, line in zip(kinds, rest.lines, strict=True)]
    for found in comments:
        start, end = lines[found.first].start, lines[found.last].end
        passages.append(Passage(PassageKind.COMMENT, start, end, found.author, found.time, found.reply_to))
    return sorted(passages, key=lambda passage: passage.start)
