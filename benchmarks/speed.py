"""Speed: real commands on real-sized input in, CPU seconds and rates out.

    python benchmarks/speed.py [--shared ../shared]

CPU time of the command and its children (the machine is shared, so wall clock says little); the least of three runs.
"""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from itertools import permutations
from pathlib import Path

from dragoman.actors import find_spans
from dragoman.actors.places import find_places
from dragoman.dates import find_dates
from dragoman.events.encoder import bundled_encoder
from dragoman.events.training.corpus import parse_line, plain_text, read_corpus
from dragoman.records import PassageKind, Sentence

ROOT = Path(__file__).resolve().parent.parent


def cost(words: list[str], cwd: Path) -> tuple[float, float]:
    """CPU and wall seconds of one command."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-m", "dragoman", *words], cwd=cwd, check=True, capture_output=True, env=os.environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.perf_counter() - start


def best(words: list[str], cwd: Path, fresh: str | None = None) -> tuple[float, float]:
    """The least CPU and wall seconds of three runs; `fresh` names a ledger that is removed before each."""
    runs = []
    for _ in range(3):
        if fresh:
            for path in cwd.glob(f"{fresh}*"):
                path.unlink()
        runs.append(cost(words, cwd))
    return min(cpu for cpu, _ in runs), min(wall for _, wall in runs)


def once(words: list[str], cwd: Path, fresh: str) -> tuple[float, float]:
    """CPU and wall seconds of one run of a long command."""
    for path in cwd.glob(f"{fresh}*"):
        path.unlink()
    return cost(words, cwd)


def copies(texts: list[str], folder: Path, number: int) -> str:
    """A folder of many different documents made of the texts given."""
    folder.mkdir()
    for n in range(number):
        (folder / f"{n:04d}.txt").write_text(f"Bulletin {n}\n\n{texts[n % len(texts)]}", encoding="utf-8")
    return str(folder)


def encoder_rate() -> tuple[int, float, float]:
    """Sentences of the training corpus, sentences a CPU second through the encoder (all pairs), mean pieces."""
    encoder = bundled_encoder()
    samples = [parse_line(line) for line in read_corpus(sorted((ROOT / "corpus/training").glob("*.jsonl")))]
    asked = [(s.text, list(s.parties.values())) for s in samples]
    pairs = [list(permutations(range(len(places)), 2)) or [(0, 1)] for _, places in asked]
    begun, pieces = time.process_time(), 0
    for (text, places), those in zip(asked, pairs, strict=True):
        pieces += len(encoder.look(text, places, those).pieces.ids)
    return len(asked), len(asked) / (time.process_time() - begun), pieces / len(asked)


def read_rate(cwd: Path) -> tuple[int, float, float]:
    """Sentences, sentences a CPU second through the whole of `read` (start-up taken off), peak memory in MB.

    One process, one job, one thread: documents of forty sentences each, made of the training corpus.
    """
    lines = read_corpus(sorted((ROOT / "corpus/training").glob("*.jsonl")))
    texts = [plain_text(line.text) for line in lines]
    folder = cwd / "corpus"
    folder.mkdir()
    for n in range(0, len(texts), 40):
        (folder / f"{n:05d}.txt").write_text("\n\n".join(texts[n : n + 40]), encoding="utf-8")
    (cwd / "one.txt").write_text(texts[0], encoding="utf-8")
    start, _ = best(["read", str(cwd / "one.txt"), "--ledger", "one.db"], cwd, "one.db")
    whole, _ = cost(["read", str(folder), "--ledger", "corpus.db"], cwd)
    with sqlite3.connect(cwd / "corpus.db") as store:
        (count,) = store.execute("SELECT count(*) FROM sentences").fetchone()
    return count, count / (whole - start), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


LOAD = """
import time
from dragoman.actors.gazetteer import gazetteer
from dragoman.actors.places import find_places
begun = time.process_time()
gazetteer()
find_places("They met in Lima.")
print(time.process_time() - begun)
"""


def load_time() -> float:
    """CPU seconds to have the tables of actors and places ready, the least of five processes."""
    runs = (subprocess.run([sys.executable, "-c", LOAD], check=True, capture_output=True, text=True) for _ in range(5))
    return min(float(run.stdout) for run in runs)


def cast_costs() -> tuple[float, float, float]:
    """CPU milliseconds a sentence of the training corpus for actor spans, places and dates."""
    texts = [plain_text(line.text) for line in read_corpus(sorted((ROOT / "corpus/training").glob("*.jsonl")))][::4]
    sentences = [[Sentence(0, len(text), text, PassageKind.BODY, 0)] for text in texts]
    costs = []
    for work in (
        lambda: [find_spans(each, "2012-10-05") for each in sentences],
        lambda: [find_places(text) for text in texts],
        lambda: [find_dates(text, "2012-10-05") for text in texts],
    ):
        work()
        begun = time.process_time()
        work()
        costs.append(1000 * (time.process_time() - begun) / len(texts))
    return costs[0], costs[1], costs[2]


def main() -> None:
    """Print one line a benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    args = parser.parse_args()
    seeds = args.shared.resolve() / "corpus/seeds"
    sample = ROOT / "src/dragoman/examples"
    texts = [p.read_text(encoding="utf-8") for p in sorted((seeds if seeds.is_dir() else sample).glob("*.txt"))]
    with tempfile.TemporaryDirectory() as name:
        cwd = Path(name)
        many = copies(texts, cwd / "many", 40)
        rows = [
            ("dragoman --help", best(["--help"], cwd)),
            (
                f"read {len(texts)} documents",
                best(
                    ["read", *map(str, [seeds if seeds.is_dir() else sample]), "--ledger", "a.db"],
                    cwd,
                    "a.db",
                ),
            ),
            (
                "read them again",
                best(["read", *map(str, [seeds if seeds.is_dir() else sample]), "--ledger", "a.db"], cwd),
            ),
            ("verify", best(["verify", "--ledger", "a.db"], cwd)),
            ("read 40 documents, 1 job", once(["read", many, "--ledger", "b.db"], cwd, "b.db")),
            (
                "read 40 documents, 2 jobs",
                once(["read", many, "--ledger", "c.db", "--jobs", "2"], cwd, "c.db"),
            ),
            ("search 40 documents", best(["search", "visit", "--ledger", "c.db", "--limit", "20"], cwd)),
            ("brief of 40 documents", best(["brief", "PAK", "RUS", "--ledger", "c.db", "-o", "b.md"], cwd)),
        ]
        count, rate, memory = read_rate(cwd)
    for label, (cpu, wall) in rows:
        print(f"{label:28s} {cpu:7.2f} s CPU  {wall:7.2f} s wall")
    print(f"whole of read: {count} sentences, {rate:.0f} a CPU second, {memory:.0f} MB at most")
    print(f"tables of actors and places: ready after {load_time():.2f} s CPU")
    spans, places, dates = cast_costs()
    print(f"a sentence, in milliseconds: actors {spans:.2f}, places {places:.2f}, dates {dates:.2f}")
    count, rate, pieces = encoder_rate()
    print(f"encoder: {count} sentences of {pieces:.1f} pieces in the mean, {rate:.0f} a CPU second")


if __name__ == "__main__":
    main()
