"""The store, the only place with SQL: readings in, answers to filters, words and ids out of one file."""

from dragoman.ledger.answers import Change, DocumentRow, Hit, Origin, Ruling, Run, Shown, ShownHappening
from dragoman.ledger.filters import ARTICLE, Filter, nearest
from dragoman.ledger.store import Ledger

__all__ = [
    "ARTICLE",
    "Change",
    "DocumentRow",
    "Filter",
    "Hit",
    "Ledger",
    "Origin",
    "Ruling",
    "Run",
    "Shown",
    "ShownHappening",
    "nearest",
]
