"""Ledgers of any size: a number of mentions in, documents that tell as many out, or a ledger filled with them.

Events are drawn with parties, types and days as uneven as in the news (a few pairs of states make most of it), each is
told one to eight times, in documents of some twenty mentions, in words that it shares with its like.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from itertools import islice
from pathlib import Path
from unittest import mock

from dragoman.codebook import event_types
from dragoman.codebook.own_actors import actor_tables
from dragoman.ids import document_id, mention_id
from dragoman.ledger import Ledger
from dragoman.ledger.answers import Origin
from dragoman.ledger.gather import Gathering, _Groups
from dragoman.ledger.write import insert_reading, note_source
from dragoman.records import Dating, Document, Mention, Passage, PassageKind, Reading, Sentence, Status

DAYS = 3650
IN_A_DOCUMENT = 20


def readings(mentions: int, seed: int = 1) -> Iterator[Reading]:
    """Documents with so many mentions in all."""
    return (found for found, _ in told(mentions, seed))


def told(mentions: int, seed: int) -> Iterator[tuple[Reading, list[int]]]:
    """The documents, each with the numbers of the acts that its mentions tell."""
    chance = random.Random(seed)
    vocabulary = (files("dragoman.events") / "model" / "vocab.txt").read_text(encoding="utf-8").splitlines()
    words = [w for w in vocabulary[2000:14000] if w.isalpha() and w.isascii() and len(w) > 3]
    states = [s.code for s in actor_tables().states if len(s.code) == 3][:120]
    types = list(event_types())
    waiting: list[list[tuple]] = [[] for _ in range(DAYS + 60)]
    made = 0
    while made < mentions:
        one, other = (states[int(len(states) * chance.random() ** 2.5)] for _ in "ab")
        if one == other:
            continue
        day, topic = chance.randrange(DAYS), chance.sample(words, 12)
        act = chance.choice(types), Status.OCCURRED, one, other, day, topic, made
        for _ in range(min(chance.choice((1, 1, 1, 2, 2, 3, 5, 8)), mentions - made)):
            waiting[day + int(chance.expovariate(0.5))].append(act)
            made += 1
    number, acts = 0, []
    for day, more in enumerate(waiting):
        acts += more
        while len(acts) >= IN_A_DOCUMENT or (acts and day == len(waiting) - 1):
            number += 1
            here = acts[:IN_A_DOCUMENT]
            yield reading(number, day, here, words, chance), [act[-1] for act in here]
            acts = acts[IN_A_DOCUMENT:]


def reading(number: int, day: int, acts: list[tuple], words: list[str], chance: random.Random) -> Reading:
    """One document that tells these acts."""
    lines, spans, at = [], [], 0
    for _, _, one, other, _, topic, _ in acts:
        line = f"{one} {other} {' '.join(chance.sample(topic, 7) + chance.sample(words, 8))}."
        lines.append(line)
        spans.append((at, at + len(line)))
        at += len(line) + 1
    text = " ".join(lines)
    published = (date(2005, 1, 1) + timedelta(day)).isoformat()
    key = document_id(text)
    dating = Dating(published, "synthetic", 1.0)
    body = (Passage(PassageKind.BODY, 0, len(text)),)
    outlet = f"Paper {number % 40}"
    document = Document(key, f"{number}.txt", text, key, "utf-8", body, outlet=outlet, published=dating)
    sentences = tuple(Sentence(a, b, text[a:b], PassageKind.BODY, 0) for a, b in spans)
    mentions = []
    for (type_, status, one, other, when, *_), (a, b) in zip(acts, spans, strict=True):
        told = (date(2005, 1, 1) + timedelta(when)).isoformat() if chance.random() < 0.6 else None
        mentions.append(
            Mention(
                mention_id(key, a, b, [one], [other]), document.name, a, b, text[a:b], PassageKind.BODY,
                (one,), (other,), (one,), (other,), False, False, type_, None, None, (), status, False, told, told,
                "day" if told else None, None, (), None, 0.0, 0.7, (), "synthetic",
            )
        )  # fmt: skip
    return Reading(document, sentences, (), (), tuple(mentions))


def fill(path: Path, mentions: int, seed: int = 1) -> None:
    """A new ledger with so many mentions, each event known from the draw: nothing is compared, all else is real."""
    acts: dict[int, list[str]] = {}
    documents = told(mentions, seed)
    with Ledger(path, create=True) as ledger:
        while some := list(islice(documents, 200)):
            with ledger._database.writing() as connection, mock.patch.object(_Groups, "_link"):
                gathering = Gathering(connection, None, "2026-01-01T00:00:00+00:00")
                for found, numbers in some:
                    insert_reading(connection, found, Origin("synthetic"))
                    gathering.add(found)
                    note_source(connection, found.document, None)
                    for mention, number in zip(found.mentions, numbers, strict=True):
                        known = acts.setdefault(number, [])
                        links = [(*sorted((other, mention.id)), 9.0) for other in known]
                        connection.executemany("INSERT INTO thing_links (one, other, value) VALUES (?, ?, ?)", links)
                        gathering.touch(known)
                        known.append(mention.id)
                gathering.settle()
