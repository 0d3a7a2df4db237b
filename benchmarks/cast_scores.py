"""Figures on our own sets of actor phrases, nominal mentions, dates, places and pages: named figures out.

python benchmarks/cast_scores.py [--half open|closed] [--errors]
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

import dragoman
from dragoman.actors import find_spans
from dragoman.actors.places import act_place
from dragoman.actors.words import fold
from dragoman.documents import Source, read_document
from dragoman.language import split_passages
from dragoman.records import ActorSpan, Passage, PassageKind

__all__ = ["cast_figures"]

OWN = Path(__file__).parents[1] / "corpus/own"
Row = dict[str, Any]
#: One row's verdict: kinds of mark it earns, and what was found, for reading errors of the open half.
Verdict = tuple[dict[str, bool], object]


def actor(row: Row) -> Verdict:
    """Country and main sector of a phrase; UNO and EUR are kinds of IGO.

    A wrong country is one told where another, or none, is right.
    """
    found = dragoman.resolve(row["phrase"], row["on"], row["context"])
    wanted = [(row["code"], row["sectors"]), *row["accept"]]
    code = found.code if found else None
    main = ["IGO" if s in ("UNO", "EUR") else s for s in found.sectors[:1]] if found else []
    both = any(code == c and (code is None or main == s[:1]) for c, s in wanted)
    return {
        "country and sector": both,
        "country": any(code == c for c, _ in wanted),
        "wrong country": code is not None and all(code != c for c, _ in wanted),
    }, found


def date(row: Row) -> Verdict:
    """The value of the expression that covers the asked words best."""
    found = dragoman.find_dates(row["text"], published=row["published"])
    over = [t for t in found if t.start < row["end"] and row["start"] < t.end]
    best = max(over, key=lambda t: min(t.end, row["end"]) - max(t.start, row["start"]), default=None)
    return {"value": bool(best) and best.value in (row["value"], *row.get("accept", []))}, best  # type: ignore[union-attr]


def spans(text: str, published: str | None) -> list[ActorSpan]:
    """The actor spans of a text."""
    sentences = split_passages(text, (Passage(PassageKind.BODY, 0, len(text)),))
    return [span for here in find_spans(sentences, published) for span in here]


def nominal(row: Row) -> Iterator[Verdict]:
    """The codes of every listed mention whose referent the text settles; of all those told how many are right."""
    found = spans(row["text"], row["published"])
    for m in row["mentions"]:
        over = [s for s in found if s.start < m["end"] and m["start"] < s.end]
        codes = {actor.code for span in over for actor in span.actors}
        right = codes == set(m["codes"])
        marks = ({"codes": right} if m["codes"] else {}) | ({"told rightly": right} if codes else {})
        yield marks, (m["words"], m["codes"], sorted(codes))


def place(row: Row) -> Verdict:
    """The place of the act, name and state, or that none is told.

    A wrong place is one told where another, or none, is right.
    """
    start = row["act_start"]
    codes = {actor.code for span in spans(row["text"], row["published"]) for actor in span.actors}
    found, _ = act_place(row["text"], start, start + len(row["act"]), codes)
    wanted = [row["place"], *row["accept"]]
    told = {"name": found.name, "country": found.country} if found else None
    right = any(
        w == told or (w and told and fold(w["name"]) == fold(told["name"]) and w["country"] == told["country"])
        for w in wanted
    )
    return {"place": right, "wrong place": told is not None and not right}, told


def page(row: Row) -> Verdict:
    """The day of publication of a page; a wrong one is worse than none."""
    kind = "html" if row["file"].endswith("html") else "text"
    found = read_document(Source(name=row["file"], path=None, data=row["text"].encode(), format=kind)).published
    value = found.value if found else None
    right = value in (row["published"], *row.get("accept", []))
    return {"day": right, "wrong day": value is not None and not right}, found


def rows(kind: str, half: str) -> list[Row]:
    """The rows of one half of a set."""
    return [msgspec.json.decode(line) for line in (OWN / f"{kind}-{half}.jsonl").read_bytes().splitlines()]


def verdicts(kind: str, half: str) -> Iterator[tuple[Row, Verdict]]:
    """Every verdict of a set with its row."""
    if kind == "nominals":
        yield from ((row, verdict) for row in rows(kind, half) for verdict in nominal(row))
    else:
        judge: Callable[[Row], Verdict] = {"actors": actor, "dates": date, "places": place, "pages": page}[kind]
        yield from ((row, judge(row)) for row in rows(kind, half))


KINDS = ("actors", "nominals", "dates", "places", "pages")


def cast_figures() -> Iterator[tuple[str, float]]:
    """All figures of both halves."""
    for half in ("open", "closed"):
        for kind in KINDS:
            marks = [marks for _, (marks, _) in verdicts(kind, half)]
            for name in dict.fromkeys(name for each in marks for name in each):
                told = [each[name] for each in marks if name in each]
                yield f"own/{kind} {half}/{name}", sum(told) / len(told)


def main() -> None:
    """Print the figures; with `--errors` what is wrong in the open half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", choices=KINDS, help="print the rows of the open half that are wrong")
    args = parser.parse_args()
    if args.errors:
        for row, (marks, found) in verdicts(args.errors, "open"):
            if not all(marks.get(name, True) for name in ("codes", *list(marks)[:1])):
                print({k: v for k, v in row.items() if k not in ("mentions", "half")}, "\n    ->", found)
        return
    for name, value in cast_figures():
        print(f"{name:45} {value:.3f}")


if __name__ == "__main__":
    main()
