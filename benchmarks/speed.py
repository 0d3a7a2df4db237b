"""Speed: real commands on real-sized input in, CPU seconds and rates out.

    python benchmarks/speed.py [--shared ../shared]

CPU time of the command and its children (the machine is shared, so wall clock says little); the least of three runs.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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


def copies(texts: list[str], folder: Path, number: int) -> str:
    """A folder of many different documents made of the texts given."""
    folder.mkdir()
    for n in range(number):
        (folder / f"{n:04d}.txt").write_text(f"Bulletin {n}\n\n{texts[n % len(texts)]}", encoding="utf-8")
    return str(folder)


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
        many = copies(texts, cwd / "many", 200)
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
            ("read 200 documents, 1 job", best(["read", many, "--ledger", "b.db"], cwd, "b.db")),
            (
                "read 200 documents, 2 jobs",
                best(["read", many, "--ledger", "c.db", "--jobs", "2"], cwd, "c.db"),
            ),
            ("search 200 documents", best(["search", "visit", "--ledger", "c.db", "--limit", "20"], cwd)),
            ("brief of 200 documents", best(["brief", "PAK", "RUS", "--ledger", "c.db", "-o", "b.md"], cwd)),
        ]
    for label, (cpu, wall) in rows:
        print(f"{label:28s} {cpu:7.2f} s CPU  {wall:7.2f} s wall")


if __name__ == "__main__":
    main()
