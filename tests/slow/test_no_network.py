"""No command opens a socket: every one runs under a hook that ends the process at the first."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

HOOK = """
import os, sys
def watch(event, args):
    if event.startswith("socket.") and event != "socket.gethostname":
        os.write(2, f"socket opened: {event}".encode())
        os._exit(97)
sys.addaudithook(watch)
"""
CODE = 97


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offline")
    (folder / "hook").mkdir()
    (folder / "hook" / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    (folder / "a.txt").write_text(
        "Kenya's president visited Ethiopia on 3 May 2011. See http://example.org/x", encoding="utf-8"
    )
    (folder / "b.html").write_text(
        "<html><body><img src='http://example.org/i.png'><article><p>Chile and Peru signed a treaty on fishing on "
        "4 March 2009, after years of talks between the two navies.</p></article></body></html>",
        encoding="utf-8",
    )
    (folder / "gold.tsv").write_text(
        "sentence\tactor\trecipient\ttype\nMali thanked Niger.\tMali\tNiger\tSUPPORT\n", encoding="utf-8"
    )
    return folder


def run(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PYTHONPATH": str(place / "hook")}
    return subprocess.run([sys.executable, *words], cwd=place, env=env, capture_output=True, text=True, check=False)


COMMANDS = [
    "--help",
    "--version",
    "read a.txt b.html --ledger l.db --jobs 2",
    "documents --ledger l.db",
    "mentions --ledger l.db",
    "search visited --ledger l.db",
    "brief KEN ETH --ledger l.db",
    "export out --format csv --ledger l.db",
    "export out2 --format jsonl --ledger l.db",
    "export out3 --format parquet --ledger l.db",
    "evaluate gold.tsv",
    "verify --ledger l.db",
    "demo",
]


def test_the_watch_itself_catches_a_socket(place: Path) -> None:
    assert run(place, "-c", "import socket; socket.socket()").returncode == CODE


def test_no_command_opens_a_socket(place: Path) -> None:
    codes = {command: run(place, "-m", "dragoman", *command.split()).returncode for command in COMMANDS}
    assert codes == dict.fromkeys(COMMANDS, 0)
