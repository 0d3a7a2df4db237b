"""Ids as hashes of the content they name: text, spans and parties in, short stable strings out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

__all__ = ["document_id", "mention_id", "orphan_id", "step_id"]

_DIGITS = 16  # 64 bits: a chance of 3 in 100,000,000 that two of a million documents share an id


def _hash(data: str) -> str:
    return hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def document_id(text: str) -> str:
    """The id of the document with this decoded text: `d` and the first 16 digits of its SHA-256 in UTF-8."""
    return "d" + _hash(text)


def mention_id(
    document: str, start: int, end: int, actors: Iterable[str], recipients: Iterable[str], counter: int = 0
) -> str:
    """The id of a mention: `m` and 16 hexadecimal digits.

    `document` is the document's id, `start` and `end` the sentence's span, `actors` and `recipients` codes
    in any order; `counter` tells apart (0, 1, 2 ...) several mentions of one sentence with the same
    parties. Nothing of the coder's verdict enters, so that an id survives recoding.
    """
    parts = (document, start, end, sorted(actors), sorted(recipients), counter)
    return "m" + _hash(json.dumps(parts, ensure_ascii=False))


def step_id(document: str, sentence: int, place: int, kind: str) -> str:
    """The id of a step of an undertaking: `u` and 16 hexadecimal digits.

    `document` is the document's id, `sentence` where the sentence begins in it, `place` where in the sentence the words
    stand that name the undertaking, `kind` what they name. What is said of it does not enter.
    """
    return "u" + _hash(json.dumps((document, sentence, place, kind), ensure_ascii=False))


def orphan_id(document: str, sentence: int) -> str:
    """The id of the account of a document: `z` and 16 hexadecimal digits, so that it sorts behind all mentions."""
    return "z" + _hash(json.dumps((document, sentence)))
