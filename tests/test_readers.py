"""Files, folders and standard input become documents; what cannot be read is named with its reason, never a crash."""

import io
import json
import os
import socket
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.documents import READERS, Skipped, Source, find_sources, read_document
from dragoman.documents.metadata import find_author, find_outlet, find_title
from dragoman.documents.readers.jsonl import ALIASES
from dragoman.errors import DocumentError
from dragoman.records import Dating, Passage, PassageKind

DATA = Path(__file__).parent / "data/readers"
MANUAL = (Path(__file__).parents[1] / "docs/adding-a-reader.md").read_text(encoding="utf-8")
ARTICLE = "The envoys of Norway and Sweden met in Oslo on Tuesday and agreed to open the border to night trains.\n"


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a reader turned to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def source(data, name="x.html", format="html"):
    return Source(name, None, data.encode() if isinstance(data, str) else data, format)


def only(items):
    (item,) = items
    return item


def reason(path, **options):
    """Why a path was left out."""
    skipped = only(find_sources([str(path)], **options))
    assert isinstance(skipped, Skipped) and skipped.path == str(path)
    return skipped.reason


def words(document, kind):
    return [document.text[each.start : each.end] for each in document.passages if each.kind is kind]


def message(source, published=None):
    with pytest.raises(DocumentError) as caught:
        read_document(source, published)
    assert "\n" not in str(caught.value)
    return str(caught.value)


# each format


def test_a_text_dump_becomes_a_document_with_its_byline_date_and_comments():
    found = only(find_sources([str(DATA / "dump.txt")]))
    document = read_document(found)
    assert (document.name, document.source) == ("dump.txt", str(DATA / "dump.txt"))
    assert (document.title, document.author, document.outlet) == (
        "Rail accord signed",
        "Ann Lee",
        "The Fjord Gazette",
    )
    assert document.published.value == "2013-03-09"
    assert (document.encoding, document.flags) == ("utf-8", ())
    assert document.text == (DATA / "dump.txt").read_text(encoding="utf-8")
    comments = [each for each in document.passages if each.kind is PassageKind.COMMENT]
    assert [(each.author, each.time) for each in comments] == [
        ("Olaf", "2013-03-09T20:15"),
        ("Inga Berg", "2013-03-09T20:25"),
    ]


def test_a_saved_page_becomes_the_article_with_its_comments_and_nothing_hidden():
    document = read_document(only(find_sources([str(DATA / "page.html")])))
    assert (document.title, document.author, document.outlet) == (
        "Rail accord signed",
        "Ann Lee",
        "The Fjord Gazette",
    )
    assert document.published == Dating("2013-03-09", "given by the metadata of the page: 2013-03-09", 0.95)
    assert words(document, PassageKind.HEADLINE) == ["Rail accord signed"]
    assert words(document, PassageKind.BYLINE) == ["By Ann Lee"]
    assert [text.split()[0] for text in words(document, PassageKind.BODY)] == ["The", "Both", "Drivers"]
    comments = [each for each in document.passages if each.kind is PassageKind.COMMENT]
    assert [(each.author, each.time) for each in comments] == [
        ("Olaf", "2013-03-10T09:10"),
        ("Inga Berg", "2013-03-10T11:30"),
    ]
    for unseen in ("tracker", "color", "Hidden", "hidden", "Home"):
        assert unseen not in document.text


def test_a_web_archive_is_read_like_the_page_in_it():
    page = (DATA / "page.html").read_bytes()
    head = b'Subject: Rail\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="B"\n\n--B\n'
    part = b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    archive = source(head + part + page + b"\n--B--\n", "page.mhtml", "mhtml")
    assert read_document(archive).text == read_document(source(page)).text


