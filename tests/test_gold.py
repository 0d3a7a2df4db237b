"""Reading gold: the bytes of a file in, pairs or articles out, or one line that says what is wrong with it."""

import json
import re
from pathlib import Path

import pytest

from dragoman.errors import GoldError
from dragoman.events.gold import folding, read_gold
from dragoman.records import Status

DOCS = (Path(__file__).parents[1] / "docs/evaluate.md").read_text(encoding="utf-8")
HEADER = "sentence\tactor\trecipient\ttype\tmode\tstatus\n"


def good(line):
    return f"{HEADER}{line}\n".encode()


def article(**fields):
    event = {"start": 0, "end": 19, "actors": ["PER"], "recipients": ["CHL"], "type": "SUPPORT"}
    return json.dumps({"text": "Peru thanked Chile.", "events": [event | fields]}).encode()


FORMATS = (
    "give marked pairs (a header with sentence, actor, recipient and type, separated by tabs) or coded articles "
    '(on each line an object {"text": ..., "events": [...]})'
)
BAD = [
    (b"", f"g.tsv is empty; {FORMATS}"),
    (b"\xef\xbb\xbf \n\n", f"g.tsv is empty; {FORMATS}"),
    (b"\nsentence,actor,recipient,type\n", f"g.tsv, line 2: neither marked pairs nor coded articles; {FORMATS}"),
    (b"[{}]", f"g.tsv, line 1: neither marked pairs nor coded articles; {FORMATS}"),
    (b"a\tb\n\xff", "g.tsv, line 2: not UTF-8; save the file as UTF-8"),
    ("a\tb".encode("utf-16"), "g.tsv, line 1: not UTF-8; save the file as UTF-8"),
    (
        b"sentence\tactor\trecipent\ttype\n",
        "g.tsv, line 1: no column 'recipient'; is it 'recipent'? call it 'recipient'",
    ),
    (b"sentence\tactor\n", "g.tsv, line 1: no column 'recipient'; the header needs sentence, actor, recipient, type"),
    (
        b"sentence\tactor\trecipient\ttype\ttype\n",
        "g.tsv, line 1: the column 'type' stands there twice; leave one",
    ),
    (HEADER.encode(), "g.tsv: no row with a type below the header; nothing can be scored"),
    (good("Hm.\ta\tb\tNONE"), "g.tsv: no row with a type below the header; nothing can be scored"),
    (
        good("Hm.\ta\tb"),
        "g.tsv, line 2: 3 cells, but the header names 6; a sentence must hold no tab and no line break",
    ),
    (
        good("Hm.\ta\tb\tAID\t\t\t"),
        "g.tsv, line 2: 7 cells, but the header names 6; a sentence must hold no tab and no line break",
    ),
    (good("\ta\tb\tAID"), "g.tsv, line 2: no sentence; fill the cell or take the line out"),
    (good("Hm.\ta\tb\tconsult"), "g.tsv, line 2: no type 'consult'; did you mean CONSULT?"),
    (good("Hm.\ta\tb\tACUSE"), "g.tsv, line 2: no type 'ACUSE'; did you mean ACCUSE?"),
    (good("Hm.\ta\tb\tAID\t\tplaned"), "g.tsv, line 2: no status 'planed'; did you mean planned?"),
    (good("Hm.\ta\tb\tCONSULT\tvist"), "g.tsv, line 2: no mode of CONSULT 'vist'; did you mean visit?"),
    (good("Hm.\ta\tb\tAID\tvisit"), "g.tsv, line 2: no mode of AID 'visit'; leave it empty"),
    (
        good("Hm.\ta\tb\tSANCTION\tx"),
        "g.tsv, line 2: no mode of SANCTION 'x'; right are convict, expel, withdraw, discontinue",
    ),
    (
        article(start=-1),
        "g.tsv, line 1, event 1: no span -1 to 19 in a text of 19 characters; count characters from 0, the end not "
        "included",
    ),
    (
        article(end=20),
        "g.tsv, line 1, event 1: no span 0 to 20 in a text of 19 characters; count characters from 0, the end not "
        "included",
    ),
    (
        article(start=19),
        "g.tsv, line 1, event 1: no span 19 to 19 in a text of 19 characters; count characters from 0, the end not "
        "included",
    ),
    (article(actors=[]), "g.tsv, line 1, event 1: no actors; a reciprocal act has all its parties there"),
    (article(type="SUPORT"), "g.tsv, line 1, event 1: no type 'SUPORT'; did you mean SUPPORT?"),
    (article(status="done"), f"g.tsv, line 1, event 1: no status 'done'; right are {', '.join(Status)}"),
    (
        b'{"text": "Hm.", "events": [], "published": "soon"}',
        'g.tsv, line 1: "soon", given by `published`, is no date; write 2012-10-05, 2012-10 or 2012',
    ),
]


