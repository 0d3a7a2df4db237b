"""What the cues say of a pair: numbers for the model's ear, and the rows they would make."""

import numpy as np
import pytest

from dragoman.events.drafts import Draft, find_drafts
from dragoman.events.evidence import Evidence, find_evidence
from dragoman.events.labels import KINDS_OF_EVIDENCE, codebook_labels
from dragoman.events.scene import Scene, make_scene
from dragoman.events.sides import Sides
from dragoman.events.verdict import Verdict
from dragoman.records import Actor, ActorSpan, Status

TYPES = codebook_labels().types
CODES = {"Kenya": "KEN", "Uganda": "UGA", "Chad": "TCD", "Mali": "MLI"}
NEAR, UNDONE, TOLD, THIS, OTHER = range(len(KINDS_OF_EVIDENCE))


def actor(told: str) -> Actor:
    """An actor written as `CODE` or `CODE:SECTOR`."""
    code, _, sector = told.partition(":")
    return Actor(code, (sector,) if sector else (), told, "a test says so")


def scene(text: str) -> Scene:
    """The scene of a sentence with the states named in it."""
    found = [(text.find(name), name) for name in CODES if name in text]
    spans = [ActorSpan(at, at + len(name), name, (actor(CODES[name]),), "state") for at, name in sorted(found)]
    return make_scene(text, spans, 0)


def draft(
    actors: str, recipients: str, type_: str = "ACCUSE", grade: int = 0, anchor: tuple[int, int] = (0, 1)
) -> Draft:
    """A row that cues would give."""
    sides = Sides(tuple(map(actor, actors.split())), tuple(map(actor, recipients.split())))
    return Draft(sides, Verdict(type_, None, None, Status.OCCURRED, 0.0), (), grade, anchor, ())


def evidence(text: str, drafts: list[Draft], codes: str, *pairs: tuple[int, int]) -> Evidence:
    return find_evidence(scene(text), drafts, codes.split(), pairs, TYPES)


def weight(found: Evidence, row: int, kind: int, type_: str = "ACCUSE") -> float:
    return round(float(found.numbers[row, TYPES.index(type_), kind]), 3)


def test_a_cue_between_two_speaks_for_them_one_way_and_not_for_the_third() -> None:
    stage = scene("Kenya accused Uganda of smuggling, Chad noted.")
    found = find_evidence(stage, find_drafts(stage), ["KEN", "UGA", "TCD"], [(0, 1), (1, 0), (0, 2), (2, 0)], TYPES)
    assert [weight(found, row, THIS) for row in range(4)] == [1, 0, 0, 0]
    assert [weight(found, row, OTHER) for row in range(4)] == [0, 1, 0, 0]
    assert [sorted(drafts) for drafts in found.drafts] == [["ACCUSE"], [], [], []]


def test_without_a_cue_all_numbers_are_nothing() -> None:
    found = evidence("Kenya lies east of Uganda.", [], "KEN UGA", (0, 1), (1, 0))
    assert found.numbers.shape == (2, len(TYPES), len(KINDS_OF_EVIDENCE))
    assert (found.numbers.dtype, found.numbers.any(), found.drafts) == (np.float32, np.False_, ({}, {}))


def test_a_near_cue_counts_more_than_a_far_one_and_the_same_for_every_pair() -> None:
    near = evidence("Kenya accused Uganda.", [], "KEN UGA", (0, 1), (1, 0))
    far = evidence(
        "Kenya, with its rivers and lakes and hills and herds of grey cattle, was accused.", [], "KEN", (0, 0)
    )
    assert weight(near, 0, NEAR) == weight(near, 1, NEAR) == round(1 / 1.1, 3)
    assert 0 < weight(far, 0, NEAR) < 0.5


def test_none_is_never_spoken_for() -> None:
    stage = scene("Kenya accused and thanked Uganda, visited Chad and bombed Mali.")
    found = find_evidence(stage, find_drafts(stage), list(CODES.values()), [(0, 1), (2, 3)], TYPES)
    assert not found.numbers[:, 0].any()


