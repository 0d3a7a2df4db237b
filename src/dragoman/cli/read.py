"""`dragoman read`: files, folders or standard input in, the ledger filled and a summary out."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from dragoman.cli.options import actors_option, codebook_option, default_jobs, ledger_option
from dragoman.cli.progress import shown_progress
from dragoman.cli.talk import counted, say
from dragoman.desk import MOST_JOBS, Summary, read
from dragoman.errors import DocumentError

__all__ = ["command", "summary_lines"]


@click.command("read")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--jobs",
    type=click.IntRange(1, MOST_JOBS),
    metavar="N",
    default=default_jobs,
    show_default="DRAGOMAN_JOBS, else 1",
    help="Worker processes that read documents.",
)
@click.option(
    "--published",
    metavar="DATE",
    help="The day (2012-10-05), month or year when all of them were published; it stands above dates found.",
)
@click.option("--strict", is_flag=True, help="Stop at the first document that cannot be read.")
@click.option("--recode", is_flag=True, help="Read and code again what the ledger holds already.")
@codebook_option
@actors_option
@ledger_option
def command(
    ledger: str,
    paths: tuple[str, ...],
    jobs: int,
    published: str | None,
    strict: bool,
    recode: bool,
    codebook: str | None,
) -> int:
    """Read files, folders or standard input into the ledger.

    Text, HTML and JSON lines are read, folders to their last leaf; - is standard input. The ledger is made
    where there is none. Reading the same again adds nothing, and a run that was stopped goes on where it
    stopped. What cannot be read is named at the end with the reason, and the exit code is then 1.

    Example: dragoman read articles/ --jobs 4
    """
    if "" in paths:
        raise click.UsageError("an empty path; name a file or folder (. is the current one), or - for a pipe")
    try:
        with shown_progress(paths) as progress:
            summary = read(
                paths,
                ledger,
                jobs=jobs,
                published=published,
                strict=strict,
                recode=recode,
                codebook=codebook,
                progress=progress,
                stdin=sys.stdin.buffer if "-" in paths else None,
            )
    except DocumentError as error:
        raise DocumentError(f"{error} (--strict stops here; what was read before is kept)") from error
    for line in summary_lines(summary, ledger):
        say(line)
    if summary.interrupted:
        say("dragoman: interrupted; the same command goes on where this run stopped")
    elif not _found(summary):
        say(f"dragoman: nothing to read under {', '.join(paths)}; give files, folders with texts, or - for a pipe")
    return 0 if _found(summary) and not summary.skipped and not summary.interrupted else 1


def summary_lines(summary: Summary, ledger: str) -> Iterator[str]:
    """What came of a run, one line for each count that is not nothing, and one for each source left out."""
    if summary.gathered:
        yield f"events of {counted(summary.gathered, 'document')} found anew, by the rules of this version"
    if summary.added or summary.recoded:
        yield (
            f"{_read(summary)}: {counted(summary.sentences, 'sentence')}, {counted(summary.mentions, 'mention')} "
            f"in {summary.seconds:,.1f} s, into {ledger}"
        )
    if summary.known:
        why = ", ".join(f"{count:,} {reason}" for reason, count in summary.reasons.items())
        yield f"passed over {counted(summary.known, 'document')}: {why}"
    yield from (f"- {name}: the same text as {first}" for name, first in summary.duplicates)
    if summary.skipped:
        yield f"left out {counted(len(summary.skipped), 'document')}:"
        yield from (f"- {name}: {reason}" for name, reason in summary.skipped)
    if summary.ignored:
        yield "not meant to be read:"
        yield from (f"- {name}: {reason}" for name, reason in summary.ignored)


def _read(summary: Summary) -> str:
    again = f"{counted(summary.recoded, 'document')} read again" if summary.recoded else ""
    new = f"{counted(summary.added, 'document')} read" if summary.added else ""
    return ", ".join(filter(None, (new, again)))


def _found(summary: Summary) -> bool:
    return bool(summary.added or summary.known or summary.recoded or summary.skipped)
