"""The application: a ledger's path in, its pages out, each as HTML, as `.json` and, where it has rows, as `.csv`."""

from __future__ import annotations

import asyncio
import hmac
import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.resources import files
from operator import attrgetter
from pathlib import Path
from urllib.parse import parse_qsl

import msgspec
from anyio import CapacityLimiter
from anyio.to_thread import current_default_thread_limiter, run_sync
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from dragoman.errors import DragomanError, FilterError, LedgerError
from dragoman.exchange.cite import cite_view
from dragoman.ledger import Filter, Ledger
from dragoman.version import __version__
from dragoman.web import openapi
from dragoman.web.actor import actor
from dragoman.web.address import ASKING, FIELDS, Asked, asked_of
from dragoman.web.brief import STYLES, brief, brief_page
from dragoman.web.charting import chart
from dragoman.web.charting import drawing as chart_drawing
from dragoman.web.dossier import dossier, drawing
from dragoman.web.drawing import Drawing, warm
from dragoman.web.happening import event, row, undertaking
from dragoman.web.home import home
from dragoman.web.listing import queue, search
from dragoman.web.opened import Opened
from dragoman.web.reader import document
from dragoman.web.rulings import kept, recent
from dragoman.web.safety import Safety
from dragoman.web.tables import TABLES, lines
from dragoman.web.templating import rendered

__all__ = ["PAGES", "Page", "create_app"]

