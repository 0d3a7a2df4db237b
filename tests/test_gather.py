"""Happenings in the ledger: the same in whatever order documents come, ruled by humans, kept current and checked."""

import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from dragoman.cli.main import run
from dragoman.errors import FilterError, LedgerError
from dragoman.ledger import Ledger, connect
from dragoman.ledger.happened import RULES
from dragoman.pipeline import Coder, read_text

TEXTS = {
    "lima.txt": ("Peru and Chile held talks on copper in Arica on Tuesday.", "2016-06-15"),
    "coast.txt": (
        "Chilean and Peruvian ministers met in Arica on 14 June 2016 to discuss copper prices.",
        "2016-06-17",
    ),
    "august.txt": ("Peru and Chile held talks on copper in Arica on Friday.", "2016-08-06"),
    "plan.txt": (
        "The Chilean president will visit Peru in September, the foreign ministry in Santiago said.",
        "2016-06-20",
    ),
    "off.txt": ("The Chilean president has postponed his visit to Peru.", "2016-08-30"),
    "axed.txt": ("The Chilean president has cancelled his visit to Peru.", "2016-08-30"),
    "raid.txt": ("Sudanese troops attacked a village in Chad on Monday. The attack killed six farmers.", "2016-05-03"),
    "toll.txt": ("Sudanese forces attacked a village in Chad on 2 May 2016, killing eleven farmers.", "2016-05-03"),
    "graves.txt": ("Chad mourns. Fourteen farmers were killed near the border with Sudan on 2 May 2016.", "2016-05-03"),
}


@pytest.fixture(scope="module")
def coder():
    return Coder()


@pytest.fixture(scope="module")
def press(coder):
    """The readings of all texts by name."""
    return {name: named(read_text(text, coder, day), name) for name, (text, day) in TEXTS.items()}


@pytest.fixture(scope="module")
def whole(press, tmp_path_factory):
    """A closed ledger of all texts in the order above; `ledger` is a copy of one's own."""
    path = tmp_path_factory.mktemp("whole") / "whole.db"
    filled(path, press.values()).close()
    return path


@pytest.fixture
def ledger(whole, tmp_path):
    with Ledger(shutil.copy(whole, tmp_path / "l.db")) as store:
        yield store


def named(reading, name):
    return replace(reading, document=replace(reading.document, name=name))


def filled(path, readings):
    store = Ledger(path, create=True)
    for reading in readings:
        store.add(reading)
    return store


def events(store):
    """The names of the documents of each event that several rows tell, and of each other one."""
    return sorted(sorted(event.documents) for event in store.events())


def event_of(store, *documents):
    (found,) = [event for event in store.events() if sorted(event.documents) == sorted(documents)]
    return found


def happenings(store):
    """All happenings, without the ids that tell in what order they came."""
    made = [replace(one, former_ids=()) for one in (*store.events(), *store.undertakings())]
    return [*made, *store.disagreements()]


def holder(press, key, *names):
    """The document whose row or step has this id, and the others."""
    (first,) = [name for name in names if key in {row.id for row in (*press[name].mentions, *press[name].steps)}]
    return first, [name for name in names if name != first]


def visit(store):
    """The visit that was called off."""
    (found,) = [one for one in store.undertakings() if "axed.txt" in {step.document for step in one.steps}]
    return found


ALL = [["august.txt"], ["axed.txt", "off.txt"], ["coast.txt", "lima.txt"], ["plan.txt"], ["raid.txt", "toll.txt"]]


def test_what_several_texts_tell_is_gathered(ledger):
    assert events(ledger) == ALL
    assert visit(ledger).state == "cancelled"
    assert {"axed.txt", "off.txt"} <= {step.document for step in visit(ledger).steps}
    assert {(one.fact, *sorted(a.document for a in one.accounts)) for one in ledger.disagreements()} == {
        ("fate", "axed.txt", "off.txt"),
        ("toll", "graves.txt", "raid.txt", "toll.txt"),
    }
    assert ledger.verify() == []


