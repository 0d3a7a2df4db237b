"""Figures of happenings on own sets that a hand wrote who saw no code: groups, histories, accounts.

    python benchmarks/happening_scores.py [--half open|closed] [--errors groups|histories|accounts] [--from FOLDER]

Groups: every document of a half is read into one pool. "given" takes parties, type and status of the marked mentions
from the set, and everything else (dates, words, places, quantities) from our own reading; "read" takes our own rows:
a marked mention then is where our row of its sentence is whose parties and type fit best, else by itself.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from grouping import b_cubed, pairwise

import dragoman
from dragoman.codebook.lineage import lineage
from dragoman.dates.choose import event_date
from dragoman.documents import find_sources
from dragoman.happenings import EVENTS, UNDERTAKINGS, Report, merged, report_of, reports_of
from dragoman.happenings.reports import headlines_dated
from dragoman.happenings.sorts import NO_RULINGS, Sort, gathered, links_of, pairs_of
from dragoman.pipeline import read_source, read_text
from dragoman.records import Disagreement, Mention, PassageKind, Reading, Status, Undertaking

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "corpus/own"
MEETINGS = {"visit", "summit"}
RENAMED = {"YIELD": "CONCEDE", "RETREAT": "RETREAT", "INVESTIGATE": "REQUEST"}


def rows_of(path: Path) -> list[dict]:
    """The rows of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read(document: dict, coder: dragoman.Coder) -> Reading:
    """A document of a set as dragoman reads it, with the outlet that the set tells."""
    reading = read_text(document["text"], coder, document["published"])
    return replace(reading, document=replace(reading.document, name=document["doc"], outlet=document["outlet"]))


def group_items(rows: list[dict], coder: dragoman.Coder) -> Iterator[tuple[Reading, list[dict]]]:
    """Each document with its marks; a mark gains the span of its sentence."""
    for row in rows:
        reading = read(row, coder)
        for mark in row["mentions"]:
            mark["start"] = reading.document.text.find(mark["sentence"])
            mark["end"] = mark["start"] + len(mark["sentence"])
        yield reading, row["mentions"]


def given_reports(reading: Reading, marks: list[dict]) -> list[Report]:
    """The marked mentions of a document."""
    return headlines_dated([given_report(reading, mark, number) for number, mark in enumerate(marks)])


def given_report(reading: Reading, mark: dict, number: int) -> Report:
    """A marked mention with the coding of the set and dates, places and quantities of our own reading."""
    mine = best_row(reading, mark)
    times = [
        replace(t, start=t.start - mark["start"], end=t.end - mark["start"])
        for t in reading.times
        if mark["start"] <= t.start and t.end <= mark["end"]
    ]
    if mine is not None and mine.date_start:
        when = (mine.date_start, mine.date_end, mine.date_precision)
    else:
        when = event_date(times, 0, len(mark["sentence"]), mark["sentence"])[:3]
    if None in when[:2]:
        when = (None, None, None)
    same = mine is not None and mine.type == mark["type"]
    mention = Mention(
        id=f"{reading.document.id}-{number}", document=reading.document.name, start=mark["start"], end=mark["end"],
        sentence=mark["sentence"], passage=kind_of(reading, mark), actors=tuple(mark["actors"]),
        recipients=tuple(mark["recipients"]), actor_names=mine.actor_names if mine else (),
        recipient_names=mine.recipient_names if mine else (), reciprocal=not mark["recipients"], domestic=False,
        type=RENAMED.get(mark["type"], mark["type"]), mode=mine.mode if mine and same else None,
        about=mine.about if mine and same else None, contexts=(), status=Status(mark["status"]),
        historical=mine.historical if mine else False, date_start=when[0], date_end=when[1], date_precision=when[2],
        place=mine.place if mine else None, quantities=mine.quantities if mine else (), speaker=None, intensity=0.0,
        confidence=0.5, reasons=mine.reasons if mine and same else (), coder="",
    )  # fmt: skip
    return report_of(mention, reading.document, [(x.start, x.end) for x in (*reading.spans, *reading.times)])


