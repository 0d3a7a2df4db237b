"""The table of formats: the first reader that claims a file, by its suffix or else by its bytes, reads it."""

from dragoman.documents.intake import Reader
from dragoman.documents.readers.html import HTML, MHTML
from dragoman.documents.readers.jsonl import JSON, JSONL
from dragoman.documents.readers.text import TEXT

__all__ = ["READERS"]

READERS: tuple[Reader, ...] = (JSONL, JSON, MHTML, HTML, TEXT)
"""Text is the last: it claims whatever nobody else does."""
