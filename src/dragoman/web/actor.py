"""An actor: a code in, who acts for it and when, what it does with whom, and what became of it out."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache

from dragoman.actors.roles import Role, roles_of
from dragoman.codebook.lineage import lineage
from dragoman.exchange.phrases import party_name
from dragoman.exchange.relation import relation_words
from dragoman.ledger import Filter, Ledger
from dragoman.ledger.codes import check_code, code_names
from dragoman.web.address import Asked
from dragoman.web.lines import Line, event_lines

__all__ = ["ActorPage", "actor"]

_LATEST, _PARTNERS, _NAMES = 20, 30, 12


@dataclass(frozen=True, slots=True)
class Partner:
    """With whom an actor takes part in events, and in how many; `href` leads to their dossier."""

    code: str
    name: str
    events: int
    href: str


@dataclass(frozen=True, slots=True)
class ActorPage:
    """A state or body: its names, its dated roles by kind, its counts in words, with whom it acts, what came last."""

    code: str
    name: str
    names: tuple[str, ...]
    roles: dict[str, tuple[Role, ...]]
    stands: tuple[str, ...]
    partners: tuple[Partner, ...]
    latest: tuple[Line, ...]
    search: str


def actor(ledger: Ledger, asked: Asked, code: str) -> ActorPage:
    """A state or body by its code; raises FilterError for one that is none."""
    check_code(code)
    of, own = Filter(party=code), lineage(code)
    beside = [(other if one == own else one, events) for one, other, events in ledger.pairs(_PARTNERS, own)]
    partners = tuple(Partner(other, party_name(other), n, f"/dossiers/{code}/{other}") for other, n in beside)
    undertaken = Counter(ledger.states(of))
    return ActorPage(
        code,
        party_name(code),
        code_names()[code][:_NAMES],
        _roles(code),
        tuple(relation_words(ledger.tallies(of), undertaken, 0)),
        partners,
        event_lines(ledger, ledger.events_page(of, "latest", limit=_LATEST).items),
        Asked("/search", of).query(),
    )


@lru_cache(maxsize=256)
def _roles(code: str) -> dict[str, tuple[Role, ...]]:
    found: dict[str, list[Role]] = defaultdict(list)
    for role in roles_of(code):
        found[role.kind].append(role)
    return {kind: tuple(roles) for kind, roles in found.items()}
