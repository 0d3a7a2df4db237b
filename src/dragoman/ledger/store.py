"""The ledger: readings in, and answers to filters, words and ids out of one SQLite file."""
# ruff: noqa: S608 - values are always bound; only names and conditions written in this room are put in

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from dragoman.codebook.lineage import lineage
from dragoman.errors import DocumentError, FilterError
from dragoman.ledger import ask, find, load, summaries, verify, write
from dragoman.ledger.answers import (
    Change,
    Changes,
    DocumentRow,
    Facets,
    Hit,
    Origin,
    Page,
    Ruling,
    Run,
    Shown,
    ShownHappening,
    Tally,
)
from dragoman.ledger.clauses import (
    Clause,
    document_clause,
    event_clause,
    match_words,
    mention_clause,
    search_clause,
    undertaking_clause,
)
from dragoman.ledger.codes import check_code
from dragoman.ledger.connect import guarded
from dragoman.ledger.database import Database
from dragoman.ledger.filters import Filter, check_types, check_word
from dragoman.ledger.happened import RULES
from dragoman.ledger.paging import DOCUMENT, next_rows
from dragoman.ledger.told import told
from dragoman.records import Disagreement, Document, Event, Mention, Reading, Undertaking
from dragoman.version import __version__

if TYPE_CHECKING:
    from dragoman.ledger.gather import Gathering

__all__ = ["Ledger"]

_ORDER = "m.date_start IS NULL, m.date_start, d.name, m.document, m.n"

_UNKNOWN = Origin()
_SIZES: dict[str, tuple[str, Callable[[Filter, Sequence[str] | None], Clause]]] = {
    "mentions": ("mentions m", mention_clause),
    "events": ("events h", event_clause),
    "undertakings": ("undertakings h", undertaking_clause),
    "documents": ("documents d", document_clause),
}


