"""The brief as one page by itself: two states in, HTML with its chart and style out, for a browser or for paper."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256

from markdown_it import MarkdownIt
from markupsafe import Markup

from dragoman.errors import FilterError
from dragoman.exchange.brief import Brief, gather, write_brief
from dragoman.exchange.cite import cite_view
from dragoman.ledger import Ledger
from dragoman.version import __version__
from dragoman.web.address import Asked
from dragoman.web.drawing import draw, specify
from dragoman.web.lines import and_
from dragoman.web.templating import rendered, style

__all__ = ["STYLES", "brief", "brief_page"]

_POINTS = 300
_HAPPENED = "<h2>What happened</h2>"
#: The hash of the style sheet that stands in the page, for its policy.
STYLES = (b64encode(sha256(style().encode()).digest()).decode(),)


def brief(ledger: Ledger, asked: Asked, one: str, other: str) -> Brief:
    """What the brief of a pair says; a question may narrow it."""
    if asked.filter.pair:
        raise FilterError("the pair of a brief is in its path; leave pair out")
    return gather(ledger, one, other, asked.filter)


def brief_page(ledger: Ledger, found: Brief, accessed: str, address: str | None = None, old: str | None = None) -> str:
    """The brief of a pair as HTML: nothing in it is fetched, nothing in it runs.

    `accessed` is the day (ISO) of its making, `address` what its citation names (else the file of the ledger), `old`
    the version of the ledger that its reader asked for where it is another now.
    """
    numbers = found.numbers()
    events = found.happenings.events
    left_out = f"{len(events) - _POINTS:,} earlier events" if len(events) > _POINTS else ""
    last = events[-_POINTS:]
    spec, _ = specify(ledger, "chronology", last, pair=found.pair, left_out=left_out)
    chart = draw(spec, "#") if spec else None
    for event in events if chart else ():
        row = min((numbers[name] for name in event.mentions if name in numbers), default=None)
        chart = (chart or "").replace(f'"#events/{event.id}"', f'"#row-{row}"')
    before, _, after = _html(write_brief(found, linked=True)).partition(_HAPPENED)
    title = f"{and_(found.pair)}: a brief"
    version = ledger.version()
    return rendered(
        "brief",
        title=title,
        version=__version__,
        style=Markup(style()),  # noqa: S704 - our own
        chart=Markup(chart) if chart else None,  # noqa: S704 - escaped where it was drawn
        before=Markup(before),  # noqa: S704 - escaped where it was written
        after=Markup(_HAPPENED + after if after else ""),  # noqa: S704
        cite=cite_view(title, address or ledger.path.name, version, accessed),
        ledger_version=version,
        old=old,
    )


def _html(text: str) -> str:
    """Markdown as HTML, its numbered rows with ids; what looks like HTML in it is text."""
    reader = _reader()
    tokens = reader.parse(text)
    for token in tokens:
        if token.type == "list_item_open" and re.fullmatch(r"\d+", token.info):
            token.attrSet("id", f"row-{token.info}")
    return str(reader.renderer.render(tokens, reader.options, {}))


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})
