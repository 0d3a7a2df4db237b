"""What an export holds: its files and how they were made in, `manifest.json` out, and back again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

__all__ = ["FILE_NAME", "Exported", "Manifest", "digest_of", "read_manifest", "write_manifest"]

FILE_NAME = "manifest.json"


class Exported(msgspec.Struct, frozen=True):
    """One file of an export: its rows, its size in bytes, its SHA-256, and its columns with their types."""

    file: str
    rows: int
    bytes: int
    sha256: str
    columns: dict[str, str]


class Manifest(msgspec.Struct, frozen=True):
    """An export: the version of dragoman, the coders whose rows it holds, the filters, and the files.

    It holds no time of day: the same ledger and the same filters give the same manifest.
    """

    dragoman: str
    format: str
    coders: tuple[str, ...]
    filters: dict[str, object]
    tables: dict[str, Exported]


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of an export in this folder; None where there is none, or it is no export's."""
    try:
        return msgspec.json.decode((folder / FILE_NAME).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError):
        return None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write `manifest.json` into a folder."""
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    (folder / FILE_NAME).write_bytes(text + b"\n")
