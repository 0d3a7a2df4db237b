"""Chains of events in business news, mentions given: `../shared/eval/dates` in, CoNLL F1 of ours and of baselines out.

    python benchmarks/chain_scores.py [../shared/eval/dates/dev.jsonl]

The mentions are bare words (a verb or a noun), without parties or type. Each becomes a report without parties; dates
and words are our own reading. They are then grouped as events are, by the same weights; words of different stems are
different acts.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path

from grouping import conll

from dragoman.dates import find_dates
from dragoman.dates.choose import event_date
from dragoman.events.stems import stem, stems
from dragoman.happenings import EVENTS, Report
from dragoman.happenings.clusters import APART
from dragoman.happenings.likeness import likeness
from dragoman.happenings.reports import ordinal
from dragoman.happenings.sorts import NO_RULINGS, gathered, links_of
from dragoman.language import split_spans
from dragoman.records import Status

ROOT = Path(__file__).resolve().parent.parent
NAME = re.compile(r"\b[A-Z][\w&.-]*[a-z0-9](?:\s+[A-Z][\w&.-]*[a-z0-9])*|\b[A-Z]{2,}\b")


def reports_of(row: dict) -> list[Report]:
    """The reports of one document's chained mentions."""
    text, found = row["text"], []
    sentences = list(split_spans(text))
    times = find_dates(text, row["published"])
    for number, event in enumerate(row["events"]):
        if event["chain"] is None:
            continue
        start, end = next((s for s in sentences if s[0] <= event["start"] < s[1]), (0, len(text)))
        here = [t for t in times if start <= t.start and t.end <= end]
        first, last, precision, _ = event_date(here, event["start"], event["end"], text)
        if first is None or last is None:
            first = last = precision = None
        words, day = stems(text[start:end]), ordinal(row["published"])
        told = (ordinal(first), ordinal(last)) if first and last else None
        mass = sum(w * w for w in words.values())
        future = event["time"] == "FUTURE"
        found.append(
            Report(
                id=f"{row['id']}-{number}", document=row["id"], outlet=None, published=row["published"], start=start,
                headline=start == 0, actors=(), recipients=(), sides=(frozenset(), frozenset()), parties=frozenset(),
                type="SUPPORT", mode=None, about=None, status=Status.PLANNED if future else Status.OCCURRED,
                historical=False, date_start=first, date_end=last, date_precision=precision, place=None, quantities=(),
                intensity=0.0, confidence=0.5, persons=frozenset(), words=words, mass=mass,
                cue=stem(event["text"].split()[0].lower()), written=(day, day), days=None if future else told,
            )
        )  # fmt: skip
    return found


def alike(one: Report, other: Report) -> float:
    """The likeness of events, for words of one stem."""
    return likeness(one, other) if one.cue == other.cue else APART


def figures(path: Path) -> dict[str, float]:
    """CoNLL F1 of our chains, of every mention by itself, of one chain a stem (in the set, in each document)."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    reports = {report.id: report for row in rows for report in reports_of(row)}
    gold = {
        f"{row['id']}-{number}": event["chain"]
        for row in rows
        for number, event in enumerate(row["events"])
        if event["chain"] is not None
    }
    by_stem: dict[str | None, list[str]] = {}
    for name in sorted(reports):
        by_stem.setdefault(reports[name].cue, []).append(name)
    pairs = [(a, b) for names in by_stem.values() for n, a in enumerate(names) for b in names[n + 1 :]]
    sort = replace(EVENTS, likeness=alike)
    groups = gathered(sort, reports, links_of(sort, reports, pairs), NO_RULINGS)
    told = {report.id: group[0].id for group in groups for report in group}
    return {
        "ours": conll(gold, told),
        "singletons": conll(gold, {name: name for name in gold}),
        "head lemma": conll(gold, {name: reports[name].cue for name in gold}),
        "head lemma in a document": conll(gold, {n: f"{reports[n].document} {reports[n].cue}" for n in gold}),
    }


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared/eval/dates/dev.jsonl"
    for name, value in figures(given).items():
        print(f"{name:26s} {value:.3f}")
