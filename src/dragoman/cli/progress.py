"""How far a run of reading is: a call after each source in, a live bar or a quiet line on standard error out."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from dragoman.cli.talk import counted, say, shortened
from dragoman.desk import Progress

__all__ = ["shown_progress"]

_QUIET = 10.0  # seconds between lines where standard error is no terminal


@contextmanager
def shown_progress(paths: Sequence[str]) -> Iterator[Progress]:
    """What to call after each source while paths are read: a bar on a terminal, else a line now and then."""
    if not sys.stderr.isatty():
        yield _QuietLines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, markup=False, highlight=False, emoji=False)
    columns = (
        TextColumn("{task.fields[count]}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[rate]} sentences/s", markup=False),
        TimeRemainingColumn(elapsed_when_finished=True),
        TextColumn("{task.fields[name]}", markup=False),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None, count=counted(0, "document"), rate="0", name="")
        began = time.monotonic()
        expected = _expected(paths)

        def told(done: int, total: int | None, sentences: int, name: str) -> None:
            rate = f"{sentences / max(time.monotonic() - began, 0.1):,.0f}"
            count = counted(done, "document")
            bar.update(task, completed=done, total=total or expected, count=count, rate=rate, name=shortened(name, 30))

        yield told


def _expected(paths: Sequence[str]) -> int | None:
    """How many sources there are; None where standard input, which can be read only once, is one of them."""
    if "-" in paths:
        return None
    from dragoman.documents import find_sources

    return sum(1 for _ in find_sources(paths))


class _QuietLines:
    """A line at most every few seconds, so that a log of a long run shows that it lives."""

    def __init__(self) -> None:
        self._began = self._told = time.monotonic()

    def __call__(self, done: int, total: int | None, sentences: int, name: str) -> None:
        now = time.monotonic()
        if now - self._told >= _QUIET:
            self._told = now
            rate = sentences / (now - self._began)
            say(f"{counted(done, 'document')}, {counted(sentences, 'sentence')}, {rate:,.0f} a second")