@pytest.mark.parametrize(
    ("drafts", "this", "other"),
    [
        ([draft("KEN", "UGA")], [1, 0], [0, 1]),
        ([draft("UGA", "KEN")], [0, 1], [1, 0]),
        ([draft("KEN UGA", "")], [1, 1], [0, 0]),
        ([draft("KEN", "UGA"), draft("UGA", "KEN")], [1, 1], [1, 1]),
        ([draft("KEN TCD", "UGA MLI")], [1, 0], [0, 1]),
        ([draft("KEN", "UGA", grade=1)], [0.6, 0], [0, 1]),
        ([draft("KEN", "TCD"), draft("TCD", "UGA")], [0, 0], [0, 0]),
        ([draft("KEN", "UGA"), draft("KEN", "UGA MLI", grade=1)], [1, 0], [0, 1]),
        ([draft("KEN", "UGA MLI", grade=1), draft("KEN", "UGA")], [1, 0], [0, 1]),
    ],
)
def test_a_row_speaks_for_the_pairs_it_binds(drafts: list[Draft], this: list[float], other: list[float]) -> None:
    found = evidence("Kenya accused Uganda.", drafts, "KEN UGA", (0, 1), (1, 0))
    assert [weight(found, row, THIS) for row in (0, 1)] == this
    assert [weight(found, row, OTHER) for row in (0, 1)] == other


def test_rows_of_several_types_are_kept_by_type_and_the_first_of_each_stays() -> None:
    rows = [draft("KEN", "UGA", anchor=(0, 3)), draft("KEN", "UGA", anchor=(5, 9)), draft("KEN", "UGA", "REJECT")]
    found = evidence("Kenya accused Uganda.", rows, "KEN UGA", (0, 1))
    assert found.drafts == ({"ACCUSE": rows[0], "REJECT": rows[2]},)


def test_a_state_does_nothing_to_itself() -> None:
    found = evidence("Kenya accused Kenya.", [draft("KEN", "KEN")], "KEN KEN", (0, 1))
    assert (weight(found, 0, THIS), found.drafts) == (0, ({},))


def test_the_numbers_stand_in_the_order_of_their_names() -> None:
    assert KINDS_OF_EVIDENCE == ("near", "undone", "told", "of this pair", "the other way")


@pytest.mark.parametrize(
    ("drafts", "codes", "this", "other"),
    [
        # a part of a state is a party of its own, and a word of its state
        ([draft("KEN:MIL", "KEN:LEG")], "KEN:MIL KEN:LEG", [1, 0], [0, 1]),
        ([draft("KEN:MIL", "KEN:LEG")], "KEN:GOV KEN:LEG", [0, 0], [0, 0]),
        ([draft("KEN:MIL", "UGA")], "KEN UGA", [1, 0], [0, 1]),
        ([draft("KEN", "UGA:MIL")], "KEN UGA", [1, 0], [0, 1]),
        ([draft("KEN", "UGA")], "KEN:MIL KEN:LEG", [0, 0], [0, 0]),
        # one state through time
        ([draft("SUN", "UGA")], "RUS UGA", [1, 0], [0, 1]),
        ([draft("UGA", "SUN")], "RUS UGA", [0, 1], [1, 0]),
        ([draft("UGA SUN", "")], "RUS UGA", [1, 1], [0, 0]),
        ([draft("SUN:MIL", "RUS:LEG")], "RUS:MIL RUS:LEG", [1, 0], [0, 1]),
    ],
)
def test_a_row_speaks_for_parts_and_heirs_by_the_name_of_the_party(
    drafts: list[Draft], codes: str, this: list[float], other: list[float]
) -> None:
    found = evidence("Kenya accused Uganda.", drafts, codes, (0, 1), (1, 0))
    assert [weight(found, row, THIS) for row in (0, 1)] == this
    assert [weight(found, row, OTHER) for row in (0, 1)] == other
    assert [list(kept) for kept in found.drafts] == [["ACCUSE"] if n else [] for n in this]


def test_a_row_between_any_two_is_told_of_every_pair_of_the_sentence() -> None:
    found = evidence("Kenya met Mali.", [draft("TCD", "MLI")], "KEN UGA", (0, 1), (1, 0))
    assert [[weight(found, row, TOLD, name) for name in ("ACCUSE", "REJECT")] for row in (0, 1)] == [[1, 0], [1, 0]]


@pytest.mark.parametrize(("text", "undone"), [("Kenya accused Uganda.", 0), ("Kenya did not accuse Uganda.", 1)])
def test_a_cue_said_not_to_have_been_done_is_marked_for_every_pair(text: str, undone: float) -> None:
    found = evidence(text, [], "KEN UGA", (0, 1), (1, 0))
    assert [weight(found, row, UNDONE) for row in (0, 1)] == [undone, undone]
    assert weight(found, 0, NEAR) > 0
