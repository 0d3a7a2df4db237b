"""A text and a path in, the whole file at that path out, or an error that names it."""

from __future__ import annotations

import os
from pathlib import Path

from dragoman.errors import DragomanError

__all__ = ["write_text"]


def write_text(path: Path, text: str) -> None:
    """Write a file in UTF-8 under another name, then give it its own; raises DragomanError where it cannot."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        try:
            partial.write_bytes(text.encode("utf-8", "replace"))
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise DragomanError(f"{path} cannot be written: {error.strerror or error}") from error
