"""The coder: what a sentence says that one actor did to another, with type, mode, status and reasons."""

from dragoman.events.coder import EventCoder

__all__ = ["EventCoder"]