class Ledger:
    """The store of everything read: one SQLite file, one writer and many readers at a time.

    `create` makes the file where there is none, and brings one of an older format up to date; `readonly` changes
    nothing in it. With `patience` in seconds as in `allow`. Use it
    as a context manager or call `close`. Raises LedgerError, with the file and the way out, where
    the file is missing, not a ledger, of another version, damaged, locked or cannot be written; any method may raise it
    later for the last three.
    """

    def __init__(
        self,
        path: str | PathLike[str],
        create: bool = False,
        readonly: bool = False,
        patience: float | None = None,
    ) -> None:
        self.path = Path(path)
        self._database = Database(self.path, create=create, readonly=readonly, patience=patience)
        self._busy: dict[str, int] = {}  # in how many rows a party took part when that was first asked

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; closing twice does no harm."""
        self._database.connection.close()

    def allow(self, patience: float) -> None:
        """Give up, with a LedgerError, whatever still goes on after so many seconds from now."""
        self._database.allow(patience)

    def snapshot(self) -> AbstractContextManager[None]:
        """In a `with` statement: all that is asked inside sees one state, whatever another process writes."""
        return self._database.snapshot()

    # Writing.

    def add(self, reading: Reading, origin: Origin = _UNKNOWN) -> bool:
        """Store a reading in one transaction; False, with no row changed, where its text is there already.

        The digest of a known text's bytes is kept, so that `known` tells the next time. Raises DocumentError
        for a reading that contradicts itself; nothing of it is stored.
        """
        _check(reading)
        with self._database.writing() as connection:
            new = not self.has(reading.document.id)
            if new:
                gathering = _gathering(connection, origin.run, _now())
                _insert(connection, reading, origin)
                gathering.add(reading)
                gathering.settle()
            write.note_source(connection, reading.document, origin.asked)
        return new

    def recode(self, document_id: str, reading: Reading, origin: Origin = _UNKNOWN) -> None:
        """Put a reading in the place of a document's rows, in one transaction; all its sources stay known.

        The text, and with it the id, may have changed. Raises as `add` does.
        """
        _check(reading)
        document = reading.document
        with self._database.writing() as connection:
            gathering = _gathering(connection, origin.run, _now())
            sources = []
            for old in sorted({document_id, document.id}):
                gathering.remove(old)
                sources += write.delete_document(connection, old)
            _insert(connection, reading, origin)
            gathering.add(reading)
            gathering.settle()
            for digest, name in sources:
                write.note_source(connection, replace(document, digest=digest, name=name), origin.asked)
            write.note_source(connection, document, origin.asked)

    def begin_run(self, arguments: Mapping[str, object]) -> int:
        """Open an entry in the log of runs and return its number."""
        with self._database.writing() as connection:
            cursor = connection.execute(
                "INSERT INTO runs (started, version, arguments, counts, skipped) VALUES (?, ?, ?, '{}', '[]')",
                (_now(), __version__, _json(arguments)),
            )
            return int(cursor.lastrowid or 0)

    def finish_run(
        self,
        number: int,
        outcome: str,
        *,
        coder: str | None = None,
        counts: Mapping[str, int],
        skipped: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Close an entry in the log of runs: `outcome` is finished, interrupted or stopped."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE runs SET finished = ?, outcome = ?, coder = ?, counts = ?, skipped = ? WHERE number = ?",
                (_now(), outcome, coder, _json(dict(counts)), _json(list(skipped)), number),
            )

    # What is there.

    def known(self, digest: str, asked: str | None = None) -> bool:
        """Whether bytes with this SHA-256 were read before, with that publication date where one is given."""
        row = self._database.one("SELECT asked FROM sources WHERE digest = ?", (digest,))
        return row is not None and (asked is None or row["asked"] == asked)

    def asked(self, digest: str) -> str | None:
        """The publication date that the user gave with these bytes, else with others of the same document."""
        row = self._database.one(
            "SELECT coalesce(s.asked, max(o.asked)) AS asked FROM sources s JOIN sources o ON o.document = s.document "
            "WHERE s.digest = ?",
            (digest,),
        )
        return None if row is None else row["asked"]

    def document_of(self, digest: str) -> str | None:
        """The id of the document that bytes with this SHA-256 gave, or None."""
        row = self._database.one("SELECT document FROM sources WHERE digest = ?", (digest,))
        return None if row is None else str(row["document"])

    def has(self, document_id: str) -> bool:
        """Whether a document with exactly this id is in the ledger."""
        return self._database.one("SELECT 1 FROM documents WHERE id = ?", (document_id,)) is not None

    def stale(self, coder_version: str) -> tuple[str, ...]:
        """Ids, sorted, of the documents that another version of the coder coded."""
        rows = self._database.each("SELECT id FROM documents WHERE coder <> ? ORDER BY id", (coder_version,))
        return tuple(row["id"] for row in rows)

    def document(self, word: str) -> Document:
        """The document with this id, start of an id, or name; raises FilterError for none and for several."""
        return self.reading(word).document

    def reading(self, word: str) -> Reading:
        """Everything stored of one document, named as for `document`."""
        with self.snapshot():
            first, *others = find.documents_meant(self._database, word)
            if others:
                ids = ", ".join((first, *others[:2]))
                raise FilterError(f"{len(others) + 1} documents are called {word!r}; give an id: {ids}")
            reading = load.load_reading(self._database.connection, first)
        if reading is None:
            raise FilterError(f"another process removed {first} a moment ago; ask again")
        return reading

    def runs(self) -> tuple[Run, ...]:
        """The log of runs, the first one first."""
        return tuple(load.run_of(row) for row in self._database.each("SELECT * FROM runs ORDER BY number"))

    def totals(self) -> dict[str, int]:
        """How many documents, sentences and mentions (those of every passage, none that was rejected) there are."""
        tables = {"documents": "1", "sentences": "1", "mentions": "ruling IS NOT 'rejected'"}
        return {table: self._count(f"SELECT count(*) AS n FROM {table} WHERE {of}", ()) for table, of in tables.items()}

    def version(self) -> str:
        """What tells this state of the ledger from those before: numbers of runs, documents, changes and rulings."""
        row = self._database.one(
            "SELECT (SELECT coalesce(max(number), 0) FROM runs) || '.' || (SELECT count(*) FROM documents) || '.' || "
            "(SELECT coalesce(max(number), 0) FROM changes) || '.' || (SELECT coalesce(max(number), 0) FROM rulings) "
            "AS version"
        )
        return "" if row is None else str(row["version"])

    def homes(self, ids: Sequence[str]) -> dict[str, str]:
        """The ids of the documents in which these rows and steps stand, those that are there."""
        return {
            row["id"]: row["document"]
            for table in ("mentions", "steps")
            for row in self._database.few(f"SELECT id, document FROM {table} WHERE id IN (?)", ids)
        }

    def named(self, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The ids of the documents of these names; several documents may have one name."""
        found: dict[str, tuple[str, ...]] = {}
        for row in self._database.few("SELECT name, id FROM documents WHERE name IN (?)", names):
            found[row["name"]] = (*found.get(row["name"], ()), row["id"])
        return found

    def titled(self, ids: Sequence[str]) -> dict[str, DocumentRow]:
        """The documents with these ids, without their texts; those that are there."""
        query = f"SELECT {DOCUMENT} FROM documents d WHERE d.id IN (?)"
        return {row["id"]: load.document_row_of(row) for row in self._database.few(query, ids)}

    def happened(self) -> dict[str, int]:
        """How many events and undertakings there are."""
        return {table: self._count(f"SELECT count(*) AS n FROM {table}", ()) for table in ("events", "undertakings")}

    # Questions.

    def documents(self, asked: Filter | None = None) -> Iterator[DocumentRow]:
        """Documents in the order of their names, without their texts."""
        clause = self._clause(asked, document_clause)
        query = f"SELECT {DOCUMENT} FROM documents d WHERE {clause.sql} ORDER BY d.name, d.id"
        return (load.document_row_of(row) for row in self._database.each(query, clause.values))

    def mentions(self, asked: Filter | None = None) -> Iterator[Mention]:
        """Rows in the order of their first day (unknown last), then by document and place in it."""
        clause = self._clause(asked, mention_clause)
        query = (
            "SELECT m.*, d.name AS document_name FROM mentions m JOIN documents d ON d.id = m.document "
            f"WHERE {clause.sql} ORDER BY {_ORDER}"
        )
        rows = self._database.each(query, clause.values)
        return (load.mention_of(row, row["document_name"]) for row in rows)

    def count(self, asked: Filter | None = None) -> int:
        """How many rows `mentions` gives."""
        clause = self._clause(asked, mention_clause)
        return self._count(f"SELECT count(*) AS n FROM mentions m WHERE {clause.sql}", clause.values)

    def events(self, asked: Filter | None = None) -> Iterator[Event]:
        """Events in the order of their first day (unknown last); a pair takes part in them, on whatever side."""
        return ask.events(self._database, self._clause(asked, event_clause))

    def mentions_page(
        self, asked: Filter | None = None, order: str | None = None, after: str | None = None, limit: int = 50
    ) -> Page[Mention]:
        """Some rows, `after` the place that the page before gave.

        `order` is day (unknown last), latest (the last day first) or doubt (the least confidence first); `limit` is at
        most 500. A page costs the same wherever it stands. Raises FilterError for an order or a place that is none.
        """
        rows, place = self._page("mentions", mention_clause, asked, order, after, limit)
        return Page(tuple(load.mention_of(row, row["document_name"]) for row in rows), place)

    def events_page(
        self, asked: Filter | None = None, order: str | None = None, after: str | None = None, limit: int = 50
    ) -> Page[Event]:
        """Some events, as `mentions_page` gives rows; `order` is day or latest."""
        rows, place = self._page("events", event_clause, asked, order, after, limit)
        return Page(tuple(ask.as_events(self._database, rows)), place)

    def undertakings_page(
        self, asked: Filter | None = None, after: str | None = None, limit: int = 50
    ) -> Page[Undertaking]:
        """Some undertakings by name, as `mentions_page` gives rows."""
        rows, place = self._page("undertakings", undertaking_clause, asked, None, after, limit)
        return Page(tuple(ask.as_undertakings(self._database, rows)), place)

    def documents_page(
        self, asked: Filter | None = None, after: str | None = None, limit: int = 50
    ) -> Page[DocumentRow]:
        """Some documents by name, as `mentions_page` gives rows."""
        rows, place = self._page("documents", document_clause, asked, None, after, limit)
        return Page(tuple(map(load.document_row_of, rows)), place)

    def _page(
        self,
        of: str,
        make: Callable[[Filter, Sequence[str] | None], Clause],
        asked: Filter | None,
        order: str | None,
        after: str | None,
        limit: int,
    ) -> tuple[list[sqlite3.Row], str | None]:
        few = asked is not None and (asked.pair is not None or asked.document is not None)
        return next_rows(self._database, of, self._clause(asked, make), order, after, limit, few)

    def rows(self, ids: Sequence[str]) -> dict[str, Mention]:
        """The rows with these ids, those that are there."""
        query = "SELECT m.*, d.name AS document_name FROM mentions m JOIN documents d ON d.id = m.document"
        found = self._database.few(f"{query} WHERE m.id IN (?)", ids)
        return {row["id"]: load.mention_of(row, row["document_name"]) for row in found}

    def events_of(self, ids: Sequence[str]) -> tuple[Event, ...]:
        """The events with these ids, those that are there, in the order of the ids."""
        rows = self._database.few("SELECT h.* FROM events h WHERE h.id IN (?)", ids)
        found = {event.id: event for event in ask.as_events(self._database, rows)}
        return tuple(found[key] for key in ids if key in found)

    def facets(self, asked: Filter | None = None, most: int = 3_000) -> Facets:
        """How the rows that a filter asks for divide by party, type, status, year, outlet and so on.

        Parties are counted by lineage, and where a party is asked for those who are paired with it. Of more than `most`
        rows only so many are counted, whichever.
        """
        beside = asked.party if asked and asked.pair is None and not asked.strict_polity else None
        own = None if beside is None else lineage(beside)
        return summaries.facets(self._database, self._clause(asked, mention_clause), most, own)

    def size(self, of: str, asked: Filter | None = None, most: int = 3_000) -> int:
        """How many `mentions`, `events`, `undertakings` or `documents` a filter asks for; `most` + 1 for more."""
        table, make = _SIZES[of]
        return summaries.size(self._database, table, self._clause(asked, make), most)

    def states(self, asked: Filter | None = None) -> dict[str, int]:
        """How many of the undertakings that a filter asks for are in each state."""
        return summaries.states(self._database, self._clause(asked, undertaking_clause))

    def types(self) -> dict[str, int]:
        """How many rows there are of each type, the rarest first."""
        return summaries.types(self._database)

    def tallies(self, asked: Filter | None = None) -> tuple[Tally, ...]:
        """How many of the events that a filter asks for are of each type, status and year."""
        return tuple(summaries.tallies(self._database, self._clause(asked, event_clause)))

    def pairs(self, limit: int = 24, of: str | None = None) -> tuple[tuple[str, str, int], ...]:
        """The pairs of states and bodies with most events, and how many; `of`: those that this code is one of.

        What continues a state counts as that.
        """
        return tuple(summaries.pairs(self._database, limit, of))

    def company(self, asked: Filter | None = None) -> tuple[tuple[str, int], ...]:
        """The codes that take part in the events that a filter asks for, and in how many of them, the most first."""
        return tuple(summaries.company(self._database, self._clause(asked, event_clause)))

    def sources(self, asked: Filter | None = None) -> tuple[tuple[str, int], ...]:
        """The ids of the documents that tell of the events that a filter asks for, and of how many of them."""
        return tuple(summaries.sources(self._database, self._clause(asked, event_clause)))

    def undertakings(self, asked: Filter | None = None) -> Iterator[Undertaking]:
        """Undertakings by name; `since` and `until` ask for a step published then."""
        return ask.undertakings(self._database, self._clause(asked, undertaking_clause))

    def disagreements(self, asked: Filter | None = None) -> Iterator[Disagreement]:
        """Disagreements about the events and undertakings that a filter asks for."""
        on_events, on_undertakings = self._clause(asked, event_clause), self._clause(asked, undertaking_clause)
        return ask.disagreements(self._database, on_events, on_undertakings, asked.facts if asked else ())

    def changes(self, since: str | None = None) -> Iterator[Change]:
        """What was added, merged, split or withdrawn since a time (UTC, `2012-10-05` or longer) or a run's number."""
        return ask.changes(self._database, since)

    def last_changes(self, limit: int = 20) -> Changes:
        """What changed since the last reading began: counts of all, and at most `limit` of them, the newest first."""
        return ask.last_changes(self._database, limit)

    def rulings(self, standing: bool = False) -> tuple[Ruling, ...]:
        """All rulings, the first one first; of those not undone the latest on a row or a pair stands.

        With `standing` only those that stand.
        """
        found = tuple(ask.rulings(self._database))
        if not standing:
            return found
        undone = {ruling.undoes for ruling in found}
        latest = {
            (ruling.one, ruling.other) if ruling.other is None else tuple(sorted((ruling.one, ruling.other))): ruling
            for ruling in found
            if ruling.verdict != "undo" and ruling.number not in undone
        }
        return tuple(latest.values())

    def rule(
        self,
        one: str,
        verdict: str,
        other: str | None = None,
        note: str | None = None,
        *,
        who: str | None = None,
        fields: Mapping[str, object] | None = None,
    ) -> Ruling:
        """Append a human's decision; what counts follows at once, and again whenever documents come or are recoded.

        `accept`, `reject` and `recode` are of one row, or of a step of an undertaking; a recoding sets `fields` (type,
        mode, about, status, actors, recipients, date; None: nothing, unknown; of a step the status alone). `same` and
        `not same` are of two rows or two steps; the id of an event is that of one of its rows. `undo` takes back the
        latest ruling on a row. `who` decided, and why, in `note`. A ruling hangs on the id of the row, which a recoding
        by another coder leaves as it is; an accepted or recoded row stays even where that coder does not find it.
        Raises FilterError for ids, words, codes and dates that cannot be meant.
        """
        from dragoman.ledger.judging import rule  # it comes with the encoder's vocabulary, which a look spares

        asked = Ruling(0, _now(), who, verdict, one, other, None, dict(fields or {}), note)
        return rule(self._database, asked)

    def outdated(self) -> tuple[str, ...]:
        """Ids of the documents whose happenings were found by other rules than today's."""
        rows = self._database.each("SELECT id FROM documents WHERE gathered <> ? ORDER BY id", (RULES,))
        return tuple(row["id"] for row in rows)

    def gather(self, document_id: str, run: int | None = None) -> str | None:
        """Find the happenings of a document anew, by today's rules, in one transaction.

        Returns the document's name; None where there is no such document. `run` is noted with the changes.
        """
        with self._database.writing() as connection:
            reading = load.load_reading(connection, document_id)
            if reading is None:
                return None
            gathering = _gathering(connection, run, _now())
            gathering.remove(document_id)
            gathering.add(reading)
            gathering.settle()
            return reading.document.name

    def search(self, words: str, asked: Filter | None = None, limit: int | None = None) -> Iterator[Hit]:
        """Sentences that hold all the words (side by side where they stand in double quotes), best first.

        No other character has a meaning; accents and case do not count; words without any letter or digit are
        looked up as they stand. All passages are searched unless the filter names some; where it asks for
        more than document and passage, a hit must have a row that answers it. Raises FilterError for blank
        words.
        """
        asked = asked or Filter()
        Filter(words=words)  # refuses blank words
        unindexed = match_words(words) is None
        clause = self._clause(replace(asked, words=words) if unindexed else asked, search_clause)
        return find.search(self._database, words, clause, limit)

    def resolve_id(self, prefix: str) -> str:
        """The one id that begins so, of a row, document, step, disagreement or former happening.

        The id of an event is that of one of its rows, the id of an undertaking that of one of its steps. Raises
        FilterError for none and for several.
        """
        return find.id_meant(self._database, prefix)

    def show(self, prefix: str) -> Shown | ShownHappening:
        """What has an id that begins so, in its context; raises as `resolve_id` does.

        A row comes with its event. The id of an undertaking, of a step of one or of a disagreement leads to the
        undertaking or event, and so does a former id; where it leads to several, FilterError names them.
        """
        with self.snapshot():
            key = self.resolve_id(prefix)
            if self.has(key):
                return find.shown(self._as_it_stands(key), key)
            row = self._database.one("SELECT document FROM mentions WHERE id = ?", (key,))
            happening = told(self._database, key)
            if row is not None:
                return replace(find.shown(self._as_it_stands(row["document"]), key), event=happening)
            if happening is not None:
                return happening
            row = self._database.one("SELECT document FROM things WHERE id = ?", (key,))
            if row is None:
                raise FilterError(f"{key} leads to nothing that is there; `dragoman verify` tells what is wrong")
            return find.shown(self.reading(row["document"]), key)

    def _as_it_stands(self, document: str) -> Reading:
        """A reading with its rows as rulings leave them, the rejected ones among them."""
        reading = self.reading(document)
        if self._database.one("SELECT 1 FROM rulings WHERE document = ?", (document,)) is None:
            return reading
        from dragoman.ledger.rulings import standing_of  # it comes with the encoder's vocabulary

        made = standing_of(self._database.connection, reading)
        rejected = [row for row in made.ruled if row.ruling == "rejected"]
        return replace(made.reading, mentions=(*made.reading.mentions, *rejected))

    # Trust.

    def verify(self) -> list[str]:
        """What is wrong with the ledger, one line each; empty for a sound one.

        Checks the file, its references and its index of words, of every document the ids, the seal over all its rows,
        and each span against the text, and of every event and undertaking that it is what its rows make. A ledger
        opened `readonly` is checked but for its index of words.
        """
        connection = self._database.connection
        with self.snapshot():
            problems = _gathered(verify.verify(connection))
        if not self._database.readonly:
            problems += _gathered(verify.index_faults(connection))
        return problems

    def fingerprint(self) -> str:
        """SHA-256 over content, happenings and standing rulings: equal for equal content, whatever the order."""
        with guarded(self.path):
            return verify.fingerprint(self._database.connection)

    def _count(self, query: str, values: Sequence[object]) -> int:
        row = self._database.one(query, values)
        return 0 if row is None else int(row["n"])

    def _rarer_first(self, one: str, other: str) -> tuple[str, str]:
        """A pair, the one that takes part in less before the other: so it is sought faster, found the same."""
        for code in {one, other} - self._busy.keys():
            query = "SELECT count(*) AS n FROM mention_parties WHERE code = ?"
            self._busy[code] = self._count(query, (code,))
        return (one, other) if self._busy[one] <= self._busy[other] else (other, one)

    def _clause(self, asked: Filter | None, make: Callable[[Filter, Sequence[str] | None], Clause]) -> Clause:
        asked = asked or Filter()
        for code in asked.codes():
            check_code(
                code,
                (row["code"] for row in self._database.each("SELECT DISTINCT code FROM mention_parties")),
            )
        used = self._database.each("SELECT DISTINCT type, mode FROM mentions")
        check_types(asked, ((row["type"], row["mode"]) for row in used))
        if asked.pair is not None:
            asked = replace(asked, pair=self._rarer_first(*asked.pair))
        for outlet in asked.outlets:
            if self._database.one("SELECT 1 FROM documents WHERE outlet = ?", (outlet,)) is None:
                known = self._database.each("SELECT DISTINCT outlet FROM documents WHERE outlet IS NOT NULL")
                check_word("outlet", outlet, (row["outlet"] for row in known))
        documents = None if asked.document is None else find.documents_meant(self._database, asked.document)
        return make(asked, documents)


def _json(value: object) -> str:
    """JSON of a log entry; half characters, as in file names of no encoding, become question marks."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()


def _gathered(problems: Iterator[str]) -> list[str]:
    """All of them; a file too damaged to go on is the last one."""
    found = []
    try:
        for problem in problems:
            found.append(problem)
    except sqlite3.DatabaseError as error:
        found.append(f"the file is damaged: {error}")
    return found


def _gathering(connection: sqlite3.Connection, run: int | None, at: str) -> Gathering:
    """What keeps the happenings current; it comes with the encoder's vocabulary, which a look at the ledger spares."""
    from dragoman.ledger.gather import Gathering

    return Gathering(connection, run, at)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _check(reading: Reading) -> None:
    for fault in verify.faults(reading):
        raise DocumentError(f"{reading.document.name}: not stored, since the coder contradicts the text: {fault}")


def _insert(connection: sqlite3.Connection, reading: Reading, origin: Origin) -> None:
    try:
        write.insert_reading(connection, reading, origin)
    except (sqlite3.IntegrityError, UnicodeEncodeError, OverflowError) as error:
        raise DocumentError(f"{reading.document.name}: not stored, its rows do not fit: {error}") from error
