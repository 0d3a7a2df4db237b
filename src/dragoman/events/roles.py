"""Who does it to whom: a cue found in a scene in, the parties it binds and why out."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.codebook import past_forms
from dragoman.events.cues import Match
from dragoman.events.scene import Group, Scene
from dragoman.language.words import ADVERBS, AUXILIARIES, BOUNDARIES, CONJUNCTIONS, DETERMINERS, LIGHT_VERBS, PREPOSITIONS, PRONOUNS, RELATIVES, REPORTING

__all__ = ["Roles", "find_roles", "find_subject", "merged"]

_REACH = 16
_PLACED = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_ASIDES = RELATIVES - {"that"} | {"where", "when", "though", "although", "while", "despite", "having", "once", "if", "as"}
_STRICT = BOUNDARIES | REPORTING | {"that"}


@dataclass(frozen=True, slots=True)
class Roles:
    """The groups bound by a cue; `grade` counts how many of them had to be fetched from afar (0 is best)."""

    actor: Group | None = None
    recipient: Group | None = None
    together: Group | None = None
    grade: int = 0
    reasons: tuple[str, ...] = ()


def find_roles(scene: Scene, match: Match) -> Roles:
    """The parties of one cue by word order, voice, possessives and prepositions."""
    if match.form in {"noun", "nominal"}:
        return _noun_roles(scene, match)
    return _verb_roles(scene, match)


# --- verbs ---------------------------------------------------------------------------------------------------


def _verb_roles(scene: Scene, match: Match) -> Roles:
    passive = match.form in {"passive", "reduced"}
    subject = _antecedent(scene, match.chain - 1, 2) if match.form == "reduced" else find_subject(scene, match)
    agent = _after(scene, match.last + 1, ("by",)) if passive else None
    target = _recipient(scene, match, passive)
    if match.cue.frame == "host":
        host = (agent or _after(scene, match.last + 1, ("in", "at"))) if passive else subject
        guest = subject if passive else _after(scene, match.last + 1, ("",))
        return Roles(guest, host, None, 0, _say(match, guest, host))
    if match.cue.frame in {"reciprocal", "either"}:
        return _mutual(scene, match, subject, target, agent)
    if passive:
        object_party = target if match.cue.prepositions != ("",) and target else subject
        return Roles(agent, object_party, None, 0, _say(match, agent, object_party))
    grade = 0
    if target is None and subject:
        target, grade = _distant(scene, match, subject), 1
    return Roles(subject, target, None, grade, _say(match, subject, target))


def _distant(scene: Scene, match: Match, subject: Group) -> Group | None:
    """A recipient that stands farther off: the state where force is used, the one whom a charge or a threat concerns."""
    if match.type in _PLACED:
        return _after(scene, match.last + 1, ("in", "inside", "into", "on", "at"), 9)
    if match.type == "ACCUSE" and scene.word(match.last + 1) == "that" or scene.word(match.last) == "that":
        return next((g for g in scene.groups if g.first > match.last and not g.codes & subject.codes), None)
    if match.cue.takes == "act":
        return _after(scene, match.last + 1, ("to", "from", "with", "against", "on", "of"), 12)
    return None


def _mutual(scene: Scene, match: Match, subject: Group | None, target: Group | None, agent: Group | None) -> Roles:
    partner = _after(scene, match.last + 1, ("with", "between", "alongside"))
    subject = subject or agent
    between = partner if partner and partner.preposition == "between" else None
    if between and len(between.codes) > 1:
        return Roles(None, None, between, 0, (f"'{between.words}' stand with 'between': all are parties",))
    if subject and len(subject.codes) > 1 and (match.cue.frame == "reciprocal" or not target):
        return Roles(None, None, subject, 0, (f"'{subject.words}' are together the subject: all are parties",))
    other = partner or target
    if subject and other and (match.cue.frame == "reciprocal" or (partner and partner.preposition == "with")):
        return Roles(None, None, merged(subject, other), 0, (_together(subject, other),))
    return Roles(subject, target, None, 0, _say(match, subject, target))


def _recipient(scene: Scene, match: Match, passive: bool) -> Group | None:
    start = match.last + 1
    wanted = match.cue.prepositions
    if match.object_at is not None and match.object_at > match.last:
        named = _after(scene, match.object_at + 1, tuple(p for p in wanted if p))
        if named:
            return named
    own = scene.word(match.last)
    if own in PREPOSITIONS and "" in wanted:
        wanted = (*wanted, own)
    if passive:
        wanted = tuple(p for p in wanted if p)
        return _after(scene, start, wanted) if wanted else None
    return _after(scene, start, wanted)


def _after(scene: Scene, start: int, prepositions: tuple[str, ...], reach: int = _REACH) -> Group | None:
    """The nearest group to the right that one of the prepositions introduces; "" is a direct object."""
    direct = "" in prepositions
    for group in scene.groups_right(start, reach):
        if group.preposition in prepositions and (group.preposition or _unbroken(scene, start, group)):
            return group
        if direct and group.preposition in {"of", "by", "from"} and group.first > start + 1 and _unbroken(scene, start, group):
            return group
        if direct and group.preposition == "":
            return None
    return None


def _unbroken(scene: Scene, start: int, group: Group) -> bool:
    """Whether a direct object can stretch from the verb to the group: no comma, no other verb chain between."""
    between = [scene.word(n) for n in range(start, group.first)]
    return "," not in between and not any(word in AUXILIARIES - {"no", "to", "'s"} for word in between) and "and" not in between


def find_subject(scene: Scene, match: Match) -> Group | None:
    """The group that governs the verb: the nearest one to the left that no preposition claims."""
    position = match.chain - 1
    while position >= 0 and (scene.word(position) in ADVERBS or scene.word(position).endswith("ly")):
        position -= 1
    word = scene.word(position)
    if word in RELATIVES:
        antecedent = _antecedent(scene, position - 1)
        if antecedent or word != "that":
            return antecedent
        return None
    if word in PRONOUNS:
        return _main_subject(scene, position)
    if word in {"we", "i", "you", "our"}:
        return None
    coordinated = word in CONJUNCTIONS | {"but", "then"}
    if match.form == "gerund" and word == ",":
        return _main_subject(scene, position)
    return _scan_left(scene, position, coordinated)


def _antecedent(scene: Scene, position: int, reach: int = 5) -> Group | None:
    for step in range(position, max(-1, position - reach), -1):
        if step in scene.at:
            return scene.at[step]
    return None


def _main_subject(scene: Scene, position: int) -> Group | None:
    """The first group of the sentence before `position` that no preposition claims: what a pronoun stands for."""
    for group in scene.groups:
        if group.first >= position:
            return None
        if not group.preposition:
            return group
    return None


def _scan_left(scene: Scene, position: int, coordinated: bool) -> Group | None:
    best: Group | None = None
    step = position
    while step >= 0:
        group = scene.at.get(step)
        word = scene.word(step)
        if group:
            if not group.preposition:
                if not coordinated:
                    return group
                best = group
            elif best is None and group.preposition == "of" and group.first >= 3:
                best = best or None
            step = group.first - 1
        elif word == ",":
            step = _skip_aside(scene, step)
        elif word in _STRICT and step < position:
            break
        else:
            step -= 1
    return best or _of_owner(scene, position)


def _of_owner(scene: Scene, position: int) -> Group | None:
    """"The government of X did": the last resort, only in the words directly before the verb."""
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


# --- nouns ---------------------------------------------------------------------------------------------------


def _noun_roles(scene: Scene, match: Match) -> Roles:
    owner = _owner(scene, match)
    links = _links(scene, match)
    between = next((g for g in links if g.preposition in {"between", "among"}), None)
    if between and len(between.codes) > 1 and (match.cue.frame != "directed" or match.cue.mode == "third-party"):
        return Roles(owner if owner and not owner.codes & between.codes and match.cue.mode == "third-party" else None, None, between, 0, (f"'{between.words}' stand with 'between'",))
    crowd = next((g for g in links if g.preposition in {"of", "among"} and len(g.codes) > 1), None)
    if crowd and owner is None and match.cue.frame in {"either", "reciprocal"}:
        return Roles(None, None, crowd, 0, (f"'{crowd.words}' after '{match.base}': all are parties",))
    if owner and len(owner.codes) > 1 and match.cue.frame in {"either", "reciprocal"}:
        return Roles(None, None, owner, 0, (f"'{owner.words}' before '{match.base}': all are parties",))
    giver, taker = _by_preposition(match, owner, links)
    if match.cue.frame == "reciprocal" or (match.cue.frame == "either" and taker and taker.preposition == "with"):
        if giver is None and taker and (taker.preposition == "with" or _borrows(scene, match)):
            giver = _borrowed_subject(scene, match, taker)
        if giver and taker:
            return Roles(None, None, merged(giver, taker), 0, (_together(giver, taker),))
    if match.cue.frame == "host":
        giver, taker = taker, giver
    grade = 0
    if giver is None and _borrows(scene, match):
        giver, grade = _borrowed_subject(scene, match, taker), 1
    if taker is None and owner and _instrumental(scene, owner):
        taker, grade = _nearest_left(scene, owner), 1
    if giver and len(giver.codes) > 1 and taker is None and match.cue.frame in {"either", "reciprocal"}:
        return Roles(None, None, giver, grade, (f"'{giver.words}' are together the subject: all are parties",))
    return Roles(giver, taker, None, grade, _say(match, giver, taker))


def _instrumental(scene: Scene, owner: Group) -> bool:
    """"with Soviet help", "with the help of X"."""
    return "with" in {scene.word(owner.first - 1), scene.word(owner.first - 2)}


def _nearest_left(scene: Scene, group: Group) -> Group | None:
    left = [other for other in scene.groups if other.last < group.first and not other.codes & group.codes]
    return left[-1] if left else None


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
    giver = next((g for g in givers if g is not taker), None)
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
        if not word[:1].isalnum() or word in AUXILIARIES | CONJUNCTIONS - {"and"} | _STRICT | {"of", "in", "to", "on", "for", "with", "the", "a", "an", "by", "at", "from"}:
            return None
    return None


def _links(scene: Scene, match: Match) -> list[Group]:
    """Groups after the noun that a preposition ties to it, up to the end of the clause."""
    found: list[Group] = []
    step = match.last + 1
    while step < min(len(scene.tokens), match.last + 1 + _REACH):
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
    return any(scene.word(n) == "," and scene.word(n + 1) == group.preposition for n in range(max(0, group.first - 4), group.first))


def _is_predicate(scene: Scene, step: int) -> bool:
    """Whether a word is the verb of the clause: a past form that no preposition follows."""
    word, following = scene.word(step), scene.word(step + 1)
    past = word in past_forms() or (len(word) > 4 and word.endswith("ed") and scene.word(step - 1) not in DETERMINERS)
    return past and following not in PREPOSITIONS


def _borrows(scene: Scene, match: Match) -> bool:
    """Whether the noun takes its actor from the clause: after a light verb, "on a visit", "his visit"."""
    for step in range(match.first - 1, max(-1, match.first - 7), -1):
        word = scene.word(step)
        if word in LIGHT_VERBS or word in {"his", "her", "its", "their"}:
            return True
        if word == "on" and step >= match.first - 4:
            return True
        if step in scene.at or word in {",", ";"}:
            return False
    return False


def _borrowed_subject(scene: Scene, match: Match, taker: Group | None) -> Group | None:
    subject = _scan_left(scene, match.first - 1, coordinated=False)
    if subject and taker and subject.codes & taker.codes:
        return None
    return subject


def merged(left: Group, right: Group) -> Group:
    """Both groups as one: the parties of a mutual act."""
    return Group(left.first, left.last, (*left.spans, *right.spans), left.preposition, left.owner)


def _together(left: Group, right: Group) -> str:
    return f"'{left.words}' and '{right.words}' do it together"


def _say(match: Match, actor: Group | None, recipient: Group | None) -> tuple[str, ...]:
    who = f"'{actor.words}'" if actor else "nobody named"
    whom = f"'{recipient.words}'" if recipient else "nobody named"
    voice = {"passive": "passive", "reduced": "passive", "noun": "noun", "nominal": "noun"}.get(match.form, "verb")
    return (f"'{match.base}' ({voice}): {who} acts on {whom}",)
