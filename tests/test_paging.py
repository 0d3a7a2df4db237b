"""Lists a page at a time, and what they count: pages together are the list, numbers are those of the rows."""

import re
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from itertools import combinations

import pytest

from dragoman.codebook.lineage import lineage
from dragoman.errors import FilterError
from dragoman.ledger import Filter, Ledger, connect
from dragoman.pipeline import Coder, read_text

TEXTS = (
    ("Peru and Chile held talks on copper in Arica on 14 June 2016.", "Andes Post", "2016-06-15"),
    ("Bolivia accused Chile of breaking a treaty. Peru condemned Bolivia on Sunday.", "Andes Post", "2016-06-20"),
    ("The Chilean president has cancelled his visit to Peru.", "Coast Daily", "2016-08-30"),
    ("Chile signed an agreement with Ecuador on 3 May 2016. Ecuador sent aid to Peru.", "Coast Daily", "2016-05-04"),
    ("Russia recalled that the Soviet Union had signed a treaty with Chile in 1971.", None, "2016-05-04"),
)


LATER = re.findall(r"CREATE INDEX (\w+)", connect._migrations()[3])


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    coder = Coder()
    where = tmp_path_factory.mktemp("paging") / "l.db"
    with Ledger(where, create=True) as store:
        for number, (text, outlet, day) in enumerate(TEXTS):
            reading = read_text(text, coder, day)
            store.add(replace(reading, document=replace(reading.document, name=f"{number}.txt", outlet=outlet)))
    return where


@pytest.fixture
def ledger(path):
    with Ledger(path) as store:
        yield store


FILTERS = [
    Filter(),
    Filter(pair=("CHL", "PER")),
    Filter(party="CHL", since="2016-05"),
    Filter(types=("ACCUSE", "CONSULT")),
    Filter(words="treaty"),
    Filter(outlets=("Andes Post",)),
    Filter(historical=True),
]


@pytest.mark.parametrize("asked", FILTERS)
@pytest.mark.parametrize("limit", [1, 2, 50])
def test_the_pages_of_a_list_are_the_list(ledger, asked, limit):
    lists = [
        (ledger.mentions_page, ledger.mentions, ("day", "latest", "doubt")),
        (ledger.events_page, ledger.events, ("day", "latest")),
        (ledger.undertakings_page, ledger.undertakings, (None,)),
        (ledger.documents_page, ledger.documents, (None,)),
    ]
    for page, whole, orders in lists:
        wanted = {item.id for item in whole(asked)}
        for order in orders:
            found, after = [], None
            while True:
                more = {"order": order} if order else {}
                one = page(asked, after=after, limit=limit, **more)
                assert len(one.items) <= limit
                found += [item.id for item in one.items]
                after = one.after
                if after is None:
                    break
            assert len(found) == len(set(found))
            assert set(found) == wanted


def test_each_order_is_what_it_says(ledger):
    days = [m.date_start or m.date_end for m in ledger.mentions_page(order="latest").items]
    dated = [day for day in days if day]
    assert dated == sorted(dated, reverse=True)
    assert days == dated + [None] * (len(days) - len(dated))
    doubts = [m.confidence for m in ledger.mentions_page(order="doubt").items]
    assert doubts == sorted(doubts)
    assert len(set(doubts)) > 1


def test_what_comes_between_moves_no_page(path, tmp_path, ledger):
    first = ledger.mentions_page(limit=2)
    with Ledger(tmp_path / "l.db", create=True) as other:
        for reading in (ledger.reading(row.id) for row in ledger.documents()):
            other.add(reading)
        rest = [m.id for m in other.mentions_page(after=first.after, limit=500).items]
        other.add(read_text("Fiji accused Samoa of theft on 1 January 1990.", Coder(), "2016-05-04"))
        assert [m.id for m in other.mentions_page(after=first.after, limit=500).items] == rest


@pytest.mark.parametrize("place", ["", "x", "9~2012~m1", "~~", "0~2012~", "-1~a~b", "²~a~b", "0"])
def test_a_place_that_no_page_gave_is_refused(ledger, place):
    with pytest.raises(FilterError, match="no place"):
        ledger.mentions_page(after=place)


