"""In what state the words of a sentence leave an undertaking: tokens and a subject in, state and words out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.codebook import plural, verb_forms
from dragoman.codebook.undertakings import undertaking_kinds, undertaking_moods, undertaking_stages
from dragoman.events.subjects import Subject
from dragoman.language import Token
from dragoman.language.words import BE

__all__ = ["Cue", "Told", "find_cues", "led_state", "not_brought_about", "stages_of_noun", "told_state"]

_RANK = ("cancel", "refuse", "postpone", "finish", "sign", "start", "promise", "plan", "propose")
_DECISIVE = 3  # so many of them, from the first, outweigh a nearer cue
_GOVERNING = frozenset({"plan", "promise", "propose", "refuse", "start"})
_PARTICLES = frozenset({"off", "back", "down", "up"})
_FORMS = ("base", "third", "past", "participle", "gerund")
_UNDOING = {"cancel": "cancelled", "postpone": "postponed"}
_BRINGING = frozenset({"finish", "sign", "start"})
_PREPARING = frozenset("working prepare preparing preparations preparation arrangements efforts arranging".split())
_TOWARDS = frozenset({"for", "on", "towards", "toward"})
_ARTICLES = frozenset("the a an its his her their this that".split())
_REACH = 14  # words between a subject and a cue that tells of it
_BAR = 5  # a clause boundary counts as so many words
_WRONG_WAY = 3  # so does a verb whose object or subject stands on the other side
_OTHER = 3  # and another subject between them
_RIVALS = 6  # cues within so many words of the nearest are weighed against it
_CHAIN = 7
_PARTED = frozenset({"arms", "project", "aid", "loose"})  # kinds of which a part may be done


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that tells a stage, at token positions `first` to `last`.

    `mood` is past, progress, ahead, wish, promised, refused or not; `passive`: its subject is what is acted upon;
    `retold`: the sentence looks back.
    """

    stage: str
    mood: str
    first: int
    last: int
    passive: bool
    noun: bool
    retold: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A state of a subject with the words that tell it; `retold` where the sentence looks back on it.

    `share` is how likely it is the state, 0..1.
    """

    state: str
    words: str
    retold: bool
    strength: int
    share: float = 0.4


@cache
def _table() -> tuple[dict[str, list[tuple[tuple[str, ...], str, str]]], dict[str, list[tuple[tuple[str, ...], str]]]]:
    """Forms of the verbs by first word (with stage and form), and the nouns by first word; the longest first."""
    verbs: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    nouns: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for stage, row in undertaking_stages().items():
        for verb in row.verbs:
            head, *rest = verb.replace("-", " ").split()
            forms = verb_forms(head)
            for name in _FORMS:
                for form in getattr(forms, name):
                    verbs.setdefault(form, []).append(((form, *rest), stage, name))
        for noun in row.nouns:
            *front, last = noun.replace("-", " ").split()
            for form in {last, plural(last)}:
                phrase = (*front, form)
                nouns.setdefault(phrase[0], []).append((phrase, stage))
    for table in (verbs, nouns):
        for entries in table.values():
            entries.sort(key=lambda entry: -len(entry[0]))
    return verbs, nouns


def find_cues(tokens: Sequence[Token]) -> list[Cue]:
    """All words of a sentence that tell a stage."""
    words = [token.lower for token in tokens]
    verbs, nouns = _table()
    found: list[Cue] = []
    at = 0
    while at < len(words):
        cue = _verb_cue(words, at, verbs.get(words[at], ())) or _noun_cue(words, at, nouns.get(words[at], ()))
        if cue:
            found.append(cue)
            at = cue.last + 1
        else:
            at += 1
    return [cue for n, cue in enumerate(found) if not _leads(words, cue, found[n + 1 : n + 2])]


def _leads(words: Sequence[str], cue: Cue, following: Sequence[Cue]) -> bool:
    """Whether a cue only governs the next one: "agreed to postpone", "offered to build"."""
    if cue.noun or not following or cue.stage not in _GOVERNING:
        return False
    between = words[cue.last + 1 : following[0].first]
    return (between in (["to"], ["to", "be"], ["that", "it", "would"], ["on"], []) and not following[0].noun) or (
        between == ["the"] and following[0].noun
    )


def _verb_cue(words: Sequence[str], at: int, entries: Sequence[tuple[tuple[str, ...], str, str]]) -> Cue | None:
    fitting = [e for e in entries if tuple(words[at : at + len(e[0])]) == e[0]]
    if not fitting:
        fitting = [e for e in entries if len(e[0]) > 1 and _parted(words, at, e[0])]
    if not fitting:
        return None
    longest = max(len(entry[0]) for entry in fitting)
    forms = {entry[2] for entry in fitting if len(entry[0]) == longest}
    phrase, stage, _ = next(entry for entry in fitting if len(entry[0]) == longest)
    read = _mood(words, at, forms)
    if read is None:
        return None
    mood, passive, retold = read
    return Cue(stage, mood, at, at + len(phrase) - 1, passive, False, retold)


def _parted(words: Sequence[str], at: int, phrase: tuple[str, ...]) -> bool:
    """Whether a verb and its particle stand apart: "put the visit off"."""
    return (
        words[at] == phrase[0] and len(phrase) == 2 and phrase[1] in _PARTICLES and phrase[1] in words[at + 1 : at + 7]
    )


def _mood(words: Sequence[str], at: int, forms: set[str]) -> tuple[str, bool, bool] | None:
    """Mood, whether passive, whether it looks back; None where the word is no verb here."""
    moods = undertaking_moods()
    chain, step = _chain(words, at)
    before = words[step] if step >= 0 else ""
    two_before = words[step - 1] if step >= 1 else ""
    passive = bool(chain & BE) and bool(forms & {"participle", "past"})
    if chain & moods.not_:
        return "not", passive, False
    if "to" in chain:
        return _to_mood(chain, words, step), passive, False
    for name, auxiliaries in (("ahead", moods.ahead), ("wish", moods.wish)):
        if chain & auxiliaries:
            return name, passive, False
    if "being" in chain and passive:
        return "progress", True, False
    if "gerund" in forms and "base" not in forms:
        considered = {before, two_before} & moods.wish_ing
        going = "progress" if chain & BE or before not in {"after", "by", "of", "since"} else "past"
        return ("wish" if considered and not chain & BE else going), False, False
    return _told_mood(words, before, chain, forms, passive=passive)


def _told_mood(
    words: Sequence[str], before: str, chain: frozenset[str], forms: set[str], *, passive: bool
) -> tuple[str, bool, bool] | None:
    """The mood of a past or present form: "signed", "the postponed visit", a headline's "signs"."""
    if forms & {"participle", "past"}:
        attributive = not chain and before in _ARTICLES
        return "past", passive or attributive or "past" not in forms, attributive or "had" in chain
    plural_subject = before in {"they", "we", "i", "you", "who", "and"} or before.endswith("s")
    if "third" in forms or ("base" in forms and plural_subject):
        return "past", False, False
    return None


