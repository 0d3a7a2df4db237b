"""The training corpus: its format, and how a mistake in it is named with file and line."""

import gzip
import hashlib
import json
import logging
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.codebook import event_types
from dragoman.errors import CodebookError
from dragoman.events.labels import CONTEXTS, NONE
from dragoman.events.training.corpus import (
    VOICES,
    Act,
    Line,
    Sample,
    codebook_lines,
    parse_line,
    plain_text,
    read_corpus,
    read_pen,
)
from dragoman.events.training.taught import Taught, read_taught
from dragoman.records import Status

CORPUS = Path(__file__).parent.parent / "corpus" / "training"


def line(text: str = "{A:Peru} thanked {B:Chile}.", *acts: str, **fields: object) -> Line:
    return Line(**{"id": "x-1", "voice": "agency", "text": text, "acts": acts, **fields})  # type: ignore[arg-type]


def test_marks_become_spans_of_the_plain_sentence() -> None:
    told = line(
        "{A:Peru} and {B:Chile} fell out; {A+B:both sides} sent {A:its} envoys.",
        "A=B COERCE/restrict ~CONSULT/visit refused H",
        "A>- PROTEST occurred",
        contexts=("diplomatic",),
    )
    text = "Peru and Chile fell out; both sides sent its envoys."
    both = ("COERCE", "restrict", "CONSULT", "visit", Status.REFUSED, True, True)
    assert parse_line(told) == Sample(
        "x-1",
        "agency",
        text,
        {"A": ((0, 4), (25, 35), (41, 44)), "B": ((9, 14), (25, 35))},
        (
            Act("A", "B", *both),
            Act("B", "A", *both),
            Act("A", None, "PROTEST", None, None, None, Status.OCCURRED, False, False),
        ),
        ("diplomatic",),
    )
    assert plain_text(told.text) == text


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="{}"), min_size=1, max_size=8)


@settings(deadline=None)
@given(st.lists(st.tuples(WORDS, st.sampled_from(["A", "B", "A+C", "H"]), WORDS), min_size=1, max_size=5))
def test_spans_hold_the_marked_words_whatever_stands_around_them(parts: list[tuple[str, str, str]]) -> None:
    sample = parse_line(line("".join(f"{before}{{{letters}:{name}}}" for before, letters, name in parts)))
    assert sample.text == "".join(before + name for before, _, name in parts)
    assert {letter: [sample.text[start:end] for start, end in spans] for letter, spans in sample.parties.items()} == {
        letter: [name for _, letters, name in parts if letter in letters]
        for letter in dict.fromkeys("".join(letters.replace("+", "") for _, letters, _ in parts))
    }


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (line("Nobody came."), "x-1: a brace that marks no party, or no party at all"),
        (line(""), "x-1: a brace that marks no party, or no party at all"),
        (line("{A:Peru thanked {B:Chile}."), "x-1: a brace that marks no party, or no party at all"),
        (line("{A:Peru} thanked B:Chile}."), "x-1: a brace that marks no party, or no party at all"),
        (line("{A:Peru} thanked {I:Chile}."), "x-1: a brace that marks no party, or no party at all"),
        (line("{A:Peru} thanked {B:}."), "x-1: a brace that marks no party, or no party at all"),
        (line("{A:Peru} and {A+:both}."), "x-1: a brace that marks no party, or no party at all"),
        (line(voice="poem"), f"x-1: no voice 'poem'; voices are {', '.join(sorted(VOICES))}"),
        (line(voice=""), f"x-1: no voice ''; voices are {', '.join(sorted(VOICES))}"),
        (line(contexts=("military", "war")), "x-1: no context 'war'"),
        (line("{A:Peru} thanked {B:Chile}.", "A>C SUPPORT occurred"), "'A>C SUPPORT occurred' names the party C, "),
        (line("{A:Peru} thanked {B:Chile}.", "A>B SUPORT occurred"), "x-1: no type or mode SUPORT"),
        (line("{A:Peru} thanked {B:Chile}.", "A>B NONE occurred"), "x-1: no type or mode NONE"),
        (line("{A:Peru} thanked {B:Chile}.", "A>B CONSULT/chat occurred"), "x-1: no type or mode CONSULT/chat"),
        (line("{A:Peru} thanked {B:Chile}.", "A>B AGREE ~CONSULT/chat planned"), "x-1: no type or mode CONSULT/chat"),
        (line("{A:Peru} thanked {B:Chile}.", "A>B AGREE ~VISIT planned"), "x-1: no type or mode VISIT"),
        (line("{A:Peru} thanked {B:Chile}.", "A>B SUPPORT done"), "x-1: no status 'done'"),
        (line("{A:Peru} thanked {B:Chile}.", "A>A SUPPORT occurred"), "'A>A SUPPORT occurred' needs two parties"),
        (line("{A:Peru} thanked {B:Chile}.", "A=- SUPPORT occurred"), "'A=- SUPPORT occurred' needs two parties"),
        (line("{A:Peru} thanked {B:Chile}.", ""), "x-1: act not understood: ''"),
        (line("{A:Peru} thanked {B:Chile}.", "A>B SUPPORT"), "x-1: act not understood: 'A>B SUPPORT'"),
        (line("{A:Peru} thanked {B:Chile}.", "A<B SUPPORT occurred"), "act not understood: 'A<B SUPPORT occurred'"),
        (line("{A:Peru} thanked {B:Chile}.", "A>B SUPPORT occurred h"), "act not understood: 'A>B SUPPORT occurred h'"),
        (line("{A:Peru} thanked {B:Chile}.", "A>B SUPPORT occurred "), "act not understood: 'A>B SUPPORT occurred '"),
    ],
)
def test_a_mistake_in_a_line_is_named(wrong: Line, message: str) -> None:
    with pytest.raises(CodebookError) as error:
        parse_line(wrong)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "bad.jsonl, line 2: "),
        (b"{", "bad.jsonl, line 2: "),
        (b"\xff", "bad.jsonl, line 2: "),
        (b"[]", "bad.jsonl, line 2: Expected `object`, got `array`"),
        (b'{"id":"a","voice":"agency"}', "bad.jsonl, line 2: Object missing required field `text`"),
        (b'{"id":"a","voice":"agency","text":"{A:Peru}","note":""}', "unknown field `note`"),
        (b'{"id":"a","voice":"agency","text":"{A:Peru}","acts":"A>B"}', "Expected `array`, got `str` - at `$.acts`"),
        (b'{"id":"a","voice":"agency","text":"Peru"}', "bad.jsonl, line 2: a: a brace that marks no party"),
        (b'{"id":"a","voice":"agency","text":"{A:\\ud800}"}', "bad.jsonl, line 2: "),
        (b'{"id":"a","voice":"agency","text":"{A:P\xe9rou}"}', "bad.jsonl, line 2: "),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_its_file_and_number(tmp_path: Path, raw: bytes, message: str) -> None:
    good = msgspec.json.encode(line())
    (tmp_path / "bad.jsonl").write_bytes(good + b"\n" + raw + b"\n" + good + b"\n")
    with pytest.raises(CodebookError) as error:
        read_corpus([tmp_path / "bad.jsonl"])
    assert message in str(error.value)


