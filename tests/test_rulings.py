"""Rulings on rows: what a human accepts, rejects or recodes counts at once, and outlives recoding and new documents."""

import json
from dataclasses import replace

import pytest

import dragoman
from dragoman.cli.main import run
from dragoman.errors import FilterError
from dragoman.exchange.ruled_rows import agreements, gold_rows, kappa, ruled_rows, training_rows
from dragoman.ledger import Filter, Ledger
from dragoman.pipeline import Coder, read_text

TEXTS = {
    "talks.txt": ("Peru and Chile held talks on copper in Arica on Tuesday.", "2016-06-15"),
    "again.txt": ("Chilean and Peruvian ministers met in Arica on 14 June 2016 to discuss copper.", "2016-06-17"),
    "plan.txt": ("The Chilean president will visit Peru in September, the foreign ministry said.", "2016-06-20"),
}


@pytest.fixture(scope="module")
def coder():
    return Coder()


def read(coder, name, text, day):
    reading = read_text(text, coder, day)
    return replace(reading, document=replace(reading.document, name=name))


@pytest.fixture
def ledger(coder, tmp_path):
    with Ledger(tmp_path / "l.db", create=True) as store:
        for name, (text, day) in TEXTS.items():
            store.add(read(coder, name, text, day))
        yield store


def row_of(store, document, **asked):
    (found,) = store.mentions(Filter(document=document, **asked))
    return found


def meeting(store):
    """Sources and status of each event of talks."""
    return [(event.sources, event.status) for event in store.events(Filter(types=("CONSULT",)))]


def test_a_rejected_row_counts_nowhere_and_comes_back_when_that_is_undone(ledger):
    before = ledger.fingerprint()
    row = row_of(ledger, "talks.txt")
    ledger.rule(row.id[:9], "reject", who="Ana", note="no talks")
    assert meeting(ledger) == [(1, "occurred")]
    assert list(ledger.mentions(Filter(document="talks.txt"))) == []
    assert ledger.count() == ledger.totals()["mentions"] == 2
    rejected = row_of(ledger, "talks.txt", rulings=("rejected",))
    assert (rejected.id, rejected.ruling, rejected.confidence) == (row.id, "rejected", row.confidence)
    assert rejected.reasons[-1].startswith("rejected by Ana on ") and rejected.reasons[-1].endswith(": no talks")
    assert ledger.show(row.id).mention.ruling == "rejected"
    assert [m.ruling for m in ledger.show(ledger.document("talks.txt").id).mentions] == ["rejected"]
    assert ledger.verify() == []
    ledger.rule(row.id, "undo", who="Ana")
    assert row_of(ledger, "talks.txt") == row
    assert meeting(ledger) == [(2, "occurred")]
    assert ledger.fingerprint() == before
    assert [(r.verdict, r.undoes) for r in ledger.rulings()] == [("reject", None), ("undo", 1)]
    with pytest.raises(FilterError, match=r"nothing was ruled on m.*; there is nothing to undo"):
        ledger.rule(row.id, "undo")


def test_a_recoded_row_is_found_by_what_it_says_now(ledger):
    row = row_of(ledger, "talks.txt")
    fields = {
        "type": "AID",
        "mode": None,
        "status": "planned",
        "actors": ["PER"],
        "recipients": ["BOL"],
        "date": "2016-07",
    }
    ledger.rule(row.id, "recode", fields=fields)
    now = row_of(ledger, "talks.txt", types=("AID",), statuses=("planned",), recipient="BOL", since="2016-07")
    assert (now.id, now.ruling, now.confidence, now.reciprocal) == (row.id, "recoded", 1.0, False)
    assert (now.date_start, now.date_end, now.date_precision) == ("2016-07-01", "2016-07-31", "month")
    assert now.recipient_names == ("BOL",)
    assert now.actor_names == (row.actor_names[row.actors.index("PER")],)
    assert now.intensity == dragoman.codebook.event_types()["AID"].score
    assert list(ledger.mentions(Filter(document="talks.txt", party="CHL"))) == []
    assert meeting(ledger) == [(1, "occurred")]
    assert ledger.verify() == []


def test_an_undertaking_follows_the_row_that_tells_its_step(ledger):
    def states():
        return [one.state for one in ledger.undertakings(Filter(document="plan.txt"))]

    row = row_of(ledger, "plan.txt")
    assert states() == ["planned"]
    ledger.rule(row.id, "recode", fields={"status": "cancelled"})
    assert states() == ["cancelled"]
    ledger.rule(row.id, "reject")
    assert states() == []
    ledger.rule(row.id, "undo")
    assert states() == ["cancelled"]
    (one,) = ledger.undertakings(Filter(document="plan.txt"))
    ledger.rule(one.id, "reject")
    assert states() == []
    assert ledger.verify() == []


def test_rulings_outlive_another_coder_and_a_new_document(ledger, coder):
    talks, again = row_of(ledger, "talks.txt"), row_of(ledger, "again.txt")
    ledger.rule(talks.id, "accept", who="Ana")
    ledger.rule(again.id, "reject", who="Ana")
    for document in ("talks.txt", "again.txt"):
        reading = read(coder, document, *TEXTS[document])
        other = [replace(m, type="AID", mode=None, coder="another") for m in reading.mentions]
        ledger.recode(reading.document.id, replace(reading, mentions=tuple(other)))
    assert row_of(ledger, "talks.txt").type == talks.type
    assert list(ledger.mentions(Filter(document="again.txt"))) == []
    ledger.add(
        read(coder, "third.txt", "Peru and Chile met in Arica on 14 June 2016 for talks on copper.", "2016-06-16")
    )
    assert meeting(ledger) == [(2, "occurred")]
    silent = replace(read(coder, "talks.txt", *TEXTS["talks.txt"]), mentions=())
    ledger.recode(silent.document.id, silent)
    assert row_of(ledger, "talks.txt").id == talks.id
    assert meeting(ledger) == [(2, "occurred")]
    assert ledger.verify() == []


