"""What a run of reading tells while it goes on and when it ends: the words of progress and summary."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

__all__ = ["KNOWN", "SAME_TEXT", "TWICE", "Progress", "Summary"]

# Why a source was not read again, or not stored again.
KNOWN = "already in the ledger"
TWICE = "the same bytes as another source of this run"
SAME_TEXT = "the same text as another document"


class Progress(Protocol):
    """Called after each source: sources done, their total (None until known), sentences, the name.

    Before the sources, documents that an older version read are brought up to date and counted in the same way.
    """

    def __call__(self, done: int, total: int | None, sentences: int, name: str) -> None:
        """Show it."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run.

    `added`, `known` and `recoded` count documents, `sentences` and `mentions` what was found in those added
    or recoded; `gathered` counts documents of an older version whose events and undertakings were found anew
    before; `skipped` names every source that could not be read with the reason, `ignored` every one
    left out by a rule (hidden files), `duplicates` every source whose text came from another one, with that
    one's name; `reasons` counts why sources were known; `seconds` is wall clock. `interrupted`: stopped
    from the keyboard; reading the same again goes on where it stopped.
    """

    added: int = 0
    known: int = 0
    recoded: int = 0
    gathered: int = 0
    skipped: tuple[tuple[str, str], ...] = ()
    ignored: tuple[tuple[str, str], ...] = ()
    duplicates: tuple[tuple[str, str], ...] = ()
    sentences: int = 0
    mentions: int = 0
    seconds: float = 0.0
    reasons: dict[str, int] = field(default_factory=dict)
    interrupted: bool = False
