"""Scoring the coder on a user's own gold: files and answers as data, whole figures out."""

import json
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dragoman.pipeline
from dragoman.cli.main import run
from dragoman.codebook import event_types
from dragoman.events.evaluate import Confusion, Rates, evaluate, weak_types
from dragoman.events.gold import Article, read_gold
from dragoman.records import Coding, Status
from readings import reading, row

HEADER = "sentence\tactor\trecipient\ttype\tmode\tstatus\n"


def coding(type="CONSULT", mode=None, status="occurred", confidence=0.5):
    return Coding(type, mode, Status(status), confidence, {type: confidence})


class Scripted:
    """A coder that gives the answers it was given: codings in their order, and the rows of each text."""

    def __init__(self, *codings, rows=None):
        self.codings, self.rows, self.asked = list(codings), rows or {}, []

    def classify(self, items):
        self.asked += items
        return self.codings

    def code(self, text, published=None):
        self.asked.append((text, published))
        return list(self.rows.get(text, ()))


def pairs(*rows, header=HEADER):
    """A gold of pairs; a row is `TYPE mode status`, `-` for an empty cell."""
    cells = (each.replace("-", "").split(" ") for each in rows)
    return read_gold(
        (header + "".join("Oslo met Rome.\tOslo\tRome\t" + "\t".join(c) + "\n" for c in cells)).encode(), "g"
    )


TEXT = "Peru thanked Chile. Chile mocked Peru."


def event(start, end, actors, recipients="", type="SUPPORT", **fields):
    return {
        "start": start,
        "end": end,
        "actors": actors.split(),
        "recipients": recipients.split(),
        "type": type,
    } | fields


def line(*events):
    """An article of coded events, as it stands in a file."""
    return json.dumps({"text": TEXT, "events": events})


def articles(*events):
    return read_gold(line(*events).encode(), "g")


def mentions(*lines):
    return reading("a.txt", *lines).mentions


# Marked pairs.


def test_pairs_give_the_figures_of_each_type_and_the_plain_mean_of_those_in_the_gold():
    gold = pairs("ACCUSE - -", "ACCUSE - -", "ACCUSE - -", "AID - -")
    report = evaluate(gold, Scripted(coding("ACCUSE"), coding("ACCUSE"), coding("AID"), coding("REJECT")))
    assert report.types.classes == {
        "ACCUSE": Rates(1.0, 2 / 3, 0.8, 3),
        "AID": Rates(0.0, 0.0, 0.0, 1),
        "REJECT": Rates(0.0, None, 0.0, 0),
    }
    assert (report.gold, report.n, report.types.n, report.types.accuracy, report.types.macro_f1) == (
        "pairs",
        4,
        4,
        0.5,
        0.4,
    )
    assert report.quads.classes == {"2": Rates(0.0, 0.0, 0.0, 1), "3": Rates(2 / 3, 2 / 3, 2 / 3, 3)}
    assert report.binary.macro_f1 == pytest.approx(1 / 3)
    assert (report.statuses, report.modes, report.levels) == (None, None, None)


def test_the_coder_is_asked_for_the_words_of_the_file_in_their_order():
    coder = Scripted(coding())
    evaluate(read_gold(b'sentence\tactor\trecipient\ttype\n"Oslo" met Rome.\t"Oslo"\tRome\tCONSULT\n', "g"), coder)
    assert coder.asked == [('"Oslo" met Rome.', '"Oslo"', "Rome")]


def test_statuses_and_modes_are_scored_where_their_cells_are_filled():
    gold = pairs("CONSULT visit planned", "CONSULT visit -", "CONSULT - occurred", "ACCUSE allege occurred")
    told = [coding(mode="visit"), coding("AGREE"), coding(), coding("ACCUSE", "allege")]
    report = evaluate(gold, Scripted(*told))
    assert report.statuses.classes == {"occurred": Rates(2 / 3, 1.0, 0.8, 2), "planned": Rates(None, 0.0, 0.0, 1)}
    assert (report.statuses.n, report.statuses.macro_f1) == (3, 0.4)
    assert report.modes.classes == {
        "ACCUSE/allege": Rates(1.0, 1.0, 1.0, 1),
        "AGREE": Rates(0.0, None, 0.0, 0),
        "CONSULT/visit": Rates(1.0, 0.5, 2 / 3, 2),
    }


