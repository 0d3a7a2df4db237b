"""Exports: what is in the ledger comes out whole in every format, and no folder of the user's is harmed."""

import csv
import hashlib
import json
import os
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.cli.main import run
from dragoman.errors import DragomanError
from dragoman.exchange import FORMATS, MENTION_FIELDS, TABLES, export, mention_row
from dragoman.exchange.csv import cell
from dragoman.ledger import Filter, Ledger
from dragoman.records import Mention, Place
from readings import CODER, reading, row

PRESS = (
    reading(
        "visit.txt",
        (
            "body",
            '=HYPERLINK("http://x","an envoy, it says; came")\non a visit.',
            row("RUS", "PAK USA", mode="visit", actor_names=("Vladimir Putin",), date_start="2012-10-04")
            | {"date_end": "2012-10-04", "date_precision": "day", "reasons": ("one; two", "@three"), "intensity": -2.0},
        ),
        ("comment", "Nobody asked the readers.", row("PAK", "RUS", "ACCUSE")),
        published="2012-10-05",
    ),
    reading(
        "visit.txt",
        ("body", "Łódź was told nothing. 😀", row("POL SUN", status="planned", place=None, quantities=())),
    ),
    reading("silence.txt", "Nothing is told here."),
)
FORMAT_NAMES = list(FORMATS)


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Ledger(tmp_path / "l.db", create=True) as store:
        for each in PRESS:
            store.add(each)
        yield store


def table(folder, name):
    """The rows of an exported table as JSON has them, whatever its format."""
    (path,) = Path(folder).glob(f"{name}.*")
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))
    found = duckdb.sql(f"FROM '{path}'")
    return [dict(zip(found.columns, values, strict=True)) for values in found.fetchall()]


@pytest.mark.parametrize("format", ["jsonl", "parquet"])
def test_every_value_comes_out_as_it_went_in(ledger, format):
    export(ledger, Path("out"), FORMATS[format])
    ids = [each.document.id for each in PRESS]
    expected = [
        json.loads(json.dumps(mention_row(mention))) | {"document_id": home}
        for mention, home in ((PRESS[0].mentions[0], ids[0]), (PRESS[1].mentions[0], ids[1]))
    ]
    assert table("out", "mentions") == expected
    assert table("out", "mention_parties") == [
        {"mention": expected[0]["id"], "role": "actor", "n": 0, "code": "RUS", "name": "Vladimir Putin"}
        | {"lineage": "RUS", "cow": 365},
        {"mention": expected[0]["id"], "role": "recipient", "n": 0, "code": "PAK", "name": "PAK"}
        | {"lineage": "PAK", "cow": 770},
        {"mention": expected[0]["id"], "role": "recipient", "n": 1, "code": "USA", "name": "USA"}
        | {"lineage": "USA", "cow": 2},
        {"mention": expected[1]["id"], "role": "actor", "n": 0, "code": "POL", "name": "POL"}
        | {"lineage": "POL", "cow": 290},
        {"mention": expected[1]["id"], "role": "actor", "n": 1, "code": "SUN", "name": "SUN"}
        | {"lineage": "RUS", "cow": 365},
    ]
    documents = table("out", "documents")
    assert [(each["name"], each["published"], each["flags"], each["mentions"]) for each in documents] == [
        ("silence.txt", None, ["guessed"], 0),
        *sorted(
            [("visit.txt", "2012-10-05", ["guessed"], 2), ("visit.txt", None, ["guessed"], 1)],
            key=lambda each: ids[0] < ids[1] if each[1] else ids[1] < ids[0],
            reverse=True,
        ),
    ]


def test_csv_has_flat_cells_that_no_spreadsheet_runs(ledger):
    export(ledger, Path("out"), FORMATS["csv"])
    first, second = table("out", "mentions")
    assert first["sentence"] == "'" + PRESS[0].sentences[0].text
    assert (first["recipients"], first["actor_names"]) == ("PAK;USA", "Vladimir Putin")
    assert (first["reasons"], first["intensity"]) == ("one, two;'@three", "-2.0")
    assert (first["reciprocal"], second["reciprocal"]) == ("false", "true")
    assert json.loads(first["place"]) == {"name": "Dushanbe", "country": "TJK"}
    assert (second["place"], second["quantities"], second["date_start"]) == ("", "", "")
    assert second["sentence"] == "Łódź was told nothing. 😀"


CELLS = [
    (None, ""),
    (True, "true"),
    (-3, -3),
    (-0.5, -0.5),
    ("", ""),
    ("plain", "plain"),
    ("=1+1", "'=1+1"),
    ("+1", "'+1"),
    ("-1", "'-1"),
    ("@cmd", "'@cmd"),
    ("\tx", "'\tx"),
    ("\rx", "'\rx"),
    ("\nx", "'\nx"),
    ("＝1", "'＝1"),
    ("x=1", "x=1"),
    ([], ""),
    (("PAK", "RUS"), "PAK;RUS"),
    (["=1", "b;c"], "'=1;b,c"),
    ([{"value": 1.5}], '[{"value":1.5}]'),
    ({"name": "Kiev", "country": None}, '{"name":"Kiev","country":null}'),
]


