"""What the model sees of a sentence: pools, kinds and distances of its parties."""

from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.events.features import BUCKETS, KINDS, LONGEST, Features, make_features
from dragoman.events.wordpiece import Pieces, WordPiece

PIECES = WordPiece((files("dragoman.events") / "model" / "vocab.txt").read_text(encoding="utf-8"))
NOWHERE = BUCKETS - 1
#: The class of a distance to the left; those to the right come six later.
LEFT = {1: 1, 2: 2, 3: 3, 4: 3, 5: 4, 8: 4, 9: 5, 16: 5, 17: 6, 100: 6}


def letters(length: int) -> Pieces:
    """A sentence of one-letter pieces between its two ends: piece n + 1 is character n."""
    return Pieces((101, *range(1000, 1000 + length), 102), ((0, 0), *((n, n + 1) for n in range(length)), (0, 0)))


def seen(text: str, *parties: str) -> Features:
    """Features of a sentence in which each party is named by the words given, wherever they stand."""
    spans = [[(n, n + len(name)) for n in range(len(text)) if text.startswith(name, n)] for name in parties]
    return make_features(PIECES.split(text, LONGEST), spans)


@st.composite
def sentences(draw: st.DrawFn) -> tuple[int, list[list[tuple[int, int]]]]:
    """A length, and parties of which each is named zero to three times."""
    length = draw(st.integers(1, 40))
    place = st.tuples(st.integers(0, length - 1), st.integers(1, 6)).map(lambda s: (s[0], min(length, sum(s))))
    return length, draw(st.lists(st.lists(place, max_size=3), max_size=5))


@settings(deadline=None)
@given(sentences())
def test_the_weights_of_a_party_add_up_to_one_or_to_nothing(sentence: tuple[int, list[list[tuple[int, int]]]]) -> None:
    length, parties = sentence
    features = make_features(letters(length), parties)
    assert features.pool.sum(axis=1).round(5).tolist() == [*(float(bool(p)) for p in parties), 0.0]
    assert features.nobody == len(parties)
    assert (features.near[features.nobody] == NOWHERE).all()
    assert not features.pool[:, [0, -1]].any()


@settings(deadline=None)
@given(sentences())
def test_every_mention_of_a_party_weighs_the_same(sentence: tuple[int, list[list[tuple[int, int]]]]) -> None:
    length, parties = sentence
    features = make_features(letters(length), parties)
    for row, spans in enumerate(parties):
        own = {n + 1 for start, end in spans for n in range(start, end)}
        assert set(np.flatnonzero(features.pool[row])) == own == set(np.flatnonzero(features.near[row] == 0))
        assert len(set(features.pool[row][sorted(own)].tolist())) <= 1


@settings(deadline=None)
@given(sentences())
def test_a_sentence_in_the_mirror_has_left_and_right_exchanged(
    sentence: tuple[int, list[list[tuple[int, int]]]],
) -> None:
    length, parties = sentence
    single = [p[:1] for p in parties]  # between two mentions that are equally far, the left one counts
    mirrored = [[(length - end, length - start) for start, end in p] for p in single]
    there = make_features(letters(length), single).near
    back = make_features(letters(length), mirrored).near[:, ::-1]
    turned = [0, *range(7, 13), *range(1, 7), NOWHERE]
    assert np.array(turned)[back].tolist() == there.tolist()


@settings(deadline=None)
@given(sentences())
def test_a_piece_is_in_a_party_or_in_none(sentence: tuple[int, list[list[tuple[int, int]]]]) -> None:
    features = make_features(letters(sentence[0]), sentence[1])
    assert features.kinds.tolist() == features.pool.any(axis=0).astype(int).tolist()
    assert features.kinds.max() < KINDS
    assert 0 <= features.near.min() <= features.near.max() < BUCKETS


@pytest.mark.parametrize(("distance", "expected"), LEFT.items())
def test_a_distance_has_one_class_on_each_side(distance: int, expected: int) -> None:
    near = make_features(letters(300), [[(150, 151)]]).near[0]
    assert (near[151 - distance], near[151 + distance]) == (expected, expected + 6)


def test_a_party_named_twice_is_pooled_over_both_places() -> None:
    features = seen("Mali left; Chad stayed with Mali.", "Mali", "Chad")
    assert features.kinds.tolist() == [0, 1, 0, 0, 1, 0, 0, 1, 0, 0]
    assert features.pool.tolist() == [[0, 0.5, 0, 0, 0, 0, 0, 0.5, 0, 0], [0, 0, 0, 0, 1, 0, 0, 0, 0, 0], [0] * 10]
    assert features.near[0].tolist() == [1, 0, 7, 8, 9, 2, 1, 0, 7, 8]
    assert features.near[1].tolist() == [3, 3, 2, 1, 0, 7, 8, 9, 9, 10]


def test_a_word_cut_into_pieces_is_in_its_party_as_a_whole() -> None:
    text = "Uzbekistani envoys met the Kyrgyzstani press."
    features = seen(text, "Uzbekistani", "Kyrgyzstani")
    spans = PIECES.split(text, LONGEST).spans
    named = ["".join(text[a:b] for n, (a, b) in enumerate(spans) if row[n]) for row in features.pool]
    assert named == ["Uzbekistani", "Kyrgyzstani", ""]


def test_words_that_name_two_parties_belong_to_both() -> None:
    features = make_features(letters(6), [[(1, 4)], [(1, 4)]])
    assert features.pool[0].tolist() == features.pool[1].tolist()
    assert features.kinds.tolist() == [0, 0, 1, 1, 1, 0, 0, 0]


def test_a_party_past_the_cut_counts_as_nobody() -> None:
    text = "Kenya waited " + "and waited " * LONGEST + "for Chad."
    features = seen(text, "Kenya", "Chad")
    assert len(features.ids) == LONGEST
    assert features.pool[1].tolist() == features.pool[features.nobody].tolist()
    assert features.near[1].tolist() == features.near[features.nobody].tolist()
    assert features.kinds.tolist() == [0, 1] + [0] * (LONGEST - 2)


def test_a_sentence_without_parties_still_has_its_row_of_nobody() -> None:
    features = seen("It rained.")
    assert features.pool.tolist() == [[0.0] * 5]
    assert features.near.tolist() == [[NOWHERE] * 5]
    assert (features.ids.dtype, features.kinds.dtype, features.near.dtype) == (np.int64,) * 3
    assert features.pool.dtype == np.float32
