"""What every request must meet and every answer carries: hosts in, refusals and headers out."""

from __future__ import annotations

from collections.abc import Collection

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Safety"]

_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_READING = frozenset({"GET", "HEAD"})
_LONGEST = 8_192  # bytes of an address


class Safety:
    """Let through only requests to a host of ours, and for now only such as read; put our headers on every answer.

    A page of another site can make a browser ask for `127.0.0.1`, or for a name of its own that leads there: the first
    comes with our host, and may only read what it cannot see; the second comes with a foreign host and is refused.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
                message["headers"] = [*message.get("headers", ()), *ours]
            await send(message)

        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1").lower()
        if host not in self._hosts:
            await _refuse(sending, 421, "this host is not served here; ask for " + ", ".join(sorted(self._hosts)))
        elif scope["method"] not in _READING:
            await _refuse(sending, 405, "these pages are only read")
        elif len(scope.get("raw_path") or b"") + len(scope["query_string"]) > _LONGEST:
            await _refuse(sending, 414, "the address is too long")
        else:
            await self._app(scope, receive, sending)


async def _refuse(send: Send, status: int, words: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"dragoman: {words}\n".encode()})
