"""Is everything in a ledger as it should be: readings and rows in, a list of what is wrong out."""
# ruff: noqa: S608 - values are always bound; only names and conditions written in this room are put in

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from dragoman.ids import document_id, mention_id
from dragoman.ledger.load import STANDING, load_reading, mention_of
from dragoman.ledger.write import party_rows, seal
from dragoman.records import Passage, Reading

__all__ = ["faults", "fingerprint", "index_faults", "verify"]

_PAIRED = "min(one, coalesce(other, one)), max(one, coalesce(other, one))"
_STANDING = (
    f"SELECT one, other, verdict, fields, who, note FROM (SELECT *, row_number() OVER (PARTITION BY {_PAIRED} "
    f"ORDER BY number DESC) AS latest FROM ({STANDING})) WHERE latest = 1 ORDER BY {_PAIRED}"
)


def faults(reading: Reading) -> Iterator[str]:
    """What is wrong with a reading by itself: ids, order, every span against the text it claims to quote."""
    document = reading.document
    if document.id != document_id(document.text):
        yield f"the id {document.id} is not that of the text, {document_id(document.text)}"
    yield from _passage_faults(document.passages, len(document.text))
    yield from _sentence_faults(reading)
    for name, found in (("actor span", reading.spans), ("time expression", reading.times)):
        for item in found:
            if document.text[item.start : item.end] != item.text:
                yield f"{name} {item.start}-{item.end} is {item.text!r}, the text has other words there"
    yield from _mention_faults(reading)


def _passage_faults(passages: Sequence[Passage], length: int) -> Iterator[str]:
    for passage in passages:
        if not 0 <= passage.start <= passage.end <= length:
            yield f"passage {passage.start}-{passage.end} does not lie in the text of {length} characters"
    for one, following in pairwise(passages):
        if one.end > following.start:
            yield f"passage {following.start}-{following.end} begins before {one.start}-{one.end} ends"


def _sentence_faults(reading: Reading) -> Iterator[str]:
    passages = reading.document.passages
    for sentence in reading.sentences:
        where = f"sentence {sentence.start}-{sentence.end}"
        if reading.document.text[sentence.start : sentence.end] != sentence.text:
            yield f"{where} is {sentence.text!r}, the text has other words there"
        if not 0 <= sentence.passage < len(passages):
            yield f"{where} is of passage {sentence.passage}, and there are {len(passages)}"
            continue
        passage = passages[sentence.passage]
        if not passage.start <= sentence.start < sentence.end <= passage.end or passage.kind != sentence.kind:
            yield f"{where} ({sentence.kind}) lies outside its passage {sentence.passage} ({passage.kind})"


def _mention_faults(reading: Reading) -> Iterator[str]:
    sentences = {(s.start, s.end): s for s in reading.sentences}
    counters: Counter[str] = Counter()
    expected, found = set(), set()
    for mention in reading.mentions:
        sentence = sentences.get((mention.start, mention.end))
        if sentence is None:
            yield f"mention {mention.id} has the span {mention.start}-{mention.end}, which is no sentence"
        elif (mention.sentence, mention.passage) != (sentence.text, sentence.kind):
            yield f"mention {mention.id} quotes other words than its sentence {mention.start}-{mention.end}"
        parts = (reading.document.id, mention.start, mention.end, mention.actors, mention.recipients)
        first = mention_id(*parts)
        expected.add(mention_id(*parts, counters[first]))
        counters[first] += 1
        found.add(mention.id)
    for wrong in sorted(found - expected):
        yield f"mention {wrong} has an id that its document, span and parties do not give"


def verify(connection: sqlite3.Connection) -> Iterator[str]:
    """What is wrong in the whole ledger but its index, one line each: file, references, documents, happenings."""
    for (line,) in connection.execute("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield f"the file is damaged: {line}"
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"row {rowid} of {table} refers to a row of {parent} that is not there"
    for document, name, stored in connection.execute("SELECT id, name, seal FROM documents ORDER BY id").fetchall():
        for fault in _document_faults(connection, document, stored):
            yield f"{name} ({document}): {fault}"
    from dragoman.ledger.happening_faults import happening_faults  # it comes with the encoder's vocabulary

    yield from happening_faults(connection)


def _document_faults(connection: sqlite3.Connection, document: str, stored: str) -> Iterator[str]:
    if seal(connection, document) != stored:
        yield "its rows are not those that were written; read it again with --recode"
    try:
        reading = load_reading(connection, document)
        found = [] if reading is None else list(faults(reading))
    except (msgspec.DecodeError, ValueError, TypeError, AttributeError) as error:
        yield f"a row cannot be understood: {error}"
        return
    if reading is None:
        return
    yield from found
    yield from _standing_faults(connection, reading)


def _standing_faults(connection: sqlite3.Connection, reading: Reading) -> Iterator[str]:
    """Whether parties, and rows and steps on which rulings stand, are those that coder and rulings make."""
    from dragoman.ledger.rulings import standing_of  # it comes with the encoder's vocabulary

    made, key = standing_of(connection, reading), (reading.document.id,)
    rows = connection.execute("SELECT * FROM mentions WHERE document = ? AND ruling IS NOT NULL ORDER BY id", key)
    out = connection.execute("SELECT id FROM ruled_steps WHERE document = ? ORDER BY id", key)
    ruled = tuple(mention_of(row, reading.document.name) for row in rows)
    if ruled != made.ruled or tuple(name for (name,) in out) != tuple(sorted(made.out)):
        yield "its ruled rows are not what the rulings make of them; read it again with --recode"
    known = {mention.id for mention in made.ruled}
    stand = (*made.ruled, *(mention for mention in reading.mentions if mention.id not in known))
    parties = connection.execute(
        "SELECT p.mention, p.role, p.n, p.code, p.name FROM mention_parties p "
        "JOIN mentions m ON m.id = p.mention WHERE m.document = ?",
        key,
    )
    if {tuple(row) for row in parties} != {row for mention in stand for row in party_rows(mention)}:
        yield "mention_parties does not hold the parties of its mentions"


def index_faults(connection: sqlite3.Connection) -> Iterator[str]:
    """What is wrong with the index of words; needs the right to write.

    FTS5's own check compares the index with the sentences; its form is an insert that writes nothing.
    """
    try:
        connection.execute("INSERT INTO sentence_words (sentence_words, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT:
            yield "the word index does not fit the sentences; search may miss some"
        else:
            raise


def fingerprint(connection: sqlite3.Connection) -> str:
    """SHA-256 over content, happenings and standing rulings, not the logs: equal for equal content, whatever the order.

    Former ids and the log of changes tell in what order things came, so that they do not count.
    """
    digest = hashlib.sha256()
    for (document,) in connection.execute("SELECT id FROM documents ORDER BY id").fetchall():
        digest.update(seal(connection, document).encode())
    for query in (
        "SELECT digest, document, name, asked FROM sources ORDER BY digest",
        "SELECT mention, role, n, code, name FROM mention_parties ORDER BY mention, role, n",
        "SELECT * FROM events ORDER BY id",
        "SELECT * FROM undertakings ORDER BY id",
        "SELECT * FROM disagreements ORDER BY id",
        "SELECT happening, role, code FROM happening_parties ORDER BY happening, role, code",
        "SELECT happening, document, start FROM happening_sentences ORDER BY happening, document, start",
        _STANDING,
    ):
        digest.update(json.dumps([list(row) for row in connection.execute(query)]).encode())
    return digest.hexdigest()
