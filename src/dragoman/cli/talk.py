"""Words to the user: a message in, one safe line on standard error out; numbers and sizes in words."""

from __future__ import annotations

import click

from dragoman.exchange.markdown import plain

__all__ = ["counted", "say", "shortened"]


def say(message: str) -> None:
    """One line on standard error; what a terminal would obey is replaced."""
    click.echo(plain(message), err=True)


def counted(number: int, noun: str) -> str:
    """`1 document`, `2,000 documents`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def shortened(text: str, length: int) -> str:
    """A safe line of at most so many characters."""
    line = plain(text)
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
