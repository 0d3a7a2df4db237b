"""What the ledger answers with beside the nouns of `dragoman.records`: documents listed, hits, runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from dragoman.records import (
    ActorSpan,
    Dating,
    Disagreement,
    Document,
    Event,
    Mention,
    Sentence,
    TimeExpression,
    Undertaking,
)

__all__ = [
    "Change",
    "Changes",
    "DocumentRow",
    "Facets",
    "Hit",
    "Origin",
    "Page",
    "Ruling",
    "Run",
    "Shown",
    "ShownHappening",
    "Tally",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of the rows of a list, in its order, and the place `after` which the others stand; None at its end."""

    items: tuple[T, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Facets:
    """How rows divide: what they are told apart by, with the number of rows for each value, the commonest first.

    A value of `confidence` stands for all rows that have so much or more.

    `total` rows were counted, which are all of them where it is `complete`.
    """

    total: int
    complete: bool
    counts: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many events there are of one type, status and year (None: unknown), and their mean intensity (-10..10)."""

    type: str
    status: str
    historical: bool
    year: str | None
    events: int
    intensity: float


@dataclass(frozen=True, slots=True)
class Origin:
    """How a reading came about: version of the coder, publication date the user gave, number of the run."""

    coder: str = ""
    asked: str | None = None
    run: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a list: what is known of it without its text, and how much was found in it.

    `characters` is the length of the text; `mentions` counts all its rows, those of comments and teasers
    included.
    """

    id: str
    name: str
    source: str | None
    title: str | None
    author: str | None
    outlet: str | None
    published: Dating | None
    encoding: str
    flags: tuple[str, ...]
    characters: int
    sentences: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that holds the words, in square brackets in `snippet`; `mentions` are its rows."""

    document_id: str
    document: str
    sentence: Sentence
    snippet: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class ShownHappening:
    """An event or undertaking with what it rests on.

    `id` is what was asked for: its own id, a former one, or that of a step or a disagreement. `mentions` are the rows
    of an event. `disagreements` are all about it, or the one that was asked for.
    """

    id: str
    happening: Event | Undertaking
    mentions: tuple[Mention, ...]
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A row or a document in its context.

    For a mention: its `sentence`, up to two sentences `before` and `after` it in the same passage, the
    `spans`, `times` and `mentions` of that sentence, and the `event` that it belongs to. For a step that is of no
    undertaking: its sentence. For a document: `mention` and `sentence` are None, `before` is empty, `after` holds all
    sentences, and spans, times and mentions are those of the whole document.
    """

    id: str
    document: Document
    mention: Mention | None
    sentence: Sentence | None
    before: tuple[Sentence, ...]
    after: tuple[Sentence, ...]
    spans: tuple[ActorSpan, ...]
    times: tuple[TimeExpression, ...]
    mentions: tuple[Mention, ...]
    event: ShownHappening | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an event or undertaking: `what` is added, merged, split or withdrawn.

    `others` are the ids that a merged one came from, or those into which a split one went; `sort` is event or
    undertaking; `at` the time (UTC), `run` the run of reading that brought it about, None for a ruling.
    """

    number: int
    at: str
    run: int | None
    what: str
    sort: str
    id: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since the last reading: of each sort how many became what; `latest`: the newest first."""

    counts: tuple[tuple[str, str, int], ...]
    latest: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A human's decision: `accept`, `reject` or `recode` a row (or step), or two of them are `same` or `not same`.

    `who` made it, `at` a time (UTC); `fields` are what a recoding sets (type, mode, about, status, actors, recipients,
    date). `undo` takes back the ruling whose number is `undoes`. Of rulings not undone the latest on a row, or on a
    pair, stands.
    """

    number: int
    at: str
    who: str | None
    verdict: str
    one: str
    other: str | None
    undoes: int | None
    fields: dict[str, object]
    note: str | None


@dataclass(frozen=True, slots=True)
class Run:
    """One run of reading in the log: when (UTC), by which version and coder, and what came of it.

    `outcome` is finished, interrupted or stopped; None with `finished` None for a run that was killed or
    still goes on.
    """

    number: int
    started: str
    finished: str | None
    version: str
    coder: str | None
    arguments: dict[str, object]
    outcome: str | None
    counts: dict[str, int]
    skipped: tuple[tuple[str, str], ...]
