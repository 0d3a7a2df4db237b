"""The cue words of the codebook as an index: a scene in, the places where a cue stands out."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.codebook import Cue, past_forms, verb_forms
from dragoman.events.lexicon import Entry, object_words, spellings
from dragoman.events.scene import Scene
from dragoman.language.words import AUXILIARIES, BE, CONJUNCTIONS, DETERMINERS, PREPOSITIONS

__all__ = ["Match", "find_cues"]

_OBJECT_REACH = 9


@dataclass(frozen=True, slots=True)
class Match:
    """A cue found in a scene: token positions `first` to `last`; `object_at` where its object word stands.

    `form` is one of finite, infinitive, gerund, passive, noun; `chain` is where the verb's auxiliaries begin.
    """

    type: str
    cue: Cue
    number: int
    first: int
    last: int
    form: str
    chain: int
    object_at: int | None
    base: str

    @property
    def is_noun(self) -> bool:
        """Whether it is read as a noun."""
        return self.form == "noun"

    @property
    def covers(self) -> frozenset[int]:
        """The token positions of its own words; an object that is itself an act stays free for its own cue."""
        governs = self.cue.takes == "act" or self.cue.about is not None
        extra = {self.object_at} if self.object_at is not None and not governs else set()
        return frozenset(range(self.first, self.last + 1)) | extra


def find_cues(scene: Scene) -> list[Match]:
    """All cues of a scene in order; where several stand on the same words the longest one stays."""
    found = [
        match
        for position in range(len(scene.tokens))
        if position not in scene.at or not _inside_name(scene, position)
        for entry in scene.lexicon.entries.get(scene.word(position), ())
        if (match := _match(scene, position, entry))
    ]
    return _longest(found, scene.lexicon.own)


def _inside_name(scene: Scene, position: int) -> bool:
    group = scene.at[position]
    return any(span.kind not in {"nominal"} for span in group.spans)


def _match(scene: Scene, position: int, entry: Entry) -> Match | None:
    first, last = position - len(entry.before), position + len(entry.after)
    if first < 0 or last >= len(scene.tokens):
        return None
    if any(scene.word(first + n) != word for n, word in enumerate(entry.before)):
        return None
    if any(scene.word(position + 1 + n) != word for n, word in enumerate(entry.after)):
        return None
    form, chain = _verb_form(scene, position, last, entry) if entry.is_verb else _noun_form(scene, first, last)
    if not form:
        return None
    object_at = _object(scene, chain, last, entry.cue, form)
    if entry.cue.object and object_at is None:
        return None
    if not _company(scene, entry.cue):
        return None
    return Match(entry.type, entry.cue, entry.number, first, last, form, chain, object_at, entry.base)


def _noun_form(scene: Scene, first: int, last: int) -> tuple[str, int]:
    word = scene.word(last)
    ambiguous = word in scene.lexicon.verb_words
    if ambiguous and first == last and not _noun_place(scene, first):
        return "", first
    return "noun", first


def _noun_place(scene: Scene, position: int) -> bool:
    """Whether a word that could be a verb stands where a noun stands."""
    before = scene.word(position - 1)
    if before == "to" or before in AUXILIARIES - BE - {"have", "has", "had", "no", "having"}:
        return before == "to" and scene.word(position).endswith("s")
    group = scene.at.get(position - 1)
    if group:
        return group.owner or scene.word(position + 1) in {
            "on",
            "against",
            "in",
            "to",
            "of",
            "by",
            "at",
            "near",
        }
    for step in range(position - 1, max(-1, position - 5), -1):
        word = scene.word(step)
        if word in DETERMINERS or word in {"'s", "'"} or word in PREPOSITIONS - {"to"}:
            return True
        near = scene.at.get(step)
        if near:
            return near.owner
        if word in AUXILIARIES | CONJUNCTIONS or not word[:1].isalnum():
            break
    following = scene.word(position + 1)
    return following in {"of", "by", "between"} or position == 0


def _verb_form(scene: Scene, head: int, last: int, entry: Entry) -> tuple[str, int]:
    """What form the verb has, and where its chain of auxiliaries begins; empty where it is no verb here."""
    word = scene.word(head)
    forms = verb_forms(entry.head)
    if not entry.before and scene.is_hyphenated(head):
        return "", head
    if word in AUXILIARIES and scene.word(last + 1) in scene.lexicon.participles:
        return "", head
    chain, auxiliaries = _chain(scene, head)
    previous = scene.word(head - 1)
    if word in forms.gerund:
        if auxiliaries & BE:
            return "finite", chain
        owned = previous in DETERMINERS | {"'s", "'"} or (head - 1 in scene.at and scene.at[head - 1].owner)
        return ("nominal" if owned and scene.word(last + 1) == "of" else "gerund"), chain
    if word in forms.participle and auxiliaries & (BE | {"get", "got", "gets"}):
        return "passive", chain
    if word in forms.participle and chain == head and scene.word(last + 1) == "by":
        return "reduced", chain
    if word in forms.base | forms.third and not _verb_place(scene, head, auxiliaries):
        return "", chain
    if word in forms.participle - forms.past and not auxiliaries & {
        "has",
        "have",
        "had",
        "having",
        "'ve",
        "'d",
    }:
        return ("reduced", chain) if scene.word(last + 1) in {"by", "in", "on", "to"} else ("", chain)
    if word in forms.participle and _modifier(scene, head, last):
        return "", chain
    if "to" in auxiliaries and word in forms.base:
        return "infinitive", chain
    return "finite", chain


def _chain(scene: Scene, head: int) -> tuple[int, frozenset[str]]:
    """The first token of the verb's auxiliaries and adverbs, and the auxiliaries among them."""
    start, found = head, set()
    step = head - 1
    while step >= 0 and head - step <= 6:
        word = scene.word(step)
        if word in AUXILIARIES:
            found.add(word)
            start = step
        elif not (
            word.endswith("ly")
            or word
            in {
                "also",
                "ever",
                "again",
                "already",
                "now",
                "still",
                "then",
                "soon",
                "reportedly",
                "jointly",
                "since",
                "recently",
                "just",
                "once",
                "yet",
                "both",
            }
        ):
            break
        step -= 1
    return start, frozenset(found)


