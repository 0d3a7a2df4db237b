"""How long a merge takes: synthetic mentions in, seconds of CPU out, for all at once and for one document more.

    python benchmarks/merge_speed.py [--mentions 100000]

Events are drawn with parties, types and days as uneven as in the news (a few pairs of states make most of it), each is
told one to eight times, in documents of some twenty mentions, in words that it shares with its like.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

from dragoman.codebook import event_types
from dragoman.codebook.own_actors import actor_tables
from dragoman.happenings import EVENTS, merged, report_of
from dragoman.ids import document_id, mention_id
from dragoman.ledger import Ledger
from dragoman.records import Dating, Document, Mention, Passage, PassageKind, Reading, Sentence, Status

DAYS = 3650
IN_A_DOCUMENT = 20


def readings(mentions: int, seed: int = 1) -> Iterator[Reading]:
    """Documents with so many mentions in all."""
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
        act = chance.choice(types), Status.OCCURRED, one, other, day, topic
        for _ in range(min(chance.choice((1, 1, 1, 2, 2, 3, 5, 8)), mentions - made)):
            waiting[day + int(chance.expovariate(0.5))].append(act)
            made += 1
    number, acts = 0, []
    for day, more in enumerate(waiting):
        acts += more
        while len(acts) >= IN_A_DOCUMENT or (acts and day == len(waiting) - 1):
            number += 1
            yield reading(number, day, acts[:IN_A_DOCUMENT], words, chance)
            acts = acts[IN_A_DOCUMENT:]


def reading(number: int, day: int, acts: list[tuple], words: list[str], chance: random.Random) -> Reading:
    """One document that tells these acts."""
    lines, spans, at = [], [], 0
    for _, _, one, other, _, topic in acts:
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
    for (type_, status, one, other, when, _), (a, b) in zip(acts, spans, strict=True):
        told = (date(2005, 1, 1) + timedelta(when)).isoformat() if chance.random() < 0.6 else None
        mentions.append(
            Mention(
                mention_id(key, a, b, [one], [other]), document.name, a, b, text[a:b], PassageKind.BODY,
                (one,), (other,), (one,), (other,), False, False, type_, None, None, (), status, False, told, told,
                "day" if told else None, None, (), None, 0.0, 0.7, (), "synthetic",
            )
        )  # fmt: skip
    return Reading(document, sentences, (), (), tuple(mentions))


def main() -> None:
    """Measure both and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentions", type=int, default=100_000)
    args = parser.parse_args()
    found = list(readings(args.mentions))
    began = time.process_time()
    reports = [report_of(m, r.document) for r in found for m in r.mentions]
    made = time.process_time()
    events = merged(EVENTS, reports)
    done = time.process_time()
    print(f"{len(reports):,} mentions of {len(found):,} documents: {len(events):,} events")
    print(f"reports {made - began:.1f} s, merge {done - made:.1f} s of CPU")
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "l.db", create=True) as ledger:
        *most, last = found
        began = time.process_time()
        for one in most:
            ledger.add(one)
        filled = time.process_time()
        ledger.add(last)
        once = time.process_time() - filled
        print(f"ledger filled in {filled - began:.1f} s, one document of {len(last.mentions)} more in {once:.3f} s")
        same = [e.mentions for e in events] == [e.mentions for e in sorted(ledger.events(), key=lambda e: e.id)]
        size = ledger.path.stat().st_size / 1e6
        print(f"the same events one by one as at once: {same}; {size:.0f} MB")


if __name__ == "__main__":
    main()