def _chain(words: Sequence[str], at: int) -> tuple[frozenset[str], int]:
    """The auxiliaries and adverbs before a verb, and the position of the word before them."""
    moods = undertaking_moods()
    allowed = moods.filler | moods.ahead | moods.wish | moods.not_ | BE | {"to", "did", "does", "do"}
    step = at - 1
    while step >= 0 and at - step <= _CHAIN and (words[step] in allowed or words[step].endswith("ly")):
        step -= 1
    return frozenset(words[step + 1 : at]), step


def _to_mood(chain: frozenset[str], words: Sequence[str], step: int) -> str:
    """The mood of an infinitive by the word that governs it."""
    moods = undertaking_moods()
    near = list(words[max(0, step - 1) : step + 1])
    far = list(words[max(0, step - 4) : step + 1])
    governed = (
        ("refused", moods.refused_to),
        ("promised", moods.promised_to),
        ("wish", moods.wish_to),
        ("not", moods.failed_to),
    )
    for name, those in governed:
        if any(word in those for word in near):
            return name
    if chain & BE or any(word in moods.ahead_to for word in near):
        return "ahead"
    return next((name for name, those in governed[:3] if any(word in those for word in far)), "ahead")


def _noun_cue(words: Sequence[str], at: int, entries: Sequence[tuple[tuple[str, ...], str]]) -> Cue | None:
    moods = undertaking_moods()
    for phrase, stage in entries:
        if tuple(words[at : at + len(phrase)]) == phrase:
            before = set(words[max(0, at - 4) : at])
            ahead = before & (moods.ahead_to | moods.ahead) - BE - {"about", "set"}
            ahead |= before & {"upcoming", "forthcoming", "impending"}
            mood = "not" if before & moods.not_ else "ahead" if ahead else "past"
            return Cue(stage, mood, at, at + len(phrase) - 1, passive=False, noun=True, retold=False)
    return None


