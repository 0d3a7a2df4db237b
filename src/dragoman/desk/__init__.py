"""The desk joins readers, coder, workers and store: paths in, a ledger and a summary of the run out."""

from dragoman.desk.reading import MOST_JOBS, read, read_ledger
from dragoman.desk.summary import Progress, Summary
from dragoman.desk.view import Drawing, Ledger, View
from dragoman.desk.workers import Work, code_source

__all__ = [
    "MOST_JOBS",
    "Drawing",
    "Ledger",
    "Progress",
    "Summary",
    "View",
    "Work",
    "code_source",
    "read",
    "read_ledger",
]
