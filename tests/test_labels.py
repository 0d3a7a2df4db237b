"""The label space of the model: it must be the codebook's, in an order that cannot change unseen."""

import json
from pathlib import Path

from dragoman.codebook import event_types
from dragoman.events.labels import CONTEXTS, NONE, Labels, codebook_labels
from dragoman.records import Status

PLOVER = json.loads((Path(__file__).parent / "data" / "plover.json").read_text(encoding="utf-8"))


def test_none_comes_first_and_then_every_type_of_the_codebook() -> None:
    assert codebook_labels().types == (NONE, *event_types())
    assert set(codebook_labels().types[1:]) == set(PLOVER["events"])


def test_every_mode_of_the_codebook_is_a_class_and_no_other() -> None:
    told = {f"{name}/{mode}" for name, page in event_types().items() for mode in page.modes}
    modes = codebook_labels().modes
    assert set(modes) == told | set(event_types())
    assert len(modes) == len(set(modes))


def test_the_modes_of_a_type_begin_with_no_mode_and_are_all_its_own() -> None:
    labels = codebook_labels()
    for name, page in event_types().items():
        assert [labels.modes[n] for n in labels.modes_of(name)] == [name, *(f"{name}/{mode}" for mode in page.modes)]


def test_every_mode_belongs_to_one_type() -> None:
    labels = codebook_labels()
    positions = [n for name in labels.types for n in labels.modes_of(name)]
    assert sorted(positions) == list(range(len(labels.modes)))


def test_a_type_whose_name_begins_like_another_keeps_its_modes_apart() -> None:
    labels = Labels((NONE, "AID", "AIDS"), ("AID", "AID/food", "AIDS", "AIDS/test"), (), (), ())
    assert (labels.modes_of("AID"), labels.modes_of("AIDS"), labels.modes_of(NONE)) == ([0, 1], [2, 3], [])


def test_contexts_and_statuses_are_those_of_the_books() -> None:
    assert set(CONTEXTS) == set(PLOVER["contexts"])
    assert len(CONTEXTS) == len(set(CONTEXTS)) == 37
    assert codebook_labels().contexts == CONTEXTS
    assert codebook_labels().statuses == tuple(Status)
    assert codebook_labels().flags == ("historical", "reciprocal")
