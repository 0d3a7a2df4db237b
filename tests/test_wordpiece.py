"""Pieces and offsets: what the encoder is fed must be what it was trained on, letter for letter."""

from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from dragoman.events.wordpiece import Pieces, WordPiece

VOCABULARY = (files("dragoman.events") / "model" / "vocab.txt").read_text(encoding="utf-8")
PIECES = WordPiece(VOCABULARY)
NUMBERS = {piece: number for number, piece in enumerate(VOCABULARY.splitlines())}
ALL = 1_000_000

#: Scripts and signs of the press; the reference knows an older Unicode, so newer blocks are left out.
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x377),
    (0x384, 0x52F),
    (0x5D0, 0x5EA),
    (0x620, 0x6FF),
    (0x905, 0x939),
    (0xE01, 0xE3A),
    (0x1E00, 0x1EFF),
    (0x2010, 0x205E),
    (0x20A0, 0x20BF),
    (0x2100, 0x218B),
    (0x3000, 0x30FF),
    (0x4E00, 0x9FEF),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAD9),
    (0xFF01, 0xFF5E),
    (0x1F300, 0x1F64F),
    (0x20000, 0x20100),
)
ODD = "\t\n\r\x00\x01\x07\x1b\x7f\xad\u200b\u200d\ufe0f\ufeff\ufffd\ue000\u2028\u3000\u0301\u0327\u0338\u20dd"
LETTERS = st.one_of(*(st.characters(min_codepoint=a, max_codepoint=b) for a, b in RANGES), st.sampled_from(ODD))
WORDS = st.sampled_from([piece.removeprefix("##") for piece in list(NUMBERS)[1000:]])
TEXTS = st.lists(st.one_of(st.text(LETTERS, max_size=12), WORDS, st.sampled_from(" -.,'’"))).map("".join)


def reference() -> Tokenizer:
    """The tokenizer of the library, made of our own vocabulary."""
    made = Tokenizer(models.WordPiece(NUMBERS, unk_token="[UNK]", max_input_chars_per_word=100))
    made.normalizer = normalizers.BertNormalizer(
        clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True
    )
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    ends = [(name, NUMBERS[name]) for name in ("[CLS]", "[SEP]")]
    made.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ends)
    return made


REFERENCE = reference()


def expected(text: str) -> Pieces:
    found = REFERENCE.encode(text)
    return Pieces(tuple(found.ids), tuple(found.offsets))


def shown(text: str, longest: int = ALL) -> list[tuple[str, str]]:
    """Each piece between the ends with the words of the text it stands for."""
    names, pieces = list(NUMBERS), PIECES.split(text, longest)
    return [(names[n], text[a:b]) for n, (a, b) in zip(pieces.ids, pieces.spans, strict=True)][1:-1]


@settings(deadline=None)
@given(TEXTS)
def test_any_text_gives_the_pieces_and_offsets_of_the_library(text: str) -> None:
    assert PIECES.split(text, ALL) == expected(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "Côte d’Ivoire’s envoy, Amélie N’Guessan-Traoré, flew to São Tomé — and back.",
        "“We won’t sign,” he said… ‘not now’; «никогда», „nie“.",
        "Министр Ёлкин прибыл в Київ на переговоры.",
        "北京のホテルで한국 대표단과 会談した。",
        "A €1.2bn loan, ₹300 crore in grants, £5m and $4,000,000.00 (≈3%) in fees",
        "Talks 🤝 went well 👨‍👩‍👧 🇰🇪🇺🇬 said @minister #peace",
        "e\u0301te\u0301 Vie\u0323\u0302t Nam I\u0307zmir İzmir",
        "ΟΔΟΣ ΑΘΗΝΑΣ ΐ",
        "soft\u00adhyphen zero\u200bwidth mark\ufeff gone\ufffd bell\x07 nul\x00 \x1b[0m",
        "non\u00a0breaking\u2009thin\u3000wide\u2028line",
        "ﬁrst ﬂight ½ way, 10℃, №5, Ⅳ, ™",
        "U.S.-led F-16s, 24/7, a@b.org, http://x.y/z?q=1_2",
        "x" * 100 + " " + "y" * 101 + " " + "é" * 100 + "!" + "e\u0301" * 100,
        "नमस्ते العربيةُ ภาษาไทย",
    ],
)
def test_the_letters_of_the_press_give_the_pieces_of_the_library(text: str) -> None:
    assert PIECES.split(text, ALL) == expected(text)


@pytest.mark.parametrize("word", ["\u0301\u2694", "\u2694\u200d", "a\u2694\ufffd", "\u00ad" + "q" * 101 + "\u0301"])
def test_an_unknown_word_does_not_reach_over_the_signs_that_were_dropped_at_its_ends(word: str) -> None:
    assert PIECES.split(word, ALL) == expected(word)


@settings(deadline=None)
@given(TEXTS, st.integers(2, 30))
def test_a_cut_keeps_the_first_pieces_and_the_end(text: str, longest: int) -> None:
    whole, cut = PIECES.split(text, ALL), PIECES.split(text, longest)
    assert cut.ids == whole.ids if len(whole.ids) <= longest else (*whole.ids[: longest - 1], NUMBERS["[SEP]"])
    assert cut.spans == whole.spans if len(whole.ids) <= longest else (*whole.spans[: longest - 1], (0, 0))


@settings(deadline=None)
@given(TEXTS)
def test_pieces_stand_in_the_order_of_the_text_and_hold_a_letter_each(text: str) -> None:
    spans = PIECES.split(text, ALL).spans[1:-1]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[0] <= other[0] and one[1] <= other[1] for one, other in pairwise(spans))


@settings(deadline=None, max_examples=20)
@given(st.lists(TEXTS, min_size=1, max_size=3), st.integers(2, 12))
def test_what_was_split_before_changes_nothing(before: list[str], longest: int) -> None:
    used = WordPiece(VOCABULARY)
    for text in before:
        used.split(text, longest)
    assert [used.split(text, ALL) for text in before] == [expected(text) for text in before]


def test_a_word_leads_back_to_its_letters() -> None:
    assert shown("The Tansanians re-signed; Zürich waits.") == [
        ("the", "The"),
        ("tan", "Tan"),
        ("##san", "san"),
        ("##ians", "ians"),
        ("re", "re"),
        ("-", "-"),
        ("signed", "signed"),
        (";", ";"),
        ("zurich", "Zürich"),
        ("waits", "waits"),
        (".", "."),
    ]


def test_words_that_look_like_the_marks_of_the_model_are_words() -> None:
    assert shown("[SEP] [MASK]") == [
        ("[", "["),
        ("sep", "SEP"),
        ("]", "]"),
        ("[", "["),
        ("mask", "MASK"),
        ("]", "]"),
    ]


@pytest.mark.parametrize("sign", "\x0b\x0c\x1c\x1d\x1e\x1f\x85")
def test_a_form_feed_parts_words_where_the_library_glues_them(sign: str) -> None:
    assert shown(f"arms{sign}talks") == [("arms", "arms"), ("talks", "talks")]


def test_a_lone_surrogate_is_passed_over() -> None:
    assert shown("ab\ud800cd") == [("abc", "ab\ud800c"), ("##d", "d")]
