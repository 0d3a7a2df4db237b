"""Who is in a sentence: parties, their places and the pairs that are asked about."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.events.cast import Party, find_parties, pairs_of
from dragoman.records import Actor, ActorSpan

#: A list is cut after so many parties.
MOST = 12


def actor(told: str) -> Actor:
    """An actor written as `CODE` or `CODE/SECTOR`."""
    code, _, sector = told.partition("/")
    return Actor(code, (sector,) if sector else (), told, "a test says so")


def span(start: int, *told: str) -> ActorSpan:
    """Words of four characters that name one or more actors."""
    return ActorSpan(start, start + 4, "word", tuple(map(actor, told)), "state")


def cast(*named: str, offset: int = 0) -> tuple[Party, ...]:
    """The parties of a sentence in which words are named one after the other, ten characters apart."""
    return find_parties([span(offset + 10 * n, *told.split()) for n, told in enumerate(named)], offset)


def asked(parties: tuple[Party, ...]) -> list[tuple[str, str]]:
    """The pairs by the names of their actors."""
    return [(parties[a].actor.name, parties[b].actor.name) for a, b in pairs_of(parties)]


def test_a_state_named_twice_is_one_party_with_two_places() -> None:
    assert cast("KEN", "UGA", "KEN", offset=70) == (
        Party(actor("KEN"), ((0, 4), (20, 24))),
        Party(actor("UGA"), ((10, 14),)),
    )


def test_words_that_name_two_states_are_a_place_of_both() -> None:
    assert cast("KEN UGA", "UGA") == (Party(actor("KEN"), ((0, 4),)), Party(actor("UGA"), ((0, 4), (10, 14))))


def test_a_party_is_called_as_it_is_first_named() -> None:
    assert [p.actor.name for p in cast("KEN/GOV", "UGA", "KEN", "UGA/GOV")] == ["KEN/GOV", "UGA"]


def test_two_parts_of_a_state_are_asked_about_among_themselves_alone() -> None:
    parties = cast("KEN/MIL", "UGA", "KEN/LEG")
    assert parties == (
        Party(actor("KEN/MIL"), ((0, 4), (20, 24))),
        Party(actor("UGA"), ((10, 14),)),
        Party(actor("KEN/MIL"), ((0, 4),), part=True),
        Party(actor("KEN/LEG"), ((20, 24),), part=True),
    )
    assert pairs_of(parties) == [(0, 1), (1, 0), (2, 3), (3, 2)]


def test_parts_of_two_states_are_not_mixed() -> None:
    parties = cast("KEN/MIL", "KEN/LEG", "UGA/MIL", "UGA/LEG")
    assert [pair for pair in asked(parties) if pair[0][:3] == pair[1][:3]] == [
        ("KEN/MIL", "KEN/LEG"),
        ("KEN/LEG", "KEN/MIL"),
        ("UGA/MIL", "UGA/LEG"),
        ("UGA/LEG", "UGA/MIL"),
    ]


@pytest.mark.parametrize("named", [["KEN/GOV", "KEN/GOV"], ["KEN", "KEN/GOV"], ["KEN", "KEN"]])
def test_a_state_and_one_part_of_it_are_no_pair(named: list[str]) -> None:
    assert (len(cast(*named)), asked(cast(*named))) == (1, [])


def test_a_part_goes_by_the_first_of_its_sectors() -> None:
    both = Actor("KEN", ("GOV", "MIL"), "defence ministry", "a test says so")
    spans = [ActorSpan(0, 4, "word", (both,), "office"), span(10, "KEN/MIL"), span(20, "KEN/GOV")]
    parties = find_parties(spans, 0)
    assert [(p.actor.name, p.spans, p.part) for p in parties[1:]] == [
        ("defence ministry", ((0, 4), (20, 24)), True),
        ("KEN/MIL", ((10, 14),), True),
    ]


def test_a_list_is_cut_after_the_parties_first_named() -> None:
    parties = cast(*(f"S{n:02d}" for n in range(40)))
    assert [p.code for p in parties] == [f"S{n:02d}" for n in range(MOST)]
    assert len(pairs_of(parties)) == MOST * (MOST - 1)


def test_a_state_and_the_one_it_became_are_one_party_called_as_first_named() -> None:
    parties = cast("SUN", "UGA", "RUS")
    assert parties == (Party(actor("SUN"), ((0, 4), (20, 24))), Party(actor("UGA"), ((10, 14),)))
    assert [(p.actor.name, p.code, p.name) for p in parties] == [("SUN", "RUS", "RUS"), ("UGA", "UGA", "UGA")]
    assert pairs_of(cast("SUN", "RUS")) == []


def test_parts_of_a_state_and_of_the_one_it_became_are_parts_of_one() -> None:
    parties = cast("SUN/MIL", "RUS/GOV")
    assert [(p.name, p.part) for p in parties] == [("RUS", False), ("RUS:MIL", True), ("RUS:GOV", True)]
    assert asked(parties) == [("SUN/MIL", "RUS/GOV"), ("RUS/GOV", "SUN/MIL")]


def test_a_party_is_named_by_its_code_and_a_part_with_its_sector() -> None:
    names = [p.name for p in cast("KEN/MIL", "UGA/GOV", "KEN/LEG")]
    assert names == ["KEN", "UGA", "KEN:MIL", "KEN:LEG"]


def test_parts_do_not_crowd_out_states() -> None:
    parties = cast(*(f"KEN/S{n:02d}" for n in range(20)), *(f"C{n:02d}" for n in range(20)))
    assert [p.part for p in parties] == [False] * MOST + [True] * MOST
    assert [p.code for p in parties[:3]] == ["KEN", "C00", "C01"]


def test_no_span_means_no_party_and_one_party_no_pair() -> None:
    assert (find_parties([], 3), pairs_of(())) == ((), [])
    assert pairs_of(cast("KEN")) == []


NAMED = st.lists(
    st.lists(
        st.sampled_from(["KEN", "KEN/MIL", "KEN/LEG", "UGA", "UGA/GOV", "UGA/MIL", "TCD"]), min_size=1, max_size=3
    ),
    max_size=8,
)


@settings(deadline=None)
@given(NAMED, st.integers(0, 500))
def test_every_pair_is_asked_in_both_directions_once(named: list[list[str]], offset: int) -> None:
    parties = cast(*map(" ".join, named), offset=offset)
    pairs = pairs_of(parties)
    assert len(pairs) == len(set(pairs))
    assert {(b, a) for a, b in pairs} == set(pairs)
    assert all((parties[a].code == parties[b].code) == parties[a].part == parties[b].part for a, b in pairs)


@settings(deadline=None)
@given(NAMED)
def test_the_place_of_a_sentence_in_its_document_changes_nothing(named: list[list[str]]) -> None:
    assert cast(*map(" ".join, named), offset=999) == cast(*map(" ".join, named))


@settings(deadline=None)
@given(NAMED)
def test_every_state_named_is_a_party_with_all_its_places(named: list[list[str]]) -> None:
    whole = {p.code: p.spans for p in cast(*map(" ".join, named)) if not p.part}
    codes = [[told.partition("/")[0] for told in here] for here in named]
    assert list(whole) == list(dict.fromkeys(code for here in codes for code in here))
    assert {code: sorted(set(spans)) for code, spans in whole.items()} == {
        code: [(10 * n, 10 * n + 4) for n, here in enumerate(codes) if code in here] for code in whole
    }
