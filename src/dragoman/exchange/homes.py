"""Where a row stands: a mention, which names its document by file name, in, the document itself out."""

from __future__ import annotations

from dragoman.errors import LedgerError
from dragoman.ledger import DocumentRow, Filter, Ledger
from dragoman.records import Mention

__all__ = ["Homes"]

_EVERYWHERE = ("all",)


class Homes:
    """Finds the documents of mentions; several documents of one name are told apart by the rows they hold."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._named: dict[str, list[DocumentRow]] = {}
        self._holding: dict[str, DocumentRow] = {}  # mention id to document, where a name is not enough

    def of(self, mention: Mention) -> DocumentRow:
        """The document of a mention; raises LedgerError where another process has just removed it."""
        if mention.document not in self._named:
            self._look_up(mention.document)
        documents = self._named[mention.document]
        found = documents[0] if len(documents) == 1 else self._holding.get(mention.id)
        if found is None:
            raise LedgerError(f"{self._ledger.path} was changed by another run meanwhile; run this again")
        return found

    def _look_up(self, name: str) -> None:
        documents = list(self._ledger.documents(Filter(document=name)))
        self._named[name] = documents
        if len(documents) > 1:
            for document in documents:
                for row in self._ledger.mentions(Filter(document=document.id, passages=_EVERYWHERE)):
                    self._holding[row.id] = document
