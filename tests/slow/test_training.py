"""Training: it is stopped at any time, goes on where it was, and ends with the same model."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

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


def test_a_training_run_that_was_killed_goes_on_and_ends_with_the_same_model(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    few_lines(corpus)
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    subprocess.run(command(corpus, whole), check=True, capture_output=True)
    run = subprocess.Popen(command(corpus, killed), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not (killed / "checkpoint-1.pt").is_file():
            assert run.poll() is None, "it ended before it could be killed"
            time.sleep(0.05)
    finally:
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
    again = subprocess.run(command(corpus, killed), check=True, capture_output=True, text=True)
    assert "epoch 1 of 2" not in again.stderr
    cards = [json.loads((folder / "card.json").read_text(encoding="utf-8")) for folder in (whole, killed)]
    assert cards[0] == cards[1]
    assert (whole / "coder.onnx").read_bytes() == (killed / "coder.onnx").read_bytes()
