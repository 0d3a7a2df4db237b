"""What a user may set once for all commands: the environment in, one frozen record out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.errors import FilterError

__all__ = ["Settings", "read_settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults of the command line.

    `ledger` (DRAGOMAN_LEDGER) is the path of the ledger; `jobs` (DRAGOMAN_JOBS) the number of worker
    processes that read documents, 1 for none beside the command itself.
    """

    ledger: str = "ledger.db"
    jobs: int = 1


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings that an environment holds; an empty value counts as unset.

    Raises FilterError where DRAGOMAN_JOBS is no whole number of at least 1.
    """
    jobs = environ.get("DRAGOMAN_JOBS") or str(Settings().jobs)
    if not (jobs.isascii() and jobs.isdigit() and int(jobs) >= 1):
        raise FilterError(f"DRAGOMAN_JOBS is {jobs!r}; it must be a whole number of at least 1")
    return Settings(ledger=environ.get("DRAGOMAN_LEDGER") or Settings().ledger, jobs=int(jobs))
