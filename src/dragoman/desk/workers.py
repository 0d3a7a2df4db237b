"""Sources to readings, in order, here or in spawned workers: a worker that dies costs one document."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from dragoman.codebook.own_actors import actors_in_use, use_actors
from dragoman.errors import DocumentError, DragomanError
from dragoman.records import Reading

if TYPE_CHECKING:
    from dragoman.documents import Source
    from dragoman.pipeline import Coder

__all__ = ["NO_WORKERS", "Coded", "Failure", "Job", "Own", "Work", "code_source", "coded"]

_LOG = logging.getLogger(__name__)
_AHEAD = 4  # sources under way for each worker: enough that one long document does not stop the others
_DIED = (
    "the worker that read it died twice (killed, out of memory, or a crash in a library); "
    "the other documents are not affected"
)
NO_WORKERS = (
    "the workers cannot start; a script that reads with more than one job must do so under "
    '`if __name__ == "__main__":`, or take jobs=1'
)

Job = tuple["Source", str | None]  # a source and the publication date that the user gave
Coded = tuple[Reading, str]  # a reading and the version of the coder that made it
Work = Callable[["Source", str | None], Coded]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no reading: `reason` is a sentence for the summary."""

    reason: str


@dataclass(frozen=True, slots=True)
class Own:
    """What a user brings: a folder with types, files with rows of actors, and the digest of what all of it holds."""

    codebook: str | None = None
    actors: tuple[str, ...] = ()
    digest: str = ""


def code_source(source: Source, published: str | None, own: Own = Own()) -> Coded:
    """Read and code one source with the bundled coder, which is loaded once a process."""
    from dragoman.pipeline import read_source

    coder = _coder(own)
    return read_source(source, coder, published), coder.version


@cache
def _coder(own: Own) -> Coder:
    from dragoman.pipeline import Coder

    if own.actors != actors_in_use():  # in a worker
        use_actors(own.actors)
    return Coder(codebook=own.codebook)


def coded(
    items: Iterable[tuple[Item, Job | None]], work: Work, jobs: int
) -> Generator[tuple[Item, Coded | Failure | None]]:
    """Each item with what became of its job, in the order of `items`; None for an item without a job.

    What one document does wrong becomes a Failure. Other errors that dragoman raises on purpose (a broken
    codebook) are raised here, as is DragomanError where the workers cannot be started at all.
    """
    if jobs == 1:
        for item, job in items:
            yield item, job and _in_process(work, job)
        return
    with _Pool(work, jobs) as pool:
        waiting: deque[tuple[Item, Job | None, Future[Coded | Failure] | None]] = deque()
        for item, job in items:
            waiting.append((item, job, job and pool.submit(job)))
            while waiting and (len(waiting) > _AHEAD * jobs or _is_done(waiting[0][2])):
                yield pool.outcome(*waiting.popleft())
        while waiting:
            yield pool.outcome(*waiting.popleft())


def _is_done(future: Future[Coded | Failure] | None) -> bool:
    return future is None or future.done()


def _attempt(work: Work, job: Job) -> Coded | Failure:
    """The outermost edge of one document: whatever goes wrong in it is told, and costs no other document."""
    try:
        return work(*job)
    except DocumentError as error:
        return Failure(str(error))
    except (DragomanError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - the outermost edge: named in the summary, the run goes on
        _LOG.exception("%s: unexpected error", job[0].name)
        return Failure(f"unexpected {type(error).__name__}: {error}".rstrip(": "))


def _in_process(work: Work, job: Job) -> Coded | Failure:
    try:
        return _attempt(work, job)
    except MemoryError:
        return Failure("out of memory")


class _Pool:
    """Spawned workers, replaced when they die, and one more for documents that may have killed theirs."""

    def __init__(self, work: Work, jobs: int) -> None:
        self._work = work
        self._jobs = jobs
        self._many: ProcessPoolExecutor | None = None
        self._lone: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pool in (self._many, self._lone):
            if pool is not None:
                pool.shutdown(cancel_futures=True)

    def submit(self, job: Job) -> Future[Coded | Failure]:
        """Give a job to the workers; they are started first where there are none, or where they died."""
        if self._many is None:
            self._many = _workers(self._jobs)
            _greet(self._many)
        self._many, future = self._given(self._many, self._jobs, job)
        return future

    def _given(
        self, pool: ProcessPoolExecutor, jobs: int, job: Job
    ) -> tuple[ProcessPoolExecutor, Future[Coded | Failure]]:
        """The pool that takes a job; another one where its workers died meanwhile."""
        with _no_interrupt():
            try:
                return pool, pool.submit(_attempt, self._work, job)
            except BrokenProcessPool:
                pool = _workers(jobs)
                return pool, pool.submit(_attempt, self._work, job)

    def outcome(
        self, item: Item, job: Job | None, future: Future[Coded | Failure] | None
    ) -> tuple[Item, Coded | Failure | None]:
        """Wait for a job; where a worker died meanwhile, its own or another, the job runs again, alone."""
        if job is None or future is None:
            return item, None
        try:
            return item, future.result()
        except (BrokenProcessPool, MemoryError):
            return item, self._alone(job)

    def _alone(self, job: Job) -> Coded | Failure:
        if self._lone is None:
            self._lone = _workers(1)
        try:
            self._lone, future = self._given(self._lone, 1, job)
            return future.result()
        except (BrokenProcessPool, MemoryError):
            self._lone.shutdown()
            self._lone = None
            return Failure(_DIED)


def _workers(jobs: int) -> ProcessPoolExecutor:
    # Spawned, never forked: a fork copies threads and locks of libraries in whatever state they are.
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_start_worker)


def _greet(pool: ProcessPoolExecutor) -> None:
    try:
        with _no_interrupt():
            first = pool.submit(int)
        first.result()
    except BrokenProcessPool as error:
        raise DragomanError(NO_WORKERS) from error


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """An interrupt waits meanwhile: a worker that starts here is deaf to it until it can ignore it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker() -> None:
    """One thread a worker; an interrupt is the parent's to answer; a worker whose parent is gone goes too."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
