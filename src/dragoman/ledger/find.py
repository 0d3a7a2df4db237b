"""Ids, names and words as users type them: the documents, rows and sentences that they mean out."""
# ruff: noqa: S608 - values are always bound; only names and conditions written in this room are put in

from __future__ import annotations

from collections.abc import Iterator

from dragoman.errors import FilterError
from dragoman.ledger.answers import Hit, Shown
from dragoman.ledger.clauses import Clause, match_words
from dragoman.ledger.database import Database
from dragoman.ledger.filters import check_word
from dragoman.ledger.load import mention_of, sentence_of
from dragoman.records import Reading

__all__ = ["documents_meant", "id_meant", "row_meant", "search", "shown", "thing_meant"]

_CONTEXT = 2  # sentences shown on either side of a row's own
_LISTED = 3  # ids named where several fit
_WITH_IDS = (
    "documents",
    "mentions",
    "(SELECT id FROM things WHERE sort = 'undertaking')",
    "disagreements",
    "(SELECT former AS id FROM former_ids)",
)


def documents_meant(database: Database, word: str) -> tuple[str, ...]:
    """Ids of the documents of this name, or of the one whose id begins so; raises FilterError for none."""
    named = database.all("SELECT id FROM documents WHERE name = ? ORDER BY id", (_plain(word),))
    if named:
        return tuple(row["id"] for row in named)
    fitting = _beginning(database, "documents", word) if word.startswith("d") else []
    if len(fitting) == 1:
        return tuple(fitting)
    if fitting:
        raise FilterError(_several(word, fitting))
    check_word("document", word, (row["name"] for row in database.each("SELECT name FROM documents")))
    return ()


def id_meant(database: Database, prefix: str) -> str:
    """The one id that begins so, of whatever has one; raises FilterError for none and for several.

    Documents, rows (and with them events), undertakings, their steps, disagreements and former ids have one.
    """
    fitting = sorted({i for table in _WITH_IDS for i in _beginning(database, table, prefix)})
    if len(fitting) == 1 or prefix in fitting:
        return prefix if prefix in fitting else fitting[0]
    if fitting:
        raise FilterError(_several(prefix, fitting))
    raise FilterError(f"nothing has an id that begins with {prefix!r}; {_nearest(database, _plain(prefix))}")


def _nearest(database: Database, prefix: str) -> str:
    """The id that stands nearest in the order of all of them, one of the same sort if there is any."""
    near = []
    for table in _WITH_IDS:
        for end, side in (("max", "<"), ("min", ">")):
            row = database.one(f"SELECT {end}(id) AS id FROM {table} WHERE id {side} ?", (prefix,))
            near += [row["id"]] if row and row["id"] else []
    if not near:
        return "the ledger has no rows"
    same = [name for name in near if name[:1] == prefix[:1]] or near
    return f"the nearest is {max((n for n in same if n < prefix), default=min(same))}"


def row_meant(database: Database, prefix: str) -> str:
    """The one row or step whose id begins so, ruled out or not; raises FilterError for none and for several."""
    fitting = sorted({i for table in ("mentions", "steps") for i in _beginning(database, table, prefix)})
    if len(fitting) == 1 or prefix in fitting:
        return prefix if prefix in fitting else fitting[0]
    if fitting:
        raise FilterError(_several(prefix, fitting))
    raise FilterError(f"no row or step has an id that begins with {prefix!r}; `dragoman mentions` lists the rows")


def thing_meant(database: Database, prefix: str) -> str:
    """The one mention or step of an undertaking whose id begins so; raises FilterError for none and for several."""
    fitting = _beginning(database, "things", prefix)
    if len(fitting) == 1 or prefix in fitting:
        return prefix if prefix in fitting else fitting[0]
    if fitting:
        raise FilterError(_several(prefix, fitting))
    raise FilterError(
        f"no mention or step has an id that begins with {prefix!r}; "
        "`dragoman mentions` and `dragoman undertakings` list them"
    )


def _plain(word: str) -> str:
    """The word without what SQLite cannot hold: half a character from an undecodable argument."""
    return word.encode("utf-8", "replace").decode()


def _beginning(database: Database, table: str, prefix: str) -> list[str]:
    """At most a few more ids than are listed, so that a short prefix costs nothing."""
    query = f"SELECT DISTINCT id FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT {_LISTED + 1}"
    plain = _plain(prefix)
    return [row["id"] for row in database.each(query, (plain, plain + "\U0010ffff"))] if prefix else []


def _several(prefix: str, fitting: list[str]) -> str:
    more = " ..." if len(fitting) > _LISTED else ""
    return f"several ids begin with {prefix!r}: {', '.join(fitting[:_LISTED])}{more}; give more of it"


def search(database: Database, words: str, clause: Clause, limit: int | None) -> Iterator[Hit]:
    """Sentences that hold the words and meet the condition on `sentences s`, best first; see `Ledger.search`.

    The condition sees to words without letter or digit, which the index does not know.
    """
    match = match_words(words)
    where = "sentence_words MATCH ? AND" if match else ""
    snippet = "snippet(sentence_words, 0, '[', ']', '…', 32)" if match else "s.text"
    rank = "rank," if match else ""
    query = (
        f"SELECT s.*, d.name, {snippet} AS snippet FROM sentence_words w JOIN sentences s ON s.key = w.rowid "
        f"JOIN documents d ON d.id = s.document WHERE {where} {clause.sql} "
        f"ORDER BY {rank} d.name, d.id, s.n LIMIT ?"
    )
    values = (*([match] if match else []), *clause.values, -1 if limit is None else limit)
    for row in database.each(query, values):
        rows = database.each(
            'SELECT * FROM mentions WHERE document = ? AND start = ? AND "end" = ? '
            "AND ruling IS NOT 'rejected' ORDER BY n",
            (row["document"], row["start"], row["end"]),
        )
        mentions = tuple(mention_of(found, row["name"]) for found in rows)
        yield Hit(row["document"], row["name"], sentence_of(row), row["snippet"], mentions)


def shown(reading: Reading, key: str) -> Shown:
    """The mention, step or document with this id in its context."""
    mention = next((m for m in reading.mentions if m.id == key), None)
    found = mention or next((s for s in reading.steps if s.id == key), None)
    if found is None:
        whole = (reading.sentences, reading.spans, reading.times, reading.mentions)
        return Shown(key, reading.document, None, None, (), *whole)
    at = next(n for n, s in enumerate(reading.sentences) if (s.start, s.end) == (found.start, found.end))
    sentence = reading.sentences[at]
    return Shown(
        id=key,
        document=reading.document,
        mention=mention,
        sentence=sentence,
        before=tuple(s for s in reading.sentences[max(0, at - _CONTEXT) : at] if s.passage == sentence.passage),
        after=tuple(s for s in reading.sentences[at + 1 : at + 1 + _CONTEXT] if s.passage == sentence.passage),
        spans=tuple(s for s in reading.spans if sentence.start <= s.start and s.end <= sentence.end),
        times=tuple(t for t in reading.times if sentence.start <= t.start and t.end <= sentence.end),
        mentions=tuple(m for m in reading.mentions if (m.start, m.end) == (sentence.start, sentence.end)),
    )
