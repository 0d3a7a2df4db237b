"""What every request must meet and every answer carries: hosts, origins and tokens in, refusals and headers out."""

from __future__ import annotations

import hmac
from collections.abc import Collection
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, quote, unquote, urlencode

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Safety"]

_READING = frozenset({"GET", "HEAD"})
_WRITING = "/rulings"
_LONGEST = 8_192  # bytes of an address
_LARGEST = 65_536  # bytes of a form
_FORM = "application/x-www-form-urlencoded"
_COOKIE = "dragoman"


class Safety:
    """Let through only requests to a host of ours, and of those that change something only such as our pages made.

    A page of another site can make a browser ask for `127.0.0.1`, or for a name of its own that leads there: the first
    comes with our host but another origin, and may only read what it cannot see; the second comes with a foreign host
    and is refused. With a `secret` nothing is shown to who does not bring it: in the address once, then in a cookie, or
    as a bearer. `styles` are the hashes of the style sheets that stand in a page.
    """

    def __init__(
        self, app: ASGIApp, hosts: Collection[str], secret: str | None = None, styles: Collection[str] = ()
    ) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._secret = secret
        style = " ".join(["'self'", *(f"'sha256-{one}'" for one in styles)])
        policy = (
            f"default-src 'none'; style-src {style}; script-src 'self'; connect-src 'self'; img-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        self._headers = [
            (b"content-security-policy", policy.encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"same-origin"),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"cross-origin-resource-policy", b"same-origin"),
            (b"cache-control", b"no-store"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *self._headers]
            await send(message)

        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await _answer(sending, *refusal)
        elif self._secret is None or self._known(headers):
            await self._app(scope, receive, sending)
        else:
            await self._let_in(scope, sending)

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        """Why a request is not let through, None where it is."""
        if headers.get("host", "").lower() not in self._hosts:
            return 421, "this host is not served here; ask for " + ", ".join(sorted(self._hosts))
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > _LONGEST:
            return 414, "the address is too long"
        if scope["method"] in _READING:
            return None
        if scope["method"] != "POST" or scope["path"] != _WRITING:
            return 405, "these pages are only read; rulings go to /rulings"
        if not self._is_ours(headers):
            return 403, "a ruling is made on our own pages alone"
        if headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
            return 415, f"a ruling is a form, {_FORM}"
        length = headers.get("content-length", "")
        if not length.isdecimal() or int(length) > _LARGEST:
            return 413, f"a ruling has a length of at most {_LARGEST:,} bytes"
        return None

    def _is_ours(self, headers: dict[str, str]) -> bool:
        """Whether a page of ours sent it: browsers tell the origin of every form."""
        origin = headers.get("origin")
        host = headers.get("host", "").lower()
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return False
        return origin is not None and origin.lower() in {f"http://{host}", f"https://{host}"}

    def _known(self, headers: dict[str, str]) -> bool:
        """Whether a request brings the secret, in its cookie or as a bearer."""
        scheme, _, bearer = headers.get("authorization", "").partition(" ")
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(_COOKIE)
        except CookieError:
            cookie = None
        given = bearer if scheme.lower() == "bearer" else (unquote(cookie.value) if cookie else "")
        return self._is_secret(given)

    def _is_secret(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), (self._secret or "").encode())

    async def _let_in(self, scope: Scope, send: Send) -> None:
        """Turn the secret of an address into a cookie; refuse who has none."""
        words = parse_qsl(scope["query_string"].decode("latin-1"))
        if not any(name == "token" and self._is_secret(value) for name, value in words):
            await _answer(send, 401, "these pages are read with a token: open the address that `dragoman serve` told")
            return
        rest = urlencode([pair for pair in words if pair[0] != "token"])
        cookie = f"{_COOKIE}={quote(self._secret or '', safe='')}; Path=/; HttpOnly; SameSite=Strict"
        path = (scope.get("raw_path") or b"/").decode("latin-1")
        place = f"/{path.lstrip('/')}" + (f"?{rest}" if rest else "")
        await _answer(send, 303, "come in", (b"location", place.encode()), (b"set-cookie", cookie.encode()))


async def _answer(send: Send, status: int, words: str, *more: tuple[bytes, bytes]) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *more]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"dragoman: {words}\n".encode()})
