"""How good the coder is on a user's own gold: marked pairs or coded articles and a coder in, figures out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from dragoman.codebook import EventType
from dragoman.events.gold import YIELD, Article, Gold, Pair, folding
from dragoman.events.matching import (
    LEVELS,
    Agreement,
    Kinds,
    Row,
    Wanted,
    alike,
    levels_of,
    prepared,
    row_of,
    taken_for,
    two_sided,
    unmatched,
    wanted_of,
)
from dragoman.records import Coding, Mention

__all__ = ["LEVELS", "Judge", "Rates", "Report", "Row", "Scores", "Wanted", "Watch"]
__all__ += ["evaluate", "prepared", "score_rows", "unmatched", "weak_types"]

_BINS = 10

T = TypeVar("T")


class Judge(Protocol):
    """What is evaluated: the answers of `dragoman.Coder`."""

    def classify(self, items: Iterable[tuple[str, str, str]]) -> list[Coding]:
        """The codings of marked pairs, in their order; best if each is drawn when it is coded."""
        ...

    def code(self, text: str, published: str | None = None) -> list[Mention]:
        """The rows of an article."""
        ...


class Watch(Protocol):
    """What hands on things in their order, and may show how far they are."""

    def __call__(self, items: Sequence[T], /) -> Iterable[T]:
        """The same things, one by one."""
        ...


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares in 0..1; precision is None where nothing was told, recall where there was nothing to tell."""

    precision: float | None
    recall: float | None
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures by class, and the mean F1 of the classes that the gold has; `accuracy` is for pairs."""

    n: int
    accuracy: float | None
    macro_f1: float | None
    classes: dict[str, Rates]


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often the gold says one type and the coder another; None: no such event, or no such row."""

    gold: str | None
    told: str | None
    n: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers by confidence from `low` to below `high`: how many, their mean confidence, the share right."""

    low: float
    high: float
    n: int
    confidence: float | None
    right: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """Expected calibration error: the mean distance of confidence from share right, each bin by its answers."""

    error: float | None
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The figures: of `gold` ("pairs" or "articles") and their number `n`; `modes` for pairs, `levels` for articles."""

    gold: str
    n: int
    types: Scores
    quads: Scores
    binary: Scores
    statuses: Scores | None
    modes: Scores | None
    levels: dict[str, Rates] | None
    confusions: tuple[Confusion, ...]
    calibration: Calibration
    notes: tuple[str, ...]


def evaluate(
    gold: Gold,
    coder: Judge,
    confusions: int = 10,
    watch: Watch = iter,
    own: Mapping[str, EventType] | None = None,
) -> Report:
    """Let the coder answer the gold, and count; at most so many confusions, the commonest first.

    What the coder is asked goes through `watch`, so that it can tell how far it is; `own` holds the pages of the types
    that it knows beside PLOVER's.
    """
    kinds = Kinds(own)
    fold = folding(gold)
    said = (f"{' and '.join(fold)} count as {YIELD}, which the gold names",) if fold else ()
    if gold.pairs:
        codings = coder.classify(watch([(pair.sentence, pair.actor, pair.recipient) for pair in gold.pairs]))
        report = _count_pairs(gold.pairs, codings, fold, kinds)
    else:
        coded = (coder.code(article.text, article.published) for article in watch(gold.articles))
        rows = [row_of(mention, str(n), fold) for n, mentions in enumerate(coded) for mention in mentions]
        report = _count_articles(gold.articles, rows, fold, kinds)
    return replace(report, confusions=report.confusions[:confusions], notes=gold.notes + said + report.notes)


def weak_types(report: Report, below: float, least: int = 10) -> dict[str, Rates]:
    """The types whose F1 lies below a bound, of those with at least so many cases."""
    return {name: r for name, r in report.types.classes.items() if r.f1 < below and r.support >= least}


def score_rows(
    events: Sequence[Wanted], rows: Sequence[Row], levels: Mapping[str, Agreement] = LEVELS
) -> dict[str, Rates]:
    """Precision, recall and F1 of `prepared` rows by level; support is the number of core events."""
    core = sum(event.core for event in events)
    found: dict[str, Rates] = {}
    for level, agree in levels.items():
        missed, wrong = unmatched(events, rows, agree)
        found[level] = _rates(core, core - len(missed), len(rows), len(rows) - len(wrong))
    return found


def _count_pairs(pairs: Sequence[Pair], codings: Sequence[Coding], fold: Mapping[str, str], kinds: Kinds) -> Report:
    right = [fold.get(pair.type, pair.type) for pair in pairs]
    told = [fold.get(coding.type, coding.type) for coding in codings]
    both = list(zip(right, told, strict=True))
    statuses = [(p.status, str(c.status)) for p, c in zip(pairs, codings, strict=True) if p.status]
    modes = [
        (f"{r}/{p.mode}", f"{t}/{c.mode}" if c.mode else t)
        for p, c, (r, t) in zip(pairs, codings, both, strict=True)
        if p.mode
    ]
    return Report(
        gold="pairs",
        n=len(pairs),
        types=_scored(both),
        quads=_scored([(kinds.quad(r), kinds.quad(t)) for r, t in both]),
        binary=_scored([(kinds.side(r), kinds.side(t)) for r, t in both]),
        statuses=_scored(statuses) if statuses else None,
        modes=_scored(modes) if modes else None,
        levels=None,
        confusions=_confusions([(r, t) for r, t in both if r != t]),
        calibration=_calibration([(c.confidence, r == t) for c, (r, t) in zip(codings, both, strict=True)]),
        notes=(),
    )


