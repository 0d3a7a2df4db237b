"""Rows to records: rows of the content tables in, the nouns of `dragoman.records` out."""

# ruff: noqa: S608 - values are always bound; only names and conditions written in this room are put in

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from dragoman.ledger.answers import DocumentRow, Ruling, Run
from dragoman.records import (
    Actor,
    ActorSpan,
    Dating,
    Document,
    Mention,
    Passage,
    PassageKind,
    Place,
    Quantity,
    Reading,
    Sentence,
    Status,
    Step,
    TimeExpression,
)

__all__ = [
    "MENTION_COLUMNS",
    "STANDING",
    "coder_rows",
    "document_row_of",
    "load_document",
    "load_reading",
    "mention_of",
    "ruling_of",
    "run_of",
    "sentence_of",
    "spans_of",
    "times_of",
]

# Made once, when the module comes: what msgspec makes of a type must not be made by two threads at a time.
_FIELDS = msgspec.json.Decoder(dict[str, object])
_STEP = msgspec.json.Decoder(Step)
_STRINGS = msgspec.json.Decoder(tuple[str, ...])
_ACTORS = msgspec.json.Decoder(tuple[Actor, ...])
_QUANTITIES = msgspec.json.Decoder(tuple[Quantity, ...])
_COUNTS = msgspec.json.Decoder(dict[str, int])
_SKIPPED = msgspec.json.Decoder(tuple[tuple[str, str], ...])


#: Rulings that were not taken back, the first one first.
STANDING = (
    "SELECT * FROM rulings WHERE verdict <> 'undo' "
    "AND number NOT IN (SELECT undoes FROM rulings WHERE undoes IS NOT NULL)"
)


#: The columns of a row as the coder makes it.
MENTION_COLUMNS = (
    "document n id start end sentence passage actors recipients actor_names recipient_names "
    "reciprocal domestic type mode about contexts status historical date_start date_end date_precision "
    "place_name place_country quantities speaker intensity confidence reasons coder"
)


def coder_rows(connection: sqlite3.Connection, document: str) -> sqlite3.Cursor:
    """The rows of a document as the coder made them, whatever was ruled on them, in their order."""
    names = ", ".join(f'"{name}"' for name in MENTION_COLUMNS.split())
    return connection.execute(
        f"SELECT {names} FROM mentions WHERE document = ? AND ruling IS NULL "
        f"UNION ALL SELECT {names} FROM coded WHERE document = ? ORDER BY n",
        (document, document),
    )


def ruling_of(row: sqlite3.Row) -> Ruling:
    """The ruling in a row of `rulings`."""
    fields = _FIELDS.decode(row["fields"]) if row["fields"] else {}
    return Ruling(
        row["number"],
        row["at"],
        row["who"],
        row["verdict"],
        row["one"],
        row["other"],
        row["undoes"],
        fields,
        row["note"],
    )


def load_document(connection: sqlite3.Connection, document: str) -> Document | None:
    """The document with this id, or None."""
    row = connection.execute("SELECT * FROM documents WHERE id = ?", (document,)).fetchone()
    if row is None:
        return None
    passages = connection.execute("SELECT * FROM passages WHERE document = ? ORDER BY n", (document,))
    return Document(
        id=row["id"],
        name=row["name"],
        text=row["text"],
        digest=row["digest"],
        encoding=row["encoding"],
        passages=tuple(
            Passage(PassageKind(p["kind"]), p["start"], p["end"], p["author"], p["time"], p["reply_to"])
            for p in passages
        ),
        title=row["title"],
        author=row["author"],
        outlet=row["outlet"],
        published=_dating_of(row),
        source=row["source"],
        flags=_strings(row["flags"]),
    )


def _dating_of(row: sqlite3.Row) -> Dating | None:
    """The dating in a row of `documents`, None where no rule spoke."""
    if row["published_evidence"] is None:
        return None
    return Dating(
        row["published"],
        row["published_evidence"],
        row["published_confidence"],
        row["published_start"],
        row["published_end"],
    )


