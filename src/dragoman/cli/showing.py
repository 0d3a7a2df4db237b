"""A row, sentence, document or happening with its context in, the page of text that a terminal shows out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.cli.happening_tables import happening_line
from dragoman.cli.tables import act, console, parties, print_mentions, row_line, short_id, status
from dragoman.exchange.markdown import plain
from dragoman.exchange.phrases import told
from dragoman.exchange.when import long_date
from dragoman.ledger import Shown, ShownHappening
from dragoman.records import Disagreement, Document, Event, Mention, Sentence, Undertaking

__all__ = ["marked", "print_happening", "print_shown"]


def print_shown(shown: Shown) -> None:
    """Print it: the row, its sentence amid its neighbours, every reason, and the document with its date."""
    out = console()
    if shown.sentence is None:
        _print_document(out, shown.document)
        _print_title(out, f"Sentences and rows: {len(shown.after):,} and {len(shown.mentions):,}")
        print_mentions(shown.mentions)
        return
    if shown.mention is not None:
        _print_mention(out, shown.mention)
    _print_title(
        out, f"In its context ({shown.sentence.kind}, characters {shown.sentence.start} to {shown.sentence.end})"
    )
    for sentence in shown.before:
        _print(out, Text(plain(sentence.text), "dim"))
    _print(out, marked(shown.sentence, shown))
    for sentence in shown.after:
        _print(out, Text(plain(sentence.text), "dim"))
    _print_words(out, shown)
    if shown.event is not None:
        _print_event(out, shown.event, shown.mention)
    others = [mention for mention in shown.mentions if mention != shown.mention]
    if others:
        _print_title(out, "Other rows of this sentence" if shown.mention else "Rows of this sentence")
        for other in others:
            _print(out, row_line(other))
    _print_document(out, shown.document)


def print_happening(shown: ShownHappening) -> None:
    """Print an event or undertaking: its facts, every row or step with its sentence, and where accounts differ."""
    out, one = console(), shown.happening
    asked = [] if shown.id == one.id else [Text(f"{shown.id} leads to {one.id}", "dim")]
    for line in (*asked, happening_line(one)):
        out.print(line)
    if isinstance(one, Event):
        _print_facts(out, _event_facts(one))
        _print_rows(out, "The rows that tell it", shown.mentions)
    else:
        _print_facts(out, _undertaking_facts(one))
        _print_title(out, "What was reported of it")
        for step in one.steps:
            where = ", ".join(filter(None, (step.asserted_by, step.document)))
            head = (step.reported or "no date", step.state, plain(where))
            _print(out, Text("  ").join([*map(Text, head), Text(short_id(step.id), "dim")]))
            _print(out, Text(f"    {plain(step.sentence)}", "dim"))
    _print_differing(out, shown.disagreements)


def _event_facts(event: Event) -> dict[str, str]:
    place = event.place and ", ".join(filter(None, (event.place.name, event.place.country)))
    return {
        "id": event.id,
        "date": long_date(event),
        "place": place or "",
        "sources": f"{event.sources} independent, in {'; '.join(event.documents)}",
        "outlets": "; ".join(event.outlets),
        "first reported": event.first_reported or "",
        "confidence": f"{event.confidence:.2f} (of the surest row)",
        "taken from": ", ".join(f"{fact} {short_id(mention)}" for fact, mention in event.basis.items()),
        "former ids": ", ".join(event.former_ids),
    }


def _undertaking_facts(one: Undertaking) -> dict[str, str]:
    return {
        "id": one.id,
        "by": ", ".join(one.by),
        "to": ", ".join(one.to),
        "due": one.due or "",
        "also called": "; ".join(one.aliases),
        "named with": ", ".join(one.related),
        "former ids": ", ".join(one.former_ids),
    }


def _print_event(out: Console, shown: ShownHappening, mention: Mention | None) -> None:
    """The event that a row belongs to, beside the row."""
    _print_title(out, "The event that it tells")
    _print(out, happening_line(shown.happening))
    others = [other for other in shown.mentions if other != mention]
    if others:
        _print_rows(out, "Other rows of this event", others)
    _print_differing(out, shown.disagreements)


def _print_rows(out: Console, title: str, rows: Sequence[Mention]) -> None:
    _print_title(out, title)
    for row in rows:
        _print(out, row_line(row))
        _print(out, Text(f"    {plain(row.document)}: {plain(row.sentence)}", "dim"))


def _print_differing(out: Console, disagreements: Sequence[Disagreement]) -> None:
    if disagreements:
        _print_title(out, "Where accounts differ")
    for one in disagreements:
        _print(out, Text("  ").join([Text(one.fact, "bold"), Text(short_id(one.id), "dim")]))
        for account in one.accounts:
            by = account.asserted_by or "no speaker named"
            line = f"{account.value}: {by}, {account.document}, {account.as_of or 'no date'}"
            _print(out, Text(f"  {plain(line)}"))
            _print(out, Text(f"    {plain(account.sentence)}", "dim"))


def marked(sentence: Sentence, shown: Shown) -> Text:
    """The sentence with actors as `[words = CODE]` and times as `{words = value}`, the longest where they overlap."""
    marks = [(span.start, span.end, "[]", "+".join(a.code for a in span.actors), "bold") for span in shown.spans]
    marks += [(time.start, time.end, "{}", time.value, "cyan") for time in shown.times]
    text, at = Text(), sentence.start
    for start, end, brackets, value, style in _apart(marks):
        text.append(_words(sentence, at, start))
        text.append(f"{brackets[0]}{_words(sentence, start, end)} = {plain(value)}{brackets[1]}", style=style)
        at = end
    return text.append(_words(sentence, at, sentence.end))


def _apart(marks: Sequence[tuple[int, int, str, str, str]]) -> Iterator[tuple[int, int, str, str, str]]:
    taken: list[tuple[int, int, str, str, str]] = []
    for mark in sorted(marks, key=lambda mark: (mark[0] - mark[1], mark[0])):
        if all(mark[1] <= other[0] or other[1] <= mark[0] for other in taken):
            taken.append(mark)
    yield from sorted(taken)


def _words(sentence: Sentence, start: int, end: int) -> str:
    """Part of a sentence on one line, the blanks at its ends kept as one."""
    part = sentence.text[start - sentence.start : end - sentence.start]
    before, after = (" " if edge.isspace() else "" for edge in (part[:1], part[-1:]))
    flat = plain(part)
    return f"{before}{flat}{after}" if flat else before


def _print_mention(out: Console, mention: Mention) -> None:
    out.print(Text("  ").join([Text(mention.id), Text(parties(mention)), Text(act(mention)), status(mention)]))
    _print(out, Text(f"{plain(told(mention))}.", "bold"))
    place = mention.place and ", ".join(filter(None, (mention.place.name, mention.place.country)))
    facts = {
        "date": long_date(mention),
        "place": place or "",
        "speaker": mention.speaker or "",
        "contexts": ", ".join(mention.contexts),
        "quantities": "; ".join(
            " ".join(filter(None, (f"{q.value:g}" if q.value is not None else f"{q.low} to {q.high}", q.unit, q.of)))
            for q in mention.quantities
        ),
        "intensity": f"{mention.intensity:g} (-10 to 10)",
        "confidence": f"{mention.confidence:.2f} (0 to 1, the coder's own estimate)",
        "coder": mention.coder,
    }
    _print_facts(out, facts)
    _print_title(out, "Why it was coded so")
    for reason in mention.reasons:
        _print(out, Text(f"- {plain(reason)}"))


def _print_words(out: Console, shown: Shown) -> None:
    """Every span with the reason for its actor, every time with its days."""
    if shown.spans or shown.times:
        _print_title(out, "Names and times in it")
    for span in shown.spans:
        for actor in span.actors:
            _print(out, Text(f"- {plain(span.text)}: {actor.code}, {plain(actor.reason)}"))
    for time in shown.times:
        days = " to ".join(day or "?" for day in time.interval) if time.interval else "no fixed days"
        _print(out, Text(f"- {plain(time.text)}: {time.value}, {days}"))


def _print_document(out: Console, document: Document) -> None:
    _print_title(out, "Document")
    dating = document.published
    kinds = Counter(str(passage.kind) for passage in document.passages)
    facts = {
        "name": document.name,
        "id": document.id,
        "title": document.title or "",
        "author": document.author or "",
        "outlet": document.outlet or "",
        "source": document.source or "",
        "published": (dating and dating.value) or "unknown",
        "how known": f"{dating.evidence} (confidence {dating.confidence:.2f})" if dating else "",
        "encoding": ", ".join((document.encoding, *document.flags)),
        "passages": ", ".join(f"{number} {kind}" for kind, number in kinds.items()),
    }
    _print_facts(out, facts)


def _print_facts(out: Console, facts: dict[str, str]) -> None:
    table = Table.grid(padding=(0, 2, 0, 0))
    for name, value in facts.items():
        if value:
            table.add_row(Text(name, "dim"), Text(plain(value)))
    out.print(Padding(table, (0, 0, 0, 2)))


def _print_title(out: Console, title: str) -> None:
    out.print()
    out.print(Text(title, "underline"))


def _print(out: Console, text: Text) -> None:
    out.print(Padding(text, (0, 0, 0, 2)))
