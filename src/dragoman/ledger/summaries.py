"""Questions that count: a database and a condition in, numbers by what is counted out."""
# ruff: noqa: S608 - values are always bound; only names and conditions written in this room are put in

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.ledger.answers import Facets, Tally
from dragoman.ledger.clauses import Clause
from dragoman.ledger.database import Database

__all__ = ["company", "facets", "pairs", "size", "sources", "states", "tallies", "types"]

_MOST_YEARS = 100

_FACETS = {  # what rows are told apart by, with the query for it over those `found`
    "party": "SELECT lineage(p.code), count(DISTINCT f.id) FROM found f "
    "CROSS JOIN mention_parties p ON p.mention = f.id GROUP BY 1",
    "type": "SELECT type, count(*) FROM found GROUP BY 1",
    "status": "SELECT status, count(*) FROM found GROUP BY 1",
    "year": "SELECT substr(first, 1, 4) || ' ' || substr(last, 1, 4), count(*) FROM found WHERE first <> '' GROUP BY 1",
    "outlet": "SELECT d.outlet, sum(n) FROM (SELECT document, count(*) AS n FROM found GROUP BY 1) f "
    "CROSS JOIN documents d ON d.id = f.document WHERE d.outlet IS NOT NULL GROUP BY 1",
    "passage": "SELECT passage, count(*) FROM found GROUP BY 1",
    "confidence": "SELECT column1, count(*) FROM (VALUES ('0.5'), ('0.7'), ('0.9')) "
    "JOIN found f ON f.confidence >= CAST(column1 AS REAL) GROUP BY 1",
    "domestic": "SELECT iif(domestic, 'yes', 'no'), count(*) FROM found GROUP BY 1",
    "historical": "SELECT iif(historical, 'yes', 'no'), count(*) FROM found GROUP BY 1",
    "ruling": "SELECT coalesce(ruling, 'none'), count(*) FROM found GROUP BY 1",
}


_WITH = (  # who the other side is where one is asked for: as in a question for the pair of both
    "SELECT lineage(b.code), count(DISTINCT f.id) FROM found f CROSS JOIN mention_parties a ON a.mention = f.id "
    "CROSS JOIN mention_parties b ON b.mention = f.id WHERE lineage(a.code) = ? AND lineage(b.code) <> ? "
    "AND f.domestic = 0 AND (a.role <> b.role OR (f.reciprocal AND a.role = 'actor')) GROUP BY 1"
)


def facets(database: Database, clause: Clause, most: int, beside: str | None = None) -> Facets:
    """How the rows that meet a condition divide; of more than `most` some `most` of them are counted.

    Parties are counted by lineage; with `beside` those who act with it or upon it, or are acted upon by it.
    """
    queries = _FACETS | ({"party": _WITH} if beside else {})
    parts = " UNION ALL ".join(f"SELECT '{name}', * FROM ({query})" for name, query in queries.items())
    query = (
        "WITH found AS MATERIALIZED (SELECT m.id, m.passage, m.ruling, m.type, m.status, m.historical, m.domestic, "
        "m.document, m.reciprocal, m.confidence, coalesce(m.date_start, m.date_end, '') AS first, "
        "coalesce(m.date_end, m.date_start, '') AS last "
        f"FROM mentions m WHERE {clause.sql} LIMIT ?) "
        f"SELECT '', '', (SELECT count(*) FROM found) UNION ALL {parts}"
    )
    values = (*clause.values, most + 1, *((beside, beside) if beside else ()))
    (_, _, total), *rows = (tuple(row) for row in database.each(query, values))
    found: dict[str, dict[str, int]] = {name: {} for name in _FACETS}
    for name, value, count in rows:
        for one in _years(value) if name == "year" else (value,):
            found[name][one] = found[name].get(one, 0) + count
    ranked = {
        name: dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))) for name, counts in found.items()
    }
    return Facets(min(total, most), total <= most, ranked)


def _years(span: str) -> Sequence[str]:
    """All years from the first to the last: a row of several is found by each."""
    first, last = (int(year) for year in span.split())
    return [f"{year:04}" for year in range(first, min(last, first + _MOST_YEARS) + 1)]


def states(database: Database, clause: Clause) -> dict[str, int]:
    """How many undertakings there are in each state."""
    query = f"SELECT h.state, count(*) AS n FROM undertakings h WHERE {clause.sql} GROUP BY 1 ORDER BY n DESC, 1"
    return {row["state"]: row["n"] for row in database.each(query, clause.values)}


def size(database: Database, table: str, clause: Clause, most: int) -> int:
    """How many rows of a table (with its alias) meet a condition; at most one more than `most`."""
    query = f"SELECT count(*) AS n FROM (SELECT 1 FROM {table} WHERE {clause.sql} LIMIT ?)"
    row = database.one(query, (*clause.values, most + 1))
    return 0 if row is None else int(row["n"])


def types(database: Database) -> dict[str, int]:
    """How many rows there are of each type, the rarest first."""
    query = "SELECT type, count(*) AS n FROM mentions WHERE ruling IS NOT 'rejected' GROUP BY 1 ORDER BY n, type"
    return {row["type"]: row["n"] for row in database.each(query)}


def tallies(database: Database, clause: Clause) -> Iterator[Tally]:
    """How many events there are of each type, status and year."""
    query = (
        "SELECT h.type, h.status, h.historical, substr(coalesce(h.date_start, h.date_end), 1, 4) AS year, "
        f"count(*) AS n, avg(h.intensity) AS mean FROM events h WHERE {clause.sql} GROUP BY 1, 2, 3, 4 "
        "ORDER BY year IS NULL, year, h.type, h.status"
    )
    for row in database.each(query, clause.values):
        yield Tally(row["type"], row["status"], bool(row["historical"]), row["year"], row["n"], row["mean"])


def pairs(database: Database, limit: int, of: str | None) -> list[tuple[str, str, int]]:
    """The pairs with most events, the most first; those that a code is one of."""
    where, values = ("WHERE one = ? OR other = ?", (of, of)) if of else ("", ())
    query = f"SELECT one, other, events FROM pairs {where} ORDER BY events DESC, one, other LIMIT ?"
    rows = database.each(query, (*values, limit))
    return [(row["one"], row["other"], row["events"]) for row in rows]


def company(database: Database, clause: Clause) -> list[tuple[str, int]]:
    """The codes that take part in events, with in how many, the most first."""
    query = (
        "SELECT code, count(DISTINCT happening) AS n FROM happening_parties "
        f"WHERE happening IN (SELECT h.id FROM events h WHERE {clause.sql}) GROUP BY 1 ORDER BY n DESC, code"
    )
    return [(row["code"], row["n"]) for row in database.each(query, clause.values)]


def sources(database: Database, clause: Clause) -> list[tuple[str, int]]:
    """The ids of the documents that tell of events, with of how many, the most first."""
    query = (
        "SELECT j.value AS document, count(*) AS n FROM events h, json_each(h.documents) j "
        f"WHERE {clause.sql} GROUP BY 1 ORDER BY n DESC, 1"
    )
    return [(row["document"], row["n"]) for row in database.each(query, clause.values)]
