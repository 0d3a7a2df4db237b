"""The sample corpus through the readers: every piece is read, and read as `data/examples.yaml` says."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.documents import Skipped, find_sources, read_document
from dragoman.examples import sample_paths
from dragoman.records import Document, PassageKind

EXPECTED: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("data").joinpath("examples.yaml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def found() -> dict[str, Document]:
    sources = list(find_sources(sample_paths(), None))
    return {source.name: read_document(source) for source in sources if not isinstance(source, Skipped)}


def body_of(document: Document) -> str:
    parts = (document.text[p.start : p.end] for p in document.passages if p.kind is PassageKind.BODY)
    return " ".join(" ".join(parts).split())


def seen_in(document: Document) -> dict[str, Any]:
    """What the reader made of a document, in the shape of the expectation."""
    expected, body = EXPECTED[document.name], body_of(document)
    return {
        "body": expected["body"] if body.startswith(expected["body"]) else body[: len(expected["body"])],
        "furniture": [words for words in expected.get("furniture", ()) if words in body],
        "published": document.published.value if document.published else None,
        "title": document.title,
        "author": document.author,
        "outlet": document.outlet,
        "kinds": sorted({passage.kind.value for passage in document.passages}),
        "comments": [
            {"author": passage.author, "time": passage.time, "reply_to": passage.reply_to}
            for passage in document.passages
            if passage.kind is PassageKind.COMMENT
        ],
    }


def test_every_sample_file_is_read_and_none_left_out(found: dict[str, Document]) -> None:
    assert [s for s in find_sources(sample_paths(), None) if isinstance(s, Skipped)] == []
    assert sorted(found) == sorted(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_is_read_as_a_careful_reader_reads_it(name: str, found: dict[str, Document]) -> None:
    truth = EXPECTED[name] | {"furniture": [], "kinds": sorted(EXPECTED[name]["kinds"])}
    gaps = truth.pop("gaps", {})
    assert all(truth[field] != answer for field, answer in gaps.items())
    assert seen_in(found[name]) == truth | gaps


def test_no_script_of_the_saved_page_is_run_or_read(found: dict[str, Document]) -> None:
    assert "WAS RUN" not in found["islets-dispute.html"].text
    assert "tracker.example" not in found["islets-dispute.html"].text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("special-status-page.txt", "Traders in Moyale, where one side of the main street"),
        ("special-status-page.txt", "The two nations have had a defence pact"),
        ("islets-dispute.html", "going to the court alone"),
    ],
)
def test_what_a_page_prints_twice_is_body_once(name: str, words: str, found: dict[str, Document]) -> None:
    assert body_of(found[name]).count(words) == 1


@pytest.mark.parametrize("path", [Path(path) for path in sample_paths()], ids=lambda path: path.name)
def test_a_sample_is_short_enough_to_read_over_a_cup_of_tea(path: Path) -> None:
    assert 120 <= len(path.read_text(encoding="utf-8").split()) <= 700