def test_each_line_of_json_is_a_document_and_a_broken_one_does_not_stop_the_others():
    found = list(find_sources([str(DATA / "news.jsonl")]))
    documents = [read_document(each) for each in found if isinstance(each, Source)]
    assert [(each.name, each.title, each.author, each.outlet, each.published.value) for each in documents] == [
        ("news.jsonl:1", "Envoys meet", "Ann Lee", "The Fjord Gazette", "2013-03-09"),
        ("news.jsonl:3", "A protest", "Ann Lee and Bo Dahl", "Post", "2012-10-05"),
        ("news.jsonl:8", None, None, None, None),
    ]
    assert documents[0].text == "The envoys met in Oslo.\nThey will meet again in May."
    assert documents[0].flags == ("fields not read: mood",)
    assert documents[2].text == "A half � and a whole 😀 and a � one."
    skipped = [(each.name, each.reason) for each in found if isinstance(each, Skipped)]
    assert skipped == [
        (
            "news.jsonl:4",
            "not JSON: Unterminated string starting at: line 1 column 10 (char 9); write one object for each article",
        ),
        ("news.jsonl:5", "a field of the wrong type: Expected `str`, got `int` - at `$.text`"),
        ("news.jsonl:6", 'no field "text" (or "body", "content"); it has title'),
        ("news.jsonl:7", 'found a JSON list, not an object like {"text": "..."}'),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n", " \n \n"])
@pytest.mark.parametrize("name", ["x.jsonl", "x.json", "-"])
def test_json_lines_of_wide_characters_are_all_read(tmp_path, encoding, end, name):
    texts = [
        "They met in Oslo, and they spoke of rails.",
        "Ћirilica, ਊ and 😀 stand among these letters.",
        "They parted.",
    ]
    data = end.join(json.dumps({"text": text}, ensure_ascii=False) for text in texts).encode(encoding)
    (tmp_path / name).write_bytes(data)
    found = find_sources(["-"], io.BytesIO(data)) if name == "-" else find_sources([str(tmp_path / name)])
    assert [read_document(each).text for each in found] == texts


def test_a_line_of_wide_characters_that_is_too_long_is_named_and_the_next_one_read():
    lines = [json.dumps({"text": "They met." * times}) for times in (1, 99, 2)]
    found = list(find_sources(["-"], io.BytesIO("\n".join(lines).encode("utf-16")), limit=200))
    assert [(each.name, isinstance(each, Source)) for each in found] == [
        ("stdin:1", True),
        ("stdin:2", False),
        ("stdin:3", True),
    ]


ODD_FIELDS = [
    ('{"text": "", "body": "They met."}', "They met."),
    ('{"text": " ", "body": null, "content": "They met."}', "They met."),
    ('{"text": "They met.", "mood \\ud800": 1}', "They met."),
    ('{"text": null}', 'its field "text" is null; give the text of the article'),
    ('{"headline": "x", "body": null}', 'its field "body" is null; give the text of the article'),
    (
        '{"text": "They met.", "n": ' + "1" * 5_000 + "}",
        "a whole number of thousands of digits in it; write it as a string",
    ),
]


@pytest.mark.parametrize(("line", "answer"), ODD_FIELDS, ids=range(len(ODD_FIELDS)))
def test_an_odd_field_costs_no_text_and_a_missing_text_is_said(line, answer):
    _, found = find_sources(["-"], io.BytesIO(b'{"text": "They came."}\n' + line.encode()))
    assert (read_document(found).text if isinstance(found, Source) else found.reason) == answer


@pytest.mark.parametrize("day", ["2012-13-45", "2012-02-30", "2012-13", "2012-10-99T10:00"])
def test_a_day_in_a_json_field_that_no_calendar_has_is_refused(day):
    line = json.dumps({"text": "They met.", "published": day}).encode()
    found = only(find_sources(["-"], io.BytesIO(line)))
    assert message(found) == f'stdin:1: "{day}", given by the JSON field, is no date; write 2012-10-05, 2012-10 or 2012'


@pytest.mark.parametrize("line", ["1" * 100_000, "A" * 100_000, "1 A" * 4_000, "© " * 40_000, "-- " + "Aa, " * 20_000])
def test_the_author_and_outlet_of_a_hostile_line_are_sought_in_linear_time(line):
    started = time.process_time()
    for kind in (PassageKind.BODY, PassageKind.BYLINE):
        passages = [Passage(kind, 0, len(line))]
        assert (find_author(line, passages), find_outlet(line, passages)) == (None, None)
    assert time.process_time() - started < 1


def test_a_million_blanks_after_a_line_of_wide_characters_cost_little():
    started = time.process_time()
    data = ('{"text": "They met."}' + " " * 1_000_000 + "\n").encode("utf-16")
    assert read_document(only(find_sources(["-"], io.BytesIO(data)))).text == "They met."
    assert time.process_time() - started < 5


def test_json_lines_are_read_as_they_are_asked_for():
    class Endless(io.BytesIO):
        def readline(self, size=-1):
            return b'{"text": "The envoys met."}\n'

    stream = find_sources(["-"], Endless())
    assert [next(stream).name for _ in range(3)] == ["stdin:1", "stdin:2", "stdin:3"]


def test_a_json_file_holds_one_article_or_a_list(tmp_path):
    one, many = tmp_path / "one.json", tmp_path / "many.json"
    one.write_text('{\n "text": "The envoys met."\n}')
    many.write_text('[{"text": "They met."},\n {"text": 1}, {"text": "They parted."}]')
    found = list(find_sources([str(one), str(many)]))
    assert [each.name for each in found] == ["one.json", "many.json:1", "many.json:2", "many.json:3"]
    assert found[2].reason == "a field of the wrong type: Expected `str`, got `int` - at `$.text`"
    assert [each.data for each in found if isinstance(each, Source)] == [
        one.read_bytes(),
        b'{"text": "They met."}',
        b'{"text": "They parted."}',
    ]


def test_json_lines_in_a_file_called_json_are_read_as_lines(tmp_path):
    path = tmp_path / "news.json"
    path.write_text('{"text": "They met."}\n{"text": "They parted."}\n')
    assert [read_document(each).text for each in find_sources([str(path)])] == ["They met.", "They parted."]


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (b'{"text": "They met."}\n{"text": "They parted."}\n', "jsonl"),
        (b'[\n {"text": "They met."}\n]', "json"),
        (b"\xef\xbb\xbf<!-- saved -->\n<!DOCTYPE html><html><body>They met.</body></html>", "html"),
        (b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\n", "mhtml"),
        (b"{curly} words of a text", "text"),
        (ARTICLE.encode(), "text"),
    ],
)
def test_a_format_is_recognised_by_its_bytes_where_the_name_does_not_tell(tmp_path, data, format):
    (tmp_path / "nameless").write_bytes(data)
    for found in (*find_sources([str(tmp_path / "nameless")]), *find_sources(["-"], io.BytesIO(data))):
        assert found.format == format


