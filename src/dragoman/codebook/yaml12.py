"""YAML as its readers expect it: bytes in, plain values out; `on`, `no` and `2012-10-05` stay the words they are."""

from __future__ import annotations

import re
from typing import TypeVar

import msgspec
import yaml

from dragoman.errors import CodebookError

__all__ = ["decode"]

T = TypeVar("T")

#: Lists in lists that are followed.
_DEEPEST = 20
_DROPPED = {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"}


class _Loader(yaml.CSafeLoader):
    """The safe loader of PyYAML with the booleans of YAML 1.2 and no timestamps."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _DROPPED]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def _check_depth(data: bytes, name: str) -> None:
    """Refuse what is nested so deeply that no page means it: PyYAML's C code would run out of stack on it."""
    depth = 0
    for event in yaml.parse(data, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise CodebookError(f"{name}: nested more than {_DEEPEST} deep; a bracket or a dash too many")


def decode(data: bytes, kind: type[T], name: str) -> T:
    """Decode and check against `kind`; raises CodebookError naming the file `name` and the entry at fault."""
    try:
        _check_depth(data, name)
        return msgspec.convert(yaml.load(data, Loader=_Loader), type=kind)  # noqa: S506 - a subclass of the safe loader
    except (msgspec.ValidationError, yaml.YAMLError) as error:
        raise CodebookError(f"{name}: {' '.join(str(error).split())}") from error
