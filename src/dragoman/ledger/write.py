"""Readings to rows: records in, rows of the content tables written, sealed and removed."""
# ruff: noqa: S608 - values are always bound; only names and conditions written in this room are put in

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence

import msgspec

from dragoman.ledger.answers import Origin
from dragoman.ledger.load import MENTION_COLUMNS, coder_rows, mention_of
from dragoman.records import Dating, Document, Mention, Place, Reading

__all__ = ["CONTENT", "delete_document", "insert_reading", "note_source", "party_rows", "seal", "write_ruled"]

# The content tables, parents first, with the columns that a reading fills. All but documents have one row
# for each thing found, numbered by `n` in the order of the reading.
CONTENT = {
    "documents": "id name source digest encoding flags title author outlet published published_evidence "
    "published_confidence published_start published_end text coder",
    "passages": "document n kind start end author time reply_to",
    "sentences": "document n start end kind passage text",
    "spans": "document n start end text kind actors",
    "times": "document n start end text type value first_day last_day rule",
    "mentions": MENTION_COLUMNS,
    "steps": "document n id start end data",
}
_LATER = frozenset({"steps"})  # tables of CONTENT that the first format had not
_PARTIES = "mention role n code name"

Row = Sequence[object]


def _columns(names: str) -> str:
    return ", ".join(f'"{name}"' for name in names.split())


def _insert(connection: sqlite3.Connection, table: str, names: str, rows: Iterable[Row]) -> None:
    marks = ", ".join("?" * len(names.split()))
    connection.executemany(f"INSERT INTO {table} ({_columns(names)}) VALUES ({marks})", rows)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _ordered_json(value: object) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()


def insert_reading(connection: sqlite3.Connection, reading: Reading, origin: Origin) -> None:
    """Write all rows of a reading, its seal last; the caller holds the transaction."""
    key = reading.document.id
    rows: dict[str, Iterable[Row]] = {
        "documents": [(*_document_row(reading.document), origin.coder)],
        "passages": [
            (key, n, p.kind, p.start, p.end, p.author, p.time, p.reply_to)
            for n, p in enumerate(reading.document.passages)
        ],
        "sentences": [(key, n, s.start, s.end, s.kind, s.passage, s.text) for n, s in enumerate(reading.sentences)],
        "spans": [(key, n, s.start, s.end, s.text, s.kind, _json(s.actors)) for n, s in enumerate(reading.spans)],
        "times": [
            (key, n, t.start, t.end, t.text, t.type, t.value, *(t.interval or (None, None)), t.rule)
            for n, t in enumerate(reading.times)
        ],
        "mentions": [(key, n, *_mention_row(mention)) for n, mention in enumerate(reading.mentions)],
        "steps": [(key, n, s.id, s.start, s.end, _ordered_json(s)) for n, s in enumerate(reading.steps)],
    }
    for table, names in CONTENT.items():
        _insert(connection, table, names, rows[table])
    parties = [party for mention in reading.mentions for party in party_rows(mention)]
    _insert(connection, "mention_parties", _PARTIES, parties)
    connection.execute("UPDATE documents SET seal = ?, run = ? WHERE id = ?", (seal(connection, key), origin.run, key))


def note_source(connection: sqlite3.Connection, document: Document, asked: str | None) -> None:
    """Keep the digest of a document's bytes, its name and the publication date the user gave with them."""
    connection.execute(
        "INSERT INTO sources (digest, document, name, asked) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (digest) DO UPDATE SET document = excluded.document, asked = excluded.asked",
        (document.digest, document.id, document.name, asked),
    )


def delete_document(connection: sqlite3.Connection, document: str) -> list[tuple[str, str]]:
    """Remove a document and everything found in it, children first; the caller holds the transaction.

    Returns digest and name of the sources it had.
    """
    query = "SELECT digest, name FROM sources WHERE document = ? ORDER BY digest"
    sources = [(row["digest"], row["name"]) for row in connection.execute(query, (document,))]
    connection.execute("DELETE FROM sources WHERE document = ?", (document,))
    connection.execute(
        "DELETE FROM mention_parties WHERE mention IN (SELECT id FROM mentions WHERE document = ?)",
        (document,),
    )
    for table in ("coded", "ruled_steps"):
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
    for table in reversed(CONTENT):
        column = "id" if table == "documents" else "document"
        connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (document,))
    return sources


