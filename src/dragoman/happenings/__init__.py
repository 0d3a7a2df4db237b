"""What happened: mentions in, events, undertakings and disagreements out; pure, in whatever order they come."""

from dragoman.happenings.reports import Report, report_of, reports_of
from dragoman.happenings.sorts import EVENTS, UNDERTAKINGS, Rulings, Sort, Thing, gathered, links_of, merged, pairs_of
from dragoman.happenings.undertakings import as_of, related

__all__ = [
    "EVENTS",
    "UNDERTAKINGS",
    "Report",
    "Rulings",
    "Sort",
    "Thing",
    "as_of",
    "gathered",
    "links_of",
    "merged",
    "pairs_of",
    "related",
    "report_of",
    "reports_of",
]
