"""Where a party stands: a position in a scene in, the group that governs or follows it out."""

from __future__ import annotations

from dragoman.codebook import past_forms
from dragoman.events.cues import Match
from dragoman.events.scene import Group, Scene
from dragoman.language.words import (
    ADVERBS,
    AUXILIARIES,
    BOUNDARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    REPORTING,
)

__all__ = ["REACH", "STRICT", "after", "antecedent", "find_subject", "main_subject", "nearest_left", "scan_left"]

#: How many tokens after a cue a party may stand.
REACH = 16
_ASIDES = RELATIVES - {"that"} | frozenset("where when though although while despite having once if as".split())
#: Directly before a verb they leave out its subject, which is that of the sentence: "although invited by".
_ELLIPSIS = frozenset("though although while when if once unless".split())
#: Before a gerund they hang it on the subject of the clause: "by joining", "after signing".
_MEANS = frozenset("by after before in without on since".split())
_ARTICLES = frozenset("the a an our their his her its my your".split())
STRICT = BOUNDARIES | REPORTING | {"that"}


def after(scene: Scene, start: int, prepositions: tuple[str, ...], reach: int = REACH) -> Group | None:
    """The nearest group to the right that one of the prepositions introduces; "" is a direct object."""
    direct = "" in prepositions
    for group in scene.groups_right(start, reach):
        if group.preposition in prepositions and (group.preposition or _unbroken(scene, start, group)):
            return group
        if (
            direct
            and group.preposition in {"of", "by", "from", "between"}
            and group.first > start + 1
            and _unbroken(scene, start, group)
        ):
            return group
        if direct and group.preposition == "":
            return None
    return None


def _unbroken(scene: Scene, start: int, group: Group) -> bool:
    """Whether a direct object can stretch from the verb to the group: no comma, no other verb chain between."""
    between = [scene.word(n) for n in range(start, group.first)]
    return (
        "," not in between
        and not any(word in AUXILIARIES - {"no", "to", "'s"} for word in between)
        and "and" not in between
    )


def find_subject(scene: Scene, match: Match) -> Group | None:
    """The group that governs the verb: the nearest one to the left that no preposition claims."""
    position = match.chain - 1
    while position >= 0 and (scene.word(position) in ADVERBS or scene.word(position).endswith("ly")):
        position -= 1
    word = scene.word(position)
    if word in RELATIVES:
        return antecedent(scene, position - 1, 3)
    if word in PRONOUNS:
        return main_subject(scene, position)
    if word in {"we", "i", "you"} or _other_subject(scene, position):
        return None
    if word in _ELLIPSIS or (match.form == "gerund" and word == ","):
        return main_subject(scene, position)
    coordinated = word in CONJUNCTIONS | {"but", "then"} or (match.form == "gerund" and word in _MEANS)
    return scan_left(scene, position, coordinated=coordinated)


def antecedent(scene: Scene, position: int, reach: int = 5) -> Group | None:
    """The nearest group at most `reach` tokens to the left: what a relative word or a participle hangs on."""
    for step in range(position, max(-1, position - reach), -1):
        if step in scene.at:
            return scene.at[step]
    return None


def main_subject(scene: Scene, position: int) -> Group | None:
    """The first group of the sentence before `position` that no preposition claims: what a pronoun stands for."""
    for group in scene.groups:
        if group.first >= position:
            return None
        if not group.preposition:
            return group
    return None


def scan_left(scene: Scene, position: int, *, coordinated: bool) -> Group | None:
    """The nearest group to the left in the clause that no preposition claims; the farthest for a second verb."""
    best: Group | None = None
    step = position
    while step >= 0:
        group = scene.at.get(step)
        word = scene.word(step)
        if group:
            if not group.preposition and _can_act(scene, group, position):
                if not coordinated:
                    return group
                best = group
            step = group.first - 1
        elif word == ",":
            step = _skip_aside(scene, step)
        elif word in {"who", "which"} and coordinated:
            return antecedent(scene, step - 1)
        elif word in STRICT and step < position and not (word in _ASIDES and scene.word(step - 1) == ","):
            break
        else:
            step -= 1
    if best and coordinated and _is_object(scene, best):
        return None
    return best or _of_owner(scene, position)


def _other_subject(scene: Scene, position: int) -> bool:
    """Whether a noun phrase that names no party stands directly before the verb: "and our government protested"."""
    for step in range(position, max(-1, position - 4), -1):
        word = scene.word(step)
        if step in scene.at or not word.isalpha() or word in PREPOSITIONS | CONJUNCTIONS:
            return False
        if word in _ARTICLES:
            return scene.word(step - 1) not in PREPOSITIONS and step < position
    return False


def _is_object(scene: Scene, group: Group) -> bool:
    """Whether a verb stands before the first party of the clause: "a gunman shot a Briton and wounded six"."""
    before = [scene.word(n) for n in range(group.first)]
    return any(
        word in past_forms() or (word in scene.lexicon.verb_words and word.endswith(("ed", "s"))) for word in before
    )


def _can_act(scene: Scene, group: Group, position: int) -> bool:
    """Neither the object of a gerund ("bombing targeting a Canadian convoy killed") nor a far adjective acts.

    A bare adjective ("the Afghan issue ... will help") acts only where its noun stands before the verb.
    """
    before = scene.word(group.first - (2 if scene.word(group.first - 1) in DETERMINERS else 1))
    if before.endswith("ing") and before in scene.lexicon.verb_words:
        return False
    return group.spans[-1].kind != "demonym" or not group.owner or position - group.last <= 3


def _of_owner(scene: Scene, position: int) -> Group | None:
    """A state with "of" or "from" ("the government of X"): the last resort, directly before the verb."""
    for step in range(position, max(-1, position - 2), -1):
        group = scene.at.get(step)
        if group:
            return group if group.preposition in {"of", "from"} else None
    return None


def _skip_aside(scene: Scene, comma: int) -> int:
    """Where to go on left of an aside that ends at a comma: before its opening comma if a relative word opens it."""
    for step in range(comma - 1, max(-1, comma - 30), -1):
        if scene.word(step) == "," and scene.word(step + 1) in _ASIDES:
            return step - 1
        if scene.word(step) in {";", ":"}:
            break
    return comma - 1


def nearest_left(scene: Scene, group: Group) -> Group | None:
    """The nearest group before another one that names somebody else."""
    left = [other for other in scene.groups if other.last < group.first and not other.codes & group.codes]
    return left[-1] if left else None
