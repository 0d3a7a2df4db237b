"""The tree of errors: every error that dragoman raises on purpose, with one base class to catch them all."""

__all__ = [
    "CodebookError",
    "DocumentError",
    "DragomanError",
    "FilterError",
    "GoldError",
    "LedgerError",
    "ModelError",
]


class DragomanError(Exception):
    """Base of all errors raised on purpose. The message is one line: what was found, where, what would be right."""


class DocumentError(DragomanError):
    """A file or stream that cannot be read as a document; the run leaves it out and names it in its summary."""


class CodebookError(DragomanError):
    """A table or page of the codebook that breaks its schema; names file and entry."""


class GoldError(DragomanError):
    """A file of gold that cannot be scored; names file, line and what would be right."""


class LedgerError(DragomanError):
    """A ledger that is missing, not a ledger, of a newer version, or damaged."""


class FilterError(DragomanError):
    """A filter, id or argument of a question that cannot be answered as it was put."""


class ModelError(DragomanError):
    """A model that is missing from the package, or is not the one that its card describes."""