# In whatever order.


@pytest.mark.parametrize("seed", range(6))
def test_documents_one_by_one_give_what_all_at_once_give(press, ledger, tmp_path, seed):
    shuffled = list(press.values())
    random.Random(seed).shuffle(shuffled)
    with filled(tmp_path / "other.db", shuffled) as other:
        assert other.fingerprint() == ledger.fingerprint()
        assert [event.mentions for event in other.events()] == [event.mentions for event in ledger.events()]
        assert list(other.disagreements()) == list(ledger.disagreements())
        assert other.verify() == []


@pytest.mark.parametrize("largest", [1, 2, 3])
@pytest.mark.parametrize("seed", range(4))
def test_the_order_has_no_say_where_too_many_hang_together(press, tmp_path, monkeypatch, seed, largest):
    monkeypatch.setattr("dragoman.happenings.clusters.LARGEST", largest)
    shuffled = list(press.values())
    random.Random(seed).shuffle(shuffled)
    with filled(tmp_path / "one.db", press.values()) as one, filled(tmp_path / "other.db", shuffled) as other:
        again = shuffled[seed]
        other.recode(again.document.id, again)
        assert happenings(other) == happenings(one)
        assert other.verify() == []


@pytest.mark.parametrize("name", TEXTS)
def test_a_document_taken_out_and_put_in_again_leaves_no_trace(press, ledger, coder, tmp_path, name):
    before = happenings(ledger)
    empty = named(read_text("It rained in the hills all week.", coder, "2016-01-01"), name)
    ledger.recode(press[name].document.id, empty)
    others = [reading for other, reading in press.items() if other != name]
    with filled(tmp_path / "without.db", [*others, empty]) as without:
        assert happenings(ledger) == happenings(without) != before
    assert ledger.verify() == []
    ledger.recode(empty.document.id, press[name])
    assert happenings(ledger) == before
    assert ledger.verify() == []


# Rulings.


def test_two_ruled_to_be_one_stay_one_through_recoding_and_new_documents(press, ledger, coder):
    june, august = event_of(ledger, "coast.txt", "lima.txt"), event_of(ledger, "august.txt")
    ledger.rule(june.id, "same", august.id)
    together = ["august.txt", "coast.txt", "lima.txt"]
    for name in together:
        ledger.recode(press[name].document.id, press[name])
        assert together in events(ledger)
    fourth = read_text("Peruvian and Chilean ministers met in Arica on 14 June 2016.", coder, "2016-06-16")
    ledger.add(named(fourth, "fourth.txt"))
    assert sorted([*together, "fourth.txt"]) in events(ledger)
    assert ledger.verify() == []


def test_two_ruled_to_be_apart_stay_apart_through_recoding_and_new_documents(press, ledger, coder):
    one, other = event_of(ledger, "coast.txt", "lima.txt").mentions
    ledger.rule(one, "not same", other)
    for name in ("coast.txt", "lima.txt"):
        ledger.recode(press[name].document.id, press[name])
        assert [found for found in events(ledger) if "coast.txt" in found or "lima.txt" in found] == [
            ["coast.txt"],
            ["lima.txt"],
        ]
    third = read_text("Chile and Peru held talks on copper in Arica on 14 June 2016.", coder, "2016-06-15")
    ledger.add(named(third, "third.txt"))
    assert not any({"coast.txt", "lima.txt"} <= set(found) for found in events(ledger))
    assert ledger.verify() == []


def test_a_ruling_waits_for_a_document_that_is_not_there_for_a_while(press, ledger, coder):
    ledger.rule(event_of(ledger, "coast.txt", "lima.txt").id, "same", event_of(ledger, "august.txt").id)
    key, empty = press["august.txt"].document.id, read_text("The wind turned north.", coder, "2016-01-01")
    ledger.recode(key, empty)
    assert ["coast.txt", "lima.txt"] in events(ledger)
    ledger.recode(empty.document.id, press["august.txt"])
    assert ["august.txt", "coast.txt", "lima.txt"] in events(ledger)


