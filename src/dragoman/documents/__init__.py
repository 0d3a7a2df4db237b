"""Files and texts in, documents out: sources found and decoded, each format read, passages, dates, names."""

from dragoman.documents.assemble import read_document
from dragoman.documents.dating import date_document
from dragoman.documents.intake import Entry, Page, Reader, Skipped, Source
from dragoman.documents.passages import split_page
from dragoman.documents.readers import READERS
from dragoman.documents.sources import find_sources

__all__ = [
    "READERS",
    "Entry",
    "Page",
    "Reader",
    "Skipped",
    "Source",
    "date_document",
    "find_sources",
    "read_document",
    "split_page",
]
