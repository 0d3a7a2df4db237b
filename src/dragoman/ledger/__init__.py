"""The store, the only place with SQL: readings in, answers to filters, words and ids out of one file."""

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
from dragoman.ledger.filters import ARTICLE, Filter, nearest
from dragoman.ledger.store import Ledger

__all__ = [
    "ARTICLE",
    "Change",
    "Changes",
    "DocumentRow",
    "Facets",
    "Filter",
    "Hit",
    "Ledger",
    "Origin",
    "Page",
    "Ruling",
    "Run",
    "Shown",
    "ShownHappening",
    "Tally",
    "nearest",
]
