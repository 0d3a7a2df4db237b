"""Figures of quality: own sets and development sets in, a table and a verdict against the floors out.

    python benchmarks/evaluate.py [--shared ../shared] [--floors corpus/floors.json] [--write FILE]

Exit 1 when a figure falls below its floor, or when the floors or a figure that has one are missing. Figures on
../shared are skipped, and said to be, where it is missing; their floors then count for nothing.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
from cast_scores import cast_figures
from chain_scores import figures as chain_figures
from event_scores import score
from future import fates
from happening_scores import account_figures, group_figures, history_figures, rows_of, seed_figures
from marked_scores import pair_figures, status_figures, told_and_right
from news_pairs import NEWS, kept_apart

import dragoman
from dragoman.codebook import event_types, own_types
from dragoman.codebook.lineage import lineage
from dragoman.events.encoder import bundled_encoder
from dragoman.events.evaluate import evaluate
from dragoman.events.gold import read_gold
from dragoman.exchange.measured import FIGURES, Measured, measured
from dragoman.pipeline import read_source, read_text
from dragoman.records import Mention, Reading

ROOT = Path(__file__).resolve().parent.parent
SEED_COMMENTS = {"000": 28, "001": 0, "002": 6, "003": 0, "004": 5}


def main() -> int:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--floors", type=Path, default=ROOT / "corpus" / "floors.json")
    parser.add_argument("--write", type=Path, help="also write the figures as JSON")
    parser.add_argument(
        "--measured", type=Path, help="also write what pages show of them, src/dragoman/exchange/measured.json"
    )
    args = parser.parse_args()
    floors = json.loads(args.floors.read_text(encoding="utf-8")) if args.floors.is_file() else {}
    if not floors:
        print(f"{args.floors} holds no floors: name a file of them with --floors", file=sys.stderr)
        return 1
    coder = dragoman.Coder()
    figures = dict(own_figures(coder))
    if args.shared.is_dir():
        figures |= dict(shared_figures(args.shared, coder))
    else:
        print(f"{args.shared} is not there: only own sets are measured", file=sys.stderr)
    failed = missed(figures, floors, complete=args.shared.is_dir())
    for name, value in figures.items():
        floor = f"floor {floors[name]:.3f}" if name in floors else ""
        print(f"{name:34s} {value:8.3f}  {floor}{'  BELOW' if name in failed else ''}")
    for name in failed:
        if name not in figures:
            print(f"{name:34s}  MISSING  floor {floors[name]:.3f}")
    if args.write:
        args.write.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    found = to_show(figures)
    if args.measured:
        args.measured.write_text(json.dumps(msgspec.to_builtins(found), indent=1) + "\n", encoding="utf-8")
    stale = [] if args.measured else differing(found, measured())
    for line in stale:
        print(f"src/dragoman/exchange/measured.json is not what is measured: {line}; write it with --measured")
    print(f"{len(failed)} of {len(floors)} floors missed" if failed else "no figure below its floor")
    return 1 if failed or stale else 0


def to_show(figures: dict[str, float]) -> Measured:
    """What pages show: precision by type and status on marked sentences of our own, and some of the figures."""
    paths = [ROOT / f"corpus/own/{kind}-{half}.jsonl" for kind in ("pairs", "status") for half in ("open", "closed")]
    counts = told_and_right(paths, bundled_encoder())
    sentences = sum(len(path.read_bytes().splitlines()) for path in paths)
    return Measured(sentences, **counts, figures={name: round(figures[name], 3) for name in FIGURES})


def differing(found: Measured, shipped: Measured, most: float = 0.03) -> list[str]:
    """Where what is shipped lies further from what is measured than another machine's rounding may bring it."""
    rates = [
        {
            **{name: right / told for kind in (one.types, one.statuses) for name, (told, right) in kind.items()},
            **one.figures,
        }
        for one in (found, shipped)
    ]
    return [
        f"{name} {rates[0].get(name)} {rates[1].get(name)}"
        for name in sorted(rates[0].keys() | rates[1].keys())
        if not abs(rates[0].get(name, math.inf) - rates[1].get(name, math.inf)) <= most
    ]


def missed(figures: dict[str, float], floors: dict[str, float], *, complete: bool) -> list[str]:
    """The floors that no figure reaches; what was not measured counts too, but for ../shared where it is not there."""
    wanted = (name for name in floors if complete or name in figures or name.startswith("own/"))
    return [name for name in wanted if not figures.get(name, -math.inf) >= floors[name]]


