"""A run of reading: sources in, documents written to the ledger in their order, a summary out."""

from __future__ import annotations

import hashlib
import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass

from dragoman.desk.summary import KNOWN, SAME_TEXT, TWICE, Progress, Summary
from dragoman.desk.workers import Coded, Failure, Job, Work, coded
from dragoman.documents import Skipped, Source
from dragoman.errors import DocumentError
from dragoman.ledger import Ledger, Origin
from dragoman.records import Reading

__all__ = ["Request", "Run"]


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for and does not change during a run."""

    published: str | None
    strict: bool
    recode: bool
    codebook: str | None = None


@dataclass(frozen=True, slots=True)
class _Item:
    """A source on its way: its name, its bytes' digest, and why it needs no work or cannot be read."""

    name: str
    digest: str = ""
    asked: str | None = None  # the publication date that the user gives, or gave when it was read before
    known: str | None = None
    first: str | None = None  # the source of this run with the same bytes
    skipped: str | None = None
    by_rule: bool = False


class Run:
    """A run in progress: what is written goes through here, in the order of the sources."""

    def __init__(self, store: Ledger, request: Request, progress: Progress | None, names: Sequence[str]) -> None:
        self._store = store
        self._request = request
        self._progress = progress
        self._number = store.begin_run({"paths": list(names), **asdict(request)})
        self._began = time.perf_counter()
        self._counts = Counter(dict.fromkeys(("added", "known", "recoded", "gathered", "sentences", "mentions"), 0))
        self._reasons: Counter[str] = Counter()
        self._skipped: list[tuple[str, str]] = []
        self._duplicates: list[tuple[str, str]] = []
        self._seen: dict[str, str] = {}  # digest to name, of all sources of this run
        self._rewrites = request.recode or request.published is not None
        self._written: set[str | None] = set()  # ids of the documents written by this run
        self._ignored: list[tuple[str, str]] = []
        self._found = 0
        self._total: int | None = None
        self._coder: str | None = None
        self._outcome = "stopped"

    def over(self, sources: Iterator[Source | Skipped], work: Work, jobs: int) -> None:
        """Take every source; whatever ends the run is written into the log of runs."""
        try:
            self._renew()
            with closing(coded(self._items(sources), work, jobs)) as results:
                for done, (item, result) in enumerate(results, 1):
                    self._take(item, result)
                    if self._progress is not None:
                        self._progress(done, self._total, self._counts["sentences"], item.name)
            self._outcome = "finished"
        except KeyboardInterrupt:
            self._outcome = "interrupted"
        finally:
            self._store.finish_run(
                self._number, self._outcome, coder=self._coder, counts=self._counts, skipped=self._skipped
            )

    def _renew(self) -> None:
        """Bring the happenings of documents that an older version read up to today's rules."""
        outdated = self._store.outdated()
        for done, document in enumerate(outdated, 1):
            name = self._store.gather(document, self._number)
            self._counts["gathered"] += 1
            if self._progress is not None:
                self._progress(done, len(outdated), 0, name or document)

    def summary(self) -> Summary:
        """What came of the run so far."""
        counts = self._counts
        return Summary(
            added=counts["added"],
            known=counts["known"],
            recoded=counts["recoded"],
            gathered=counts["gathered"],
            skipped=tuple(self._skipped),
            ignored=tuple(self._ignored),
            duplicates=tuple(self._duplicates),
            sentences=counts["sentences"],
            mentions=counts["mentions"],
            seconds=time.perf_counter() - self._began,
            reasons=dict(sorted(self._reasons.items())),
            interrupted=self._outcome == "interrupted",
        )

    def _items(self, sources: Iterable[Source | Skipped]) -> Iterator[tuple[_Item, Job | None]]:
        """Sources as they come, those with a job that have to be read."""
        for number, found in enumerate(sources, 1):
            self._found = number
            if isinstance(found, Skipped):
                reason = "the ledger itself" if self._is_ledger(found.path) else found.reason
                by_rule = found.by_rule or reason != found.reason
                yield _Item(found.name, skipped=reason, by_rule=by_rule), None
                continue
            digest = hashlib.sha256(found.data).hexdigest()
            known = self._why_known(digest)
            first = self._seen.setdefault(digest, found.name)
            asked = self._request.published or self._store.asked(digest)
            item = _Item(found.name, digest, asked, known, first if known == TWICE else None)
            yield item, None if known else (found, asked)
        self._total = self._found

    def _is_ledger(self, path: str | None) -> bool:
        ledger = os.path.realpath(self._store.path)
        return path is not None and os.path.realpath(path) in {ledger, f"{ledger}-wal", f"{ledger}-shm"}

    def _why_known(self, digest: str) -> str | None:
        if digest in self._seen:
            return TWICE
        if not self._request.recode and self._store.known(digest, self._request.published):
            return KNOWN
        return None

    def _take(self, item: _Item, result: Coded | Failure | None) -> None:
        if item.by_rule:
            self._ignored.append((item.name, item.skipped or ""))
        elif item.skipped is not None:
            self._skip(item.name, item.skipped)
        elif isinstance(result, Failure):
            self._skip(item.name, result.reason)
        elif result is not None:
            self._coder = result[1]
            try:
                self._store_reading(item, *result)
            except DocumentError as error:
                self._skip(item.name, str(error))
        elif item.known is not None:
            self._note_known(item.name, item.known, item.first)

    def _skip(self, name: str, reason: str) -> None:
        reason = reason.removeprefix(f"{name}: ")
        self._skipped.append((name, reason))
        if self._request.strict:
            raise DocumentError(f"{name}: {reason}")

    def _note_known(self, name: str, reason: str, first: str | None) -> None:
        self._counts["known"] += 1
        self._reasons[reason] += 1
        if first is not None:
            self._duplicates.append((name, first))

    def _store_reading(self, item: _Item, reading: Reading, coder: str) -> None:
        """Write a reading unless its text is there: from another source, or another process meanwhile."""
        store, new = self._store, reading.document.id
        old = store.document_of(item.digest)
        there = new if store.has(new) else old
        origin = Origin(coder, item.asked, self._number)
        if there is None:
            store.add(reading, origin)
            self._count("added", reading)
        elif self._rewrites and self._written.isdisjoint((there, old, new)):
            store.recode(old or there, reading, origin)
            self._count("recoded", reading)
        elif old is not None and old not in self._written:
            self._note_known(item.name, KNOWN, None)
        else:
            store.add(reading, origin)
            self._note_known(item.name, SAME_TEXT, store.document(there).name)

    def _count(self, what: str, reading: Reading) -> None:
        self._counts[what] += 1
        self._counts["sentences"] += len(reading.sentences)
        self._counts["mentions"] += len(reading.mentions)
        self._written.add(reading.document.id)