def test_orders_and_sizes_that_are_none_are_refused(ledger):
    with pytest.raises(FilterError, match="no order 'days'; did you mean day"):
        ledger.mentions_page(order="days")
    for limit in (0, 501, -1):
        with pytest.raises(FilterError, match="out of range"):
            ledger.events_page(limit=limit)
    with pytest.raises(FilterError, match="no outlet 'Andes Past'; did you mean Andes Post"):
        ledger.count(Filter(outlets=("Andes Past",)))


@pytest.mark.parametrize("asked", FILTERS)
def test_facets_count_the_rows(ledger, asked):
    rows = list(ledger.mentions(asked))
    found = ledger.facets(asked)
    assert (found.total, found.complete) == (len(rows), True)
    assert found.counts["type"] == Counter(m.type for m in rows)
    assert found.counts["status"] == Counter(str(m.status) for m in rows)
    if asked.party is None:
        sides = [{lineage(code) for code in (*m.actors, *m.recipients)} for m in rows]
        assert found.counts["party"] == Counter(code for side in sides for code in side)
    assert dict(ledger.states(asked)) == Counter(one.state for one in ledger.undertakings(asked))
    assert ledger.size("events", asked) == sum(1 for _ in ledger.events(asked))
    assert found.counts["historical"] == Counter("yes" if m.historical else "no" for m in rows)
    assert sum(found.counts["outlet"].values()) <= len(rows)
    assert found.counts["confidence"].get("0.7", 0) == sum(m.confidence >= 0.7 for m in rows)
    if len(rows) > 1:
        few = ledger.facets(asked, 1)
        assert (few.total, few.complete) == (1, False)


def test_tallies_company_and_sources_count_events(ledger):
    asked = Filter(party="CHL")
    events = list(ledger.events(asked))
    tallies = ledger.tallies(asked)
    assert sum(tally.events for tally in tallies) == len(events)
    assert {(t.type, t.status) for t in tallies} == {(e.type, str(e.status)) for e in events}
    assert dict(ledger.company(asked)) == Counter(c for e in events for c in {*e.actors, *e.recipients})
    names = {row.id: row.name for row in ledger.documents()}
    assert {names[key]: n for key, n in ledger.sources(asked)} == Counter(d for e in events for d in e.documents)


def test_pairs_are_counted_as_events_come_and_go(path, tmp_path):
    with Ledger(path) as full, Ledger(tmp_path / "l.db", create=True) as ledger:
        for row in full.documents():
            ledger.add(full.reading(row.id))
        assert_counted(ledger)
        ledger.rule(next(m.id for m in ledger.mentions() if m.type == "CONSULT"), "reject")
        assert_counted(ledger)
        assert ledger.verify() == []
        ledger.rulings()
    with closing(sqlite3.connect(tmp_path / "l.db")) as raw:
        raw.execute("UPDATE pairs SET events = events + 1 WHERE one = 'CHL'")
        raw.commit()
    with Ledger(tmp_path / "l.db") as ledger:
        assert any("and 2 are counted" in fault for fault in ledger.verify())


def test_an_older_ledger_gets_its_pairs(path, tmp_path):
    with Ledger(path) as full, Ledger(tmp_path / "l.db", create=True) as ledger:
        for row in full.documents():
            ledger.add(full.reading(row.id))
        pairs = ledger.pairs()
    with closing(sqlite3.connect(tmp_path / "l.db")) as old:
        old.execute("DROP TABLE pairs")
        there = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        for (name,) in old.execute(there).fetchall():
            if name in LATER:
                old.execute(f"DROP INDEX {name}")
        old.execute("PRAGMA user_version = 3")
        old.commit()
    with Ledger(tmp_path / "l.db", create=True) as ledger:
        assert ledger.pairs() == pairs
        assert ledger.verify() == []


def assert_counted(ledger):
    counted = Counter(
        pair
        for event in ledger.events()
        for pair in combinations(sorted({lineage(code) for code in (*event.actors, *event.recipients)}), 2)
    )
    assert {(one, other): n for one, other, n in ledger.pairs(500)} == counted
    assert counted