@pytest.mark.parametrize(("data", "message"), BAD)
def test_a_file_that_cannot_be_meant_is_refused_with_line_and_remedy(data, message):
    with pytest.raises(GoldError) as refused:
        read_gold(data, "g.tsv")
    assert str(refused.value) == message


BROKEN = [
    (b'{"text": "Hm.", "events": []}\n{"text": ', "g.jsonl, line 2: Input data was truncated"),
    (b'{"text": "Hm."}', "g.jsonl, line 1: Object missing required field `events`"),
    (article(start="0"), "g.jsonl, line 1: Expected `int`, got `str` - at `$.events[0].start`"),
]


@pytest.mark.parametrize(("data", "message"), BROKEN)
def test_a_line_that_is_no_article_is_refused_with_the_shape_of_one(data, message):
    with pytest.raises(GoldError) as refused:
        read_gold(data, "g.jsonl")
    shape = '{"text": ..., "events": [{"start": 0, "end": 9, "actors": [...], "recipients": [...], "type": ...}]}'
    assert str(refused.value) == f"{message}; an article is {shape}"


def test_a_byte_order_mark_and_the_line_ends_of_windows_change_nothing():
    plain = good("Oslo met Rome.\tOslo\tRome\tCONSULT\tvisit\toccurred")
    assert read_gold(b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n"), "g") == read_gold(plain, "g")


def test_what_is_left_out_of_a_table_is_counted_and_said():
    lines = [
        "Oslo met Rome.\tOslo\tRome\t7\tCONSULT",
        "",
        "Hm.\tOslo\tRome\t8\tNONE",
        "Oslo met it.\tOslo\tRome\t9\tCONSULT",
    ]
    gold = read_gold("\n".join(["sentence\tactor\trecipient\tid\ttype", *lines, "", ""]).encode(), "g")
    assert [pair.sentence for pair in gold.pairs] == ["Oslo met Rome.", "Oslo met it."]
    assert gold.notes == (
        "blank lines left out: 1",
        "columns not read: id",
        "rows of type NONE left out, since a marked pair always gets a type: 1",
        "rows scored although their sentence lacks the words of actor or recipient: 1",
    )


def test_the_examples_of_the_documentation_are_gold():
    table, lines = (re.search(rf"```{kind}\n(.+?)```", DOCS, re.DOTALL)[1].encode() for kind in ("tsv", "jsonl"))
    assert [pair.type for pair in read_gold(table, "g").pairs] == ["CONSULT", "REJECT", "ACCUSE"]
    assert read_gold(table, "g").notes == ()
    first, second = read_gold(lines, "g").articles
    assert [first.text[e.start : e.end] for e in first.events] == [
        "Malta and Cyprus signed a pact on Friday.",
        "Malta condemned Libya.",
    ]
    assert second.events == ()


FOLDINGS = [
    (good("Hm.\ta\tb\tYIELD"), {"CONCEDE": "YIELD", "RETREAT": "YIELD"}),
    (article(type="YIELD"), {"CONCEDE": "YIELD", "RETREAT": "YIELD"}),
    (good("Hm.\ta\tb\tCONCEDE"), {}),
    (article(type="RETREAT"), {}),
]


@pytest.mark.parametrize(("data", "types"), FOLDINGS)
def test_only_gold_that_says_yield_takes_types_together(data, types):
    assert folding(read_gold(data, "g")) == types