def test_a_foreign_format_comes_through_the_same_table_as_the_manual_shows_it(tmp_path):
    (tmp_path / "a.wire").write_text("WIRE 2012-10-05\nThey met.")
    (tmp_path / "b").write_text("WIRE 5 Oct 2012\nThey parted.")
    (tmp_path / "c.txt").write_text("They wrote.")
    manual = {}
    exec(MANUAL.split("```python\n")[1].split("```")[0], manual)
    documents = manual["read_folder"](str(tmp_path))
    assert [(each.text, each.outlet, each.published.value) for each in documents] == [
        ("They met.", "Nordic Wire", "2012-10-05"),
        ("They parted.", "Nordic Wire", "2012-10-05"),
        ("They wrote.", None, None),
    ]


def test_the_manual_names_every_format_suffix_and_field():
    for reader in READERS:
        row = next(line for line in MANUAL.splitlines() if line.startswith(f"| `{reader.format}` |"))
        assert row.split("|")[2].split() == [f"`{suffix}`" for suffix in reader.suffixes]
    for field, names in ALIASES.items():
        assert f"| {field} | {', '.join(f'`{name}`' for name in names)} |" in MANUAL


# what a document carries


def test_the_same_text_has_the_same_id_in_every_encoding_and_its_bytes_their_own_digest():
    one, other = (read_document(source("Café talks.".encode(code), "x.txt", "text")) for code in ("utf-8", "cp1252"))
    assert one.id == other.id == "d357556ae0415c610"
    assert one.digest != other.digest


@pytest.mark.parametrize("format", ["text", "html"])
def test_the_date_that_the_user_gives_stands_above_the_one_on_the_page(format):
    given = read_document(source("<p>Published: May 3, 2011</p>" + ARTICLE, format=format), "2012-10-05")
    assert given.published == Dating("2012-10-05", "given by the user: 2012-10-05", 1.0)


