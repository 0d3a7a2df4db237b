"""Views of a ledger for notebooks: tables for pandas and polars, charts that show themselves."""

import sys

import pytest

import dragoman
from dragoman.errors import DragomanError, FilterError
from dragoman.ledger import Filter


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("view")
    (folder / "talks.txt").write_text("Peru and Chile held talks on copper in Arica on 14 June 2016.\n")
    (folder / "plan.txt").write_text("The Chilean president will visit Bolivia in September 2016.\n")
    with dragoman.read(folder, folder / "l.db", published="2016-06-15") as store:
        yield store


def test_a_pair_is_a_table_for_pandas_and_for_polars(ledger):
    pair = ledger.pair("CHL", "PER")
    (row,) = pair.rows("events")
    for library in ("pandas", "polars"):
        frame = pair.to_dataframe("events", library)
        assert type(frame).__module__.startswith(library)
        assert (list(frame.columns), frame.shape[0]) == (list(row), 1)
    assert row["date_start"] == "2016-06-14"
    assert len(ledger.view().rows("mentions")) == ledger.count(Filter()) == 2
    assert len(ledger.view(since="2016-09").rows("mentions")) == 1


def test_what_is_not_installed_is_named_with_the_way_to_it(ledger, monkeypatch):
    for library in ("pandas", "polars"):
        monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(DragomanError, match=r"^neither pandas nor polars is installed: pip install pandas$"):
        ledger.view().to_dataframe()
    with pytest.raises(DragomanError, match=r"^polars is not installed: pip install polars$"):
        ledger.view().to_dataframe(library="polars")
    with pytest.raises(FilterError, match="no library 'excel'; it is one of pandas, polars"):
        ledger.view().to_dataframe(library="excel")
    with pytest.raises(FilterError, match="no table 'event'; did you mean events"):
        ledger.view().rows("event")


def test_a_chart_shows_itself_in_a_notebook(ledger):
    drawing = ledger.pair("CHL", "PER").chart("chronology")
    assert drawing._repr_svg_() == drawing.svg()
    assert drawing.svg().startswith("<svg ")
    assert drawing.png(1.0).startswith(b"\x89PNG")
    assert ledger.view().chart("network").spec["datasets"]["ties"]
