"""The tables of an export: takes nothing, gives each table's columns in their order with their types in SQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = [
    "CHANGE_FIELDS",
    "DISAGREEMENTS",
    "DISAGREEMENT_FIELDS",
    "DOCUMENTS",
    "DOCUMENT_FIELDS",
    "EVENTS",
    "EVENT_FIELDS",
    "MENTIONS",
    "MENTION_FIELDS",
    "PARTIES",
    "RULING_FIELDS",
    "TABLES",
    "UNDERTAKINGS",
    "UNDERTAKING_FIELDS",
    "Add",
    "Row",
    "Table",
]

Row = dict[str, object]  # column to plain value
Add = Callable[[Row], object]  # takes one row of a file in the making


_PLACE = "STRUCT(name VARCHAR, country VARCHAR)"
_QUANTITY = 'STRUCT("value" DOUBLE, low DOUBLE, high DOUBLE, unit VARCHAR, "of" VARCHAR, "start" BIGINT, "end" BIGINT)'
_STEP = (
    'STRUCT(id VARCHAR, reported VARCHAR, "date" VARCHAR, state VARCHAR, asserted_by VARCHAR, document VARCHAR, '
    '"start" BIGINT, "end" BIGINT, sentence VARCHAR, mention VARCHAR)'
)
_ACCOUNT = (
    'STRUCT("value" VARCHAR, asserted_by VARCHAR, as_of VARCHAR, document VARCHAR, "start" BIGINT, "end" BIGINT, '
    "sentence VARCHAR)"
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table's name and its columns: name to type, as DuckDB writes it. Dates are text: they carry a precision."""

    name: str
    columns: dict[str, str]


DOCUMENT_FIELDS = {
    "id": "VARCHAR",
    "name": "VARCHAR",
    "source": "VARCHAR",
    "title": "VARCHAR",
    "author": "VARCHAR",
    "outlet": "VARCHAR",
    "published": "VARCHAR",
    "published_evidence": "VARCHAR",
    "published_confidence": "DOUBLE",
    "encoding": "VARCHAR",
    "flags": "VARCHAR[]",
    "characters": "BIGINT",
    "sentences": "BIGINT",
    "mentions": "BIGINT",
}

# The contract of DESIGN section 5, in its order.
MENTION_FIELDS = {
    "id": "VARCHAR",
    "document": "VARCHAR",
    "start": "BIGINT",
    "end": "BIGINT",
    "sentence": "VARCHAR",
    "passage": "VARCHAR",
    "actors": "VARCHAR[]",
    "recipients": "VARCHAR[]",
    "actor_names": "VARCHAR[]",
    "recipient_names": "VARCHAR[]",
    "reciprocal": "BOOLEAN",
    "domestic": "BOOLEAN",
    "type": "VARCHAR",
    "mode": "VARCHAR",
    "about": "VARCHAR",
    "contexts": "VARCHAR[]",
    "status": "VARCHAR",
    "historical": "BOOLEAN",
    "date_start": "VARCHAR",
    "date_end": "VARCHAR",
    "date_precision": "VARCHAR",
    "place": _PLACE,
    "quantities": f"{_QUANTITY}[]",
    "speaker": "VARCHAR",
    "intensity": "DOUBLE",
    "confidence": "DOUBLE",
    "reasons": "VARCHAR[]",
    "coder": "VARCHAR",
    "ruling": "VARCHAR",
}

EVENT_FIELDS = {
    "id": "VARCHAR",
    "type": "VARCHAR",
    "mode": "VARCHAR",
    "about": "VARCHAR",
    "status": "VARCHAR",
    "actors": "VARCHAR[]",
    "recipients": "VARCHAR[]",
    "date_start": "VARCHAR",
    "date_end": "VARCHAR",
    "date_precision": "VARCHAR",
    "place": _PLACE,
    "intensity": "DOUBLE",
    "confidence": "DOUBLE",
    "historical": "BOOLEAN",
    "mentions": "VARCHAR[]",
    "documents": "VARCHAR[]",
    "outlets": "VARCHAR[]",
    "sources": "BIGINT",
    "first_reported": "VARCHAR",
    "former_ids": "VARCHAR[]",
    "basis": "MAP(VARCHAR, VARCHAR)",
}
UNDERTAKING_FIELDS = {
    "id": "VARCHAR",
    "name": "VARCHAR",
    "aliases": "VARCHAR[]",
    "kind": "VARCHAR",
    "by": "VARCHAR[]",
    "to": "VARCHAR[]",
    "parties": "VARCHAR[]",
    "subject": "VARCHAR",
    "due": "VARCHAR",
    "state": "VARCHAR",
    "overdue": "BOOLEAN",
    "ordered": "BOOLEAN",
    "steps": _STEP + "[]",
    "related": "VARCHAR[]",
    "former_ids": "VARCHAR[]",
}
DISAGREEMENT_FIELDS = {"id": "VARCHAR", "about": "VARCHAR", "fact": "VARCHAR", "accounts": _ACCOUNT + "[]"}
CHANGE_FIELDS = {
    "number": "BIGINT",
    "at": "VARCHAR",
    "run": "BIGINT",
    "what": "VARCHAR",
    "sort": "VARCHAR",
    "id": "VARCHAR",
    "others": "VARCHAR[]",
}
RULING_FIELDS = {
    "number": "BIGINT",
    "at": "VARCHAR",
    "who": "VARCHAR",
    "verdict": "VARCHAR",
    "one": "VARCHAR",
    "other": "VARCHAR",
    "undoes": "BIGINT",
    "fields": "MAP(VARCHAR, VARCHAR)",
    "note": "VARCHAR",
}

DOCUMENTS = Table("documents", DOCUMENT_FIELDS)
MENTIONS = Table("mentions", {**MENTION_FIELDS, "document_id": "VARCHAR"})
PARTIES = Table(
    "mention_parties",
    {
        "mention": "VARCHAR",
        "role": "VARCHAR",
        "n": "BIGINT",
        "code": "VARCHAR",
        "name": "VARCHAR",
        "lineage": "VARCHAR",
        "cow": "BIGINT",
    },
)
EVENTS = Table("events", EVENT_FIELDS)
UNDERTAKINGS = Table("undertakings", UNDERTAKING_FIELDS)
DISAGREEMENTS = Table("disagreements", DISAGREEMENT_FIELDS)
TABLES = (DOCUMENTS, MENTIONS, PARTIES, EVENTS, UNDERTAKINGS, DISAGREEMENTS)
