"""The desk: what is read is stored once, in order, whatever dies or cannot be read on the way."""

import hashlib
import logging
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

import dragoman
from dragoman.desk import Summary, read
from dragoman.errors import CodebookError, DocumentError, DragomanError, FilterError, LedgerError
from dragoman.ledger import Ledger
from dragoman.settings import Settings, read_settings
from readings import CODER, reading, row

TEXTS = {f"{n:02}.txt": f"Article {n} says that Moscow and Islamabad met {n} times." for n in range(12)}


def write(folder, texts):
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def press(tmp_path):
    return write(tmp_path / "press", TEXTS)


def code(source, published):
    """A pipeline of one sentence a document; words in the text make it fail in every way it can."""
    text = source.data.decode()
    if "unreadable" in text:
        raise DocumentError(f"{source.name}: it is unreadable")
    if "bug" in text:
        raise ZeroDivisionError("a bug in the coder")
    if "memory" in text:
        raise MemoryError
    if "codebook" in text:
        raise CodebookError("agree.yaml: broken")
    if "interrupt" in text:
        raise KeyboardInterrupt
    if "kill" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "exit" in text:
        os._exit(3)
    made = reading(source.name, ("body", text.strip(), row("PAK RUS")), published=published)
    if "wrong" in text:
        made = made.__class__(made.document, (), (), (), made.mentions)
    return digested(made, source), CODER


def digested(made, source):
    """The reading with the digest of its source's bytes, as a reader of documents gives it."""
    return replace(made, document=replace(made.document, digest=hashlib.sha256(source.data).hexdigest()))


def fails(source, published):
    raise AssertionError(f"{source.name} was read again")


def counts(summary):
    return (summary.added, summary.known, summary.recoded, len(summary.skipped), summary.reasons)


def test_reading_again_adds_nothing_and_reads_nothing(tmp_path, press):
    first = read(press, tmp_path / "l.db", work=code)
    assert counts(first) == (12, 0, 0, 0, {})
    assert (first.sentences, first.mentions) == (12, 12)
    again = read([str(press)], tmp_path / "l.db", work=fails)
    assert counts(again) == (0, 12, 0, 0, {"already in the ledger": 12})
    with Ledger(tmp_path / "l.db") as ledger:
        assert [document.name for document in ledger.documents()] == list(TEXTS)
        assert [(run.outcome, run.counts["added"], run.coder) for run in ledger.runs()] == [
            ("finished", 12, CODER),
            ("finished", 0, None),
        ]


def test_another_publication_date_reads_again_and_none_leaves_it(tmp_path, press):
    path = tmp_path / "l.db"
    read(press, path, work=code)
    assert counts(read(press, path, published="2012-10", work=code)) == (0, 0, 12, 0, {})
    assert counts(read(press, path, published="2012-10", work=fails)) == (
        0,
        12,
        0,
        0,
        {"already in the ledger": 12},
    )
    assert counts(read(press, path, work=fails)) == (0, 12, 0, 0, {"already in the ledger": 12})
    with Ledger(path) as ledger:
        assert {document.published.value for document in ledger.documents()} == {"2012-10"}


def test_recode_reads_everything_again_and_gives_the_same_rows(tmp_path, press):
    read(press, tmp_path / "l.db", work=code)
    with Ledger(tmp_path / "l.db") as ledger:
        before = ledger.fingerprint()
        assert counts(read(press, tmp_path / "l.db", recode=True, work=code)) == (0, 0, 12, 0, {})
        assert ledger.fingerprint() == before


def test_recode_keeps_the_date_that_the_user_gave(tmp_path, press):
    read(press, tmp_path / "l.db", published="2012-10", work=code)
    with Ledger(tmp_path / "l.db") as ledger:
        before = ledger.fingerprint()
    assert read(press, tmp_path / "l.db", recode=True, work=code).recoded == 12
    with Ledger(tmp_path / "l.db") as ledger:
        assert ledger.fingerprint() == before
        assert {document.published.value for document in ledger.documents()} == {"2012-10"}


