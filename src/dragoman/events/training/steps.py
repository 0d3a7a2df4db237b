"""Train the model of steps (`make train-steps`): own sentences and histories in, `steps.onnx`, `.npz` and card out.

    python -m dragoman.events.training.steps --coder build/model/checkpoint-2.pt [--into src/dragoman/events/model]

It begins from the encoder of the trained coder. `corpus/steps` are sentences of which one subject is labelled each;
`corpus/histories` are documents in which every subject is. Half an hour on two cores; with --score each hand of the
histories is also judged by a model that has not seen it.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import logging
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import torch
from torch import Tensor, nn

from dragoman.events.features import BUCKETS, LONGEST, make_features
from dragoman.events.step_model import DEEP, HEADS, KINDS, NONE, STATES, StepCard, rule_vector
from dragoman.events.steps import told_subjects
from dragoman.events.training.corpus import parse_line, read_corpus
from dragoman.events.training.export import written
from dragoman.events.training.net import Encoder, Shape
from dragoman.events.wordpiece import WordPiece
from dragoman.language import split_spans, tokenize

log = logging.getLogger("dragoman.train")

HIDDEN = 256
EPOCHS, BATCH, RATE, HEAD_RATE = 5, 16, 5e-5, 1e-3
UNRULED = 0.1  # share of subjects whose rule is hidden, so that the head does not lean on it
LENT = 800  # rows of each sort that are lent from the corpus of the coder
_UNKNOWN = -100  # a piece of which nobody has said whether it names an undertaking
_QUARRELS = {"ASSAULT", "COERCE", "ACCUSE", "PROTEST", "SANCTION", "MOBILIZE", "THREATEN"}
_WORDS = {"SUPPORT", "REQUEST", "REJECT"}
_PEACEFUL = {"CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT"}
_FATES = {
    **{state: state for state in ("planned", "proposed", "postponed", "cancelled", "refused")},
    "occurred": "done",
    "ongoing": "under way",
}


class Mark(msgspec.Struct, frozen=True):
    """A labelled subject: the words of a sentence that name an undertaking, what they say of it, whether as news."""

    sentence: str
    subject: str
    state: str = NONE
    news: bool = True
    kind: str = ""
    doc: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its subjects: (start, end, kind, state, news). `whole`: it names no others."""

    text: str
    subjects: tuple[tuple[int, int, str, str, bool], ...]
    whole: bool
    hand: str


@dataclass(frozen=True, slots=True)
class Item:
    """A line as the network sees it: numbers and tags of its T pieces; pools, distances, rules of its S subjects."""

    ids: np.ndarray
    tags: np.ndarray
    pool: np.ndarray
    near: np.ndarray
    rules: np.ndarray
    states: list[int]
    kinds: list[int]
    news: list[float]
    line: Line


def step_lines(folder: Path) -> Iterator[Line]:
    """The sentences of `corpus/steps`, each with the subjects labelled in it."""
    for path in sorted(folder.glob("*.jsonl")):
        found: dict[str, set[tuple[int, int, str, str, bool]]] = defaultdict(set)
        for row in path.read_bytes().splitlines():
            mark = msgspec.json.decode(row, type=Mark)
            start = mark.sentence.find(mark.subject)
            found[mark.sentence].add((start, start + len(mark.subject), mark.kind, mark.state, mark.news))
        for text, subjects in found.items():
            yield Line(text, tuple(sorted(subjects)), whole=False, hand=path.stem)


def history_lines(folder: Path) -> Iterator[Line]:
    """The sentences of `corpus/histories`, with every subject in them."""
    for path in sorted(folder.glob("*.jsonl")):
        for row in path.read_bytes().splitlines():
            history = json.loads(row)
            texts = {document["doc"]: document["text"] for document in history["documents"]}
            marks = defaultdict(set)
            for undertaking in history["undertakings"]:
                for told in (*undertaking["steps"], *undertaking.get("mentions", ())):
                    mark = msgspec.convert({**told, "kind": undertaking["kind"]}, Mark)
                    start = texts[mark.doc].find(mark.sentence) + mark.sentence.find(mark.subject)
                    state = mark.state if mark.state in STATES else NONE
                    marks[mark.doc].add((start, start + len(mark.subject), mark.kind, state, mark.news))
            for name, text in texts.items():
                for low, high in split_spans(text):
                    here = [(a - low, min(b, high) - low, *rest) for a, b, *rest in marks[name] if low <= a < high]
                    yield Line(text[low:high], latest(here), whole=True, hand=path.stem)


