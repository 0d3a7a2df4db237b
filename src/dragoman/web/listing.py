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
from dragoman.web.lines import Line, RowLine, event_lines, row_lines, trust_of

__all__ = ["QUEUES", "Found", "Search", "every", "queue", "queue_filter", "search", "state_of"]

_VALUES = 12  # of a facet
_HITS = 100
_RARE = 3
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

    `show` is what is listed; `tabs` the addresses of the other lists; `state` the question as it stands in the address;
    `total` how many rows answer, of which so many were counted where not `complete`; `next` the address of what
    follows, None at the end.
    """

    show: str
    state: dict[str, list[str]]
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
    rest = replace(asked.filter, words=None)
    return Found(
        sentences=tuple(
            Sentence(
                hit.snippet,
                hit.document,
                f"/documents/{hit.document_id}?at={hit.sentence.start}#s{hit.sentence.start}",
                row_lines(ledger, hit.mentions),
            )
            for hit in ledger.search(asked.filter.words, rest, min(asked.limit, _HITS))
        )
    )


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
    found = _LISTS[show](ledger, asked)
    facets = ledger.facets(asked.filter)
    return Search(
        show,
        state_of(asked.filter),
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
        {},
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
        counts = ledger.facets(unruled).counts["type"]
        return replace(unruled, types=tuple(sorted(counts, key=lambda name: (counts[name], name))[:_RARE]))
    return unruled


def every(ledger: Ledger, asked: Asked) -> Iterator[Any]:
    """All that a question finds, one after the other, for an export."""
    show = asked.show or "rows"
    check_word("list", show, _LISTS)
    if show == "sentences":
        if asked.filter.words is None:
            return iter(())
        return ledger.search(asked.filter.words, replace(asked.filter, words=None))
    lists: Mapping[str, Callable[[Filter | None], Iterator[Any]]] = {
        "rows": ledger.mentions,
        "events": ledger.events,
        "undertakings": ledger.undertakings,
        "documents": ledger.documents,
    }
    return lists[show](asked.filter)


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
        chosen = set(state.get(name, ()))
        if name == "year":
            chosen = {asked.filter.since} if asked.filter.since and asked.filter.since == asked.filter.until else set()
        ranked = sorted(counts, key=lambda value: (value not in chosen, -counts[value], value))
        values = [
            Value(
                value,
                _label(name, value),
                counts[value],
                value in chosen,
                _toggled(asked, name, value, value in chosen),
            )
            for value in ranked[:_VALUES]
        ]
        if len(values) > 1 or any(value.chosen for value in values):
            found[name] = tuple(values)
    return found


def _label(name: str, value: str) -> str:
    return party_name(value) if name == "party" else value


def _toggled(asked: Asked, name: str, value: str, chosen: bool) -> str:
    if name == "year":
        return asked.but(since=None if chosen else value, until=None if chosen else value)
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