@pytest.mark.parametrize(("jobs", "recode"), [(1, False), (2, False), (1, True)])
def test_the_same_text_from_several_sources_is_one_document(tmp_path, jobs, recode):
    text = "Moscow and Islamabad met."
    press = write(tmp_path / "press", {"a.txt": text, "b.txt": text, "c.txt": text + "\n", "d.txt": "Delhi did not."})
    if recode:
        read(press, tmp_path / "l.db", work=code)
    summary = read(press, tmp_path / "l.db", jobs=jobs, recode=recode, work=code)
    assert (summary.added, summary.recoded) == ((0, 2) if recode else (2, 0))
    assert summary.duplicates == (("b.txt", "a.txt"), ("c.txt", "a.txt"))
    assert summary.reasons == {
        "the same bytes as another source of this run": 1,
        "the same text as another document": 1,
    }
    assert read(press, tmp_path / "l.db", work=fails).known == 4
    with Ledger(tmp_path / "l.db") as ledger:
        assert [document.name for document in ledger.documents()] == ["a.txt", "d.txt"]


BAD = {
    "bug.txt": ("a bug of ours", "unexpected ZeroDivisionError: a bug in the coder"),
    "empty.txt": ("an unreadable one", "it is unreadable"),
    "huge.txt": ("a memory hog", "out of memory"),
    "wrong.txt": ("a wrong reading", "not stored, since the coder contradicts the text: mention m"),
}


def test_what_cannot_be_read_is_named_and_the_run_goes_on(tmp_path, press):
    write(press, {name: text for name, (text, _) in BAD.items()})
    summary = read([press, tmp_path / "no.txt"], tmp_path / "l.db", work=code)
    assert summary.added == 12
    named = dict(summary.skipped)
    assert list(named) == [*sorted(BAD), "no.txt"]
    assert all(named[name].startswith(reason) for name, (_, reason) in BAD.items())
    with Ledger(tmp_path / "l.db") as ledger:
        assert ledger.runs()[0].skipped == summary.skipped
        assert ledger.verify() == []


def test_a_bug_is_logged_with_its_traceback(tmp_path, caplog):
    with caplog.at_level(logging.ERROR, logger="dragoman"):
        read(write(tmp_path / "press", {"bug.txt": "a bug"}), tmp_path / "l.db", work=code)
    (record,) = caplog.records
    assert (record.getMessage(), record.exc_info[0]) == ("bug.txt: unexpected error", ZeroDivisionError)


def test_strict_stops_at_the_first_document_that_cannot_be_read(tmp_path, press):
    write(press, {"05.txt": "an unreadable one"})
    with pytest.raises(DocumentError, match=r"^05.txt: it is unreadable$"):
        read(press, tmp_path / "l.db", strict=True, work=code)
    with Ledger(tmp_path / "l.db") as ledger:
        assert ledger.totals()["documents"] == 5
        assert (ledger.runs()[0].outcome, ledger.runs()[0].skipped) == (
            "stopped",
            (("05.txt", "it is unreadable"),),
        )


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_broken_codebook_stops_the_run(tmp_path, press, jobs):
    write(press, {"05.txt": "it shows that the codebook is broken"})
    with pytest.raises(CodebookError, match="broken"):
        read(press, tmp_path / "l.db", jobs=jobs, work=code)
    with Ledger(tmp_path / "l.db") as ledger:
        assert (ledger.totals()["documents"], ledger.runs()[0].outcome) == (5, "stopped")


