"""The codebook: every page loads, every example gives its row, every near miss gives the other one."""

import json
from pathlib import Path

import pytest

from dragoman import Coder
from dragoman.codebook import EventType, Example, event_type, event_types, parse_page
from dragoman.errors import CodebookError

PLOVER = json.loads((Path(__file__).parent / "data" / "plover.json").read_text(encoding="utf-8"))
CODER = Coder()
PAGES = list(event_types().values())
CASES = [
    pytest.param(example, id=f"{page.type}-{kind}-{number}")
    for page in PAGES
    for kind, examples in (("example", page.examples), ("near-miss", page.near_misses))
    for number, example in enumerate(examples, 1)
]


def test_all_sixteen_types_have_their_page() -> None:
    assert set(event_types()) == set(PLOVER["events"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.type)
def test_a_page_carries_the_numbers_of_the_manual(page: EventType) -> None:
    manual = PLOVER["events"][page.type]
    assert (page.quad, page.score) == (manual["quad"], manual["score"])
    assert {name: mode.score for name, mode in page.modes.items()} == manual["modes"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.type)
def test_a_page_has_enough_examples_and_near_misses(page: EventType) -> None:
    assert len(page.examples) >= 8
    assert len(page.near_misses) >= 4
    assert all(example.type == page.type for example in page.examples)
    assert all(example.type != page.type for example in page.near_misses)


@pytest.mark.parametrize("example", CASES)
def test_an_example_gives_its_row(example: Example) -> None:
    rows = CODER.code(example.text, published=example.published)
    pair = {*example.actor, *example.recipient}
    found = [
        {
            "actor": sorted(m.actors),
            "recipient": sorted(m.recipients),
            "type": m.type,
            "status": m.status,
            "about": m.about,
        }
        for m in rows
        if {*m.actors, *m.recipients} == pair
    ]
    if example.type == "NONE":
        assert found == []
        return
    wanted = {
        "actor": sorted(example.actor),
        "recipient": sorted(example.recipient),
        "type": example.type,
        "status": example.status,
        "about": example.about,
    }
    assert wanted in found


BROKEN = [
    (b"type: CONSULT\ncolour: red\n", "field"),
    (b"type: [", "page.yaml"),
    (b"", "page.yaml"),
]


@pytest.mark.parametrize(("data", "words"), BROKEN)
def test_a_broken_page_is_named_with_its_fault(data: bytes, words: str) -> None:
    with pytest.raises(CodebookError, match=words):
        parse_page(data, "page.yaml")


def test_an_unknown_type_is_answered_with_the_known_ones() -> None:
    with pytest.raises(CodebookError, match="'VISIT' is no PLOVER type; types are"):
        event_type("VISIT")