def test_a_date_in_a_json_field_that_is_none_names_the_line():
    line = json.dumps({"text": "They met.", "published": "soon"}).encode()
    found = only(find_sources(["-"], io.BytesIO(line + b"\n")))
    assert message(found) == 'stdin:1: "soon", given by the JSON field, is no date; write 2012-10-05, 2012-10 or 2012'


def test_passages_of_every_format_are_exact_and_in_order():
    for found in find_sources([str(DATA)]):
        if isinstance(found, Source):
            document = read_document(found)
            edges = [edge for each in document.passages for edge in (each.start, each.end)]
            assert edges == sorted(edges) and edges[-1] <= len(document.text)
            assert all(words(document, kind) == [w.strip() for w in words(document, kind)] for kind in PassageKind)


PEOPLE = [
    (["byline: By Ann Lee"], "Ann Lee"),
    (["body: They met.", "boilerplate: -- Ann Lee and Bo Dahl"], "Ann Lee and Bo Dahl"),
    (["byline: Written by: Dr. Ann M. Lee, Oslo correspondent"], "Dr. Ann M. Lee"),
    (["body: They met.", "boilerplate: Ann Lee", "boilerplate: A research associate at a house of studies"], "Ann Lee"),
    (["boilerplate: March 9, 2013 by Ann Lee"], "Ann Lee"),
    (["headline: Envoys meet", "boilerplate: Ann Lee", "boilerplate: Fjord Institute, March 2013"], "Ann Lee"),
    (["teaser: Envoys meet", "boilerplate: World News", "boilerplate: 9 March 2013"], None),
    (["body: By January Russia and China had signed it."], None),
    (["body: They met, and by Friday 8 March they wrote by Olaf Trygvason"], None),
    (["byline: The writer is a former ambassador to Norway"], None),
    (["byline: By our staff reporter"], None),
    (["body: By Tuesday Norway had agreed."], None),
    (["body: They met.", "comment: By Ann Lee"], None),
    (["boilerplate: Home", "boilerplate: World News", "body: An analyst said so."], None),
]
OUTLETS = [
    (["body: They met.", "boilerplate: Published in The Fjord Gazette, March 10th, 2013."], "The Fjord Gazette"),
    (["boilerplate: © 2012 The Fjord Gazette. All rights reserved."], "The Fjord Gazette"),
    (["boilerplate: Copyright © 2001-2012 Fjord Media Ltd"], "Fjord Media"),
    (["body: OSLO, Oct 2 (Nordic Wire) -- They met."], "Nordic Wire"),
    (["boilerplate: Fjordblog is a blog about boats and what floats in them."], "Fjordblog"),
    (["byline: The Fjord Review, 29 November 2014"], "The Fjord Review"),
    (["byline: Fjord Institute for Peace, Note 14, December 2013"], "Fjord Institute for Peace"),
    (["byline: Ann Lee, 29 November 2014"], None),
    (["body: The report was published in May."], None),
    (["body: They met.", "comment: © 2012 Olaf"], None),
    (["body: They met."], None),
]


def page(lines):
    text, passages = "", []
    for line in lines:
        kind, _, content = line.partition(": ")
        passages.append(Passage(PassageKind(kind), len(text), len(text) + len(content)))
        text += content + "\n"
    return text, passages


@pytest.mark.parametrize(("lines", "author"), PEOPLE)
def test_the_author_is_whom_the_page_names(lines, author):
    assert find_author(*page(lines)) == author


@pytest.mark.parametrize(("lines", "outlet"), OUTLETS)
def test_the_outlet_is_what_the_page_says(lines, outlet):
    assert find_outlet(*page(lines)) == outlet


def test_the_title_is_the_headline_or_nothing():
    assert find_title(*page(["headline: Envoys meet", "body: They met."])) == "Envoys meet"
    assert find_title(*page(["body: They met."])) is None


# folders


