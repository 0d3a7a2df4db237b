"""The store, the only place with SQL: readings in, answers to filters, words and ids out of one file."""

from dragoman.ledger.answers import DocumentRow, Hit, Origin, Run, Shown
from dragoman.ledger.filters import ARTICLE, Filter, nearest
from dragoman.ledger.store import Ledger

__all__ = ["ARTICLE", "DocumentRow", "Filter", "Hit", "Ledger", "Origin", "Run", "Shown", "nearest"]
