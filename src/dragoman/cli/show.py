"""`dragoman show`: the id of whatever has one in, everything that the ledger knows about it out."""

from __future__ import annotations

import re

import click
import msgspec

from dragoman.cli.options import format_option, ledger_option
from dragoman.cli.output import chosen, write_rows
from dragoman.errors import FilterError
from dragoman.exchange.rows import mention_row, plain_row
from dragoman.exchange.tables import Row
from dragoman.ledger import Ledger, Shown, ShownHappening
from dragoman.records import Event, Sentence

__all__ = ["command"]

_SENTENCE_ID = re.compile(r"(d[0-9a-f]+):(\d{1,9})", re.ASCII)
_CONTEXT = 2  # sentences shown on either side


@click.command("show")
@click.argument("id")
@format_option
@ledger_option
def command(ledger: str, id: str, format: str | None) -> None:
    """Show one row, document, event or undertaking in its context, with every reason.

    ID is that of a row or event (m...), an undertaking or a step of one (u...), a disagreement (x...) or a document
    (d...), or its first characters, or a document's id and a place in its text (d...:120), as search prints it: the
    sentence there. A row comes with its event. A former id leads to what holds it now.

    Example: dragoman show m3f1c0a9
    """
    with Ledger(ledger, readonly=True) as store:
        place = _SENTENCE_ID.fullmatch(id)
        with store.snapshot():
            shown = _sentence_at(store, *place.groups()) if place else store.show(id)
    if chosen(format) != "table":
        row = _row(shown) if isinstance(shown, Shown) else _happening_row(shown)
        write_rows([row], chosen(format), row)
        return
    from dragoman.cli.showing import print_happening, print_shown

    if isinstance(shown, Shown):
        print_shown(shown)
    else:
        print_happening(shown)


def _sentence_at(store: Ledger, document: str, place: str) -> Shown:
    """The sentence at a place of a document, with what stands in it."""
    reading = store.reading(store.resolve_id(document))
    at = next((n for n, s in enumerate(reading.sentences) if s.start <= int(place) < s.end), None)
    if at is None:
        starts = [sentence.start for sentence in reading.sentences]
        near = min(starts, key=lambda start: abs(start - int(place)), default=None)
        hint = "it has no sentences" if near is None else f"the nearest begins at {near}"
        raise FilterError(f"no sentence of {reading.document.name} holds character {place}; {hint}")
    sentence = reading.sentences[at]
    around = reading.sentences[max(0, at - _CONTEXT) : at + _CONTEXT + 1]
    beside = [other for other in around if other.passage == sentence.passage]
    return Shown(
        id=f"{reading.document.id}:{sentence.start}",
        document=reading.document,
        mention=None,
        sentence=sentence,
        before=tuple(other for other in beside if other.start < sentence.start),
        after=tuple(other for other in beside if other.start > sentence.start),
        spans=tuple(span for span in reading.spans if _holds(sentence, span.start, span.end)),
        times=tuple(time for time in reading.times if _holds(sentence, time.start, time.end)),
        mentions=tuple(m for m in reading.mentions if (m.start, m.end) == (sentence.start, sentence.end)),
    )


def _holds(sentence: Sentence, start: int, end: int) -> bool:
    return sentence.start <= start and end <= sentence.end


def _row(shown: Shown) -> Row:
    """All of it as plain values; the text itself only where a whole document is shown."""
    document: Row = msgspec.to_builtins(shown.document)
    if shown.sentence is not None:
        del document["text"], document["passages"]
    return {
        "id": shown.id,
        "mention": mention_row(shown.mention) if shown.mention else None,
        "sentence": msgspec.to_builtins(shown.sentence),
        "before": msgspec.to_builtins(shown.before),
        "after": msgspec.to_builtins(shown.after),
        "spans": msgspec.to_builtins(shown.spans),
        "times": msgspec.to_builtins(shown.times),
        "mentions": [mention_row(mention) for mention in shown.mentions],
        "document": document,
        "event": plain_row(shown.event.happening) if shown.event else None,
        "disagreements": [plain_row(one) for one in shown.event.disagreements] if shown.event else [],
    }


def _happening_row(shown: ShownHappening) -> Row:
    """An event or undertaking with its rows and disagreements; `id` is what was asked for."""
    is_event = isinstance(shown.happening, Event)
    return {
        "id": shown.id,
        "event": plain_row(shown.happening) if is_event else None,
        "undertaking": None if is_event else plain_row(shown.happening),
        "mentions": [mention_row(mention) for mention in shown.mentions],
        "disagreements": [plain_row(one) for one in shown.disagreements],
    }
