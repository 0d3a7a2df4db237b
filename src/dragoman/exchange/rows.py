"""Records of the ledger in, rows of plain values out: what JSON lines, tables and exports are made of."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

import msgspec

from dragoman.codebook.lineage import lineage
from dragoman.codebook.own_actors import actor_tables, of_tables
from dragoman.exchange.tables import Row
from dragoman.ledger import Change, DocumentRow, Hit, Ruling
from dragoman.records import Dating, Disagreement, Event, Mention, Undertaking

__all__ = ["document_row", "hit_row", "mention_row", "party_rows", "plain_row"]

_UNDATED = Dating(None, "", 0.0)


def mention_row(mention: Mention) -> Row:
    """The fields of DESIGN section 5, in their order."""
    row: Row = msgspec.to_builtins(mention)
    return row


def plain_row(record: Event | Undertaking | Disagreement | Change | Ruling) -> Row:
    """The fields of a happening, a change or a ruling, in their order."""
    row: Row = msgspec.to_builtins(record)
    return row


def document_row(document: DocumentRow) -> Row:
    """A document's facts without its text; of its date the value, the evidence and the confidence."""
    dating = document.published or _UNDATED
    return {
        "id": document.id,
        "name": document.name,
        "source": document.source,
        "title": document.title,
        "author": document.author,
        "outlet": document.outlet,
        "published": dating.value,
        "published_evidence": dating.evidence or None,
        "published_confidence": dating.confidence if dating.evidence else None,
        "encoding": document.encoding,
        "flags": list(document.flags),
        "characters": document.characters,
        "sentences": document.sentences,
        "mentions": document.mentions,
    }


def party_rows(mention: Mention) -> Iterator[Row]:
    """One row for each party of a mention, with the code of its lineage and its Correlates of War number."""
    sides = (
        ("actor", mention.actors, mention.actor_names),
        ("recipient", mention.recipients, mention.recipient_names),
    )
    for role, codes, names in sides:
        for n, (code, name) in enumerate(zip_longest(codes, names[: len(codes)])):
            yield {
                "mention": mention.id,
                "role": role,
                "n": n,
                "code": code,
                "name": name,
                "lineage": lineage(code),
                "cow": _cow_numbers().get(code),
            }


def hit_row(hit: Hit) -> Row:
    """A sentence found by a search, with its rows in full."""
    return {
        "document_id": hit.document_id,
        "document": hit.document,
        "start": hit.sentence.start,
        "end": hit.sentence.end,
        "passage": str(hit.sentence.kind),
        "sentence": hit.sentence.text,
        "snippet": hit.snippet,
        "mentions": [mention_row(mention) for mention in hit.mentions],
    }


@of_tables
def _cow_numbers() -> dict[str, int]:
    return {state.code: int(state.cow) for state in actor_tables().states if state.cow}