def kind_of(reading: Reading, mark: dict) -> PassageKind:
    """The passage in which a mark stands."""
    found = (p.kind for p in reading.document.passages if p.start <= mark["start"] < p.end)
    return next(found, PassageKind.BODY)


def best_row(reading: Reading, mark: dict) -> Mention | None:
    """Our row of the marked sentence whose parties and type fit best; None where no party fits."""
    here = [m for m in reading.mentions if m.start < mark["end"] and mark["start"] < m.end]

    def fit(mention: Mention) -> tuple[float, int]:
        mine, theirs = (
            {lineage(c) for c in codes}
            for codes in ((*mention.actors, *mention.recipients), (*mark["actors"], *mark["recipients"]))
        )
        return len(mine & theirs) / len(mine | theirs), int(mention.type == RENAMED.get(mark["type"], mark["type"]))

    best = max(here, key=fit, default=None)
    return best if best is not None and fit(best)[0] > 0 else None


def clusters(reports: dict[str, Report]) -> dict[str, str]:
    """Each report's group."""
    links = links_of(EVENTS, reports, pairs_of(EVENTS, reports))
    return {r.id: group[0].id for group in gathered(EVENTS, reports, links, NO_RULINGS) for r in group}


def group_labels(
    rows: list[dict], coder: dragoman.Coder, mode: str
) -> tuple[dict[str, str], dict[str, str], dict[str, Report], dict[str, dict]]:
    """Right and told groups of the marks, with the reports and marks behind them."""
    gold, reports, marks, home = {}, {}, {}, {}
    for reading, found in group_items(rows, coder):
        if mode == "read":
            own = {report.id: report for report in reports_of(reading)}
            reports |= own
        else:
            reports |= {report.id: report for report in given_reports(reading, found)}
        for number, mark in enumerate(found):
            name = f"{reading.document.id}-{number}"
            gold[name], marks[name] = mark["event"], mark
            if mode == "given":
                home[name] = name
            else:
                row = best_row(reading, mark)
                home[name] = row.id if row and row.id in reports else name
    told = clusters(reports)
    return gold, {name: told.get(key, name) for name, key in home.items()}, reports, marks


def baselines(gold: dict[str, str], marks: dict[str, dict], reports: dict[str, Report]) -> dict[str, dict[str, str]]:
    """Merging nothing, and merging what has the same parties, type and month."""
    same = {}
    for name, mark in marks.items():
        report = reports.get(name)
        month = (
            report.date_start[:7] if report and report.date_start else (report.published or "")[:7] if report else ""
        )
        same[name] = f"{sorted({*mark['actors'], *mark['recipients']})} {mark['type']} {month}"
    return {"nothing": {name: name for name in gold}, "parties, type, month": same}


def group_figures(rows: list[dict], coder: dragoman.Coder) -> Iterator[tuple[str, float]]:
    """Pairwise and B-cubed figures of both modes, and those of the baselines."""
    for mode in ("given", "read"):
        gold, told, reports, marks = group_labels(rows, coder, mode)
        precision, recall, _ = pairwise(gold, told)
        yield f"{mode} link P", precision
        yield f"{mode} link R", recall
        yield f"{mode} B3", b_cubed(gold, told)[2]
        if mode == "given":
            for name, labels in baselines(gold, marks, reports).items():
                yield f"B3 of {name}", b_cubed(gold, labels)[2]


def show_groups(rows: list[dict], coder: dragoman.Coder, mode: str) -> None:
    """The stories whose groups are wrong, with what was told."""
    gold, told, reports, marks = group_labels(rows, coder, mode)
    by_event: dict[str, list[str]] = defaultdict(list)
    for name, event in gold.items():
        by_event[event].append(name)
    for event in sorted(by_event):
        groups = {told[n] for n in by_event[event]}
        strangers = [n for n, g in told.items() if g in groups and gold[n] != event]
        if len(groups) > 1 or strangers:
            print(f"== {event}: {len(groups)} groups")
            for name in sorted(by_event[event] + strangers, key=lambda n: told[n]):
                m, r = marks[name], reports.get(name)
                dated = f"{r.date_start}..{r.date_end} written {r.published}" if r else "-"
                where = f"{told[name][-6:]} {'!' + gold[name] if gold[name] != event else ''}"
                sides = f"{'+'.join(m['actors'])}>{'+'.join(m['recipients'])}"
                print(
                    f"   {where} {m['type']} {m['status']} {sides} {dated} (gold {m['date']}) | {m['sentence'][:160]}"
                )


