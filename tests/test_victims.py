"""People without a name who were killed somewhere are of the state of that place, where nothing else tells whose."""

import pytest

import dragoman
from dragoman.pipeline import read_text

CODER = dragoman.Coder()


def parties(text: str) -> set[str]:
    """The codes of all actor spans of a text."""
    return {actor.code for span in read_text(text, CODER).spans for actor in span.actors}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The border raid ended in the killing of 14 soldiers at Waziristan by Iranian gunners.", "PAK"),
        ("Ethiopian jets killed eleven villagers in Darfur.", "SDN"),
        ("The deaths of some 30 civilians in Kunduz were blamed on a US air strike.", "AFG"),
    ],
)
def test_victims_are_of_the_place(text: str, code: str) -> None:
    assert code in parties(text)


@pytest.mark.parametrize(
    "text",
    [
        "Fourteen soldiers were killed in Kunduz.",  # nobody else is named: there is no other side
        "Ethiopian jets killed eleven rebels in Darfur.",  # rebels are no part of the state
        "Ethiopian jets killed eleven villagers.",  # no place
        "Ethiopian jets killed eleven villagers, Nairobi papers said.",  # no place of the deed
    ],
)
def test_no_victims_are_made_up(text: str) -> None:
    assert parties(text) <= {"ETH", "KEN"}


def test_the_attack_is_a_row() -> None:
    (row,) = read_text("Ethiopian jets killed eleven villagers in Darfur on 3 May 1999.", CODER).mentions
    assert (row.actors, row.type, row.recipients) == (("ETH",), "ASSAULT", ("SDN",))
