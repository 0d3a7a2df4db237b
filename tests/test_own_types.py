"""Types of a user's own: pages in, rows of new types, refusals and a version that tells the pages out."""

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

import dragoman.pipeline
from dragoman import Coder
from dragoman.cli.main import run
from dragoman.codebook import event_types, own_digest, own_types
from dragoman.errors import CodebookError
from dragoman.events.background import make_background, read_background
from dragoman.events.evaluate import evaluate
from dragoman.events.gold import read_gold
from dragoman.ledger import Ledger
from readings import reading, row

EXAMPLES = Path(__file__).parents[1] / "examples/own-types"
PAGES = own_types(EXAMPLES)
GOLD = read_gold((EXAMPLES / "gold.tsv").read_bytes(), "gold.tsv", PAGES)
PLAIN = Coder()


@pytest.fixture(scope="module")
def coder():
    """The coder with the pages of the examples."""
    return Coder(codebook=EXAMPLES)


@pytest.fixture(scope="module")
def classes(coder):
    """The figures of each type on the gold of the examples."""
    report = evaluate(GOLD, coder, own=PAGES)
    assert (report.n, report.notes) == (160, ())
    return report.types.classes


@pytest.mark.parametrize("name", ["ESPIONAGE", "EXTRADITE"])
def test_an_own_type_has_an_f1_of_at_least_55_on_its_gold(classes, name):
    assert classes[name].support == 40
    assert classes[name].f1 >= 0.55  # .719 and .667 when this was written


def test_the_types_of_plover_lose_at_most_a_few_answers(classes):
    others = [pair for pair in GOLD.pairs if pair.type in event_types()]
    alone = PLAIN.classify((pair.sentence, pair.actor, pair.recipient) for pair in others)
    before = sum(told.type == pair.type for told, pair in zip(alone, others, strict=True))
    after = sum(round((rates.recall or 0) * rates.support) for name, rates in classes.items() if name in event_types())
    assert len(others) == 80
    assert 0 <= before - after <= 4  # 78 and 75 when this was written


ROWS = [
    ("Portugal sent a convicted smuggler to Morocco to stand trial.", "PRT > MAR EXTRADITE occurred", "sent"),
    ("A convicted smuggler was sent to Morocco by Portugal to stand trial.", "PRT > MAR EXTRADITE occurred", "sent"),
    ("Portugal's handover of a wanted smuggler to Morocco took hours.", "PRT > MAR EXTRADITE occurred", "handover"),
    ("Morocco received the fugitive from Portugal.", "PRT > MAR EXTRADITE occurred", "received"),
    ("In 1938 Portugal sent a convicted smuggler to Morocco to stand trial.", "PRT > MAR EXTRADITE past", "sent"),
    ("Portugal will deliver the wanted smuggler to Morocco on Friday.", "PRT > MAR EXTRADITE planned", "deliver"),
    ("Norway tapped the telephones of the Swedish embassy.", "NOR > SWE ESPIONAGE occurred", "tapped"),
    ("The telephones of the Swedish embassy were tapped by Norway.", "NOR > SWE ESPIONAGE occurred", "tapped"),
    ("The wiretap of the Swedish embassy by Norway lasted a year.", "NOR > SWE ESPIONAGE occurred", "wiretap"),
    ("During the Cold War Norway tapped the telephones of the Swedish embassy.", "NOR > SWE ESPIONAGE past", "tapped"),
]


@pytest.mark.parametrize(("text", "line", "cue"), ROWS)
def test_a_row_of_an_own_type_has_its_sides_its_status_and_the_cue_that_told_it(coder, text, line, cue):
    (found,) = coder.code(text, published="2012-10-05")
    fate = "past" if found.historical else found.status
    assert f"{' '.join(found.actors)} > {' '.join(found.recipients)} {found.type} {fate}" == line
    assert (found.mode, found.intensity, found.coder) == (None, PAGES[found.type].score, coder.version)
    assert f"'{cue}' is a cue of {found.type}" in found.reasons


AS_BEFORE = [
    ("Lima was visited by the Chilean president on Monday.", ["CONSULT"]),
    ("Finland was accused by Norway of spying.", ["ACCUSE"]),
    ("Kenya signed a treaty with Ethiopia.", ["SUPPORT"]),
    ("Norway did not extradite the forger to Sweden.", []),
]