def test_the_commonest_confusions_come_first_and_no_more_than_were_asked_for():
    gold = pairs(*["AID - -"] * 3, *["REJECT - -"] * 2)
    told = [coding(name) for name in ("AGREE", "SUPPORT", "SUPPORT", "ACCUSE", "REJECT")]
    assert evaluate(gold, Scripted(*told), 2).confusions == (
        Confusion("AID", "SUPPORT", 2),
        Confusion("AID", "AGREE", 1),
    )
    assert evaluate(gold, Scripted(*told), 0).confusions == ()


def test_gold_that_says_yield_takes_its_two_halves_together():
    gold = pairs("YIELD - -", "RETREAT ceasefire -", "AID - -")
    report = evaluate(gold, Scripted(coding("CONCEDE"), coding("RETREAT", "ceasefire"), coding("AID")))
    assert report.types.classes == {"AID": Rates(1.0, 1.0, 1.0, 1), "YIELD": Rates(1.0, 1.0, 1.0, 2)}
    assert report.modes.classes == {"YIELD/ceasefire": Rates(1.0, 1.0, 1.0, 1)}
    assert (report.quads.macro_f1, report.notes) == (1.0, ("CONCEDE and RETREAT count as YIELD, which the gold names",))


def test_yield_is_material_cooperation_as_in_cameo():
    assert evaluate(pairs("YIELD - -"), Scripted(coding("AID"))).quads.classes == {"2": Rates(1.0, 1.0, 1.0, 1)}


def test_without_yield_its_halves_stay_apart():
    report = evaluate(pairs("CONCEDE - -"), Scripted(coding("RETREAT")))
    assert (report.types.macro_f1, report.notes) == (0.0, ())


def test_all_that_the_coder_is_asked_goes_through_the_watch():
    seen = []

    def watch(items):
        for item in items:
            seen.append(item)
            yield item

    evaluate(pairs("AID - -"), Scripted(coding()), watch=watch)
    evaluate(articles(), Scripted(), watch=watch)
    assert seen == [("Oslo met Rome.", "Oslo", "Rome"), Article(TEXT, ())]


# Calibration.

BINS = [
    # confidences with whether they were right, error, the bins that hold any
    ([(0.95, True), (0.95, True)], 0.05, {9: (2, 0.95, 1.0)}),
    ([(1.0, True), (0.9, False)], 0.45, {9: (2, 0.95, 0.5)}),
    ([(0.0, False), (0.1, False)], 0.05, {0: (1, 0.0, 0.0), 1: (1, 0.1, 0.0)}),
    ([(0.25, False), (0.25, True), (0.75, True), (0.75, True)], 0.25, {2: (2, 0.25, 0.5), 7: (2, 0.75, 1.0)}),
]


@pytest.mark.parametrize(("answers", "error", "held"), BINS)
def test_confidence_is_set_beside_the_share_right(answers, error, held):
    told = [coding("AID" if right else "AGREE", confidence=confidence) for confidence, right in answers]
    found = evaluate(pairs(*["AID - -"] * len(answers)), Scripted(*told)).calibration
    assert found.error == pytest.approx(error)
    assert {n: (b.n, b.confidence, b.right) for n, b in enumerate(found.bins) if b.n} == held
    assert [(b.low, b.high) for b in found.bins] == [(n / 10, (n + 1) / 10) for n in range(10)]


# Coded articles.


def test_articles_are_scored_at_every_level():
    gold = articles(
        event(0, 19, "PER", "CHL", status="occurred"), event(20, 38, "CHL", "PER", "ACCUSE", status="occurred")
    )
    told = mentions(
        ("body", "Peru thanked Chile.", row("CHL", "PER", "AGREE", "planned", confidence=0.9)),
        ("body", "Chile mocked Peru.", row("CHL", "PER", "ACCUSE", confidence=0.8), row("CHL", "ARG", confidence=0.7)),
    )
    report = evaluate(gold, Scripted(rows={TEXT: told}))
    half = Rates(1 / 3, 0.5, 0.4, 2)
    assert report.levels == {
        "pair": Rates(2 / 3, 1.0, 0.8, 2),
        "directed": half,
        "quad": Rates(2 / 3, 1.0, 0.8, 2),
        "type": half,
        "status": half,
    }
    assert report.types.classes == {
        "ACCUSE": Rates(1.0, 1.0, 1.0, 1),
        "AGREE": Rates(0.0, None, 0.0, 0),
        "CONSULT": Rates(0.0, None, 0.0, 0),
        "SUPPORT": Rates(None, 0.0, 0.0, 1),
    }
    assert (report.gold, report.n, report.types.n, report.types.accuracy, report.types.macro_f1) == (
        "articles",
        1,
        2,
        None,
        0.5,
    )
    assert report.quads.classes == {"1": Rates(0.5, 1.0, 2 / 3, 1), "3": Rates(1.0, 1.0, 1.0, 1)}
    assert report.binary.classes == {"conflict": Rates(1.0, 1.0, 1.0, 1), "cooperation": Rates(0.5, 1.0, 2 / 3, 1)}
    assert report.statuses.classes == {"occurred": Rates(0.5, 0.5, 0.5, 2), "planned": Rates(0.0, None, 0.0, 0)}
    assert report.confusions == (Confusion(None, "CONSULT", 1), Confusion("SUPPORT", "AGREE", 1))
    assert {b.low: (b.n, b.right) for b in report.calibration.bins if b.n} == {
        0.7: (1, 0.0),
        0.8: (1, 1.0),
        0.9: (1, 0.0),
    }


