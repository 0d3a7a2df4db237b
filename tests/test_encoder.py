"""The model in the package: another than its card describes is refused, and equal questions get equal answers."""

from dataclasses import replace
from importlib.resources import files
from itertools import permutations
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import ModelError
from dragoman.events.coder import EventCoder
from dragoman.events.encoder import Encoder, Look, bundled_encoder, shares
from dragoman.events.judge import find_acts
from dragoman.events.labels import codebook_labels
from dragoman.records import Actor, ActorSpan, Coding, Status

MODEL = Path(str(files("dragoman.events") / "model"))
FILES = ("coder.onnx", "vocab.txt", "background.npz", "card.json")
ENCODER = bundled_encoder()
CODER = EventCoder()
LABELS = codebook_labels()
BY_PAIR = ("types", "modes", "abouts", "about_modes", "statuses", "flags", "weights", "vectors")


def folder_with(tmp_path: Path, name: str, data: bytes | None) -> Path:
    """A folder with the model in which one file holds other bytes, or is missing."""
    for other in FILES:
        if other != name:
            (tmp_path / other).symlink_to(MODEL / other)
    if data is not None:
        (tmp_path / name).write_bytes(data)
    return tmp_path


def card_with(*path: str, value: object) -> bytes:
    """The card with one entry changed."""
    card: dict[str, Any] = msgspec.json.decode((MODEL / "card.json").read_bytes())
    inner = card
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return msgspec.json.encode(card)


def refusal(folder: Path) -> str:
    with pytest.raises(ModelError) as error:
        Encoder(folder)
    message = str(error.value)
    assert "\n" not in message
    assert str(folder) in message
    assert message.endswith("install dragoman again")
    return message


@pytest.mark.parametrize("sign", [b"\xff", b"q", b"\x00"])
@pytest.mark.parametrize("place", [0.0, 0.3, 0.999])
@pytest.mark.parametrize("name", FILES[:-1])
def test_a_model_with_an_altered_byte_is_refused(tmp_path: Path, name: str, place: float, sign: bytes) -> None:
    data = (MODEL / name).read_bytes()
    at = int(len(data) * place)
    at += data[at : at + 1] == sign
    refusal(folder_with(tmp_path, name, data[:at] + sign + data[at + 1 :]))


