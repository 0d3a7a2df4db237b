"""What programs may ask for: the pages in, their description in OpenAPI 3.1 out."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import Any, Protocol, get_type_hints

import msgspec

from dragoman.version import __version__
from dragoman.web.address import ASKING, FIELDS

__all__ = ["described"]

_REF = "#/components/schemas/{name}"
_MEANS = {
    "words": "words that the sentence holds; in double quotes side by side",
    "pair": "two codes, PAK.RUS: acts of one upon the other, either way",
    "actor": "a code that acts", "recipient": "a code that is acted upon", "party": "a code on either side",
    "since": "2012, 2012-10 or 2012-10-05", "until": "the last day, month or year",
    "type": "a PLOVER type; may be repeated", "mode": "a mode, visit or CONSULT/visit; may be repeated",
    "status": "the fate of the act; may be repeated", "outlet": "a paper or site; may be repeated",
    "document": "a document's name or id", "passage": "a kind of passage, or all; may be repeated",
    "historical": "yes or no", "domestic": "yes or no", "disputed": "yes or no",
    "confidence": "the least confidence, 0 to 1", "strict": "yes: codes are taken literally",
    "kind": "a kind of undertaking; may be repeated", "state": "a state of undertakings; may be repeated",
    "fact": "a fact on which accounts differ", "ruling": "accepted, rejected, recoded, none or all; may be repeated",
}  # fmt: skip
_SHOWN = {
    "show": "rows, events, undertakings, documents or sentences",
    "order": "day, latest or doubt",
    "after": "the place after which the page begins, from `next` of the page before",
    "limit": "how many, 1 to 500",
}
_MORE = {
    "search": _SHOWN,
    "queue": {"why": "confidence, disputed or rare", **_SHOWN},
    "document": {"at": "a character"},
}


class _Page(Protocol):
    @property
    def address(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def make(self) -> Callable[..., object]: ...
    @property
    def says(self) -> str: ...


@lru_cache(maxsize=1)
def described(pages: Sequence[_Page], tables: Collection[str]) -> dict[str, Any]:
    """The description of all pages as JSON, and of those with rows as CSV and JSON lines."""
    kinds = {page.name: get_type_hints(page.make)["return"] for page in pages}
    schemas, components = msgspec.json.schema_components(list(kinds.values()), schema_hook=_anything, ref_template=_REF)
    paths: dict[str, Any] = {}
    for page, schema in zip(pages, schemas, strict=True):
        address = "/home" if page.address == "/" else page.address
        asked = [_parameter(name, "path", "") for name in re.findall(r"{(\w+)}", address)]
        words = (_MEANS if page.name in ASKING else {}) | _MORE.get(page.name, {})
        asked += [_parameter(name, "query", means) for name, means in words.items()]
        paths[f"{address}.json"] = _got(page.says, asked, "application/json", schema)
        if page.name in tables:
            rows = {"type": "string"}
            paths[f"{address}.csv"] = _got(f"{page.says}: its rows", asked, "text/csv", rows)
            paths[f"{address}.jsonl"] = _got(f"{page.says}: its rows", asked, "application/x-ndjson", rows)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "dragoman: the reading room",
            "version": __version__,
            "description": "Every page as JSON. The header Dragoman-Ledger-Version tells the state of the ledger.",
        },
        "paths": paths,
        "components": {"schemas": components},
    }


def _anything(kind: type) -> dict[str, Any]:
    """The schema of what a recoding may set a field to: whatever the field has."""
    return {"description": "text, a list of texts, or null"}


def _parameter(name: str, place: str, means: str) -> dict[str, Any]:
    several = any(word in means for word in ("may be repeated",))
    schema: dict[str, Any] = {"type": "array", "items": {"type": "string"}} if several else {"type": "string"}
    found = {"name": name, "in": place, "required": place == "path", "schema": schema}
    return found | ({"description": means} if means else {})


def _got(says: str, asked: list[dict[str, Any]], kind: str, schema: dict[str, Any]) -> dict[str, Any]:
    answers = {
        "200": {"description": says, "content": {kind: {"schema": schema}}},
        "400": {"description": "a word, date or number that cannot be meant, told in words"},
        "404": {"description": "nothing has this id or code"},
        "503": {"description": "the ledger cannot be read, or more was asked for than the time allows"},
    }
    return {"get": {"summary": says, "parameters": asked, "responses": answers}}


assert _MEANS.keys() == FIELDS.keys()