def latest(subjects: Iterable[tuple[int, int, str, str, bool]]) -> tuple[tuple[int, int, str, str, bool], ...]:
    """Each subject once, as it stands now: "the accord, signed in May, is dead" is cancelled."""
    found = {s[:2]: s for s in sorted(subjects, key=lambda s: (s[3] != NONE, s[4], s))}
    return tuple(sorted(found.values()))


def lent_lines(folder: Path) -> Iterator[Line]:
    """Lines from the coder's own corpus, some hundreds of each sort, so that they do not drown the others.

    Nouns of undertakings in sentences of force and quarrel tell no stage; of visits and meetings it tells the fate;
    and sentences of words only, or of nothing, name no undertaking where the codebook finds none.
    """
    sorts: dict[str, list[Line]] = {"quarrels": [], "fates": [], "quiet": []}
    for row in read_corpus(sorted(folder.glob("*.jsonl"))):
        sample = parse_line(row)
        tokens = tokenize(sample.text)
        found = [s for s, _ in told_subjects(tokens)]
        meetings = [s for s in found if s.kind in {"visit", "summit"}]
        acts = sample.acts
        told = {_FATES.get(str(a.status)) for a in acts if "CONSULT" in {a.about, a.type}}
        if not found and all(act.type in _QUARRELS | _WORDS and act.about not in _PEACEFUL for act in acts):
            sorts["quiet"].append(Line(sample.text, (), whole=True, hand="coder"))
        elif not acts or not found:
            continue
        elif not meetings and all(act.type in _QUARRELS and act.about not in _PEACEFUL for act in acts):
            sorts["quarrels"].append(Line(sample.text, (), whole=True, hand="coder"))
        elif len(meetings) == 1 and len(told) == 1 and (state := told.pop()):
            one = meetings[0]
            subject = tokens[one.start].start, tokens[one.end].end, one.kind, state, True
            sorts["fates"].append(Line(sample.text, (subject,), whole=False, hand="coder"))
    for lines in sorts.values():
        yield from lines[:: max(1, len(lines) // LENT)]


def items_of(lines: Iterable[Line], pieces: WordPiece) -> list[Item]:
    """The lines as arrays."""
    return [_item(line, pieces) for line in lines]


def _item(line: Line, wordpiece: WordPiece) -> Item:
    pieces = wordpiece.split(line.text, LONGEST)
    subjects = [s for s in line.subjects if any(x < s[1] and s[0] < y for x, y in pieces.spans)]
    seen = make_features(pieces, [[s[:2]] for s in subjects])
    tokens = tokenize(line.text) if subjects else []
    ruled = [(tokens[s.first].start, tokens[s.last].end, told) for s, told in told_subjects(tokens)]
    tags = np.full(len(pieces.ids), 0 if line.whole else _UNKNOWN)
    rules = []
    for start, end, *_ in subjects:
        inside = [n for n, (x, y) in enumerate(pieces.spans) if x < end and start < y]
        tags[inside] = 2
        tags[inside[0]] = 1
        told = [rule for x, y, rule in ruled if x < end and start < y][-1:]
        rules.append(rule_vector(told[0].state if told and told[0] else None))
    return Item(
        np.array(pieces.ids),
        tags,
        seen.pool[:-1],
        seen.near[:-1],
        np.array(rules, dtype=np.float32).reshape(len(subjects), len(STATES)),
        [STATES.index(s[3]) for s in subjects],
        [KINDS.index(s[2]) for s in subjects],
        [float(s[4]) for s in subjects],
        line,
    )


class StepNet(nn.Module):
    """The encoder and the two heads of `StepModel`, to be trained."""

    def __init__(self, encoder: dict[str, Tensor]) -> None:
        super().__init__()
        width, asked = Shape().width, HEADS * DEEP
        self.encoder = Encoder(Shape())
        self.encoder.load_state_dict(encoder)
        self.tag = nn.Linear(width, 3)
        self.query, self.key, self.value = (nn.Linear(n, asked) for n in (2 * width, width, width))
        self.near = nn.Embedding(BUCKETS, HEADS)
        self.deep = nn.Linear(2 * width + asked + len(STATES), HIDDEN)
        self.out = nn.Linear(HIDDEN, len(STATES) + 1 + len(KINDS))
        self.drop = nn.Dropout(0.25)
        nn.init.zeros_(self.near.weight)

    def read(self, ids: Tensor, mask: Tensor) -> Tensor:
        """States (B, T, width) of the pieces."""
        bias = torch.zeros(mask.shape).masked_fill(mask == 0, -1e9)[:, None, None, :]
        states: Tensor = self.encoder(ids, torch.zeros_like(ids), bias)[0]
        return states

    def judge(self, states: Tensor, mask: Tensor, asked: dict[str, Tensor]) -> Tensor:
        """Scores (S, states + news + kinds) of the subjects, `asked["row"]` naming the sentence of each."""
        states, mask = states[asked["row"]], mask[asked["row"]]
        b, t, _ = states.shape
        subject = (asked["pool"][:, None] @ states)[:, 0]
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        query = self.query(torch.cat([subject, mean], -1)).view(b, 1, HEADS, DEEP)
        key, value = (part(states).view(b, t, HEADS, DEEP) for part in (self.key, self.value))
        logits = (query * key).sum(-1) / DEEP**0.5 + self.near(asked["near"])
        weights = logits.masked_fill(mask[..., None] == 0, -1e9).softmax(1)
        answer = (weights[..., None] * value).sum(1).flatten(1)
        joined = self.drop(torch.cat([subject, mean, answer, asked["rules"]], -1))
        return self.out(self.drop(nn.functional.gelu(self.deep(joined))))


def batch_of(items: Sequence[Item]) -> dict[str, Tensor]:
    """Items as one padded batch, their subjects in a row."""
    longest = max(len(item.ids) for item in items)

    def padded(rows: Iterable[np.ndarray], fill: float, kind: type) -> Tensor:
        table = [np.pad(row, (0, longest - len(row)), constant_values=fill) for row in rows]
        return torch.tensor(np.array(table, dtype=kind).reshape(-1, longest))

    return {
        "ids": padded((item.ids for item in items), 0, np.int64),
        "mask": padded((np.ones(len(item.ids)) for item in items), 0, np.float32),
        "tags": padded((item.tags for item in items), _UNKNOWN, np.int64),
        "row": torch.tensor([n for n, item in enumerate(items) for _ in item.states], dtype=torch.long),
        "pool": padded((row for item in items for row in item.pool), 0, np.float32),
        "near": padded((row for item in items for row in item.near), BUCKETS - 1, np.int64),
        "rules": torch.tensor(np.concatenate([item.rules for item in items])),
        "states": torch.tensor([y for item in items for y in item.states], dtype=torch.long),
        "kinds": torch.tensor([y for item in items for y in item.kinds], dtype=torch.long),
        "news": torch.tensor([y for item in items for y in item.news]),
    }


def _loss(net: StepNet, fed: dict[str, Tensor]) -> Tensor:
    entropy = nn.functional.cross_entropy
    states = net.read(fed["ids"], fed["mask"])
    loss = torch.zeros(())
    if (fed["tags"] != _UNKNOWN).any():
        loss = loss + entropy(net.tag(states).flatten(0, 1), fed["tags"].flatten(), ignore_index=_UNKNOWN)
    if len(fed["row"]):
        fed["rules"] *= torch.rand(len(fed["row"]), 1) >= UNRULED
        scores = net.judge(states, fed["mask"], fed)
        by_state, news, by_kind = scores.split([len(STATES), 1, len(KINDS)], 1)
        loss = loss + entropy(by_state, fed["states"], label_smoothing=0.1)
        loss = loss + 0.4 * entropy(by_kind, fed["kinds"], label_smoothing=0.1)
        telling = fed["states"] != STATES.index(NONE)
        if telling.any():
            told = nn.functional.binary_cross_entropy_with_logits(news[telling, 0], fed["news"][telling])
            loss = loss + 0.3 * told
    return loss


def train(items: Sequence[Item], encoder: dict[str, Tensor], seed: int = 0) -> StepNet:
    """A network fitted to the items."""
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 - drawn, not guarded
    net = StepNet(encoder)
    learning = list(net.encoder.learning())
    for parameter in net.encoder.parameters():
        parameter.requires_grad = any(parameter is one for one in learning)
    head = [p for name, p in net.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": head, "weight_decay": 0.05}, {"params": learning, "weight_decay": 0.01}], lr=HEAD_RATE
    )
    total = EPOCHS * (len(items) // BATCH + len(items) // (16 * BATCH) + 2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, [HEAD_RATE, RATE], total_steps=total, pct_start=0.15)
    for epoch in range(EPOCHS):
        net.train()
        for batch in _batches(list(items), chance):
            loss = _loss(net, batch_of(batch))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
        log.info("epoch %d of %d, loss %.3f", epoch + 1, EPOCHS, float(loss.detach()))
    return net.eval()


def _batches(items: list[Item], chance: random.Random) -> list[list[Item]]:
    """Batches of lines of like length, in no order."""
    chance.shuffle(items)
    found = []
    for low in range(0, len(items), 16 * BATCH):
        part = sorted(items[low : low + 16 * BATCH], key=lambda item: len(item.ids))
        found += [part[n : n + BATCH] for n in range(0, len(part), BATCH)]
    chance.shuffle(found)
    return found


def scores_of(net: StepNet, items: Sequence[Item]) -> dict[str, float]:
    """Share of subjects whose state, and kind, is right; precision and recall of pieces that name one."""
    right = np.zeros(3)
    told = np.zeros(3)
    with torch.no_grad():
        for low in range(0, len(items), 64):
            part = items[low : low + 64]
            fed = batch_of(part)
            states = net.read(fed["ids"], fed["mask"])
            if len(fed["row"]):
                by_state, _, by_kind = net.judge(states, fed["mask"], fed).split([len(STATES), 1, len(KINDS)], 1)
                for n, (given, wanted) in enumerate(((by_state, fed["states"]), (by_kind, fed["kinds"]))):
                    right[n] += int((given.argmax(1) == wanted).sum())
                right[2] += len(fed["row"])
            whole = torch.tensor([item.line.whole for item in part])[:, None] & (fed["tags"] != _UNKNOWN)
            mine, theirs = net.tag(states).argmax(-1) > 0, fed["tags"] > 0
            told += [int((both & whole).sum()) for both in (mine & theirs, mine, theirs)]
    return {
        "state": right[0] / max(1, right[2]),
        "kind": right[1] / max(1, right[2]),
        "words_precision": told[0] / max(1, told[1]),
        "words_recall": told[0] / max(1, told[2]),
    }


class _Alone(nn.Module):
    """The encoder as it is called in use: the pieces of one sentence in, their states out."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor) -> Tensor:
        states: Tensor = self.encoder(ids[None], torch.zeros_like(ids)[None])[0][0]
        return states


def main() -> None:
    """Train, score on hands left out, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=Path, default=Path("corpus/steps"))
    parser.add_argument("--histories", type=Path, default=Path("corpus/histories"))
    parser.add_argument("--lent", type=Path, default=Path("corpus/training"), help="the corpus of the coder")
    parser.add_argument("--coder", type=Path, required=True, help="checkpoint of the trained coder")
    parser.add_argument("--into", type=Path, default=Path("src/dragoman/events/model"))
    parser.add_argument("--score", action="store_true", help="also judge each hand by a model that has not seen it")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    torch.set_num_threads(2)
    pieces = WordPiece((args.into / "vocab.txt").read_text(encoding="utf-8"))
    lines = [*step_lines(args.steps), *history_lines(args.histories), *lent_lines(args.lent)]
    items = items_of(lines, pieces)
    saved = torch.load(args.coder, map_location="cpu", weights_only=True)["net"]
    encoder = {name.removeprefix("encoder."): value for name, value in saved.items() if name.startswith("encoder.")}
    log.info("%d sentences, %d subjects", len(items), sum(len(item.states) for item in items))
    unseen = []
    for hand in sorted({line.hand for line in history_lines(args.histories)}) if args.score else ():
        theirs = [item for item in items if item.line.hand == hand]
        unseen.append(scores_of(train([i for i in items if i.line.hand != hand], encoder, args.seed), theirs))
        log.info("%s, not seen: %s", hand, {name: round(value, 3) for name, value in unseen[-1].items()})
    net = train(items, encoder, args.seed)
    _write(net, args.into, len(items), unseen)


def _write(net: StepNet, into: Path, sentences: int, unseen: Sequence[dict[str, float]]) -> None:
    names = ("ids",), ("states",), {"ids": {0: "t"}, "states": {0: "t"}}
    encoder = written(_Alone(net.encoder), net.encoder, (torch.zeros(12, dtype=torch.long),), names)
    arrays = {
        name: value.detach().numpy().astype(np.float16)
        for name, value in net.state_dict().items()
        if not name.startswith("encoder.")
    }
    arrays["near"] = arrays.pop("near.weight")
    file = io.BytesIO()
    np.savez(file, **arrays)
    means = {n: round(float(np.mean([one[n] for one in unseen])), 3) if unseen else 0.0 for n in _SCORES}
    card = StepCard(hashlib.sha256(encoder + file.getvalue()).hexdigest(), sentences, **means)
    (into / "steps.onnx").write_bytes(encoder)
    (into / "steps.npz").write_bytes(file.getvalue())
    (into / "steps.json").write_text(json.dumps(msgspec.to_builtins(card), indent=1) + "\n", encoding="utf-8")
    log.info("%s", card)


_SCORES = ("state", "kind", "words_precision", "words_recall")


if __name__ == "__main__":
    main()
