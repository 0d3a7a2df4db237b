"""The command line as a user meets it: rows on standard output, talk on standard error, exit codes 0, 1 and 2."""

import json
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click
import pytest
from rich.cells import cell_len

from dragoman.cli import progress
from dragoman.cli.app import COMMANDS, app
from dragoman.cli.main import run
from dragoman.cli.talk import program
from dragoman.desk import Summary
from dragoman.ledger import Ledger
from dragoman.pipeline import Coder, read_text
from readings import reading, row

DOCS = Path(__file__).parents[1] / "docs/commands.md"
DRAGOMAN = (sys.executable, "-m", "dragoman")

CONTRACT = (
    "id document start end sentence passage actors recipients actor_names recipient_names reciprocal domestic type "
    "mode about contexts status historical date_start date_end date_precision place quantities speaker intensity "
    "confidence reasons coder ruling"
).split()


def dated(day, precision="day", **fields):
    return {"date_start": day, "date_end": day, "date_precision": precision, **fields}


PRESS = (
    reading(
        "visit.txt",
        ("headline", "Envoy of Moscow is in Islamabad", row("RUS", "PAK", mode="visit", **dated("2012-10-04"))),
        (
            "body",
            "The spring visit has been put off, a Kremlin aide said.",
            row("RUS", "PAK", "REJECT", "postponed", mode="meet", about="CONSULT/visit", **dated("2012-04-02")),
        ),
        ("comment", "Nobody asked us about the visit.", row("PAK", "RUS", "ACCUSE", mode="disapprove")),
        published="2012-10-05",
    ),
    reading(
        "history.txt",
        (
            "body",
            "In 1949 the Soviet Union sent an invitation.",
            row("SUN", "PAK", "AGREE", "proposed", about="CONSULT/visit", historical=True)
            | {"date_start": "1949-01-01", "date_end": "1949-12-31", "date_precision": "year"},
        ),
        ("body", "Lahore police arrested marchers.", row("PAK", "PAK", "COERCE", mode="arrest", domestic=True)),
        published="1999",
    ),
    reading(
        "islands.txt",
        (
            "body",
            "日本と韓国の外相が会談した。 \x1b[31mred\x1b[0m and\na new line",
            row("JPN KOR", confidence=0.9, **dated("2012-08-30")),
        ),
    ),
)


def sentences_of(output):
    return [json.loads(line)["sentence"] for line in output.splitlines()]


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    """A ledger of three documents, which the environment names."""
    path = tmp_path / "press.db"
    with Ledger(path, create=True) as store:
        for each in PRESS:
            store.add(each)
    monkeypatch.setenv("DRAGOMAN_LEDGER", str(path))
    monkeypatch.chdir(tmp_path)
    return path