@pytest.mark.parametrize(("text", "types"), AS_BEFORE)
def test_a_sentence_of_another_type_gives_the_row_that_it_gives_without_the_pages(coder, text, types):
    with_pages, without = (
        [replace(row, confidence=0.0, reasons=(), coder="") for row in each.code(text)] for each in (coder, PLAIN)
    )
    assert with_pages == without
    assert [row.type for row in without] == types


BENEATH = [
    ("Norway asked Sweden to extradite the forger.", "REQUEST about EXTRADITE proposed"),
    ("Norway refused to extradite the forger to Sweden.", "REJECT about EXTRADITE refused"),
    ("Norway agreed to extradite the forger to Sweden.", "AGREE about EXTRADITE planned"),
]


@pytest.mark.parametrize(("text", "line"), BENEATH)
def test_an_act_of_speech_may_be_about_an_own_type(coder, text, line):
    assert [f"{row.type} about {row.about} {row.status}" for row in coder.code(text)] == [line]


WORDS = [
    ("Peru extradited a fugitive general to Chile on Tuesday.", "PER > CHL EXTRADITE"),
    ("A fugitive general was extradited to Chile by Peru.", "PER > CHL EXTRADITE"),
]


@pytest.mark.parametrize(("text", "line"), WORDS)
def test_on_the_same_words_an_own_type_comes_before_one_of_plover(coder, text, line):
    told = [f"{' '.join(r.actors)} > {' '.join(r.recipients)} {r.type}" for r in coder.code(text)]
    assert told == [line]


def test_the_version_tells_rows_with_and_without_pages_apart(coder):
    assert "+" not in PLAIN.version
    assert coder.version == f"{PLAIN.version}+{own_digest(PAGES)}"
    assert re.fullmatch(r"[^+]+\+[0-9a-f]{8}", coder.version)


NAMES = "Peru Chile Kenya Uganda Norway Sweden Malta Libya Gabon Angola Peru".split()


def example(actor="Peru", recipient="Chile", **fields):
    text = f"{actor} sent a banker to {recipient}."
    return {"text": text, "actor_words": actor, "recipient_words": recipient, "type": "EXTRADITE"} | fields


SOME = [example(*NAMES[n : n + 2]) for n in range(10)]
CUE = {"verbs": ["send"], "object": ["banker"], "to": ["to"]}


def page(**fields):
    """A page of EXTRADITE with ten examples, and whatever else is said of it."""
    said = {"type": "EXTRADITE", "quad": 2, "score": 6, "definition": "A handover.", "cues": [CUE], "examples": SOME}
    return said | fields


def first(**fields):
    """A page whose first example is another than it should be."""
    return page(examples=[example(**fields), *SOME[1:]])


def read(folder, **files):
    """The pages of a folder with these files: bytes, or a page, since JSON is YAML too."""
    for name, what in files.items():
        (folder / f"{name}.yaml").write_bytes(what if isinstance(what, bytes) else json.dumps(what).encode())
    return own_types(folder)


