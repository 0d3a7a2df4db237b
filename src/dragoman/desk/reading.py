"""Files and folders into a ledger: paths in, documents stored and a summary, or the ledger itself, out."""

from __future__ import annotations

import logging
import multiprocessing
import sys
from collections.abc import Iterable
from functools import partial
from os import PathLike, fspath
from pathlib import Path
from typing import BinaryIO

from dragoman.codebook import own_digest, own_types
from dragoman.codebook.own_actors import actors_digest, actors_in_use, use_actors
from dragoman.desk.run import Request, Run
from dragoman.desk.summary import Progress, Summary
from dragoman.desk.view import Ledger
from dragoman.desk.workers import NO_WORKERS, Own, Work, code_source
from dragoman.documents import find_sources
from dragoman.documents.dating import given_date
from dragoman.errors import DocumentError, DragomanError, FilterError
from dragoman.ledger.filters import first_day

__all__ = ["MOST_JOBS", "read", "read_ledger"]

_LOG = logging.getLogger(__name__)

MOST_JOBS = 1024  # worker processes that may be asked for

Paths = str | PathLike[str] | Iterable[str | PathLike[str]]


def read(
    paths: Paths,
    ledger: str | PathLike[str] = "ledger.db",
    *,
    jobs: int = 1,
    published: str | None = None,
    strict: bool = False,
    recode: bool = False,
    codebook: str | PathLike[str] | None = None,
    actors: Paths | None = None,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
    work: Work | None = None,
) -> Summary:
    """Read files, folders and `-` (stdin) into a ledger, which is made where there is none.

    Sources already in the ledger are passed over, unless `recode` asks to read and code them again or
    `published` (`2012`, `2012-10` or `2012-10-05`) differs from the date given when they were read. `jobs`
    above 1 reads in so many worker processes; the ledger comes out the same. A source that cannot be read
    is named in the summary and the run goes on; with `strict` it stops there and raises DocumentError. An
    interrupt from the keyboard ends the run cleanly. `codebook` is a folder with pages of types of your own,
    `actors` are tables with rows of your own, taken up for the process as by `dragoman.use_actors`.
    `work` makes a reading of a source in place of the coder; it runs in the workers, so that it has to be
    importable. Raises LedgerError, FilterError for a date or number of jobs that cannot be meant,
    CodebookError for a page or table that cannot be used, and DragomanError where no worker can be started.
    """
    if jobs < 1:
        raise FilterError(f"jobs is {jobs}; it must be at least 1")
    if jobs > MOST_JOBS:
        raise FilterError(f"jobs is {jobs}; it must be at most {MOST_JOBS}")
    names = _each(paths)
    if published is not None:
        _check_published(published)
    if getattr(multiprocessing.current_process(), "_inheriting", False):  # a worker imports the user's script
        raise DragomanError(NO_WORKERS)
    if "" in names:
        raise FilterError("an empty path; name a file or folder (. is the current one)")
    folder = None if codebook is None else fspath(codebook)
    pages = own_digest(own_types(Path(folder))) if folder is not None else ""  # what cannot be used ends the run here
    if actors is not None:
        use_actors(_each(actors))
    request = Request(published, strict, recode, folder)
    work = work or partial(code_source, own=Own(folder, actors_in_use(), pages + actors_digest()))
    with Ledger(ledger, create=True) as store:
        run = Run(store, request, progress, names)
        run.over(find_sources(names, stdin or (sys.stdin.buffer if "-" in names else None)), work, jobs)
        return run.summary()


def _each(paths: Paths) -> list[str]:
    return [fspath(paths)] if isinstance(paths, str | PathLike) else [fspath(path) for path in paths]


def _check_published(published: str) -> None:
    """Refuse at once what every document would be refused for."""
    first_day(published)
    try:
        given_date(published, "the user")
    except DocumentError as error:
        raise FilterError(str(error)) from error


def read_ledger(
    paths: Paths,
    ledger: str | PathLike[str] = "ledger.db",
    *,
    jobs: int = 1,
    published: str | None = None,
    strict: bool = False,
    recode: bool = False,
    codebook: str | PathLike[str] | None = None,
    actors: Paths | None = None,
    progress: Progress | None = None,
) -> Ledger:
    """Read files and folders into a ledger and return it, open; see `dragoman.desk.read` for the arguments.

    What was left out is logged as a warning and listed in `ledger.runs()[-1].skipped`. Raises DocumentError
    where nothing at all could be read, and whatever `dragoman.desk.read` raises.
    """
    summary = read(
        paths,
        ledger,
        jobs=jobs,
        published=published,
        strict=strict,
        recode=recode,
        codebook=codebook,
        actors=actors,
        progress=progress,
    )
    for name, reason in summary.skipped:
        _LOG.warning("left out %s: %s", name, reason)
    if summary.skipped and not (summary.added or summary.known or summary.recoded or summary.interrupted):
        name, reason = summary.skipped[0]
        others = f" ({len(summary.skipped) - 1} more could not be read)" if len(summary.skipped) > 1 else ""
        raise DocumentError(f"{name}: {reason}{others}")
    if summary.interrupted:
        raise KeyboardInterrupt("reading the same again goes on where this run stopped")
    return Ledger(ledger)
