"""Is this an actor's code: a code as typed in, silence or a FilterError with the code that was meant out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from dragoman.codebook.lineage import lineages
from dragoman.codebook.own_actors import actor_tables, of_tables
from dragoman.errors import FilterError

__all__ = ["check_code", "code_names"]

_GROUPS = ("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")  # PLOVER's groups of bodies


@of_tables
def code_names() -> dict[str, tuple[str, ...]]:
    """Every code of the codebook with the names of its state or body, the usual one first."""
    names: dict[str, tuple[str, ...]] = {code: (code,) for code in (*_GROUPS, *lineages(), *lineages().values())}
    names |= {body.code: (body.name, *body.names) for body in actor_tables().bodies}
    return names | {state.code: (state.name, *state.names) for state in actor_tables().states}


def check_code(code: str, used: Iterable[str] = ()) -> None:
    """Raise FilterError, naming the nearest, for a code neither in the codebook nor among those `used`."""
    known = code_names()
    if code in known or code in set(used):
        return
    meanings = {name.casefold(): key for key, names in known.items() for name in (key, *names)}
    close = difflib.get_close_matches(code.casefold(), meanings, n=1, cutoff=0.5)
    if not close:
        raise FilterError(f"no actor code {code!r}; states have ISO alpha-3 codes such as PAK, bodies their acronym")
    found = meanings[close[0]]
    raise FilterError(f"no actor code {code!r}; did you mean {found} ({known[found][0]})?")
