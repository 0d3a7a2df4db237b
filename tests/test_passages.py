"""Pages of many layouts, in our own words, split into passages: nothing lost, nothing in two places, kinds as read."""

import json
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.documents import trees
from dragoman.documents.features import FEATURES, feature_rows
from dragoman.documents.lines import split_lines
from dragoman.documents.passages import split_page
from dragoman.documents.trees import bundled_forest, digest, forest_from
from dragoman.documents.view import PageView
from dragoman.errors import DragomanError
from dragoman.records import Passage, PassageKind

PAGES = Path(__file__).parent / "data" / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.txt"))
SENTENCE = "Tellan and Morova signed a treaty on the strait in Skarn on Monday."


def page(name: str) -> str:
    with (PAGES / f"{name}.txt").open(encoding="utf-8", newline="") as file:
        return file.read()


def expected(name: str) -> list[list[str]]:
    return json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))["passages"]


def shown(text: str, passages: Sequence[Passage]) -> list[list[str]]:
    """Kind, first thirty and last twenty characters of each passage: enough to tell where it begins and ends."""
    return [[p.kind.value, text[p.start : p.end][:30], text[p.start : p.end][-20:]] for p in passages]


def kinds(text: str) -> list[str]:
    return [passage.kind.value for passage in split_page(text)]


def lost_or_doubled(text: str, passages: Sequence[Passage]) -> list[int]:
    """The characters that are not white space and lie in no passage, or in more than one."""
    covered = [0] * len(text)
    for passage in passages:
        for at in range(passage.start, passage.end):
            covered[at] += 1
    return [at for at, times in enumerate(covered) if times > 1 or (times == 0 and not text[at].isspace())]


@pytest.mark.parametrize("name", NAMES)
def test_each_line_of_a_page_is_what_a_reader_says_it_is(name: str) -> None:
    text = page(name)
    assert shown(text, split_page(text)) == expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_windows_line_ends_change_nothing_but_the_offsets(name: str) -> None:
    text = page(name)
    assert kinds(text.replace("\n", "\r\n")) == kinds(text)


@pytest.mark.parametrize("name", NAMES)
def test_every_character_of_a_page_is_in_exactly_one_passage(name: str) -> None:
    text = page(name)
    assert lost_or_doubled(text, split_page(text)) == []


PIECES = [
    *(line for name in NAMES for line in page(name).split("\n")),
    *("", " ", "\t", "\u00a0", "\ufeff", "\u200b", "\ufffd", "•", "--", "@", "by: from:", "1.", "Ann says:"),
    "In Response",
    *("Feb 12, 2012 - 9:37PM", "99/99/2012 25:61", "3 years ago", "12 Comments", "\u2028", "\x0c", "\x1c"),
]
BREAKS = st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\n\n\n", "\n    ", "\v", "\u2029"])


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(st.tuples(st.sampled_from(PIECES), BREAKS), max_size=30)))
def test_any_text_gives_ordered_passages_that_cover_it(drawn: str | list[tuple[str, str]]) -> None:
    text = drawn if isinstance(drawn, str) else "".join(piece + end for piece, end in drawn)
    passages = split_page(text)
    bounds = [at for passage in passages for at in (passage.start, passage.end)]
    assert bounds == sorted(bounds)
    assert all(text[p.start : p.end].strip() == text[p.start : p.end] != "" for p in passages)
    assert lost_or_doubled(text, passages) == []


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\n", "\u00a0\u2003"])
def test_a_text_without_words_has_no_passages(text: str) -> None:
    assert split_page(text) == []


@pytest.mark.parametrize(
    "text", [SENTENCE, "  " + SENTENCE + "\n\n", "Leave a Reply", "treaty", "条約が署名された。", "\ufffd", "."]
)
def test_a_text_of_one_line_is_body(text: str) -> None:
    line = text.strip()
    start = text.index(line)
    assert split_page(text) == [Passage(PassageKind.BODY, start, start + len(line))]


TIDY = [
    (f"{SENTENCE}\nIt runs for five years, said the mayor.", ["body", "body"]),
    (f"Strait treaty signed\n\n{SENTENCE}", ["headline", "body"]),
    (f"Strait treaty signed\nBy Ada Quist\n\n{SENTENCE}", ["headline", "byline", "body"]),
    (f"Will it last?\n\n{SENTENCE}\n\nNobody in either capital knows.", ["headline", "body", "body"]),
    ("By the autumn the strait was open.\n\nIt closed again in May.", ["body", "body"]),
    ("A lawyer for the crew said so.\n\nThe author of the letter was arrested.", ["body", "body"]),
]


@pytest.mark.parametrize(("text", "wanted"), TIDY)
def test_tidy_prose_loses_nothing(text: str, wanted: list[str]) -> None:
    assert kinds(text) == wanted


def test_twenty_thousand_lines_are_split_within_seconds() -> None:
    lines = [f"The council met for the {n}th time and agreed on nothing." for n in range(20_000)]
    text = "\n".join([page("portal"), *lines])
    started = time.process_time()
    passages = split_page(text)
    assert time.process_time() - started < 12
    assert sum(passage.kind is PassageKind.BODY for passage in passages) > 19_000


HOSTILE = ["a" * 300_000, "@" * 50_000, "by: " * 20_000, "-- " + "A" * 20_000 + "!", "-- " + "Aa " * 20_000]
HOSTILE += [
    "(Photo " * 5_000,
    "By A" + "." * 20_000,
    "ago " * 20_000,
    "\u00a0" * 50_000 + "x",
    "Reply | " * 5_000,
    "May " + " " * 50_000 + "x",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_line_costs_no_more_than_a_long_one(text: str) -> None:
    started = time.process_time()
    assert lost_or_doubled(text + "\nx y", split_page(text + "\nx y")) == []
    assert time.process_time() - started < 3


def test_a_row_of_features_has_a_number_for_each_name() -> None:
    view = PageView(split_lines(page("portal")))
    assert {len(row) for row in feature_rows(view)} == {len(FEATURES)}
    assert feature_rows(PageView([])) == []


def test_a_forest_adds_the_leaves_that_a_row_falls_into() -> None:
    forest = forest_from(0.5, [[[0, 1.0, 1, 2], [-0.5], [2.0]], [[1.5]]])
    assert forest.chances([[1.0], [1.5]]) == pytest.approx([0.8175744762, 0.9820137900])


def test_the_weights_reach_the_figure_that_the_guide_quotes() -> None:
    card = json.loads((Path(trees.__file__).parent / "page_weights.json").read_text(encoding="utf-8"))
    assert [crossed["english"]["f1"] >= 0.94 for crossed in card["cross_validated"]] == [True] * 3


def test_damaged_weights_are_refused_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    bundled_forest.cache_clear()
    monkeypatch.setattr(trees, "digest", lambda base, flat: digest(base, flat)[::-1])
    with pytest.raises(DragomanError, match="fit_page_weights"):
        bundled_forest()
    monkeypatch.undo()
    assert bundled_forest().trees
