"""Charts: events in, points with their days, titles and links out, drawn here and leading nowhere else."""

import re
import sys
from dataclasses import replace

import pytest

from dragoman.charts import CHARTS, chart, png, svg
from dragoman.charts.board import board
from dragoman.charts.points import Seen
from dragoman.cli.main import run
from dragoman.errors import DragomanError, FilterError
from dragoman.exchange.titles import titles
from dragoman.ledger import Filter, Ledger
from dragoman.pipeline import Coder, read_text

TEXTS = {
    "talks.txt": ("Peru and Chile held talks on copper in Arica on Tuesday.", "2016-06-15"),
    "plan.txt": ("The Chilean president will visit Peru on 9 September 2016, the foreign ministry said.", "2016-06-20"),
    "off.txt": ("The Chilean president has postponed his visit to Peru.", "2016-08-30"),
    "raid.txt": ("Chilean troops attacked a Peruvian village on Monday.", "2016-08-30"),
    "old.txt": ("In 1879 Chile attacked Peru.", "2016-08-30"),
}
PAIR = Filter(pair=("CHL", "PER"))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    coder = Coder()
    with Ledger(tmp_path_factory.mktemp("charts") / "l.db", create=True) as store:
        for name, (text, day) in TEXTS.items():
            reading = read_text(text, coder, day)
            store.add(replace(reading, document=replace(reading.document, name=name)))
        yield store


def rows(ledger, name):
    return chart(name, ledger, PAIR)["datasets"]["rows"]


def test_a_chronology_sets_the_day_of_an_act_against_that_of_its_report(ledger):
    found = {(row["from"], row["day"], row["reported"], row["fate"], row["quad"]) for row in rows(ledger, "chronology")}
    assert found == {
        ("2016-06-14", "2016-06-14", "2016-06-15", "took place", "verbal cooperation"),
        ("2016-09-09", "2016-09-09", "2016-06-20", "planned", "verbal cooperation"),
        (None, None, "2016-08-30", "postponed", "verbal conflict"),
        ("2016-08-29", "2016-08-29", "2016-08-30", "took place", "material conflict"),
    }
    spec = chart("chronology", ledger, PAIR)
    assert spec["title"]["subtitle"] == "left out: 1 of history"
    assert spec["datasets"]["line"] == [{"day": "2016-06-15"}, {"day": "2016-08-30"}]


def test_months_count_cooperation_above_the_line_and_conflict_below(ledger):
    assert [(row["month"], row["quad"], row["signed"]) for row in rows(ledger, "months")] == [
        ("2016-06", "verbal cooperation", 1),
        ("2016-08", "material conflict", -1),
    ]


def test_a_board_has_a_card_for_each_undertaking_in_the_column_of_its_state(ledger):
    spec = chart("board", ledger, PAIR)
    cards = [(row["state"], row["place"], row["name"]) for row in spec["datasets"]["rows"]]
    assert cards == [(one.state, 0, "visit of Chile to Peru") for one in ledger.undertakings(PAIR)]
    many = [replace(one, id=f"u{n}") for one in ledger.undertakings(PAIR) for n in range(20)]
    (*_, last) = board(Seen(undertakings=tuple(many))).rows
    assert (last["place"], last["name"]) == (13, "and 7 more")


def test_a_network_ties_those_who_act_together_and_stands_still(ledger):
    spec = chart("network", ledger, Filter())
    assert [(row["code"], row["events"]) for row in spec["datasets"]["rows"]] == [("CHL", 5), ("PER", 5)]
    assert [(tie["events"], tie["tone"]) for tie in spec["datasets"]["ties"]] == [(5, "mixed")]
    assert chart("network", ledger, Filter()) == spec


@pytest.mark.parametrize("name", CHARTS)
def test_every_point_has_a_title_and_a_link_and_leads_to_no_other_place(ledger, name):
    spec = chart(name, ledger, PAIR, titles(ledger, PAIR))
    drawn = svg(spec, "http://127.0.0.1:8000/")
    marks = set(re.findall(r'<a href="([^"]+)"><\w+ [^>]*><title>([^<]+)</title>', drawn))
    points = [row for data in ("rows", "ties") for row in spec["datasets"].get(data, ())]
    assert marks == {(f"http://127.0.0.1:8000/{row['link']}".replace("&", "&amp;"), row["title"]) for row in points}
    assert "vega.github.io" not in drawn
    assert "<script" not in drawn
    assert "<a " not in svg(spec, None)
    assert svg(spec, None) == svg(spec, None)
    assert png(spec).startswith(b"\x89PNG")


def test_titles_tell_events_in_words(ledger):
    told = titles(ledger, PAIR)
    assert sorted(told(event) for event in ledger.events(PAIR) if event.type == "CONSULT") == [
        "14 June 2016: Chile and Peru held talks (occurred, 1 source)"
    ]


def test_words_of_a_text_stay_words(ledger):
    spec = chart("chronology", ledger, PAIR, lambda event: '<script>alert(1)</script>"&')
    assert "<script" not in svg(spec, None)
    assert "&lt;script&gt;" in svg(spec, None)


def test_the_command_draws_into_a_file_or_on_standard_output(ledger, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("DRAGOMAN_LEDGER", str(ledger.path))
    monkeypatch.chdir(tmp_path)
    assert run(["chart", "chronology", "CHL", "PER", "-o", "c.svg", "--links", "http://127.0.0.1:8000"]) == 0
    assert 'href="http://127.0.0.1:8000/events/m' in (tmp_path / "c.svg").read_text()
    assert run(["chart", "months", "CHL", "PER", "-o", "m.png"]) == 0
    assert (tmp_path / "m.png").read_bytes().startswith(b"\x89PNG")
    assert run(["chart", "months", "CHL", "PER"]) == 0
    assert capsys.readouterr().out.startswith("<svg ")
    assert run(["chart", "months", "CHL", "PER", "-o", "m.pdf"]) == 2
    assert "A chart is SVG or PNG: name a file such as m.svg." in capsys.readouterr().err
    assert run(["chart", "months", "CHL", "BOL"]) == 1
    assert capsys.readouterr().err == "dragoman: nothing to draw: nothing answers this\n"


def test_a_chart_that_is_none_is_named_with_the_nearest(ledger):
    with pytest.raises(FilterError, match="no chart 'month'; did you mean months"):
        chart("month", ledger, PAIR)


def test_what_is_not_installed_is_named_with_the_way_to_it(ledger, monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(DragomanError, match=r"^charts and pages need vl_convert: pip install 'dragoman\[pages\]'$"):
        svg(chart("months", ledger, PAIR))
