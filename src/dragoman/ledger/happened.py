"""Happenings as rows: records in, rows of `events`, `undertakings` and `disagreements` out, and back."""
# ruff: noqa: S608 - values are always bound; only names and conditions written in this room are put in

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import msgspec

from dragoman.codebook.lineage import lineage
from dragoman.records import Account, Disagreement, Event, Place, Status, Undertaking, UndertakingStep

__all__ = [
    "RULES",
    "delete_happenings",
    "disagreement_of",
    "event_of",
    "happening_rows",
    "undertaking_of",
    "write_happening",
]

# Made once, when the module comes: what msgspec makes of a type must not be made by two threads at a time.
_STRINGS = msgspec.json.Decoder(tuple[str, ...])
_BASIS = msgspec.json.Decoder(dict[str, str])
_STEPS = msgspec.json.Decoder(tuple[UndertakingStep, ...])
_ACCOUNTS = msgspec.json.Decoder(tuple[Account, ...])


RULES = "4"  # changes with what things are found, compared and made; documents of other rules are gathered anew

_TABLES = {"event": "events", "undertaking": "undertakings"}

Row = dict[str, object]


def _json(value: object) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()


def _strings(text: str) -> tuple[str, ...]:
    return _STRINGS.decode(text)


def delete_happenings(connection: sqlite3.Connection, sort: str, ids: Sequence[str]) -> set[str]:
    """Remove the happenings with these ids, their parties and disagreements; the ids that there were."""
    known = set()
    for key in ids:
        if connection.execute(f"DELETE FROM {_TABLES[sort]} WHERE id = ?", (key,)).rowcount:
            known.add(key)
            if sort == "event":
                parties = connection.execute("SELECT code FROM happening_parties WHERE happening = ?", (key,))
                _count_pairs(connection, [row["code"] for row in parties], -1)
        connection.execute("DELETE FROM happening_parties WHERE happening = ?", (key,))
        connection.execute("DELETE FROM happening_sentences WHERE happening = ?", (key,))
        connection.execute("DELETE FROM disagreements WHERE about = ?", (key,))
    return known


def write_happening(
    connection: sqlite3.Connection, record: Event | Undertaking, disagreements: Iterable[Disagreement]
) -> None:
    """Write one happening with its parties, the sentences that tell it, and where its accounts differ."""
    for table, rows in happening_rows(record, disagreements).items():
        if rows:
            names, marks = ", ".join(rows[0]), ", ".join("?" * len(rows[0]))
            connection.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})", [tuple(row.values()) for row in rows]
            )
    if isinstance(record, Event):
        _count_pairs(connection, (*record.actors, *record.recipients), 1)


def _count_pairs(connection: sqlite3.Connection, codes: Iterable[str], more: int) -> None:
    """Count an event for each pair of its parties, or take it out."""
    for pair in combinations(sorted({lineage(code) for code in codes}), 2):
        connection.execute(
            "INSERT INTO pairs (one, other, events) VALUES (?, ?, ?) "
            "ON CONFLICT (one, other) DO UPDATE SET events = events + excluded.events",
            (*pair, more),
        )
        connection.execute("DELETE FROM pairs WHERE one = ? AND other = ? AND events = 0", pair)


def happening_rows(record: Event | Undertaking, disagreements: Iterable[Disagreement]) -> dict[str, list[Row]]:
    """All that stands in the ledger of one happening: the rows of each table."""
    found: dict[str, list[Row]]
    if isinstance(record, Event):
        found = {"events": [_event_row(record)]}
        roles = {("actor", code) for code in record.actors} | {("recipient", code) for code in record.recipients}
    else:
        places = sorted({(step.document, step.start) for step in record.steps})
        found = {
            "undertakings": [_undertaking_row(record)],
            "happening_sentences": [
                {"happening": record.id, "document": document, "start": start} for document, start in places
            ],
        }
        roles = {("actor", code) for code in record.by} | {("recipient", code) for code in record.to}
        roles |= {("party", code) for code in record.parties}
    found["happening_parties"] = [{"happening": record.id, "role": role, "code": code} for role, code in sorted(roles)]
    found["disagreements"] = [
        {"id": one.id, "about": one.about, "fact": one.fact, "accounts": _json(one.accounts)} for one in disagreements
    ]
    return found


def _event_row(e: Event) -> Row:
    return {
        **{
            name: getattr(e, name)
            for name in ("id", "type", "mode", "about", "status", "date_start", "date_end", "date_precision")
        },
        **{
            name: _json(getattr(e, name))
            for name in ("actors", "recipients", "mentions", "documents", "outlets", "basis")
        },
        **{name: getattr(e, name) for name in ("intensity", "confidence", "historical", "sources", "first_reported")},
        "place_name": e.place.name if e.place else None,
        "place_country": e.place.country if e.place else None,
    }


def _undertaking_row(u: Undertaking) -> Row:
    return {
        **{name: getattr(u, name) for name in ("id", "name", "kind", "subject", "due", "state", "ordered")},
        **{name: _json(getattr(u, name)) for name in ("aliases", "parties", "steps")},
        "by_parties": _json(u.by),
        "to_parties": _json(u.to),
    }


def event_of(row: sqlite3.Row, former: Sequence[str], names: Mapping[str, str]) -> Event:
    """The event in a row of `events`; `names` are the file names of documents, by id."""
    return Event(
        id=row["id"],
        type=row["type"],
        mode=row["mode"],
        about=row["about"],
        status=Status(row["status"]),
        actors=_strings(row["actors"]),
        recipients=_strings(row["recipients"]),
        date_start=row["date_start"],
        date_end=row["date_end"],
        date_precision=row["date_precision"],
        place=None if row["place_name"] is None else Place(row["place_name"], row["place_country"]),
        intensity=row["intensity"],
        confidence=row["confidence"],
        historical=bool(row["historical"]),
        mentions=_strings(row["mentions"]),
        documents=tuple(names[key] for key in _strings(row["documents"])),
        outlets=_strings(row["outlets"]),
        sources=row["sources"],
        first_reported=row["first_reported"],
        former_ids=tuple(former),
        basis=_BASIS.decode(row["basis"]),
    )


def undertaking_of(
    row: sqlite3.Row, former: Sequence[str], related: Sequence[str], names: Mapping[str, str]
) -> Undertaking:
    """The undertaking in a row of `undertakings`, its steps with the file names of their documents."""
    steps = _STEPS.decode(row["steps"])
    return Undertaking(
        id=row["id"],
        name=row["name"],
        aliases=_strings(row["aliases"]),
        kind=row["kind"],
        by=_strings(row["by_parties"]),
        to=_strings(row["to_parties"]),
        parties=_strings(row["parties"]),
        subject=row["subject"],
        due=row["due"],
        state=row["state"],
        overdue=None,
        ordered=bool(row["ordered"]),
        steps=tuple(replace(s, document=names[s.document]) for s in steps),
        related=tuple(related),
        former_ids=tuple(former),
    )


def disagreement_of(row: sqlite3.Row, names: Mapping[str, str]) -> Disagreement:
    """The disagreement in a row of `disagreements`, its accounts with the file names of their documents."""
    accounts = _ACCOUNTS.decode(row["accounts"])
    return Disagreement(
        row["id"], row["about"], row["fact"], tuple(replace(a, document=names[a.document]) for a in accounts)
    )
