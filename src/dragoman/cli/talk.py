"""Words to the user: a message in, one safe line on standard error out; numbers and sizes in words."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

import click

from dragoman.exchange.markdown import plain
from dragoman.settings import read_settings

__all__ = ["counted", "ledger_words", "program", "say", "shortened"]


def say(message: str) -> None:
    """One line on standard error; what a terminal would obey is replaced."""
    click.echo(plain(message), err=True)


def program() -> str:
    """How dragoman was called, for commands that the user may copy."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py" and called.parent.name == "dragoman":
        return f"{shlex.quote(sys.executable)} -m dragoman"
    found = shutil.which("dragoman")
    if called.stem != "dragoman" or len(called.parts) == 1 or (found and Path(found).absolute() == called.absolute()):
        return "dragoman"
    return shlex.quote(sys.argv[0])


def ledger_words(ledger: str) -> str:
    """` --ledger PATH` as it is typed, nothing where commands use that ledger anyway."""
    return "" if ledger == read_settings(os.environ).ledger else f" --ledger {shlex.quote(ledger)}"


def counted(number: int, noun: str) -> str:
    """`1 document`, `2,000 documents`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def shortened(text: str, length: int) -> str:
    """A safe line of at most so many characters."""
    line = plain(text)
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