def test_steps_of_undertakings_are_ruled_on_too(ledger):
    first, second = (step.id for step in visit(ledger).steps if step.document in {"axed.txt", "off.txt"})
    ledger.rule(first, "not same", second)
    homes = [{step.id for step in one.steps} for one in ledger.undertakings()]
    assert not any({first, second} <= home for home in homes)
    assert not any(one.about in {step for home in homes for step in home} for one in ledger.disagreements())
    with pytest.raises(FilterError, match="are of different sorts; rule on two mentions or on two steps"):
        ledger.rule(first, "same", next(ledger.events()).id)


# Former ids.


def test_a_former_id_leads_on_to_what_holds_its_rows(press, ledger, coder):
    june, august = event_of(ledger, "coast.txt", "lima.txt"), event_of(ledger, "august.txt")
    former, stays = max(june.id, august.id), min(june.id, august.id)
    ledger.rule(june.id, "same", august.id)
    assert event_of(ledger, "august.txt", "coast.txt", "lima.txt").former_ids == (former,)
    assert ledger.show(former).event.happening.id == stays
    ledger.rule(june.id, "not same", august.id)
    assert {found.id for found in ledger.events() if found.type == "CONSULT"} == {june.id, august.id}
    assert not any(former in found.former_ids for found in ledger.events())


def test_a_former_id_whose_row_is_gone_leads_on(press, ledger, coder):
    former = event_of(ledger, "coast.txt", "lima.txt").id
    gone, (left,) = holder(press, former, "coast.txt", "lima.txt")
    ledger.recode(press[gone].document.id, read_text("Llamas crossed the pass.", coder, "2016-01-01"))
    shown = ledger.show(former[:9])
    assert (shown.id, shown.happening, former in shown.happening.former_ids) == (former, event_of(ledger, left), True)
    assert ledger.verify() == []


def test_a_former_id_that_was_split_names_what_it_became(press, ledger, coder):
    names = ("coast.txt", "lima.txt", "august.txt")
    former = min(event_of(ledger, *names[:2]).id, event_of(ledger, names[2]).id)
    gone, left = holder(press, former, *names)
    for name in left:
        ledger.rule(former, "same", press[name].mentions[0].id)
    ledger.rule(press[left[0]].mentions[0].id, "not same", press[left[1]].mentions[0].id)
    assert event_of(ledger, *names).id == former
    ledger.recode(press[gone].document.id, read_text("Llamas crossed the pass.", coder, "2016-01-01"))
    heirs = sorted(event_of(ledger, name).id for name in left)
    with pytest.raises(FilterError) as caught:
        ledger.show(former)
    assert str(caught.value) == f"{former} was split; what it told is now in {heirs[0]} and in {heirs[1]}"


def test_an_event_that_is_gone_for_good_leads_nowhere(press, ledger, coder):
    key = event_of(ledger, "august.txt").id
    ledger.recode(press["august.txt"].document.id, read_text("Fog lay over the bay.", coder, "2016-01-01"))
    assert [(change.what, change.id) for change in ledger.changes()][-1] == ("withdrawn", key)
    with pytest.raises(FilterError, match=f"nothing has an id that begins with '{key}'"):
        ledger.show(key)


# A ledger of the first format.


def make_first_format(path):
    """Take out of a ledger all that later formats brought."""
    fresh = sqlite3.connect(":memory:")
    fresh.executescript(connect._migrations()[0])
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    first = {name for (name,) in fresh.execute(query)}
    with closing(sqlite3.connect(path)) as old:
        for (name,) in old.execute(query).fetchall():
            if name not in first:
                old.execute(f"DROP TABLE {name}")
        there = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        known = {name for (name,) in fresh.execute(there)}
        for (name,) in old.execute(there).fetchall():
            if name not in known:
                old.execute(f"DROP INDEX {name}")
        old.execute("ALTER TABLE documents DROP COLUMN gathered")
        old.execute("ALTER TABLE mentions DROP COLUMN ruling")
        old.execute("PRAGMA user_version = 1")
        old.commit()
        for name in first:
            assert [tuple(c) for c in old.execute(f"PRAGMA table_info({name})")] == [
                tuple(c) for c in fresh.execute(f"PRAGMA table_info({name})")
            ]
    fresh.close()