def own_figures(coder: dragoman.Coder) -> Iterator[tuple[str, float]]:
    """First light: 24 documents of our own; 300 sentences with many pairs, 300 of all statuses; half of each closed."""
    rows = [msgspec.json.decode(line) for line in (ROOT / "corpus/own/first-light.jsonl").read_bytes().splitlines()]
    for half in ("open", "closed"):
        scores = score(*own_gold([r for r in rows if r["half"] == half], coder))
        yield from ((f"own/{half}/{level}", value) for level, value in scores.items())
    for name, halves in (("open", ["open"]), ("closed", ["closed"]), ("both", ["open", "closed"])):
        for kind, measure in (("pairs", pair_figures), ("status", status_figures)):
            found = measure([ROOT / f"corpus/own/{kind}-{half}.jsonl" for half in halves], bundled_encoder())
            yield from ((f"own/{kind} {name}/{figure}", value) for figure, value in found)
    yield from type_figures(ROOT / "examples/own-types")
    for half in ("open", "closed"):
        for kind, measure in (("groups", group_figures), ("histories", history_figures), ("accounts", account_figures)):
            found = measure(rows_of(ROOT / f"corpus/own/{kind}-{half}.jsonl"), coder)
            yield from ((f"own/{kind} {half}/{figure}", value) for figure, value in found)
    yield from cast_figures()


def type_figures(folder: Path) -> Iterator[tuple[str, float]]:
    """F1 of two types of our own, each learned from thirty examples, on pairs marked by a hand that saw no code."""
    pages = own_types(folder)
    gold = read_gold((folder / "gold.tsv").read_bytes(), "gold.tsv", pages)
    report = evaluate(gold, dragoman.Coder(codebook=folder), own=pages)
    yield from ((f"own/types/{name} F1", report.types.classes[name].f1) for name in pages)


def own_gold(rows: list[dict], coder: dragoman.Coder) -> tuple[dict, list[dict]]:
    """The documents of the own set in the gold format of the shared scorer, and our rows for them."""
    gold = {"files": {r["id"]: r["id"] for r in rows}, "events": []}
    predictions: list[dict] = []
    for r in rows:
        for number, e in enumerate(r["events"]):
            pairs = [[e["actors"], e["recipients"]], *e.get("alternatives", [])]
            gold["events"].append(
                {"id": f"{r['id']}-{number}", "doc": r["id"], "spans": [[e["start"], e["end"]]], "pairs": pairs,
                 "types": e["types"], "statuses": e["statuses"], "core": e["core"], "sentence": e["sentence"]}
            )  # fmt: skip
        predictions += [row(m, r["id"]) for m in read_text(r["text"], coder, r["published"]).mentions]
    return gold, predictions


def row(mention: Mention, document: str) -> dict:
    """A mention in the scorer's terms."""
    return {
        "document": document, "start": mention.start, "end": mention.end, "passage": str(mention.passage),
        "actors": list(mention.actors), "recipients": list(mention.recipients),
        "type": mention.type, "status": str(mention.status),
    }  # fmt: skip


