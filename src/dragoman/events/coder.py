"""The coder, first version: sentences and marked pairs in, mentions and codings by cues and frames out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from dragoman.codebook import codebook_digest, event_types
from dragoman.events.cues import Match, find_cues
from dragoman.events.decode import CONFIDENCE, make_mentions
from dragoman.events.drafts import Draft, Pairs, find_drafts
from dragoman.events.scene import Scene, make_scene
from dragoman.records import Actor, ActorSpan, Coding, Document, Mention, PassageKind, Sentence, Status, TimeExpression
from dragoman.version import __version__

__all__ = ["CueCoder"]

#: Characters past which a "sentence" is a list or a table, and is not coded.
_LONGEST = 3000
#: Length of a month's value: a bare year is too far from a day, and may lie ahead.
_MONTH = len("2012-10")
#: In how many sentences a document must name two parties together to be on them.
_ON_BOTH = 3


class CueCoder:
    """Codes acts between states by the cues and frames of the codebook; no model, no network, same input same rows."""

    def __init__(self) -> None:
        event_types()
        self.version = f"cues-{__version__}-{codebook_digest()}"

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
                drafts = find_drafts(make_scene(sentence.text, here, sentence.start), subject)
                mentions += make_mentions(document, sentence, drafts, when, written, self.version, seen)
        return mentions

    def classify(self, items: Iterable[tuple[str, str, str]]) -> list[Coding]:
        """Type, mode and status of the act between two marked parties, in the order given.

        Each item is (sentence, actor words, recipient words). Always one of the 16 types, also where the words
        are absent or no cue is found; `confidence` is then near 1/16.
        """
        return [_classify(*item) for item in items]


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


def _classify(sentence: str, actor: str, recipient: str) -> Coding:
    spans = tuple(sorted(_marked(sentence, (actor, recipient)), key=lambda s: s.start))
    scene = make_scene(sentence, spans, 0)
    drafts = find_drafts(scene)
    directed = [d for d in drafts if _agrees(d, "A0", "A1")]
    cues = find_cues(scene)
    weights = dict.fromkeys(event_types(), 1.0)
    for match in cues:
        weights[match.type] += 3.0 / (1 + _distance(scene, match))
    for draft in drafts:
        weights[draft.verdict.type] += 4.0 + 12.0 * (draft in directed)
    total = sum(weights.values())
    scores = {name: weight / total for name, weight in weights.items()}
    best = max(scores, key=lambda name: scores[name])
    for draft in (*directed, *drafts):
        if draft.verdict.type == best:
            return Coding(best, draft.verdict.mode, draft.verdict.status, CONFIDENCE[draft.grade], scores)
    mode = next((m.cue.mode for m in cues if m.type == best), None)
    return Coding(best, mode, Status.OCCURRED, scores[best], scores)


def _distance(scene: Scene, match: Match) -> float:
    """Tokens between a cue and the nearest marked party, in tens."""
    return min((abs(match.first - position) for position in scene.at), default=20) / 10


def _marked(sentence: str, words: tuple[str, str]) -> Iterable[ActorSpan]:
    taken: list[tuple[int, int]] = []
    for number, phrase in enumerate(words):
        start = sentence.find(phrase) if phrase else -1
        while start >= 0 and any(start < e and s < start + len(phrase) for s, e in taken):
            start = sentence.find(phrase, start + 1)
        if start < 0:
            continue
        taken.append((start, start + len(phrase)))
        actor = Actor(f"A{number}", (), phrase, "marked by the caller")
        yield ActorSpan(start, start + len(phrase), phrase, (actor,), "state")


def _agrees(draft: Draft, actor: str, recipient: str) -> bool:
    actors = {a.code for a in draft.sides.actors}
    return actor in actors and recipient in {a.code for a in draft.sides.recipients} | (
        actors if draft.sides.reciprocal else set()
    )