def written(folder: Path, *files: list[Line]) -> list[Path]:
    """A file for each list of lines."""
    paths = [folder / f"{number}.jsonl" for number in range(len(files))]
    for path, lines in zip(paths, files, strict=True):
        path.write_bytes(b"\n".join(map(msgspec.json.encode, lines)))
    return paths


def test_a_sentence_written_and_read_is_the_same(tmp_path: Path) -> None:
    lines = [line(), line("{A:Pérou}\u2028 – {B:Чили}", id="x-2", like="x-3", contexts=("health",)), line(id="x-3")]
    paths = written(tmp_path, lines[:2], lines[2:])
    assert read_corpus(paths) == lines
    assert read_corpus(paths[::-1]) == [lines[2], *lines[:2]]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([line(), line()], "two lines have the id x-1"),
        ([line(), line(id="x-2", like="x-3")], "x-2 is a contrast of x-3, which is not there"),
        ([line(id="x-2", like="x-1")], "x-2 is a contrast of x-1, which is not there"),
    ],
)
@pytest.mark.parametrize("apart", [0, 1])
def test_lines_that_do_not_fit_each_other_are_named(
    tmp_path: Path, lines: list[Line], message: str, apart: int
) -> None:
    with pytest.raises(CodebookError, match=message):
        read_corpus(written(tmp_path, lines[:apart], lines[apart:]))


def test_the_pen_format_gives_ids_voices_and_contrasts() -> None:
    text = """
    @agency
    {A:Peru} visited {B:Chile}. | A>B CONSULT/visit occurred | #diplomatic #economic
    + {A:Peru} will visit {B:Chile}. | A>B AGREE ~CONSULT/visit planned |
    +{A:Peru} never left. | -
    @memoir
    {A:Peru} sued and scolded {B:Chile}. | A>B ACCUSE occurred; A>B SANCTION occurred | #legal | #crime
    """
    assert list(read_pen(text, "w0-01")) == [
        Line(
            "w0-01-0001",
            "agency",
            "{A:Peru} visited {B:Chile}.",
            ("A>B CONSULT/visit occurred",),
            ("diplomatic", "economic"),
        ),
        Line(
            "w0-01-0002",
            "agency",
            "{A:Peru} will visit {B:Chile}.",
            ("A>B AGREE ~CONSULT/visit planned",),
            like="w0-01-0001",
        ),
        Line("w0-01-0003", "agency", "{A:Peru} never left.", like="w0-01-0001"),
        Line(
            "w0-01-0004",
            "memoir",
            "{A:Peru} sued and scolded {B:Chile}.",
            ("A>B ACCUSE occurred", "A>B SANCTION occurred"),
            ("legal", "crime"),
        ),
    ]


@pytest.mark.parametrize(
    "row", ["{A:Peru} left.", "{A:Peru} left.|-", "{A:Peru} met {B:Chile}. |A>B CONSULT occurred", "+ {A:Peru} left."]
)
def test_a_row_of_a_writer_without_a_bar_is_named(row: str) -> None:
    with pytest.raises(CodebookError, match="w0-01: no bar between text and acts in "):
        list(read_pen(f"@agency\n{row}", "w0-01"))


