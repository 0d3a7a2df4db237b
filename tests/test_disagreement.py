"""Where accounts differ: two papers, or two speakers of one, in; the facts on which they cannot both be right out."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dragoman.codebook import claim_tables
from dragoman.happenings import EVENTS, UNDERTAKINGS, gathered, links_of, pairs_of
from dragoman.happenings.bare import bare_quantities
from dragoman.happenings.claims import claims_of
from dragoman.happenings.sorts import NO_RULINGS
from dragoman.happenings.tellers import teller_of
from dragoman.happenings.voices import same_voice, spoken_by
from dragoman.language.tokens import fold
from dragoman.pipeline import Coder, read_text

CASES = yaml.safe_load((Path(__file__).parent / "data/disagreements.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def coder():
    return Coder()


def disputed(readings):
    for sort in (EVENTS, UNDERTAKINGS):
        things = {thing.id: thing for reading in readings for thing in sort.found(reading)}
        for group in gathered(sort, things, links_of(sort, things, pairs_of(sort, things)), NO_RULINGS):
            yield from sort.differ(group[0].id, group)


@pytest.mark.parametrize("case", CASES, ids=[case["name"].replace(" ", "_") for case in CASES])
def test_accounts_differ_on_these_facts_and_no_others(coder, case):
    readings = [read_text(text, coder, str(day)) for day, text in (case[side] for side in "ab" if side in case)]
    found = list(disputed(readings))
    assert {one.fact for one in found} == set(case["facts"])
    assert all(len(one.accounts) >= 2 for one in found)


def test_every_account_leads_to_its_sentence(coder):
    case = next(c for c in CASES if c["name"] == "two reasons in one text")
    reading = read_text(case["a"][1], coder, str(case["a"][0]))
    (accounts,) = {one.accounts for one in disputed([reading]) if one.fact == "reason"}
    assert [a.asserted_by for a in accounts] == ["The foreign ministry in Bangkok", "Diplomats in Rangoon"]
    assert all(reading.document.text[a.start : a.end] == a.sentence for a in accounts)


SPEAKERS = [
    ("The raid failed, said a Kenyan general.", "a Kenyan general"),
    ("According to some reports Kenya had been angered by the raid.", "some reports"),
    ("In Nairobi the foreign minister, Amina Otieno, said that the raid failed.", "the foreign minister"),
    (
        "A spokesman for the port, who saw it, gave another account, saying it was an accident.",
        "A spokesman for the port",
    ),
    ("The raid failed on Monday.", None),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_the_words_tell_who_speaks(text, speaker):
    assert spoken_by(text) == speaker


def test_one_speaker_under_a_longer_name_is_one():
    assert same_voice("the spokesman", "the spokesman of the army")
    assert not same_voice("the governor", "a colonel")


def test_a_text_without_claims_has_none(coder):
    assert claims_of(read_text("It rained.", coder, "2001-01-01")) == []


def test_the_tables_of_claims_keep_their_form():
    plain = {kind for words in claim_tables.means()["attack"].values() for kind in words}
    assert {"drone", "helicopter", "jet"} <= plain
    assert claim_tables.act_words()["met"] == "meet"
    assert claim_tables.renamed()["bombay"] == "mumbai"
    assert set(claim_tables.fates().subjects) >= {"visit", "meeting"}
    assert all(set(causes) for causes in claim_tables.causes().classes.values())
    assert set(claim_tables.causes().bodily) <= set(claim_tables.causes().classes)
    assert set(claim_tables.role_verbs().values()) <= set(claim_tables.roles())
    assert claim_tables.denials().before
    assert claim_tables.families().number


TELLERS = [
    ("By the harbour master's count forty boats left.", "the harbour master"),
    ("Lisbon's version differs.", "Lisbon"),
    ("On the reading of a judge in Oslo, the pact is void.", "a judge in Oslo"),
    ("The envoy would have none of it.", "The envoy"),
    ("Rain fell on the harbour.", None),
]


@pytest.mark.parametrize(("text", "teller"), TELLERS)
def test_whose_account_it_is_is_told_without_a_verb_of_saying(text, teller):
    assert teller_of(text) == teller


COUNTS = [
    ("Of the crews numbering 80 none came back.", [(80.0, 80.0)]),
    ("The minister put the number of captives at more than 40.", [(40.0, None)]),
    ("They ordered two and a half thousand of them.", [(2500.0, 2500.0)]),
    ("A quarter of a million people fled.", []),
    ("They met at 9 on 12 May.", []),
]


@pytest.mark.parametrize(("text", "bounds"), COUNTS)
def test_a_count_is_read_whose_noun_stands_elsewhere(text, bounds):
    assert [(q.low, q.high) for q in bare_quantities(text, fold(text), [])] == bounds


def test_short_reports_know_more_words_for_an_act():
    assert "sat opposite" not in claim_tables.act_words()
    assert claim_tables.act_words(short=True)["sat opposite"] == "meet"
