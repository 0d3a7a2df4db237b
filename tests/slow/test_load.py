"""Two hundred thousand rows, eight readers at once, another who writes: pages stay quick, none fails, memory stays."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from page_load import addresses, load
from synthetic import fill

pytestmark = pytest.mark.slow

MENTIONS, REQUESTS, READERS = 200_000, 10_000, 8


def test_pages_of_a_large_ledger_are_quick_while_another_writes(tmp_path):
    path = tmp_path / "l.db"
    fill(path, MENTIONS)
    found = load(path, addresses(path, REQUESTS), READERS)
    assert found.errors == []
    assert sum(map(len, found.seconds.values())) == REQUESTS
    assert found.written > 30
    halves = (
        found.order[: REQUESTS // 2],
        found.order[REQUESTS // 2 :],
    )  # a neighbour may take the machine for a while
    most = min(sorted(half)[int(0.99 * len(half))] for half in halves)
    assert most <= 0.5, {kind: round(found.share(0.99, kind), 3) for kind in found.seconds}
    assert found.memory[-1] <= 1.15 * found.memory[len(found.memory) // 2], found.memory
