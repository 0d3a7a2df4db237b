"""Train the head that tells stages: own sentences of `corpus/steps` in, `stages.npz` and its card out.

    python -m dragoman.events.training.stages [--corpus corpus/steps] [--into src/dragoman/events/model]

Some minutes on two cores. The score on the card is that of each hand by a head that has not seen it.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import logging
import random
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import torch
from torch import Tensor, nn

from dragoman.events.encoder import Encoder, bundled_encoder
from dragoman.events.features import BUCKETS
from dragoman.events.stage_model import DEEP, HEADS, NONE, STATES, StageCard, rule_vector
from dragoman.events.steps import told_subjects
from dragoman.events.training.corpus import parse_line, read_corpus
from dragoman.language import tokenize

log = logging.getLogger("dragoman.train")

WIDTH = 384
HIDDEN = 192
EPOCHS, BATCH, RATE = 8, 32, 1e-3
LENT = 500  # rows of each sort that are lent from the corpus of the coder
_QUARRELS = {"ASSAULT", "COERCE", "ACCUSE", "PROTEST", "SANCTION", "MOBILIZE", "THREATEN"}
_PEACEFUL = {"CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT"}
_FATES = {
    **{state: state for state in ("planned", "proposed", "postponed", "cancelled", "refused")},
    "occurred": "done",
    "ongoing": "under way",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled subject: states (T, width) of the pieces, its pool and distances, what the rules say, the label."""

    states: np.ndarray
    pool: np.ndarray
    near: np.ndarray
    rule: np.ndarray
    state: int
    news: float
    hand: str


class Labelled(msgspec.Struct, frozen=True):
    """A line of the corpus: a sentence, the words in it that name an undertaking, its state, and whether it is news."""

    sentence: str
    subject: str
    state: str
    news: bool


class Head(nn.Module):
    """The same as `StageHead`, to be trained."""

    def __init__(self) -> None:
        super().__init__()
        asked = HEADS * DEEP
        self.query, self.key, self.value = (nn.Linear(n, asked) for n in (2 * WIDTH, WIDTH, WIDTH))
        self.near = nn.Embedding(BUCKETS, HEADS)
        self.deep = nn.Linear(2 * WIDTH + asked + len(STATES), HIDDEN)
        self.out = nn.Linear(HIDDEN, len(STATES) + 1)
        self.drop = nn.Dropout(0.3)
        nn.init.zeros_(self.near.weight)

    def forward(self, states: Tensor, pool: Tensor, near: Tensor, rule: Tensor, mask: Tensor) -> Tensor:
        """Scores (B, states + news)."""
        b, t, _ = states.shape
        subject = (pool[:, None] @ states)[:, 0]
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        query = self.query(torch.cat([subject, mean], -1)).view(b, 1, HEADS, DEEP)
        key, value = (part(states).view(b, t, HEADS, DEEP) for part in (self.key, self.value))
        logits = (query * key).sum(-1) / DEEP**0.5 + self.near(near)
        weights = logits.masked_fill(mask[..., None] == 0, -1e9).softmax(1)
        answer = (weights[..., None] * value).sum(1).flatten(1)
        joined = self.drop(torch.cat([subject, mean, answer, rule], -1))
        return self.out(self.drop(nn.functional.gelu(self.deep(joined))))


def read_rows(folder: Path, encoder: Encoder) -> list[Row]:
    """The labelled sentences, every subject that we find in them marked, as when the head is used."""
    rows = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_bytes().splitlines():
            rows.append(_row(msgspec.json.decode(line, type=Labelled), path.stem, encoder))
    return rows


