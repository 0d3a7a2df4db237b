"""All nouns of dragoman as frozen records: what flows from a page to the ledger, in the words of DESIGN section 2."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "FACTS",
    "UNDERTAKING_STATES",
    "Account",
    "Actor",
    "ActorSpan",
    "Claim",
    "Coding",
    "Dating",
    "Disagreement",
    "Document",
    "Event",
    "Mention",
    "Passage",
    "PassageKind",
    "Place",
    "Quantity",
    "Reading",
    "Sentence",
    "Status",
    "Step",
    "TimeExpression",
    "Undertaking",
    "UndertakingStep",
]


#: What the latest report may say of an undertaking (DESIGN section 5).
UNDERTAKING_STATES = (
    "proposed",
    "promised",
    "planned",
    "signed",
    "under way",
    "done",
    "postponed",
    "cancelled",
    "refused",
    "unknown",
)
#: On what accounts may differ.
FACTS = ("toll", "sum", "number", "date", "place", "means", "who", "whether", "reason", "fate")


class PassageKind(StrEnum):
    """What a stretch of a document is; every character belongs to exactly one passage or to white space."""

    HEADLINE = "headline"
    BYLINE = "byline"
    BODY = "body"
    CAPTION = "caption"
    TEASER = "teaser"
    COMMENT = "comment"
    BOILERPLATE = "boilerplate"


class Status(StrEnum):
    """The fate of the underlying act, as the sentence tells it."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    PROPOSED = "proposed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a document: `text[start:end]`, half open, in characters of the decoded text.

    `author`, `time` and `reply_to` are known for comments only (a byline may carry an author): the name as
    printed, the time as ISO 8601 to the precision printed, and the name of the one who is answered.
    """

    kind: PassageKind
    start: int
    end: int
    author: str | None = None
    time: str | None = None
    reply_to: str | None = None


@dataclass(frozen=True, slots=True)
class Dating:
    """The day a document was published as far as it is known, and what says so.

    `value` is ISO 8601 to the precision known (`2012-02-13`, `2012-10`, `2012`) or None; `evidence` names the
    rule and quotes the words; `start` and `end` are the span of those words where they stand in the text;
    `confidence` is in 0..1.
    """

    value: str | None
    evidence: str
    confidence: float
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it was read: decoded text, where it came from, and its passages in order, without overlap.

    `id` is made from the text, `digest` is the SHA-256 of the original bytes (of the line, for JSON lines),
    `name` the file name shown in rows. `flags` says what was repaired or guessed while decoding.
    """

    id: str
    name: str
    text: str
    digest: str
    encoding: str
    passages: tuple[Passage, ...]
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: Dating | None = None
    source: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence inside one passage: offsets into the document's text, and the passage's place in the document."""

    start: int
    end: int
    text: str
    kind: PassageKind
    passage: int


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a time, in TIMEX3 terms: `type` is DATE, TIME, DURATION or SET.

    `value` is the TIMEX3 value (`2012-09`, `P3D`, `PAST_REF`). `interval` is the first and last day (ISO), both
    included, where the value fixes them; either may be None for an open end; None where nothing is fixed.
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    interval: tuple[str | None, str | None] | None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: `code` is the state acted for (ISO alpha-3), else the body's acronym or PLOVER group.

    `sectors` are PLOVER sectors, the main one first; `reason` is a sentence that a reader can be shown.
    """

    code: str
    sectors: tuple[str, ...]
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class ActorSpan:
    """Words that name one or more actors (`Indo-Russian` and `the two countries` name two).

    `kind` is one of state, demonym, capital, person, office, body, dyad, nominal, group.
    """

    start: int
    end: int
    text: str
    actors: tuple[Actor, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an act took place: a name as written and the ISO alpha-3 code of its state."""

    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and what it counts; `value` is None where only bounds are given."""

    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    of: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Coding:
    """The answer of `Coder.classify` for one marked pair; `scores` maps each of the 16 types to 0..1."""

    type: str
    mode: str | None
    status: Status
    confidence: float
    scores: dict[str, float]


@dataclass(frozen=True, slots=True)
class Mention:
    """One sentence's report of an act, with its parties, type, status, date and the reasons for each.

    Fields are those of DESIGN section 5. `start` and `end` are the sentence's span in the document. `about` is
    the underlying act as `TYPE` or `TYPE/mode`, or None. Dates are ISO days or None; `date_precision` is one
    of day, month, quarter, season, year, decade, range, None. `intensity` is the PLOVER score (-10..10). `ruling` is
    what a human made of the row: accepted, rejected, recoded, or None.
    """

    id: str
    document: str
    start: int
    end: int
    sentence: str
    passage: PassageKind
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    actor_names: tuple[str, ...]
    recipient_names: tuple[str, ...]
    reciprocal: bool
    domestic: bool
    type: str
    mode: str | None
    about: str | None
    contexts: tuple[str, ...]
    status: Status
    historical: bool
    date_start: str | None
    date_end: str | None
    date_precision: str | None
    place: Place | None
    quantities: tuple[Quantity, ...]
    speaker: str | None
    intensity: float
    confidence: float
    reasons: tuple[str, ...]
    coder: str
    ruling: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A happening: what its mentions share. Fields are those of DESIGN section 5, and four more.

    `id` is that of its smallest mention; `former_ids` are ids under which (parts of) it were known before. `about` is
    the act beneath, `historical` as in a mention; `sources` counts the independent texts among `documents` (ids):
    copies of one text count once. `basis` names for type, status, parties, date and place the mention they were taken
    from. `confidence` is that of the surest mention.
    """

    id: str
    type: str
    mode: str | None
    about: str | None
    status: Status
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date_start: str | None
    date_end: str | None
    date_precision: str | None
    place: Place | None
    intensity: float
    confidence: float
    historical: bool
    mentions: tuple[str, ...]
    documents: tuple[str, ...]
    outlets: tuple[str, ...]
    sources: int
    first_reported: str | None
    former_ids: tuple[str, ...]
    basis: dict[str, str]


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence claims of one fact.

    `fact` is toll, sum, number, means or reason; `key` what is counted or in what unit; `value` the words; `low` and
    `high` the numbers they allow (None: open); `words` what reasons and means are compared by. `asserted_by` is the
    speaker, None for the paper itself. `brief`: its document is so short that all it claims is of one story.
    """

    fact: str
    key: str
    value: str
    low: float | None
    high: float | None
    words: frozenset[str]
    asserted_by: str | None
    start: int
    end: int
    sentence: str
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What one sentence says of one undertaking.

    `id` is made from the document, the sentence and the place of the words; `reported` is the publication date; `date`
    the day told for the act of the step, `due` the day for which it is planned. `name` are the words as written,
    `words` the stems that tell it from others, `project` its name in the table of projects. `by`, `to` and `parties`
    are codes as in mentions, `sides` the lineages of all. `retold`: the sentence looks back. `at` is where the words
    stand in the sentence, `around` are the telling stems of the sentence, `topic` those of the document,
    `company` the lineages of the states that it names most.
    """

    id: str
    document: str
    outlet: str | None
    reported: str | None
    start: int
    end: int
    sentence: str
    kind: str
    family: str
    name: str
    project: str | None
    words: frozenset[str]
    by: tuple[str, ...]
    to: tuple[str, ...]
    parties: tuple[str, ...]
    sides: frozenset[str]
    persons: frozenset[str]
    state: str
    date: str | None
    due: str | None
    asserted_by: str | None
    retold: bool
    mention: str | None
    confidence: float
    at: tuple[int, int] = (0, 0)
    around: frozenset[str] = frozenset()
    topic: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class UndertakingStep:
    """One report on an undertaking: what state it leaves it in, who says so (speaker, else the paper), and where.

    `reported` is the day of publication, `date` the day of the step itself where told; `id` that of the step, `mention`
    that of the row that tells it, where there is one.
    """

    id: str
    reported: str | None
    date: str | None
    state: str
    asserted_by: str | None
    document: str
    start: int
    end: int
    sentence: str
    mention: str | None


@dataclass(frozen=True, slots=True)
class Undertaking:
    """Something promised, planned, proposed or signed, with the dated steps of its life (DESIGN section 5).

    `state` is that of the latest step; `ordered` is False where publication days are missing and the order of the
    steps is not known. `overdue` is None where no day is due or none was asked about. `related` are ids of undertakings
    named with it.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    parties: tuple[str, ...]
    subject: str
    due: str | None
    state: str
    overdue: bool | None
    ordered: bool
    steps: tuple[UndertakingStep, ...]
    related: tuple[str, ...]
    former_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """What one source says of a fact: the words for it, who says so (speaker, else the paper), when, and where."""

    value: str
    asserted_by: str | None
    as_of: str | None
    document: str
    start: int
    end: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A fact on which accounts of one event or undertaking (`about`, its id) differ.

    `fact` is toll, sum, number, date, place, means, who, whether, reason or fate (two words for one decision); there is
    one account for each value, the earliest that gives it.
    """

    id: str
    about: str
    fact: str
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with all that was found in it: what a worker hands to the store."""

    document: Document
    sentences: tuple[Sentence, ...]
    spans: tuple[ActorSpan, ...]
    times: tuple[TimeExpression, ...]
    mentions: tuple[Mention, ...]
    steps: tuple[Step, ...] = ()
