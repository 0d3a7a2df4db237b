"""The parties of a noun: by possessives and adjectives before it, prepositions after it, and the verb it leans on."""

from __future__ import annotations

from dragoman.codebook import past_forms
from dragoman.events.cues import Match
from dragoman.events.parties import Roles, acts_on, merged, together
from dragoman.events.reach import REACH, STRICT, after, antecedent, main_subject, nearest_left, scan_left
from dragoman.events.scene import Group, Scene
from dragoman.language.words import AUXILIARIES, DETERMINERS, LIGHT_VERBS, PREPOSITIONS

__all__ = ["noun_roles"]

_POSSESSIVES = frozenset("his her its their".split())
_MOVES = frozenset("led prompted pushed forced drove moved caused compelled provoked leads prompts forces".split())
_CLOSERS = AUXILIARIES | STRICT | frozenset("or nor & of in to on for with the a an by at from".split())


def noun_roles(scene: Scene, match: Match) -> Roles:
    """Who stands before the noun acts; who follows with the cue's prepositions is acted upon; "between" binds all."""
    owner = _owner(scene, match)
    links = _links(scene, match)
    between = next((g for g in links if g.preposition in {"between", "among"}), None)
    if between and len(between.codes) > 1 and (match.cue.frame != "directed" or match.cue.mode == "third-party"):
        mediator = owner if owner and match.cue.mode == "third-party" and not owner.codes & between.codes else None
        return acts_on(match, mediator, between) if mediator else together(between, "stand with 'between'")
    crowd = next((g for g in links if g.preposition in {"of", "among"} and len(g.codes) > 1), None)
    if crowd and owner is None and match.cue.frame in {"either", "reciprocal"}:
        return together(crowd, f"stand after '{match.base}'")
    if owner and len(owner.codes) > 1 and match.cue.frame in {"either", "reciprocal"}:
        return together(owner, f"stand before '{match.base}'")
    giver, taker = _by_preposition(match, owner, links)
    if match.cue.frame == "reciprocal" or (match.cue.frame == "either" and taker and taker.preposition == "with"):
        if giver is None and taker and (taker.preposition == "with" or _borrows(scene, match)):
            giver = borrowed_subject(scene, match, taker)
        if giver and taker:
            return together(merged(giver, taker), "do it with each other")
    if match.cue.frame == "host":
        giver, taker = taker, giver
    grade = 0
    if giver is None and _borrows(scene, match):
        giver = borrowed_subject(scene, match, taker)
        grade += giver is not None
    if taker is None and owner and _instrumental(scene, owner):
        taker = nearest_left(scene, owner)
        grade += taker is not None
    if taker is None and giver and match.cue.mode == "visit":
        taker = after(scene, match.last + 1, ("to", "in"), 2 * REACH)
        grade += taker is not None
    if taker is None and giver and match.cue.frame == "directed":
        taker = _moved(scene, match)
        grade += taker is not None
    if giver and len(giver.codes) > 1 and taker is None and match.cue.frame in {"either", "reciprocal"}:
        return together(giver, "are the subject", grade)
    return acts_on(match, giver, taker, grade)


def _moved(scene: Scene, match: Match) -> Group | None:
    """Whom a clause about the noun says it moved to act: "the raid in May that led Peru to close the pass"."""
    for step in range(match.last + 1, min(len(scene.tokens), match.last + 1 + REACH)):
        if scene.word(step) in {"that", "which"} and scene.word(step + 1) in _MOVES:
            group = scene.at.get(step + 2) or scene.at.get(step + 3)
            return group if group and scene.word(group.last + 1) in {"to", "into"} else None
        if scene.word(step) in {",", ";"}:
            return None
    return None


def _instrumental(scene: Scene, owner: Group) -> bool:
    """Whether the noun tells by whose means: "with Soviet help"."""
    return "with" in {scene.word(owner.first - 1), scene.word(owner.first - 2)}


