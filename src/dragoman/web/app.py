"""The application: a ledger's path in, its pages out, each as HTML, as `.json` and, where it has rows, as `.csv`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path

import jinja2
import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.errors import DragomanError, FilterError
from dragoman.exchange.csv import csv_lines
from dragoman.exchange.phrases import party_name, told
from dragoman.exchange.tables import Row
from dragoman.exchange.when import long_date
from dragoman.ledger import Ledger
from dragoman.version import __version__
from dragoman.web import pages
from dragoman.web.safety import Safety

__all__ = ["create_app"]

Page = Callable[..., object]

#: Address, template, the function of the page, and the field whose items are the rows of its CSV.
_PAGES: tuple[tuple[str, str, Page, str | None], ...] = (
    ("/", "home", pages.home, "pairs"),
    ("/dossiers/{one}/{other}", "dossier", pages.dossier, "events"),
    ("/events/{id}", "event", pages.event, "rows"),
    ("/undertakings/{id}", "undertaking", pages.undertaking, None),
    ("/documents/{id}", "document", pages.document, None),
)
_TYPES = {"html": "text/html", "json": "application/json", "csv": "text/csv"}


def create_app(ledger: Path, hosts: Collection[str]) -> Starlette:
    """The pages of a ledger, for requests to these hosts (`127.0.0.1:8000`). Raises LedgerError for no ledger."""
    Ledger(ledger, readonly=True).close()

    def served(template: str, page: Page, rows: str | None) -> Callable[[Request], object]:
        async def answer(request: Request) -> Response:
            return await run_in_threadpool(_answered, ledger, template, page, rows, request.path_params)

        return answer

    endings = {True: (".json", ".csv", ""), False: (".json", "")}  # a bare address would take the others for its id
    routes = [Route("/style.css", _style)]
    for address, template, page, rows in _PAGES:
        for ending in endings[rows is not None]:
            at = f"/home{ending}" if address == "/" and ending else address + ending
            routes.append(Route(at, served(template + ending, page, rows)))
    app = Starlette(routes=routes, exception_handlers={404: _missing})
    app.add_middleware(Safety, hosts=hosts)
    return app


def _answered(path: Path, name: str, page: Page, rows: str | None, asked: dict[str, str]) -> Response:
    template, _, ending = name.partition(".")
    try:
        with Ledger(path, readonly=True) as ledger, ledger.snapshot():
            found = page(ledger, **asked)
    except FilterError as error:
        return _failed(str(error), 404)
    except DragomanError as error:
        return _failed(str(error), 503)
    if ending == "json":
        return Response(msgspec.json.encode(found), media_type=_TYPES[ending])
    if ending == "csv":
        return Response(_csv(getattr(found, rows or "")), media_type=_TYPES[ending])
    return _page(template, 200, page=found)


def _csv(items: Sequence[object]) -> str:
    plain: list[Row] = [msgspec.to_builtins(item) for item in items]
    out = StringIO()
    add = csv_lines(out, dict.fromkeys(plain[0] if plain else (), ""))
    for row in plain:
        add(row)
    return out.getvalue()


async def _missing(request: Request, error: Exception) -> Response:
    return _failed(f"there is no page {request.url.path}", 404)


async def _style(request: Request) -> Response:
    return Response((files("dragoman.web") / "style.css").read_bytes(), media_type="text/css")


def _failed(words: str, status: int) -> Response:
    return _page("failed", status, words=words)


def _page(template: str, status: int, **context: object) -> Response:
    text = _templates().get_template(f"{template}.html").render(version=__version__, **context)
    return Response(text, status, media_type=_TYPES["html"])


@cache
def _templates() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("dragoman.web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"named": party_name, "told": told, "day": long_date}
    return made