def history_cases(rows: list[dict], coder: dragoman.Coder) -> Iterator[tuple[dict, dict, Undertaking | None]]:
    """Each undertaking of a set with its history and ours that holds most of its steps; all histories in one pool."""
    steps, home = [], {}
    for row in rows:
        for document in row["documents"]:
            reading = read(document, coder)
            home[document["doc"]] = (reading.document.id, reading.document.text)
            steps += reading.steps
    told = merged(UNDERTAKINGS, steps)
    for row in rows:
        for wanted in row["undertakings"]:
            yield row, wanted, _matching(wanted, told, home)


def _matching(wanted: dict, told: list[Undertaking], home: dict[str, tuple[str, str]]) -> Undertaking | None:
    places = []
    for step in wanted["steps"]:
        key, text = home[step["doc"]]
        start = text.find(step["sentence"])
        places.append((key, start, start + len(step["sentence"])))

    def covered(one: Undertaking) -> int:
        return sum(
            any(s.document == key and s.start < end and start < s.end for s in one.steps) for key, start, end in places
        )

    kind = wanted["kind"]
    best = max(told, key=lambda one: (covered(one), one.kind == kind, -len(one.steps), one.id), default=None)
    return best if best is not None and covered(best) else None


def history_figures(rows: list[dict], coder: dragoman.Coder) -> Iterator[tuple[str, float]]:
    """Share of undertakings whose final state is right, and that are found at all."""
    cases = list(history_cases(rows, coder))
    yield "final state", sum(one is not None and one.state == wanted["state"] for _, wanted, one in cases) / len(cases)
    yield "found", sum(one is not None for _, _, one in cases) / len(cases)
    yield "kind", sum(one is not None and one.kind == wanted["kind"] for _, wanted, one in cases) / len(cases)


def show_histories(rows: list[dict], coder: dragoman.Coder) -> None:
    """The undertakings whose final state is wrong, with their steps."""
    for row, wanted, one in history_cases(rows, coder):
        if one is not None and one.state == wanted["state"]:
            continue
        ours = f"{one.state} {one.kind} {one.name}" if one else "nothing"
        print(f"== {row['history']} {wanted['name']} ({wanted['kind']}): {wanted['state']}, told {ours}")
        for step in wanted["steps"]:
            print(f"   gold {step['doc']} {step['state']:10s} | {step['sentence'][:230]}")
        for step in one.steps if one else ():
            print(f"   told {step.reported} {step.date} {step.state:10s} | {step.sentence[:110]}")


def account_cases(rows: list[dict], coder: dragoman.Coder) -> Iterator[tuple[dict, list[Disagreement], list[Reading]]]:
    """Each pair of accounts with the disagreements found between its documents."""
    for row in rows:
        readings = [read(document, coder) for document in row["documents"]]
        found: list[Disagreement] = []
        for sort in (EVENTS, UNDERTAKINGS):
            things = {thing.id: thing for reading in readings for thing in sort.found(reading)}
            links = links_of(sort, things, pairs_of(sort, things))
            for group in gathered(sort, things, links, NO_RULINGS):
                found += sort.differ(group[0].id, group)
        yield row, found, readings