def test_a_contrast_of_nothing_stands_by_itself() -> None:
    assert list(read_pen("@oped\n+ {A:Peru} left. | -", "w")) == [Line("w-0001", "oped", "{A:Peru} left.")]


def test_every_contrast_of_the_corpus_changes_a_sentence_that_is_there() -> None:
    lines = read_corpus(sorted(CORPUS.glob("*.jsonl")))
    ids = {one.id: one for one in lines}
    assert len(ids) == len(lines)
    assert [one.id for one in lines if one.like and (one.like not in ids or one.like == one.id)] == []
    assert [one.id for one in lines if one.like and ids[one.like].like] == []


def test_no_act_of_the_corpus_is_both_going_on_and_history() -> None:
    samples = map(parse_line, read_corpus(sorted(CORPUS.glob("*.jsonl"))))
    acts = [(sample.id, act) for sample in samples for act in sample.acts]
    assert [name for name, act in acts if act.historical and act.status is Status.ONGOING] == []


def test_every_voice_type_mode_and_context_that_a_line_may_name_is_taken() -> None:
    acts = [f"A>B {name}" for name in event_types()]
    acts += [f"A>B {name}/{mode}" for name, page in event_types().items() for mode in page.modes]
    told = line("{A:Peru} thanked {B:Chile}.", *(f"{act} {s}" for act in acts for s in Status), contexts=CONTEXTS)
    assert len(parse_line(told).acts) == len(acts) * len(Status)
    assert {parse_line(line(voice=voice)).voice for voice in VOICES} == VOICES


def test_the_examples_of_the_codebook_become_lines_with_their_own_words_and_labels() -> None:
    examples = {
        f"{page.type.lower()}-{n:02d}": example
        for page in event_types().values()
        for n, example in enumerate((*page.examples, *page.near_misses), 1)
    }
    lines = list(codebook_lines())
    assert len(lines) > len(examples) / 2
    for sample in map(parse_line, lines):
        example = examples[sample.id]
        words = [{sample.text[a:b] for a, b in sample.parties[letter]} for letter in "AB"]
        assert (sample.text, words) == (example.text, [{example.actor_words}, {example.recipient_words}])
        told = {(act.actor, act.type, act.mode, act.status, act.historical) for act in sample.acts}
        one = (example.type, example.mode, example.status, bool(example.historical))
        expected = {("A", *one)} | (set() if example.recipient else {("B", *one)})
        assert told == (set() if example.type == NONE else expected)


NEWS = ["Nothing of note.", "On Monday Peru’s navy thanked Chile, a paper said.", "Rain."]


def write_news(folder: Path, texts: list[str]) -> Path:
    with gzip.open(folder / "news.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": text}) + "\n" for text in texts)
    return folder / "news.jsonl.gz"


def write_labels(folder: Path, **fields: object) -> Path:
    """Labels of the second text of the news."""
    stretch = NEWS[1][10:36]
    told = {
        "row": 1,
        "start": 10,
        "end": 36,
        "digest": hashlib.sha256(stretch.encode()).hexdigest()[:8],
        "marks": ((0, 6, "A"), (20, 25, "B")),
        "acts": ("A>B SUPPORT occurred",),
        **fields,
    }
    (folder / "taught.jsonl").write_bytes(msgspec.json.encode(msgspec.convert(told, Taught)))
    return folder / "taught.jsonl"


def test_taught_labels_find_their_sentence_in_the_news(tmp_path: Path) -> None:
    expected = Line("news-1", "agency", "{A:Peru’s} navy thanked {B:Chile},", ("A>B SUPPORT occurred",))
    assert read_taught(write_labels(tmp_path), write_news(tmp_path, NEWS)) == [expected]


@pytest.mark.parametrize(
    "texts",
    [
        [NEWS[0], NEWS[1].replace("Chile", "China"), NEWS[2]],
        [NEWS[0], NEWS[1].replace("’", "'")],
        [NEWS[0], "On" + NEWS[1]],
        [NEWS[0], ""],
        NEWS[::-1][1:],
        NEWS[:1],
        [],
    ],
)
def test_another_news_file_than_the_one_that_was_labelled_is_refused(tmp_path: Path, texts: list[str]) -> None:
    with pytest.raises(CodebookError, match="row 1 of the news is not the text that was labelled"):
        read_taught(write_labels(tmp_path), write_news(tmp_path, texts))


@pytest.mark.parametrize("missing", ["taught.jsonl", "news.jsonl.gz"])
def test_training_goes_on_with_a_warning_where_the_news_is_not_there(
    tmp_path: Path, missing: str, caplog: pytest.LogCaptureFixture
) -> None:
    labels, news = write_labels(tmp_path), write_news(tmp_path, NEWS)
    (tmp_path / missing).unlink()
    with caplog.at_level(logging.WARNING):
        assert read_taught(labels, news) == []
    assert "training goes on without taught sentences" in caplog.text
