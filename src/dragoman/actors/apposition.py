"""Names beside offices: the spans of a sentence in, the same and names tied to an office by a comma out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.actors.gazetteer import word_list
from dragoman.actors.line import Line
from dragoman.actors.memory import Found

__all__ = ["appositions"]


def appositions(found: Sequence[Found], line: Line) -> list[Found]:
    """`R. Shah, Pakistan's former envoy` and `Pakistan's envoy, R. Shah,`: the name acts for the state."""
    if line.title_case:
        return list(found)
    result: list[Found] = []
    for span in found:
        name = _name_before(span, line) if _is_office(span) else None
        if name is not None and (not result or result[-1].last < name.first):
            result.append(name)
        result.append(span)
        name = _name_after(span, line) if _is_office(span) else None
        if name is not None and not any(other.first <= name.last and name.first <= other.last for other in found):
            result.append(name)
    return result


def _is_office(span: Found) -> bool:
    return span.kind == "office" and len(span.actors) == 1 and bool(span.title)


def _name_before(span: Found, line: Line) -> Found | None:
    tokens, cursor = line.words.tokens, span.first - 1
    if cursor > 1 and tokens[cursor].isalpha() and tokens[cursor - 1] == "the" and not line.words.capital(cursor):
        cursor -= 1  # `the water secretary`
    while cursor > 0 and (tokens[cursor] in word_list("articles") or tokens[cursor] in ("one", "once", "then")):
        cursor -= 1
    if cursor < 1 or tokens[cursor] != ",":
        return None
    first = cursor
    while first > 0 and _name_part(first - 1, line):
        first -= 1
    return _named(span, first, cursor - 1, line)


def _name_after(span: Found, line: Line) -> Found | None:
    tokens, first = line.words.tokens, span.last + 2
    if first >= len(tokens) or tokens[span.last + 1] != ",":
        return None
    last = first - 1
    while last + 1 < len(tokens) and _name_part(last + 1, line):
        last += 1
    closed = last + 1 < len(tokens) and tokens[last + 1] in (",", ")")
    return _named(span, first, last, line) if closed else None


def _name_part(token: int, line: Line) -> bool:
    word = line.words.tokens[token]
    if token in line.taken:
        return line.title_in_name(token)
    return (line.words.capital(token) and word not in word_list("stops")) or word in word_list("particles")


def _named(span: Found, first: int, last: int, line: Line) -> Found | None:
    words = line.words
    if not 2 <= last - first + 1 <= 5 or words.tokens[first] in word_list("functions") or not words.capital(last):
        return None
    name, actor = words.raw(first, last), span.actors[0]
    reason = f"'{name}' stands beside '{words.raw(span.first, span.last)}': {actor.reason}"
    found = Found(first, last, (replace(actor, name=name, reason=reason),), "person", words.tokens[last])
    line.memory.learn(found, name)
    return found