def test_workers_that_die_cost_their_documents_only(tmp_path, press):
    deadly = {"03.txt": "this will kill", "07.txt": "this will exit", "08.txt": "a memory hog"}
    write(press, deadly | {"05.txt": "a bug of ours", "06.txt": "unreadable"})
    summary = read(press, tmp_path / "two.db", jobs=2, work=code)
    died = "the worker that read it died twice"
    assert [(name, reason[:34]) for name, reason in summary.skipped] == [
        ("03.txt", died),
        ("05.txt", "unexpected ZeroDivisionError: a bu"),
        ("06.txt", "it is unreadable"),
        ("07.txt", died),
        ("08.txt", died),
    ]
    assert summary.added == 7
    for name in deadly:
        (press / name).unlink()
    read(press, tmp_path / "one.db", work=code)
    with Ledger(tmp_path / "one.db") as one, Ledger(tmp_path / "two.db") as two:
        assert one.fingerprint() == two.fingerprint()


def test_an_interrupt_ends_the_run_cleanly_and_the_next_one_goes_on(tmp_path, press):
    write(press, {"05.txt": "please interrupt"})
    summary = read(press, tmp_path / "l.db", work=code)
    assert (summary.added, summary.interrupted) == (5, True)
    write(press, {"05.txt": TEXTS["05.txt"]})
    assert counts(read(press, tmp_path / "l.db", work=code)) == (7, 5, 0, 0, {"already in the ledger": 5})
    with Ledger(tmp_path / "l.db") as ledger:
        assert [run.outcome for run in ledger.runs()] == ["interrupted", "finished"]


def test_progress_is_told_after_every_source(tmp_path, press):
    told = []
    read(press, tmp_path / "l.db", work=code, progress=lambda *seen: told.append(seen))
    assert told == [(n + 1, None, n + 1, name) for n, name in enumerate(TEXTS)]


def test_the_ledger_does_not_read_itself(tmp_path):
    write(tmp_path, {"a.txt": "Moscow and Islamabad met."})
    summary = read(tmp_path, tmp_path / "l.db", work=code)
    assert (summary.added, summary.skipped) == (1, ())
    assert {name for name, reason in summary.ignored if reason == "the ledger itself"} == {
        "l.db",
        "l.db-wal",
        "l.db-shm",
    }


REFUSED = [
    ({"jobs": 0}, FilterError, "jobs is 0; it must be at least 1"),
    ({"published": "October"}, FilterError, "no date 'October'; write it as 2012, 2012-10 or 2012-10-05"),
    ({"ledger": "."}, LedgerError, ". is a folder; name a file in it, such as ledger.db"),
]


@pytest.mark.parametrize(("options", "error", "message"), REFUSED)
def test_what_cannot_be_meant_is_refused_before_anything_is_made(tmp_path, monkeypatch, options, error, message):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error) as caught:
        read(".", **options)
    assert str(caught.value) == message
    assert list(tmp_path.iterdir()) == []


def test_a_script_without_a_guard_is_told_so(tmp_path, press):
    script = tmp_path / "script.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from test_desk import code\nfrom dragoman.desk import read\n"
        f"read({str(press)!r}, {str(tmp_path / 'l.db')!r}, jobs=2, work=code)\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert (
        done.stderr.strip()
        .splitlines()[-1]
        .startswith(f"{DragomanError.__module__}.DragomanError: the workers cannot start; a script that reads with")
    )


def test_a_worker_does_not_outlive_its_parent(tmp_path, press):
    script = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import test_desk\n"
        "if __name__ == '__main__':\n"
        f"    test_desk.read({str(press)!r}, {str(tmp_path / 'l.db')!r}, jobs=2, work=test_desk.stall)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=tmp_path)
    workers = wait_for(lambda: [path for path in tmp_path.glob("pid-*") if path.read_text()])
    parent.kill()
    parent.wait()
    wait_for(lambda: not any(alive(int(path.read_text())) for path in workers))


def stall(source, published):
    Path(f"pid-{os.getpid()}").write_text(str(os.getpid()))
    time.sleep(60)


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


def wait_for(condition):
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError("waited in vain")


