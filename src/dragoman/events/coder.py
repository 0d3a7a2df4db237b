"""The coder: sentences and marked pairs in, mentions and codings out, by the model and the cues of the codebook."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from os import PathLike
from pathlib import Path

from dragoman.codebook import codebook_digest, event_types, own_digest, own_types
from dragoman.codebook.own_actors import actors_digest
from dragoman.events.decode import make_mentions
from dragoman.events.drafts import Pairs, find_drafts
from dragoman.events.encoder import Encoder, Model, bundled_encoder
from dragoman.events.evidence import find_evidence
from dragoman.events.judge import find_acts, fused, told_mode, told_status
from dragoman.events.lexicon import Lexicon, bundled_lexicon
from dragoman.events.own_types import WithOwnTypes
from dragoman.events.scene import make_scene
from dragoman.events.step_model import bundled_steps
from dragoman.events.steps import steps_of
from dragoman.records import (
    Actor,
    ActorSpan,
    Coding,
    Document,
    Mention,
    PassageKind,
    Reading,
    Sentence,
    Status,
    Step,
    TimeExpression,
)
from dragoman.version import __version__

__all__ = ["EventCoder"]

#: Characters past which a "sentence" is a list or a table, and is not coded.
_LONGEST = 3000
#: Length of a month's value: a bare year is too far from a day, and may lie ahead.
_MONTH = len("2012-10")
#: In how many sentences a document must name two parties together to be on them.
_ON_BOTH = 3


class EventCoder:
    """Codes acts between states; no network, same input same rows: a sentence is judged by itself, on one thread."""

    def __init__(self, encoder: Encoder | None = None, codebook: str | PathLike[str] | None = None) -> None:
        """Take the bundled model, or another one; `codebook` is a folder with pages of your own types.

        Raises ModelError where the model is missing or altered, CodebookError for a page that cannot be used.
        """
        encoder = encoder or bundled_encoder()
        own = own_types(Path(codebook)) if codebook is not None else {}
        self._model: Model = WithOwnTypes(encoder, own, encoder.background) if own else encoder
        self._lexicon = Lexicon({**event_types(), **own}) if own else bundled_lexicon()
        self._encoder = encoder
        card = encoder.card
        self.version = f"{card.name}-{card.digest[:12]}-{__version__}-{codebook_digest()}"
        self.version += f"+{own_digest(own)}" if own else ""
        self.version += f"+actors.{actors_digest()}" if actors_digest() else ""

    def code_sentences(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        spans: Sequence[tuple[ActorSpan, ...]],
        times: Sequence[tuple[TimeExpression, ...]],
    ) -> list[Mention]:
        """The mentions of a document: `spans` and `times` hold one tuple for each sentence."""
        seen: Counter[str] = Counter()
        subject = _subject(spans)
        written = document.published.value if document.published else None
        written = written or _not_before(times)
        captions: set[str] = set()
        mentions: list[Mention] = []
        for sentence, here, when in zip(sentences, spans, times, strict=True):
            if sentence.kind is PassageKind.CAPTION:
                if sentence.text in captions:
                    continue  # one picture, printed again: its words are kept, its row would count twice
                captions.add(sentence.text)
            if here and len(sentence.text) <= _LONGEST:
                acts = find_acts(self._model, sentence.text, here, sentence.start, subject, self._lexicon)
                mentions += make_mentions(document, sentence, acts, when, written, self.version, seen)
        return mentions

    def find_steps(self, reading: Reading) -> list[Step]:
        """What a document says of things promised, planned or signed: one step a sentence and undertaking."""
        return list(steps_of(reading, bundled_steps()))

    def classify(self, items: Iterable[tuple[str, str, str]]) -> list[Coding]:
        """Type, mode and status of the act between two marked parties, in the order given.

        Each item is (sentence, actor words, recipient words). Always one of the types, also where the words are
        absent (then no type has a large share); `confidence` is the share of that type among all.
        """
        return [_classify(self._model, self._lexicon, *item) for item in items]


def _subject(spans: Sequence[tuple[ActorSpan, ...]]) -> Pairs:
    """The pairs that a document is on: those named together in at least three of its sentences."""
    together: Counter[frozenset[str]] = Counter()
    for here in spans:
        codes = sorted({actor.code for span in here for actor in span.actors})
        together.update(frozenset(pair) for pair in combinations(codes, 2))
    return frozenset(pair for pair, times in together.items() if times >= _ON_BOTH)


def _not_before(times: Sequence[tuple[TimeExpression, ...]]) -> str | None:
    """The last day or month that a text names: an undated text was not written long before it."""
    days = [t.interval[0] for here in times for t in here if t.interval and t.interval[0] and len(t.value) >= _MONTH]
    return max(days, default=None)


def _classify(encoder: Model, lexicon: Lexicon, sentence: str, actor: str, recipient: str) -> Coding:
    card = encoder.card
    spans = tuple(sorted(_marked(sentence, (actor, recipient)), key=lambda s: s.start))
    places = [[(s.start, s.end) for s in spans if s.actors[0].code == code] for code in ("A0", "A1")]
    look = encoder.look(sentence, places, [(0, 1)])
    scene = make_scene(sentence, spans, 0, lexicon)
    evidence = find_evidence(scene, find_drafts(scene), ("A0", "A1"), [(0, 1)], card.labels.types)
    types = fused(look.types, evidence.numbers, card.fusion)[0, 1:].astype("float64")
    scores = dict(zip(card.labels.types[1:], (types / types.sum()).tolist(), strict=True))
    best = max(scores, key=lambda name: scores[name])
    cued = evidence.drafts[0].get(best)
    statuses = told_status(look.statuses[0], best, cued, card.labels, card.fusion)
    mode = told_mode(look.modes[0], best, cued, card)
    return Coding(best, mode, Status(card.labels.statuses[int(statuses.argmax())]), scores[best], scores)


def _marked(sentence: str, words: tuple[str, str]) -> Iterable[ActorSpan]:
    """Spans of the words of actor and recipient: whole words, the longer phrase first, neither inside the other."""
    taken: list[tuple[int, int]] = []
    for number, phrase in sorted(enumerate(words), key=lambda item: -len(item[1])):
        whole = rf"(?<!\w){re.escape(phrase)}(?!\w)"
        places = [m.span() for rule in (whole, re.escape(phrase)) for m in re.finditer(rule, sentence)]
        free = [p for p in places if p[0] < p[1] and not any(p[0] < e and s < p[1] for s, e in taken)]
        if free:
            taken.append(free[0])
            actor = Actor(f"A{number}", (), phrase, "marked by the caller")
            yield ActorSpan(*free[0], phrase, (actor,), "state")
