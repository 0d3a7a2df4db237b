"""Figures on marked sentences of our own: lines in the format of the training corpus in, named figures out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dragoman.events.encoder import Encoder
from dragoman.events.judge import fused, is_told, read_off, told_status
from dragoman.events.labels import NONE
from dragoman.events.training.asked import Asked, ask
from dragoman.events.training.corpus import read_corpus
from dragoman.events.training.figures import f1
from dragoman.events.verdict import DONE

__all__ = ["calibration_error", "pair_figures", "status_figures", "told_and_right"]


def answers(asked: Sequence[Asked], encoder: Encoder) -> Iterator[tuple[set[str], str, str | None, str, float]]:
    """For each pair: true types, type found, true status (None without an act), status found, confidence."""
    card = encoder.card
    for a in asked:
        types = fused(a.look.types, a.evidence.numbers, card.fusion)
        for row, question in enumerate(a.questions):
            best = int(types[row, 1:].argmax()) + 1
            name = card.labels.types[best]
            cued = a.evidence.drafts[row].get(name)
            shares = told_status(a.look.statuses[row], name, cued, card.labels, card.fusion)
            status = card.labels.statuses[int(shares.argmax())]
            told = name if is_told(float(types[row, 0]), cued=bool(a.evidence.drafts[row])) else NONE
            true = {act.type for act in question.acts} or {NONE}
            fate = next((str(act.status) for act in question.acts if act.type == told), None)
            fate = fate or (str(question.acts[0].status) if question.acts else None)
            confidence = read_off(card.cued if cued else card.alone, float(types[row, best]) * float(shares.max()))
            yield true, told, fate, status, confidence


def pair_figures(paths: Sequence[Path], encoder: Encoder) -> Iterator[tuple[str, float]]:
    """NONE precision and recall, F1 of pairs with an act and their type, calibration error of what is told."""
    found = list(answers(ask(encoder, read_corpus(paths)), encoder))
    gold = [told if told in true else min(true) for true, told, *_ in found]
    said = [told for _, told, *_ in found]
    silent = sum(g == s == NONE for g, s in zip(gold, said, strict=True))
    yield "NONE P", silent / said.count(NONE)
    yield "NONE R", silent / gold.count(NONE)
    right = sum(g == s != NONE for g, s in zip(gold, said, strict=True))
    yield "type P", right / max(1, len(said) - said.count(NONE))
    yield "type R", right / (len(gold) - gold.count(NONE))
    yield "type F1", 2 * right / (2 * len(gold) - gold.count(NONE) - said.count(NONE))
    rows = [(c, told in true and fate == status) for true, told, fate, status, c in found if told != NONE]
    yield "calibration error", calibration_error(rows)


def status_figures(paths: Sequence[Path], encoder: Encoder) -> Iterator[tuple[str, float]]:
    """Macro F1 over the nine statuses of pairs with an act, and the recall of acts that did not take place."""
    asked = ask(encoder, read_corpus(paths))
    pairs = [(fate, status) for _, _, fate, status, _ in answers(asked, encoder) if fate]
    names = sorted({fate for fate, _ in pairs})
    yield "status macro F1", sum(f1(pairs, name) for name in names) / len(names)
    not_done = [status for fate, status in pairs if fate not in DONE]
    yield "not-occurred R", sum(status not in DONE for status in not_done) / len(not_done)


def calibration_error(seen: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error: the mean gap of confidence and share right, by bins of equal width."""
    total = 0.0
    for n in range(bins):
        those = [(c, r) for c, r in seen if n / bins < c <= (n + 1) / bins or (n == 0 and c == 0)]
        if those:
            total += abs(sum(c for c, _ in those) - sum(r for _, r in those))
    return total / max(1, len(seen))


def told_and_right(paths: Sequence[Path], encoder: Encoder) -> dict[str, dict[str, tuple[int, int]]]:
    """How many acts were told of each type and with each status, and how many of them rightly."""
    counts: dict[str, dict[str, tuple[int, int]]] = {"types": {}, "statuses": {}}
    for true, told, fate, status, _ in answers(ask(encoder, read_corpus(paths)), encoder):
        if told == NONE:
            continue
        for kind, name, right in (("types", told, told in true), ("statuses", status, fate == status)):
            seen, good = counts[kind].get(name, (0, 0))
            counts[kind][name] = (seen + 1, good + right)
    return {kind: dict(sorted(found.items())) for kind, found in counts.items()}