@pytest.fixture
def terminal(monkeypatch):
    """Runs a command whose standard output is a terminal, 100 columns wide and without colours."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")

    def run_there(*arguments):
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        return run(arguments)

    return run_there


def seen(capsys):
    """What a terminal shows: without bold and dim, and without blanks at the ends of lines."""
    return re.sub(r" +$", "", re.sub(r"\x1b\[[0124]?m", "", capsys.readouterr().out), flags=re.M)


def rows_of(capsys, *arguments):
    assert run(arguments) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


# Start and help.


def cpu_seconds(*arguments):
    child = subprocess.Popen([*DRAGOMAN, *arguments], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0
    return used.ru_utime + used.ru_stime


def test_help_costs_at_most_four_tenths_of_a_second():
    assert min(cpu_seconds("--help") for _ in range(3)) <= 0.4


def test_help_imports_nothing_heavy():
    heavy = "'sqlite3', 'rich', 'duckdb', 'trafilatura', 'msgspec', 'yaml', 'dragoman.ledger', 'dragoman.desk'"
    script = (
        "import sys; from dragoman.cli.main import run; run(['--help']); "
        f"print([m for m in ({heavy}) if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def command_of(name):
    return app.get_command(click.Context(app), name)


def options_of(name):
    return [option for each in command_of(name).params for option in (*each.opts, *each.secondary_opts)]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_says_of_itself(name):
    assert command_of(name).help.splitlines()[0] == COMMANDS[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_a_ledger_and_its_help_ends_with_an_example_that_parses(name, capsys):
    assert run([name, "--help"]) == 0
    printed = capsys.readouterr().out
    assert "--ledger PATH" in printed
    example = re.search(r"Example: dragoman (.+?)\n\n", printed, re.DOTALL)[1]
    called, *arguments = shlex.split(example)
    assert called == name
    command_of(name).make_context(name, arguments)


def test_every_command_and_option_is_documented():
    chapters = dict(re.findall(r"^## dragoman (\w+)\n(.*?)(?=^## |\Z)", DOCS.read_text(), re.M | re.S))
    assert list(chapters) == list(COMMANDS)
    for name, chapter in chapters.items():
        named = [option for option in options_of(name) if option.startswith("-")]
        assert [option for option in named if f"`{option}" not in chapter] == []
        assert f"```sh\ndragoman {name}" in chapter


def test_every_example_in_the_documentation_parses():
    lines = re.findall(r"^(?:[^#\n]*\| )?dragoman (.+?)(?: [|>] .*)?$", DOCS.read_text(), re.M)
    examples = [shlex.split(line, comments=True) for line in lines]
    assert {name for name, *_ in examples} >= set(COMMANDS)
    for name, *arguments in examples:
        command_of(name).make_context(name, arguments)


def test_version_is_told(capsys):
    assert run(["--version"]) == 0
    assert re.fullmatch(r"dragoman \d+\.\d+\.\d+\n", capsys.readouterr().out)


USAGE = [
    ([], "Usage: dragoman"),
    (["mentoins"], "Error: No such command 'mentoins'. Did you mean mentions?"),
    (["xyz"], f"Error: No such command 'xyz'. Commands are {', '.join(COMMANDS)}."),
    (["mentions", "--colour"], "Error: No such option '--colour'"),
    (["mentions", "--format", "xml"], "'xml' is not one of 'table', 'json', 'jsonl', 'csv'"),
    (["mentions", "--pair", "PAK"], "Error: --pair needs two codes, such as --pair PAK RUS"),
    (["mentions", "--limit", "0"], "0 is not in the range 1<=x<=1000000000"),
    (["read"], "Error: Missing argument 'PATH...'."),
    (["read", "--jobs", "0", "x"], "0 is not in the range 1<=x<=1024"),
    (["brief", "PAK"], "Error: Missing argument 'B'."),
    (["brief", "PAK", "RUS", "-o", "x.pdf"], "A brief is Markdown or HTML: name a file such as x.html, which"),
    (["serve", "--host", "0.0.0.0"], "Others could reach 0.0.0.0: give a --token that they must bring"),
    (["serve", "--host", "0.0.0.0", "--token", "short"], "A token has at least 16 characters"),
    (["export", "out", "--format", "xlsx"], "'xlsx' is not one of 'csv', 'jsonl', 'parquet'"),
]


@pytest.mark.parametrize(("arguments", "message"), USAGE)
def test_wrong_usage_is_told_and_exits_with_two(arguments, message, capsys):
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err


# Rows.


def test_json_lines_hold_exactly_the_contract_fields_in_their_order(ledger, capsys):
    found = rows_of(capsys, "mentions", "--format", "jsonl")
    assert [list(each) for each in found] == [CONTRACT] * 5
    first = found[1]
    assert first["date_start"] == "2012-04-02"
    assert first["place"] == {"name": "Dushanbe", "country": "TJK"}
    assert list(first["quantities"][0]) == ["value", "low", "high", "unit", "of", "start", "end"]


FILTERS = [
    ([], ["1949", "spring", "会談", "Envoy", "Lahore"]),
    (["--pair", "PAK", "RUS"], ["1949", "spring", "Envoy"]),
    (["--pair", "PAK", "RUS", "--strict-polity"], ["spring", "Envoy"]),
    (["--actor", "PAK"], ["Lahore"]),
    (["--recipient", "PAK", "--current"], ["spring", "Envoy", "Lahore"]),
    (["--party", "KOR"], ["会談"]),
    (["--since", "2012-05"], ["会談", "Envoy"]),
    (["--until", "2012-04"], ["1949", "spring"]),
    (["--type", "CONSULT", "--type", "COERCE"], ["会談", "Envoy", "Lahore"]),
    (["--mode", "visit"], ["Envoy"]),
    (["--status", "postponed", "--status", "proposed"], ["1949", "spring"]),
    (["--document", "history.txt"], ["1949", "Lahore"]),
    (["--passage", "comment"], ["Nobody"]),
    (["--passage", "all", "--document", "visit.txt"], ["spring", "Envoy", "Nobody"]),
    (["--historical"], ["1949"]),
    (["--domestic"], ["Lahore"]),
    (["--no-domestic", "--current"], ["spring", "会談", "Envoy"]),
    (["--min-confidence", "0.8"], ["会談"]),
    (["--words", "kremlin"], ["spring"]),
    (["--limit", "2"], ["1949", "spring"]),
]


@pytest.mark.parametrize(("options", "expected"), FILTERS)
def test_filters_choose_rows(ledger, capsys, options, expected):
    found = sentences_of("\n".join(json.dumps(each) for each in rows_of(capsys, "mentions", *options)))
    assert [word for sentence, word in zip(found, expected, strict=True) if word in sentence] == expected


def test_every_filter_of_the_ledger_has_an_option():
    from dragoman.cli.options import _FILTERS
    from dragoman.ledger import Filter

    assert list(_FILTERS) == list(Filter.__dataclass_fields__)


def test_one_array_or_csv_on_request(ledger, capsys):
    assert run(["mentions", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 5
    assert run(["mentions", "--format", "json", "--party", "USA"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run(["mentions", "--format", "csv", "--mode", "visit"]) == 0
    header, line, end = capsys.readouterr().out.split("\r\n")
    assert (header.split(","), end) == (CONTRACT, "")
    assert ",RUS,PAK,RUS,PAK,false,false,CONSULT,visit,,diplomatic,occurred," in line


def test_documents_are_listed_with_the_evidence_of_their_date(ledger, capsys):
    found = rows_of(capsys, "documents")
    assert [(each["name"], each["published"], each["published_evidence"]) for each in found] == [
        ("history.txt", "1999", "given by the test"),
        ("islands.txt", None, None),
        ("visit.txt", "2012-10-05", "given by the test"),
    ]
    assert [each["name"] for each in rows_of(capsys, "documents", "--since", "2012")] == ["visit.txt"]
    assert [each["name"] for each in rows_of(capsys, "documents", "--pair", "RUS", "PAK", "--limit", "1")] == [
        "history.txt"
    ]


def test_a_search_gives_each_hit_with_its_rows(ledger, capsys):
    found = rows_of(capsys, "search", "visit")
    assert [(each["document"], each["passage"], len(each["mentions"])) for each in found] == [
        ("visit.txt", "comment", 1),
        ("visit.txt", "body", 1),
    ]
    assert "[visit]" in found[0]["snippet"]
    assert list(found[0]["mentions"][0]) == CONTRACT
    assert rows_of(capsys, "search", "spring", "visit", "--passage", "comment") == []
    assert run(["search", '"spring visit"', "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("document_id,document,start,end,passage,sentence,snippet,mentions\r\n")


def test_a_row_leads_back_to_its_sentence(ledger, capsys):
    row_id = rows_of(capsys, "mentions", "--status", "postponed")[0]["id"]
    (shown,) = rows_of(capsys, "show", row_id[:10])
    assert shown["mention"]["id"] == row_id
    assert shown["sentence"]["text"] == "The spring visit has been put off, a Kremlin aide said."
    assert shown["document"]["published"]["evidence"] == "given by the test"
    assert "text" not in shown["document"]
    place = f"{shown['document']['id'][:8]}:{shown['sentence']['start'] + 3}"
    (again,) = rows_of(capsys, "show", place)
    assert again["mention"] is None
    assert (again["sentence"], again["mentions"]) == (shown["sentence"], shown["mentions"])
    (document,) = rows_of(capsys, "show", shown["document"]["id"])
    assert document["document"]["text"] == PRESS[0].document.text
    assert len(document["mentions"]) == 3


def test_a_sound_ledger_is_told_so_and_a_changed_one_is_not(ledger, capsys):
    assert run(["verify", "--format", "table"]) == 0
    assert capsys.readouterr().out == f"{ledger}: 3 documents, 6 sentences, 6 mentions\nsound\n"
    with Ledger(ledger) as store:
        store._database.connection.execute("UPDATE mentions SET status = 'planned' WHERE status = 'postponed'")
    assert run(["verify"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["problems"]
    assert found.startswith(f"visit.txt ({PRESS[0].document.id}): its rows are not those that were written")
    assert run(["verify", "--format", "table"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 problem"


def test_a_brief_goes_to_standard_output_or_into_a_file(ledger, capsys, tmp_path):
    assert run(["brief", "PAK", "RUS"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("# Pakistan and Russia\n")
    assert run(["brief", "PAK", "RUS", "-o", "b.md"]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", "b.md: 3 claims\n")
    assert (tmp_path / "b.md").read_text() == text
    assert run(["brief", "PAK", "RUS", "--since", "2012-05"]) == 0
    assert "told as 1 occurred. (asked for: since 2012-05)" in capsys.readouterr().out


# The terminal.


def test_on_a_terminal_rows_are_a_table_a_researcher_can_read(ledger, terminal, capsys):
    assert terminal("mentions", "--pair", "PAK", "RUS") == 0
    lines = seen(capsys).splitlines()
    assert re.fullmatch(r"2012-04-02  RUS -> PAK  REJECT/meet \(CONSULT/visit\)  postponed  m[0-9a-f]{8}", lines[3])
    assert lines[4:6] == ["    The spring visit has been put off, a Kremlin aide said.", "    visit.txt"]
    assert lines[0].startswith("1949  SUN -> PAK  AGREE (CONSULT/visit)  proposed (history)  m")


def test_a_table_says_what_it_leaves_out_and_that_nothing_was_found(ledger, terminal, capsys):
    assert terminal("mentions", "--limit", "2") == 0
    assert capsys.readouterr().err == "2 of 5 rows; --limit 5 shows all, --format jsonl writes all\n"
    for arguments, message in (
        (["mentions", "--party", "USA"], "no row answers this\n"),
        (["documents", "--party", "USA"], "no document answers this\n"),
        (["search", "zeppelin"], "no sentence holds zeppelin\n"),
    ):
        assert terminal(*arguments) == 0
        assert capsys.readouterr() == ("", message)


@pytest.mark.parametrize("columns", ["40", "80", "120", "200"])
@pytest.mark.parametrize("command", ["mentions", "documents", "search", "show", "demo"])
def test_no_sentence_breaks_the_terminal(ledger, terminal, capsys, monkeypatch, columns, command):
    monkeypatch.setenv("COLUMNS", columns)
    key = PRESS[2].mentions[0].id
    arguments = {"search": ["new"], "show": [key]}.get(command, [])
    if command == "demo":
        monkeypatch.setattr("dragoman.cli.demo.sample_paths", list)
        arguments = ["--ledger", str(ledger)]
    assert terminal(command, *arguments) == 0
    out = seen(capsys)
    assert "\x1b" not in out
    if command != "demo":
        assert max(map(cell_len, out.splitlines())) <= int(columns)
    if command in {"mentions", "search", "show"}:
        assert "\ufffd[31mred\ufffd[0m" in " ".join(out.split()) or int(columns) < 80


def test_a_row_is_shown_with_its_context_and_every_reason(ledger, terminal, capsys):
    assert terminal("show", PRESS[0].mentions[1].id) == 0
    out = seen(capsys)
    for words in (
        "Russia postponed a visit to Pakistan.",
        "date        2 April 2012",
        "Why it was coded so\n  - a test says so",
        "In its context (body, characters 33 to 88)",
        "published  2012-10-05",
        "how known  given by the test (confidence 0.90)",
    ):
        assert words in out


def test_a_document_is_shown_with_its_rows_and_a_sentence_with_what_is_named_in_it(ledger, terminal, capsys):
    assert terminal("show", PRESS[0].document.id) == 0
    assert "Sentences and rows: 3 and 3" in seen(capsys)
    assert terminal("show", f"{PRESS[0].document.id}:0") == 0
    out = seen(capsys)
    assert "[Envoy = PAK] of Moscow is in Islamabad" in out
    assert "Rows of this sentence\n  2012-10-04  RUS -> PAK  CONSULT/visit  occurred" in out
    assert "- Envoy: PAK, a test says so" in out
    assert "- Envoy: 2012-10, 2012-10-01 to 2012-10-31" in out


# Reading.


@pytest.fixture
def press(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_LEDGER", raising=False)
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "a.txt").write_text("Moscow and Islamabad met on Friday to talk about the gas line.\n")
    (folder / "b.txt").write_text("The foreign minister of Russia arrived in Pakistan on 4 October 2012.\n")
    return folder


def told(capsys):
    out, err = capsys.readouterr()
    assert out == ""
    return re.sub(r"\d+\.\d s", "0.0 s", err).splitlines()


def test_reading_ends_with_a_summary_and_reading_again_adds_nothing(press, capsys):
    assert run(["read", "press"]) == 0
    (line,) = told(capsys)
    assert re.fullmatch(r"2 documents read: 2 sentences, \d mentions? in 0.0 s, into ledger.db", line)
    assert run(["read", "press"]) == 0
    assert told(capsys) == ["passed over 2 documents: 2 already in the ledger"]
    assert run(["read", "press", "--recode"]) == 0
    assert told(capsys)[0].startswith("2 documents read again: 2 sentences, ")


def test_what_was_left_out_is_named_and_the_exit_code_says_so(press, capsys):
    (press / "c.txt").write_bytes(b"")
    (press / "d.txt").write_bytes((press / "a.txt").read_bytes())
    (press / ".hidden").write_text("x")
    assert run(["read", "press", "nowhere.txt"]) == 1
    assert told(capsys)[1:] == [
        "passed over 1 document: 1 the same bytes as another source of this run",
        "- d.txt: the same text as a.txt",
        "left out 2 documents:",
        "- c.txt: the file is empty",
        "- nowhere.txt: no such file or folder",
        "not meant to be read:",
        "- press: 1 hidden file in it left out: name one to have it read",
    ]
    assert run(["read", "press", "--strict", "--recode"]) == 1
    assert told(capsys) == ["dragoman: c.txt: the file is empty (--strict stops here; what was read before is kept)"]


def test_a_date_for_all_stands_above_what_is_found(press, capsys):
    assert run(["read", "press/b.txt", "--published", "2012-10", "--ledger", "l.db"]) == 0
    capsys.readouterr()
    (document,) = rows_of(capsys, "documents", "--ledger", "l.db")
    assert document["published"] == "2012-10"


def test_standard_input_is_a_dash(press):
    text = b"The foreign minister of Russia arrived in Pakistan on 4 October 2012.\n"
    done = subprocess.run([*DRAGOMAN, "read", "-"], input=text, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.startswith(b"1 document read: 1 sentence, ")


def test_an_interrupt_says_how_to_go_on(press, capsys, monkeypatch):
    monkeypatch.setattr("dragoman.cli.read.read", lambda *_, **__: Summary(added=1, interrupted=True))
    assert run(["read", "press"]) == 1
    assert told(capsys)[-1] == "dragoman: interrupted; the same command goes on where this run stopped"


def test_a_live_bar_on_a_terminal_counts_what_there_is_to_read(press, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert progress._expected(["press", "nowhere"]) == 3
    assert progress._expected(["-"]) is None
    assert run(["read", "press"]) == 0
    assert "2 documents" in capsys.readouterr().err


def test_a_long_run_without_terminal_tells_now_and_then_that_it_lives(capsys, monkeypatch):
    clock = iter((0.0, 5.0, 12.0, 13.0))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    with progress.shown_progress(["x"]) as tell:
        for done in (1, 2, 3):
            tell(done, None, done * 60, "x.txt")
    assert capsys.readouterr().err == "2 documents, 120 sentences, 10 a second\n"


# Failures.


def test_a_pipe_that_closes_early_is_no_error(tmp_path):
    lines = [("body", f"Sentence number {n} of a long list.", row("RUS", "PAK")) for n in range(400)]
    with Ledger(tmp_path / "l.db", create=True) as store:
        store.add(reading("long.txt", *lines))
    arguments = [*DRAGOMAN, "mentions", "--ledger", str(tmp_path / "l.db")]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout.readline().startswith(b'{"id":"m')
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait(timeout=30) == 0


def test_an_unexpected_error_is_one_line_and_a_traceback_only_on_request(ledger, capsys, monkeypatch):
    monkeypatch.setattr(Ledger, "verify", lambda self: 1 / 0)
    line = (
        "dragoman: unexpected ZeroDivisionError: division by zero; this is a fault of dragoman: please report it with "
        "what DRAGOMAN_DEBUG=1 prints"
    )
    assert run(["verify"]) == 1
    assert capsys.readouterr().err == line + "\n"
    monkeypatch.setenv("DRAGOMAN_DEBUG", "1")
    assert run(["verify"]) == 1
    err = capsys.readouterr().err
    assert "Traceback (most recent call last)" in err
    assert err.splitlines()[-1] == line


def test_an_interrupt_is_no_traceback(ledger, capsys, monkeypatch):
    def interrupt(self):
        raise KeyboardInterrupt

    monkeypatch.setattr(Ledger, "verify", interrupt)
    assert run(["verify"]) == 1
    assert capsys.readouterr() == ("", "dragoman: interrupted; nothing half-done was kept\n")


# The demo.


def test_the_demo_shows_what_a_ledger_is_for_and_runs_twice(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRAGOMAN_LEDGER", str(tmp_path / "mine.db"))
    assert run(["demo"]) == 0
    out, err = capsys.readouterr()
    assert err == "read 16 articles of the sample into dragoman-demo.db\n"
    for title in (
        "What was read, and how its date is known",
        "Who acts with whom most: rows by pair",
        "Pakistan and Russia: what was done, what was planned, what was put off",
        "Where the same kind of act stands differently",
        "From a row to its sentence, and back",
        "Next",
    ):
        assert f"\n{title}\n" in out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dragoman-brief.md", "dragoman-demo.db"]
    shown = re.findall(r"^ +dragoman (show .+)$", out, re.M)
    assert len(shown) == 3
    for command in shown:
        assert run(shlex.split(command)) == 0
    for command in re.findall(r"^  dragoman ((?:mentions|search|export) .+?)  ", out, re.M):
        assert run(shlex.split(command)) == 0
    capsys.readouterr()
    assert run(["demo"]) == 0
    assert capsys.readouterr().out == out


# What a command may write over, and what it is asked to read.


def test_an_output_that_is_the_ledger_is_refused_and_nothing_is_written(ledger, capsys, tmp_path):
    (tmp_path / "link.md").symlink_to(ledger)
    before = ledger.read_bytes()
    for name in ("press.db", "./press.db", "link.md", "press.db-wal"):
        assert run(["brief", "PAK", "RUS", "-o", name]) == 2
        assert f"{name} is the ledger; name another file to write" in capsys.readouterr().err
        assert run(["demo", "--ledger", "press.db", "--output", name]) == 2
    assert ledger.read_bytes() == before
    (tmp_path / "copy.md").write_bytes(before)
    assert run(["brief", "PAK", "RUS", "-o", "copy.md"]) == 2
    assert (tmp_path / "copy.md").read_bytes() == before
    assert run(["brief", "PAK", "RUS", "-o", ""]) == 2


def test_an_output_keeps_links_and_pipes_as_they_are_and_a_dash_is_standard_output(ledger, capsys, tmp_path):
    assert run(["brief", "PAK", "RUS", "-o", "-"]) == 0
    brief = capsys.readouterr().out
    assert brief.startswith("# Pakistan and Russia")
    assert not (tmp_path / "-").exists()
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to("real.md")
    assert run(["brief", "PAK", "RUS", "-o", "link.md"]) == 0
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == brief
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cat", "pipe"], cwd=tmp_path, stdout=subprocess.PIPE, text=True) as reader:
        assert run(["brief", "PAK", "RUS", "-o", "pipe"]) == 0
        assert reader.stdout.read() == brief
    assert (tmp_path / "pipe").is_fifo()


def test_a_link_to_itself_is_named_and_the_run_goes_on(ledger, capsys, tmp_path):
    (tmp_path / "lo").symlink_to("lo")
    (tmp_path / "a.txt").write_text("Moscow and Islamabad met on Friday.\n")
    assert run(["read", "lo", "a.txt", "--ledger", "l.db"]) == 1
    told = capsys.readouterr().err
    assert "1 document read" in told
    assert "- lo: " in told


def test_an_empty_path_is_refused(ledger, capsys, tmp_path):
    assert run(["read", "", "--ledger", "l.db"]) == 2
    assert "an empty path; name a file or folder" in capsys.readouterr().err
    assert not (tmp_path / "l.db").exists()


TOO_MUCH = (
    ["mentions", "--limit", "99999999999999999999"],
    ["search", "steel", "--limit", "99999999999999999999"],
    ["read", "a.txt", "--jobs", "99999999999"],
)


@pytest.mark.parametrize("arguments", TOO_MUCH)
def test_a_number_beyond_all_bounds_is_wrong_usage(ledger, capsys, arguments):
    assert run(arguments) == 2
    assert "is not in the range" in capsys.readouterr().err


def test_a_ledger_that_is_no_file_is_refused_before_it_is_opened(ledger, capsys, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for command in (["verify"], ["read", "a.txt"]):
        assert run([*command, "--ledger", "pipe"]) == 1
        assert "pipe is no file but a pipe, socket or device" in capsys.readouterr().err
    assert not (tmp_path / "pipe-journal").exists()


def test_a_closed_standard_output_is_told(ledger, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    assert run(["documents"]) == 1
    assert "standard output is closed" in capsys.readouterr().err


def test_a_value_of_another_kind_is_a_problem_and_no_fault_of_dragoman(ledger, capsys):
    with closing(sqlite3.connect(ledger)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = replace(sql, ') STRICT', ')') WHERE name = 'documents'")
    with closing(sqlite3.connect(ledger)) as connection, connection:
        connection.execute("UPDATE documents SET title = x'ff', name = x'fe' WHERE name = 'visit.txt'")
    assert run(["verify"]) == 1
    assert "its rows are not those that were written" in capsys.readouterr().out


NAMED = [("pak", "RUS"), ("Pakistan", "Russia"), ("PAK", "moscow")]


@pytest.mark.parametrize("pair", NAMED)
def test_a_state_may_be_named_by_its_code_in_any_case_or_by_its_name(ledger, capsys, pair):
    assert rows_of(capsys, "mentions", "--pair", *pair) == rows_of(capsys, "mentions", "--pair", "PAK", "RUS")
    assert run(["brief", *pair]) == 0
    assert capsys.readouterr().out.startswith("# Pakistan and Russia")


def test_a_name_that_is_no_code_is_resolved_and_told(ledger, capsys):
    assert run(["brief", "UK", "FRA"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("# United Kingdom and France")
    assert "UK: taken as GBR (United Kingdom)" in shown.err
    assert run(["mentions", "--pair", "PAK", "--limit", "3"]) == 2
    assert "--pair needs two codes, found --limit" in capsys.readouterr().err
    assert run(["mentions", "--party", "Pakistan and Russia"]) == 1


def test_the_commands_at_the_end_of_a_brief_run_as_they_are_printed(ledger, capsys, monkeypatch):
    for options, environment in (([], str(ledger)), (["--ledger", "press.db"], "")):
        monkeypatch.setenv("DRAGOMAN_LEDGER", environment)
        assert run(["brief", "PAK", "RUS", *options]) == 0
        found = re.findall(r"^`(dragoman (?:show|mentions) [^`]*)`", capsys.readouterr().out, flags=re.M)
        assert len(found) == 2
        for command in found:
            assert run(shlex.split(command)[1:]) == 0
        capsys.readouterr()


def test_commands_are_printed_with_the_program_as_it_was_called(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")  # or the program on the path is called by its name
    for called, printed in (
        (".venv/bin/dragoman", ".venv/bin/dragoman"),
        ("dragoman", "dragoman"),
        ("a b/dragoman", "'a b/dragoman'"),
        ("/x/pytest", "dragoman"),
        ("/x/dragoman/__main__.py", f"{sys.executable} -m dragoman"),
    ):
        monkeypatch.setattr(sys, "argv", [called])
        assert program() == printed


def test_a_search_looks_past_the_endings_of_words(press, capsys):
    assert run(["read", "press", "--ledger", "l.db"]) in {0, 1}
    capsys.readouterr()
    found = {
        form: len(rows_of(capsys, "search", form, "--ledger", "l.db"))
        for form in ("meet", "meets", "arrive", "arrived")
    }
    assert found == {"meet": 0, "meets": 0, "arrive": 1, "arrived": 1}  # endings, not other words: "met" stays itself


# Events, undertakings and disagreements.

HAPPENED = (
    ("raid.txt", "Sudanese troops attacked a village in Chad on Monday. The attack killed six farmers.", "2016-05-03"),
    ("toll.txt", "Sudanese forces attacked a village in Chad on 2 May 2016, killing eleven farmers.", "2016-05-03"),
    ("off.txt", "The Chilean president has postponed his visit to Peru.", "2016-08-30"),
    ("axed.txt", "The Chilean president has cancelled his visit to Peru.", "2016-08-31"),
)


@pytest.fixture(scope="module")
def happened(tmp_path_factory):
    """A ledger in which two papers tell one raid and one visit, each with other words for a fact."""
    path = tmp_path_factory.mktemp("happened") / "l.db"
    coder = Coder()
    with Ledger(path, create=True) as store:
        for name, text, day in HAPPENED:
            made = read_text(text, coder, day)
            store.add(replace(made, document=replace(made.document, name=name)))
    return ["--ledger", str(path)]


def test_a_row_is_shown_with_its_event_and_what_others_say_of_it(happened, terminal, capsys):
    raid, toll = rows_of(capsys, "mentions", "--actor", "SDN", *happened)
    (event,) = rows_of(capsys, "events", "--actor", "SDN", *happened)
    (shown,) = rows_of(capsys, "show", raid["id"], *happened)
    assert (shown["mention"], shown["event"]) == (raid, event)
    assert [one["fact"] for one in shown["disagreements"]] == ["toll"]
    assert terminal("show", raid["id"], *happened) == 0
    out = seen(capsys)
    assert "The event that it tells\n  2016-05-02  SDN -> TCD  ASSAULT" in out
    assert "  occurred  2 sources  " in out
    assert f"Other rows of this event\n  2016-05-02  SDN -> TCD  ASSAULT  occurred  {toll['id'][:9]}\n" in out
    assert "toll.txt: Sudanese forces attacked a village" in out
    assert "Where accounts differ\n  toll  x" in out
    assert "    six farmers: no speaker named, raid.txt, 2016-05-03\n      The attack killed six farmers.\n" in out


def test_an_undertaking_is_shown_with_every_report_by_its_own_id_that_of_a_step_or_of_a_disagreement(
    happened, terminal, capsys
):
    (visit,) = rows_of(capsys, "undertakings", *happened)
    differing = next(x for x in rows_of(capsys, "disagreements", *happened) if x["about"] == visit["id"])
    keys = [visit["id"], *(step["id"] for step in visit["steps"]), differing["id"]]
    for key in keys:
        (shown,) = rows_of(capsys, "show", key, *happened)
        assert shown == {
            "id": key,
            "event": None,
            "undertaking": visit,
            "mentions": [],
            "disagreements": [differing],
        }
    for key in keys:
        assert terminal("show", key, *happened) == 0
        out = seen(capsys)
        assert out.startswith(f"{key} leads to {visit['id']}\n") == (key != visit["id"])
        assert "What was reported of it\n  2016-08-30  postponed  off.txt  u" in out
        assert "\n    The Chilean president has cancelled his visit to Peru.\n" in re.sub(r"\n +", "\n    ", out)
        assert "Where accounts differ\n  fate  x" in out


def test_the_facts_of_an_undertaking_are_shown(happened, terminal, capsys):
    (visit,) = rows_of(capsys, "undertakings", *happened)
    assert terminal("show", visit["id"], *happened) == 0
    out = seen(capsys)
    assert f"  id  {visit['id']}\n" in re.sub(r"  +id +", "  id  ", out)
    assert [re.search(rf"^  {side} +(\S+)$", out, re.M)[1] for side in ("by", "to")] == ["CHL", "PER"]


def test_an_id_that_is_gone_shows_what_holds_its_rows_now(happened, terminal, capsys, tmp_path):
    path = shutil.copy(happened[1], tmp_path / "l.db")
    with Ledger(path) as store:
        event = next(store.events())
        names = {mention.id: mention.document for mention in store.mentions()}
        former = store.document(names[event.id])
        store.recode(former.id, reading(names[event.id], "It snowed."))
        (left,) = [one for one in store.events() if event.id in one.former_ids]
    (shown,) = rows_of(capsys, "show", event.id, "--ledger", path)
    assert (shown["id"], shown["event"]["id"], shown["event"]["former_ids"]) == (
        event.id,
        left.id,
        list(left.former_ids),
    )
    assert [mention["id"] for mention in shown["mentions"]] == [left.id]
    assert terminal("show", event.id, "--ledger", path) == 0
    out = seen(capsys)
    assert out.startswith(f"{event.id} leads to {left.id}\n")
    assert re.search(rf"^  sources +1 independent, in {names[left.id]}$", out, re.M)
    assert re.search(rf"^  former ids +{event.id}$", out, re.M)
    assert "\nThe rows that tell it\n  2016-05-02  SDN -> TCD  ASSAULT  occurred  m" in out


def test_a_brief_tells_events_undertakings_and_disagreements(happened, capsys):
    assert run(["brief", "SDN", "TCD", *happened]) == 0
    text = capsys.readouterr().out
    assert "- **2 May 2016.** The Sudan used force against Chad. 2 sources; rows 1 and 2; event `m" in text
    assert "- **The toll** (The Sudan used force against Chad, event `m" in text
    assert "  - *eleven farmers*: “Sudanese forces attacked" in text
    assert run(["brief", "PER", "CHL", *happened]) == 0
    text = capsys.readouterr().out
    assert "## Undertakings\n" in text
    assert "### Cancelled\n" in text
    assert (
        "“The Chilean president has cancelled his visit to Peru.”, axed.txt, 2016-08-31; 2 reports; undertaking `u"
        in text
    )
    assert run(["brief", "PER", "CHL", "--until", "2016-07", *happened]) == 0
    assert "## Undertakings" not in capsys.readouterr().out
