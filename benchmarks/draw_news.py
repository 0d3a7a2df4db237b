"""Items of the news pack drawn by seed: the pack in, a JSON lines file that `dragoman read` takes out.

python benchmarks/draw_news.py ../shared/eval/unlabelled/news.jsonl.gz SEED COUNT > news.jsonl
"""

from __future__ import annotations

import gzip
import json
import random
import sys


def main() -> None:
    """Print the drawn items as {"text", "published"}."""
    path, seed, count = sys.argv[1:]
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    for row in random.Random(int(seed)).sample(rows, int(count)):
        print(json.dumps({"text": row["text"], "published": row["date"]}))


if __name__ == "__main__":
    main()