def test_a_folder_is_walked_in_order_and_what_is_left_out_is_said(tmp_path):
    for name in ("b.txt", "a.txt", "deep/er/c.md", ".hidden/x.txt", ".secret", "style.css", "p_files/ad.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(ARTICLE)
    (tmp_path / "p.html").write_text(ARTICLE)
    (tmp_path / "void").mkdir()
    found = list(find_sources([str(tmp_path)]))
    assert [each.name for each in found if isinstance(each, Source)] == ["a.txt", "b.txt", "c.md", "p.html"]
    assert {(each.name, each.reason) for each in found if isinstance(each, Skipped)} == {
        ("p_files", "pictures and scripts of the page beside it: left out"),
        ("style.css", ".css files hold no article: left out; name it to have it read as text"),
        ("void", "the folder is empty"),
        (tmp_path.name, "2 hidden files in it left out: name one to have it read"),
    }
    assert all(each.by_rule for each in found if isinstance(each, Skipped))
    assert found == list(find_sources([str(tmp_path)]))


def test_a_hidden_file_that_is_named_is_read(tmp_path):
    (tmp_path / ".secret").write_text(ARTICLE)
    assert only(find_sources([str(tmp_path / ".secret")])).format == "text"


def test_a_link_that_leads_back_does_not_go_round_for_ever(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "loop").symlink_to(tmp_path)
    found = list(find_sources([str(tmp_path)]))
    assert [(each.name, getattr(each, "reason", None)) for each in found] == [
        ("a.txt", None),
        ("loop", "leads back to a folder already read (a link): left out"),
    ]


# bad input: what the user is told


def test_a_missing_file_is_named_with_its_nearest_neighbour(tmp_path):
    (tmp_path / "article.txt").write_text(ARTICLE)
    assert reason(tmp_path / "artcle.txt") == "no such file or folder; did you mean article.txt?"
    assert reason(tmp_path / "no" / "where") == "no such file or folder"


def test_a_link_to_nowhere_is_named(tmp_path):
    (tmp_path / "x.txt").symlink_to(tmp_path / "gone")
    assert reason(tmp_path / "x.txt") == f"a link that leads nowhere: {tmp_path / 'gone'}"


def test_a_link_to_itself_and_a_name_too_long_are_named(tmp_path):
    (tmp_path / "x.txt").symlink_to(tmp_path / "x.txt")
    assert reason(tmp_path / "x.txt") == "cannot be read: Too many levels of symbolic links"
    assert reason(tmp_path / ("x" * 300)) == "cannot be read: File name too long"


def test_a_path_with_a_nul_in_it_is_named():
    why = only(find_sources(["a\0b"])).reason  # the words are Python's, and 3.13 has others than 3.11
    assert why.startswith("cannot be read: ")
    assert "embedded null" in why


def test_a_pipe_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert reason(tmp_path / "pipe.txt") == "no file but a pipe, socket or device: pipe its content into `-` instead"


def test_a_file_that_may_not_be_opened_is_named(tmp_path, monkeypatch):
    path = tmp_path / "x.txt"
    path.write_text(ARTICLE)

    def refuse(self, *args, **kwargs):  # root, who runs some of these tests, may open everything
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert reason(path) == "cannot be read: Permission denied"


def test_a_folder_called_like_a_text_is_walked(tmp_path):
    (tmp_path / "x.txt").mkdir()
    (tmp_path / "x.txt" / "y.txt").write_text(ARTICLE)
    assert only(find_sources([str(tmp_path / "x.txt")])).name == "y.txt"


def test_a_file_name_that_is_no_text_is_shown_as_far_as_it_goes(tmp_path):
    name = os.fsdecode(b"caf\xe9\x1b.txt")
    (tmp_path / name).write_text(ARTICLE)
    found = only(find_sources([str(tmp_path)]))
    assert found.name == "caf��.txt"
    assert read_document(found).text == ARTICLE


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_named(tmp_path, data):
    (tmp_path / "x.txt").write_bytes(data)
    assert reason(tmp_path / "x.txt") == "the file is empty"


def test_a_file_of_wide_spaces_holds_no_text():
    assert message(source("\n \n".encode("utf-16"), "x.txt", "text")) == "x.txt: there is no text in it"


def test_too_large_a_file_and_too_long_a_line_are_named_with_the_bound(tmp_path):
    (tmp_path / "x.txt").write_bytes(b"x" * 101)
    assert reason(tmp_path / "x.txt", limit=100) == (
        "too large: 101 bytes, the bound is 100; split it into its articles"
    )
    lines = b'{"text": "' + b"x" * 300 + b'"}\n{"text": "They met."}\n{"text": "' + b"x" * 90 + b'"}'
    found = list(find_sources(["-"], io.BytesIO(b'{"text": "a"}\n' + lines), limit=100))
    assert [(each.name, getattr(each, "reason", None)) for each in found] == [
        ("stdin:1", None),
        ("stdin:2", "too large: a line of more than 100 bytes, the bound is 100; split it into its articles"),
        ("stdin:3", None),
        ("stdin:4", "too large: a line of more than 100 bytes, the bound is 100; split it into its articles"),
    ]
    assert only(find_sources(["-"], io.BytesIO(b"x" * 101), limit=100)).reason.startswith("too large: more than 100")


def test_no_standard_input_is_named():
    assert only(find_sources(["-"])).reason == "no standard input to read: give a file or a folder"


def archive(*names):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as inside:
        for name in names:
            inside.writestr(name, "x")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7\n...", "not text: a PDF; take its text out first (pdftotext FILE.pdf)"),
        (b"\x89PNG\r\n\x1a\n", "not text: a picture; dragoman reads text only"),
        (b"\xff\xd8\xff\xe0JFIF", "not text: a picture; dragoman reads text only"),
        (archive("a.txt"), "not text: an archive (zip); unpack it and give the folder"),
        (archive("word/document.xml"), "not text: a Word document (docx); save it as text or HTML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "not text: an office document; save it as text or HTML"),
        (b"{\\rtf1 They met.}", "not text: rich text (RTF); save it as text or HTML"),
        (b"\x1f\x8b\x08", "not text: compressed (gzip); unpack it and give the folder"),
        (
            bytes(range(8)) * 100,
            "not text: binary data (100 NUL bytes in its first 800); save it as text or HTML",
        ),
    ],
)
@pytest.mark.parametrize("name", ["x.txt", "x.html", "x.jsonl", "x.bin"])
def test_a_file_that_is_no_text_is_named_for_what_it_is(tmp_path, name, data, expected):
    (tmp_path / name).write_bytes(data)
    assert reason(tmp_path / name) == expected


