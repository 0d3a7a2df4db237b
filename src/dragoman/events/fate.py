"""The status of an act: a cue in its scene in, its fate and the words that tell it out."""

from __future__ import annotations

from dragoman.codebook import event_types, status_table
from dragoman.events.cues import Match
from dragoman.events.scene import Scene
from dragoman.language.words import ADVERBS, AUXILIARIES, BE, REPORTING
from dragoman.records import Status

__all__ = ["GOVERNED", "becomes", "find_status", "later_fate"]

#: The fate of what is promised, asked, refused or threatened, where the cue itself does not settle it.
GOVERNED = {
    "AGREE": Status.PLANNED,
    "REQUEST": Status.PROPOSED,
    "REJECT": Status.REFUSED,
    "THREATEN": Status.PLANNED,
}
#: What closes an aside, and the auxiliaries of a verb that tells what was done, and of one that does not.
_CLOSES_ASIDE = frozenset({",", ")", "-", "–", "—", "--"})
_TOLD_DONE = BE - {"be", "being"} | {"has", "have"}
_NOT_TOLD_DONE = AUXILIARIES - BE - {"has", "have"}
_BEFORE_VERB_ORDER = (Status.HYPOTHETICAL, Status.PROPOSED, Status.PLANNED, Status.ONGOING)
_PARTIAL_MODES = {
    "CONSULT": "meet",
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": "assist",
    "RETREAT": "yield",
    "CONCEDE": "yield",
}
_THREAT_MODES = {
    "SANCTION": "relations",
    "SANCTION/expel": "expel",
    "COERCE": "restrict",
    "COERCE/arrest": "arrest",
    "COERCE/deport": "expel",
    "COERCE/seize": "territory",
    "ASSAULT": "violence",
    "MOBILIZE": "violence",
}


def find_status(scene: Scene, match: Match) -> tuple[Status | None, str]:
    """The fate of the act that the cue names, with its reason; None where the sentence says that it was not done."""
    if scene.tokens[-1].text == "?":
        return None, "a question"
    if match.form in {"noun", "nominal"}:
        return _noun_status(scene, match)
    return _verb_status(scene, match)


def _phrase_in(words: list[str], phrase: str) -> bool:
    parts = phrase.split()
    return any(words[n : n + len(parts)] == parts for n in range(len(words) - len(parts) + 1))


def _verb_status(scene: Scene, match: Match) -> tuple[Status | None, str]:
    table = status_table()
    words = _left_words(scene, match.first, 6)
    chain = [scene.word(n) for n in range(match.chain, match.first)]
    undone = _undone(scene, match, chain, words)
    if undone:
        return None, undone
    if _conditional(scene, match):
        return Status.HYPOTHETICAL, "it stands under a condition"
    if _denied(scene, match.chain):
        return Status.DENIED, "denied"
    if "would" in chain and not (set(chain) & {"have"}) and _reported(scene, match.chain):
        return Status.PLANNED, "'would' after a verb of saying"
    for status in _BEFORE_VERB_ORDER:
        for phrase in table.before_verb.get(status, ()):
            if _phrase_in(words if phrase.endswith("to") or len(phrase.split()) > 1 else chain, phrase):
                return status, f"'{phrase}' stands before it"
    if scene.word(match.first).endswith("ing") and set(chain) & (BE - {"was", "were"}):
        return Status.ONGOING, "continuous form"
    if match.form == "infinitive":
        if {*words, scene.word(match.chain - 1)} & {*table.led_to}:
            return match.cue.status or Status.OCCURRED, "what it led to"
        return None, "only a purpose"
    return match.cue.status or Status.OCCURRED, "told as done"


def _undone(scene: Scene, match: Match, chain: list[str], words: list[str]) -> str | None:
    """Why the sentence does not report the act, if it does not."""
    if _negated(chain, words):
        return "negated"
    if any(_phrase_in(chain if " " not in phrase else words, phrase) for phrase in status_table().opinion):
        return "an opinion on what should be done"
    return "said to be without evidence" if _unproven(scene, match.chain) else None


def _left_words(scene: Scene, position: int, reach: int) -> list[str]:
    words: list[str] = []
    for step in range(position - 1, max(-1, position - 1 - reach), -1):
        if scene.word(step) in {",", ";", ":", "that", "who", "which"}:
            break
        words.insert(0, scene.word(step))
    return words


def _negated(chain: list[str], words: list[str]) -> bool:
    table = status_table()
    if {*chain} & {*table.negation} or any(_phrase_in(words, phrase) for phrase in table.failing):
        return True
    return bool(words) and words[-1] in table.shunned


