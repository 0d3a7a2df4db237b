"""How long a merge takes: synthetic mentions in, seconds of CPU out, for all at once and for one document more.

python benchmarks/merge_speed.py [--mentions 100000]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from synthetic import readings

from dragoman.happenings import EVENTS, merged, report_of
from dragoman.ledger import Ledger


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
