"""Actors: sentences or a phrase in; spans and actors with their codes, sectors and reasons out."""

from dragoman.actors.document import find_spans
from dragoman.actors.resolve import resolve

__all__ = ["find_spans", "resolve"]