def _conditional(scene: Scene, match: Match) -> bool:
    if scene.word(0) == "should":
        return True
    for step in range(match.chain - 1, max(-1, match.chain - 9), -1):
        word = scene.word(step)
        if word in {",", ";"}:
            return False
        if word in {"if", "unless", "whether"}:
            return True
    return False


def _unproven(scene: Scene, position: int) -> bool:
    """Whether the sentence says that there is no evidence of the act."""
    words = [scene.word(n) for n in range(max(0, position - 9), position)]
    return any(_phrase_in(words, f"no {noun} that") for noun in ("evidence", "proof", "sign", "indication"))


def _denied(scene: Scene, position: int) -> bool:
    """Whether a verb of denying governs the act: "denied attacking", "denied that its troops had crossed"."""
    for step in range(position - 1, max(-1, position - 8), -1):
        word = scene.word(step)
        if word in status_table().before_verb[Status.DENIED]:
            return True
        if word in {";", ":", ",", "and", "but", "who", "which"}:
            return False
    return False


def _reported(scene: Scene, position: int) -> bool:
    return any(
        scene.word(step) in REPORTING or scene.word(step) == "that" for step in range(max(0, position - 8), position)
    )


def _noun_status(scene: Scene, match: Match) -> tuple[Status | None, str]:
    table = status_table()
    before = [scene.word(n) for n in range(max(0, match.first - 5), match.first)]
    if before and (before[-1] in {"no", "without"} or (len(before) > 1 and before[-2] in {"no", "without"})):
        return None, "negated"
    if _phrase_in(before, "would be") or _phrase_in(before, "will be"):
        return Status.PLANNED, "it is said that it would be"
    if match.type == "CONSULT" and "for" in before[-2:] and {*_left_words(scene, match.first, 16)} & {*table.ahead}:
        return Status.PLANNED, "the purpose of something still to come"
    told = _predicate(scene, match.last + 1)
    if told:
        return told
    for status, words in table.before_noun.items():
        if any(word in before[-3:] for word in words):
            return status, f"'{next(w for w in words if w in before[-3:])}' stands before it"
    return match.cue.status or Status.OCCURRED, "told as done"


def _predicate(scene: Scene, start: int) -> tuple[Status | None, str] | None:
    """The fate told by the verb of which the noun is the subject: "talks ... are still going on"."""
    for step in range(start, min(len(scene.tokens), start + 12)):
        word = scene.word(step)
        if scene.is_bar(step) or word in {",", "and"}:
            return None
        if word in {
            "will",
            "is",
            "are",
            "was",
            "were",
            "has",
            "have",
            "may",
            "might",
            "could",
            "should",
            "would",
        }:
            if word in {"may", "might", "could", "should", "would"}:
                return None, "general talk"
            following = " ".join(scene.word(n) for n in range(step, step + 5))
            told = (
                (status, f"'{phrase}' stands after it")
                for status, phrases in status_table().after_noun.items()
                for phrase in phrases
                if f" {phrase} " in f" {following} "
            )
            return next(told, None)
    return None


def later_fate(scene: Scene) -> Status | None:
    """The later of two fates where the verb after an aside tells it: "the visit, put off in May, was cancelled"."""
    told = sorted(
        (n, status)
        for status in (Status.POSTPONED, Status.CANCELLED)
        for phrase in status_table().after_noun[status]
        for n in range(len(scene.tokens))
        if [scene.word(n + k) for k in range(len(phrase.split()))] == phrase.split()
    )
    later = [status for n, status in told if _after_an_aside(scene, n)]
    return later[0] if len(later) == 1 and told[0][1] != later[0] else None


def _after_an_aside(scene: Scene, position: int) -> bool:
    """Whether a participle is the verb right after the mark that closes an aside: ", has now been" before it."""
    first = position
    while (word := scene.word(first - 1)) in AUXILIARIES | ADVERBS or word.endswith("ly"):
        first -= 1
    chain = {scene.word(n) for n in range(first, position)}
    return scene.word(first - 1) in _CLOSES_ASIDE and bool(chain & _TOLD_DONE) and not chain & _NOT_TOLD_DONE


def becomes(type_: str, mode: str | None, status: Status) -> tuple[str, str | None]:
    """The PLOVER type and mode of an act of this type with this fate: a planned visit is AGREE."""
    surface = status_table().becomes.get(status, {}).get(type_, type_)
    if surface == type_:
        return type_, mode
    if surface == "REJECT":
        return surface, _PARTIAL_MODES.get(type_, "change")
    if surface == "THREATEN":
        return surface, _THREAT_MODES.get(f"{type_}/{mode}", _THREAT_MODES.get(type_))
    return surface, mode if mode in event_types()[surface].modes else None
