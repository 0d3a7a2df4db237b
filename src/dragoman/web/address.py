"""Addresses: the query of a request in, a checked filter with its order and place out, and back into a query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from urllib.parse import quote, urlencode

from dragoman.errors import FilterError
from dragoman.ledger import Filter
from dragoman.ledger.filters import check_word

__all__ = ["ASKING", "FIELDS", "Asked", "asked_of"]

#: The words of a query, each with the field of a filter that it sets.
FIELDS = {
    "words": "words",
    "pair": "pair",
    "actor": "actor",
    "recipient": "recipient",
    "party": "party",
    "since": "since",
    "until": "until",
    "type": "types",
    "mode": "modes",
    "status": "statuses",
    "outlet": "outlets",
    "document": "document",
    "passage": "passages",
    "historical": "historical",
    "domestic": "domestic",
    "disputed": "disputed",
    "confidence": "min_confidence",
    "strict": "strict_polity",
    "kind": "kinds",
    "state": "states",
    "fact": "facts",
    "ruling": "rulings",
}
#: The pages that take a filter.
ASKING = frozenset({"search", "queue", "chart", "brief"})
_MORE = ("show", "order", "after", "limit", "ledger", "at", "why", "done")
_PLAIN = ("show", "order", "why", "after", "ledger")
_LIMIT = 50
_SWITCHES = {"yes": True, "no": False}
_EMPTY = Filter()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for: the filter, and how its answer is shown; `path` is the page, without its ending.

    `ledger` is the version of the ledger to which a permalink is bound, `done` the number of a ruling just made.
    """

    path: str = "/"
    filter: Filter = _EMPTY
    show: str | None = None
    order: str | None = None
    after: str | None = None
    limit: int = _LIMIT
    ledger: str | None = None
    at: int = 0
    why: str | None = None
    done: int = 0

    def query(self, **more: object) -> str:
        """This question as an address, with some of it set otherwise; unless it is set, the place is left out."""
        asked = replace(self, **{"after": None, "ledger": None, "at": 0, "done": 0, **more})  # type: ignore[arg-type]
        pairs = [
            (word, str(value))
            for word, field in FIELDS.items()
            if getattr(asked.filter, field) != getattr(_EMPTY, field)
            for value in _written(field, getattr(asked.filter, field))
        ]
        rest = (("limit", asked.limit if asked.limit != _LIMIT else None), ("at", asked.at), ("done", asked.done))
        pairs += [(name, str(value)) for name, value in rest if value]
        pairs += [
            (name, value) for name in ("show", "order", "why", "after", "ledger") if (value := getattr(asked, name))
        ]
        return f"{quote(asked.path)}?{urlencode(pairs)}" if pairs else quote(asked.path)

    def but(self, **changed: object) -> str:
        """The address of the same question with fields of its filter set otherwise."""
        return self.query(filter=replace(self.filter, **changed))  # type: ignore[arg-type]


def asked_of(path: str, query: Mapping[str, Sequence[str]]) -> Asked:
    """The question in an address; empty values count as none. Raises FilterError for words that cannot be meant."""
    given = {name: [value for value in values if value.strip()] for name, values in query.items()}
    for name in given:
        check_word("parameter", name, (*FIELDS, *_MORE), listed=0)
    found: dict[str, object] = {}
    known = {field.name: str(field.type) for field in fields(Filter)}
    for word, field in FIELDS.items():
        values = given.get(word, [])
        if values:
            found[field] = _read(word, values, known[field])
    last = {name: values[-1] for name, values in given.items() if values}
    return Asked(
        path,
        Filter(**found),  # type: ignore[arg-type]
        show=last.get("show"),
        order=last.get("order"),
        after=last.get("after"),
        limit=_number("limit", last.get("limit"), _LIMIT),
        ledger=last.get("ledger"),
        at=_number("at", last.get("at"), 0),
        why=last.get("why"),
        done=_number("done", last.get("done"), 0),
    )


def _read(word: str, values: Sequence[str], kind: str) -> object:
    if kind == "tuple[str, ...]":
        return tuple(values)
    if len(values) > 1:
        raise FilterError(f"{word} is given {len(values)} times; give it once")
    (value,) = values
    if kind == "tuple[str, str] | None":
        one, _, other = value.partition(".")
        if not one or not other:
            raise FilterError(f"no pair {value!r}; write it as PAK.RUS")
        return one.upper(), other.upper()
    if kind.startswith("bool"):
        check_word(word, value, _SWITCHES)
        return _SWITCHES[value]
    if kind == "float":
        try:
            return float(value)
        except ValueError:
            raise FilterError(f"no {word} {value!r}; it is a number from 0 to 1") from None
    return value


def _written(field: str, value: object) -> Sequence[object]:
    if field == "pair" and isinstance(value, tuple):
        return [".".join(value)]
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    return value if isinstance(value, tuple) else [value]


def _number(name: str, value: str | None, usual: int) -> int:
    if value is None:
        return usual
    if not (value.isascii() and value.isdecimal() and len(value) < len("1000000000")):
        raise FilterError(f"no {name} {value!r}; it is a whole number")
    return int(value)
