"""The door of the command line: arguments in, an exit code out, and one line on standard error for every failure."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper
from typing import NoReturn

import click

from dragoman.cli.app import app
from dragoman.errors import DragomanError

__all__ = ["main", "run"]

_DEBUG = "DRAGOMAN_DEBUG"
_PAIR = "--pair needs two codes, such as --pair PAK RUS"


def main() -> NoReturn:
    """Run `dragoman` with the arguments of the process and leave it."""
    code = run(sys.argv[1:])
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:  # told already; without this Python would try, and complain, once more when it leaves
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command; 0 for success, 1 for an error, 2 for wrong usage."""
    _set_up()
    if sys.stdout is None:  # so Python shows a standard output that was closed before it started
        _say("dragoman: standard output is closed; lead it into a file, or to /dev/null")
        return 1
    try:
        code = _called(arguments)
        sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.BadOptionUsage as error:
        message = _PAIR if error.option_name == "--pair" else error.message
        click.BadOptionUsage(error.option_name, message, error.ctx).show()
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except DragomanError as error:
        _say(f"dragoman: {error}")
    except BrokenPipeError:  # the reader of a pipe has seen enough, as `head` does
        return 0
    except OSError as error:  # a full disk, a name that is too long
        _say(f"dragoman: {error.filename or 'standard output'}: {error.strerror or error}")
    except (KeyboardInterrupt, click.Abort):
        _say("dragoman: interrupted; nothing half-done was kept")
    except Exception as error:  # noqa: BLE001 - the outermost edge: one line for the user, all of it on request
        _report(error)
    else:
        return code
    return 1


def _called(arguments: Sequence[str]) -> int:
    with app.make_context("dragoman", list(arguments)) as context:
        code = app.invoke(context)
    return code if isinstance(code, int) else 0


def _set_up() -> None:
    """What pipes carry is UTF-8; a terminal shows `?` for what it lacks; the log speaks only when asked to."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    if os.environ.get(_DEBUG):
        logging.basicConfig(level=logging.INFO)
    elif not logging.getLogger().handlers:
        logging.getLogger().addHandler(logging.NullHandler())


def _report(error: Exception) -> None:
    if os.environ.get(_DEBUG):
        traceback.print_exception(error)
    _say(
        f"dragoman: unexpected {type(error).__name__}: {error}; this is a fault of dragoman: please report it "
        f"with what {_DEBUG}=1 prints"
    )


def _say(message: str) -> None:
    from dragoman.cli.talk import say  # what makes a line safe comes with much else, which `--help` does not need

    say(message)
