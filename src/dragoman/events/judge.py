"""From two voices to acts: a sentence, its parties, the model and the cues in, acts with their reasons out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.codebook import EventType
from dragoman.codebook.lineage import lineage
from dragoman.events.cast import Party, find_parties, pairs_of, without_echoes
from dragoman.events.drafts import Draft, Pairs, all_drafts, settled
from dragoman.events.encoder import Card, Fusion, Look, Model, shares
from dragoman.events.evidence import Evidence, find_evidence
from dragoman.events.fate import later_fate
from dragoman.events.labels import NONE, Labels
from dragoman.events.lexicon import Lexicon
from dragoman.events.scene import Scene, make_scene
from dragoman.events.sides import Sides
from dragoman.events.verdict import FINAL, Verdict, make_verdict
from dragoman.records import Actor, ActorSpan, Status

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Finding", "find_acts", "fused", "is_told", "likely_mode", "read_off", "told_mode", "told_status"]

#: Share of all types from which acts are told, and where no cue stands behind the model.
_TOLD, _TOLD_ALONE = 0.5, 0.65
#: Share of a type from which it is told. One with a cue for the very pair behind it need only outweigh silence.
_ALSO = 0.4
#: The same for a type without any cue of its own: how two states stand ("good ties", "a historic low") reads like
#: support, and of such rows 3 of 9 were right on own sentences, none of 10 on the first five articles.
_UNCUED = {"SUPPORT": 0.9}
#: Share of a flag, a context or an act beneath from which it is told.
_SURE = 0.5
#: Statuses that an act beneath can never have: what is refused, called off or put off has not taken place.
_NEVER = {"REJECT": (Status.OCCURRED, Status.ONGOING)}
#: Marks after the mark that ends a sentence.
_CLOSING = " \t\n\"'”’)]»"
#: Words shown as those that carried a decision.
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One act of a sentence: `anchor` is the span of the words that tell it, `confidence` in 0..1.

    `again`: another cue tells the like of the same parties; it is another act only where it has another date.
    """

    sides: Sides
    verdict: Verdict
    contexts: tuple[str, ...]
    confidence: float
    historical: bool
    anchor: tuple[int, int]
    reasons: tuple[str, ...]
    again: bool = False


@dataclass(frozen=True, slots=True)
class _Opinion:
    """What is thought of one ordered pair: shares of the types, the look and its row, the rows that cues give.

    `undone` tells that a cue of the sentence says that something was not done, or asks.
    """

    actor: int
    recipient: int
    types: NDArray[np.float32]
    look: Look
    row: int
    cued: dict[str, Draft]
    undone: bool


@dataclass(frozen=True, slots=True)
class _Act:
    """An act with its parties as positions; without recipients all act together.

    `sure` is the share of the status, `fate` says where the status comes from.
    """

    actors: frozenset[int]
    recipients: frozenset[int]
    type: str
    share: float
    status: Status
    sure: float
    opinion: _Opinion
    fate: str


def find_acts(
    encoder: Model,
    text: str,
    spans: Sequence[ActorSpan],
    offset: int,
    subject: Pairs = frozenset(),
    lexicon: Lexicon | None = None,
) -> list[Finding]:
    """All acts between parties of a sentence that begins at `offset`; `subject` holds the pairs its document is on.

    `lexicon` must have a page for each type of the encoder; without it the pages are PLOVER's.
    """
    spans = without_echoes(spans)
    parties = find_parties(spans, offset)
    pairs = pairs_of(parties)
    if not pairs or text.rstrip(_CLOSING).endswith("?"):
        return []  # a question tells nothing
    labels = encoder.card.labels
    scene = make_scene(text, tuple(spans), offset, lexicon)
    cued = all_drafts(scene, subject)
    evidence = find_evidence(scene, settled(cued), [p.name for p in parties], pairs, labels.types)
    opinions = _opinions(encoder, text, parties, pairs, evidence)
    mutual = list(_mutual(opinions, parties, encoder))
    told = _later([*mutual, *_directed(opinions, mutual, encoder)], scene)
    acts = _merged(told, _coordinated(scene, parties))
    found = [_finding(act, parties, encoder, text, scene.lexicon.pages) for act in acts]
    once = _whole(list(_once(_kept_apart(found, scene.lexicon.pages))))
    return sorted([*once, *_again(once, cued)], key=lambda f: (f.anchor, f.verdict.type, f.again))


