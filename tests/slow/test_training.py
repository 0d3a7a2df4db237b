"""Training: it is stopped at any time, goes on where it was, and ends where it would have ended."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman.events.encoder import Encoder

pytestmark = pytest.mark.slow
CORPUS = Path(__file__).parents[2] / "corpus/training"


def command(corpus: Path, out: Path) -> list[str]:
    words = ["-m", "dragoman.events.training", "--corpus", corpus, "--taught", "none", "--out", out, "--epochs", "2"]
    return [sys.executable, *map(str, words), "--plain"]


def few_lines(folder: Path) -> Path:
    for name, count in (("w1", 40), ("w8", 60)):
        lines = (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / f"{name}.jsonl").write_text("".join(line for line in lines[:count]), encoding="utf-8")
    return folder


def losses(told: str) -> dict[str, float]:
    """The mean loss of each epoch that a run tells of."""
    return {epoch: float(loss) for epoch, loss in re.findall(r"epoch (\d) of 2, loss ([\d.]+)", told)}


def test_a_training_run_that_was_killed_goes_on_to_the_same_loss(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    few_lines(corpus)
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    unbroken = subprocess.run(command(corpus, whole), check=True, capture_output=True, text=True)
    run = subprocess.Popen(command(corpus, killed), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not (killed / "checkpoint-1.pt").is_file():
            assert run.poll() is None, "it ended before it could be killed"
            time.sleep(0.05)
    finally:
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
    again = subprocess.run(command(corpus, killed), check=True, capture_output=True, text=True)
    assert list(losses(again.stderr)) in (["2"], [])
    expected = losses(unbroken.stderr)["2"]
    assert losses(again.stderr).get("2", expected) == pytest.approx(expected, abs=0.02)  # sums differ with the threads
    assert Encoder(killed).card.labels == Encoder(whole).card.labels