def _by_preposition(match: Match, owner: Group | None, links: list[Group]) -> tuple[Group | None, Group | None]:
    """Actor and recipient from the prepositions after a noun; who stands before it is the actor."""
    prepositions = (*match.cue.prepositions, "of") if match.form == "nominal" else match.cue.prepositions
    takers = [g for g in links if g.preposition in prepositions]
    givers = [g for g in links if g.preposition in match.cue.by]
    if owner:
        taker = next((g for g in takers if not g.codes <= owner.codes), None)
        return owner, taker
    by = next((g for g in givers if g.preposition == "by"), None)
    if by:
        taker = next((g for g in links if g is not by and g.preposition in {*match.cue.prepositions, "of"}), None)
        return by, taker
    taker = next((g for g in takers if g.preposition != "of"), None)
    giver = next((g for g in givers if g is not taker and (taker is None or g.first < taker.first)), None)
    if taker is None and giver is not None and "of" in prepositions:
        return None, giver
    if taker is None and match.cue.prepositions and giver is None:
        taker = next(iter(takers), None)
    return giver, taker


def _owner(scene: Scene, match: Match) -> Group | None:
    """The possessive or adjective before the noun, other adjectives between allowed."""
    for step in range(match.first - 1, max(-1, match.first - 7), -1):
        group = scene.at.get(step)
        word = scene.word(step)
        if group:
            place = group.spans[-1].kind == "capital" and not group.owner
            return group if group.owner or (step == match.first - 1 and not place) else None
        if word in {"'s", "'"}:
            continue
        if not word[:1].isalnum() or word in _CLOSERS:
            return None
    return None


def _links(scene: Scene, match: Match) -> list[Group]:
    """Groups after the noun that a preposition ties to it, up to the end of the clause."""
    found: list[Group] = []
    step = match.last + 1
    while step < min(len(scene.tokens), match.last + 1 + REACH):
        group = scene.at.get(step)
        word = scene.word(step)
        if group:
            if group.preposition and not (group.preposition == "with" and _after_comma(scene, group)):
                found.append(group)
            step = group.last + 1
            continue
        if scene.is_bar(step) or word in AUXILIARIES - {"to", "no"} or _is_predicate(scene, step):
            break
        step += 1
    return found


def _after_comma(scene: Scene, group: Group) -> bool:
    """Whether a comma cuts the preposition of the group off from what stands before."""
    return any(
        scene.word(n) == "," and scene.word(n + 1) == group.preposition
        for n in range(max(0, group.first - 4), group.first)
    )


def _is_predicate(scene: Scene, step: int) -> bool:
    """Whether a word is the verb of the clause: a past form that no preposition follows."""
    word, following = scene.word(step), scene.word(step + 1)
    past = word in past_forms() or (len(word) > 4 and word.endswith("ed") and scene.word(step - 1) not in DETERMINERS)
    return past and following not in PREPOSITIONS


def _borrows(scene: Scene, match: Match) -> bool:
    """Whether the noun takes its actor from the clause: after a light verb, "on a visit", "his visit"."""
    for step in range(match.first - 1, max(-1, match.first - 7), -1):
        word = scene.word(step)
        if word in LIGHT_VERBS or word in _POSSESSIVES:
            return True
        if word == "on" and step >= match.first - 4:
            return True
        if step in scene.at or word in {",", ";"}:
            return False
    return False


def borrowed_subject(scene: Scene, match: Match, taker: Group | None) -> Group | None:
    near = {scene.word(n) for n in range(max(0, match.first - 4), match.first)}
    if near & {"its", "their"}:
        subject = antecedent(scene, match.first - 1, 2 * REACH)
    elif near & _POSSESSIVES:
        subject = main_subject(scene, match.first)
    else:
        subject = scan_left(scene, match.first - 1, coordinated=False)
    if subject is None and not any(scene.word(n) in {"that", ";"} for n in range(match.first)):
        subject = main_subject(scene, match.first)
    if subject and taker and subject.codes & taker.codes:
        return None
    return subject