@pytest.fixture
def talks(press, tmp_path, monkeypatch):
    """A folder with a ledger of three documents without undertakings, as it was written by the first format."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRAGOMAN_LEDGER", "old.db")
    with filled(
        tmp_path / "old.db", [replace(press[n], steps=()) for n in ("lima.txt", "coast.txt", "august.txt")]
    ) as store:
        fingerprint = store.fingerprint()
    make_first_format(tmp_path / "old.db")
    return fingerprint


@pytest.mark.parametrize(
    "arguments",
    [
        ["events"],
        ["undertakings"],
        ["disagreements"],
        ["changes"],
        ["mentions"],
        ["show", "m"],
        ["brief", "PER", "CHL"],
        ["export", "out"],
        ["rule", "m1", "same", "m2"],
        ["verify"],
    ],
)
def test_no_other_command_touches_a_ledger_of_the_first_format(talks, tmp_path, capsys, arguments):
    before = (tmp_path / "old.db").read_bytes()
    assert run(arguments) == 1
    assert capsys.readouterr() == (
        "",
        "dragoman: old.db has format 1, of an older dragoman; `dragoman read` brings it up to date\n",
    )
    assert (tmp_path / "old.db").read_bytes() == before
    with pytest.raises(LedgerError, match="has format 1"):
        Ledger("old.db")


def test_read_brings_a_ledger_of_the_first_format_up_to_date(talks, tmp_path, capsys):
    (tmp_path / "new.txt").write_text("Snow closed the road.\n")
    assert run(["read", "new.txt"]) == 0
    assert "events of 3 documents found anew, by the rules of this version" in capsys.readouterr().err
    with Ledger("old.db") as store:
        assert events(store) == [["august.txt"], ["coast.txt", "lima.txt"]]
        assert (store.outdated(), store.verify()) == ((), [])
        assert {change.run for change in store.changes()} == {1}
        assert store.runs()[-1].counts["gathered"] == 3
    assert run(["read", "new.txt"]) == 0
    assert "found anew" not in capsys.readouterr().err


def test_what_an_interrupted_run_left_to_gather_is_told_and_done_by_the_next_one(talks, capsys):
    with Ledger("old.db", create=True) as store:
        first, *_ = store.outdated()
        assert store.gather(first) in TEXTS
        assert store.gather("d0") is None
        assert len(store.outdated()) == 2
        assert store.verify() == []
    for arguments in (["events"], ["undertakings"], ["disagreements"], ["brief", "PER", "CHL"]):
        assert run(arguments) == 0
        assert "2 documents not yet gathered by this version's rules" in capsys.readouterr().err
    with Ledger("old.db") as store:
        for document in store.outdated():
            store.gather(document)
        assert store.fingerprint() == talks


# What verify finds.

BROKEN = [
    ("DELETE FROM events WHERE type = 'ASSAULT'", "mentions or steps make now"),
    ("UPDATE events SET sources = 9 WHERE type = 'ASSAULT'", "mentions or steps make now"),
    ("UPDATE events SET status = 'maybe' WHERE type = 'AGREE'", "mentions or steps make now"),
    ("UPDATE events SET mentions = '[' WHERE type = 'ASSAULT'", "its mentions cannot be understood"),
    ("""UPDATE events SET mentions = '["m0"]' WHERE type = 'AGREE'""", "its mention m0 is not in the ledger"),
    (
        "UPDATE events SET mentions = (SELECT mentions FROM events WHERE type = 'ASSAULT') WHERE type = 'AGREE'",
        " is in two events, ",
    ),
    (
        "INSERT INTO events SELECT 'mffffffffffffffff', type, mode, about, status, actors, recipients, date_start, "
        "date_end, date_precision, place_name, place_country, intensity, confidence, historical, mentions, documents, "
        "outlets, sources, first_reported, basis FROM events WHERE type = 'AGREE'",
        "event mffffffffffffffff: no mention or step tells it",
    ),
    ("UPDATE undertakings SET state = 'done'", "mentions or steps make now"),
    (
        "UPDATE undertakings SET id = 'u0' WHERE id = (SELECT min(id) FROM undertakings)",
        "undertaking u0: no mention or step tells it",
    ),
    ("DELETE FROM disagreements WHERE fact = 'toll'", "disagreements does not fit it"),
    ("UPDATE disagreements SET accounts = '[]' WHERE fact = 'fate'", "disagreements does not fit it"),
    ("UPDATE disagreements SET about = 'u0'", "disagreements has a row of u0, which is neither event nor undertaking"),
    ("DELETE FROM happening_parties WHERE code = 'SDN'", "happening_parties does not fit it"),
    ("UPDATE happening_sentences SET start = start + 1", "happening_sentences does not fit it"),
    ("DELETE FROM thing_groups WHERE thing LIKE 'u%'", " is in no group"),
    (
        "UPDATE thing_groups SET \"group\" = (SELECT id FROM events WHERE type = 'ASSAULT') WHERE thing LIKE 'm%'",
        "by its members its id is m",
    ),
    ("""UPDATE thing_groups SET "group" = 'm0' WHERE thing LIKE 'm%'""", "event m0: by its members its id is m"),
    ("DELETE FROM things WHERE id LIKE 'm%'", "was not gathered with the others of its document"),
    ("DELETE FROM things WHERE id LIKE 'u%'", "step u"),
    ("UPDATE things SET data = '{' WHERE id LIKE 'm%'", "a member cannot be understood"),
    (
        "UPDATE things SET data = replace(data, '\"ASSAULT\"', '\"COERCE\"')",
        "mentions or steps make now",
    ),
    ("UPDATE things SET document = (SELECT min(id) FROM documents)", "the ledger has no such mention in its document"),
    ("UPDATE things SET document = (SELECT min(id) FROM documents)", "the ledger has no such step in its document"),
    ("UPDATE thing_keys SET thing = 'm0'", "thing_keys has a row of m0, which is neither mention nor step"),
    ("UPDATE thing_links SET other = 'm0'", "thing_links has a row of m0, which is neither mention nor step"),
    ("INSERT INTO former_ids VALUES ('m0', 'm1')", "the former id m0 leads to what is neither event nor undertaking"),
    (
        "INSERT INTO rulings (at, verdict, one, other) SELECT '', 'same', min(id), max(id) FROM events",
        "are apart, and a ruling says that they are the same",
    ),
]


@pytest.mark.parametrize(("statement", "problem"), BROKEN)
def test_verify_finds_each_kind_of_broken_group(ledger, statement, problem):
    ledger.close()
    with closing(sqlite3.connect(ledger.path)) as foreign:
        statement = statement.replace("UPDATE thing_keys SET", "UPDATE OR REPLACE thing_keys SET")
        statement = statement.replace("UPDATE thing_links SET", "UPDATE OR REPLACE thing_links SET")
        assert foreign.execute(statement).rowcount > 0
        foreign.commit()
    with Ledger(ledger.path) as store:
        found = store.verify()
    assert any(problem in line for line in found), found
    assert not any("\n" in line for line in found)


def test_groups_of_older_rules_are_no_fault(ledger):
    connection = ledger._database.connection
    connection.execute("UPDATE documents SET gathered = 'older'")
    connection.execute("UPDATE events SET sources = 9")
    assert ledger.verify() == []
    connection.execute("UPDATE documents SET gathered = ?", (RULES,))
    assert len(ledger.verify()) == len(ALL)