def _modifier(scene: Scene, head: int, last: int) -> bool:
    """A participle between determiner and noun: "the proposed visit"."""
    return scene.word(head - 1) in DETERMINERS | {"'s"} and scene.word(last + 1).isalpha()


def _verb_place(scene: Scene, head: int, auxiliaries: frozenset[str]) -> bool:
    """Whether a base or third-person form stands where a verb stands."""
    if auxiliaries - BE:
        return True
    previous = scene.word(head - 1)
    group = scene.at.get(head - 1)
    if group:
        return not group.owner
    if scene.word(head) in scene.lexicon.noun_words and previous in DETERMINERS | PREPOSITIONS | {"'s", "'"}:
        return False
    if previous in past_forms():
        return False
    if previous in DETERMINERS | {"'s", "'"}:
        return previous in {"all", "both", "this", "that", "these", "those", "many", "some"}
    return not (scene.word(head) in scene.lexicon.noun_words and _noun_place(scene, head))


def _object(scene: Scene, chain: int, last: int, cue: Cue, form: str) -> int | None:
    """Where an object word of the cue stands: after the verb, in the passive before it as well."""
    if not cue.object:
        return None
    steps: list[int] = [*range(last + 1, min(len(scene.tokens), last + 1 + _OBJECT_REACH))]
    if form in {"passive", "reduced"}:
        steps = [*range(chain - 1, max(-1, chain - 1 - _OBJECT_REACH), -1), *steps]
    wanted: dict[str, tuple[tuple[str, ...], ...]] = object_words(cue)
    for step in steps:
        word = scene.word(step)
        if word in {";", ":", "that", "which", "who"}:
            if form not in {"passive", "reduced"}:
                return None
            continue
        for phrase in wanted.get(word, ()):
            if all(scene.word(step + n) == part for n, part in enumerate(phrase)):
                return step
    return None


def _company(scene: Scene, cue: Cue) -> bool:
    """Whether the words that the cue needs, and none that it forbids, stand in the sentence."""
    needed = not cue.needs or _has(scene, cue.needs) or ("leader" in cue.needs and _names_a_person(scene))
    return needed and not _has(scene, cue.unless)


def _names_a_person(scene: Scene) -> bool:
    """Whether somebody who holds or held an office is named: that is a leader, whatever else the sentence says."""
    return any(span.kind == "person" for group in scene.groups for span in group.spans)


def _has(scene: Scene, phrases: tuple[str, ...]) -> bool:
    return any(f" {word} " in scene.padded for phrase in phrases for word in spellings(phrase))


def _longest(found: list[Match], own: frozenset[str]) -> list[Match]:
    """Drop a match that lies on the words of a longer one, or of one of a user's own type."""
    found.sort(
        key=lambda m: (m.type not in own, m.first - m.last - 1 - (m.object_at is not None), m.first, m.type, m.number)
    )
    kept: list[Match] = []
    for match in found:
        words = frozenset(range(match.first, match.last + 1))
        rivals = [k for k in kept if words & k.covers]
        if not rivals:
            kept.append(match)
    return sorted(kept, key=lambda m: (m.first, m.last))