_TYPES = {"html": "text/html", "json": "application/json", "jsonl": "application/x-ndjson", "csv": "text/csv"}
_FILES = {"style.css": "text/css", "keys.js": "text/javascript", "icon.svg": "image/svg+xml"}
_THREADS = 2
_PATIENCE = 8.0  # seconds that a page may take


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its address, its name and that of its template, what makes it, its title, what it is in words.

    `draw` makes the chart that the page shows beside, as SVG, but in its HTML alone.
    """

    address: str
    name: str
    make: Callable[..., object]
    title: Callable[..., str]
    says: str
    draw: Callable[..., Drawing] | None = None
    whole: Callable[..., str] | None = None
    id: Callable[..., str] | None = None

    @property
    def missing(self) -> int:
        """The status of what cannot be found: what its path names is not there, or its question makes no sense."""
        return 404 if "{" in self.address else 400


PAGES = (
    Page("/", "home", home, lambda page: "The ledger", "what the ledger holds, active pairs, changes, accuracy"),
    Page("/dossiers/{one}/{other}", "dossier", dossier, attrgetter("names"), "all between two states", drawing),
    Page("/actors/{code}", "actor", actor, attrgetter("name"), "a state or body, its dated roles, with whom it acts"),
    Page("/events/{id}", "event", event, attrgetter("words"), "an event with its rows", id=attrgetter("event.id")),
    Page("/undertakings/{id}", "undertaking", undertaking, attrgetter("undertaking.name"), "with all its steps",
         id=attrgetter("undertaking.id")),
    Page("/rows/{id}", "row", row, attrgetter("line.words"), "a row in its sentence, with the sentences around it",
         id=attrgetter("line.row.id")),
    Page("/documents/{id}", "document", document, lambda page: page.title or page.name, "a document as it was read",
         id=attrgetter("id")),
    Page("/search", "search", search, lambda page: "Search", "what a question finds, with facets"),
    Page("/queue", "queue", queue, lambda page: "Rows that wait for a reader", "doubtful rows that nobody ruled on"),
    Page("/rulings", "rulings", recent, lambda page: "Rulings", "what readers ruled"),
    Page("/charts/{name}", "chart", chart, lambda page: f"Chart: {page.name}", "a chart of what is found",
         chart_drawing),
    Page("/briefs/{one}/{other}", "brief", brief, lambda page: "", "all of a pair to print", whole=brief_page),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Room:
    """What all answers share: the ledger, who rules by default, the token that our own forms carry.

    `rulers` lets one ruling at a time wait for whoever else writes, while pages go on.
    """

    ledger: Path
    opened: Opened
    who: str
    token: str
    rulers: CapacityLimiter


def create_app(ledger: Path, hosts: Collection[str], *, who: str = "unknown", secret: str | None = None) -> Starlette:
    """The pages of a ledger, for requests to these hosts (`127.0.0.1:8000`). Raises LedgerError for no ledger.

    `who` is the name under which rulings are kept, `secret` what a request must bring where others reach the pages.
    """
    with Ledger(ledger, readonly=True) as opened:
        search(opened, Asked("/search"))  # tables and types are made once, before threads could make them side by side
        home(opened, Asked("/"))
    openapi.described(PAGES, tuple(TABLES))
    room = _Room(ledger, Opened(ledger), who, secrets.token_urlsafe(), CapacityLimiter(1))
    routes = [Route(f"/{name}", _file(name)) for name in _FILES]
    routes += [
        Route("/favicon.ico", _file("icon.svg")),  # browsers ask for it where a page names none
        Route("/rulings", _ruling(room), methods=["POST"]),
        Route("/openapi.json", _described),
        Route("/api", _api(room)),
    ]
    for page in PAGES:
        for ending in ("json", "jsonl", "csv", "html"):
            if ending in {"json", "html"} or page.name in TABLES:
                address = "/home" if page.address == "/" and ending != "html" else page.address
                routes.append(Route(address + ("" if ending == "html" else f".{ending}"), _served(room, page, ending)))
    app = Starlette(routes=routes, exception_handlers={404: _missing(room)}, lifespan=_few_threads)
    app.add_middleware(Safety, hosts=hosts, secret=secret, styles=STYLES)
    return app


@asynccontextmanager
async def _few_threads(app: Starlette) -> AsyncIterator[None]:
    """As many pages are made at a time as there are processors: more would only wait for each other."""
    current_default_thread_limiter().total_tokens = max(_THREADS, os.cpu_count() or 1)
    warmed = asyncio.get_running_loop().run_in_executor(None, warm)  # the first chart takes a second
    yield
    await warmed


def _served(room: _Room, page: Page, ending: str) -> Callable[[Request], object]:
    async def answer(request: Request) -> Response:
        try:
            asked = _asked(request, page)
        except FilterError as error:
            return _failed(room, str(error), 400, ending)
        if ending in {"csv", "jsonl"}:
            return await _exported(room, page, ending, asked, request.path_params)
        return await run_in_threadpool(_answered, room, page, ending, asked, str(request.base_url), request.path_params)

    return answer


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _query(request: Request) -> dict[str, list[str]]:
    query: dict[str, list[str]] = {}
    for name, value in parse_qsl(request.url.query, keep_blank_values=True):
        query.setdefault(name, []).append(value)
    return query


def _asked(request: Request, page: Page) -> Asked:
    query = _query(request)
    path = page.address.format(**request.path_params)
    asked = asked_of(path, query)
    if page.name not in ASKING and asked.filter != Filter():
        words = ", ".join(sorted(FIELDS.keys() & query.keys()))
        raise FilterError(f"this page takes no {words}; /search does")
    return asked


def _answered(room: _Room, page: Page, ending: str, asked: Asked, base: str, path: Mapping[str, str]) -> Response:
    try:
        with room.opened.reading(_PATIENCE) as ledger:
            found = page.make(ledger, asked, **path)
            drawn = page.draw(ledger, asked, found) if page.draw and ending == "html" else None
            version = ledger.version()
            asked = replace(asked, path=page.address.format(id=page.id(found))) if page.id else asked
            link = base.rstrip("/") + asked.query(after=asked.after, at=asked.at, ledger=version)
            old = asked.ledger if asked.ledger != version else None
            whole = page.whole(ledger, found, _today(), link, old) if page.whole and ending == "html" else None
            done = next((one for one in ledger.rulings() if one.number == asked.done), None) if asked.done else None
            stands = done is not None and done.number in {one.number for one in ledger.rulings(standing=True)}
    except FilterError as error:
        return _failed(room, str(error), page.missing, ending)
    except DragomanError as error:
        return _failed(room, str(error), 503, ending)
    headers = {"dragoman-ledger-version": version, "link": f'<{link}>; rel="bookmark"'}
    if ending == "json":
        return Response(msgspec.json.encode(found), media_type=_TYPES["json"], headers=headers)
    if whole is not None:
        return Response(whole, headers=headers, media_type=_TYPES["html"])
    title = page.title(found)
    made = cite_view(title, link, version, _today())
    return _page(
        room, page.name, 200, headers, page=found, asked=asked, old=old, title=title, drawing=drawn,
        ledger_version=version, cite=made, link=link, done=done, stands=stands,
        here=asked.query(after=asked.after, at=asked.at),
    )  # fmt: skip


async def _exported(room: _Room, page: Page, ending: str, asked: Asked, path: Mapping[str, str]) -> Response:
    """All rows of a page as they are found, each piece on the one thread that holds the ledger open."""
    thread = ThreadPoolExecutor(1)
    found = _pieces(room, page, ending, asked, path)
    loop = asyncio.get_running_loop()

    def close() -> None:
        thread.submit(found.close)
        thread.shutdown(wait=False)

    async def pieces(first: str | None) -> AsyncIterator[str]:
        piece = first
        while piece is not None:
            yield piece
            piece = await loop.run_in_executor(thread, next, found, None)

    try:
        version = await loop.run_in_executor(thread, next, found, None)
        first = await loop.run_in_executor(thread, next, found, None)
    except DragomanError as error:
        close()
        return _failed(room, str(error), 503 if isinstance(error, LedgerError) else page.missing, ending)
    name = f"{page.name}.{ending}"
    headers = {"content-disposition": f'attachment; filename="{name}"', "dragoman-ledger-version": version or ""}
    return _Export(pieces(first), close, media_type=_TYPES[ending], headers=headers)


class _Export(StreamingResponse):
    """Pieces as they come; `close` is called at the end, also where the reader breaks off, even before the first."""

    def __init__(
        self, pieces: AsyncIterator[str], close: Callable[[], None], media_type: str, headers: Mapping[str, str]
    ) -> None:
        super().__init__(pieces, headers=headers, media_type=media_type)
        self._close = close

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._close()


def _pieces(room: _Room, page: Page, ending: str, asked: Asked, path: Mapping[str, str]) -> Generator[str, None, None]:
    """The version of the ledger, then the lines."""
    with Ledger(room.ledger, readonly=True) as ledger, ledger.snapshot():
        yield ledger.version()
        yield from lines(TABLES[page.name], ending, ledger, asked, path)


def _ruling(room: _Room) -> Callable[[Request], object]:
    async def answer(request: Request) -> Response:
        try:
            body = await request.body()
        except ClientDisconnect:
            return Response(status_code=400)
        form = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        if not hmac.compare_digest(form.get("token", "").encode(), room.token.encode()):
            return _failed(room, "the form is of an earlier start of the server; load its page again", 403)
        try:
            made = await run_sync(kept, room.ledger, room.who, form, limiter=room.rulers)
        except FilterError as error:
            return _failed(room, str(error), 400)
        except DragomanError as error:
            return _failed(room, str(error), 503)
        if "application/json" in request.headers.get("accept", ""):
            return Response(msgspec.json.encode(made), media_type=_TYPES["json"])
        return RedirectResponse(made.back, 303)

    return answer


async def _described(request: Request) -> Response:
    return Response(msgspec.json.encode(openapi.described(PAGES, tuple(TABLES))), media_type=_TYPES["json"])


def _api(room: _Room) -> Callable[[Request], object]:
    async def answer(request: Request) -> Response:
        return _page(room, "api", 200, {}, page=openapi.described(PAGES, tuple(TABLES)), title="Addresses for programs")

    return answer


def _missing(room: _Room) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, error: Exception) -> Response:
        path = request.url.path
        ending = path.rpartition(".")[2]
        return _failed(room, f"there is no page {path}", 404, ending if ending in _TYPES else "html")

    return answer


def _file(name: str) -> Callable[[Request], object]:
    async def answer(request: Request) -> Response:
        return Response((files("dragoman.web") / name).read_bytes(), media_type=_FILES[name])

    return answer


def _failed(room: _Room, words: str, status: int, ending: str = "html") -> Response:
    if ending != "html":
        return Response(msgspec.json.encode({"error": words}), status, media_type=_TYPES["json"])
    return _page(
        room, "failed", status, {}, words=words, title="That is not here" if status == 404 else "That did not go"
    )


def _page(room: _Room, template: str, status: int, headers: Mapping[str, str], **context: object) -> Response:
    usual = {
        "version": __version__,
        "token": room.token,
        "who": room.who,
        "done": None,
        "stands": False,
        "cite": None,
        "old": None,
    }
    return Response(rendered(template, **usual | context), status, headers, media_type=_TYPES["html"])
