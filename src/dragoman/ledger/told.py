"""The id of a row, step, disagreement or happening, of today or former, in, the happening it is part of out."""
# ruff: noqa: S608 - values are always bound; only names and conditions written in this room are put in

from __future__ import annotations

from dragoman.errors import FilterError
from dragoman.ledger import ask
from dragoman.ledger.answers import ShownHappening
from dragoman.ledger.clauses import Clause
from dragoman.ledger.database import Database
from dragoman.ledger.load import mention_of
from dragoman.records import Event, Mention, Undertaking

__all__ = ["told"]

_HOMES = (  # where an id may lead, the nearest first
    'SELECT "group" AS home FROM thing_groups WHERE thing = ?',
    "SELECT about AS home FROM disagreements WHERE id = ?",
    "SELECT now AS home FROM former_ids WHERE former = ? ORDER BY now",
)


def told(database: Database, key: str) -> ShownHappening | None:
    """The event or undertaking that an id is part of, stands for, or once stood for; None for none.

    Raises FilterError, which names them, where a former id leads to several.
    """
    for query in _HOMES:
        homes = [row["home"] for row in database.each(query, (key,))]
        if len(homes) > 1:
            raise FilterError(f"{key} was split; what it told is now in {' and in '.join(homes)}")
        found = _happening(database, homes[0]) if homes else None
        if found is not None:
            of = Clause("h.id = ?", (found.id,))
            differing = tuple(ask.disagreements(database, of, of, ()))
            asked = tuple(one for one in differing if one.id == key)
            return ShownHappening(key, found, _mentions(database, found), asked or differing)
    return None


def _happening(database: Database, home: str) -> Event | Undertaking | None:
    of = Clause("h.id = ?", (home,))
    event = next(ask.events(database, of), None)
    return event if event is not None else next(ask.undertakings(database, of), None)


def _mentions(database: Database, happening: Event | Undertaking) -> tuple[Mention, ...]:
    """The rows of an event in the order of publication."""
    if not isinstance(happening, Event):
        return ()
    marks = ", ".join("?" * len(happening.mentions))
    query = (
        "SELECT m.*, d.name AS document_name FROM mentions m JOIN documents d ON d.id = m.document "
        f"WHERE m.id IN ({marks}) ORDER BY d.published IS NULL, d.published, d.name, m.document, m.n"
    )
    return tuple(mention_of(row, row["document_name"]) for row in database.each(query, happening.mentions))