def write_ruled(connection: sqlite3.Connection, document: str, ruled: Sequence[Mention], out: Sequence[str]) -> None:
    """Write anew the rows of a document on which rulings stand, and the ids of its steps that rulings take out.

    The coder's own rows are set aside in `coded`.
    """
    _restore(connection, document)
    places = dict(connection.execute("SELECT id, n FROM mentions WHERE document = ?", (document,)).fetchall())
    names = _columns(CONTENT["mentions"])
    for number, mention in enumerate(ruled):
        key = (mention.id,)
        connection.execute("DELETE FROM mention_parties WHERE mention = ?", key)
        row = (document, places.get(mention.id, len(places) + number), *_mention_row(mention), mention.ruling)
        made = connection.execute(f"SELECT {names} FROM mentions WHERE id = ?", key).fetchone()
        connection.execute("DELETE FROM mentions WHERE id = ?", key)
        _insert(connection, "mentions", f"{CONTENT['mentions']} ruling", [row])
        _insert(connection, "coded", CONTENT["mentions"], [tuple(made)] if made else [])
        _insert(connection, "mention_parties", _PARTIES, party_rows(mention))
    _insert(connection, "ruled_steps", "id document", [(name, document) for name in out])


def _restore(connection: sqlite3.Connection, document: str) -> None:
    """Put the coder's rows of a document back."""
    names, key = _columns(CONTENT["mentions"]), (document,)
    made = connection.execute(f"SELECT {names} FROM coded WHERE document = ?", key).fetchall()
    ruled = "SELECT id FROM mentions WHERE document = ? AND ruling IS NOT NULL"
    for query in (
        "coded WHERE document = ?",
        "ruled_steps WHERE document = ?",
        f"mention_parties WHERE mention IN ({ruled})",
        "mentions WHERE document = ? AND ruling IS NOT NULL",
    ):
        connection.execute(f"DELETE FROM {query}", key)
    _insert(connection, "mentions", CONTENT["mentions"], map(tuple, made))
    for row in made:
        _insert(connection, "mention_parties", _PARTIES, party_rows(mention_of(row, "")))


def seal(connection: sqlite3.Connection, document: str) -> str:
    """SHA-256 over all rows of a document in canonical order: it changes with any value in any of them.

    Of rows on which rulings stand the coder's own count.
    A table that came with a later format counts where it has rows, so that seals of older ledgers stay good.
    """
    digest = hashlib.sha256()
    for table, names in CONTENT.items():
        where, order = ("id", "id") if table == "documents" else ("document", "n")
        query = f"SELECT {_columns(names)} FROM {table} WHERE {where} = ? ORDER BY {order}"
        asked = connection.execute(query, (document,)) if table != "mentions" else coder_rows(connection, document)
        rows = asked.fetchall()
        if rows or table not in _LATER:
            digest.update(json.dumps([table, [list(row) for row in rows]], default=repr).encode())
    return digest.hexdigest()


def party_rows(mention: Mention) -> list[tuple[str, str, int, str, str | None]]:
    """The rows of `mention_parties` that belong to a mention."""
    sides = (
        ("actor", mention.actors, mention.actor_names),
        ("recipient", mention.recipients, mention.recipient_names),
    )
    return [
        (mention.id, role, n, code, names[n] if n < len(names) else None)
        for role, codes, names in sides
        for n, code in enumerate(codes)
    ]


def _document_row(document: Document) -> Row:
    dating = document.published or Dating(None, "", 0.0)
    known = document.published is not None
    published = (dating.value, dating.evidence, dating.confidence, dating.start, dating.end) if known else (None,) * 5
    return (
        *(document.id, document.name, document.source, document.digest, document.encoding),
        *(_json(document.flags), document.title, document.author, document.outlet),
        *published,
        document.text,
    )


def _mention_row(m: Mention) -> Row:
    place = m.place or Place("", None)
    return (
        *(m.id, m.start, m.end, m.sentence, m.passage),
        *(_json(m.actors), _json(m.recipients), _json(m.actor_names), _json(m.recipient_names)),
        *(m.reciprocal, m.domestic, m.type, m.mode, m.about, _json(m.contexts), m.status, m.historical),
        *(m.date_start, m.date_end, m.date_precision),
        *((place.name, place.country) if m.place else (None, None)),
        *(_json(m.quantities), m.speaker, m.intensity, m.confidence, _json(m.reasons), m.coder),
    )
