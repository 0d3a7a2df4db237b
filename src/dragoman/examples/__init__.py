"""The sample corpus: fourteen short files in our own words; takes nothing, gives their real paths on disk."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

__all__ = ["sample_paths"]

_SUFFIXES = {".txt", ".html", ".jsonl"}


def sample_paths() -> list[str]:
    """The paths of all sample files, sorted by name. An installed package is a folder: they can be opened."""
    folder = Path(str(files(__name__)))
    return sorted(str(path) for path in folder.iterdir() if path.suffix in _SUFFIXES)
