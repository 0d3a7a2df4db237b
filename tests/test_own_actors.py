"""Rows of a user's own: what they add, what they override, who takes them up, and which mistakes are named."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import dragoman
from dragoman.cli.main import run
from dragoman.codebook.own_actors import actor_tables, use_actors
from dragoman.desk import read
from dragoman.errors import CodebookError
from dragoman.ledger import Filter, Ledger

PEOPLE = """name,names,short,code,office,sectors,from,to
Tolen Arbek,Tölen Arbek,Arbek,KAZ,foreign minister,GOV,2031-01-01,
Sergey Lavrov,Sergei Lavrov,Lavrov,RUS,foreign minister,GOV,2004-03-09,2010-12-31
"""
GROUPS = """name,code,sectors
Army of the Steppe,KAZ,REB
Wagner Group,MLI,PRM
"""


@pytest.fixture(autouse=True)
def shipped_again() -> Iterator[None]:
    """Each test leaves the tables as they were."""
    yield
    use_actors()


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "my-people.csv").write_text(PEOPLE, encoding="utf-8")
    (folder / "groups.csv").write_text(GROUPS, encoding="utf-8")
    return folder


def test_a_row_is_added(tables: Path) -> None:
    assert dragoman.resolve("Foreign Minister Arbek", on="2031-05") is None
    dragoman.use_actors([tables])
    found = dragoman.resolve("Foreign Minister Arbek", on="2031-05")
    assert found is not None
    assert (found.code, found.sectors, found.name) == ("KAZ", ("GOV",), "Tolen Arbek")
    steppe = dragoman.resolve("the Army of the Steppe")
    assert steppe is not None
    assert (steppe.code, steppe.sectors) == ("KAZ", ("REB",))


def test_a_row_overrides_the_shipped_one_of_that_name_and_office(tables: Path) -> None:
    before = dragoman.resolve("Lavrov", on="2012-10-05")
    assert before is not None
    assert before.sectors == ("GOV",)
    dragoman.use_actors([tables / "my-people.csv"])
    after = dragoman.resolve("Lavrov", on="2012-10-05")
    assert after is not None
    assert after.sectors == ("ELI",)


def test_a_word_of_yours_means_nobody_else(tables: Path) -> None:
    dragoman.use_actors([tables])
    found = dragoman.resolve("Wagner Group", on="2022-03")
    assert found is not None
    assert (found.code, found.sectors) == ("MLI", ("PRM",))


def test_none_goes_back_to_the_shipped_tables(tables: Path) -> None:
    shipped = actor_tables()
    assert re.fullmatch("[0-9a-f]{8}", dragoman.use_actors([tables]))
    assert actor_tables() != shipped
    assert dragoman.use_actors() == ""
    assert actor_tables() == shipped


def test_a_file_is_known_by_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "neu.csv"
    path.write_text("\ufeffcode,group,name,acronyms\nTESTORG,IGO,Organisation of Tests,TESTORG\n", encoding="utf-8")
    dragoman.use_actors([path])
    found = dragoman.resolve("the Organisation of Tests")
    assert found is not None
    assert found.code == "TESTORG"


MISTAKES = [
    ("people.csv", PEOPLE.replace("KAZ", "KAX"), r"people\.csv:2: code 'KAX' is unknown; near are "),
    ("people.csv", PEOPLE.replace("2031-01-01", "1 May"), r"people\.csv:2: from '1 May' is no year, month or day"),
    ("people.csv", PEOPLE.replace("office", "job"), r"people\.csv:1: column 'job' is wrong; columns are name, names"),
    ("people.csv", "name,code\nA B,KAZ\n", r"people\.csv:1: column 'office' is missing; columns are "),
    ("people.csv", PEOPLE + "short line\n", r"people\.csv:4: 1 cells, the header has 8"),
    ("people.csv", PEOPLE.replace("KAZ", '"KAZ'), r"people\.csv:\d: unexpected end of data"),
    ("mine.csv", GROUPS, r"mine\.csv: its columns fit metonyms, groups, parties; name it after its table, such as my-"),
    ("mine.csv", "who,what\n", r"mine\.csv: its columns fit no table; name it"),
    ("groups.csv", GROUPS + "Army of the Steppe,MNG,REB\n", r"groups\.csv:4: 'army of the steppe' stands already in"),
]


@pytest.mark.parametrize(("name", "text", "message"), MISTAKES)
def test_a_mistake_is_named_and_the_tables_stay(tmp_path: Path, name: str, text: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    before = actor_tables()
    with pytest.raises(CodebookError) as caught:
        use_actors([path])
    assert re.match(message, str(caught.value)), str(caught.value)
    assert actor_tables() == before


def test_what_is_no_table_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "people.csv").write_bytes(b"\xff\xfe\x00")
    for name, said in (
        ("none.csv", "none.csv: cannot be read: No such file or directory"),
        ("empty", "no table in"),
        ("people.csv", "people.csv: cannot be read:"),
    ):
        assert run(["actors", "Lavrov", "--actors", str(tmp_path / name)]) == 1
        assert capsys.readouterr().err.startswith(f"dragoman: {said}")


def test_the_command_of_actors_shows_them(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run(["actors", "Arbek", "--actors", str(tables), "--format", "jsonl", "--ledger", str(tables / "no.db")]) == 0
    )
    row = json.loads(capsys.readouterr().out)
    assert (row["name"], row["role"], row["source"]) == ("Tolen Arbek", "foreign minister", "my-people.csv")


def test_the_environment_may_name_them(
    tables: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAGOMAN_ACTORS", str(tables))
    assert run(["actors", "Arbek", "--format", "jsonl", "--ledger", str(tables / "no.db")]) == 0
    assert "Tolen Arbek" in capsys.readouterr().out


@pytest.mark.parametrize("jobs", [1, 2])
def test_reading_takes_them_up_in_every_process(tables: Path, tmp_path: Path, jobs: int) -> None:
    press = tmp_path / "press"
    press.mkdir()
    (press / "a.txt").write_text("Arbek arrived in Beijing on Monday and met President Xi Jinping.\n", encoding="utf-8")
    (press / "b.txt").write_text("Arbek was received in Moscow by President Putin on Friday.\n", encoding="utf-8")
    path = tmp_path / "ledger.db"
    summary = read(press, path, jobs=jobs, published="2031-03-05", actors=tables)
    assert (summary.added, summary.skipped) == (2, ())
    with Ledger(path, readonly=True) as ledger:
        rows = list(ledger.mentions(Filter()))
    assert {"Tolen Arbek"} <= {name for row in rows for name in row.actor_names + row.recipient_names}
    assert {row.coder.rpartition("+")[2] for row in rows} == {f"actors.{dragoman.use_actors([tables])}"}