def test_a_missed_event_is_told_as_taken_for_nothing():
    report = evaluate(articles(event(0, 19, "PER", "CHL")), Scripted())
    assert report.confusions == (Confusion("SUPPORT", None, 1),)
    assert report.levels["type"] == Rates(None, 0.0, 0.0, 1)
    assert report.calibration.error is None


def test_an_article_that_tells_nothing_counts_what_the_coder_makes_up():
    told = mentions(("body", TEXT, row("PER", "CHL", "AID")))
    report = evaluate(articles(), Scripted(rows={TEXT: told}))
    assert (report.levels["pair"], report.types.macro_f1) == (Rates(0.0, None, 0.0, 0), None)
    assert report.confusions == (Confusion(None, "AID", 1),)


def test_the_date_of_an_article_is_handed_to_the_coder():
    coder = Scripted()
    evaluate(
        read_gold(b'{"text": "Hm.", "published": "2011-05", "events": []}\n{"text": "So.", "events": []}', "g"), coder
    )
    assert coder.asked == [("Hm.", "2011-05"), ("So.", None)]


def test_statuses_are_not_scored_where_an_event_has_none_and_it_is_said():
    gold = articles(event(0, 19, "PER", "CHL", status="occurred"), event(20, 38, "CHL", "PER", "ACCUSE"))
    told = mentions(("body", TEXT, row("PER", "CHL", "SUPPORT", "planned", confidence=1.0)))
    report = evaluate(gold, Scripted(rows={TEXT: told}))
    assert (report.statuses, list(report.levels)) == (None, ["pair", "directed", "quad", "type"])
    assert report.calibration.error == 0.0
    assert report.notes == ("statuses not scored: events without one: 1",)


def test_what_is_left_out_of_articles_is_counted_and_said():
    gold = articles(event(0, 19, "PER"), event(0, 19, "SUN", "RUS"), event(20, 38, "CHL", "PER"))
    told = mentions(
        ("body", "Peru thanked Chile.", row("PER"), row("PER", "CHL"), row("CHL", "PER")),
        ("comment", "Chile mocked Peru.", row("CHL", "PER")),
    )
    report = evaluate(gold, Scripted(rows={TEXT: told}))
    assert report.types.n == 1
    assert report.notes == (
        "events with a single party left out: 2",
        "rows left out (outside headline and body, with a single party, or repeated): 3",
        "statuses not scored: events without one: 1",
    )


@given(st.lists(st.sampled_from(sorted(event_types())), min_size=1))
def test_a_coder_that_is_always_right_gets_full_marks(types):
    report = evaluate(
        pairs(*(f"{name} - -" for name in types)), Scripted(*(coding(name, confidence=1.0) for name in types))
    )
    assert (report.types.macro_f1, report.quads.macro_f1, report.binary.macro_f1, report.types.accuracy) == (1, 1, 1, 1)
    assert (report.confusions, report.calibration.error) == ((), 0.0)


# The command.


@pytest.fixture
def gold(tmp_path, monkeypatch):
    """Ten pairs, of which the coder gets five right, in `gold.tsv` of the current folder."""
    monkeypatch.chdir(tmp_path)
    line = "Oslo met Rome.\tOslo\tRome\tCONSULT\n"
    Path("gold.tsv").write_text("sentence\tactor\trecipient\ttype\n" + line * 10)
    answers = [coding("CONSULT", confidence=0.75)] * 5 + [coding("AGREE", confidence=0.75)] * 5
    monkeypatch.setattr(dragoman.pipeline, "Coder", lambda codebook: Scripted(*answers))
    return Path("gold.tsv")