@pytest.mark.parametrize(("value", "expected"), CELLS)
def test_a_value_is_one_cell(value, expected):
    assert cell(value) == expected


@given(st.text() | st.lists(st.text()))
def test_no_text_becomes_a_formula(value):
    assert not str(cell(value)).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_the_columns_are_those_of_the_records():
    assert list(MENTION_FIELDS) == list(Mention.__dataclass_fields__)
    assert [each.name for each in TABLES] == [
        "documents",
        "mentions",
        "mention_parties",
        "events",
        "undertakings",
        "disagreements",
    ]


@pytest.mark.parametrize("format", FORMAT_NAMES)
def test_the_manifest_fits_the_files_and_the_same_export_is_the_same(ledger, format):
    manifest = export(ledger, Path("out"), FORMATS[format], Filter(pair=("PAK", "RUS"), since="2012"))
    told = json.loads(Path("out/manifest.json").read_text())
    assert (told["format"], told["coders"]) == (format, [CODER])
    assert told["filters"] == {"pair": ["PAK", "RUS"], "since": "2012"}
    assert {name: each["rows"] for name, each in told["tables"].items()} == {
        "documents": 1,
        "mentions": 1,
        "mention_parties": 3,
        "events": 1,
        "undertakings": 0,
        "disagreements": 0,
    }
    for name, each in told["tables"].items():
        data = Path("out", each["file"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (each["bytes"], each["sha256"])
        assert len(table("out", name)) == each["rows"]
        assert list(each["columns"]) == list(next(t for t in TABLES if t.name == name).columns)
    assert export(ledger, Path("again"), FORMATS[format], Filter(pair=("PAK", "RUS"), since="2012")) == manifest


def test_every_format_and_column_is_documented():
    text = (Path(__file__).parents[1] / "docs/export.md").read_text() + "`passage`"
    commands = (Path(__file__).parents[1] / "docs/commands.md").read_text()
    for table_ in TABLES:
        named = text if table_.name != "mentions" else text + " ".join(f"`{name}`" for name in fields_of(commands))
        assert [column for column in table_.columns if f"`{column}`" not in named] == []
    headings = {"csv": "## CSV", "jsonl": "## JSON lines", "parquet": "## Parquet"}
    assert [name for name in FORMATS if headings[name] not in text] == []


def fields_of(commands):
    listed = commands.split("gives all fields:")[1].split("`")[1]
    return [name.strip() for name in listed.split(",")]


# Folders.


def test_an_earlier_export_is_replaced_and_other_files_stay(ledger):
    export(ledger, Path("out"), FORMATS["csv"])
    Path("out/notes.txt").write_text("mine")
    Path("out/.dragoman-partial-killed").mkdir()
    export(ledger, Path("out"), FORMATS["jsonl"])
    assert sorted(path.name for path in Path("out").iterdir()) == [
        "disagreements.jsonl",
        "documents.jsonl",
        "events.jsonl",
        "manifest.json",
        "mention_parties.jsonl",
        "mentions.jsonl",
        "notes.txt",
        "undertakings.jsonl",
    ]


def test_a_manifest_that_names_other_files_cannot_have_them_removed(ledger):
    export(ledger, Path("out"), FORMATS["csv"])
    Path("precious.txt").write_text("mine")
    manifest = json.loads(Path("out/manifest.json").read_text())
    manifest["tables"]["documents"]["file"] = "../precious.txt"
    Path("out/manifest.json").write_text(json.dumps(manifest))
    export(ledger, Path("out"), FORMATS["jsonl"])
    assert Path("precious.txt").read_text() == "mine"


def test_a_folder_of_other_things_is_refused_unless_forced(ledger):
    folder = Path("thesis")
    folder.mkdir()
    (folder / "thesis.tex").write_text("mine")
    (folder / "manifest.json").write_text('{"name": "of another program"}')
    with pytest.raises(DragomanError) as caught:
        export(ledger, folder, FORMATS["csv"])
    assert str(caught.value) == (
        "thesis is not empty and no export of dragoman; name another folder, or give --force to write into it"
    )
    assert len(list(folder.iterdir())) == 2
    export(ledger, folder, FORMATS["csv"], force=True)
    assert (folder / "thesis.tex").read_text() == "mine"
    assert len(table(folder, "documents")) == 3


REFUSED = [
    ("l.db", "l.db is a file; an export needs a folder of its own"),
    ("l.db/out", "l.db/out cannot be written: Not a directory"),
    ("/proc/out", "/proc/out cannot be written: No such file or directory"),
]


@pytest.mark.parametrize(("folder", "message"), REFUSED)
def test_a_folder_that_cannot_be_is_refused(ledger, folder, message):
    with pytest.raises(DragomanError) as caught:
        export(ledger, Path(folder), FORMATS["csv"])
    assert str(caught.value) == message


@pytest.mark.parametrize("new", [True, False])
def test_an_export_that_fails_leaves_what_was_there(ledger, new):
    @contextmanager
    def full(path, columns):
        with path.open("w") as file:
            file.write("half")

            def add(row):
                raise OSError(28, "No space left on device")

            yield add

    if not new:
        export(ledger, Path("out"), FORMATS["csv"])
        before = {path.name: path.read_bytes() for path in Path("out").iterdir()}
    with pytest.raises(DragomanError, match=r"^out cannot be written: No space left on device$"):
        export(ledger, Path("out"), replace(FORMATS["csv"], open=full))
    if new:
        assert not Path("out").exists()
    else:
        assert {path.name: path.read_bytes() for path in Path("out").iterdir()} == before


def test_odd_folder_names_do_no_harm(ledger):
    folder = Path("o'ut [1]*; --")
    export(ledger, folder, FORMATS["parquet"])
    assert sorted(path.name for path in folder.iterdir()) == [
        "disagreements.parquet",
        "documents.parquet",
        "events.parquet",
        "manifest.json",
        "mention_parties.parquet",
        "mentions.parquet",
        "undertakings.parquet",
    ]


def test_parquet_is_written_without_network_extensions_or_other_folders(ledger, monkeypatch):
    made = []

    class Kept:
        """A connection that stays open when it is left."""

        def __init__(self, *arguments, **options):
            self.connection = connect(*arguments, **options)
            made.append(self.connection)

        def __enter__(self):
            return self.connection

        def __exit__(self, *_):
            pass

    connect = duckdb.connect
    monkeypatch.setattr(duckdb, "connect", Kept)
    Path("secret.txt").write_text("mine")
    export(ledger, Path("out"), FORMATS["parquet"])
    assert len(made) == len(TABLES)
    for statement in (
        f"FROM read_text('{Path('secret.txt').absolute()}')",
        "FROM read_text('http://127.0.0.1:9/x')",
        "INSTALL httpfs",
        "LOAD httpfs",
        "COPY (SELECT 1) TO 'here.csv'",
        "SET enable_external_access = true",
        "SET autoload_known_extensions = true",
    ):
        with pytest.raises(duckdb.Error):
            made[0].execute(statement)
    for connection in made:
        connection.close()


def test_parquet_that_cannot_be_written_is_one_line(ledger, monkeypatch):
    def broken(*_, **__):
        raise duckdb.IOException("IO Error: the disk is full\n\nwith much more")

    monkeypatch.setattr(duckdb, "connect", broken)
    with pytest.raises(DragomanError) as caught:
        export(ledger, Path("out"), FORMATS["parquet"])
    assert str(caught.value) == (
        "disagreements.parquet cannot be written (DuckDB: IO Error: the disk is full); try --format jsonl"
    )


def test_a_place_without_a_state_and_a_long_sentence_fit_every_format(tmp_path):
    long = reading("long.txt", ("body", "Talks. " * 400_000 + "End.", row("PAK RUS", place=Place("Camp X", None))))
    with Ledger(tmp_path / "long.db", create=True) as store:
        store.add(long)
        for format in FORMATS.values():
            export(store, tmp_path / format.name, format)
    (found,) = table(tmp_path / "parquet", "mentions")
    assert (found["place"], len(found["sentence"])) == ({"name": "Camp X", "country": None}, 2_800_004)


def test_the_command_tells_what_it_wrote(ledger, capsys):
    assert run(["export", "out", "--format", "jsonl", "--ledger", "l.db", "--status", "planned"]) == 0
    assert capsys.readouterr() == (
        "",
        "out: documents.jsonl (1 row), mentions.jsonl (1 row), mention_parties.jsonl (2 rows), events.jsonl (0 rows), "
        "undertakings.jsonl (0 rows), disagreements.jsonl (0 rows), manifest.json\n",
    )
    assert json.loads(Path("out/manifest.json").read_text())["filters"] == {"statuses": ["planned"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("met in Lahore;=1+1", "met in Lahore;'=1+1"),
        ("met; +5 degrees", "met;' +5 degrees"),
        ("a tab\t@x", "a tab\t'@x"),
        ("  =1+1", "'  =1+1"),
        ("\u00a0-1", "'\u00a0-1"),
        ("a line\n=1", "a line\n'=1"),
        ("one; two, =3", "one; two, =3"),
    ],
)
def test_a_formula_is_defused_wherever_a_spreadsheet_may_begin_a_cell(text, expected):
    assert cell(text) == expected


def test_an_export_holds_one_state_while_another_process_writes(ledger, tmp_path):
    with Ledger(ledger.path) as other, ledger.snapshot():
        before = ledger.totals()
        for each in PRESS:
            other.recode(each.document.id, replace(each, mentions=()))
        assert ledger.totals() == before
    assert ledger.totals()["mentions"] == 0


def test_parquet_in_a_folder_whose_name_is_no_utf8_is_refused_with_the_way_out(ledger, capsys):
    assert run(["export", os.fsdecode(b"\xff.d"), "--format", "parquet", "--ledger", str(ledger.path)]) == 1
    assert "try --format jsonl" in capsys.readouterr().err
