"""The first bytes of a file in, what kind of thing it is out: why it is no text, or None."""

from __future__ import annotations

import codecs

__all__ = ["HEAD", "what_it_is"]

HEAD = 65_536
"""How many bytes of a file are looked at."""

_SAVE_AS_TEXT = "save it as text or HTML"
_UNPACK = "unpack it and give the folder"
_OFFICE = f"an office document; {_SAVE_AS_TEXT}"
_PICTURE = "a picture; dragoman reads text only"
_MEDIA = "sound or video; dragoman reads text only"
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF; take its text out first (pdftotext FILE.pdf)"),
    (b"{\\rtf", f"rich text (RTF); {_SAVE_AS_TEXT}"),
    (b"\xd0\xcf\x11\xe0", _OFFICE),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"RIFF", "a picture, sound or video; dragoman reads text only"),
    (b"\x1f\x8b", f"compressed (gzip); {_UNPACK}"),
    (b"BZh", f"compressed (bzip2); {_UNPACK}"),
    (b"\xfd7zXZ", f"compressed (xz); {_UNPACK}"),
    (b"7z\xbc\xaf", f"an archive (7z); {_UNPACK}"),
    (b"Rar!", f"an archive (rar); {_UNPACK}"),
    (b"SQLite format 3", "an SQLite database; name a ledger with --ledger"),
    (b"PAR1", "a Parquet file; export its text column as JSON lines"),
    (b"\x7fELF", "a program"),
    (b"ID3", _MEDIA),
    (b"OggS", _MEDIA),
)
_INSIDE_ZIP: tuple[tuple[bytes, str], ...] = (
    (b"word/", f"a Word document (docx); {_SAVE_AS_TEXT}"),
    (b"xl/", "a spreadsheet (xlsx); save it as JSON lines"),
    (b"ppt/", f"slides (pptx); {_SAVE_AS_TEXT}"),
    (b"mimetypeapplication/epub", f"an e-book (epub); {_SAVE_AS_TEXT}"),
    (b"mimetypeapplication/vnd.oasis", f"an OpenDocument file; {_SAVE_AS_TEXT}"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
_MOST_CONTROLS = 0.05
"""A text with more control bytes than this is none; damaged text has a handful."""


def what_it_is(head: bytes) -> str | None:
    """What `head`, the start of a file, shows the file to be and what to do about it; None for text."""
    if head.startswith(b"PK\x03\x04"):
        kinds = (kind for mark, kind in _INSIDE_ZIP if mark in head[:4_000])
        return next(kinds, f"an archive (zip); {_UNPACK}")
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)) or _is_wide(head):
        return None
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > _MOST_CONTROLS * len(head):
        return f"binary data ({head.count(0)} NUL bytes in its first {len(head)}); {_SAVE_AS_TEXT}"
    return None


def _is_wide(head: bytes) -> bool:
    """Whether NULs stand at every second place only, as in UTF-16 without a byte order mark."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    return even + odd > 0 and min(even, odd) * 10 < max(even, odd) and not _controls_beside(head, even > odd)


def _controls_beside(head: bytes, low_at_odd: bool) -> bool:
    low = head[1::2] if low_at_odd else head[::2]
    return len(low) - len(low.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(low)
