"""Rows against events: what a reader found and what the coder told as data, what is left over out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.events.matching import LEVELS, Row, Wanted, prepared, taken_for, unmatched


def wanted(actors, recipients="", types="AID", statuses="occurred", span=(0, 10), core=True, document="d"):
    sides = (frozenset(actors.split()), frozenset(recipients.split()))
    return Wanted(document, (span,), (sides,), tuple(types.split()), tuple(statuses.split()), core)


def told(actors, recipients="", type="AID", status="occurred", span=(0, 10), passage="body", document="d"):
    return Row(document, *span, passage, frozenset(actors.split()), frozenset(recipients.split()), type, status)


ALL, DIRECTIONLESS = list(LEVELS), ["pair", "quad", "type", "status"]
AGREEMENTS = [
    # what a reader found, what the coder told, the levels at which they agree
    (wanted("PER", "CHL"), told("PER", "CHL"), ALL),
    (wanted("PER", "CHL"), told("CHL", "PER"), DIRECTIONLESS),
    (wanted("PER CHL"), told("CHL PER"), ALL),
    (wanted("PER CHL"), told("CHL", "PER"), ALL),
    (wanted("PER", "CHL"), told("PER CHL"), DIRECTIONLESS),
    (wanted("PER", "CHL BOL"), told("PER", "BOL"), ALL),
    (wanted("PER", "CHL"), told("PER", "CHL BOL"), []),
    (wanted("PER", "CHL"), told("PER"), []),
    (wanted("RUS", "PAK"), told("SUN", "PAK"), ALL),
    (wanted("PER", "CHL", "AID COOPERATE"), told("PER", "CHL", "COOPERATE"), ALL),
    (wanted("PER", "CHL"), told("PER", "CHL", "COOPERATE"), ["pair", "directed", "quad"]),
    (wanted("PER", "CHL"), told("PER", "CHL", "ASSAULT"), ["pair", "directed"]),
    (wanted("PER", "CHL"), told("PER", "CHL", status="denied"), ["pair", "directed", "quad", "type"]),
    (wanted("PER", "CHL"), told("PER", "CHL", span=(9, 20)), ALL),
    (wanted("PER", "CHL"), told("PER", "CHL", span=(10, 20)), []),
    (wanted("PER", "CHL"), told("PER", "CHL", document="other"), []),
]


@pytest.mark.parametrize(("event", "row", "levels"), AGREEMENTS)
def test_a_row_answers_an_event_at_these_levels(event, row, levels):
    assert [level for level, agree in LEVELS.items() if unmatched([event], [row], agree) == ([], [])] == levels


def test_each_row_and_each_event_is_used_once_and_as_few_as_can_be_are_left_over():
    wide, narrow = wanted("PER", "CHL BOL"), wanted("PER", "CHL")
    chilean, bolivian = told("PER", "CHL"), told("PER", "BOL")
    assert unmatched([wide, narrow], [chilean, bolivian], LEVELS["pair"]) == ([], [])
    assert unmatched([narrow, wide], [bolivian, chilean], LEVELS["pair"]) == ([], [])
    assert unmatched([narrow, narrow], [chilean, bolivian], LEVELS["pair"]) == ([narrow], [bolivian])


def test_an_event_that_need_not_be_told_bears_out_a_row_but_is_never_missed():
    spare = wanted("PER", "CHL", core=False)
    assert unmatched([spare], [told("PER", "CHL")], LEVELS["type"]) == ([], [])
    assert unmatched([spare], [], LEVELS["type"]) == ([], [])


def test_only_rows_of_headline_and_body_with_two_parties_count_each_once():
    headline = told("PER", "CHL", passage="headline")
    spare = [told("PER"), told("SUN", "RUS"), told("PER", "CHL", passage="comment"), told("CHL", "PER")]
    assert prepared([headline, *spare, told("PER", "CHL", "AGREE")]) == [headline, told("PER", "CHL", "AGREE")]


TAKEN = [
    # events missed, rows without an event, what was taken for what
    ([wanted("PER", "CHL")], [told("PER", "CHL", "AGREE")], [("AID", "AGREE")]),
    ([wanted("PER", "CHL")], [told("PER", "BOL", "AGREE")], [("AID", None), (None, "AGREE")]),
    ([wanted("PER", "CHL", "AID COOPERATE")] * 2, [told("PER", "CHL", "AGREE")], [("AID", "AGREE"), ("AID", None)]),
    ([], [told("PER", "CHL")] * 2, [(None, "AID")] * 2),
]


@pytest.mark.parametrize(("missed", "wrong", "pairs"), TAKEN)
def test_a_missed_event_is_taken_for_a_row_of_its_parties_or_for_nothing(missed, wrong, pairs):
    assert list(taken_for(missed, wrong)) == pairs


acts = st.tuples(st.sampled_from(["PER CHL", "PER BOL", "CHL BOL", "PER CHL BOL"]), st.sampled_from(["AID", "ASSAULT"]))


@given(st.lists(acts, max_size=6), st.lists(acts, max_size=6))
def test_a_lower_level_never_leaves_more_over(events, rows):
    events, rows = (
        [wanted(who, "", what) for who, what in events],
        [told(who, "", what, "denied") for who, what in rows],
    )
    left = [len(unmatched(events, rows, LEVELS[level])[0]) for level in ("pair", "quad", "type", "status")]
    assert left == sorted(left)
    assert left[-1] == len(events)
