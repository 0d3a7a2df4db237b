"""Search: a question in an address in, a page of rows, events, undertakings, documents or sentences with facets out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dragoman.errors import FilterError
from dragoman.exchange.measured import Trust
from dragoman.exchange.phrases import party_name
from dragoman.ledger import DocumentRow, Facets, Filter, Ledger, Page
from dragoman.ledger.filters import check_word
from dragoman.records import Undertaking
from dragoman.web.address import FIELDS, Asked
from dragoman.web.lines import Line, RowLine, event_lines, row_lines, sentence_at, trust_of

__all__ = ["QUEUES", "Found", "Search", "every", "queue", "queue_filter", "search", "state_of"]

_VALUES = 12  # of a facet
_HITS = 100
_RARE = 3
_COUNTED = 3_000
#: The tables of the lists, and the fields of a filter that each does not heed.
_SIZES = {"rows": "mentions", "events": "events", "undertakings": "undertakings", "documents": "documents"}
_OF_OTHERS = ("kinds", "states", "facts")
_UNASKED = {
    "events": ("kinds", "states", "facts", "rulings"),
    "undertakings": (
        *("facts", "types", "modes", "statuses", "passages", "historical", "domestic", "disputed"),
        *("min_confidence", "rulings"),
    ),
}
#: The orders of what has several, with their words.
_ORDERS = {
    "rows": {"day": "oldest first", "latest": "latest first", "doubt": "most doubtful first"},
    "events": {"day": "oldest first", "latest": "latest first"},
}
#: Why a row waits for a reader.
QUEUES = {
    "confidence": "the coder was least sure of them",
    "disputed": "accounts of the act differ",
    "rare": "their type is rare in this ledger",
}


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet: how many rows have it, and the address with it asked for, or no more where `chosen`."""

    value: str
    label: str
    rows: int
    chosen: bool
    href: str


