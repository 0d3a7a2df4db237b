"""HTML in, the text that a browser shows out: blocks on lines of their own, no scripts, nothing hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["is_hidden", "visible_text"]

# Elements whose content is never running text (HTML Living Standard, "The elements of HTML").
_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "head", "title", "svg", "math", "canvas", "iframe", "object"}
    | {"audio", "video", "select", "datalist", "textarea", "button"}
)
_PARAGRAPHS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "dl",
        "fieldset",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
    }
    | {"h1", "h2", "h3", "h4", "h5", "h6", "main", "nav", "ol", "p", "pre", "section", "table", "ul"}
)
_LINES = frozenset({"br", "caption", "dd", "div", "dt", "figcaption", "option", "summary", "tr"})
_HIDING = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:opacity|font-size)\s*:\s*0(?![.\d]*[1-9]))", re.I
)
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n[ \n]*\n ?")


def visible_text(html: str) -> str:
    """The text of a page in the order of its source, made event by event: no depth of nesting is too deep."""
    from lxml import etree

    shown = _Shown()
    parser = etree.HTMLParser(target=shown, huge_tree=True, recover=True)
    try:
        parser.feed(html)
        parser.close()
    except etree.LxmlError:
        pass  # nothing more to be had from a broken page: what was shown up to here counts
    return shown.text()


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether an element with these attributes is kept from the reader's eyes."""
    return "hidden" in attributes or bool(_HIDING.search(attributes.get("style") or ""))


class _Shown:
    """The target of the parser: collects text, breaks lines at blocks, knows how deep it is in the unseen."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._unseen = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._unseen or tag in _UNSEEN or is_hidden(attributes):
            self._unseen += 1
        else:
            self._break(tag)
            self._pieces.extend(["\n• "] if tag == "li" else [])

    def end(self, tag: str) -> None:
        if self._unseen:
            self._unseen -= 1
        else:
            self._break(tag)

    def data(self, data: str) -> None:
        if not self._unseen:
            self._pieces.append(data.replace("\r", " ").replace("\n", " "))

    def close(self) -> None:
        """Nothing is left to be done: the text is asked for when it is wanted."""

    def text(self) -> str:
        """All that was shown, with single spaces, and one empty line between paragraphs."""
        spaced = _SPACES.sub(" ", "".join(self._pieces))
        lines = "\n".join(line.strip() for line in _BREAKS.sub("\n\n", spaced).split("\n"))
        return lines.strip()

    def _break(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._pieces.append("\n\n")
        elif tag in _LINES:
            self._pieces.append("\n")
        elif tag in {"td", "th"}:
            self._pieces.append(" ")
