"""Builders of readings for the tests of store and desk: sentences and rows in, a consistent Reading out."""

from __future__ import annotations

import hashlib
from collections import Counter

from dragoman.ids import document_id, mention_id
from dragoman.records import (
    Actor,
    ActorSpan,
    Dating,
    Document,
    Mention,
    Passage,
    PassageKind,
    Place,
    Quantity,
    Reading,
    Sentence,
    Status,
    TimeExpression,
)

CODER = "test-1"


def row(actors, recipients=(), type="CONSULT", status="occurred", **fields):
    """A row of a sentence: the fields of a Mention that a test cares about."""
    return {
        "actors": tuple(actors.split()),
        "recipients": tuple(recipients.split() if recipients else ()),
        "type": type,
        "status": Status(status),
        **fields,
    }


def reading(name, *lines, published=None, coder=CODER):
    """A reading with one passage a line; a line is (kind, sentence, *rows) or a body sentence alone."""
    lines = [("body", line) if isinstance(line, str) else line for line in lines]
    text = "\n\n".join(sentence for _, sentence, *_ in lines)
    key, passages, sentences, mentions, counters, at = document_id(text), [], [], [], Counter(), 0
    for number, (kind, sentence, *rows) in enumerate(lines):
        span = (at, at + len(sentence))
        passages.append(Passage(PassageKind(kind), *span))
        sentences.append(Sentence(*span, sentence, PassageKind(kind), number))
        mentions += [_mention(name, key, sentences[-1], fields, counters, coder) for fields in rows]
        at += len(sentence) + 2
    first = sentences[0]
    word = first.text.split()[0]
    span = ActorSpan(0, len(word), word, (Actor("PAK", ("GOV",), word, "a test says so"),), "state")
    time = TimeExpression(0, len(word), word, "DATE", "2012-10", ("2012-10-01", "2012-10-31"), "test")
    document = Document(
        id=key,
        name=name,
        text=text,
        digest=hashlib.sha256((name + text).encode()).hexdigest(),
        encoding="utf-8",
        passages=tuple(passages),
        title=first.text,
        published=Dating(published, "given by the test", 0.9, 0, len(word)) if published else None,
        source=f"/press/{name}",
        flags=("guessed",),
    )
    return Reading(document, tuple(sentences), (span,), (time,), tuple(mentions))


def _mention(name, key, sentence, fields, counters, coder):
    parts = (key, sentence.start, sentence.end, fields["actors"], fields["recipients"])
    counter = counters[mention_id(*parts)]
    counters[mention_id(*parts)] += 1
    filled = {
        "id": mention_id(*parts, counter),
        "document": name,
        "start": sentence.start,
        "end": sentence.end,
        "sentence": sentence.text,
        "passage": sentence.kind,
        "actor_names": fields["actors"],
        "recipient_names": fields["recipients"],
        "reciprocal": not fields["recipients"] and len(fields["actors"]) > 1,
        "domestic": False,
        "mode": None,
        "about": None,
        "contexts": ("diplomatic",),
        "historical": False,
        "date_start": None,
        "date_end": None,
        "date_precision": None,
        "place": Place("Dushanbe", "TJK"),
        "quantities": (Quantity(3.0, None, None, "day", "talks", 0, 3),),
        "speaker": None,
        "intensity": 1.5,
        "confidence": 0.5,
        "reasons": ("a test says so",),
        "coder": coder,
    }
    return Mention(**(filled | fields))
