"""Pairs of news items that tell of two acts: items published a week or more apart in, their reports out.

An item of `eval/unlabelled` tells on the day of its page what is new. Two of them that are a week or more apart tell of
two acts, but for a few that look back; so they teach, and measure, how often recurring acts are taken for one.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import dragoman
from dragoman.happenings import EVENTS, Report, gathered, links_of, pairs_of
from dragoman.happenings.sorts import NO_RULINGS
from dragoman.pipeline import read_text

NEWS = "eval/unlabelled/news.jsonl.gz"
WEEK = 7


def news_reports(path: Path, since: str, until: str, coder: dragoman.Coder) -> dict[str, Report]:
    """The reports of all items from one day to before another."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        items = [item for item in map(json.loads, lines) if since <= item["date"] < until]
    found = (r for item in items for r in EVENTS.found(read_text(item["text"], coder, item["date"])))
    return {r.id: r for r in found if not r.orphan}


def weeks_apart(one: Report, other: Report) -> bool:
    """Whether two reports are news of days a week or more apart."""
    if one.historical or other.historical or one.written is None or other.written is None:
        return False
    return abs(one.written[0] - other.written[0]) >= WEEK


def kept_apart(path: Path, since: str, until: str, coder: dragoman.Coder) -> float:
    """The share of the pairs a week or more apart, among those that could be one by their keys, that stay two."""
    reports = news_reports(path, since, until, coder)
    pairs = [(a, b) for a, b in pairs_of(EVENTS, reports) if weeks_apart(reports[a], reports[b])]
    groups = gathered(EVENTS, reports, links_of(EVENTS, reports, pairs_of(EVENTS, reports)), NO_RULINGS)
    home = {report.id: number for number, group in enumerate(groups) for report in group}
    return sum(home[a] != home[b] for a, b in pairs) / len(pairs)
