"""`dragoman serve`: a ledger in, its pages on this machine out, until they are stopped."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import click

from dragoman.charts import needed
from dragoman.cli.options import ledger_option
from dragoman.cli.rule import reader
from dragoman.cli.talk import say

__all__ = ["command"]

_HOST, _PORT, _HTTP = "127.0.0.1", 8765, 80
_HERE = (_HOST, "localhost", "::1")
_SHORTEST = 16  # characters of a token


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=_PORT, show_default=True, help="The port to listen on.")
@click.option(
    "--host",
    metavar="ADDRESS",
    default=_HOST,
    show_default=True,
    help="Where to listen.",
)
@click.option("--name", "names", multiple=True, metavar="HOST", help="A further host name to answer to; repeatable.")
@click.option("--token", envvar="DRAGOMAN_TOKEN", metavar="WORD", help="What readers must bring; needed with --host.")
@click.option(
    "--by",
    "who",
    metavar="NAME",
    default=reader,
    show_default="DRAGOMAN_READER, else you",
    help="Who rules.",
)
@ledger_option
def command(ledger: str, port: int, host: str, names: tuple[str, ...], token: str | None, who: str) -> None:
    """Show the ledger as pages in a browser, on this machine alone unless told otherwise.

    Pages for the ledger, two states, actors, events, undertakings, documents, a search with facets, a queue of doubtful
    rows; each also as .json, and its rows as .csv. Rows are accepted, rejected and recoded there; nothing else changes.
    They open no connection of their own; `dragoman read` may write meanwhile. Ctrl-C stops them.

    Example: dragoman serve --port 8765
    """
    if token is not None and len(token) < _SHORTEST:
        raise click.UsageError(f"A token has at least {_SHORTEST} characters; it is all that keeps others out.")
    if host not in _HERE and token is None:
        raise click.UsageError(f"Others could reach {host}: give a --token that they must bring, or leave --host out.")
    uvicorn = needed("uvicorn")
    create_app = needed("dragoman.web").create_app
    served = (*_HERE, host, *names)
    hosts = {f"{bracketed(name)}:{port}" for name in served} | (
        {bracketed(n) for n in served} if port == _HTTP else set()
    )
    app = create_app(Path(ledger), hosts, who=who, secret=token)
    way = f"?token={quote(token)}" if token else ""
    say(f"http://{bracketed(host)}:{port}/{way} shows {ledger}; Ctrl-C stops it")
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, server_header=False)


def bracketed(host: str) -> str:
    """A host as it stands in an address."""
    return f"[{host}]" if ":" in host else host
