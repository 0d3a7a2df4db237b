"""Filters and search words as SQL: a checked filter in, conditions with their bound values out."""
# ruff: noqa: S608 - values are always bound; only names and conditions written in this room are put in

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.codebook.lineage import lineage_codes
from dragoman.ledger.filters import ARTICLE, Filter, first_day, last_day

__all__ = [
    "Clause",
    "both",
    "document_clause",
    "event_clause",
    "match_words",
    "mention_clause",
    "search_clause",
    "undertaking_clause",
]

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition in SQL with question marks for its values, and the values."""

    sql: str
    values: tuple[object, ...] = ()


def both(*clauses: Clause) -> Clause:
    """The condition that all of these hold."""
    sql = " AND ".join(f"({clause.sql})" for clause in clauses) or "1"
    return Clause(sql, tuple(value for clause in clauses for value in clause.values))


def _any(*clauses: Clause) -> Clause:
    sql = " OR ".join(f"({clause.sql})" for clause in clauses)
    return Clause(sql, tuple(value for clause in clauses for value in clause.values))


def _within(column: str, values: Sequence[object]) -> Clause:
    return Clause(f"{column} IN ({', '.join('?' * len(values))})", tuple(values))


def _exists(table: str, *clauses: Clause) -> Clause:
    inner = both(*clauses)
    return Clause(f"EXISTS (SELECT 1 FROM {table} WHERE {inner.sql})", inner.values)


def mention_clause(asked: Filter, documents: Sequence[str] | None) -> Clause:
    """The condition on `mentions m`; `documents` are the ids that `asked.document` means, None for all."""
    clauses = [*_scope("m.document", documents), *_outlets("m.document", asked), *_parties(asked)]
    if "all" not in asked.passages:
        clauses.append(_within("m.passage", asked.passages or ARTICLE))
    clauses += _days(asked, "coalesce(m.date_start, m.date_end)", "coalesce(m.date_end, m.date_start)")
    if asked.types:
        clauses.append(_within("m.type", asked.types))
    if asked.modes:
        clauses.append(_any(_within("m.mode", asked.modes), _within("m.type || '/' || m.mode", asked.modes)))
    if asked.statuses:
        clauses.append(_within("m.status", asked.statuses))
    clauses += _flag("m.historical", asked.historical) + _flag("m.domestic", asked.domestic)
    differing = '(m.id IN (SELECT g.thing FROM disagreements x JOIN thing_groups g ON g."group" = x.about))'
    clauses += _flag(differing, asked.disputed) + _ruled(asked.rulings)
    if asked.min_confidence > 0:
        clauses.append(Clause("m.confidence >= ?", (asked.min_confidence,)))
    if asked.words is not None:
        holding = _holds(asked.words)
        there = 'x.document = s.document AND x.start = s.start AND x."end" = s."end"'
        found = f"SELECT x.id FROM sentences s CROSS JOIN mentions x ON {there} WHERE {holding.sql}"
        clauses.append(Clause(f"m.id IN ({found})", holding.values))
    return both(*clauses)


def search_clause(asked: Filter, documents: Sequence[str] | None) -> Clause:
    """The condition on `sentences s`: where it stands, which words it holds, and rows that it must have."""
    clauses = _scope("s.document", documents) + _outlets("s.document", asked)
    if asked.passages and "all" not in asked.passages:
        clauses.append(_within("s.kind", asked.passages))
    if asked.words is not None:
        clauses.append(_holds(asked.words))
    rows = replace(asked, document=None, outlets=(), words=None, passages=())
    if rows != Filter(strict_polity=asked.strict_polity):
        here = Clause('m.document = s.document AND m.start = s.start AND m."end" = s."end"')
        clauses.append(_exists("mentions m", here, mention_clause(replace(rows, passages=("all",)), None)))
    return both(*clauses)


def document_clause(asked: Filter, documents: Sequence[str] | None) -> Clause:
    """The condition on `documents d`: dates mean publication, all else asks for one row that answers it."""
    # A month or year of publication reaches from its first to its last day; text order does the rest.
    first, last = "substr(d.published || '-00-00', 1, 10)", "substr(d.published || '-99-99', 1, 10)"
    clauses = [*_scope("d.id", documents), *_outlets("d.id", asked), *_days(asked, first, last)]
    if asked.words is not None:
        clauses.append(_exists("sentences s", Clause("s.document = d.id"), _holds(asked.words)))
    rows = replace(asked, document=None, outlets=(), words=None, since=None, until=None)
    if rows != Filter(strict_polity=asked.strict_polity):
        clauses.append(_exists("mentions m", Clause("m.document = d.id"), mention_clause(rows, None)))
    return both(*clauses)


def event_clause(asked: Filter, documents: Sequence[str] | None) -> Clause:
    """The condition on `events h`; documents, passages and words are asked of its mentions."""
    clauses = [
        *_sides(asked),
        *_days(asked, "coalesce(h.date_start, h.date_end)", "coalesce(h.date_end, h.date_start)"),
    ]
    if asked.types:
        clauses.append(_within("h.type", asked.types))
    if asked.modes:
        clauses.append(_any(_within("h.mode", asked.modes), _within("h.type || '/' || h.mode", asked.modes)))
    if asked.statuses:
        clauses.append(_within("h.status", asked.statuses))
    clauses += _flag("h.historical", asked.historical)
    clauses += _flag("(h.id IN (SELECT about FROM disagreements))", asked.disputed)
    if asked.min_confidence > 0:
        clauses.append(Clause("h.confidence >= ?", (asked.min_confidence,)))
    rows = Filter(
        words=asked.words, outlets=asked.outlets, passages=asked.passages or ("all",), domestic=asked.domestic
    )
    if documents is not None or rows != Filter(passages=("all",)):
        inner = mention_clause(rows, documents)
        clauses.append(
            Clause(
                f'h.id IN (SELECT g."group" FROM thing_groups g JOIN mentions m ON m.id = g.thing WHERE {inner.sql})',
                inner.values,
            )
        )
    return both(*clauses)


def undertaking_clause(asked: Filter, documents: Sequence[str] | None) -> Clause:
    """The condition on `undertakings h`; `since` and `until` are asked of the publication days of its steps."""
    clauses = _sides(asked)
    if asked.kinds:
        clauses.append(_within("h.kind", asked.kinds))
    if asked.states:
        clauses.append(_within("h.state", asked.states))
    told = [Clause("t.happening = h.id"), *_scope("t.document", documents), *_outlets("t.document", asked)]
    first, last = "substr(d.published || '-00-00', 1, 10)", "substr(d.published || '-99-99', 1, 10)"
    told += _days(asked, first, last)
    if asked.words is not None:
        told.append(_holds(asked.words))
    if len(told) > 1:
        joined = (
            "happening_sentences t JOIN documents d ON d.id = t.document "
            "JOIN sentences s ON s.document = t.document AND s.start = t.start"
        )
        clauses.append(_exists(joined, *told))
    return both(*clauses)


def _ruled(rulings: Sequence[str]) -> list[Clause]:
    """Rows by what humans made of them; unasked, all that was not rejected."""
    if "all" in rulings:
        return []
    named = [name for name in rulings if name != "none"]
    found = [_within("m.ruling", named)] if named else []
    if "none" in rulings:
        found.append(Clause("m.ruling IS NULL"))
    return [_any(*found)] if found else [Clause("m.ruling IS NOT 'rejected'")]


def _sides(asked: Filter) -> list[Clause]:
    """The parties asked for, on `happening_parties`."""

    def on(code: str, *roles: str) -> Clause:
        codes = (code,) if asked.strict_polity else lineage_codes(code)
        named, of = _within("code", codes), _within("role", roles)
        found = f"h.id IN (SELECT happening FROM happening_parties WHERE {of.sql} AND {named.sql})"
        return Clause(found, (*of.values, *named.values))

    everywhere = ("actor", "recipient", "party")
    clauses = []
    if asked.pair is not None:
        clauses.append(_together("h.id", "happening_parties", "happening", asked))
    if asked.actor is not None:
        clauses.append(on(asked.actor, "actor"))
    if asked.recipient is not None:
        clauses.append(on(asked.recipient, "recipient"))
    if asked.party is not None:
        clauses.append(on(asked.party, *everywhere))
    return clauses


def _scope(column: str, documents: Sequence[str] | None) -> list[Clause]:
    return [] if documents is None else [_within(column, documents)]


def _outlets(column: str, asked: Filter) -> list[Clause]:
    if not asked.outlets:
        return []
    named = _within("outlet", asked.outlets)
    return [Clause(f"{column} IN (SELECT id FROM documents WHERE {named.sql})", named.values)]


def _flag(column: str, wanted: bool | None) -> list[Clause]:
    return [] if wanted is None else [Clause(f"{column} = ?", (int(wanted),))]


def _days(asked: Filter, first: str, last: str) -> list[Clause]:
    clauses = []
    if asked.since is not None:
        clauses.append(Clause(f"{last} >= ?", (first_day(asked.since),)))
    if asked.until is not None:
        clauses.append(Clause(f"{first} <= ?", (last_day(asked.until),)))
    return clauses


def _codes(asked: Filter, code: str, column: str = "code") -> Clause:
    return _within(column, (code,) if asked.strict_polity else lineage_codes(code))


def _together(id_: str, table: str, key: str, asked: Filter) -> Clause:
    """What both of a pair have a part in: the first, rarer one leads the search."""
    one, other = asked.pair or ("", "")
    first, second = _codes(asked, one, "a.code"), _codes(asked, other, "+b.code")
    beside = f"SELECT 1 FROM {table} b WHERE b.{key} = a.{key} AND {second.sql}"
    found = f"SELECT a.{key} FROM {table} a WHERE {first.sql} AND EXISTS ({beside})"
    return Clause(f"{id_} IN ({found})", (*first.values, *second.values))


def _parties(asked: Filter) -> list[Clause]:
    def codes(code: str) -> Clause:
        return _codes(asked, code)

    def anywhere(code: str, role: str | None = None) -> Clause:
        named = codes(code) if role is None else both(codes(code), Clause(f"role = '{role}'"))
        return Clause(f"SELECT mention FROM mention_parties WHERE {named.sql}", named.values)

    def on(role: str, code: str) -> Clause:
        named = codes(code)
        here = f"SELECT 1 FROM mention_parties p WHERE p.mention = m.id AND p.role = '{role}' AND {named.sql}"
        return Clause(f"EXISTS ({here})", named.values)

    clauses = []
    if asked.pair is not None:
        one, other = asked.pair
        clauses.append(_together("m.id", "mention_parties", "mention", asked))
        onto = both(on("actor", one), on("recipient", other))
        back = both(on("actor", other), on("recipient", one))
        together = both(Clause("m.reciprocal = 1"), on("actor", one), on("actor", other))
        clauses.append(_any(onto, back, together))
        if asked.domestic is None:
            clauses.append(Clause("m.domestic = 0"))
    for code, role in ((asked.actor, "actor"), (asked.recipient, "recipient"), (asked.party, None)):
        if code is not None:
            found = anywhere(code, role)
            clauses.append(Clause(f"m.id IN ({found.sql})", found.values))
    return clauses


def _holds(words: str) -> Clause:
    """The condition that sentence `s` holds the words."""
    match = match_words(words)
    if match is None:
        return Clause("instr(s.text, ?) > 0", (_SURROGATE.sub("\ufffd", words.strip()),))
    return Clause("s.key IN (SELECT rowid FROM sentence_words WHERE sentence_words MATCH ?)", (match,))


def match_words(words: str) -> str | None:
    """User's words as an FTS5 query in which no character has a meaning of its own.

    All words must stand in the sentence, those between double quotes side by side. None where there is no
    letter or digit to look for: such a string is then looked up character by character.
    """
    phrases = [
        "".join(char if unicodedata.category(char)[0] in "LNM" else " " for char in quoted or plain).strip()
        for quoted, plain in re.findall(r'"([^"]*)"|([^\s"]+)', words)
    ]
    return " ".join(f'"{phrase}"' for phrase in phrases if phrase) or None
