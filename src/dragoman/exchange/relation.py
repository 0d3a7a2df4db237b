"""How two states stand, in words and counts: numbers of events, undertakings and disagreements in, sentences out.

Counts of what the documents at hand tell, no judgement: what nobody reported is not in them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dragoman.codebook import event_types
from dragoman.exchange.phrases import joined
from dragoman.ledger import Tally
from dragoman.records import Event, Status

__all__ = ["relation_words", "tallied"]

_DONE = (Status.OCCURRED, Status.ONGOING)
_FATES = (
    ("done or said", _DONE),
    ("planned or proposed", (Status.PLANNED, Status.PROPOSED, Status.HYPOTHETICAL)),
    ("postponed", (Status.POSTPONED,)),
    ("cancelled or refused", (Status.CANCELLED, Status.REFUSED)),
    ("denied", (Status.DENIED,)),
)
_OPEN = ("proposed", "promised", "planned", "signed", "under way")
_FRIENDLY, _VERBAL = 3, 1  # quads up to 2 are cooperation; 1 and 3 are verbal


def relation_words(tallies: Sequence[Tally], states: Counter[str], differing: int) -> list[str]:
    """Sentences on the events of a pair, on its undertakings by `states`, and on the facts on which accounts differ."""
    now = [tally for tally in tallies if not tally.historical]
    return [
        *_event_words(now, sum(tally.events for tally in tallies if tally.historical)),
        *_undertaking_words(states),
        *([f"On {_some(differing, 'fact')} accounts differ."] if differing else []),
    ]


def tallied(events: Iterable[Event]) -> list[Tally]:
    """The tallies of events that are at hand."""
    groups: dict[tuple[str, str, bool, str | None], list[float]] = {}
    for event in events:
        day = event.date_start or event.date_end
        key = (event.type, str(event.status), event.historical, day[:4] if day else None)
        groups.setdefault(key, []).append(event.intensity)
    return [Tally(*key, len(found), sum(found) / len(found)) for key, found in groups.items()]


def _event_words(tallies: Sequence[Tally], history: int) -> list[str]:
    total = sum(tally.events for tally in tallies)
    past = f"{_some(history, 'act')} of history {'is' if history == 1 else 'are'} told beside." if history else ""
    if not total:
        return [past] if past else []
    years = sorted({tally.year for tally in tallies if tally.year})
    when = f", dated {years[0]}" + (f" to {years[-1]}" if len(years) > 1 else "") if years else ""
    fates = [(words, sum(t.events for t in tallies if t.status in those)) for words, those in _FATES]
    told = joined([f"{count} {words}" for words, count in fates if count])
    quads: Counter[int] = Counter()
    for tally in tallies:
        quads[_quad(tally)] += tally.events
    kind = joined(
        [
            f"{quads[number]} {name}"
            for number, name in enumerate(
                ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict"), 1
            )
            if quads[number]
        ]
    )
    mean = sum(tally.intensity * tally.events for tally in tallies) / total
    tone = f"{_some(total, 'event')} of the present{when}: {told}. By kind: {kind}; mean intensity {mean:+.1f} of ±10."
    return [tone, past] if past else [tone]


def _undertaking_words(states: Counter[str]) -> list[str]:
    total = states.total()
    if not total:
        return []
    parts = [
        (sum(states[state] for state in _OPEN), "open"),
        (states["done"], "done"),
        (states["postponed"], "postponed"),
        (states["cancelled"] + states["refused"], "cancelled or refused"),
        (states["unknown"], "of a fate not known"),
    ]
    told = joined([f"{count} {words}" for count, words in parts if count])
    return [f"Of {_some(total, 'undertaking')} by the latest reports: {told}."]


def _quad(tally: Tally) -> int:
    """PLOVER's quad of a type; of a user's own the verbal one of its sign."""
    page = event_types().get(tally.type)
    return page.quad if page else (_VERBAL if tally.intensity >= 0 else _FRIENDLY)


def _some(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