CHANGES = [
    {"quad": 1},
    {"score": 6.5},
    {"definition": "A handover!"},
    {"cues": [CUE | {"verbs": ["fly"]}]},
    {"examples": [example(together=True), *SOME[1:]]},
    {"near_misses": [example(type="AID")]},
    {"modes": {"secret": {"definition": "At night."}}},
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_digest_in_the_version_changes_with_any_change_of_a_page(tmp_path, change):
    before, again, after = (own_digest(read(tmp_path, p=each)) for each in (page(), page(), page(**change)))
    assert before == again != after


TYPES = ", ".join(sorted(["EXTRADITE", *event_types()]))
NAME = "a type cannot be called {!r}; take 2 to 31 capitals, digits and underscores, such as EXTRADITE"
EMPTY = "the words of actor and recipient are needed, as they stand in the text"
NO_FOLDER = "{} is no folder; --codebook takes a folder with a YAML page for each type, docs/own-types.md shows one"
KIND = "it has the type {}; examples are EXTRADITE, near misses are not"

REFUSED = [
    (b"type: [X", "while parsing a flow sequence in \"<byte string>\", line 1, column 7 did not find expected ',' or "
     "']' in \"<byte string>\", line 2, column 1"),
    (page(cues=[CUE | {"verb": 1}]), "Object contains unknown field `verb` - at `$.cues[0]`"),
    (page(type="Extradite"), NAME.format("Extradite")),
    (page(type="NONE"), NAME.format("NONE")),
    (page(type="YIELD"), NAME.format("YIELD")),
    (page(type="AID"), "AID is a type of PLOVER; give yours another name"),
    (page(examples=SOME[:9]), "9 examples of EXTRADITE; at least 10 are needed, and 30 are better"),
    (page(cues=[]), "EXTRADITE has no cues; give the verbs and nouns that report it"),
    (page(cues=[CUE | {"nouns": ["gift"]}]), "cue 1 needs either verbs or nouns"),
    (page(cues=[CUE, CUE | {"mode": "x"}]), "cue 2 has the mode 'x'; modes of EXTRADITE are none"),
    (first(actor_words="Lima"),
     "example 1: 'Lima' does not stand in 'Peru sent a banker to Chile.'; copy the words as they are there"),
    (page(cues=[{"verbs": ["send", " "]}]), "cue 1 has an empty word; take it out"),
    (page(score=11), "a score lies outside -10 to 10; give the intensity of the act on PLOVER's scale"),
    (b"[" * 100_000, "nested more than 20 deep; a bracket or a dash too many"),
    (first(actor_words="Peru sent", recipient_words="Peru"),
     "example 1: 'Peru sent' and 'Peru' are not told apart; mark two different stretches of the text"),
    (first(actor_words=""), f"example 1: {EMPTY}"),
    (page(near_misses=[example(type="AID"), example(type="AID", recipient_words=" ")]), f"near miss 2: {EMPTY}"),
    (page(examples=[*SOME, example(type="AID")]), f"example 11: {KIND.format('AID')}"),
    (page(near_misses=[example()]), f"near miss 1: {KIND.format('EXTRADITE')}"),
    (page(near_misses=[example(type="GIFT")]), f"near miss 1: no type 'GIFT'; a near miss is NONE or one of {TYPES}"),
    (b"#" * (2**20 + 1), "larger than 1,048,576 bytes, and so no page; docs/own-types.md shows one"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "fault"), REFUSED, ids=[fault[:40] for _, fault in REFUSED])
def test_a_page_that_cannot_be_used_is_refused_with_file_and_fault(tmp_path, what, fault):
    with pytest.raises(CodebookError) as refused:
        read(tmp_path, mine=what)
    assert str(refused.value) == f"mine.yaml: {fault}"


OTHER = page(type="OTHER", examples=[each | {"type": "OTHER"} for each in SOME])
GIFT = "a.yaml: cue 1: nothing is called 'GIFT', which is said to lie beneath; give TYPE or TYPE/mode"
TOGETHER = [
    ({"a": page(), "b": page()}, "b.yaml: EXTRADITE has a page already, a.yaml; take both together"),
    ({"a": page(cues=[CUE | {"about": "GIFT"}]), "b": OTHER}, GIFT),
]


@pytest.mark.parametrize(("files", "line"), TOGETHER)
def test_pages_that_do_not_go_together_are_refused(tmp_path, files, line):
    with pytest.raises(CodebookError) as refused:
        read(tmp_path, **files)
    assert str(refused.value) == line


def test_what_lies_beneath_may_be_an_own_type(tmp_path):
    assert list(read(tmp_path, a=page(cues=[CUE | {"about": "OTHER"}]), b=OTHER)) == ["EXTRADITE", "OTHER"]


FOLDERS = [
    ("none", NO_FOLDER.format("none")),
    ("a.txt", NO_FOLDER.format("a.txt")),
    (".", "no page in .; a type is a file NAME.yaml there, docs/own-types.md shows one"),
    ("b", "p.yaml: cannot be read: Is a directory"),
]


@pytest.mark.parametrize(("folder", "line"), FOLDERS)
def test_a_bad_folder_stops_a_reading_before_a_ledger_is_made(tmp_path, monkeypatch, capsys, folder, line):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(ROWS[0][0])
    Path("b/p.yaml").mkdir(parents=True)
    with pytest.raises(CodebookError) as refused:
        Coder(codebook=folder)
    assert str(refused.value) == line
    assert run(["read", "a.txt", "--codebook", folder, "--ledger", "mine.db"]) == 1
    assert (*capsys.readouterr(), Path("mine.db").exists()) == ("", f"dragoman: {line}\n", False)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """A ledger into which each sentence of `ROWS` was read as an article, with the pages of the examples."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "articles").mkdir()
    for number, (text, _, _) in enumerate(ROWS):
        (folder / f"articles/{number:02}.txt").write_text(text)
    path = str(folder / "mine.db")
    options = ["--published", "2012-10-05", "--codebook", str(EXAMPLES), "--ledger", path]
    assert run(["read", str(folder / "articles"), *options]) == 0
    return path


def test_rows_of_an_own_type_are_found_by_its_name_and_two_coders_give_the_same(ledger, capsys, coder):
    assert run(["mentions", "--type", "EXTRADITE", "--ledger", ledger]) == 0
    found = {row["sentence"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert sorted(found) == sorted(text for text, line, _ in ROWS if "EXTRADITE" in line)
    for text, told in found.items():
        (mine,) = coder.code(text, published="2012-10-05")
        name = {"document": told["document"]}  # where a coder by itself gives an id
        assert json.loads(msgspec.json.encode(mine)) | name == told


def test_a_type_misspelt_brings_up_the_own_type_of_the_ledger(ledger, capsys):
    assert run(["mentions", "--type", "EXTRADIT", "--ledger", ledger]) == 1
    assert capsys.readouterr() == ("", "dragoman: no type 'EXTRADIT'; did you mean EXTRADITE?\n")


def test_a_ledger_without_such_rows_names_no_own_type(tmp_path, capsys):
    with Ledger(tmp_path / "plain.db", create=True) as store:
        store.add(reading("a.txt", ("body", "Oslo met Rome.", row("NOR", "ITA"))))
    assert run(["mentions", "--type", "EXTRADIT", "--ledger", str(tmp_path / "plain.db")]) == 1
    assert capsys.readouterr() == ("", "dragoman: no type 'EXTRADIT'; did you mean RETREAT?\n")


def test_gold_that_names_an_own_type_is_scored_with_its_pages_and_refused_without(tmp_path, monkeypatch, capsys, coder):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(dragoman.pipeline, "Coder", lambda codebook: {str(EXAMPLES): coder}[codebook])
    Path("g.tsv").write_text(f"sentence\tactor\trecipient\ttype\n{ROWS[0][0]}\tPortugal\tMorocco\tEXTRADITE\n")
    assert run(["evaluate", "g.tsv", "--codebook", str(EXAMPLES)]) == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    told = [list(found[name]["classes"]) for name in ("types", "quads", "binary")]
    assert (told, found["types"]["macro_f1"], err) == ([["EXTRADITE"], ["2"], ["cooperation"]], 1.0, "")
    assert run(["evaluate", "g.tsv"]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n"), err.partition(";")[0]) == ("", 1, "dragoman: g.tsv, line 2: no type 'EXTRADITE'")


SIZES = [(2600, 12, 2500, 12), (2500, 12, 2500, 12), (290, 260, 290, 256), (100, 120, 100, 100)]


@pytest.mark.parametrize(("number", "width", "kept", "directions"), SIZES)
def test_a_background_keeps_where_vectors_stand(number, width, kept, directions):
    vectors = np.random.default_rng(1).normal(3, 2, (number, width)).astype(np.float32)
    space = read_background(make_background(vectors))
    points = space.place(vectors)
    assert (space.rows.shape, points.shape) == ((kept, directions), (number, directions))
    squares = (space.rows**2).sum(1)[:, None] + (points**2).sum(1) - 2 * space.rows @ points.T
    assert np.sqrt(squares.clip(0).min(1)).max() < 2**-11 * np.abs(points).max() * directions**0.5
    assert len(set(squares.argmin(1).tolist())) == kept  # each row is a vector of its own
    if directions == min(number, width):  # all that tells them apart is kept: distances are those of scaled vectors
        apart = np.linalg.norm((vectors[1:] - vectors[:-1]) / vectors.std(0), axis=1)
        np.testing.assert_allclose(np.linalg.norm(points[1:] - points[:-1], axis=1), apart, rtol=0.01)


def test_nothing_is_unpickled():
    file = io.BytesIO()
    np.savez(file, mean=np.array([print], dtype=object), basis=np.eye(2), rows=np.eye(2))
    with pytest.raises(ValueError, match="allow_pickle=False"):
        read_background(file.getvalue())