def fused(scores: NDArray[np.float32], numbers: NDArray[np.float32], fusion: Fusion) -> NDArray[np.float32]:
    """Shares of the types by both voices: `scores` (N, types) of the model, `numbers` (N, types, kinds) of the cues."""
    import numpy as np

    total = scores * fusion.scale + numbers @ np.array(fusion.cues, dtype=np.float32)
    total[:, 0] += fusion.silence
    return shares(total)


def told_status(
    scores: NDArray[np.float32], type_: str, cued: Draft | None, labels: Labels, fusion: Fusion
) -> NDArray[np.float32]:
    """Shares of the statuses of an act by both voices; `scores` (statuses,) are the model's."""
    import numpy as np

    total = scores + np.array(fusion.fates, dtype=np.float32)
    total[[labels.statuses.index(status) for status in _NEVER.get(type_, ())]] = -np.inf
    if cued:
        total[labels.statuses.index(cued.verdict.status)] += fusion.status
    return shares(total)


def is_told(silent: float, *, cued: bool) -> bool:
    """Whether anything is told of a pair whose share of NONE is `silent`; without a cue the bar is higher."""
    return silent <= 1 - (_TOLD if cued else _TOLD_ALONE)


def _opinions(
    encoder: Model, text: str, parties: Sequence[Party], pairs: list[tuple[int, int]], evidence: Evidence
) -> list[_Opinion]:
    places = [party.spans for party in parties]
    look = encoder.look(text, places, pairs)
    types = fused(look.types, evidence.numbers, encoder.card.fusion)
    end = max((last for _, last in look.pieces.spans), default=0)
    seen = [any(first < end for first, _ in party.spans) for party in parties]
    found = [_Opinion(a, b, types[n], look, n, evidence.drafts[n], evidence.undone) for n, (a, b) in enumerate(pairs)]
    return [o for o in found if seen[o.actor] and seen[o.recipient]]  # who stands past the cut was not read


def _mutual(opinions: list[_Opinion], parties: Sequence[Party], encoder: Model) -> Iterator[_Act]:
    """Acts of two states who do the same to each other, by cue or by the model's own word."""
    labels = encoder.card.labels
    by_pair = {(o.actor, o.recipient): o for o in opinions}
    for (a, b), one in by_pair.items():
        other = by_pair[b, a]
        if parties[a].code > parties[b].code or parties[a].part:
            continue
        alike = (_flag(one, labels, "reciprocal") + _flag(other, labels, "reciprocal")) / 2
        cues = {**other.cued, **one.cued}
        both = replace(one, types=((one.types + other.types) / 2).astype("float32"), cued=cues)
        for name, share in _told(both, labels):
            cued = [draft.sides.reciprocal for o in (one, other) if (draft := o.cued.get(name))]
            if all(cued) if cued else alike >= _SURE:
                yield _act((a, b), (), name, share, both, encoder)


def _directed(opinions: list[_Opinion], mutual: list[_Act], encoder: Model) -> Iterator[_Act]:
    """Acts of one upon another; against a cue for one way the model alone does not tell the other way."""
    done = {(act.actors, act.type) for act in mutual}
    told = [(o, name, share) for o in opinions for name, share in _told(o, encoder.card.labels)]
    cued = {(o.recipient, o.actor, name) for o, name, _ in told if name in o.cued}
    for o, name, share in told:
        other_way = name not in o.cued and (o.actor, o.recipient, name) in cued
        if (frozenset({o.actor, o.recipient}), name) not in done and not other_way:
            yield _act((o.actor,), (o.recipient,), name, share, o, encoder)


def _act(
    actors: tuple[int, ...], recipients: tuple[int, ...], type_: str, share: float, opinion: _Opinion, encoder: Model
) -> _Act:
    card, cued = encoder.card, opinion.cued.get(type_)
    scores = opinion.look.statuses[opinion.row]
    statuses = told_status(scores, type_, cued, card.labels, card.fusion)
    best = int(statuses.argmax())
    status, sure = Status(card.labels.statuses[best]), float(statuses[best])
    fate = f"status {status.value} ({sure:.2f} of 1)"
    return _Act(frozenset(actors), frozenset(recipients), type_, share, status, sure, opinion, fate)


def _later(acts: list[_Act], scene: Scene) -> list[_Act]:
    """Acts put off or called off, with the later of these fates where the sentence tells both in turn."""
    later = later_fate(scene)
    if later is None:
        return acts
    fate = f"status {later.value}: the verb after the aside tells it"
    return [replace(a, status=later, fate=fate) if a.status in FINAL and a.status is not later else a for a in acts]


