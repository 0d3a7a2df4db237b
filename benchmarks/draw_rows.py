"""Rows for reading: a ledger in, mentions drawn by seed out, each with its sentence and its neighbours, as JSON lines.

    python benchmarks/draw_rows.py LEDGER [--count 100] [--seed 2012] [--only news] [--without news]

Rows of comments, teasers and domestic acts are left out, as lists leave them out. The same ledger and seed
give the same rows.
"""

from __future__ import annotations

import argparse
import json
import random
import sys

from dragoman.ledger import Filter, Ledger


def main() -> None:
    """Draw and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=2012)
    parser.add_argument("--only", default="", help="only documents whose name begins so")
    parser.add_argument("--without", default="\0", help="no documents whose name begins so")
    args = parser.parse_args()
    with Ledger(args.ledger, readonly=True) as ledger:
        rows = [
            m
            for m in ledger.mentions(Filter(domestic=False))
            if m.document.startswith(args.only) and not m.document.startswith(args.without)
        ]
        rows.sort(key=lambda m: m.id)
        for mention in random.Random(args.seed).sample(rows, min(args.count, len(rows))):
            shown = ledger.show(mention.id)
            row = {
                "id": mention.id, "document": mention.document,
                "published": shown.document.published.value if shown.document.published else None,
                "actors": mention.actors, "recipients": mention.recipients, "reciprocal": mention.reciprocal,
                "type": mention.type, "mode": mention.mode, "about": mention.about, "status": mention.status,
                "historical": mention.historical, "date": [mention.date_start, mention.date_end],
                "confidence": mention.confidence, "before": [s.text for s in shown.before],
                "sentence": mention.sentence, "after": [s.text for s in shown.after[:1]],
            }  # fmt: skip
            json.dump(row, sys.stdout, ensure_ascii=False)
            print()


if __name__ == "__main__":
    main()