def shared_figures(shared: Path, coder: dragoman.Coder) -> Iterator[tuple[str, float]]:
    """The development sets, each by its own scorer."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from gold_figures(shared, coder, folder)
        yield from page_figures(shared, folder)
        yield from date_figures(shared, folder)
        yield from relation_figures(shared, coder, folder)
    yield "news/acts a week apart kept apart", kept_apart(shared / NEWS, "2015-01-01", "2015-07-01", coder)
    chains = chain_figures(shared / "eval/dates/dev.jsonl")
    yield from ((f"dates/chains {name}", value) for name, value in chains.items())
    wanted = rows_of(ROOT / "corpus/own/seeds-undertakings.jsonl")
    yield from ((f"seeds/{name}", value) for name, value in seed_figures(wanted, shared / "corpus/seeds", coder))


def run(*words: object) -> str:
    """What a scorer prints."""
    return subprocess.run([sys.executable, *map(str, words)], check=True, capture_output=True, text=True).stdout


def gold_figures(shared: Path, coder: dragoman.Coder, folder: Path) -> Iterator[tuple[str, float]]:
    """Two seeds coded by careful readers, and the comments of all five."""
    rows: list[dict] = []
    right = loud = 0
    gold = json.loads((shared / "gold/events-001-004.json").read_text(encoding="utf-8"))
    for path in sorted((shared / "corpus/seeds").glob("*.txt")):
        (source,) = dragoman.documents.find_sources([str(path)], None)
        reading = read_source(source, coder)
        rows += [row(m, path.name) for m in reading.mentions]
        quiet = [s["quote"] for s in gold["no_event_sentences"] if s["doc"] == path.name[:3]]
        loud += sum(is_loud(quote, reading) for quote in quiet)
        comments = sum(p.kind == "comment" for p in reading.document.passages)
        right += comments == SEED_COMMENTS.get(path.name[:3], comments)
    predictions = folder / "gold.jsonl"
    predictions.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    printed = run(shared / "gold/score_events.py", shared / "gold/events-001-004.json", predictions)
    for level, value in re.findall(r"^(\w+) +P [\d.]+ +R [\d.]+ +F1 ([\d.]+)", printed, re.MULTILINE):
        yield f"gold/{level}", float(value)
    yield "gold/quiet sentences left so", 1 - loud / len(gold["no_event_sentences"])
    yield "seeds/comment counts right", float(right)


def is_loud(quote: str, reading: Reading) -> bool:
    """Whether a sentence that tells of no act between states has a row of one."""
    start = reading.document.text.index(quote)
    here = (m for m in reading.mentions if m.start < start + len(quote) and start < m.end)
    return any(len({lineage(code) for code in (*m.actors, *m.recipients)}) > 1 for m in here)


def page_figures(shared: Path, folder: Path) -> Iterator[tuple[str, float]]:
    """Article bodies out of page dumps (in-sample; docs/pages.md has the cross-validated figure)."""
    pages = [msgspec.json.decode(line) for line in (shared / "eval/pages/dev.jsonl").read_bytes().splitlines()]
    predictions = folder / "pages.jsonl"
    with predictions.open("w", encoding="utf-8") as file:
        for page in pages:
            body = "\n".join(
                page["dump"][p.start : p.end] for p in dragoman.split_page(page["dump"]) if p.kind == "body"
            )
            file.write(json.dumps({"id": page["id"], "body": body}) + "\n")
    for name, more in (("pages/en", ("--lang", "en")), ("pages/all", ())):
        printed = run(shared / "eval/pages/score_pages.py", shared / "eval/pages/dev.jsonl", predictions, *more)
        yield name, float(re.search(r"F1 ([\d.]+)", printed)[1])


def date_figures(shared: Path, folder: Path) -> Iterator[tuple[str, float]]:
    """Time expressions: relaxed, strict and value F1 in percent."""
    gold = shared / "eval/dates/dev.jsonl"
    predictions = folder / "dates.jsonl"
    with predictions.open("w", encoding="utf-8") as file:
        for line in gold.read_bytes().splitlines():
            r = msgspec.json.decode(line)
            times = [
                {"start": t.start, "end": t.end, "value": t.value}
                for t in dragoman.find_dates(r["text"], r["published"])
            ]
            file.write(json.dumps({"id": r["id"], "times": times}) + "\n")
    printed = run(shared / "eval/dates/score_dates.py", gold, predictions)
    yield from figures_in(printed, "dates")
    with predictions.open("w", encoding="utf-8") as file:
        for line in gold.read_bytes().splitlines():
            r = msgspec.json.decode(line)
            file.write(json.dumps({"id": r["id"], "events": list(fates(r["text"], r["events"]))}) + "\n")
    printed = run(shared / "eval/dates/score_status.py", gold, predictions)
    yield "dates/future or not", float(re.search(r"^FUTURE .*F1 +([\d.]+)", printed, re.MULTILINE)[1])


def relation_figures(shared: Path, coder: dragoman.Coder, folder: Path) -> Iterator[tuple[str, float]]:
    """Root type of 1,050 marked pairs: macro F1 in percent (never training text)."""
    gold = shared / "eval/relations/dev.tsv"
    with gold.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    codings = coder.classify([(r["sentence"], r["actor"], r["recipient"]) for r in rows])
    predictions = folder / "relations.tsv"
    lines = [f"{r['id']}\t{c.type}\n" for r, c in zip(rows, codings, strict=True)]
    predictions.write_text("id\ttype\n" + "".join(lines), encoding="utf-8")
    yield from figures_in(run(shared / "eval/relations/score_relations.py", gold, predictions), "relations")


def figures_in(printed: str, prefix: str) -> Iterator[tuple[str, float]]:
    """The F1 figures that a scorer prints, a line each, named by the first word of the line."""
    for line in printed.splitlines():
        found = re.search(r"^(\w+).*F1\s+([\d.]+)", line)
        if found:
            yield f"{prefix}/{found[1]}", float(found[2])


if __name__ == "__main__":
    assert set(event_types()), "the codebook is empty"
    sys.exit(main())