def lent_rows(folder: Path, encoder: Encoder) -> list[Row]:
    """Rows from the coder's own corpus, some hundreds of each sort, so that they do not drown the others.

    Nouns of undertakings in sentences of force and quarrel tell no stage; of visits and meetings it tells the fate.
    """
    quarrels, fates = [], []
    for line in read_corpus(sorted(folder.glob("*.jsonl"))):
        sample = parse_line(line)
        tokens = tokenize(sample.text)
        found = [s for s, _ in told_subjects(tokens)]
        meetings = [s for s in found if s.kind in {"visit", "summit"}]
        acts = sample.acts
        if (
            acts
            and found
            and not meetings
            and all(act.type in _QUARRELS and act.about not in _PEACEFUL for act in acts)
        ):
            quarrels.append((sample.text, tokens, found[-1], NONE))
        told = {_FATES.get(str(a.status)) for a in acts if "CONSULT" in {a.about, a.type}}
        if len(meetings) == 1 and len(told) == 1 and (state := told.pop()):
            fates.append((sample.text, tokens, meetings[0], state))
    rows = []
    for lines in (quarrels, fates):
        step = max(1, len(lines) // LENT)
        for text, tokens, subject, state in lines[::step]:
            words = text[tokens[subject.first].start : tokens[subject.last].end]
            rows.append(_row(Labelled(text, words, state, news=True), "coder", encoder))
    return rows


def _row(told: Labelled, hand: str, encoder: Encoder) -> Row:
    text = told.sentence
    start = text.find(told.subject)
    end = start + len(told.subject)
    tokens = tokenize(text)
    found = [(tokens[s.first].start, tokens[s.last].end, rule) for s, rule in told_subjects(tokens)]
    own = [item for item in found if item[0] < end and start < item[1]]
    mine = own[-1] if own else (start, end, None)
    spans = [mine[:2], *(item[:2] for item in found if item not in own)]
    words = encoder.words(text, spans)
    return Row(
        words.states,
        words.pool[0],
        words.near[0],
        rule_vector(mine[2].state if mine[2] else None),
        STATES.index(told.state),
        float(told.news),
        hand,
    )


def _batch(rows: list[Row]) -> tuple[list[Tensor], Tensor, Tensor]:
    longest = max(len(row.pool) for row in rows)
    states = np.zeros((len(rows), longest, WIDTH), np.float32)
    pool, mask = np.zeros((2, len(rows), longest), np.float32)
    near = np.full((len(rows), longest), BUCKETS - 1)
    for n, row in enumerate(rows):
        length = len(row.pool)
        states[n, :length], pool[n, :length], near[n, :length], mask[n, :length] = row.states, row.pool, row.near, 1
    inputs = [torch.tensor(x) for x in (states, pool, near, np.stack([row.rule for row in rows]), mask)]
    return inputs, torch.tensor([row.state for row in rows]), torch.tensor([row.news for row in rows])


def train(rows: list[Row], seed: int = 0) -> Head:
    """A head fitted to the rows."""
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 - drawn, not guarded
    head, rows = Head(), list(rows)
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.05)
    steps = EPOCHS * -(-len(rows) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
    for _ in range(EPOCHS):
        chance.shuffle(rows)
        head.train()
        for start in range(0, len(rows), BATCH):
            inputs, states, news = _batch(rows[start : start + BATCH])
            scores = head(*inputs)
            loss = nn.functional.cross_entropy(scores[:, :-1], states, label_smoothing=0.1)
            telling = states != STATES.index(NONE)
            if telling.any():
                loss = loss + 0.3 * nn.functional.binary_cross_entropy_with_logits(scores[telling, -1], news[telling])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return head.eval()


def accuracy(head: Head, rows: list[Row]) -> float:
    """Share of rows whose likeliest state is right."""
    right = 0
    with torch.no_grad():
        for start in range(0, len(rows), 64):
            inputs, states, _ = _batch(rows[start : start + 64])
            right += int((head(*inputs)[:, :-1].argmax(1) == states).sum())
    return right / len(rows)


def main() -> None:
    """Train, score on hands left out, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("corpus/steps"))
    parser.add_argument("--lent", type=Path, default=Path("corpus/training"), help="the corpus of the coder")
    parser.add_argument("--into", type=Path, default=Path("src/dragoman/events/model"))
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.set_num_threads(2)
    encoder = bundled_encoder()
    rows = read_rows(args.corpus, encoder) + lent_rows(args.lent, encoder)
    scores = []
    for hand in sorted({row.hand for row in rows}):
        theirs = [row for row in rows if row.hand == hand]
        scores.append((accuracy(train([row for row in rows if row.hand != hand]), theirs), len(theirs)))
        log.info("%s: %.3f of %d by a head that has not seen this hand", hand, *scores[-1])
    head = train(rows)
    arrays = {name: value.detach().numpy().astype(np.float16) for name, value in head.state_dict().items()}
    arrays["near"] = arrays.pop("near.weight")
    file = io.BytesIO()
    np.savez(file, **arrays)
    other = sum(score * n for score, n in scores) / max(1, sum(n for _, n in scores))
    card = StageCard(
        hashlib.sha256(file.getvalue()).hexdigest(),
        encoder.card.digest,
        len(rows),
        round(accuracy(head, rows), 3),
        round(other, 3),
    )
    (args.into / "stages.npz").write_bytes(file.getvalue())
    (args.into / "stages.json").write_text(json.dumps(msgspec.to_builtins(card), indent=1) + "\n", encoding="utf-8")
    log.info("%s", card)


if __name__ == "__main__":
    main()
