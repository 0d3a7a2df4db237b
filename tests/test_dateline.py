"""The day a page was published is read from what it prints, and the dates that it merely tells of are not taken."""

from pathlib import Path

import pytest
import yaml

from dragoman.documents import date_document
from dragoman.documents.dating import given_date
from dragoman.documents.printed import Printed, find_printed
from dragoman.errors import DocumentError
from dragoman.records import Dating, Passage, PassageKind

PAGES = yaml.safe_load((Path(__file__).parent / "data/readers/datelines.yaml").read_text(encoding="utf-8"))


def page(lines):
    """The text of a page of the table, and its passages."""
    text, passages = "", []
    for line in lines:
        ((kind, content),) = line.items()
        author, time, words = content if kind == "comment" else (None, None, content)
        passages.append(Passage(PassageKind(kind), len(text), len(text) + len(words), author, time))
        text += words + "\n\n"
    return text, passages


def test_the_table_holds_forty_traps_and_forms():
    assert len({case["name"] for case in PAGES}) == len(PAGES) >= 40


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["name"])
def test_the_day_of_publication_is_read_from_the_page(case):
    dating = date_document(*page(case["page"]))
    assert (dating.value, case["says"] in dating.evidence) == (case["value"], True), dating


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["name"])
def test_a_date_shows_its_words_on_the_page_and_an_unknown_one_claims_nothing(case):
    text, passages = page(case["page"])
    dating = date_document(text, passages)
    if dating.value is None:
        assert (dating.confidence, dating.start, dating.end) == (0.0, None, None)
    elif dating.start is None:
        assert "first comment" in dating.evidence
    else:
        assert dating.value[2:4] in text[dating.start : dating.end] or "dateline" in dating.evidence
        assert 0 < dating.confidence < 1


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Nov. 20, 2019", ["2019-11-20"]),
        ("20th of November, 2019", ["2019-11-20"]),
        ("18 NOV 2019", ["2019-11-18"]),
        ("9-Mar-2013", ["2013-03-09"]),
        ("25. September 2018", ["2018-09-25"]),
        ("2016.12.01", ["2016-12-01"]),
        ("2018/08/25", ["2018-08-25"]),
        ("(2019, November 18)", ["2019-11-18"]),
        ("November 18-19, 2019", ["2019-11-18"]),
        ("from May 2011 to 3 June 2012", ["2011-05", "2012-06-03"]),
        ("11/18/19", ["2019-11-18"]),
        ("18/11/98", ["1998-11-18"]),
        ("Fri Sep 12 23:48:10 IST 2008", ["2008-09-12"]),
        ("27. März 2018, 17:15 Uhr", ["2018-03-27"]),
        ("martes, 3 de mayo de 2011", ["2011-05-03"]),
        ("Publié le 12 août 2017 à 18h04", ["2017-08-12"]),
        ("25 августа 2021, 11:32", ["2021-08-25"]),
        ("2021年8月25日（水）", ["2021-08-25"]),
        ("31 de fevereiro de 2011", []),
        ("31/11/2019", []),
        ("call 020 7946 0018", []),
        ("they may 2 times", []),
        ("resolution 1973/2011", []),
    ],
)
def test_a_printed_date_is_found_and_nothing_else(line, expected):
    assert [printed.value for printed in find_printed(line)] == expected


def test_two_readings_are_kept_with_the_american_one_first():
    assert find_printed("02/11/2012") == [Printed(0, 10, "2012", ("2012-02-11", "2012-11-02"))]


def test_years_and_days_without_a_year_come_where_they_are_asked_for():
    assert [p.value for p in find_printed("in 1974 and on Oct 2", years=True, yearless=True)] == ["1974", "--10-02"]
    assert find_printed("in 1974 and on Oct 2") == []


@pytest.mark.parametrize("words", ["2012-10-05", "Oct 5, 2012", "5th October 2012, 10:30 PKT"])
def test_a_date_given_by_the_user_may_be_written_as_he_likes(words):
    assert given_date(words, "the user") == Dating("2012-10-05", f"given by the user: {words}", 1.0)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("yesterday", '"yesterday", given by the user, is no date; write 2012-10-05, 2012-10 or 2012'),
        (
            "02/11/2012",
            '"02/11/2012", given by the user, is no date; it may be 2012-02-11 or 2012-11-02; '
            "write 2012-10-05, 2012-10 or 2012",
        ),
    ],
)
def test_a_date_that_is_none_is_sent_back_with_the_way_to_write_it(words, message):
    with pytest.raises(DocumentError) as caught:
        given_date(words, "the user")
    assert str(caught.value) == message
