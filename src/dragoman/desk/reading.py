"""Files and folders into a ledger: paths in, documents stored and a summary, or the ledger itself, out."""

from __future__ import annotations

import logging
import multiprocessing
import sys
from collections.abc import Iterable
from os import PathLike, fspath
from typing import BinaryIO

from dragoman.desk.run import Request, Run
from dragoman.desk.summary import Progress, Summary
from dragoman.desk.workers import NO_WORKERS, Work, code_source
from dragoman.documents import find_sources
from dragoman.errors import DragomanError, FilterError
from dragoman.ledger import Ledger
from dragoman.ledger.filters import first_day

__all__ = ["read", "read_ledger"]

_LOG = logging.getLogger(__name__)

Paths = str | PathLike[str] | Iterable[str | PathLike[str]]


def read(
    paths: Paths,
    ledger: str | PathLike[str] = "ledger.db",
    *,
    jobs: int = 1,
    published: str | None = None,
    strict: bool = False,
    recode: bool = False,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
    work: Work = code_source,
) -> Summary:
    """Read files, folders and `-` (stdin) into a ledger, which is made where there is none.

    Sources already in the ledger are passed over, unless `recode` asks to read and code them again or
    `published` (`2012`, `2012-10` or `2012-10-05`) differs from the date given when they were read. `jobs`
    above 1 reads in so many worker processes; the ledger comes out the same. A source that cannot be read
    is named in the summary and the run goes on; with `strict` it stops there and raises DocumentError. An
    interrupt from the keyboard ends the run cleanly. `work` makes a reading of a source; it runs in the
    workers, so that it has to be importable. Raises LedgerError, FilterError for a date or number of jobs
    that cannot be meant, and DragomanError where no worker can be started.
    """
    if jobs < 1:
        raise FilterError(f"jobs is {jobs}; it must be at least 1")
    if published is not None:
        first_day(published)
    if getattr(multiprocessing.current_process(), "_inheriting", False):  # a worker imports the user's script
        raise DragomanError(NO_WORKERS)
    request = Request(published, strict, recode)
    names = [fspath(paths)] if isinstance(paths, str | PathLike) else [fspath(path) for path in paths]
    with Ledger(ledger, create=True) as store:
        run = Run(store, request, progress, names)
        run.over(find_sources(names, stdin or (sys.stdin.buffer if "-" in names else None)), work, jobs)
        return run.summary()


def read_ledger(
    paths: Paths,
    ledger: str | PathLike[str] = "ledger.db",
    *,
    jobs: int = 1,
    published: str | None = None,
    strict: bool = False,
    recode: bool = False,
    progress: Progress | None = None,
) -> Ledger:
    """Read files and folders into a ledger and return it, open; see `dragoman.desk.read` for the arguments.

    What was left out is logged as a warning and listed in `ledger.runs()[-1].skipped`.
    """
    summary = read(paths, ledger, jobs=jobs, published=published, strict=strict, recode=recode, progress=progress)
    for name, reason in summary.skipped:
        _LOG.warning("left out %s: %s", name, reason)
    if summary.interrupted:
        raise KeyboardInterrupt("reading the same again goes on where this run stopped")
    return Ledger(ledger)
