"""Bad input as a user meets it: what is wrong is said in one line that names the file and the way out; no crash."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.cli.main import run
from dragoman.ledger import Ledger
from dragoman.ledger.connect import format_number
from readings import reading, row

GOOD = "The foreign minister of Russia arrived in Pakistan on 4 October 2012 for talks.\n"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_LEDGER", raising=False)


def told(capsys):
    """What was said; nothing of it may be obeyed by a terminal."""
    out, err = capsys.readouterr()
    assert out == ""
    assert err.replace("\n", "").isprintable()
    return [re.sub(r"\d+\.\d s", "0.0 s", line) for line in err.splitlines()]


UNREADABLE = [
    ("empty.txt", b"", "the file is empty"),
    ("blank.txt", b" \n\t\n", "the file is empty"),
    (
        "noise.txt",
        bytes(range(256)) * 40,
        "not text: binary data (40 NUL bytes in its first 10240); save it as text or HTML",
    ),
    ("scan.pdf", b"%PDF-1.7 x", "not text: a PDF; take its text out first (pdftotext FILE.pdf)"),
    ("photo.txt", b"\x89PNG\r\n\x1a\n", "not text: a picture; dragoman reads text only"),
    ("old.db", b"SQLite format 3\x00", "not text: an SQLite database; name a ledger with --ledger"),
    ("bare.html", b"<html><head><style>p{}</style></head><body></body></html>", None),
    ("broken.jsonl", b'{"text": "x"', None),
]


@pytest.mark.parametrize(("name", "data", "reason"), UNREADABLE, ids=[name for name, *_ in UNREADABLE])
def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(tmp_path, capsys, name, data, reason):
    Path("press").mkdir()
    Path("press", name).write_bytes(data)
    Path("press", "zz-good.txt").write_text(GOOD)
    assert run(["read", "press"]) == 1
    first, left, named = told(capsys)
    assert re.fullmatch(r"1 document read: 1 sentence, \d mentions? in 0.0 s, into ledger.db", first)
    assert left == "left out 1 document:"
    assert named == f"- {name}: {reason}" if reason else re.match(rf"- {re.escape(name)}(:1)?: .{{20,}}", named)


TEXTS = [
    ("latin.txt", "Ministrů and Łódź: café talks, at last".encode("cp1250"), "taken for"),
    ("western.txt", (GOOD + "A café in Genève.").encode("cp1252"), "no UTF-8: taken for cp1252 by its bytes"),
    ("utf16.txt", GOOD.encode("utf-16"), None),
    ("utf16-bare.txt", GOOD.encode("utf-16-le"), "no byte order mark: read as utf-16-le because of its NUL bytes"),
    ("bom.txt", b"\xef\xbb\xbf" + GOOD.encode(), None),
    ("nul.txt", (GOOD + "A \x00 stray.").encode(), "1 NUL character replaced by U+FFFD"),
    ("ansi.txt", ("\x1b[2J\x1b[31m" + GOOD).encode(), "2 control characters replaced by U+FFFD"),
    ("c1.txt", (GOOD + "A \x9b31m C1.").encode(), "1 control character replaced by U+FFFD"),
    ("bidi.txt", (GOOD + "A \u202egnp.exe").encode(), "1 bidirectional control replaced by U+FFFD"),
    ("half.txt", (GOOD + "A \ud800 half.").encode("utf-8", "surrogatepass"), "1 lone surrogate replaced by U+FFFD"),
    ("cut.txt", (GOOD + "Łódź i Łódź").encode()[:-1], "1 stretch of bytes no UTF-8: replaced by U+FFFD"),
]


@pytest.mark.parametrize(("name", "data", "flag"), TEXTS, ids=[name for name, *_ in TEXTS])
def test_an_odd_text_is_read_and_what_was_repaired_is_recorded(tmp_path, capsys, monkeypatch, name, data, flag):
    Path(name).write_bytes(data)
    assert run(["read", name]) == 0
    capsys.readouterr()
    assert run(["documents"]) == 0
    (document,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (flag or "") in " ".join(document["flags"])
    assert bool(document["flags"]) == bool(flag)
    assert run(["verify"]) == 0
    monkeypatch.setenv("NO_COLOR", "1")
    for arguments in (["documents"], ["mentions"], ["show", document["id"]], ["search", "the"]):
        assert run([*arguments, "--format", "table"]) == 0
    assert run(["brief", "PAK", "RUS"]) == 0
    printed = capsys.readouterr().out
    assert printed.replace("\n", "").isprintable()


PATHS = [
    (["nowhere.txt"], "- nowhere.txt: no such file or folder"),
    (["god.txt"], "- god.txt: no such file or folder; did you mean good.txt?"),
    (["pipe"], "- pipe: no file but a pipe, socket or device: pipe its content into `-` instead"),
    (["dangling"], "- dangling: a link that leads nowhere: away.txt"),
    (["x" * 300], f"- {'x' * 300}: cannot be read: File name too long"),
    (["a\x1b[31m\nb"], "- a\ufffd[31m b: no such file or folder"),
    (["a\udcffb"], "- a\ufffdb: no such file or folder"),
]


@pytest.mark.parametrize(("paths", "line"), PATHS, ids=[ascii(paths[0][:12]) for paths, _ in PATHS])
def test_a_path_that_leads_nowhere_is_named(capsys, paths, line):
    Path("good.txt").write_text(GOOD)
    os.mkfifo("pipe")
    Path("dangling").symlink_to("away.txt")
    assert run(["read", *paths]) == 1
    assert told(capsys) == ["left out 1 document:", line]


def test_a_folder_without_anything_to_read_is_told(capsys):
    Path("hollow").mkdir()
    Path("styles").mkdir()
    Path("styles", "a.css").write_text("p {}")
    Path("styles", ".hidden").write_text(GOOD)
    assert run(["read", "hollow", "styles"]) == 1
    assert told(capsys) == [
        "not meant to be read:",
        "- hollow: the folder is empty",
        "- a.css: .css files hold no article: left out; name it to have it read as text",
        "- styles: 1 hidden file in it left out: name one to have it read",
        "dragoman: nothing to read under hollow, styles; give files, folders with texts, or - for a pipe",
    ]


def test_a_file_without_the_right_to_read_is_named(capsys, monkeypatch):
    Path("secret.txt").write_text(GOOD)
    opened = Path.open

    def guarded(path, *arguments, **options):
        if path.name == "secret.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", guarded)
    assert run(["read", "secret.txt"]) == 1
    assert told(capsys) == ["left out 1 document:", "- secret.txt: cannot be read: Permission denied"]


def test_nothing_on_standard_input_is_told():
    done = subprocess.run([sys.executable, "-m", "dragoman", "read", "-"], input=b"", capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        b"",
        b"left out 1 document:\n- stdin: the file is empty\n",
    )


# Ledgers.


def newer(path):
    Ledger(path, create=True).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {format_number() + 1}")
    connection.close()


def foreign(path):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()


LEDGERS = [
    ("missing.db", None, "missing.db does not exist; `dragoman read PATH --ledger missing.db` makes it"),
    ("folder", Path.mkdir, "folder is a folder; name a file in it, such as folder/ledger.db"),
    (
        "text.db",
        lambda path: path.write_text(GOOD * 20),
        "text.db is not a ledger: the file is not an SQLite database; choose another --ledger (SQLite: file is not a "
        "database)",
    ),
    (
        "foreign.db",
        foreign,
        "foreign.db is not a ledger: an SQLite database of another program; choose another --ledger",
    ),
    (
        "newer.db",
        newer,
        f"newer.db has format {format_number() + 1}, of a newer dragoman; this one reads up to {format_number()}: "
        "upgrade with `pip install -U dragoman`",
    ),
    ("empty.db", Path.touch, "empty.db is empty; `dragoman read PATH --ledger empty.db` makes a ledger of it"),
]
QUESTIONS = (["mentions"], ["documents"], ["search", "x"], ["show", "m1"], ["verify"], ["brief", "PAK", "RUS"])


@pytest.mark.parametrize(("name", "make", "message"), LEDGERS, ids=[name for name, *_ in LEDGERS])
def test_what_is_no_ledger_is_refused_by_every_command(capsys, name, make, message):
    if make:
        make(Path(name))
    for command in (*QUESTIONS, ["export", "out"]):
        assert run([*command, "--ledger", name]) == 1
        assert told(capsys) == [f"dragoman: {message}"]
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("name", "make", "message"), [each for each in LEDGERS if each[0] not in {"missing.db", "empty.db"}]
)
def test_nothing_is_read_into_what_is_no_ledger(capsys, name, make, message):
    make(Path(name))
    before = Path(name).read_bytes() if Path(name).is_file() else None
    Path("good.txt").write_text(GOOD)
    assert run(["read", "good.txt", "--ledger", name]) == 1
    assert told(capsys) == [f"dragoman: {message}"]
    if before is not None and name != "newer.db":
        assert Path(name).read_bytes() == before


UNWRITABLE = [
    (
        ["read", "good.txt", "--ledger", "no/where.db"],
        "no/where.db cannot be made: there is no folder no; make it first",
    ),
    (["brief", "PAK", "RUS", "-o", "no/where.md"], "no/where.md cannot be written: No such file or directory"),
    (["brief", "PAK", "RUS", "-o", "folder"], "folder cannot be written: Is a directory"),
    (["export", "good.txt"], "good.txt is a file; an export needs a folder of its own"),
    (["export", "/proc/x"], "/proc/x cannot be written: No such file or directory"),
    (["demo", "--ledger", "no/where.db"], "no/where.db cannot be made: there is no folder no; make it first"),
]


@pytest.mark.parametrize(("arguments", "message"), UNWRITABLE, ids=[" ".join(each[0][:2]) for each in UNWRITABLE])
def test_a_place_that_cannot_be_written_is_named(tmp_path, capsys, arguments, message):
    Path("good.txt").write_text(GOOD)
    Path("folder").mkdir()
    Ledger("ledger.db", create=True).close()
    assert run(arguments) == 1
    assert told(capsys) == [f"dragoman: {message}"]
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.endswith(("-wal", "-shm"))) == [
        "folder",
        "good.txt",
        "ledger.db",
    ]


def test_a_name_that_no_disk_takes_is_one_line(capsys):
    name = "x" * 300
    Ledger("ledger.db", create=True).close()
    for arguments in (["mentions", "--ledger", name], ["verify", "--ledger", name]):
        assert run(arguments) == 1
        assert told(capsys) == [f"dragoman: {name}: File name too long"]
    assert run(["export", name]) == 1
    assert told(capsys) == [f"dragoman: {name} cannot be written: File name too long"]


def test_a_full_disk_behind_standard_output_is_one_line():
    with Ledger("ledger.db", create=True) as store:
        store.add(reading("visit.txt", ("body", "An envoy came.", row("RUS", "PAK", mode="visit"))))
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dragoman", "mentions"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (1, b"dragoman: standard output: No space left on device\n")


def test_a_folder_without_the_right_to_write_is_named(capsys, monkeypatch):
    Path("good.txt").write_text(GOOD)
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    assert run(["read", "good.txt", "--ledger", "l.db"]) == 1
    assert told(capsys) == ["dragoman: l.db cannot be made: the folder . is read-only; choose another --ledger"]


# Questions.

QUESTIONS_PUT_WRONGLY = [
    (["mentions", "--type", "CONSLT"], "no type 'CONSLT'; did you mean CONSULT?"),
    (["mentions", "--status", "posponed"], "no status 'posponed'; did you mean postponed?"),
    (["mentions", "--mode", "vist"], "no mode 'vist'; did you mean visit?"),
    (["mentions", "--passage", "coment"], "no passage 'coment'; did you mean comment?"),
    (["mentions", "--actor", "pkistann"], "no actor code 'pkistann'; did you mean PAK (Pakistan)?"),
    (
        ["mentions", "--pair", "PAK", "PAK"],
        "a pair needs two parties, found PAK twice; acts inside one state are domestic rows",
    ),
    (["mentions", "--pair", "RUS", "SUN"], "RUS and SUN are one lineage; ask with strict polity to tell them apart"),
    (["mentions", "--since", "October"], "no date 'October'; write it as 2012, 2012-10 or 2012-10-05"),
    (["mentions", "--since", "2012-13"], "no date '2012-13'; write it as 2012, 2012-10 or 2012-10-05"),
    (
        ["mentions", "--since", "2013", "--until", "2012"],
        "nothing lies between 2013 and 2012; since must not be after until",
    ),
    (["mentions", "--min-confidence", "7"], "confidence 7.0 is out of range; it lies between 0 and 1"),
    (["mentions", "--document", "vist.txt"], "no document 'vist.txt'; did you mean visit.txt?"),
    (["mentions", "--words", " "], "no words to search for; give at least one"),
    (["search", ""], "no words to search for; give at least one"),
    (["read", "visit.txt", "--published", "soon"], "no date 'soon'; write it as 2012, 2012-10 or 2012-10-05"),
    (["brief", "PAK", "Q99"], "no actor code 'Q99'; states have ISO alpha-3 codes such as PAK, bodies their acronym"),
    (["mentions", "--document", "\x1b[31m\udcff"], "no document '\\x1b[31m\\udcff'; document is one of visit.txt"),
]


@pytest.mark.parametrize(
    ("arguments", "message"), QUESTIONS_PUT_WRONGLY, ids=[ascii(" ".join(each[0])) for each in QUESTIONS_PUT_WRONGLY]
)
def test_a_question_that_cannot_be_meant_gets_the_nearest_that_can(capsys, arguments, message):
    with Ledger("ledger.db", create=True) as store:
        store.add(reading("visit.txt", ("body", "An envoy came.", row("RUS", "PAK", mode="visit"))))
    assert run(arguments) == 1
    assert told(capsys) == [f"dragoman: {message}"]


def test_an_id_that_leads_nowhere_gets_the_nearest(capsys):
    made = reading("visit.txt", ("body", "An envoy came.", row("RUS", "PAK", mode="visit")))
    with Ledger("ledger.db", create=True) as store:
        store.add(made)
    document, key = made.document.id, made.mentions[0].id
    for word, message in (
        ("nothing", f"nothing has an id that begins with 'nothing'; the nearest is {key}"),
        (f"{document}:99", "no sentence of visit.txt holds character 99; the nearest begins at 0"),
        ("d0:1", f"nothing has an id that begins with 'd0'; the nearest is {document}"),
    ):
        assert run(["show", word]) == 1
        assert told(capsys) == [f"dragoman: {message}"]


def test_a_number_of_jobs_in_the_environment_that_cannot_be_meant_is_named(capsys, monkeypatch):
    monkeypatch.setenv("DRAGOMAN_JOBS", "many")
    assert run(["read", "x"]) == 1
    assert told(capsys) == ["dragoman: DRAGOMAN_JOBS is 'many'; it must be a whole number of at least 1"]
