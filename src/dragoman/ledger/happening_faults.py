"""Are the happenings those that the documents tell: rows of events, undertakings and groups in, what is wrong out."""
# ruff: noqa: S608 - values are always bound; only names and conditions written in this room are put in

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, groupby
from typing import Any

import msgspec

from dragoman.codebook.lineage import lineage
from dragoman.happenings import Sort
from dragoman.ledger.filters import ARTICLE
from dragoman.ledger.gather import SORTS, home_of
from dragoman.ledger.happened import RULES, happening_rows
from dragoman.ledger.rulings import load_rulings

__all__ = ["happening_faults"]

_TABLES = {"event": "events", "undertaking": "undertakings"}
_KEYS = {"disagreements": "about", "happening_parties": "happening", "happening_sentences": "happening"}
_MEND = "read its documents again with --recode"
_PASSAGES = ", ".join(f"'{kind}'" for kind in sorted(ARTICLE))
_THERE = "SELECT 1 FROM things t WHERE t.id ="
_UNFOUNDED = (  # ids that should not be there, and what each means
    (
        "SELECT id FROM things t WHERE sort = 'event' AND id LIKE 'm%' "
        "AND NOT EXISTS (SELECT 1 FROM mentions m WHERE m.id = t.id AND m.document = t.document "
        "AND m.ruling IS NOT 'rejected')",
        "{} is gathered into events, and the ledger has no such mention in its document",
    ),
    (
        "SELECT id FROM things t WHERE sort = 'undertaking' "
        "AND NOT EXISTS (SELECT 1 FROM steps s WHERE s.id = t.id AND s.document = t.document)",
        "{} is gathered into undertakings, and the ledger has no such step in its document",
    ),
    (
        "SELECT m.id FROM mentions m JOIN documents d ON d.id = m.document "
        f"WHERE d.gathered <> '' AND m.ruling IS NOT 'rejected' AND m.passage IN ({_PASSAGES}) "
        f"AND NOT EXISTS ({_THERE} m.id)",
        "mention {} was not gathered with the others of its document",
    ),
    (
        "SELECT s.id FROM steps s JOIN documents d ON d.id = s.document "
        "WHERE d.gathered <> '' AND s.id NOT IN (SELECT id FROM ruled_steps) "
        f"AND NOT EXISTS ({_THERE} s.id)",
        "step {} was not gathered with the others of its document",
    ),
    (
        "SELECT id FROM things t WHERE NOT EXISTS (SELECT 1 FROM thing_groups g WHERE g.thing = t.id)",
        "{} is in no group",
    ),
    (
        f"SELECT DISTINCT thing FROM thing_keys k WHERE NOT EXISTS ({_THERE} k.thing)",
        "thing_keys has a row of {}, which is neither mention nor step",
    ),
    (
        "SELECT thing FROM (SELECT one AS thing FROM thing_links UNION SELECT other FROM thing_links) l "
        f"WHERE NOT EXISTS ({_THERE} l.thing)",
        "thing_links has a row of {}, which is neither mention nor step",
    ),
    (
        "SELECT DISTINCT former FROM former_ids f WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.id = f.now) "
        "AND NOT EXISTS (SELECT 1 FROM undertakings u WHERE u.id = f.now)",
        "the former id {} leads to what is neither event nor undertaking",
    ),
)


def happening_faults(connection: sqlite3.Connection) -> Iterator[str]:
    """What is wrong with events, undertakings and disagreements, one line each.

    Groups with a document that another version gathered are not made again: the next `dragoman read` does it.
    """
    yield from _mention_faults(connection)
    for query, message in _UNFOUNDED:
        yield from (message.format(name) for (name,) in connection.execute(f"{query} ORDER BY 1").fetchall())
    yield from _ruling_faults(connection)
    told = set()
    for sort in SORTS:
        for home, rows in groupby(_things(connection, sort).fetchall(), lambda row: str(row["home"])):
            told.add(home)
            yield from (f"{sort.name} {home}: {fault}" for fault in _group_faults(connection, sort, home, list(rows)))
    yield from _loose(connection, told)
    yield from _pair_faults(connection)


