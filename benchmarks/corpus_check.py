"""The training corpus: is it ours, is it varied, what does it cover? Files in, a table out.

    python benchmarks/corpus_check.py [--shared ../shared]

Exit 1 where a line shares eight words in a row, names masked, with a text that must stay out of the project, where two
lines are nearly the same and neither is marked as a contrast of the other, or where a class or a voice is missing.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

import msgspec

from dragoman.codebook import event_types
from dragoman.events.training.corpus import VOICES, Line, parse_line, plain_text, read_corpus
from dragoman.records import Status

ROOT = Path(__file__).resolve().parent.parent
LENGTH = 8
#: Share of common three-word runs from which two lines are nearly the same.
ALIKE = 0.6
SMALLEST = 4000


def main() -> int:
    """Check, print, answer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    args = parser.parse_args()
    lines = read_corpus(sorted((ROOT / "corpus/training").glob("*.jsonl")))
    faults = [*copied(lines, args.shared), *twins(lines), *gaps(lines)]
    print(coverage(lines))
    for fault in faults:
        print(fault)
    print(f"{len(lines)} lines, {len(faults)} faults")
    return bool(faults)


def masked(text: str) -> list[str]:
    """Words in lower case, every capitalised word and number made the same."""
    return [w.lower() if w[0].islower() else "@" for w in re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text)]


def runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    """Runs of words; those of names and numbers alone say nothing."""
    found = (tuple(words[n : n + length]) for n in range(len(words) - length + 1))
    return {run for run in found if sum(word != "@" for word in run) > length // 2}


def copied(lines: Iterable[Line], shared: Path) -> Iterator[str]:
    """Lines that share a run of eight words with the texts of ../shared."""
    if not shared.is_dir():
        print(f"{shared} is not there: what is shared with it cannot be checked", file=sys.stderr)
        return
    foreign = {run for text in foreign_texts(shared) for run in runs(masked(text), LENGTH)}
    for line in lines:
        common = runs(masked(plain_text(line.text)), LENGTH) & foreign
        if common:
            yield f"{line.id}: shares '{' '.join(min(common))}' with ../shared"


def foreign_texts(shared: Path) -> Iterator[str]:
    """Seeds, gold and development sets; the news that a teacher labelled too."""
    for path in [*(shared / "corpus/seeds").glob("*.txt"), *(shared / "gold").glob("*.json")]:
        yield path.read_text(encoding="utf-8", errors="replace")
    with (shared / "eval/relations/dev.tsv").open(encoding="utf-8", newline="") as file:
        yield from (row["sentence"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for raw in (shared / "eval/dates/dev.jsonl").read_bytes().splitlines():
        yield msgspec.json.decode(raw)["text"]


def twins(lines: list[Line]) -> Iterator[str]:
    """Pairs of lines that are nearly the same, contrasts of one line among them excepted."""
    grams = [runs(masked(plain_text(line.text)), 3) for line in lines]
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, found in enumerate(grams):
        for gram in found:
            where[gram].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for holders in where.values():
        if len(holders) < 50:  # a run that fifty lines share is idiom
            shared.update(combinations(holders, 2))
    for (a, b), common in shared.items():
        if common / len(grams[a] | grams[b]) >= ALIKE and family(lines[a]) != family(lines[b]):
            yield f"{lines[a].id} and {lines[b].id} are nearly the same"


def family(line: Line) -> str:
    """The line of which a line is a contrast, or itself."""
    return line.like or line.id


def gaps(lines: list[Line]) -> Iterator[str]:
    """What the corpus must have and has not."""
    samples = [parse_line(line) for line in lines]
    texts = {sample.text for sample in samples}
    if len(texts) < SMALLEST:
        yield f"{len(texts)} distinct sentences, {SMALLEST} are wanted"
    found = {
        label for s in samples for act in s.acts for label in (act.type, f"{act.type}/{act.mode}", str(act.status))
    }
    wanted = [*event_types(), *map(str, Status)]
    wanted += [f"{name}/{mode}" for name, page in event_types().items() for mode in page.modes]
    yield from (f"no sentence for {label}" for label in wanted if label not in found)
    yield from (f"no sentence in the voice {voice}" for voice in sorted(VOICES - {line.voice for line in lines}))


def coverage(lines: list[Line]) -> str:
    """How many lines, pairs and acts there are of each kind."""
    samples = [parse_line(line) for line in lines]
    acts = [act for s in samples for act in s.acts]
    pairs = sum(len(s.parties) * (len(s.parties) - 1) for s in samples)
    told = len({(s.id, a.actor, a.recipient) for s in samples for a in s.acts if a.recipient})
    rows = [
        ("sentences", len({s.text for s in samples})), ("of them contrasts", sum(bool(line.like) for line in lines)),
        ("without an act", sum(not s.acts for s in samples)),
        ("with three parties or more", sum(len(s.parties) > 2 for s in samples)),
        ("ordered pairs", pairs), ("of them NONE", pairs - told), ("historical acts", sum(a.historical for a in acts)),
        ("reciprocal acts", sum(a.reciprocal for a in acts) // 2),
    ]  # fmt: skip
    tables = [
        ("voice", Counter(s.voice for s in samples)),
        ("type", Counter(a.type for a in acts)),
        ("mode", Counter(f"{a.type}/{a.mode}" for a in acts if a.mode)),
        ("status", Counter(str(a.status) for a in acts)),
    ]
    lines_out = [f"{name:28s} {count:6d}" for name, count in rows]
    for name, table in tables:
        lines_out += [f"{name:10s} {label:28s} {count:6d}" for label, count in table.most_common()]
    return "\n".join(lines_out)


if __name__ == "__main__":
    sys.exit(main())
