"""dragoman reads the press of diplomacy and keeps a sourced ledger of relations: its public names."""

import logging
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.actors import resolve
    from dragoman.codebook.own_actors import use_actors
    from dragoman.dates import find_dates
    from dragoman.desk import Ledger
    from dragoman.desk import read_ledger as read
    from dragoman.documents import split_page
    from dragoman.pipeline import Coder
    from dragoman.version import __version__

__all__ = ["Coder", "Ledger", "__version__", "find_dates", "read", "resolve", "split_page", "use_actors"]

logging.getLogger(__name__).addHandler(logging.NullHandler())

# Name to module and name there; a room is imported when its name is first used.
_HOMES = {
    "Coder": ("dragoman.pipeline", "Coder"),
    "Ledger": ("dragoman.desk", "Ledger"),
    "__version__": ("dragoman.version", "__version__"),
    "find_dates": ("dragoman.dates", "find_dates"),
    "read": ("dragoman.desk", "read_ledger"),
    "resolve": ("dragoman.actors", "resolve"),
    "split_page": ("dragoman.documents", "split_page"),
    "use_actors": ("dragoman.codebook.own_actors", "use_actors"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}; its names are {', '.join(__all__)}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