def _told(opinion: _Opinion, labels: Labels) -> Iterator[tuple[str, float]]:
    """The types that are likely enough to be told, with their shares; a second act of a pair mostly needs a cue."""
    silent = float(opinion.types[0])
    if not is_told(silent, cued=bool(opinion.cued)) or (opinion.undone and not opinion.cued):
        return
    for name, share in zip(labels.types[1:], opinion.types[1:].tolist(), strict=True):
        cued = name in opinion.cued
        alone = share / (share + silent) if cued else 0.0
        if share >= (_ALSO if cued else _UNCUED.get(name, _ALSO)) or alone >= _TOLD:
            yield name, share


def _coordinated(scene: Scene, parties: Sequence[Party]) -> list[frozenset[int]]:
    """Parties that the sentence names side by side: "Norway, Sweden and Finland"."""
    where = {party.code: n for n, party in reversed(list(enumerate(parties))) if not party.part}
    return [frozenset(where[code] for c in group.codes if (code := lineage(c)) in where) for group in scene.groups]


def _merged(acts: list[_Act], groups: list[frozenset[int]]) -> list[_Act]:
    """One row for those who are named side by side and do the same, or have the same done to them."""
    done: list[_Act] = []
    for act in acts:
        mate = next((d for d in done if _one_row(d, act, groups)), None)
        if mate:
            done[done.index(mate)] = _with(mate, act)
        else:
            done.append(act)
    return done if len(done) == len(acts) else _merged(done, groups)


def _one_row(one: _Act, other: _Act, groups: list[frozenset[int]]) -> bool:
    """Whether two acts are one by type, status and parties."""
    if one.type != other.type or bool(one.recipients) != bool(other.recipients):
        return False
    if one.status is not other.status:
        return False
    if not one.recipients:
        return bool(one.actors & other.actors) and any(one.actors ^ other.actors <= group for group in groups)
    if one.recipients == other.recipients:
        return any(one.actors | other.actors <= group for group in groups)
    return one.actors == other.actors and any(one.recipients | other.recipients <= group for group in groups)


def _with(one: _Act, other: _Act) -> _Act:
    """Both acts as one, with the better evidence of the two."""
    best = max(one, other, key=lambda a: a.share)
    return replace(best, actors=one.actors | other.actors, recipients=one.recipients | other.recipients)


def _finding(act: _Act, parties: Sequence[Party], encoder: Model, text: str, pages: Mapping[str, EventType]) -> Finding:
    card, look, row = encoder.card, act.opinion.look, act.opinion.row
    cued = act.opinion.cued.get(act.type)
    mode = told_mode(look.modes[row], act.type, cued, card)
    about = (cued.verdict.about if cued else None) or _about(look, row, act.type, card)
    words = _words(look, row, act, parties, text)
    carried = ", ".join(f"'{text[start:end]}'" for start, end in sorted(words)) or "the sentence"
    historical = _flag(act.opinion, card.labels, "historical") >= _SURE
    actors = _actors(act.actors, parties)
    return Finding(
        Sides(tuple(sorted(actors, key=lambda a: a.code)), ())
        if not act.recipients
        else Sides(actors, _actors(act.recipients, parties)),
        make_verdict(act.type, mode, about, act.status, pages),
        tuple(c for c, s in zip(card.labels.contexts, look.contexts, strict=True) if s >= _SURE and c in card.kept),
        read_off(card.cued if cued else card.alone, act.share * act.sure),
        act.status is not Status.ONGOING and historical,
        cued.anchor if cued else words[0] if words else (0, len(text)),
        (
            f"{act.type} by {carried} ({act.share:.2f} of 1; {_runner_up(act, card.labels)})",
            *(cued.reasons if cued else ("the model alone: no cue of the codebook says so",)),
            act.fate,
        ),
    )


def _runner_up(act: _Act, labels: Labels) -> str:
    types = act.opinion.types
    second = max((n for n, name in enumerate(labels.types) if name != act.type), key=lambda n: float(types[n]))
    return f"{labels.types[second]} {float(types[second]):.2f}"