@pytest.mark.parametrize(
    ("verdict", "other", "fields", "message"),
    [
        ("approve", None, {}, "no verdict 'approve'"),
        ("accept", "m1", {}, "a ruling 'accept' names one id"),
        ("same", None, {}, "a ruling 'same' names two ids"),
        ("accept", None, {"type": "AID"}, "only a recoding sets type"),
        ("recode", None, {}, "a recoding sets something"),
        ("recode", None, {"type": "AYD"}, "no type 'AYD'; did you mean AID"),
        ("recode", None, {"type": "CONSULT", "mode": "vist"}, "no mode of CONSULT 'vist'; did you mean visit"),
        ("recode", None, {"about": "CONSULT/vist"}, "no mode of CONSULT 'vist'; did you mean visit"),
        ("recode", None, {"status": "done"}, "no status 'done'"),
        ("recode", None, {"date": "2016-13"}, "no date '2016-13'"),
        ("recode", None, {"actors": []}, "at least one actor"),
        ("recode", None, {"actors": ["PRE"]}, "no actor code 'PRE'; did you mean"),
        ("recode", None, {"colour": "red"}, "no field 'colour'"),
    ],
)
def test_a_ruling_that_cannot_be_meant_is_refused(ledger, verdict, other, fields, message):
    before = ledger.fingerprint()
    with pytest.raises(FilterError, match=message):
        ledger.rule(row_of(ledger, "talks.txt").id, verdict, other, fields=fields)
    assert ledger.fingerprint() == before


def test_rulings_are_data_for_evaluation_and_training(ledger, capsys, monkeypatch):
    monkeypatch.setenv("DRAGOMAN_LEDGER", str(ledger.path))
    talks, plan = row_of(ledger, "talks.txt"), row_of(ledger, "plan.txt")
    ledger.rule(talks.id, "accept", who="Ana")
    ledger.rule(plan.id, "reject", who="Ana", note="a rumour")
    assert [(r["id"], r["ruling"], r["who"], r["note"]) for r in ruled_rows(ledger)] == [
        (talks.id, "accepted", "Ana", None),
        (plan.id, "rejected", "Ana", "a rumour"),
    ]
    gold = {row["text"]: row["events"] for row in gold_rows(ledger)}
    assert gold[plan.sentence] == []
    assert [(e["actors"], e["type"]) for e in gold[talks.sentence]] == [(["CHL", "PER"], "CONSULT")]
    (row,) = training_rows(ledger)
    assert (row["text"], row["acts"]) == (
        "{A:Peru} and {B:Chile} held talks on copper in Arica on Tuesday.",
        ["B=A CONSULT/meet occurred" if talks.mode else "B=A CONSULT occurred"],
    )
    assert run(["rulings", "export", "gold"]) == 0
    assert len([json.loads(line) for line in capsys.readouterr().out.splitlines()]) == 2


def test_sentences_of_two_files_of_one_name_are_not_mixed(ledger, coder):
    ledger.add(
        read(coder, "talks.txt", "Peru and Chile held talks on fish in Tacna on Friday. It rained.", "2016-07-15")
    )
    first, second = ledger.mentions(Filter(types=("CONSULT",), words="talks"))
    assert (first.document, first.start) == (second.document, second.start)
    ledger.rule(first.id, "accept")
    assert [row["text"] for row in gold_rows(ledger)] == [first.sentence]
    assert [row["id"] for row in training_rows(ledger)] == [first.id]


def test_two_readers_are_compared_on_the_rows_on_which_both_ruled(ledger):
    rows = list(ledger.mentions())
    for row, (ana, ben) in zip(rows, [("accept", "accept"), ("reject", "reject"), ("accept", "reject")], strict=True):
        ledger.rule(row.id, ana, who="Ana")
        ledger.rule(row.id, ben, who="Ben")
    (found,) = agreements(ledger.rulings())
    assert (found.one, found.other, found.rows, round(found.same, 3), round(found.kappa, 3)) == (
        "Ana", "Ben", 3, 0.667, 0.4,
    )  # fmt: skip
    assert kappa([("right", "right")] * 4) is None
    assert kappa([("right", "wrong"), ("wrong", "right")]) == -1


def test_the_command_rules_on_a_row(ledger, capsys, monkeypatch):
    monkeypatch.setenv("DRAGOMAN_LEDGER", str(ledger.path))
    monkeypatch.setenv("DRAGOMAN_READER", "Ana")
    row = row_of(ledger, "talks.txt")
    assert run(["rule", row.id, "recode", "--status", "planned", "--date", "unknown", "--note", "see below"]) == 0
    assert f"ruling 1: {row.id} recoded: status planned" in capsys.readouterr().err
    assert (row_of(ledger, "talks.txt").status, row_of(ledger, "talks.txt").date_start) == ("planned", None)
    assert run(["rule", row.id, "undo"]) == 0
    assert "ruling 1 taken back" in capsys.readouterr().err
    assert run(["rulings", "--format", "csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert run(["mentions", "--ruling", "rejected"]) == 0
    assert capsys.readouterr().out == ""
    assert run(["rulings", "agreement"]) == 0
    assert "no two readers" in capsys.readouterr().err
