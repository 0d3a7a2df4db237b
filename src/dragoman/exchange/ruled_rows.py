"""Rulings as data: a ledger in, rows for training, for evaluation and for the agreement of two readers out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from string import ascii_uppercase

from dragoman.exchange.tables import Row
from dragoman.ledger import Filter, Ledger, Ruling, Shown
from dragoman.records import ActorSpan, Mention, PassageKind

__all__ = ["Agreement", "agreements", "gold_rows", "kappa", "ruled_rows", "training_rows"]

_ON_ROWS = frozenset({"accept", "reject", "recode"})


def ruled_rows(ledger: Ledger) -> Iterator[Row]:
    """Every row on which a ruling stands, as it was ruled, the rejected ones among them, with who decided, and when."""
    standing = {ruling.one: ruling for ruling in ledger.rulings(standing=True) if ruling.verdict in _ON_ROWS}
    for mention in ledger.mentions(Filter(passages=("all",), rulings=("accepted", "rejected", "recoded"))):
        ruling = standing[mention.id]
        yield {
            "id": mention.id,
            "document": mention.document,
            "start": mention.start,
            "end": mention.end,
            "sentence": mention.sentence,
            "actors": list(mention.actors),
            "recipients": list(mention.recipients),
            "type": mention.type,
            "mode": mention.mode,
            "about": mention.about,
            "status": str(mention.status),
            "date_start": mention.date_start,
            "date_end": mention.date_end,
            "ruling": mention.ruling,
            "who": ruling.who,
            "at": ruling.at,
            "note": ruling.note,
        }


def _settled(ledger: Ledger) -> Iterator[tuple[str, str, list[Mention]]]:
    """Sentences of which every row was ruled on: name of the document, the sentence, and its rows that count."""
    found: dict[tuple[str, int, str], list[Mention]] = defaultdict(list)
    for mention in ledger.mentions(Filter(passages=("all",), rulings=("all",))):
        found[mention.document, mention.start, mention.sentence].append(mention)
    for rows in found.values():
        if all(row.ruling for row in rows):
            yield rows[0].document, rows[0].sentence, [row for row in rows if row.ruling != "rejected"]


def gold_rows(ledger: Ledger) -> Iterator[Row]:
    """Sentences of which every row was ruled on, as gold for `dragoman evaluate`."""
    published = {document.name: document.published for document in ledger.documents()}
    for document, sentence, rows in _settled(ledger):
        dating = published.get(document)
        yield {
            "text": sentence,
            "published": dating.value if dating else None,
            "events": [
                {
                    "start": 0,
                    "end": len(sentence),
                    "actors": list(row.actors),
                    "recipients": list(row.recipients),
                    "type": row.type,
                    "status": str(row.status),
                }
                for row in rows
            ],
        }


def training_rows(ledger: Ledger) -> Iterator[Row]:
    """The same sentences in the format of the training corpus (docs/training-corpus.md): parties marked, acts in words.

    Left out is a sentence with a ruled party that none of its words names.
    """
    for _, sentence, rows in _settled(ledger):
        shown = ledger.show(rows[0].id) if rows else None
        marked = _marked(sentence, rows, shown.spans) if isinstance(shown, Shown) else None
        if marked is not None:
            text, letters = marked
            acts = [act for row in rows for act in _acts(row, letters)]
            kind = "headline" if rows[0].passage is PassageKind.HEADLINE else "ruled"
            yield {"id": rows[0].id, "voice": kind, "text": text, "acts": acts, "contexts": [], "like": None}


def _marked(sentence: str, rows: Sequence[Mention], spans: Sequence[ActorSpan]) -> tuple[str, dict[str, str]] | None:
    """The sentence with its parties marked by letters, and the letter of each code; None where one has no words."""
    codes = list(dict.fromkeys(actor.code for span in spans for actor in span.actors))
    letters = dict(zip(codes, ascii_uppercase, strict=False))
    if not {code for row in rows for code in (*row.actors, *row.recipients)} <= letters.keys():
        return None
    start = rows[0].start
    parts, at = [], 0
    for span in sorted(spans, key=lambda s: s.start):
        first, last = span.start - start, span.end - start
        named = "+".join(dict.fromkeys(letters[a.code] for a in span.actors if a.code in letters))
        if named and first >= at:
            parts += [sentence[at:first], f"{{{named}:{sentence[first:last]}}}"]
            at = last
    return "".join([*parts, sentence[at:]]), letters


def _acts(row: Mention, letters: Mapping[str, str]) -> Iterator[str]:
    act = f"{row.type}/{row.mode}" if row.mode else row.type
    tail = " ".join(filter(None, (act, f"~{row.about}" if row.about else "", str(row.status), "H" * row.historical)))
    actors, recipients = [[letters[code] for code in side] for side in (row.actors, row.recipients)]
    if row.reciprocal:
        yield from (f"{one}={other} {tail}" for one, other in combinations(actors, 2))
    else:
        yield from (f"{one}>{other} {tail}" for one in actors for other in recipients or ["-"])


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two readers agree on the rows on which both ruled.

    `rows` is how many; `same` the share on which both accepted or both did not, `kappa` that beyond chance (Cohen
    1960), None where both give one answer throughout.
    """

    one: str
    other: str
    rows: int
    same: float
    kappa: float | None


def agreements(rulings: Sequence[Ruling]) -> Iterator[Agreement]:
    """Every two readers who ruled on the same rows; of each the latest ruling on a row that was not taken back."""
    undone = {ruling.undoes for ruling in rulings}
    latest: dict[str, dict[str, str]] = defaultdict(dict)
    for ruling in rulings:
        if ruling.verdict in _ON_ROWS and ruling.number not in undone:
            latest[ruling.who or "unknown"][ruling.one] = "right" if ruling.verdict == "accept" else "wrong"
    for one, other in combinations(sorted(latest), 2):
        both = sorted(latest[one].keys() & latest[other].keys())
        if both:
            pairs = [(latest[one][key], latest[other][key]) for key in both]
            same = sum(a == b for a, b in pairs) / len(pairs)
            yield Agreement(one, other, len(pairs), same, kappa(pairs))


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of pairs of answers; None where both give one and the same answer throughout."""
    size = len(pairs)
    seen = sum(a == b for a, b in pairs) / size
    answers = {answer for pair in pairs for answer in pair}
    by_chance = sum(
        (sum(a == answer for a, _ in pairs) / size) * (sum(b == answer for _, b in pairs) / size) for answer in answers
    )
    return None if by_chance == 1 else (seen - by_chance) / (1 - by_chance)
