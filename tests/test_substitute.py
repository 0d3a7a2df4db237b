"""Other actors in the same sentence: what changes, what must not, and that nobody takes another's place."""

import random
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.codebook.own_actors import actor_tables
from dragoman.events.training.corpus import SPAN, Line, parse_line
from dragoman.events.training.substitute import substituted

SEEDS = st.integers(0, 10_000)
STATES = [s for s in actor_tables().states if s.period.end is None and s.demonyms]
CAPITALS = {c.name: c.code for c in actor_tables().capitals if not c.period.end}
CODES = {word: state.code for state in STATES for word in (state.name, state.demonyms[0])}


def swapped(text: str, seed: int = 1) -> str:
    return substituted(text, random.Random(seed))


def marked(text: str) -> Iterator[tuple[str, str]]:
    """Letters and words of each span."""
    return ((match[1], match[2]) for match in SPAN.finditer(text))


@settings(deadline=None)
@given(SEEDS)
def test_words_outside_the_marks_stay_as_they_are(seed: int) -> None:
    text = "Kenya's press says {A:Kenya} hurt {B:Sudan's farmers} in Kenya, and {A:it} denies it."
    assert re.fullmatch(
        r"Kenya's press says \{A:[^{}]+\} hurt \{B:[^{}]+'s farmers\} in Kenya, and \{A:it\} denies it\.",
        swapped(text, seed),
    )


@settings(deadline=None)
@given(SEEDS, st.permutations(STATES).map(lambda states: states[:3]))
def test_states_that_differ_still_differ_and_the_same_one_stays_the_same(seed: int, states: list) -> None:
    text = " ".join(
        f"{{{letter}:{state.name}}} {{{letter}:the {state.demonyms[0]} press}}"
        for letter, state in zip("ABC", states, strict=True)
    )
    found = [
        (letter, CODES[words.removeprefix("the ").removesuffix(" press")])
        for letter, words in marked(swapped(text, seed))
    ]
    assert [letter for letter, _ in found] == list("AABBCC")
    assert len(set(found)) == len({code for _, code in found}) == 3


@settings(deadline=None)
@given(SEEDS)
def test_a_name_becomes_a_name_a_demonym_a_demonym_and_a_capital_a_capital(seed: int) -> None:
    name, demonym, capital = (words for _, words in marked(swapped("{A:Kenya} {A:Kenyan} {A:Nairobi}", seed)))
    state = next(s for s in STATES if s.name == name)
    assert (demonym, CAPITALS[capital]) == (state.demonyms[0], state.code)


def test_no_state_takes_its_own_place() -> None:
    assert [seed for seed in range(1000) if swapped("{A:Kenya}", seed) == "{A:Kenya}"] == []


@settings(deadline=None)
@given(SEEDS)
def test_the_labels_of_a_sentence_still_fit(seed: int) -> None:
    acts = ("A>B CONSULT/visit occurred", "B=C AGREE planned")
    text = "{A:Peru's envoy} saw {B:Quito}; {B+C:Ecuador and Cuba} will sign, {A:the Peruvian} said."
    before, after = (parse_line(Line("x", "agency", words, acts)) for words in (text, swapped(text, seed)))
    assert (after.acts, {k: len(v) for k, v in after.parties.items()}) == (
        before.acts,
        {k: len(v) for k, v in before.parties.items()},
    )


def test_every_state_gives_way_to_one_other_that_is_called_in_the_same_way() -> None:
    for state in STATES:
        name, demonym = (words for _, words in marked(swapped(f"{{A:{state.name}}} {{A:{state.demonyms[0]}}}")))
        other = CODES[name]
        assert (other == CODES[demonym], other != state.code) == (True, True), state.name
        assert (name, demonym) in {(s.name, s.demonyms[0]) for s in STATES}


def test_a_longer_name_is_not_taken_for_the_one_within_it() -> None:
    text = "{A:South Sudan} {B:Sudan} {C:Guinea-Bissau} {D:Papua New Guinea} {E:Guinea} {F:Nigeria} {G:Niger}"
    words = [words for _, words in marked(swapped(text))]
    assert len({CODES[word] for word in words}) == 7


@pytest.mark.parametrize("text", ["", "It rained.", "{A:the two countries}", "{A:Sudanic songs}", "{A:kenya}"])
def test_what_names_no_state_stays_as_it_is(text: str) -> None:
    assert swapped(text) == text


def test_one_seed_gives_one_sentence_and_another_seed_another() -> None:
    text = "{A:Kenya} praised {B:the Ugandan envoy} in {B:Kampala}."
    assert len({swapped(text, 7) for _ in range(5)}) == 1
    assert len({swapped(text, seed) for seed in range(20)}) > 10
