"""Own types, tried on PLOVER's: a model that never saw some types in, what they reach as own types out.

    python -m dragoman.events.training --without AID MOBILIZE --out build/left-out
    python benchmarks/left_out.py build/left-out AID MOBILIZE

Each type comes back as a user's would: its page's cues and thirty sentences of the training hands as examples. Counted
are the pairs of the hand `v2`, once those with an act (as `dragoman evaluate` counts marked pairs) and once all; what a
type is told apart from are the pairs of `w8` and of the open blind sets without it.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np

from dragoman.codebook import EventType, Example, event_types
from dragoman.events.background import make_background, read_background
from dragoman.events.drafts import find_drafts
from dragoman.events.encoder import Encoder, Look, Model
from dragoman.events.evidence import find_evidence
from dragoman.events.judge import fused
from dragoman.events.labels import NONE
from dragoman.events.lexicon import Lexicon
from dragoman.events.own_types import WithOwnTypes
from dragoman.events.scene import make_scene
from dragoman.events.training.__main__ import VALIDATION
from dragoman.events.training.asked import questions, spans_of
from dragoman.events.training.corpus import Line, parse_line, read_corpus, without
from dragoman.events.training.figures import f1

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = 30
HAND = "v2"


def main() -> None:
    """Measure without the types and with them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("types", nargs="+", choices=list(event_types()))
    parser.add_argument("--seeds", type=int, default=3, help="drawings of examples")
    args = parser.parse_args()
    model = Silent(Encoder(args.model), args.types)
    lines = read_corpus(sorted((ROOT / "corpus/training").glob("*.jsonl")))
    hand = [line for line in lines if line.id.startswith(HAND)]
    rest = [line for line in lines if not line.id.startswith(VALIDATION)]
    held_out = [line for line in lines if line.id.startswith(VALIDATION) and not line.id.startswith(HAND)]
    held_out += read_corpus([ROOT / f"corpus/own/{kind}-open.jsonl" for kind in ("pairs", "status")])
    bare = {name: page for name, page in event_types().items() if name not in args.types}
    seen = looks(model, without(held_out, args.types), bare)
    background = read_background(make_background(np.concatenate([look.vectors for _, look, _ in seen])))
    for marked in (True, False):
        print("pairs with an act" if marked else "all pairs")
        before = figures(model, hand, bare, marked)
        kept = [name for name in bare if name in before]
        print(f"  without them: mean F1 of the others {mean(before[name] for name in kept):.3f}")
        for seed in range(args.seeds):
            own = {f"OWN_{name}": page_of(name, rest, seed) for name in args.types}
            after = figures(WithOwnTypes(model, own, background), hand, {**bare, **own}, marked)
            told = ", ".join(f"{name} {after[name]:.3f}" for name in own)
            print(f"  drawing {seed}: {told}; mean F1 of the others {mean(after[name] for name in kept):.3f}")


class Silent:
    """A model whose scores for some types are taken away."""

    def __init__(self, model: Encoder, types: Sequence[str]) -> None:
        self.card = model.card
        self._model = model
        self._columns = [model.card.labels.types.index(name) for name in types]

    def look(self, text: str, parties: Sequence, pairs: Sequence[tuple[int, int]]) -> Look:
        """As the model's, with nothing for those types."""
        seen = self._model.look(text, parties, pairs)
        types = seen.types.copy()
        types[:, self._columns] = -30.0
        return replace(seen, types=types)


def looks(model: Model, lines: Iterable[Line], pages: dict[str, EventType]) -> Iterator[tuple]:
    """Each sentence's pairs with true types, the look and the evidence of the pages' cues."""
    lexicon = Lexicon(pages)
    for line in lines:
        sample = parse_line(line)
        names = list(sample.parties)
        told = [q for q in questions(sample) if q.recipient is not None]
        if not told:
            continue
        pairs = [(names.index(q.actor), names.index(q.recipient)) for q in told]
        scene = make_scene(sample.text, tuple(spans_of(sample)), 0, lexicon)
        types = [{act.type for act in q.acts} or {NONE} for q in told]
        look = model.look(sample.text, [sample.parties[name] for name in names], pairs)
        yield types, look, find_evidence(scene, find_drafts(scene), names, pairs, model.card.labels.types)


def figures(model: Model, lines: Iterable[Line], pages: dict[str, EventType], marked: bool) -> dict[str, float]:
    """F1 of every type over all pairs, or over those with an act, of which some type is told in any case."""
    labels, found = model.card.labels, []
    for types, look, evidence in looks(model, lines, pages):
        shares = fused(look.types, evidence.numbers, model.card.fusion)
        for row, true in enumerate(types):
            if marked and NONE in true:
                continue
            best = labels.types[int(shares[row, 1:].argmax()) + 1]
            told = NONE if shares[row, 0] >= 0.5 and not marked else best
            names = {f"OWN_{name}" if f"OWN_{name}" in labels.types else name for name in true}
            found.append((told if told in names else min(names), told))
    return {name: f1(found, name) for name in {true for true, _ in found} - {NONE}}


def page_of(name: str, lines: Sequence[Line], seed: int) -> EventType:
    """The page of a type as a user would write it, with examples out of the training hands."""
    marked = [example for line in lines if (example := example_of(line, name))]
    drawn = random.Random(seed).sample(marked, EXAMPLES)
    return msgspec.structs.replace(event_types()[name], type=f"OWN_{name}", examples=tuple(drawn), near_misses=())


def example_of(line: Line, name: str) -> Example | None:
    """A sentence whose first act is of the type, with the words of its parties as they first stand there."""
    sample = parse_line(line)
    if not sample.acts or sample.acts[0].type != name or sample.acts[0].recipient is None:
        return None
    act = sample.acts[0]
    words = [sample.text[slice(*sample.parties[letter][0])] for letter in (act.actor, act.recipient)]
    if words[0] in words[1] or words[1] in words[0]:
        return None
    return Example(sample.text, *words, f"OWN_{name}", status=act.status, together=act.reciprocal)


def mean(values: Iterable[float]) -> float:
    """The plain mean."""
    those = list(values)
    return sum(those) / len(those)


if __name__ == "__main__":
    main()
