"""Dates: the sentences of data/dates.yaml, and what publication dates, anchors and act dates promise."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.dates import event_date, find_dates, precision
from dragoman.dates.eras import eras, parse_eras
from dragoman.dates.find import _by_word, _rules
from dragoman.dates.scan import starts
from dragoman.errors import CodebookError, FilterError

CASES = yaml.safe_load((Path(__file__).parent / "data" / "dates.yaml").read_text(encoding="utf-8"))
MARK = re.compile(r"\[([^|\]]+)\|([^|\]]+)(?:\|([^|\]]+))?\]")
ROWS = [(published, marked) for published, rows in CASES.items() for marked in rows]


def kind_of(value):
    if value.startswith("SET "):
        return "SET", value[4:]
    if re.match(r"PT?[\dX]", value):
        return "DURATION", value
    return ("TIME", value) if re.match(r"[\dX-]{10}T", value) else ("DATE", value)


def read(marked):
    """The plain sentence, and (words, type, value, interval if the row gives it) for each mark."""
    want = [(m[1], *kind_of(m[2]), tuple(m[3].split("..")) if m[3] else None) for m in MARK.finditer(marked)]
    return MARK.sub(r"\1", marked), want


@pytest.mark.parametrize(("published", "marked"), ROWS)
def test_the_sentence_has_these_times(published, marked):
    text, want = read(marked)
    found = find_dates(text, published or None)
    assert [(t.text, t.type, t.value) for t in found] == [w[:3] for w in want]
    assert all(text[t.start : t.end] == t.text and t.rule for t in found)
    assert [t.interval for t, w in zip(found, want, strict=True) if w[3]] == [w[3] for w in want if w[3]]


ACTS = yaml.load((Path(__file__).parent / "data" / "event_dates.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("row", ACTS, ids=lambda row: row[0])
def test_an_act_gets_the_date_of_its_own_clause(row):
    marked, *want = row
    text, cue_start, cue_end = (
        marked.replace("{", "").replace("}", ""),
        marked.index("{"),
        marked.index("}") - 1,
    )
    *found, reason = event_date(find_dates(text, "2012-04-14"), cue_start, cue_end, text)
    assert found == [None if w == "~" else w for w in want]
    assert reason


def test_the_rule_of_a_month_alone_can_be_shown_to_a_reader():
    [found] = find_dates("They met in September.", "2012-04-14")
    assert found.rule == ("month alone, past tense ('met'): the latest September up to the publication date 2012-04-14")


@pytest.mark.parametrize(
    ("words", "published", "want"),
    [
        ("on 2 May 2011", None, "day"),
        ("in May 2011", None, "month"),
        ("in Q2 2011", None, "quarter"),
        ("in the summer of 2011", None, "season"),
        ("in 2011", None, "year"),
        ("in the 1980s", None, "decade"),
        ("in the 19th century", None, "range"),
        ("from 1961 to 1971", None, "range"),
        ("this week", "2012-04-14", "range"),
        ("today", "2012-04", "month"),
        ("yesterday", "2012-04", "range"),
        ("yesterday", None, None),
        ("recently", "2012-04-14", None),
    ],
)
def test_precision_is_what_the_words_and_the_publication_date_allow(words, published, want):
    assert [precision(t) for t in find_dates(f"They met {words}.", published)] == [want]


@pytest.mark.parametrize("published", ["yesterday", "2012-13", "2012-02-30", "14.04.2012", "12", "2012-4-1", "0000"])
def test_a_publication_date_that_is_none_is_named(published):
    with pytest.raises(FilterError, match=re.escape(repr(published))):
        find_dates("They met.", published)


def test_a_publication_time_counts_as_its_day():
    assert find_dates("today", "2012-04-14T10:30:00Z")[0].value == "2012-04-14"


def test_a_date_far_back_does_not_anchor_what_would_lie_in_the_future():
    text = "The mill was inspected in August. They sold it 40 years later for a song."
    assert [(t.value, t.interval) for t in find_dates(text, "2012-10")][1] == ("XXXX", None)


def test_no_sentence_is_passed_over_by_the_quick_scan():
    for _, marked in ROWS:
        text, _ = read(marked)
        places = set(starts(text, _by_word()))
        for rule in _rules():
            for match in rule[1].finditer(text):
                word = re.match(r"[A-Za-z]+|", match[0])[0].lower() or "0"
                assert (match.start(), word) in places and rule in _by_word()[word], (rule[0], match[0])


@pytest.mark.parametrize("columns", ["name,words,start", "name,words,kind,start,end,source,note"])
def test_an_era_table_with_other_columns_is_refused(columns):
    with pytest.raises(CodebookError, match=r"mine\.csv: columns"):
        parse_eras([columns], "mine.csv")


@pytest.mark.parametrize(
    "row",
    [
        "A,a,reign,1947,1991,x",
        "A,a,period,1947,later,x",
        "A,a,period,1947-13,1991,x",
        "A,a,period,1947,1991,",
    ],
)
def test_a_wrong_row_of_an_era_table_is_named(row):
    with pytest.raises(CodebookError, match=r"mine\.csv: row 2 \(A\)"):
        parse_eras(["name,words,kind,start,end,source", row], "mine.csv")


def test_every_era_is_found_by_each_of_its_names():
    for era in eras():
        for words in era.words:
            text = f"It happened during the {words}." if era.kind == "period" else f"It happened during {words}'s rule."
            [found] = find_dates(text)
            span = f"{era.start}/{era.end}" if era.start != era.end else era.start
            assert (words, found.value) == (words, span)


PIECES = st.sampled_from((Path(__file__).parent / "data" / "date_pieces.txt").read_text(encoding="utf-8").split())


@given(
    st.lists(PIECES, max_size=14),
    st.sampled_from([None, "0001-01-01", "9999-12-31", "2012-02-29", "2012", "9999-12"]),
)
@settings(max_examples=400, deadline=None)
def test_no_text_breaks_the_search_and_spans_never_overlap(pieces, published):
    text = " ".join(pieces)
    found = find_dates(text, published)
    assert all(text[t.start : t.end] == t.text for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(t.interval[0] <= t.interval[1] for t in found if t.interval and None not in t.interval)
    assert all(t.value.isascii() for t in found)
    assert len(event_date(found, 0, min(3, len(text)), text)) == 4


def test_a_long_text_without_a_full_stop_is_read_whole():
    text = "on Monday he left 40 years later " * 1000
    assert len(find_dates(text, "2012-04-14")) == 2000


def test_dates_that_could_hold_each_other_without_end_are_read_in_time() -> None:
    for words in (
        "two days after ",
        "a week before the day after ",
        "ten years after five years before two weeks later than ",
    ):
        assert isinstance(find_dates(words * 60 + "Monday", "2012-10-05"), list)