def test_a_text_with_some_damage_is_still_a_text(tmp_path):
    (tmp_path / "x.txt").write_bytes(ARTICLE.encode() + b"\0\x07" + ARTICLE.encode() + b"\xed\xa0\x80")
    document = read_document(only(find_sources([str(tmp_path / "x.txt")])))
    assert document.text == f"{ARTICLE}��{ARTICLE}�"
    assert document.flags == (
        "1 NUL character replaced by U+FFFD",
        "1 control character replaced by U+FFFD",
        "1 lone surrogate replaced by U+FFFD",
    )


@pytest.mark.parametrize("code", ["utf-16", "utf-16-le", "utf-16-be"])
def test_wide_characters_are_no_binary_data(tmp_path, code):
    (tmp_path / "x.txt").write_bytes(ARTICLE.encode(code))
    assert read_document(only(find_sources([str(tmp_path / "x.txt")]))).text == ARTICLE


# bad pages


def test_a_page_that_lies_about_its_encoding_is_read_as_it_is():
    html = f'<html><head><meta charset="utf-8"></head><body><h1>Café talks – “frank”</h1><p>{ARTICLE * 3}</p></body>'
    document = read_document(source(html.encode("cp1252")))
    assert document.title == "Café talks – “frank”"
    assert (document.encoding, document.flags) == ("cp1252", ("no UTF-8: taken for cp1252 by its bytes",))


def test_a_page_in_an_old_encoding_that_it_declares_is_read():
    html = (
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>Министры встретились в Осло.</p>'
    )
    document = read_document(source(html.encode("cp1251")))
    assert document.text == "Министры встретились в Осло."
    assert "read as cp1251, as the page declares" in document.flags


