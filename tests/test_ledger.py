"""The store: what goes in comes out, questions find their rows, and what is wrong with a file is said."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.codebook.lineage import lineage, lineage_codes, lineages
from dragoman.errors import DocumentError, FilterError, LedgerError
from dragoman.ids import document_id, mention_id
from dragoman.ledger import Filter, Ledger, Origin
from dragoman.records import Passage, PassageKind
from readings import CODER, reading, row

VISIT = reading(
    "visit.txt",
    (
        "headline",
        "Minister flies to Islamabad",
        row("RUS", "PAK", "CONSULT", mode="visit", date_start="2012-10-03", date_end="2012-10-04"),
    ),
    (
        "body",
        "The two neighbours held talks on a steel mill.",
        row("PAK RUS", date_start="2012-10-01", date_end="2012-10-31", confidence=0.9),
    ),
    (
        "body",
        "Moscow has put off the summit in Islamabad.",
        row("RUS", "PAK", "REJECT", "postponed"),
        row("RUS", "PAK", "CONSULT", "postponed"),
    ),
    (
        "body",
        "The Soviet Union once sold Delhi tanks.",
        row("SUN", "IND", "AID", historical=True, date_start="1965-01-01", date_end="1965-12-31"),
    ),
    ("comment", "Islamabad cheated Moscow, says a reader.", row("PAK", "RUS", "ACCUSE")),
    published="2012-10",
)
AID = reading(
    "aid.txt",
    (
        "body",
        "Señora Clinton promised Islamabad fresh money.",
        row("USA", "PAK", "AGREE", "planned", date_start="2011-05-20", date_end="2011-05-20"),
    ),
    ("body", "Lahore and Karachi quarrelled over water.", row("PAK", "PAK", "ACCUSE", domestic=True)),
    ("body", "Washington and Delhi met in the company of Islamabad.", row("IND USA", "PAK")),
    published="2011-06-01",
)


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "ledger.db", create=True) as store:
        assert [store.add(VISIT, Origin(CODER)), store.add(AID, Origin(CODER))] == [True, True]
        yield store


def sentences(found):
    return [mention.sentence.split()[0] for mention in found]


def test_what_was_stored_comes_back_as_it_was(ledger):
    assert (ledger.reading("visit.txt"), ledger.reading(AID.document.id)) == (VISIT, AID)
    assert ledger.document("aid.txt") == AID.document


def test_reading_the_same_text_twice_adds_nothing_and_both_sources_are_known_after_it(ledger):
    before = ledger.fingerprint()
    copy = replace(VISIT, document=replace(VISIT.document, name="copy.txt", digest="c" * 64))
    assert not ledger.known("c" * 64)
    assert ledger.add(copy) is False
    assert ledger.known("c" * 64)
    assert ledger.document_of("c" * 64) == VISIT.document.id
    assert ledger.totals() == {"documents": 2, "sentences": 8, "mentions": 9}
    assert ledger.reading("visit.txt") == VISIT
    assert ledger.fingerprint() != before  # the second source is remembered


def test_the_order_of_writing_does_not_matter(tmp_path, ledger):
    with Ledger(tmp_path / "other.db", create=True) as other:
        other.add(AID, Origin(CODER))
        other.add(VISIT, Origin(CODER, run=other.begin_run({})))
        assert other.fingerprint() == ledger.fingerprint()
        other.recode(AID.document.id, AID, Origin(CODER))
        assert other.fingerprint() == ledger.fingerprint()
        other.recode(AID.document.id, AID, Origin("test-2"))
        assert other.fingerprint() != ledger.fingerprint()


def test_recoding_replaces_the_rows_and_keeps_the_sources(ledger):
    better = reading("aid.txt", ("body", "Another text was read from the same bytes.", row("USA", "PAK", "AID")))
    better = replace(better, document=replace(better.document, digest=AID.document.digest))
    ledger.recode(AID.document.id, better, Origin("test-2", "2011"))
    assert not ledger.has(AID.document.id)
    assert ledger.reading("aid.txt") == better
    assert ledger.document_of(AID.document.digest) == better.document.id
    assert (ledger.known(AID.document.digest, "2011"), ledger.known(AID.document.digest, "2012")) == (
        True,
        False,
    )
    assert ledger.stale("test-2") == (VISIT.document.id,)
    assert [hit.document for hit in ledger.search("money")] == []
    assert ledger.verify() == []


FILTERS = [
    (Filter(), ["The", "Señora", "The", "Minister", "Lahore", "Washington", "Moscow", "Moscow"]),
    (
        Filter(passages=("all",)),
        ["The", "Señora", "The", "Minister", "Lahore", "Washington", "Moscow", "Moscow", "Islamabad"],
    ),
    (Filter(passages=("comment",)), ["Islamabad"]),
    (Filter(pair=("PAK", "RUS")), ["The", "Minister", "Moscow", "Moscow"]),
    (Filter(pair=("RUS", "PAK"), types=("REJECT",)), ["Moscow"]),
    (Filter(pair=("IND", "USA")), []),
    (Filter(pair=("IND", "PAK")), ["Washington"]),
    (Filter(actor="SUN"), ["The", "The", "Minister", "Moscow", "Moscow"]),
    (Filter(actor="SUN", strict_polity=True), ["The"]),
    (Filter(actor="RUS", strict_polity=True), ["The", "Minister", "Moscow", "Moscow"]),
    (Filter(recipient="PAK", domestic=False), ["Señora", "Minister", "Washington", "Moscow", "Moscow"]),
    (Filter(party="IND"), ["The", "Washington"]),
    (Filter(party="FJI"), []),
    (Filter(domestic=True), ["Lahore"]),
    (Filter(historical=True), ["The"]),
    (Filter(historical=False, types=("AID", "REJECT")), ["Moscow"]),
    (Filter(since="2012"), ["The", "Minister"]),
    (Filter(since="2012-10-04"), ["The", "Minister"]),
    (Filter(since="2012-10-05"), ["The"]),
    (Filter(until="2011"), ["The", "Señora"]),
    (Filter(since="2011-05", until="2011-05"), ["Señora"]),
    (Filter(modes=("visit",)), ["Minister"]),
    (Filter(modes=("CONSULT/visit",)), ["Minister"]),
    (Filter(statuses=("planned", "postponed")), ["Señora", "Moscow", "Moscow"]),
    (Filter(document="aid.txt"), ["Señora", "Lahore", "Washington"]),
    (Filter(document=VISIT.document.id[:7], types=("REJECT",)), ["Moscow"]),
    (Filter(min_confidence=0.9), ["The"]),
    (Filter(words="steel MILL"), ["The"]),
    (Filter(words='"mill steel"'), []),
]


@pytest.mark.parametrize(("asked", "expected"), FILTERS, ids=str)
def test_a_filter_finds_its_rows_in_the_order_of_their_dates(ledger, asked, expected):
    assert sentences(ledger.mentions(asked)) == expected
    assert ledger.count(asked) == len(expected)


REFUSED = [
    ({"types": ("CONSLUT",)}, "no type 'CONSLUT'; did you mean CONSULT?"),
    ({"types": ("consult",)}, "no type 'consult'; did you mean CONSULT?"),
    ({"modes": ("vist",)}, "no mode 'vist'; did you mean visit?"),
    ({"statuses": ("postpond",)}, "no status 'postpond'; did you mean postponed?"),
    ({"passages": ("comments",)}, "no passage 'comments'; did you mean comment?"),
    (
        {"passages": ("zzz",)},
        "no passage 'zzz'; passage is one of all, body, boilerplate, byline, caption, comment, headline, teaser",
    ),
    ({"since": "2012-13"}, "no date '2012-13'; write it as 2012, 2012-10 or 2012-10-05"),
    ({"until": "2012-02-30"}, "no date '2012-02-30'; write it as 2012, 2012-10 or 2012-10-05"),
    ({"since": "yesterday"}, "no date 'yesterday'; write it as 2012, 2012-10 or 2012-10-05"),
    ({"since": "0000"}, "no date '0000'; write it as 2012, 2012-10 or 2012-10-05"),
    (
        {"since": "2012-10", "until": "2012-09"},
        "nothing lies between 2012-10 and 2012-09; since must not be after until",
    ),
    ({"min_confidence": 1.5}, "confidence 1.5 is out of range; it lies between 0 and 1"),
    ({"min_confidence": float("nan")}, "confidence nan is out of range; it lies between 0 and 1"),
    (
        {"pair": ("PAK", "PAK")},
        "a pair needs two parties, found PAK twice; acts inside one state are domestic rows",
    ),
    ({"pair": ("RUS", "SUN")}, "RUS and SUN are one lineage; ask with strict polity to tell them apart"),
    ({"words": " "}, "no words to search for; give at least one"),
]


@pytest.mark.parametrize(("fields", "message"), REFUSED)
def test_a_filter_that_cannot_be_meant_names_the_nearest_word(ledger, fields, message):
    with pytest.raises(FilterError) as caught:
        ledger.count(Filter(**fields))
    assert str(caught.value) == message


CODES = [
    ("Pakistan", "no actor code 'Pakistan'; did you mean PAK (Pakistan)?"),
    ("pak", "no actor code 'pak'; did you mean PAK (Pakistan)?"),
    ("qqqq", "no actor code 'qqqq'; states have ISO alpha-3 codes such as PAK, bodies their acronym"),
]


@pytest.mark.parametrize(("code", "message"), CODES)
def test_an_unknown_actor_code_names_the_nearest_one(ledger, code, message):
    with pytest.raises(FilterError) as caught:
        ledger.count(Filter(actor=code))
    assert str(caught.value) == message


def test_an_unknown_document_names_the_nearest_one(ledger):
    with pytest.raises(FilterError, match=r"no document 'vist.txt'; did you mean visit.txt\?"):
        ledger.count(Filter(document="vist.txt"))


def test_documents_are_listed_with_what_was_found_in_them(ledger):
    listed = [(d.name, d.characters, d.sentences, d.mentions, d.published) for d in ledger.documents()]
    assert listed == [
        ("aid.txt", len(AID.document.text), 3, 3, AID.document.published),
        ("visit.txt", len(VISIT.document.text), 5, 6, VISIT.document.published),
    ]


DOCUMENTS = [
    (Filter(since="2012-10-31"), ["visit.txt"]),
    (Filter(until="2011"), ["aid.txt"]),
    (Filter(since="2011-06-02", until="2012-09"), []),
    (Filter(types=("REJECT",)), ["visit.txt"]),
    (Filter(words="islamabad"), ["aid.txt", "visit.txt"]),
    (Filter(document="aid.txt", actor="USA"), ["aid.txt"]),
    (Filter(document="aid.txt", actor="RUS"), []),
]


@pytest.mark.parametrize(("asked", "names"), DOCUMENTS, ids=str)
def test_documents_answer_filters_by_publication_words_and_rows(ledger, asked, names):
    assert [document.name for document in ledger.documents(asked)] == names


def test_search_leads_to_sentences_with_their_rows(ledger):
    (hit,) = ledger.search("senora MONEY")
    assert (hit.document, hit.document_id) == ("aid.txt", AID.document.id)
    assert hit.sentence == AID.sentences[0]
    assert hit.snippet == "[Señora] Clinton promised Islamabad fresh [money]."
    assert hit.mentions == AID.mentions[:1]


SEARCHES = [
    ("islamabad", Filter(), ["Minister", "Moscow", "Islamabad", "Señora", "Washington"]),
    ("islamabad", Filter(passages=("body",)), ["Señora", "Washington", "Moscow"]),
    ("islamabad", Filter(document="visit.txt"), ["Islamabad", "Minister", "Moscow"]),
    ("islamabad", Filter(types=("REJECT",)), ["Moscow"]),
    ("islamabad", Filter(pair=("USA", "PAK")), ["Señora", "Washington"]),
    ("islamabad", Filter(words="summit"), ["Moscow"]),
    ('"steel mill"', Filter(), ["The"]),
    ('"mill steel"', Filter(), []),
    ("ñ", Filter(), []),
    (",", Filter(), ["Islamabad"]),
    ("%", Filter(), []),
]


@pytest.mark.parametrize(("words", "asked", "expected"), SEARCHES, ids=str)
def test_search_finds_words_and_answers_filters(ledger, words, asked, expected):
    assert sorted(hit.sentence.text.split()[0] for hit in ledger.search(words, asked)) == sorted(expected)
    assert len(list(ledger.search(words, asked, limit=1))) == min(1, len(expected))


def injections():
    odd = [
        "'",
        '"',
        "''",
        '""',
        "\\",
        "*",
        "^",
        "-",
        "+",
        ":",
        "(",
        ")",
        "{",
        "}",
        "%",
        "_",
        ";",
        "--",
        "/*",
        "\0",
        "\ud800",
        "�",
        "🙂",
        "\n",
    ]
    frames = [
        "{}",
        "islamabad{}",
        "{}islamabad",
        "islamabad {}",
        "x' OR '1'='1{}",
        '"islamabad{}',
        "NEAR(islamabad {}, 2)",
        "text:{}",
        "{}*",
    ]
    return [frame.format(sign) for sign in odd for frame in frames if frame.format(sign).strip()]


def test_no_string_is_more_than_words_to_search(ledger):
    assert len(injections()) > 200
    for words in injections():
        found = {hit.sentence.text for hit in ledger.search(words)}
        letters = "".join(char if char.isalnum() else " " for char in words.replace("�", " ")).casefold().split()
        literal = {
            sentence.text
            for sentence in (*VISIT.sentences, *AID.sentences)
            if letters
            and set(letters) <= set("".join(c if c.isalnum() else " " for c in sentence.text.casefold()).split())
        }
        assert found == (literal if letters else {s for s in all_sentences() if words.strip() in s}), repr(words)
    assert ledger.verify() == []


def all_sentences():
    return {sentence.text for sentence in (*VISIT.sentences, *AID.sentences)}


def test_a_row_is_shown_in_its_context_by_the_start_of_its_id(ledger):
    rejected = VISIT.mentions[2]
    shown = ledger.show(rejected.id[:9])
    assert (shown.id, shown.mention, shown.document) == (rejected.id, rejected, VISIT.document)
    assert shown.sentence == VISIT.sentences[2]
    assert shown.mentions == VISIT.mentions[2:4]
    assert (shown.before, shown.after) == ((), ())  # one passage a sentence in these tests
    assert ledger.show(AID.document.id).after == AID.sentences


def test_neighbours_of_the_same_passage_are_shown_with_a_row(tmp_path):
    text = "One met. Two met. Three met. Four met."
    base = reading("flow.txt", ("body", text))
    flow = [
        replace(
            base.sentences[0],
            start=text.index(word),
            end=text.index(word) + len(word) + 5,
            text=f"{word} met.",
        )
        for word in ("One", "Two", "Three", "Four")
    ]
    mention = replace(
        reading("flow.txt", ("body", "Four met.", row("PAK RUS"))).mentions[0],
        start=flow[3].start,
        end=flow[3].end,
    )
    mention = replace(mention, id=mention_id(base.document.id, mention.start, mention.end, mention.actors, ()))
    with Ledger(tmp_path / "l.db", create=True) as store:
        store.add(replace(base, sentences=tuple(flow), mentions=(mention,)))
        shown = store.show(mention.id)
    assert (shown.before, shown.sentence, shown.after) == ((flow[1], flow[2]), flow[3], ())


def test_an_id_must_be_clear(ledger):
    with pytest.raises(FilterError, match=r"several ids begin with 'm': m.*, m.*, m.* ...; give more of it"):
        ledger.resolve_id("m")
    with pytest.raises(FilterError, match="nothing has an id that begins with 'mzz'; the nearest is m"):
        ledger.resolve_id("mzz")
    for odd in ("", "\ud800", "%", "x\0y"):
        with pytest.raises(FilterError, match="nothing has an id"):
            ledger.resolve_id(odd)


def test_ids_name_text_span_and_parties_only():
    key = mention_id("d1", 3, 9, ("RUS", "PAK"), (), 0)
    assert key == mention_id("d1", 3, 9, ["PAK", "RUS"], [])
    others = {
        mention_id("d2", 3, 9, ("PAK", "RUS"), ()),
        mention_id("d1", 3, 8, ("PAK", "RUS"), ()),
        mention_id("d1", 3, 9, ("PAK",), ("RUS",)),
        mention_id("d1", 3, 9, ("PAK", "RUS"), (), 1),
    }
    assert len(others | {key}) == 5
    assert [len(key), key[0], document_id("x")[0]] == [17, "m", "d"]
    assert document_id("a\ud800") != document_id("a")


WRONG = {
    "sentence 0-27 is 'Another sentence': words of the text are others": lambda r: replace(
        r, sentences=(replace(r.sentences[0], text="Another sentence"), *r.sentences[1:])
    ),
    "id": lambda r: replace(r, document=replace(r.document, text=r.document.text + "!")),
    "is no sentence": lambda r: replace(r, mentions=(replace(r.mentions[0], end=20),)),
    "begins before": lambda r: replace(
        r, document=replace(r.document, passages=(*r.document.passages, Passage(PassageKind.BODY, 0, 3)))
    ),
    "actor span": lambda r: replace(r, spans=(replace(r.spans[0], end=4),)),
    "time expression": lambda r: replace(r, times=(replace(r.times[0], start=1),)),
    "has an id that": lambda r: replace(r, mentions=(replace(r.mentions[0], id="m0000000000000000"),)),
    "lies outside": lambda r: replace(r, sentences=(replace(r.sentences[0], passage=1), *r.sentences[1:])),
    "and there are 5": lambda r: replace(r, sentences=(replace(r.sentences[0], passage=9), *r.sentences[1:])),
    "quotes other words": lambda r: replace(r, mentions=(replace(r.mentions[0], sentence="No."),)),
    "do not fit": lambda r: replace(r, sentences=(r.sentences[0], *r.sentences)),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_reading_that_contradicts_its_text_is_refused_whole(tmp_path, wrong):
    with Ledger(tmp_path / "l.db", create=True) as store:
        with pytest.raises(DocumentError, match=r"^visit.txt: not stored") as caught:
            store.add(WRONG[wrong](VISIT))
        assert wrong.split(":")[0] in str(caught.value)
        assert store.totals() == {"documents": 0, "sentences": 0, "mentions": 0}


DAMAGE = [
    ("UPDATE documents SET text = replace(text, 'steel', 'Steel')", "the id d"),
    ("UPDATE mentions SET type = 'AID' WHERE type = 'REJECT'", "its rows are not those that were written"),
    ('UPDATE mentions SET "end" = "end" + 1', "refers to a row of sentences that is not there"),
    ("UPDATE mentions SET status = 'maybe'", "a row cannot be understood: 'maybe' is not a valid Status"),
    ("UPDATE mentions SET actors = '[1'", "a row cannot be understood"),
    ("UPDATE sentences SET text = 'Moscow'", "the word index does not fit the sentences"),
    (
        "DELETE FROM mention_parties WHERE code = 'USA'",
        "mention_parties does not hold the parties of its mentions",
    ),
    ("UPDATE spans SET start = start + 1", "actor span 1-8 is 'Minister'"),
]


@pytest.mark.parametrize(("statement", "problem"), DAMAGE)
def test_verify_finds_what_was_changed_behind_its_back(ledger, statement, problem):
    assert ledger.verify() == []
    with sqlite3.connect(ledger.path) as foreign:
        foreign.execute(statement)
    foreign.close()
    assert problem in "\n".join(ledger.verify())


def test_verify_names_a_file_with_broken_pages(ledger):
    ledger.close()
    data = bytearray(ledger.path.read_bytes())
    data[4096 * 3 : 4096 * 5] = b"\xff" * 8192
    ledger.path.write_bytes(data)
    with Ledger(ledger.path) as store:
        assert any("the file is damaged" in problem for problem in store.verify())
        with pytest.raises(LedgerError, match=r"is damaged; restore a copy"):
            store.fingerprint()


def make_foreign(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (text)")
    connection.close()


def make_newer(path):
    Ledger(path, create=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


def make_older(path):
    make_newer(path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 0")
    connection.close()


FILES = [
    (lambda path: None, {}, "does not exist; `dragoman read PATH --ledger"),
    (lambda path: path.mkdir(), {"create": True}, "is a folder; name a file in it"),
    (lambda path: path.write_bytes(b""), {}, "is empty; `dragoman read PATH"),
    (lambda path: path.write_text("words " * 400), {"create": True}, "the file is not an SQLite database"),
    (make_foreign, {"create": True}, "is not a ledger: an SQLite database of another program"),
    (make_newer, {"create": True}, "has format 99, of a newer dragoman; this one reads up to 4"),
    (
        make_older,
        {"readonly": True},
        "has format 0, of an older dragoman; `dragoman read` brings it up to date",
    ),
    (make_older, {}, "has format 0, of an older dragoman; `dragoman read` brings it up to date"),
]


@pytest.mark.parametrize(("make", "options", "message"), FILES)
def test_a_file_that_is_no_ledger_is_named_with_the_way_out(tmp_path, make, options, message):
    path = tmp_path / "l.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(LedgerError) as caught:
        Ledger(path, **options)
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert before == (path.read_bytes() if path.is_file() else None)


def test_a_ledger_cannot_be_made_where_there_is_no_folder(tmp_path):
    with pytest.raises(LedgerError, match=r"there is no folder .*; make it first"):
        Ledger(tmp_path / "no" / "l.db", create=True)


def test_a_ledger_is_not_made_in_a_read_only_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(LedgerError, match="is read-only; choose another --ledger"):
        Ledger(tmp_path / "l.db", create=True)


def test_a_ledger_in_a_read_only_folder_can_be_read(ledger, monkeypatch):
    ledger.close()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with Ledger(ledger.path, readonly=True) as store:
        assert store.count() == 8
    assert [path.name for path in ledger.path.parent.iterdir()] == ["ledger.db"]


def test_an_empty_file_becomes_a_ledger_when_one_is_wanted(tmp_path):
    (tmp_path / "l.db").touch()
    with Ledger(tmp_path / "l.db", create=True) as store:
        assert store.totals() == {"documents": 0, "sentences": 0, "mentions": 0}


def test_a_readonly_ledger_refuses_to_write(ledger):
    with Ledger(ledger.path, readonly=True) as store:
        assert store.verify() == []
        with pytest.raises(LedgerError, match="cannot be written"):
            store.begin_run({})


def test_a_locked_ledger_is_named(ledger, monkeypatch):
    monkeypatch.setattr("dragoman.ledger.connect.LOCK_WAIT", 0.05)
    with Ledger(ledger.path) as writer:
        ledger._database.connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="is locked by another process"):
            writer.begin_run({})


def test_many_read_while_one_writes(ledger):
    script = "import sys; from dragoman.ledger import Ledger; print(Ledger(sys.argv[1], readonly=True).count())"
    with ledger._database.writing() as connection:
        connection.execute("UPDATE mentions SET confidence = 1")
        found = subprocess.run([sys.executable, "-c", script, ledger.path], capture_output=True, text=True, check=True)
    assert found.stdout == "8\n"


def test_the_log_of_runs_says_what_was_asked_and_what_came_of_it(ledger):
    first = ledger.begin_run({"paths": ["a"], "published": None})
    second = ledger.begin_run({"paths": ["b\udcff"]})
    assert ledger.runs()[1].arguments == {"paths": ["b?"]}
    ledger.finish_run(second, "finished", coder=CODER, counts={"added": 1}, skipped=[("x.txt", "empty")])
    killed, done = ledger.runs()
    assert (killed.number, killed.outcome, killed.finished, killed.arguments) == (
        first,
        None,
        None,
        {"paths": ["a"], "published": None},
    )
    assert (done.outcome, done.coder, done.counts, done.skipped) == (
        "finished",
        CODER,
        {"added": 1},
        (("x.txt", "empty"),),
    )
    assert done.finished >= done.started


def test_substr_finds_the_words_of_a_span_in_any_tool(ledger):
    with sqlite3.connect(ledger.path) as plain:
        query = (
            'SELECT substr(d.text, m.start + 1, m."end" - m.start), m.sentence, m.actors FROM mentions m '
            "JOIN documents d ON d.id = m.document"
        )
        rows = plain.execute(query).fetchall()
    plain.close()
    assert len(rows) == 9
    assert all(words == sentence and json.loads(actors) for words, sentence, actors in rows)


def test_former_states_are_asked_for_under_the_name_of_today():
    assert (lineage("SUN"), lineage("PAK")) == ("RUS", "PAK")
    assert lineage_codes("RUS") == lineage_codes("SUN") == ("RUS", "SUN")
    assert lineage_codes("SRB") == ("SCG", "SRB", "YUG")
    assert set(lineages().values()).isdisjoint(lineages())


DOCS = (Path(__file__).parents[1] / "docs/ledger.md").read_text(encoding="utf-8")


def test_every_table_and_column_is_documented(ledger):
    with sqlite3.connect(ledger.path) as plain:
        tables = plain.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sentence_words_%'"
        ).fetchall()
        columns = {(t, c[1]) for (t,) in tables for c in plain.execute(f"PRAGMA table_info({t})")}
    plain.close()
    paragraphs = dict(zip(DOCS.split("**")[1::2], DOCS.split("**")[2::2], strict=True))
    assert {table for (table,) in tables} <= set(paragraphs)
    assert [(t, c) for t, c in sorted(columns) if t != "sentence_words" and f"`{c}`" not in paragraphs[t]] == []


def test_the_queries_in_the_docs_run(ledger):
    queries = re.findall(r'"(?:"")?\s*(SELECT .*?)"', DOCS, re.DOTALL)
    assert len(queries) == 2
    with sqlite3.connect(ledger.path) as plain:
        assert [len(plain.execute(query).fetchall()) for query in queries] == [8, 8]
    plain.close()