def _kept_apart(found: Sequence[Finding], pages: Mapping[str, EventType]) -> list[Finding]:
    """A visit that the sentence says was given up lends its mode to no other act of the two: they met, unvisited."""
    given_up = {(_named(f), f.verdict.about) for f in found if f.verdict.type == "REJECT"}
    return [
        replace(f, verdict=make_verdict(f.verdict.type, None, f.verdict.about, f.verdict.status, pages))
        if (_named(f), f"{f.verdict.type}/{f.verdict.mode}") in given_up
        else f
        for f in found
    ]


def _named(finding: Finding) -> frozenset[str]:
    return frozenset(actor.code for actor in (*finding.sides.actors, *finding.sides.recipients))


def _once(found: Sequence[Finding]) -> Iterable[Finding]:
    """One finding where tense has made one act of two: the surer one."""
    best: dict[tuple[Sides, str, Status], Finding] = {}
    for finding in sorted(found, key=lambda f: -f.confidence):
        best.setdefault((finding.sides, finding.verdict.type, finding.verdict.status), finding)
    return best.values()


def _whole(found: Sequence[Finding]) -> list[Finding]:
    """Without what some do of those who do the like together: four put off a summit, none of them to another."""
    together = [f for f in found if not f.sides.recipients]
    return [f for f in found if not any(f.verdict == all_.verdict and _named(f) < _named(all_) for all_ in together)]


def _again(found: Sequence[Finding], cued: Sequence[Draft]) -> Iterator[Finding]:
    """What further cues tell of parties of whom an act of the same type and fate is told already."""
    for draft in cued:
        alike = [f for f in found if f.verdict.type == draft.verdict.type and f.sides.codes == draft.sides.codes]
        if alike and all(f.anchor != draft.anchor and f.verdict.status is draft.verdict.status for f in alike):
            yield replace(alike[0], verdict=draft.verdict, anchor=draft.anchor, reasons=draft.reasons, again=True)


def _actors(those: frozenset[int], parties: Sequence[Party]) -> tuple[Actor, ...]:
    return tuple(parties[n].actor for n in sorted(those))


def _about(look: Look, row: int, type_: str, card: Card) -> str | None:
    labels = card.labels
    if labels.types.index(type_) >= look.abouts.shape[1]:
        return None  # a type of a user's own: the model has not learned what may lie beneath it
    told = shares(look.abouts[row])
    beneath = labels.types[int(told.argmax())]
    if beneath in {NONE, type_} or told.max() < _SURE:
        return None
    mode = told_mode(look.about_modes[row], beneath, None, card)
    return f"{beneath}/{mode}" if mode else beneath


def told_mode(scores: NDArray[np.float32], type_: str, cued: Draft | None, card: Card) -> str | None:
    """The mode of a type, None where the words tell none or it is not told reliably."""
    name = likely_mode(scores, type_, cued, card.labels)
    return name.partition("/")[2] or None if name in card.kept else None


def likely_mode(scores: NDArray[np.float32], type_: str, cued: Draft | None, labels: Labels) -> str:
    """`TYPE/mode`, or the type alone where no mode is told: the cue's word first, then the likeliest of the type."""
    if cued and cued.verdict.mode:
        return f"{type_}/{cued.verdict.mode}"
    return labels.modes[max(labels.modes_of(type_), key=lambda n: float(scores[n]))]


def _flag(opinion: _Opinion, labels: Labels, name: str) -> float:
    return float(opinion.look.flags[opinion.row, labels.flags.index(name)])


def _words(look: Look, row: int, act: _Act, parties: Sequence[Party], text: str) -> list[tuple[int, int]]:
    """Spans of the words outside the parties that counted most, the first the most."""
    taken = [span for n in act.actors | act.recipients for span in parties[n].spans]
    weights: dict[tuple[int, int], float] = {}
    for (start, end), weight in zip(look.pieces.spans, look.weights[row].tolist(), strict=True):
        if end - start > 1 and text[start].isalnum() and not any(start < e and s < end for s, e in taken):
            word = _word_at(text, start)
            weights[word] = weights.get(word, 0.0) + weight
    return sorted(weights, key=lambda w: (-weights[w], w))[:_SHOWN]


def _word_at(text: str, place: int) -> tuple[int, int]:
    start = end = place
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end


def read_off(curve: Sequence[tuple[float, float]], score: float) -> float:
    """The share right at a score, on straight lines between the points of a curve."""
    before = (0.0, curve[0][1])
    for point in curve:
        if score <= point[0]:
            width = point[0] - before[0]
            part = (score - before[0]) / width if width else 1.0
            return round(before[1] + part * (point[1] - before[1]), 3)
        before = point
    return curve[-1][1]
