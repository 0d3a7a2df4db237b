"""Marked sentences put to the model and the cues: corpus lines in, every ordered pair with its truth and scores out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.events.drafts import find_drafts
from dragoman.events.encoder import Encoder, Look
from dragoman.events.evidence import Evidence, find_evidence
from dragoman.events.scene import make_scene
from dragoman.events.training.corpus import Act, Line, Sample, parse_line
from dragoman.records import Actor, ActorSpan

__all__ = ["Asked", "Question", "ask", "questions", "spans_of"]


@dataclass(frozen=True, slots=True)
class Question:
    """One ordered pair of a sentence with the acts between them; `recipient` None means nobody is acted upon."""

    actor: str
    recipient: str | None
    acts: tuple[Act, ...]


def questions(sample: Sample) -> list[Question]:
    """Every ordered pair, and every actor whose act has no recipient."""
    letters: list[str | None] = list(sample.parties)
    found = [
        Question(a, b, tuple(act for act in sample.acts if act.actor == a and act.recipient == b))
        for a in sample.parties
        for b in [*letters, None]
        if a != b
    ]
    return [q for q in found if q.recipient or q.acts]


@dataclass(frozen=True, slots=True)
class Asked:
    """One sentence with all its pairs: what is true, what the model scores and what the cues say."""

    sample: Sample
    questions: tuple[Question, ...]
    look: Look
    evidence: Evidence


def ask(encoder: Encoder, lines: Iterable[Line]) -> list[Asked]:
    """Put every pair of every sentence to the model and to the cues."""
    return [asked for line in lines if (asked := _ask(encoder, parse_line(line)))]


def _ask(encoder: Encoder, sample: Sample) -> Asked | None:
    names = list(sample.parties)
    told = tuple(q for q in questions(sample) if q.recipient is not None)
    if not told:
        return None
    pairs = [(names.index(q.actor), names.index(q.recipient or "")) for q in told]
    look = encoder.look(sample.text, [sample.parties[name] for name in names], pairs)
    scene = make_scene(sample.text, tuple(spans_of(sample)), 0)
    return Asked(sample, told, look, find_evidence(scene, find_drafts(scene), names, pairs, encoder.card.labels.types))


def spans_of(sample: Sample) -> Iterable[ActorSpan]:
    """The marked parties as actor spans; of two that overlap the first stays."""
    names: dict[tuple[int, int], list[str]] = defaultdict(list)
    for name, spans in sample.parties.items():
        for span in spans:
            names[span].append(name)
    last = 0
    for (start, end), those in sorted(names.items()):
        if start >= last:
            last = end
            actors = tuple(Actor(name, (), sample.text[start:end], "marked") for name in those)
            yield ActorSpan(start, end, sample.text[start:end], actors, "state" if len(those) == 1 else "nominal")