def test_python_users_read_and_get_the_ledger(tmp_path, monkeypatch, caplog):
    press = write(tmp_path / "press", {"a.txt": "Moscow and Islamabad met on Friday to talk about the gas line."})
    with dragoman.read([press, tmp_path / "no.txt"], ledger=tmp_path / "l.db") as ledger:
        assert isinstance(ledger, dragoman.Ledger)
        assert [document.name for document in ledger.documents()] == ["a.txt"]
    assert [record.getMessage()[:16] for record in caplog.records] == ["left out no.txt:"]


def test_python_users_can_interrupt(tmp_path, monkeypatch):
    monkeypatch.setattr("dragoman.desk.reading.read", lambda *paths, **options: Summary(interrupted=True))
    with pytest.raises(KeyboardInterrupt, match="goes on where this run stopped"):
        dragoman.read(tmp_path, ledger=tmp_path / "l.db")


def test_importing_dragoman_is_cheap_and_its_names_are_public():
    heavy = "'sqlite3', 'trafilatura', 'duckdb', 'rich', 'msgspec', 'yaml', 'multiprocessing'"
    script = f"import dragoman, sys; print([m for m in ({heavy}) if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False).stdout == "[]\n"
    assert set(dragoman.__all__) <= set(dir(dragoman))
    assert all(getattr(dragoman, name) for name in dragoman.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'raed'; its names are Coder, Ledger"):
        getattr(dragoman, "raed")  # noqa: B009 - the attribute is not there


def test_a_second_run_imports_nothing_heavy(tmp_path):
    press = write(tmp_path / "press", {"a.txt": "Moscow and Islamabad met on Friday to talk about the gas line."})
    read(press, tmp_path / "l.db")
    heavy = "'trafilatura', 'duckdb', 'rich', 'numpy', 'dragoman.pipeline', 'dragoman.events'"
    script = (
        "import sys; from dragoman.desk import read; "
        f"summary = read({str(press)!r}, {str(tmp_path / 'l.db')!r}); "
        f"print(summary.known, [m for m in ({heavy}) if m in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False).stdout == "1 []\n"
    )


SETTINGS = [
    ({}, Settings("ledger.db", 1)),
    ({"DRAGOMAN_LEDGER": "", "DRAGOMAN_JOBS": ""}, Settings("ledger.db", 1)),
    ({"DRAGOMAN_LEDGER": "x.db", "DRAGOMAN_JOBS": "4"}, Settings("x.db", 4)),
    ({"DRAGOMAN_ACTORS": f"a.csv{os.pathsep}b"}, Settings(actors=("a.csv", "b"))),
]


@pytest.mark.parametrize(("environ", "expected"), SETTINGS)
def test_settings_come_from_the_environment(environ, expected):
    assert read_settings(environ) == expected


@pytest.mark.parametrize("jobs", ["0", "-1", "two", "1.5", "²"])
def test_a_number_of_jobs_that_cannot_be_meant_is_named(jobs):
    with pytest.raises(FilterError, match="must be a whole number of at least 1"):
        read_settings({"DRAGOMAN_JOBS": jobs})


def test_every_setting_is_documented():
    docs = (Path(__file__).parents[1] / "docs/ledger.md").read_text(encoding="utf-8")
    assert "DRAGOMAN_LEDGER" in docs
    assert "DRAGOMAN_JOBS" in docs
    assert "DRAGOMAN_ACTORS" in docs


def test_a_year_that_no_document_can_have_is_refused_at_once(tmp_path, press):
    with pytest.raises(FilterError, match="0001-01-01"):
        read(press, tmp_path / "l.db", published="0001-01-01", work=fails)
    assert not (tmp_path / "l.db").exists()
    with pytest.raises(FilterError, match="at most 1024"):
        read(press, tmp_path / "l.db", jobs=99_999_999_999, work=fails)


def test_python_users_are_told_when_nothing_could_be_read(tmp_path):
    with pytest.raises(DocumentError, match=r"^nosuch: no such file or folder"):
        dragoman.read(tmp_path / "nosuch", tmp_path / "l.db")
