"""The reading room: a ledger in, pages to read, each also as JSON and CSV, out; on this machine alone."""

from dragoman.web.app import create_app

__all__ = ["create_app"]
