"""A run killed at any moment, together with its workers, is completed by the next to the very same rows."""

import os
import random
import signal
import subprocess
import sys
import time
from itertools import cycle, islice, product
from pathlib import Path

import pytest

from dragoman.errors import LedgerError
from dragoman.ledger import Ledger

pytestmark = pytest.mark.slow

DOCUMENTS = 200
FEW = 60  # read in a few seconds, so that fifty runs are killed and completed in as many times that
RUNS = 50
STATES = ("Pakistan", "Russia", "India", "China", "Turkey", "Iran", "Kenya", "Brazil")
ACTS = (
    "{a} signed an agreement with {b} on {day} October 2012.",
    "{a} accused {b} of breaking its promise.",
)
SCRIPT = """
import sys
from dragoman.desk import read
if __name__ == "__main__":
    summary = read(sys.argv[1], sys.argv[2], jobs=int(sys.argv[3]), published="2012-10-20")
    assert not summary.skipped, summary.skipped
"""


def written(folder, documents):
    pairs = [(a, b) for a, b in product(STATES, STATES) if a != b]
    for number, (a, b) in enumerate(islice(cycle(pairs), documents)):
        lines = (act.format(a=a, b=b, day=1 + number % 28) for act in ACTS)
        text = "\n\n".join((f"Report {number}", "Published on 20 October 2012", " ".join(lines)))
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    return written(tmp_path_factory.mktemp("press"), DOCUMENTS)


def start(press, ledger, jobs):
    command = [sys.executable, "-c", SCRIPT, press, ledger, str(jobs)]
    return subprocess.Popen(command, start_new_session=True, stderr=subprocess.PIPE, text=True)


def finish(press, ledger, jobs=1):
    began = time.monotonic()
    process = start(press, ledger, jobs)
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    return time.monotonic() - began


def state(path):
    with Ledger(path) as ledger:
        assert ledger.verify() == []
        return ledger.fingerprint(), ledger.totals()


@pytest.fixture(scope="module")
def unbroken(press, tmp_path_factory):
    """Fingerprint and totals of an unbroken run."""
    path = tmp_path_factory.mktemp("unbroken") / "l.db"
    finish(press, path)
    fingerprint, totals = state(path)
    assert totals["documents"] == DOCUMENTS
    assert totals["mentions"] >= DOCUMENTS
    return fingerprint, totals


def stored(path):
    """How many documents a killed run left; none where it did not come as far as making its ledger."""
    try:
        with Ledger(path) as ledger:
            assert ledger.verify() == []
            return ledger.totals()["documents"]
    except LedgerError as error:
        assert "does not exist" in str(error) or "is empty" in str(error)
        return 0


def counted(path):
    """How many documents a running ledger holds."""
    try:
        with Ledger(path, readonly=True) as ledger:
            return ledger.totals()["documents"]
    except LedgerError:
        return 0


def test_fifty_killed_runs_end_in_the_rows_of_an_unbroken_one(tmp_path, tmp_path_factory):
    press = written(tmp_path_factory.mktemp("few"), FEW)
    seconds = finish(press, tmp_path / "unbroken.db")
    unbroken = state(tmp_path / "unbroken.db")
    assert unbroken[1]["documents"] == FEW
    chance = random.Random(2012)
    left = []
    for number in range(RUNS):
        path = tmp_path / f"{number}.db"
        process = start(press, path, 1 + number % 2)
        time.sleep(chance.uniform(0.1, seconds))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        left.append(stored(path))
        finish(press, path)
        assert state(path) == unbroken, f"run {number}, killed after {left[-1]} documents"
    assert sum(0 < count < FEW for count in left) >= RUNS // 4, f"the kills came too early or too late: {left}"


@pytest.mark.parametrize("jobs", [2, 4])
def test_any_number_of_jobs_gives_the_same_ledger(press, unbroken, tmp_path, jobs):
    finish(press, tmp_path / "l.db", jobs)
    assert state(tmp_path / "l.db") == unbroken


def workers_of(parent):
    """Process ids of the workers that a run has started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, fields = status.read_text().rpartition(")")
            command = (status.parent / "cmdline").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields.split()[1]) == parent and "spawn_main" in command:
            found.append(int(name.split()[0]))
    return found


def test_a_worker_killed_in_the_middle_of_a_document_costs_nothing(press, unbroken, tmp_path):
    path = tmp_path / "l.db"
    process = start(press, path, 2)
    killed = 0
    while process.poll() is None and killed < 3:
        workers = workers_of(process.pid)
        # what the others died of is read alone, eight documents at most: by then it is done
        if len(workers) > 1 and path.exists() and counted(path) > 20 * killed:
            os.kill(max(workers), signal.SIGKILL)
            killed += 1
            time.sleep(0.3)
    _, errors = process.communicate(timeout=300)
    assert (process.returncode, killed) == (0, 3), errors
    assert state(path) == unbroken
