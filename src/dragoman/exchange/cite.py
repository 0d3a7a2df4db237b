"""How to cite: what is cited in, a line in Chicago style and an entry of BibTeX out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.exchange.when import day_in_words
from dragoman.version import __version__

__all__ = ["Citation", "cite_document", "cite_view"]

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Citation:
    """A source in the two forms that are copied: `chicago` (a note of the Chicago Manual), and `bibtex`."""

    chicago: str
    bibtex: str


def cite_view(title: str, address: str, version: str, accessed: str) -> Citation:
    """A page of a ledger: its title, its address, the version of the ledger, and the day it was looked at (ISO)."""
    day, plain = day_in_words(accessed), _plain(title)
    note = f"dragoman {__version__}, ledger version {version}, accessed {day}"
    fields: dict[str, str | None] = {
        "title": plain,
        "howpublished": f"dragoman ledger, version {version}",
        "note": note,
        "url": address,
    }
    fields |= {"urldate": accessed}
    return Citation(
        f"“{plain},” ledger version {version}, coded with dragoman {__version__}, accessed {day}, {address}.",
        _entry("misc", f"dragoman{_key(title)}", fields, raw=("url",)),
    )


def cite_document(
    name: str, title: str | None, author: str | None, outlet: str | None, published: str | None
) -> Citation:
    """An article, as far as it is known; a sentence is cited as its article."""
    called = _plain(title or name)
    head = f"{_plain(author)}, " if author else ""
    paper = f"{_plain(outlet)}, " if outlet else ""
    day = day_in_words(published) if published else "n.d"
    fields = {
        "author": f"{{{_escaped(_plain(author))}}}" if author else None, "title": called,
        "journal": _plain(outlet) if outlet else None, "date": published, "year": published[:4] if published else None,
        "note": None if title else "known by its file name",
    }  # fmt: skip
    key = _key(f"{outlet or name}{published or ''}{called}")
    return Citation(f"{head}“{called},” {paper}{day}.", _entry("article", key, fields, raw=("author",)))


def _entry(sort: str, key: str, fields: dict[str, str | None], raw: tuple[str, ...] = ()) -> str:
    lines = [
        f"  {name} = {{{value if name in raw else _escaped(value)}}}"
        for name, value in fields.items()
        if value is not None
    ]
    return f"@{sort}{{{key},\n" + ",\n".join(lines) + "\n}"


def _plain(words: str) -> str:
    return _BLANK.sub(" ", words).strip()


def _key(words: str) -> str:
    return "".join(char for char in words if char.isascii() and char.isalnum())[:40] or "source"


def _escaped(words: str) -> str:
    return "".join(_SPECIAL.get(char, char) for char in words)