def account_figures(rows: list[dict], coder: dragoman.Coder) -> Iterator[tuple[str, float]]:
    """Precision, recall and F1 of the facts on which accounts are told to differ."""
    right = told = wanted = 0
    for row, found, _ in account_cases(rows, coder):
        facts = {one.fact for one in found}
        right += len(facts & set(row["facts"]))
        told += len(facts)
        wanted += len(row["facts"])
    precision, recall = right / told if told else 1.0, right / wanted
    yield "accounts P", precision
    yield "accounts R", recall
    yield "accounts F1", 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def show_accounts(rows: list[dict], coder: dragoman.Coder) -> None:
    """The pairs whose facts are wrong, with what was found in their documents."""
    for row, found, readings in account_cases(rows, coder):
        facts = {one.fact for one in found}
        if facts == set(row["facts"]):
            continue
        print(f"== {row['item']} differ on {row['facts']} (seems {row['seems']}), told {sorted(facts)}: {row['why']}")
        for sentence in row["sentences"]:
            print(f"   | {sentence[:260]}")
        for one in found:
            print(f"   told {one.fact}: {[(a.value, a.asserted_by) for a in one.accounts]}")
        for reading in readings:
            told = [f"{m.type} {m.status} {'+'.join((*m.actors, *m.recipients))}" for m in reading.mentions]
            steps = [f"{s.kind} {s.state} {'+'.join(sorted(s.sides))}" for s in reading.steps]
            print(f"   rows {told}; steps {steps}")


def seed_figures(wanted: list[dict], seeds: Path, coder: dragoman.Coder) -> Iterator[tuple[str, float]]:
    """Share of the listed undertakings of the seeds that are found with a right state, and the number of all rows."""
    sources = find_sources([str(path) for path in sorted(seeds.glob("*.txt"))], None)
    readings = [read_source(source, coder) for source in sources]
    told = merged(UNDERTAKINGS, [step for reading in readings for step in UNDERTAKINGS.found(reading)])
    yield "undertakings right", sum(any(_is(one, row) for one in told) for row in wanted) / len(wanted)
    yield "undertakings in all", len(told)
    yield "reasons side by side", max(len(one.accounts) for one in _disputed(UNDERTAKINGS, readings, "reason"))
    yield "attacks of disputed toll", len({one.about for one in _disputed(EVENTS, readings, "toll")})
    yield "attacks of disputed means", len({one.about for one in _disputed(EVENTS, readings, "means")})


def _disputed(sort: Sort, readings: list[Reading], fact: str) -> list[Disagreement]:
    """What the readings differ on in one fact."""
    things = {thing.id: thing for reading in readings for thing in sort.found(reading)}
    groups = gathered(sort, things, links_of(sort, things, pairs_of(sort, things)), NO_RULINGS)
    return [one for group in groups for one in sort.differ(group[0].id, group) if one.fact == fact]


def _is(one: Undertaking, row: dict) -> bool:
    """Whether an undertaking is the one listed: by its names, its parties and its state."""
    words = " ".join((one.name, *one.aliases, one.subject, *(s.sentence for s in one.steps if one.kind in MEETINGS)))
    named = all(re.search(word, words.lower()) for word in row["words"])
    parties = {lineage(code) for code in one.parties} >= {lineage(code) for code in row["parties"]}
    return named and parties and one.state in row["states"]


def main() -> None:
    """Print the figures, or the errors of one kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", default="open")
    parser.add_argument("--errors")
    parser.add_argument("--mode", default="given")
    parser.add_argument("--from", dest="folder", type=Path, default=OWN)
    args = parser.parse_args()
    coder = dragoman.Coder()
    if args.errors == "groups":
        show_groups(rows_of(args.folder / f"groups-{args.half}.jsonl"), coder, args.mode)
        return
    if args.errors == "accounts":
        show_accounts(rows_of(args.folder / f"accounts-{args.half}.jsonl"), coder)
        return
    if args.errors == "histories":
        show_histories(rows_of(args.folder / f"histories-{args.half}.jsonl"), coder)
        return
    for name, value in account_figures(rows_of(args.folder / f"accounts-{args.half}.jsonl"), coder):
        print(f"{name:32s} {value:.3f}")
    for name, value in history_figures(rows_of(args.folder / f"histories-{args.half}.jsonl"), coder):
        print(f"{name:32s} {value:.3f}")
    for name, value in group_figures(rows_of(args.folder / f"groups-{args.half}.jsonl"), coder):
        print(f"{name:32s} {value:.3f}")


if __name__ == "__main__":
    main()