@pytest.mark.parametrize("name", FILES)
def test_a_model_that_was_cut_off_or_emptied_is_refused(tmp_path: Path, name: str) -> None:
    data = (MODEL / name).read_bytes()
    for number, rest in enumerate((data[: len(data) // 2], b"")):
        (tmp_path / str(number)).mkdir()
        refusal(folder_with(tmp_path / str(number), name, rest))


@pytest.mark.parametrize("name", FILES)
def test_a_model_without_one_of_its_files_is_refused(tmp_path: Path, name: str) -> None:
    assert name in refusal(folder_with(tmp_path, name, None))


def test_a_folder_that_is_not_there_holds_no_model(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere").startswith("no model in ")


CARD = msgspec.json.decode((MODEL / "card.json").read_bytes())
CUES = CARD["fusion"]["cues"]
HEADS = [("labels", head) for head in CARD["labels"]]
WRONG_CARDS: list[tuple[tuple[str, ...], object]] = [
    *((path, CARD["labels"][path[1]][::-1]) for path in HEADS),
    *((path, CARD["labels"][path[1]][:-1]) for path in HEADS),
    *((path, [*CARD["labels"][path[1]], "more"]) for path in HEADS),
    (("fusion", "cues"), CUES[:-1]),
    (("fusion", "cues"), [*CUES, 0.5]),
    (("fusion", "cues"), []),
    (("fusion", "cues"), [CUES[0] + 0.1, *CUES[1:]]),
    (("fusion", "scale"), CARD["fusion"]["scale"] + 0.1),
    (("fusion", "scale"), "1.0"),
    (("fusion", "silence"), CARD["fusion"]["silence"] + 0.1),
    (("fusion", "status"), CARD["fusion"]["status"] + 0.1),
    (("fusion", "status"), None),
    (("digest",), CARD["digest"][::-1]),
    (("digest",), ""),
    (("name",), "another"),
    (("cued",), []),
    (("alone",), CARD["alone"][::-1]),
    (("cued",), [0.5]),
    (("kept",), [*CARD["kept"], "CONSULT/none-such"]),
]


@pytest.mark.parametrize(("path", "value"), WRONG_CARDS, ids=[".".join(path) for path, _ in WRONG_CARDS])
def test_a_model_with_an_altered_card_is_refused(tmp_path: Path, path: tuple[str, ...], value: object) -> None:
    refusal(folder_with(tmp_path, "card.json", card_with(*path, value=value)))


@pytest.mark.parametrize("raw", [b"[]", b"null", b"{}", b"{", b'{"name":"\xff"}', b"\xff"])
def test_what_is_no_card_is_refused(tmp_path: Path, raw: bytes) -> None:
    refusal(folder_with(tmp_path, "card.json", raw))


@pytest.mark.parametrize(
    ("name", "now"),
    [
        ("codebook_labels", lambda: replace(LABELS, types=LABELS.types[:-1])),
        ("codebook_labels", lambda: replace(LABELS, statuses=LABELS.statuses[::-1])),
        ("KINDS_OF_EVIDENCE", ("near", "far")),
    ],
)
def test_a_model_made_for_another_codebook_or_other_cues_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, now: object
) -> None:
    monkeypatch.setattr(f"dragoman.events.encoder.{name}", now)
    assert "does not hold the model that its card describes" in refusal(MODEL)


def test_the_model_in_the_package_is_the_one_on_its_card() -> None:
    assert Encoder(MODEL).card == ENCODER.card
    assert bundled_encoder() is ENCODER
    assert {mode.partition("/")[0] for mode in ENCODER.card.labels.modes} == set(LABELS.types[1:])


ITEMS = [
    ("Blue accused Red of piracy.", "Blue", "Red"),
    ("Blue accused Red of piracy.", "Red", "Blue"),
    ("Red was thanked by Blue for its patience.", "Blue", "Red"),
    ("The envoy of Blue will fly to Red on Sunday, officials said.", "Blue", "Red"),
    ("Blue, Green, Grey and Red halted all trade for a decade.", "Grey", "Red"),
    ("Blue accused Red of piracy.", "Blue", "nobody"),
    ("Blue accused Red of piracy.", "", ""),
    ("", "Blue", "Red"),
    ("Blue " + "walked on and on " * 170 + "Red", "Blue", "Red"),
]


def test_a_list_is_classified_as_its_items_one_by_one_in_any_order() -> None:
    alone = [CODER.classify([item])[0] for item in ITEMS]
    assert CODER.classify(ITEMS) == alone
    assert CODER.classify(reversed(ITEMS)) == alone[::-1]
    assert CODER.classify([*ITEMS, *ITEMS]) == [*alone, *alone]
    assert CODER.classify([]) == []


def test_a_new_coder_gives_the_answers_of_the_old_one() -> None:
    assert EventCoder(Encoder(MODEL)).classify(ITEMS) == CODER.classify(ITEMS)


STATES = {"Norway": "NOR", "Peru": "PER", "Chad": "TCD", "Fiji": "FJI"}
SENTENCE = "Norway and Peru accused Chad of theft, and Fiji, said Norway, will visit Peru."


def places_of(text: str, *names: str) -> list[list[tuple[int, int]]]:
    return [[(n, n + len(name)) for n in range(len(text)) if text.startswith(name, n)] for name in names]


def rows_of(look: Look, *rows: int) -> dict[str, Any]:
    """What is said of some pairs, as lists."""
    return {name: [getattr(look, name)[row].tolist() for row in rows] for name in BY_PAIR}


@settings(deadline=None, max_examples=20)
@given(st.permutations(list(STATES)), st.permutations(list(permutations(STATES, 2))))
def test_what_is_said_of_a_pair_does_not_hang_on_the_order_of_parties_and_questions(
    names: list[str], pairs: list[tuple[str, str]]
) -> None:
    straight = list(permutations(range(len(STATES)), 2))
    look = ENCODER.look(SENTENCE, places_of(SENTENCE, *STATES), straight)
    asked = [(names.index(a), names.index(b)) for a, b in pairs]
    mixed = ENCODER.look(SENTENCE, places_of(SENTENCE, *names), asked)
    order = list(permutations(STATES, 2))
    assert rows_of(mixed, *range(len(pairs))) == rows_of(look, *(order.index(pair) for pair in pairs))
    assert (mixed.contexts.tolist(), mixed.pieces) == (look.contexts.tolist(), look.pieces)


def test_two_parties_swapped_give_the_rows_of_the_swapped_pair() -> None:
    one = ENCODER.look(SENTENCE, places_of(SENTENCE, "Peru", "Chad"), [(0, 1), (1, 0)])
    other = ENCODER.look(SENTENCE, places_of(SENTENCE, "Chad", "Peru"), [(0, 1), (1, 0)])
    assert rows_of(one, 0, 1) == rows_of(other, 1, 0)
    assert rows_of(one, 0) != rows_of(one, 1)


ODD = [
    "",
    " ",
    "Peru",
    "Peru Chad",
    "Peru" + " thanked" * 400 + " Chad.",
    "Peru accused Chad " + "x" * 3000,
    ("Peru accused Chad of theft, " * 120)[:3000],
    "Peru accused Chad " + "!" * 2980,
    "Peru\x00 accused\x00 Chad\x00.",
    "\x00",
    "Peru 🤝 Chad 👨‍👩‍👧 🇵🇪🇹🇩",
    "🤝" * 500,
    "Peru 控告 Chad。北京的會談",
    "會" * 3000,
    "Peru\u200d accused\ufeff Chad\u0301\u0301 \ud800.",
    "\u0301" * 300,
    "Peru\n\n\taccused\r\nChad",
    "PERU ACCUSED CHAD",
]


def probabilities(look: Look) -> list[float]:
    """The sums of all that must add up to one."""
    heads = (look.types, look.modes, look.abouts, look.about_modes, look.statuses)
    return [*(float(s) for head in heads for s in shares(head).sum(-1)), *(float(s) for s in look.weights.sum(-1))]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("named", [("Peru", "Chad"), ("Peru", "nobody")])
def test_odd_sentences_are_judged_too_and_probabilities_add_up_to_one(text: str, named: tuple[str, str]) -> None:
    look = ENCODER.look(text, places_of(text, *named), [(0, 1), (1, 0)])
    assert probabilities(look) == pytest.approx([1.0] * 12, abs=1e-5)
    assert all(0 <= chance <= 1 for chance in (*look.flags.flat, *look.contexts.flat))
    (coding,) = CODER.classify([(text, *named)])
    assert sum(coding.scores.values()) == pytest.approx(1)
    assert (set(coding.scores), coding.confidence) == (set(LABELS.types[1:]), max(coding.scores.values()))
    assert coding == Coding(coding.type, coding.mode, Status(coding.status), coding.scores[coding.type], coding.scores)


@pytest.mark.parametrize("text", ODD)
def test_odd_sentences_give_rows_between_0_and_1_or_none(text: str) -> None:
    spans = sorted(
        (
            ActorSpan(start, end, name, (Actor(STATES[name], (), name, "a test says so"),), "state")
            for name in ("Peru", "Chad")
            for start, end in places_of(text, name)[0]
        ),
        key=lambda span: span.start,
    )
    rows = find_acts(ENCODER, text, spans, 0)
    assert rows == find_acts(ENCODER, text, spans, 0)
    assert all(0 <= row.confidence <= 1 and 0 <= row.anchor[0] < row.anchor[1] <= len(text) for row in rows)


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=200), st.integers(0, 50), st.integers(0, 50))
def test_any_text_is_judged(text: str, start: int, length: int) -> None:
    look = ENCODER.look(text, [[(start, start + length)], []], [(0, 1), (1, 0)])
    assert probabilities(look) == pytest.approx([1.0] * 12, abs=1e-5)


@pytest.mark.parametrize("scores", [[0.0, 0.0], [1000.0, -1000.0], [-1000.0, -1000.0], [88.0, 90.0]])
def test_log_odds_become_shares_however_far_apart(scores: list[float]) -> None:
    found = shares(np.array([scores], np.float32))
    assert (found.dtype, found.sum()) == (np.float32, pytest.approx(1))
    assert (found[0, 0] >= found[0, 1]) == (scores[0] >= scores[1])
