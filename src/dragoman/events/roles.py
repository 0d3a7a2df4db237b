"""Who does it to whom: a cue found in a scene in, the parties it binds and why out."""

from __future__ import annotations

from dragoman.events.cues import Match
from dragoman.events.noun_roles import noun_roles
from dragoman.events.parties import Roles
from dragoman.events.scene import Scene
from dragoman.events.verb_roles import verb_roles

__all__ = ["find_roles"]


def find_roles(scene: Scene, match: Match) -> Roles:
    """The parties of one cue by word order, voice, possessives and prepositions."""
    return noun_roles(scene, match) if match.form in {"noun", "nominal"} else verb_roles(scene, match)
