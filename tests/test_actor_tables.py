"""The actor tables: what they hold, and how the loader names file and line of a mistake."""

import csv
import re
import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from dragoman.codebook.actor_rows import NONSTATE, SECTORS, Period
from dragoman.codebook.actor_tables import load_actor_tables
from dragoman.codebook.own_actors import actor_tables
from dragoman.errors import CodebookError

TABLES = files("dragoman.codebook") / "actors"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with the tables, to be spoilt."""
    with as_file(TABLES) as folder:
        shutil.copytree(folder, tmp_path / "actors")
    return tmp_path / "actors"


def test_the_tables_are_as_large_as_promised() -> None:
    tables = actor_tables()
    armed = {row.name for row in tables.groups if "REB" in row.sectors}
    heads = {"president", "prime minister", "premier", "chancellor", "king", "queen", "emir", "sultan", "head of state"}
    assert len(tables.states) >= 200
    assert sum(row.office in heads for row in tables.people) >= 1_200
    ministers = [row for row in tables.people if row.office in ("foreign minister", "defence minister", "army chief")]
    assert len(ministers) >= 500
    assert len({row.code for row in ministers}) >= 40
    assert len(tables.bodies) >= 150
    assert len({row.body for row in tables.memberships}) >= 45
    assert len(armed) >= 150
    assert len(tables.parties) + len(tables.projects) >= 120


def test_the_tables_that_are_loaded_unchecked_pass_every_check() -> None:
    assert load_actor_tables(TABLES) == actor_tables()


def test_every_row_says_where_it_comes_from() -> None:
    for entry in TABLES.iterdir():
        if entry.name.endswith(".csv"):
            rows = list(csv.DictReader(entry.read_text(encoding="utf-8").splitlines()))
            assert [row for row in rows if not row["source"]] == []


def test_all_members_of_the_united_nations_and_the_states_of_the_past_are_there() -> None:
    codes = {state.code for state in actor_tables().states}
    assert {"SUN", "YUG", "DDR", "CSK", "YMD", "VDR", "SCG", "XKX", "PSE", "VAT", "TWN"} <= codes
    members = codes - {
        "SUN",
        "YUG",
        "DDR",
        "CSK",
        "YMD",
        "VDR",
        "SCG",
        "XKX",
        "PSE",
        "VAT",
        "TWN",
        "HKG",
        "MAC",
    }
    assert len(members) == 193


def test_every_state_in_a_present_capital_is_one_of_today() -> None:
    past = {state.code for state in actor_tables().states if state.period.end}
    assert [
        c.name for c in actor_tables().capitals if c.code in past and not c.period.end and c.name != "East Berlin"
    ] == []


def test_sectors_are_those_of_plover() -> None:
    assert len(SECTORS) == 25
    assert len(NONSTATE) == 7


@pytest.mark.parametrize(
    ("on", "place"),
    [
        ("2008", 0),
        ("2008-09-08", -1),
        ("2008-09-09", 0),
        ("2013-09", 0),
        ("2013-09-09", 1),
        ("2014", 1),
        ("1999", -1),
    ],
)
def test_a_day_lies_before_in_or_after_a_tenure(on: str, place: int) -> None:
    assert Period("2008-09-09", "2013-09-08").place(on) == place


MISTAKES = [
    ("states.csv", "code,name", "kode,name", "states.csv:1: column 'kode' is wrong"),
    ("states.csv", "PAK,Pakistan", "PK,Pakistan", r"states.csv:\d+: code 'PK' is no ISO 3166 alpha-3 code"),
    ("capitals.csv", "Kabul,,AFG", "Kabul,,AFX", r"capitals.csv:\d+: code 'AFX' is unknown"),
    ("capitals.csv", "Kabul,,AFG,no", "Kabul,,AFG,maybe", r"capitals.csv:\d+: ambiguous 'maybe' is unknown"),
    (
        "capitals.csv",
        "Kabul,,AFG,no",
        "Cairo,,AFG,no",
        r"capitals.csv:\d+: 'cairo' stands already in capitals.csv:\d+",
    ),
    ("bodies.csv", "NATO,IGO", "NATO,IGX", r"bodies.csv:\d+: group 'IGX' is unknown"),
    ("groups.csv", "Boko Haram,,NGA,REB", "Boko Haram,,NGA,REP", r"groups.csv:\d+: sectors 'REP' is unknown"),
    (
        "groups.csv",
        "2001-11-14,2021-08-14",
        "2000-11-14,2021-08-14",
        r"groups.csv:\d+: '\w+ ?\w*' stands already in groups",
    ),
    ("metonyms.csv", "Foggy Bottom,", "NATO,", r"metonyms.csv:\d+: 'nato' stands already in bodies.csv:\d+"),
    (
        "people.csv",
        "2008-09-09,2013-09-08",
        "2008-9-9,2013-09-08",
        r"people.csv:\d+: from '2008-9-9' is no year",
    ),
    (
        "people.csv",
        "2008-09-09,2013-09-08",
        "2013-09-09,2013-09-08",
        r"people.csv:\d+: 2013-09-08 comes before",
    ),
    (
        "people.csv",
        "president,GOV,2024-03-10",
        "president,GOV,2012-03-10",
        r"'Asif Ali Zardari' holds this office already",
    ),
    (
        "titles.csv",
        "prime minister,title",
        "prime minister,tytle",
        r"titles.csv:\d+: kind 'tytle' is unknown",
    ),
    (
        "titles.csv",
        "prime minister,",
        "president,",
        r"titles.csv:\d+: 'president' stands already in titles.csv:\d+",
    ),
    (
        "not_actors.csv",
        "indian ocean,phrase,press usage",
        "indian ocean,phrase,",
        r"not_actors.csv:\d+: source is empty",
    ),
    (
        "not_actors.csv",
        "indian ocean,phrase,press usage",
        "indian ocean,phrase",
        r"not_actors.csv:\d+: 2 cells, the header has 3",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), MISTAKES)
def test_a_mistake_is_named_with_file_and_line(copy: Path, file: str, old: str, new: str, message: str) -> None:
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        load_actor_tables(copy)
    assert re.search(message, str(caught.value)), str(caught.value)


def test_a_missing_table_is_named(copy: Path) -> None:
    (copy / "people.csv").unlink()
    with pytest.raises(CodebookError, match=r"people\.csv"):
        load_actor_tables(copy)
