"""Readers' comments on pages of many layouts: how many, whose, when, in answer to whom."""

import json
from pathlib import Path

import pytest

from dragoman.documents.passages import split_page
from dragoman.documents.stamps import find_stamp
from dragoman.records import PassageKind

PAGES = Path(__file__).parent / "data" / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.txt"))
ARTICLE = """Ferry to sail again

The ferry between Tellan and Morova will sail again in spring, the ministers said on Monday.

It had been laid up for nine years after a quarrel over two trawlers and a lost anchor.

"""


def comments(text: str) -> list[list[str | None]]:
    return [[p.author, p.time, p.reply_to] for p in split_page(text) if p.kind is PassageKind.COMMENT]


@pytest.mark.parametrize("name", NAMES)
def test_each_comment_has_the_author_time_and_addressee_that_the_page_prints(name: str) -> None:
    text = (PAGES / f"{name}.txt").read_text(encoding="utf-8")
    wanted = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))["comments"]
    assert comments(text) == wanted


LAYOUTS = {
    "time under a name": (
        "Comments\n\nAnn Lee\n3 October 2012, 16:15\nGood news.\n\nTom\n3 October 2012, 17:01\nNot for me.\n"
    ),
    "time before a verb": (
        "2 Comments\n\nAnn Lee on October 3, 2012 at 4:15 pm said:\nGood news.\n\n"
        "Tom on October 3, 2012 at 5:01 pm said:\nNot for me.\n"
    ),
    "clock before the day": (
        "Comments (2)\n\nAnn Lee\n4:15 PM on October 3, 2012\nGood news.\n\nTom\n5:01 PM on Oct 3, 2012\nNot for me.\n"
    ),
    "day in figures": (
        "User comments\n\nAnn Lee (Skarn, Tellan)\n2012-10-03 16:15\nGood news.\n\nTom\n2012-10-03T17:01\nNot for me.\n"
    ),
    "behind bullets": (
        "  • Ann Lee\n    Oct 3, 2012 - 4:15PM\n\n    Good news.\n\n\n"
        "  • Tom\n    Oct 3, 2012 - 5:01PM\n\n    Not for me.\n"
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_time_is_read_however_it_is_printed(layout: str) -> None:
    found = [[author and author.split(" (")[0], time, to] for author, time, to in comments(ARTICLE + LAYOUTS[layout])]
    assert found == [["Ann Lee", "2012-10-03T16:15", None], ["Tom", "2012-10-03T17:01", None]]


ADDRESSED = [
    ("@Ann Lee: no.", "Ann Lee"),
    ("@ ann lee, no.", "Ann Lee"),
    ("@Ann Lee no.", "Ann Lee"),
    ("@gull no.", "gull"),
    ("@author: no.", "author"),
    ("Ann Lee, you forget the fare.", "Ann Lee"),
    ("Ann, the fare is what matters.", "Ann Lee"),
    ("Hi Ann, thanks.", "Ann Lee"),
    ("Viktor, you forget the fare.", "Viktor"),
    ("Sadly, you forget the fare.", None),
    ("Well, you forget the fare.", None),
    ("Tellan, Morova and the islands will all gain.", None),
    ("I agree with Ann Lee.", None),
    ("Write to me @ the usual place.", None),
]


@pytest.mark.parametrize(("words", "wanted"), ADDRESSED)
def test_a_reader_answers_whom_he_calls_at_the_start(words: str, wanted: str | None) -> None:
    page = f"{ARTICLE}Comments\n\nAnn Lee\nOct 3, 2012 4:15 pm\nGood news.\n\nTom\nOct 3, 2012 5:01 pm\n{words}\n"
    assert comments(page)[1] == ["Tom", "2012-10-03T17:01", wanted]


NOT_COMMENTS = {
    "a call to comment": "Comments\n\nLeave a Reply\n\nYour email address will not be published.\n",
    "no comments yet": "0 Comments\n\nBe the first to comment.\n\nMost read\nHerring prices fall\nOctober 2, 2012\n",
    "dated headlines": (
        "Latest comments\nHerring prices fall\nOctober 2, 2012\nSeven soups for a storm\nOctober 1, 2012\n"
    ),
    "a speaker in the text": (
        "The mayor of Skarn said:\n\n“We have waited long enough.”\n\nThe captain said:\n\n“So have I.”\n"
    ),
    "a list in the text": (
        "  • The fare\n    It will be ten crowns a passenger.\n\n  • The pier\n    It needs new piles.\n\n"
        "The ministers are to meet again in May, when the tender for the piles is to be opened.\n"
    ),
}


@pytest.mark.parametrize("case", NOT_COMMENTS)
def test_what_only_looks_like_comments_is_none(case: str) -> None:
    assert comments(ARTICLE + NOT_COMMENTS[case]) == []


def test_a_comment_ends_where_the_page_goes_on() -> None:
    said = "Ann Lee says:\nOctober 3, 2012 at 4:15 pm\nGood news.\n\nAt last."
    text = f"{ARTICLE}1 Comment\n\n{said}\n\nReply\n\nLeave a Reply\n"
    (found,) = [p for p in split_page(text) if p.kind is PassageKind.COMMENT]
    assert text[found.start : found.end] == said


STAMPS = [
    ("Feb 12, 2012 - 9:37PM", "2012-02-12T21:37"),
    ("April 14, 2012 15:30", "2012-04-14T15:30"),
    ("Sunday, 3rd May 2015 at 12:05 am CET", "2015-05-03T00:05"),
    ("14.04.2012", "2012-04-14"),
    ("2012年4月14日", "2012-04-14"),
    ("2012-04-14T15:30:09", "2012-04-14T15:30:09"),
    ("03/04/2012 10:00", None),
    ("31 February 2012", None),
    ("April 14, 2012 at 13:30 pm", "2012-04-14"),
    ("3 years ago", None),
]


@pytest.mark.parametrize(("line", "wanted"), STAMPS)
def test_a_stamp_never_claims_more_than_is_printed(line: str, wanted: str | None) -> None:
    stamp = find_stamp(line)
    assert stamp is not None
    assert stamp.time == wanted


@pytest.mark.parametrize("line", ["", "2012", "in May", "chapter 12, 2012 copies", "long ago"])
def test_a_line_without_a_time_has_no_stamp(line: str) -> None:
    assert find_stamp(line) is None


def test_a_name_called_in_a_later_paragraph_is_the_one_answered():
    page = """The ferry is late again

The harbour board met on Monday and agreed to look for a second boat before the winter, a spokesman said in Turku.

Comments (2)

  • Aino
    Feb 12, 2012 - 9:48PM

    Build a bridge and be done with it.


  • Pekka
    Feb 12, 2012 - 10:48PM

    A bridge costs more than ten ferries.

    @ Aino,

    You have never paid a toll in your life, I think.
"""
    comments = [p for p in split_page(page) if p.kind == "comment"]
    assert [(p.author, p.reply_to) for p in comments] == [("Aino", None), ("Pekka", "Aino")]