def load_reading(connection: sqlite3.Connection, document: str) -> Reading | None:
    """The reading of the document with this id as the coder gave it, or None."""
    read = load_document(connection, document)
    if read is None:
        return None
    query = "SELECT * FROM {} WHERE document = ? ORDER BY n"
    rows = {
        table: connection.execute(query.format(table), (document,)).fetchall()
        for table in ("sentences", "spans", "times", "steps")
    }
    return Reading(
        document=read,
        sentences=tuple(sentence_of(row) for row in rows["sentences"]),
        spans=spans_of(rows["spans"]),
        times=times_of(rows["times"]),
        mentions=tuple(mention_of(row, read.name) for row in coder_rows(connection, document)),
        steps=tuple(_STEP.decode(row["data"]) for row in rows["steps"]),
    )


def _strings(text: str) -> tuple[str, ...]:
    return _STRINGS.decode(text)


def sentence_of(row: sqlite3.Row) -> Sentence:
    """The sentence in a row of `sentences`."""
    return Sentence(row["start"], row["end"], row["text"], PassageKind(row["kind"]), row["passage"])


def spans_of(rows: Iterable[sqlite3.Row]) -> tuple[ActorSpan, ...]:
    """The actor spans in rows of `spans`."""
    return tuple(
        ActorSpan(
            row["start"],
            row["end"],
            row["text"],
            _ACTORS.decode(row["actors"]),
            row["kind"],
        )
        for row in rows
    )


def times_of(rows: Iterable[sqlite3.Row]) -> tuple[TimeExpression, ...]:
    """The time expressions in rows of `times`."""
    return tuple(
        TimeExpression(
            row["start"],
            row["end"],
            row["text"],
            row["type"],
            row["value"],
            (row["first_day"], row["last_day"]) if row["first_day"] or row["last_day"] else None,
            row["rule"],
        )
        for row in rows
    )


def mention_of(row: sqlite3.Row, document_name: str) -> Mention:
    """The mention in a row of `mentions`; its `document` is the file name, as in every row users see."""
    return Mention(
        id=row["id"],
        document=document_name,
        start=row["start"],
        end=row["end"],
        sentence=row["sentence"],
        passage=PassageKind(row["passage"]),
        actors=_strings(row["actors"]),
        recipients=_strings(row["recipients"]),
        actor_names=_strings(row["actor_names"]),
        recipient_names=_strings(row["recipient_names"]),
        reciprocal=bool(row["reciprocal"]),
        domestic=bool(row["domestic"]),
        type=row["type"],
        mode=row["mode"],
        about=row["about"],
        contexts=_strings(row["contexts"]),
        status=Status(row["status"]),
        historical=bool(row["historical"]),
        date_start=row["date_start"],
        date_end=row["date_end"],
        date_precision=row["date_precision"],
        place=None if row["place_name"] is None else Place(row["place_name"], row["place_country"]),
        quantities=_QUANTITIES.decode(row["quantities"]),
        speaker=row["speaker"],
        intensity=row["intensity"],
        confidence=row["confidence"],
        reasons=_strings(row["reasons"]),
        coder=row["coder"],
        ruling=row["ruling"] if "ruling" in row.keys() else None,  # noqa: SIM118 - a Row holds values, not names
    )


def document_row_of(row: sqlite3.Row) -> DocumentRow:
    """The line of a list in a row of `documents` with its counts."""
    return DocumentRow(
        id=row["id"],
        name=row["name"],
        source=row["source"],
        title=row["title"],
        author=row["author"],
        outlet=row["outlet"],
        published=_dating_of(row),
        encoding=row["encoding"],
        flags=_strings(row["flags"]),
        characters=row["characters"],
        sentences=row["sentences"],
        mentions=row["mentions"],
    )


def run_of(row: sqlite3.Row) -> Run:
    """The run in a row of `runs`."""
    return Run(
        number=row["number"],
        started=row["started"],
        finished=row["finished"],
        version=row["version"],
        coder=row["coder"],
        arguments=_FIELDS.decode(row["arguments"]),
        outcome=row["outcome"],
        counts=_COUNTS.decode(row["counts"]),
        skipped=_SKIPPED.decode(row["skipped"]),
    )
