"""Names beside offices: the spans of a sentence in, the same with names added that a comma ties to an office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.actors.gazetteer import word_list
from dragoman.actors.grow import Grower
from dragoman.actors.memory import Found

__all__ = ["appositions"]


def appositions(found: Sequence[Found], grower: Grower) -> list[Found]:
    """`Rustam Mohmand, Pakistan's former envoy` and `Pakistan's envoy, Rustam Mohmand,`: the name acts for the state."""
    if grower.title_case:
        return list(found)
    result: list[Found] = []
    for span in found:
        name = _name_before(span, grower) if _is_office(span) else None
        if name is not None and (not result or result[-1].last < name.first):
            result.append(name)
        result.append(span)
        name = _name_after(span, grower) if _is_office(span) else None
        if name is not None and not any(
            other.first <= name.last and name.first <= other.last for other in found
        ):
            result.append(name)
    return result


def _is_office(span: Found) -> bool:
    return span.kind == "office" and len(span.actors) == 1 and bool(span.title)


def _name_before(span: Found, grower: Grower) -> Found | None:
    tokens, cursor = grower.words.tokens, span.first - 1
    while cursor > 0 and (
        tokens[cursor] in word_list("articles") or tokens[cursor] in ("one", "once", "then")
    ):
        cursor -= 1
    if cursor < 1 or tokens[cursor] != ",":
        return None
    first = cursor
    while first > 0 and _name_part(first - 1, grower):
        first -= 1
    return _named(span, first, cursor - 1, grower)


def _name_after(span: Found, grower: Grower) -> Found | None:
    tokens, first = grower.words.tokens, span.last + 2
    if first >= len(tokens) or tokens[span.last + 1] != ",":
        return None
    last = first - 1
    while last + 1 < len(tokens) and _name_part(last + 1, grower):
        last += 1
    closed = last + 1 < len(tokens) and tokens[last + 1] in (",", ")")
    return _named(span, first, last, grower) if closed else None


def _name_part(token: int, grower: Grower) -> bool:
    word = grower.words.tokens[token]
    if token in grower.taken:
        return grower.title_in_name(token)
    return (grower.words.capital(token) and word not in word_list("stops")) or word in word_list("particles")


def _named(span: Found, first: int, last: int, grower: Grower) -> Found | None:
    words = grower.words
    if (
        not 2 <= last - first + 1 <= 5
        or words.tokens[first] in word_list("functions")
        or not words.capital(last)
    ):
        return None
    name, actor = words.raw(first, last), span.actors[0]
    reason = f"'{name}' stands beside '{words.raw(span.first, span.last)}': {actor.reason}"
    found = Found(first, last, (replace(actor, name=name, reason=reason),), "person", words.tokens[last])
    grower.memory.learn(found, name)
    return found