def _count_articles(articles: Sequence[Article], told: Sequence[Row], fold: Mapping[str, str], kinds: Kinds) -> Report:
    events = [wanted_of(e, str(n), fold) for n, article in enumerate(articles) for e in article.events]
    between = list(filter(two_sided, events))
    rows = prepared(told)
    bare = sum(not event.statuses for event in between)
    levels = {name: agree for name, agree in levels_of(kinds).items() if not bare or name != "status"}
    _, unsure = unmatched(between, rows, list(levels.values())[-1])
    left_out = {
        "events with a single party left out": len(events) - len(between),
        "rows left out (outside headline and body, with a single party, or repeated)": len(told) - len(rows),
        "statuses not scored: events without one": bare,
    }
    return Report(
        gold="articles",
        n=len(articles),
        types=_matched(between, rows, _by_type(str)),
        quads=_matched(between, rows, _by_type(kinds.quad)),
        binary=_matched(between, rows, _by_type(kinds.side)),
        statuses=None if bare else _matched(between, rows, _BY_STATUS),
        modes=None,
        levels=score_rows(between, rows, levels),
        confusions=_confusions(taken_for(*unmatched(between, rows, LEVELS["type"]))),
        calibration=_calibration([(row.confidence, row not in unsure) for row in rows]),
        notes=tuple(f"{what}: {number}" for what, number in left_out.items() if number),
    )


@dataclass(frozen=True, slots=True)
class _Question:
    """What to ask of events and rows, and when their answers agree."""

    agree: Agreement
    of_event: Callable[[Wanted], str]
    of_row: Callable[[Row], str]


def _by_type(kind: Callable[[str], str]) -> _Question:
    return _Question(alike(kind), lambda event: kind(event.types[0]), lambda row: kind(row.type))


_BY_STATUS = _Question(LEVELS["status"], lambda event: event.statuses[0], lambda row: row.status)


def _matched(events: Sequence[Wanted], rows: Sequence[Row], question: _Question) -> Scores:
    """Figures of events and rows by their answers to a question."""
    missed, wrong = unmatched(events, rows, question.agree)
    gold = Counter(question.of_event(event) for event in events if event.core)
    told = Counter(map(question.of_row, rows))
    found, good = gold - Counter(map(question.of_event, missed)), told - Counter(map(question.of_row, wrong))
    return _scores(gold, found, told, good)


def _scored(answers: Sequence[tuple[str, str]]) -> Scores:
    """Figures of answers (right, told), one for every case."""
    right, told = (Counter(pair[n] for pair in answers) for n in (0, 1))
    hits = Counter(r for r, t in answers if r == t)
    return replace(_scores(right, hits, told, hits), accuracy=hits.total() / len(answers))


def _scores(gold: Counter[str], found: Counter[str], told: Counter[str], good: Counter[str]) -> Scores:
    classes = {name: _rates(gold[name], found[name], told[name], good[name]) for name in sorted(gold | told)}
    mean = _mean([rates.f1 for rates in classes.values() if rates.support])
    return Scores(gold.total(), None, mean, classes)


def _rates(support: int, found: int, told: int, good: int) -> Rates:
    precision = good / told if told else None
    recall = found / support if support else None
    both = (precision or 0.0) + (recall or 0.0)
    return Rates(precision, recall, 2 * (precision or 0.0) * (recall or 0.0) / both if both else 0.0, support)


def _confusions(wrong: Iterable[tuple[str | None, str | None]]) -> tuple[Confusion, ...]:
    """All of them, the commonest first."""
    counts = sorted(Counter(wrong).items(), key=lambda item: (-item[1], item[0][0] or "", item[0][1] or ""))
    return tuple(Confusion(gold, told, n) for (gold, told), n in counts)


def _calibration(answers: Sequence[tuple[float, bool]]) -> Calibration:
    """Ten bins of equal width over answers (confidence, right)."""
    binned: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for confidence, right in answers:
        binned[min(int(confidence * _BINS), _BINS - 1)].append((confidence, right))
    bins = tuple(_bin(n, held) for n, held in enumerate(binned))
    gaps = [abs(b.confidence - b.right) * b.n for b in bins if b.confidence is not None and b.right is not None]
    return Calibration(sum(gaps) / len(answers) if answers else None, bins)


def _bin(n: int, held: Sequence[tuple[float, bool]]) -> Bin:
    return Bin(n / _BINS, (n + 1) / _BINS, len(held), _mean([c for c, _ in held]), _mean([r for _, r in held]))


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
