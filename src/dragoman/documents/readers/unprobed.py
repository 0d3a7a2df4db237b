"""Imports of libraries that ask the network at import: a block in which they find no IPv6 to ask for."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["unprobed"]


@contextmanager
def unprobed() -> Iterator[None]:
    """Import trafilatura and htmldate inside: urllib3, which comes with them, opens a socket to see if IPv6 works.

    dragoman opens no socket, so it tells urllib3 that there is no IPv6; nothing of dragoman ever asks urllib3.
    """
    known = socket.has_ipv6
    socket.has_ipv6 = False
    try:
        yield
    finally:
        socket.has_ipv6 = known
