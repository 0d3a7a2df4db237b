"""The table of commands: a name in, the command out of a module that is imported only when it is called."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module

import click

from dragoman.version import __version__

__all__ = ["COMMANDS", "app"]

# Every command with its first line of help; `dragoman.cli.NAME` holds it, as `command`.
COMMANDS = {
    "read": "Read files, folders or standard input into the ledger.",
    "documents": "List what was read, with dates and how they are known.",
    "mentions": "List the rows: who did what to whom, and what became of it.",
    "events": "List what happened: each act once, with its sources.",
    "undertakings": "List what was promised, planned or signed, and what became of it.",
    "disagreements": "List the facts on which accounts differ, side by side.",
    "show": "Show one row, document, event or undertaking in its context, with every reason.",
    "search": "Find words in sentences, with the rows of each hit.",
    "actors": "Show what the tables know of a name; without one, list who acts in the ledger.",
    "brief": "Write a brief on two states, every claim with its sentence.",
    "chart": "Draw what is between two states, or all, as SVG or PNG.",
    "changes": "List the events and undertakings that were added, merged, split or withdrawn.",
    "rule": "Accept, reject or recode a row, or decide whether two rows are of one event.",
    "rulings": "List what humans decided, export it, or tell how far two readers agree.",
    "serve": "Show the ledger as pages in a browser, on this machine alone unless told otherwise.",
    "export": "Write documents and rows into a folder as CSV, JSON lines or Parquet.",
    "evaluate": "Score the coder on gold of your own.",
    "verify": "Check that the ledger is sound.",
    "demo": "Read the sample corpus and show what the ledger makes of it.",
}


class _LazyGroup(click.Group):
    """Commands are imported when they are called, and the list of them imports none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"dragoman.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"Commands are {', '.join(COMMANDS)}."
            ctx.fail(f"No such command {args[0]!r}. {hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dragoman", message="%(prog)s %(version)s")
def app() -> None:
    """Read the press of diplomacy and keep a sourced ledger of relations between states.

    Rows go to standard output (a table on a terminal, JSON lines in a pipe), talk to standard error. A first
    look: dragoman demo
    """
