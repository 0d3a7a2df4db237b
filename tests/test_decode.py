"""Bytes of any make become text: the encoding is named, what is replaced is counted, and no offset shifts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.documents.decode import Decoded, clean, decode

ENGLISH = "The minister’s “frank” talks in Ankara – the third this year – ended in a café."
RUSSIAN = "Министр иностранных дел прибыл в столицу для переговоров о торговле и поставках газа."
JAPANESE = "外務大臣は貿易交渉のため首都に到着した。両国は合意に署名する見通しだ。"
BY_BYTES = "no UTF-8: taken for {} by its bytes"


@pytest.mark.parametrize(
    ("text", "written", "read", "flags"),
    [
        (ENGLISH, "utf-8", "utf-8", ()),
        (ENGLISH, "utf-8-sig", "utf-8-sig", ()),
        (ENGLISH, "utf-16", "utf-16", ()),
        (ENGLISH, "utf-32", "utf-32", ()),
        (
            ENGLISH,
            "utf-16-le",
            "utf-16-le",
            ("no byte order mark: read as utf-16-le because of its NUL bytes",),
        ),
        (
            RUSSIAN,
            "utf-16-be",
            "utf-16-be",
            ("no byte order mark: read as utf-16-be because of its NUL bytes",),
        ),
        (ENGLISH, "cp1252", "cp1252", (BY_BYTES.format("cp1252"),)),
        ("Über Köln nach Malmö", "latin-1", "cp1252", (BY_BYTES.format("cp1252"),)),
        (RUSSIAN, "cp1251", "cp1251", (BY_BYTES.format("cp1251"),)),
        (RUSSIAN, "koi8-r", "koi8_r", (BY_BYTES.format("koi8_r"),)),
        (JAPANESE, "shift_jis", "shift_jis", (BY_BYTES.format("shift_jis"),)),
        ("", "utf-8", "utf-8", ()),
    ],
)
def test_a_text_comes_back_whatever_it_was_written_in(text, written, read, flags):
    assert decode(text.encode(written)) == Decoded(text, read, flags)


def test_a_declared_encoding_counts_only_where_the_bytes_are_no_utf_8():
    assert decode(RUSSIAN.encode("cp1251"), "windows-1251") == Decoded(
        RUSSIAN, "cp1251", ("read as cp1251, as the page declares",)
    )
    assert decode(RUSSIAN.encode(), "windows-1251") == Decoded(RUSSIAN, "utf-8", ())
    assert decode(ENGLISH.encode("cp1252"), "utf-8") == Decoded(ENGLISH, "cp1252", (BY_BYTES.format("cp1252"),))


@pytest.mark.parametrize("label", ["hex", "rot13", "base64", "idna", "unicode_escape", "nonsense", "", "a\0b"])
def test_a_declared_encoding_that_is_none_is_not_used(label):
    assert decode(ENGLISH.encode("cp1252"), label).encoding == "cp1252"


def test_latin_1_means_on_the_web_what_windows_means():
    assert decode("“frank”".encode("cp1252"), "ISO-8859-1").text == "“frank”"


@pytest.mark.parametrize(
    ("data", "text", "flag"),
    [
        (b"one\0two\0three", "one�two�three", "2 NUL characters replaced by U+FFFD"),
        (b"bell\x07 and \x1b[31m", "bell� and �[31m", "2 control characters replaced by U+FFFD"),
        ("next\x85line".encode(), "next�line", "1 control character replaced by U+FFFD"),
        ("left \u202eright\u202c \u2066x".encode(), "left �right� �x", "3 bidirectional controls replaced by U+FFFD"),
        (b"lone \xed\xa0\x80 half", "lone � half", "1 lone surrogate replaced by U+FFFD"),
        (
            b"a \xd0\x90 cut \xd0\x90\xd0\x90\xd0\x90 off \xd0",
            "a А cut ААА off �",
            "1 stretch of bytes no UTF-8: replaced by U+FFFD",
        ),
    ],
)
def test_what_must_not_be_stored_becomes_one_character_and_is_counted(data, text, flag):
    assert decode(data) == Decoded(text, "utf-8", (flag,))


def test_two_halves_of_a_character_written_as_surrogates_are_joined():
    assert decode(b"a \xed\xa0\xbd\xed\xb8\x80") == Decoded("a 😀", "utf-8", ())


def test_line_breaks_and_tabs_stay_as_they_are():
    assert decode(b"one\r\ntwo\rthree\n\tfour") == Decoded("one\r\ntwo\rthree\n\tfour", "utf-8", ())


@given(st.text(st.characters(codec=None), max_size=80))
def test_cleaning_never_shifts_an_offset(text):
    cleaned, flags = clean(text)
    assert len(cleaned) == len(text)
    assert all(new in {old, "\ufffd"} for old, new in zip(text, cleaned, strict=True))
    assert bool(flags) == (cleaned != text)
    assert clean(cleaned) == (cleaned, ())


@given(st.binary(max_size=200), st.sampled_from([None, "windows-1251", "utf-8", "nonsense"]))
def test_any_bytes_become_text_that_can_be_stored(data, declared):
    decoded = decode(data, declared)
    assert clean(decoded.text) == (decoded.text, ())
    decoded.text.encode("utf-8")
