"""What the ledger holds of two states in, a brief in Markdown out: every claim is numbered and quotes its sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.codebook.lineage import lineage
from dragoman.exchange.brief_happenings import Happenings, gather_happenings, happening_lines
from dragoman.exchange.homes import Homes
from dragoman.exchange.markdown import inert
from dragoman.exchange.phrases import joined, party_name, told
from dragoman.exchange.relation import relation_words, tallied
from dragoman.exchange.when import UNDATED, long_date
from dragoman.ledger import DocumentRow, Filter, Ledger
from dragoman.records import Mention, Status
from dragoman.version import __version__

__all__ = ["Brief", "Claim", "gather", "write_brief"]

_CONFIDENCE = (
    "Confidence is the coder's own estimate, from 0 to 1, that parties, type and status of a row are all right: "
    "about seven of ten rows at .70 should stand, and about half of those at .45. "
    "Nobody has checked these rows; read the sentence before you quote one."
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A row of the brief with its document and the other states that its sentence names."""

    mention: Mention
    document: DocumentRow
    thirds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a brief says: the pair, what was asked, the claims in the order of their dates, and what they tell."""

    pair: tuple[str, str]
    asked: Filter
    claims: tuple[Claim, ...]
    happenings: Happenings

    def numbers(self) -> dict[str, int]:
        """The numbers of its rows, by their ids, in the order in which they stand."""
        return {c.mention.id: n for n, c in enumerate((c for _, part in _sections(self.claims) for c in part), 1)}


def gather(ledger: Ledger, one: str, other: str, asked: Filter | None = None) -> Brief:
    """What the ledger holds of two states; `asked` may narrow it. Raises FilterError for an unknown code."""
    asked = replace(asked or Filter(), pair=(one, other))
    named: dict[str, dict[tuple[int, int], tuple[str, ...]]] = {}
    with ledger.snapshot():
        homes = Homes(ledger)
        found = [(mention, homes.of(mention)) for mention in ledger.mentions(asked)]
        for _, document in found:
            if document.id not in named:
                named[document.id] = _named_in(ledger, document.id, {lineage(one), lineage(other)})
        happenings = gather_happenings(ledger, asked, frozenset(mention.id for mention, _ in found))
    claims = (
        Claim(mention, document, named[document.id].get((mention.start, mention.end), ()))
        for mention, document in found
    )
    return Brief((one, other), asked, tuple(claims), happenings)


def _named_in(ledger: Ledger, document: str, pair: set[str]) -> dict[tuple[int, int], tuple[str, ...]]:
    """For each sentence the parties that it names beside the pair."""
    reading = ledger.reading(document)
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for sentence in reading.sentences:
        spans = (span for span in reading.spans if sentence.start <= span.start and span.end <= sentence.end)
        codes = {lineage(actor.code) for span in spans for actor in span.actors} - pair
        found[sentence.start, sentence.end] = tuple(sorted(codes))
    return found


def write_brief(brief: Brief, program: str = "dragoman", options: str = "", linked: bool = False) -> str:
    """The brief as Markdown (CommonMark); text from documents is escaped, so that nothing in it is active.

    `linked`: numbers of rows lead to `#row-1` and so on, which whoever shows the text puts at their items. `program`
    and `options` (such as ` --ledger x.db`) are what the commands at its end begin and close with.
    """
    one, other = (inert(party_name(code)) for code in brief.pair)
    lines = [f"# {one} and {other}", ""]
    if not brief.claims:
        lines += [f"The ledger holds no row for {one} and {other}{_narrowed(brief.asked)}.", ""]
        return "\n".join([*lines, *happening_lines(brief.happenings, {})])
    numbers = brief.numbers()
    rows = {claim.mention.id: (numbers[claim.mention.id], claim.mention) for claim in brief.claims}
    lines += [*_basis(brief), "", *_standing(brief.happenings), *happening_lines(brief.happenings, rows, linked)]
    for title, claims in _sections(brief.claims):
        lines += [f"## {title}", ""]
        for claim in claims:
            lines += [*_claim_lines(numbers[claim.mention.id], claim), ""]
    lines += [*_third_lines(brief), *_source_lines(brief, program, options)]
    return "\n".join(lines) + "\n"


def _standing(found: Happenings) -> Iterator[str]:
    """How the two stand, in counts."""
    states = Counter(one.state for one in found.undertakings)
    words = relation_words(tallied(found.events), states, len(found.disagreements))
    if words:
        yield "## How they stand"
        yield ""
        yield " ".join(words)
        yield ""


def _basis(brief: Brief) -> Iterator[str]:
    """What the brief rests on."""
    claims = brief.claims
    published = sorted(d.published.value for d in _documents(claims) if d.published and d.published.value)
    undated = len(_documents(claims)) - len(published)
    days = [day for c in claims for day in (c.mention.date_start, c.mention.date_end) if day]
    statuses = Counter(claim.mention.status for claim in claims)
    yield "## What this rests on"
    yield ""
    period = f", published from {published[0]} to {published[-1]}" if published else ""
    unknown = f"{', ' if published else '; '}{undated} without a known date" if undated else ""
    yield f"- Documents: {len(_documents(claims))}{period}{unknown}."
    acts = f", on acts from {min(days)} to {max(days)}" if days else ""
    told_as = joined([f"{statuses[status]} {status}" for status in Status if statuses[status]])
    yield f"- Rows (one sentence's report of one act): {len(claims)}{acts}; told as {told_as}.{_narrowed(brief.asked)}"
    coders = joined(sorted({inert(claim.mention.coder) for claim in claims}))
    yield f"- Coded by machine: coder {coders}, brief by dragoman {__version__}. {_CONFIDENCE}"
    if not brief.asked.passages:
        yield "- Headlines, bylines, bodies and captions speak for an article; comments and teasers are left out."
    former = sorted({code for c in claims for code in (*c.mention.actors, *c.mention.recipients)} - set(brief.pair))
    former = [code for code in former if lineage(code) in {lineage(code) for code in brief.pair}]
    if former:
        names = joined([f"{inert(party_name(code))} ({code})" for code in former])
        yield f"- Rows of {names} are counted with the state that continues it."


def _narrowed(asked: Filter) -> str:
    """What was asked for beside the pair."""
    parts = [
        f"since {asked.since}" if asked.since else "",
        f"until {asked.until}" if asked.until else "",
        f"confidence at least {asked.min_confidence:g}" if asked.min_confidence else "",
        "codes taken literally" if asked.strict_polity else "",
    ]
    shown = joined([part for part in parts if part])
    return f" (asked for: {shown})" if shown else ""


def _sections(claims: Sequence[Claim]) -> Iterator[tuple[str, list[Claim]]]:
    """History first, then what is dated, then what is not; sections without claims are left out."""
    history = [claim for claim in claims if claim.mention.historical]
    now = [claim for claim in claims if not claim.mention.historical]
    dated = [claim for claim in now if _is_dated(claim)]
    undated = [claim for claim in now if not _is_dated(claim)]
    for title, part in (
        ("History: acts that ended more than a year before the document", history),
        ("Chronology", dated),
        ("Without a date: the text does not say when", undated),
    ):
        if part:
            yield title, part


def _is_dated(claim: Claim) -> bool:
    return claim.mention.date_start is not None or claim.mention.date_end is not None


def _claim_lines(number: int, claim: Claim) -> Iterator[str]:
    mention, document = claim.mention, claim.document
    mark = f"{number}. "
    indent = " " * len(mark)
    date = long_date(mention)
    when = f"**{date[:1].upper()}{date[1:]}.**" if date != UNDATED else "*No date.*"
    status = "" if mention.status is Status.OCCURRED else f" **[{mention.status}]**"
    told_by = f" According to {inert(mention.speaker)}." if mention.speaker else ""
    yield f"{mark}{when} {inert(told(mention))}.{status}{told_by}"
    yield ""
    yield f"{indent}> “{inert(mention.sentence)}”"
    yield ""
    where = "" if mention.passage == "body" else f", in a {mention.passage}"
    yield (
        f"{indent}{_source(document)}{where}; row `{mention.id}`, {mention.type}"
        f"{f'/{mention.mode}' if mention.mode else ''}, confidence {mention.confidence:.2f}"
    )


def _source(document: DocumentRow) -> str:
    outlet = f"{inert(document.outlet)}, " if document.outlet else ""
    published = document.published.value if document.published else None
    return f"{outlet}{inert(document.name)}, {published or 'publication date unknown'}"


def _third_lines(brief: Brief) -> Iterator[str]:
    sentences = {(claim.document.id, claim.mention.start, claim.mention.end): claim.thirds for claim in brief.claims}
    counts = Counter(code for codes in sentences.values() for code in codes)
    if not counts:
        return
    yield "## Who else is in the picture"
    yield ""
    where = f"{len(sentences)} sentences" if len(sentences) > 1 else "sentence"
    yield f"Named in the {where} above, beside the two:"
    yield ""
    for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"- {inert(party_name(code))} ({inert(code)}): {count} sentence{'s' if count > 1 else ''}"
    yield ""


def _source_lines(brief: Brief, program: str, options: str) -> Iterator[str]:
    yield "## Sources"
    yield ""
    for document in sorted(_documents(brief.claims), key=lambda d: (_day(d), d.name, d.id)):
        title = f"“{inert(document.title)}”, " if document.title else ""
        author = f"{inert(document.author)}, " if document.author else ""
        evidence = f" ({inert(document.published.evidence)})" if document.published else ""
        yield f"- {title}{author}{_source(document)}{evidence}; document `{document.id}`"
    yield ""
    first = brief.claims[0].mention.id
    yield f"`{program} show {first}{options}` shows the sentence of a row in its context and why it was coded so;"
    yield f"`{program} mentions --pair {' '.join(brief.pair)}{options}` lists the rows."


def _documents(claims: Sequence[Claim]) -> list[DocumentRow]:
    return list({claim.document.id: claim.document for claim in claims}.values())


def _day(document: DocumentRow) -> str:
    return (document.published.value if document.published else None) or "9999"