def _pair_faults(connection: sqlite3.Connection) -> Iterator[str]:
    """Pairs of states that are not counted as the events have them."""
    parties: dict[str, set[str]] = {}
    query = "SELECT p.happening, p.code FROM happening_parties p JOIN events e ON e.id = p.happening"
    for row in connection.execute(query):
        parties.setdefault(row["happening"], set()).add(lineage(row["code"]))
    true = Counter(pair for sides in parties.values() for pair in combinations(sorted(sides), 2))
    kept = {(row["one"], row["other"]): row["events"] for row in connection.execute("SELECT * FROM pairs")}
    for pair in sorted(true.keys() | kept.keys()):
        if true[pair] != kept.get(pair, 0):
            yield f"{' and '.join(pair)} have {true[pair]} events, and {kept.get(pair, 0)} are counted; {_MEND}"


def _ruling_faults(connection: sqlite3.Connection) -> Iterator[str]:
    """Pairs that a human ruled to be one and that stand in two groups."""
    homes = {row["thing"]: row["group"] for row in connection.execute("SELECT * FROM thing_groups")}
    for one, other in sorted(load_rulings(connection).same):
        if one in homes and other in homes and homes[one] != homes[other]:
            yield f"{one} and {other} are apart, and a ruling says that they are the same; {_MEND}"


def _mention_faults(connection: sqlite3.Connection) -> Iterator[str]:
    """Events whose mentions are not there, and mentions of several events."""
    known = {name for (name,) in connection.execute("SELECT id FROM mentions")}
    homes: dict[str, str] = {}
    for event, names in connection.execute("SELECT id, mentions FROM events ORDER BY id"):
        try:
            mentions = msgspec.json.decode(names, type=tuple[str, ...])
        except msgspec.DecodeError as error:
            yield f"event {event}: its mentions cannot be understood: {error}"
            continue
        for mention in mentions:
            if mention not in known:
                yield f"event {event}: its mention {mention} is not in the ledger; {_MEND}"
            if homes.setdefault(mention, event) != event:
                yield f"mention {mention} is in two events, {homes[mention]} and {event}; {_MEND}"


def _things(connection: sqlite3.Connection, sort: Sort[Any, Any]) -> sqlite3.Cursor:
    """The things of a sort, those of one group together and in the order of their ids."""
    query = (
        'SELECT g."group" AS home, t.id, t.data, d.gathered FROM things t JOIN thing_groups g ON g.thing = t.id '
        "JOIN documents d ON d.id = t.document WHERE t.sort = ? ORDER BY home, t.id"
    )
    return connection.execute(query, (sort.name,))


def _group_faults(
    connection: sqlite3.Connection, sort: Sort[Any, Any], home: str, rows: Sequence[sqlite3.Row]
) -> Iterator[str]:
    """Whether the happening of a group is what its things make."""
    if any(row["gathered"] != RULES for row in rows):
        return
    try:
        things = [msgspec.json.decode(row["data"], type=sort.type) for row in rows]
    except msgspec.DecodeError as error:
        yield f"a member cannot be understood: {error}; {_MEND}"
        return
    made = sort.make(things)
    if home_of(things, made) != home:
        yield f"by its members its id is {home_of(things, made)}; {_MEND}"
        return
    expected = {} if made is None else happening_rows(made, sort.differ(made.id, things))
    main = _TABLES[sort.name]
    if not _same(_stored(connection, main, "id", home), expected.get(main, [])):
        yield f"it is not what its {len(things)} mentions or steps make now; {_MEND}"
    for table, key in _KEYS.items():
        if not _same(_stored(connection, table, key, home), expected.get(table, [])):
            yield f"{table} does not fit it; {_MEND}"


def _stored(connection: sqlite3.Connection, table: str, key: str, value: str) -> list[dict[str, object]]:
    return [dict(row) for row in connection.execute(f"SELECT * FROM {table} WHERE {key} = ?", (value,))]


def _same(one: Sequence[Mapping[str, object]], other: Sequence[Mapping[str, object]]) -> bool:
    """Whether two lists hold the same rows, in whatever order."""
    return len(one) == len(other) and all(row in other for row in one)


def _loose(connection: sqlite3.Connection, told: set[str]) -> Iterator[str]:
    """Happenings that no group tells, and rows of happenings that are not there."""
    there: set[str] = set()
    for sort, table in _TABLES.items():
        for (name,) in connection.execute(f"SELECT id FROM {table} ORDER BY id").fetchall():
            there.add(name)
            if name not in told:
                yield f"{sort} {name}: no mention or step tells it; {_MEND}"
    for table, key in _KEYS.items():
        for (name,) in connection.execute(f"SELECT DISTINCT {key} FROM {table} ORDER BY 1").fetchall():
            if name not in there and name not in told:
                yield f"{table} has a row of {name}, which is neither event nor undertaking"