def led_state(words: Sequence[str], first: int) -> str | None:
    """The state of what begins at a place by the words right before: "the postponement of", "working on"."""
    at = first - 1
    while at > 0 and words[at] in _ARTICLES:
        at -= 1
    if at >= 1 and words[at] in _TOWARDS and words[at - 1] in _PREPARING:
        return "planned"
    if at < 1 or words[at] != "of":
        return None
    return next((state for stage, state in _UNDOING.items() if stage in stages_of_noun(words[at - 1])), None)


def not_brought_about(words: Sequence[str], place: tuple[int, int], cues: Sequence[Cue]) -> bool:
    """Whether a sentence says of what stands at a place that it was not done: "no contract was signed"."""
    first, last = place
    if {"no", "neither"} & set(words[max(0, first - 1) : first + 1]):
        return True
    near = [cue for cue in cues if cue.stage in _BRINGING and not first <= cue.first <= last]
    nearest = min(near, key=lambda cue: max(first - cue.last, cue.first - last), default=None)
    return nearest is not None and nearest.mood == "not"


def stages_of_noun(word: str) -> frozenset[str]:
    """The stages of which a word is a noun: of `signing`, sign."""
    return frozenset(stage for phrase, stage in _table()[1].get(word, ()) if len(phrase) == 1)


def told_state(
    tokens: Sequence[Token], subject: Subject, cues: Sequence[Cue], subjects: Sequence[Subject]
) -> Told | None:
    """What the cues of a sentence say of one of its subjects; None where they say nothing."""
    words = [token.lower for token in tokens]
    if subject.verb:
        return _by_own_verb(words, subject)
    found = sorted(_reaching(words, subject, cues, subjects), key=lambda item: (item[0], _RANK.index(item[1].stage)))
    if not found:
        return None
    nearest = found[0][0]
    rivals = [
        cue
        for distance, cue in found
        if distance <= nearest + _RIVALS and undertaking_moods().becomes[cue.stage].get(cue.mood)
    ]
    if not rivals:
        return None
    best = min(
        rivals,
        key=lambda cue: (
            _RANK.index(cue.stage) if cue.stage in _RANK[:_DECISIVE] else _DECISIVE,
            [c for _, c in found].index(cue),
        ),
    )
    state = undertaking_moods().becomes[best.stage][best.mood]
    if state == "done":
        state = _partial(words, subject, best)
    return Told(state, " ".join(words[best.first : best.last + 1]), best.retold, 2 if not best.noun else 1)


def _by_own_verb(words: Sequence[str], subject: Subject) -> Told | None:
    forms = verb_forms_of(words[subject.first])
    read = _mood(words, subject.first, forms)
    if read is None or read[0] == "not":
        return None
    state = undertaking_moods().becomes["finish"].get(read[0])
    if state is None:
        return None
    return Told(state, " ".join(words[max(0, subject.first - 1) : subject.last + 1]), read[2], 2)


@cache
def _forms() -> dict[str, set[str]]:

    found: dict[str, set[str]] = {}
    for kind in undertaking_kinds().kinds.values():
        for verb in kind.verbs:
            forms = verb_forms(verb.split()[0])
            for name in _FORMS:
                for form in getattr(forms, name):
                    found.setdefault(form, set()).add(name)
    return found


def verb_forms_of(word: str) -> set[str]:
    """Which forms of a verb of the table of kinds a word can be."""
    return _forms().get(word, set())


def _reaching(
    words: Sequence[str], subject: Subject, cues: Sequence[Cue], subjects: Sequence[Subject]
) -> Iterator[tuple[int, Cue]]:
    """Cues within reach of a subject with their distance in words; a clause or another subject between counts more."""
    for cue in cues:
        if subject.first <= cue.first <= subject.last:
            continue
        if cue.first > subject.last:
            between, right = range(subject.last + 1, cue.first), False
        else:
            between, right = range(cue.last + 1, subject.first), True
        distance = len(between) + _BAR * sum(words[n] in undertaking_moods().bars for n in between)
        if not cue.noun and right == cue.passive and cue.stage != "start":
            distance += _WRONG_WAY
        crossed = sum(other is not subject and other.first in between for other in subjects)
        distance += _OTHER * crossed
        if distance <= _REACH:
            yield distance, cue


def _partial(words: Sequence[str], subject: Subject, cue: Cue) -> str:
    """Whether only a part of it is done: "the first of the frigates was delivered"."""
    if subject.kind not in _PARTED:
        return "done"
    low, high = max(0, min(subject.start, cue.first) - 3), max(subject.end, cue.last) + 1
    near = set(words[low:high])
    moods = undertaking_moods()
    if near & moods.wholly or not near & moods.partly:
        return "done"
    return "under way"
