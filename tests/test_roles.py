"""What the tables know of a name, by function and by command."""

import json

import pytest

import dragoman
from dragoman.actors.roles import find_roles
from dragoman.cli.main import run

TEXT = (
    "Russian Foreign Minister Sergey Lavrov met his Peruvian counterpart in Oslo. Norway praised Peru for its patience."
)


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("Lavrov", "2012-10", ["Sergey Lavrov, RUS, foreign minister"]),
        ("lavrov", "1980", []),
        ("joseph kabila", "2005", ["Joseph Kabila, COD, president"]),
        ("Kabila", "2000", ["Joseph Kabila, COD, army chief", "Laurent-Desire Kabila, COD, president"]),
        ("TAPI", None, ["Turkmenistan-Afghanistan-Pakistan-India pipeline, TKM, AFG, PAK, IND, pipeline"]),
        ("Nobody Such", None, []),
    ],
)
def test_a_name_gives_its_roles_on_the_day(name, on, expected):
    assert [f"{role.name}, {role.code}, {role.role}" for role in find_roles(name, on)] == expected


def test_a_state_comes_with_its_memberships_and_a_body_with_its_members():
    assert {role.role for role in find_roles("PAK", "1960")} >= {"state", "Southeast Asia Treaty Organization"}
    members = [role.code for role in find_roles("NATO", "1950") if role.kind == "membership"]
    assert len(members) == 12
    assert "TUR" not in members


def test_roles_come_with_the_number_of_rows_that_name_their_bearer(tmp_path, capsys):
    ledger = str(tmp_path / "l.db")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    dragoman.read(str(tmp_path / "a.txt"), ledger)
    capsys.readouterr()
    assert run(["actors", "Norway", "--ledger", ledger]) == 0
    assert {row["mentions"] for row in lines(capsys) if row["kind"] == "state"} == {1}
    assert run(["actors", "--ledger", ledger]) == 0
    found = {row["code"]: (row["as_actor"], row["as_recipient"]) for row in lines(capsys)}
    assert found["NOR"] == (1, 0)
    assert found["PER"][1] == 1


def test_without_a_ledger_the_tables_answer_and_a_list_of_the_ledger_is_an_error(tmp_path, capsys):
    missing = str(tmp_path / "none.db")
    assert run(["actors", "Lavrov", "--on", "2012-10-05", "--ledger", missing]) == 0
    assert lines(capsys)[0]["mentions"] == 0
    assert run(["actors", "--ledger", missing]) == 1
    assert "none.db" in capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "words"), [(["Lavrov", "--on", "soon"], "soon"), ([" "], "no name")])
def test_what_cannot_be_meant_is_one_line(tmp_path, capsys, arguments, words):
    assert run(["actors", *arguments, "--ledger", str(tmp_path / "none.db")]) == 1
    assert words in capsys.readouterr().err


def test_nobody_is_told_so_on_a_table(tmp_path, capsys):
    assert run(["actors", "Nobody Such", "--format", "table", "--ledger", str(tmp_path / "none.db")]) == 0
    assert "the tables know nobody called Nobody Such" in capsys.readouterr().err
    assert run(["actors", "Lavrov", "--format", "table", "--ledger", str(tmp_path / "none.db")]) == 0
    assert "2004-03-09" in capsys.readouterr().out
