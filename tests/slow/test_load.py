"""Two hundred thousand rows, eight readers at once, another who writes: pages stay quick, none fails, memory stays."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from page_load import addresses, load  # noqa: E402
from synthetic import fill  # noqa: E402

pytestmark = pytest.mark.slow

MENTIONS, REQUESTS, READERS = 200_000, 10_000, 8


def test_pages_of_a_large_ledger_are_quick_while_another_writes(tmp_path):
    path = tmp_path / "l.db"
    fill(path, MENTIONS)
    found = load(path, addresses(path, REQUESTS), READERS)
    assert found.errors == []
    assert sum(map(len, found.seconds.values())) == REQUESTS
    assert found.written > 30
    half, most = found.share(0.5), found.share(0.99)
    kinds = {kind: round(found.share(0.99, kind), 3) for kind in found.seconds}
    print(f"half {half:.3f} s, 99% {most:.3f} s, by kind {kinds}, MB {found.memory}")
    assert most <= 0.5, kinds
    assert found.memory[-1] <= 1.15 * found.memory[len(found.memory) // 2], found.memory