def test_a_page_without_an_article_is_read_as_its_plain_text():
    document = read_document(source("<html><body><div><span>They met.</span></div></body></html>"))
    assert document.text == "They met."
    assert document.flags[-1:] in {(), ("no article found in the HTML: read as the plain text of the page",)}


def test_a_truncated_page_is_read_as_far_as_it_goes():
    html = f"<html><body><h1>Envoys meet</h1><p>{ARTICLE}</p><p>{ARTICLE.replace('Oslo', 'Bergen')}</p><p>And then th"
    assert read_document(source(html)).text.endswith("And then th")


def test_ten_thousand_nested_blocks_do_not_hide_the_text():
    html = "<html><body>" + "<div>" * 10_000 + f"<p>{ARTICLE}</p>" + "</div>" * 10_000
    document = read_document(source(html))
    assert document.text == ARTICLE.strip()
    assert document.flags == ("no article found in the HTML: read as the plain text of the page",)


def test_entities_are_never_blown_up():
    layers = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    html = f'<!DOCTYPE html [<!ENTITY l0 "ha">{layers}]><html><body><p>&l9; {ARTICLE}</p></body></html>'
    assert len(read_document(source(html)).text) < len(html)


def test_a_page_made_by_scripts_alone_is_named():
    html = "<html><head><title>x</title></head><body><script>document.write('They met.')</script></body></html>"
    assert message(source(html)) == "x.html: the page shows no text (scripts make it): save what you see as text"


def test_a_web_archive_without_a_page_is_named():
    archive = b"Content-Type: multipart/related; boundary=B\n\n--B\nContent-Type: image/png\n\nx\n--B--\n"
    assert message(source(archive, "x.mht", "mhtml")) == (
        "x.mht: a web archive without a page (no text/html part): save it as HTML or text"
    )


@pytest.mark.parametrize(
    "data", [b"<", b"<html", b"</p>", b"<!--", b"<![CDATA[x]]>", b"&#0;", b"<p>&#xD800;&#x202e;</p>"]
)
@pytest.mark.parametrize("format", ["html", "mhtml", "text", "json", "jsonl"])
def test_any_scrap_is_a_document_or_an_error_with_one_line(data, format):
    try:
        document = read_document(source(data, format=format))
    except DocumentError as error:
        assert str(error).startswith("x.html: ") and "\n" not in str(error)
    else:
        document.text.encode()
        assert document.passages


def test_an_unknown_format_is_named():
    assert message(source("x", format="pdf")) == (
        'x.html: no reader for the format "pdf"; there are jsonl, json, mhtml, html, text'
    )


def test_json_nested_too_deeply_is_named(tmp_path):
    (tmp_path / "x.jsonl").write_bytes(b'{"text": ' + b"[" * 100_000 + b"\n")
    assert reason(tmp_path / "x.jsonl") == ("not JSON: nested too deeply; write one flat object for each article")


def test_a_line_of_a_quarter_of_a_million_characters_is_one_passage():
    text = "The envoys met on 5 May 2012 in Oslo. " * 6_500
    document = read_document(source(text, "x.txt", "text"))
    assert document.passages == (Passage(PassageKind.BODY, 0, len(text) - 1),)


def test_standard_input_that_fails_is_named():
    class Broken(io.BytesIO):
        def readline(self, size=-1):
            raise OSError(5, "Input/output error")

    assert only(find_sources(["-"], Broken())).reason == "standard input cannot be read: Input/output error"


def test_nothing_is_read_before_it_is_asked_for(tmp_path):
    assert isinstance(find_sources([str(tmp_path / "none")]), Iterator)


def test_words_that_mix_scripts_are_flagged() -> None:
    words = "Pаkistan and Kenya signed. Κenya, Kеnya, Kenуa and Kenyа too."
    found = read_document(Source(name="a.txt", path=None, data=words.encode(), format="text"))
    assert found.flags[-1] == "letters of two scripts in one word: Kenyа, Kenуa, Kеnya and 2 more"
    plain = read_document(Source(name="a.txt", path=None, data="Россия and Kenya signed.".encode(), format="text"))
    assert plain.flags == ()
