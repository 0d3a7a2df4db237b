"""What a user may set once for all commands: the environment in, one frozen record out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.errors import FilterError

__all__ = ["Settings", "read_settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults of the command line.

    `ledger` (DRAGOMAN_LEDGER) is the path of the ledger; `jobs` (DRAGOMAN_JOBS) the number of worker
    processes that read documents, 1 for none beside the command itself; `actors` (DRAGOMAN_ACTORS) are files with
    rows of a user's own, parted as in PATH.
    """

    ledger: str = "ledger.db"
    jobs: int = 1
    actors: tuple[str, ...] = ()


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings that an environment holds; an empty value counts as unset.

    Raises FilterError where DRAGOMAN_JOBS is no whole number of at least 1.
    """
    jobs = environ.get("DRAGOMAN_JOBS") or str(Settings().jobs)
    if not (jobs.isascii() and jobs.isdigit() and int(jobs) >= 1):
        raise FilterError(f"DRAGOMAN_JOBS is {jobs!r}; it must be a whole number of at least 1")
    actors = tuple(filter(None, environ.get("DRAGOMAN_ACTORS", "").split(os.pathsep)))
    return Settings(environ.get("DRAGOMAN_LEDGER") or Settings().ledger, int(jobs), actors)
