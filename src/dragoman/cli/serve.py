"""`dragoman serve`: a ledger in, its pages on this machine out, until they are stopped."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.charts import needed
from dragoman.cli.options import ledger_option
from dragoman.cli.talk import say

__all__ = ["command"]

_HOST, _PORT = "127.0.0.1", 8765


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=_PORT, show_default=True, help="The port to listen on.")
@ledger_option
def command(ledger: str, port: int) -> None:
    """Show the ledger as pages in a browser, on this machine alone.

    Pages for the ledger, two states, an event, an undertaking and a document; each also as .json. They listen on
    127.0.0.1, open no other connection and change nothing; `dragoman read` may write meanwhile. Ctrl-C stops them.

    Example: dragoman serve --port 8765
    """
    uvicorn = needed("uvicorn")
    create_app = needed("dragoman.web").create_app
    hosts = {f"{name}:{port}" for name in (_HOST, "localhost")}
    app = create_app(Path(ledger), hosts)
    say(f"http://{_HOST}:{port}/ shows {ledger}; Ctrl-C stops it")
    uvicorn.run(app, host=_HOST, port=port, log_level="warning", access_log=False, server_header=False)
