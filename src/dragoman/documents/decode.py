"""Bytes in, text out: which encoding was taken, what had to be replaced, and never a shifted offset."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

__all__ = ["Decoded", "clean", "decode"]

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
_REPLACED = (
    (re.compile("\0"), "NUL character"),
    (re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"), "control character"),
    (re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"), "bidirectional control"),
    (re.compile("[\ud800-\udfff]"), "lone surrogate"),
)
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LETTER_OR_SPACE = re.compile(r"[\w\s.,;:!?'\"()«»“”‘’–—-]")

# Encodings the detector may choose from: those in which the press of the last thirty years was saved.
_CANDIDATES = [
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "koi8-r", "koi8-u"),
    *("iso8859-2", "iso8859-5", "iso8859-15", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
]
# What the web means by these names (WHATWG Encoding Standard, "Names and labels").
_MEANT = {
    **{"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"},
    **{"gb2312": "gb18030", "gbk": "gb18030"},
}
# Letters with accents and curly quotes stand alone or in pairs among plain ones; Cyrillic, Greek, Chinese do not.
_LONGEST_RUN = 1.6
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_SAMPLE = 50_000  # bytes or characters that are looked at to guess an encoding
_MOSTLY = 0.9


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without control characters, the encoding taken, and a flag for each thing guessed or replaced."""

    text: str
    encoding: str
    flags: tuple[str, ...]


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """`data` as text: by its byte order mark, else UTF-8, else as `declared`, else by detection.

    A declaration is believed only where the bytes are no UTF-8: pages often carry a wrong one. Each NUL,
    control character, bidirectional control and lone surrogate becomes one U+FFFD; line breaks stay.
    """
    for step in (_by_mark, _as_wide, _as_utf8):
        if found := step(data):
            return _cleaned(*found)
    if declared and (codec := _codec(declared)):
        return _cleaned(data.decode(codec, "replace"), codec, f"read as {codec}, as the page declares")
    return _cleaned(*_detected(data))


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` with each character that must not be stored replaced by U+FFFD, and a flag that counts them."""
    flags = []
    for pattern, noun in _REPLACED:
        text, count = pattern.subn(REPLACEMENT, text)
        if count:
            flags.append(f"{count} {noun}{'s' if count > 1 else ''} replaced by U+FFFD")
    return text, tuple(flags)


def _cleaned(text: str, encoding: str, *notes: str) -> Decoded:
    text, flags = clean(text)
    return Decoded(text, encoding, notes + flags)


def _by_mark(data: bytes) -> tuple[str, ...] | None:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _joined(data[len(mark) :], codec, name)
    return None


def _joined(data: bytes, codec: str, name: str) -> tuple[str, ...]:
    """Decoded text with broken stretches replaced and counted, and surrogate pairs joined."""
    try:
        return _PAIR.sub(_join, data.decode(codec, "surrogatepass")), name
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
        return text, name, f"{text.count(REPLACEMENT)} U+FFFD, some for bytes that are no {name}"


def _join(pair: re.Match[str]) -> str:
    return pair.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _as_wide(data: bytes) -> tuple[str, ...] | None:
    """UTF-16 without a byte order mark: NULs at every second place only, and letters once it is decoded."""
    if b"\0" not in data or len(data) % 2:
        return None
    for codec, high, low in (("utf-16-le", data[1::2], data[::2]), ("utf-16-be", data[::2], data[1::2])):
        if high.count(0) <= low.count(0) * 10:
            continue
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if len(_LETTER_OR_SPACE.findall(text[:_SAMPLE])) > _MOSTLY * len(text[:_SAMPLE]):
            return text, codec, f"no byte order mark: read as {codec} because of its NUL bytes"
    return None


def _as_utf8(data: bytes) -> tuple[str, ...] | None:
    """UTF-8, also with surrogates (WTF-8, CESU-8), also with a few broken bytes amid many good characters."""
    try:
        return _PAIR.sub(_join, data.decode("utf-8", "surrogatepass")), "utf-8"
    except UnicodeDecodeError:
        pass
    first_bytes_of_wide_characters = 0xC2
    good = _count_above(data.decode("utf-8", "ignore").encode(), first_bytes_of_wide_characters)
    text = data.decode("utf-8", "replace")
    broken = text.count(REPLACEMENT) - data.count(REPLACEMENT.encode())
    if good > 3 * broken:
        stretches = "1 stretch" if broken == 1 else f"{broken} stretches"
        return text, "utf-8", f"{stretches} of bytes no UTF-8: replaced by U+FFFD"
    return None


def _detected(data: bytes) -> tuple[str, ...]:
    runs = _BEYOND_ASCII.findall(data[:_SAMPLE]) or [b""]
    encoding = "cp1252"
    if sum(map(len, runs)) > _LONGEST_RUN * len(runs):
        from charset_normalizer import from_bytes

        sample = data[:_SAMPLE].rpartition(b" ")[0] or data  # not cut within a character
        best = from_bytes(sample, cp_isolation=list(_CANDIDATES)).best()
        encoding = best.encoding if best else encoding
    return data.decode(encoding, "replace"), encoding, f"no UTF-8: taken for {encoding} by its bytes"


def _codec(label: str) -> str | None:
    """The encoding a page means by `label`; None for UTF-8 (which it is not) and for what is no encoding."""
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return None
    name = _MEANT.get(name, name)
    return name if name in {codecs.lookup(candidate).name for candidate in _CANDIDATES} else None


def _count_above(data: bytes, first: int) -> int:
    return len(data) - len(data.translate(None, bytes(range(first, 256))))