def test_figures_go_to_standard_output_as_one_object(gold, capsys):
    assert run(["evaluate", "gold.tsv", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert list(found) == ("gold n types quads binary statuses modes levels confusions calibration notes".split())
    assert found["types"]["classes"]["CONSULT"] == {"precision": 1.0, "recall": 0.5, "f1": 2 / 3, "support": 10}
    assert found["confusions"] == [{"gold": "CONSULT", "told": "AGREE", "n": 5}]
    assert found["calibration"]["error"] == 0.25
    assert (err, found["statuses"]) == ("", None)
    assert run(["evaluate", "gold.tsv"]) == 0
    assert json.loads(capsys.readouterr().out) == found


TABLE = """\
10 pairs

macro F1 of     F1  accuracy  cases
types        0.667     0.500     10
quads        1.000     1.000     10
binary       1.000     1.000     10

type     precision  recall     F1  cases
AGREE        0.000       -  0.000      0
CONSULT      1.000   0.500  0.667     10

taken for         cases
CONSULT -> AGREE      5

confidence   mean  right  answers
0.7 to 0.8  0.750  0.500       10

expected calibration error 0.250
"""


def test_a_terminal_shows_a_table(gold, capsys):
    assert run(["evaluate", "gold.tsv", "--format", "table"]) == 0
    assert capsys.readouterr().out == TABLE


def test_articles_show_their_levels(gold, capsys, monkeypatch):
    Path("a.jsonl").write_text(line(event(0, 19, "PER", "CHL", status="occurred")))
    monkeypatch.setattr(dragoman.pipeline, "Coder", lambda codebook: Scripted())
    assert run(["evaluate", "a.jsonl", "--format", "table"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("1 articles\n")
    assert "\nstatus            -   0.000  0.000      1\n\ntype " in out
    assert "\nSUPPORT -> nothing      1\n" in out
    assert out.endswith("\nexpected calibration error -\n")


def test_standard_input_is_gold_too(gold, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(gold.read_bytes())))
    assert run(["evaluate", "-", "--confusions", "0"]) == 0
    assert json.loads(capsys.readouterr().out)["confusions"] == []


WARNINGS = [
    ("0.66", []),
    ("0.67", ["warning: CONSULT: F1 0.667 over 10 cases, below 0.67; do not lean on its rows unread"]),
]


@pytest.mark.parametrize(("below", "lines"), WARNINGS)
def test_a_type_that_is_often_wrong_gets_a_warning(gold, capsys, below, lines):
    assert run(["evaluate", "gold.tsv", "--warn-below", below]) == 0
    assert capsys.readouterr().err.splitlines() == lines


def test_a_type_with_few_cases_gets_no_warning():
    report = evaluate(pairs(*["AID - -"] * 9), Scripted(*[coding("AGREE")] * 9))
    assert weak_types(report, 1.0) == {}
    assert list(weak_types(report, 0.1, least=9)) == ["AID"]
    assert weak_types(report, 0.0, least=9) == {}


FAILURES = [
    ("", "dragoman: g.tsv is empty; give marked pairs"),
    ("sentence\tactor\trecipient\ttype\nHm.\ta\tb\tACUSE\n", "dragoman: g.tsv, line 2: no type 'ACUSE'; did you mean"),
    (None, "dragoman: g.tsv: No such file or directory"),
]


@pytest.mark.parametrize(("text", "line"), FAILURES)
def test_a_file_that_cannot_be_scored_is_told_in_one_line_and_exits_with_one(gold, capsys, text, line):
    if text is not None:
        Path("g.tsv").write_text(text)
    assert run(["evaluate", "g.tsv"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(line)
    assert err.count("\n") == 1


def test_codes_that_no_row_can_have_are_named(gold, capsys, monkeypatch):
    Path("a.jsonl").write_text(line(event(0, 19, "Peru", "CHL")))
    monkeypatch.setattr(dragoman.pipeline, "Coder", lambda codebook: Scripted())
    assert run(["evaluate", "a.jsonl"]) == 0
    assert capsys.readouterr().err.splitlines()[0] == (
        "warning: no actor code 'Peru'; did you mean PER (Peru)?; events of such a code count as missed"
    )


@pytest.mark.parametrize("terminal", [True, False])
def test_only_a_terminal_shows_how_far_the_coder_is(gold, capsys, monkeypatch, terminal):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    assert run(["evaluate", "gold.tsv"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["n"] == 10
    assert ("10/10" in err, err == "") == (terminal, not terminal)


def test_a_file_past_the_bound_is_refused(gold, capsys, monkeypatch):
    monkeypatch.setattr("dragoman.cli.evaluate._LARGEST", 20)
    assert run(["evaluate", "gold.tsv"]) == 1
    assert capsys.readouterr().err == "dragoman: gold.tsv: larger than 20 bytes; split it\n"