@dataclass(frozen=True, slots=True)
class Order:
    """A way to order the list, and its address."""

    name: str
    label: str
    chosen: bool
    href: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that holds the words, with its rows; `document` is the name."""

    snippet: str
    document: str
    href: str
    rows: tuple[RowLine, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """A page of what a question finds.

    `show` is what is listed; `size` how many of it there are, at most one more than are counted, None where that is not
    known; `tabs` the addresses of the other lists; `state` the question as it stands in the address; `unasked` its
    words that this list does not heed; `total` how many rows answer, of which so many were counted where not
    `complete`; `next` the address of what follows, None at the end; `cut`: there are more, which no page shows.
    """

    show: str
    size: int | None
    state: dict[str, list[str]]
    unasked: tuple[str, ...]
    total: int
    complete: bool
    facets: dict[str, tuple[Value, ...]]
    tabs: dict[str, str]
    orders: tuple[Order, ...]
    rows: tuple[RowLine, ...]
    events: tuple[Line, ...]
    undertakings: tuple[Undertaking, ...]
    documents: tuple[DocumentRow, ...]
    sentences: tuple[Sentence, ...]
    first: str | None
    next: str | None
    cut: bool
    every: str
    trust: tuple[Trust, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list, of whatever sort."""

    rows: tuple[RowLine, ...] = ()
    events: tuple[Line, ...] = ()
    undertakings: tuple[Undertaking, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    after: str | None = None
    cut: bool = False


def _rows(ledger: Ledger, asked: Asked) -> Found:
    page = ledger.mentions_page(asked.filter, asked.order, asked.after, asked.limit)
    return Found(rows=row_lines(ledger, page.items), after=page.after)


def _events(ledger: Ledger, asked: Asked) -> Found:
    page = ledger.events_page(asked.filter, asked.order, asked.after, asked.limit)
    return Found(events=event_lines(ledger, page.items), after=page.after)


def _undertakings(ledger: Ledger, asked: Asked) -> Found:
    page: Page[Undertaking] = ledger.undertakings_page(asked.filter, asked.after, asked.limit)
    return Found(undertakings=page.items, after=page.after)


def _documents(ledger: Ledger, asked: Asked) -> Found:
    page = ledger.documents_page(asked.filter, asked.after, asked.limit)
    return Found(documents=page.items, after=page.after)


def _sentences(ledger: Ledger, asked: Asked) -> Found:
    if asked.filter.words is None:
        return Found()
    rest, most = replace(asked.filter, words=None), min(asked.limit, _HITS)
    hits = list(ledger.search(asked.filter.words, rest, most + 1))
    found = tuple(
        Sentence(
            hit.snippet,
            hit.document,
            sentence_at(hit.document_id, hit.sentence.start),
            row_lines(ledger, hit.mentions),
        )
        for hit in hits[:most]
    )
    return Found(sentences=found, cut=len(hits) > most)


_LISTS: Mapping[str, Callable[[Ledger, Asked], Found]] = {
    "rows": _rows,
    "events": _events,
    "undertakings": _undertakings,
    "documents": _documents,
    "sentences": _sentences,
}


def search(ledger: Ledger, asked: Asked) -> Search:
    """What a question finds; without words or filters, all."""
    show = asked.show or "rows"
    check_word("list", show, _LISTS)
    if show not in _ORDERS and asked.order:
        raise FilterError(f"{show} have one order; leave order out")
    found = _LISTS[show](ledger, asked)
    facets = ledger.facets(asked.filter, _COUNTED)
    state = state_of(asked.filter)
    return Search(
        show,
        ledger.size(_SIZES[show], asked.filter, _COUNTED) if show in _SIZES else None,
        state,
        tuple(word for word in state if FIELDS[word] in _UNASKED.get(show, _OF_OTHERS)),
        facets.total,
        facets.complete,
        _facets(asked, facets),
        {name: replace(asked, order=None).query(show=None if name == "rows" else name) for name in _LISTS},
        tuple(
            Order(name, label, name == (asked.order or "day"), asked.query(order=name if name != "day" else None))
            for name, label in _ORDERS.get(show, {}).items()
        ),
        found.rows,
        found.events,
        found.undertakings,
        found.documents,
        found.sentences,
        asked.query() if asked.after else None,
        asked.query(after=found.after) if found.after else None,
        found.cut,
        asked.query(),
        trust_of([line.row for line in found.rows] or found.events),
    )


def queue(ledger: Ledger, asked: Asked) -> Search:
    """Rows that nobody ruled on and that most need a reader: `asked.why` is confidence, disputed or rare."""
    wanted = replace(asked, filter=queue_filter(ledger, asked), order="doubt")
    found = _rows(ledger, wanted)
    facets = ledger.facets(wanted.filter)
    return Search(
        "rows",
        None,
        {},
        (),
        facets.total,
        facets.complete,
        {},
        {name: asked.query(why=name) for name in QUEUES},
        (),
        found.rows,
        (),
        (),
        (),
        (),
        asked.query() if asked.after else None,
        asked.query(after=found.after) if found.after else None,
        False,
        replace(wanted, path="/search", why=None).query(),
        trust_of([line.row for line in found.rows]),
    )


def queue_filter(ledger: Ledger, asked: Asked) -> Filter:
    """Which rows wait for a reader."""
    why = asked.why or "confidence"
    check_word("queue", why, QUEUES)
    unruled = replace(asked.filter, rulings=("none",))
    if why == "disputed":
        return replace(unruled, disputed=True)
    if why == "rare":
        if unruled.types:
            raise FilterError("the types that are rare are those of the whole ledger; leave type out")
        return replace(unruled, types=tuple(ledger.types())[:_RARE])
    return unruled


def every(ledger: Ledger, asked: Asked) -> Iterator[Any]:
    """All that a question finds, one after the other, for an export."""
    show = asked.show or "rows"
    check_word("list", show, _LISTS)
    if show == "sentences":
        if asked.filter.words is None:
            return iter(())
        return ledger.search(asked.filter.words, replace(asked.filter, words=None))
    if asked.order and show in _ORDERS:
        return _in_order(ledger.mentions_page if show == "rows" else ledger.events_page, asked)
    lists: Mapping[str, Callable[[Filter | None], Iterator[Any]]] = {
        "rows": ledger.mentions,
        "events": ledger.events,
        "undertakings": ledger.undertakings,
        "documents": ledger.documents,
    }
    return lists[show](asked.filter)


def _in_order(page: Callable[..., Page[Any]], asked: Asked) -> Iterator[Any]:
    """A list in an order of its own, page by page."""
    after = None
    while True:
        found = page(asked.filter, asked.order, after, 500)
        yield from found.items
        after = found.after
        if after is None:
            return


def state_of(asked: Filter) -> dict[str, list[str]]:
    """The question by the words of the address."""
    empty = Filter()
    found: dict[str, list[str]] = {}
    for word, field in FIELDS.items():
        value = getattr(asked, field)
        if value != getattr(empty, field):
            if field == "pair":
                found[word] = [".".join(value)]
            elif isinstance(value, bool):
                found[word] = ["yes" if value else "no"]
            else:
                found[word] = list(value) if isinstance(value, tuple) else [str(value)]
    return found


def _facets(asked: Asked, facets: Facets) -> dict[str, tuple[Value, ...]]:
    """The values of each facet, those chosen first, with the address that adds or takes out each."""
    state = state_of(asked.filter)
    found: dict[str, tuple[Value, ...]] = {}
    for name, counts in facets.counts.items():
        chosen: set[str] = set(state.get(name, ()))
        if name == "year":
            chosen = {asked.filter.since} if asked.filter.since and asked.filter.since == asked.filter.until else set()
        known = counts.keys() | chosen
        if name == "confidence":
            known = {value for value in known if float(value) >= asked.filter.min_confidence}
        ranked = sorted(known, key=lambda value: (value not in chosen, -counts.get(value, 0), value))
        values = [
            Value(
                value,
                _label(name, value),
                counts.get(value, 0),
                value in chosen,
                _toggled(asked, name, value, value in chosen),
            )
            for value in ranked[:_VALUES]
        ]
        if len(values) > 1 or any(value.chosen for value in values):
            found[name] = tuple(values)
    return found


def _label(name: str, value: str) -> str:
    if name == "confidence":
        return f"{value} or more"
    return party_name(value) if name == "party" else value


def _toggled(asked: Asked, name: str, value: str, chosen: bool) -> str:
    if name == "year":
        return asked.but(since=None if chosen else value, until=None if chosen else value)
    if name == "confidence":
        return asked.but(min_confidence=0.0 if chosen else float(value))
    field = FIELDS[name]
    known = getattr(asked.filter, field)
    if name in {"domestic", "historical"}:
        return asked.but(**{field: None if chosen else value == "yes"})
    if name == "party":
        return asked.but(**_with_party(asked.filter, value, chosen))
    changed = tuple(one for one in known if one != value) if chosen else (*known, value)
    return asked.but(**{field: changed})


def _with_party(asked: Filter, code: str, chosen: bool) -> dict[str, object]:
    """One party, and with a second one a pair where the two can be one."""
    if chosen:
        return {"party": None}
    try:
        if asked.party and not asked.pair:
            return {"party": None, "pair": Filter(pair=(asked.party, code)).pair}
    except FilterError:  # two names of one lineage
        pass
    return {"party": code}
