"""The coder as a user meets it: rows, directions, fates and reasons; cases as data."""

import pytest

from dragoman import Coder
from dragoman.codebook import event_types
from dragoman.records import Mention, Status

CODER = Coder()


def short(mention: Mention) -> str:
    """A row in one line: actors > recipients TYPE/mode status (about)."""
    act = f"{mention.type}/{mention.mode}" if mention.mode else mention.type
    about = f" ({mention.about})" if mention.about else ""
    return f"{' '.join(mention.actors)} > {' '.join(mention.recipients)} {act} {mention.status}{about}"


ROWS = [
    # direction from word order, voice and prepositions
    ("The Chilean president visited Lima on Monday.", "CHL > PER CONSULT/visit occurred"),
    ("Lima was visited by the Chilean president on Monday.", "CHL > PER CONSULT/visit occurred"),
    ("Peru received the Chilean president on Monday.", "CHL > PER CONSULT/visit occurred"),
    ("The visit of the Chilean president to Peru ended on Monday.", "CHL > PER CONSULT/visit occurred"),
    ("Chile's invasion of Peru began in 1879.", "CHL > PER ASSAULT occurred"),
    ("Finland was accused by Norway of spying.", "NOR > FIN ACCUSE/allege occurred"),
    (
        "Finland, which had sheltered Estonia's exiles, condemned Norway.",
        "FIN > NOR ACCUSE/disapprove occurred",
    ),
    # acts that all parties do together stand in one row, sorted
    ("Kenya and Ethiopia signed a treaty on the river.", "ETH KEN >  SUPPORT occurred"),
    ("Kenya signed a treaty with Ethiopia.", "ETH KEN >  SUPPORT occurred"),
    ("A treaty between Kenya, Ethiopia and Sudan was signed.", "ETH KEN SDN >  SUPPORT occurred"),
    # the three questions: type, about, status
    ("Gabon's president will visit Angola next week.", "GAB > AGO AGREE planned (CONSULT/visit)"),
    ("Gabon's president postponed his visit to Angola.", "GAB > AGO REJECT/meet postponed (CONSULT/visit)"),
    ("Gabon's president has cancelled a visit to Angola.", "GAB > AGO REJECT/meet cancelled (CONSULT/visit)"),
    ("Hungary refused to extradite the man to Serbia.", "HUN > SRB REJECT/assist refused (COOPERATE)"),
    ("Rwanda denied that it had shelled Burundi.", "RWA > BDI ASSAULT/heavy-weapons denied"),
    ("Gabon threatened war on Chad, and Chad accused Gabon of lying.", "TCD > GAB ACCUSE/allege occurred"),
    (
        "A planned visit by the president of Gabon to Angola was cancelled.",
        "GAB > AGO REJECT/meet cancelled (CONSULT/visit)",
    ),
    ("In 1971 Moscow condemned Pakistan.", "SUN > PAK ACCUSE/disapprove occurred"),
    ("Mali asked France to withdraw its troops.", "MLI > FRA REQUEST/yield proposed (RETREAT/withdraw)"),
]


@pytest.mark.parametrize(("text", "row"), ROWS)
def test_a_sentence_gives_this_row(text: str, row: str) -> None:
    assert row in [short(m) for m in CODER.code(text)]


NOTHING = [
    "",
    "Peru and Chile are neighbours.",
    "Nothing happened in Nairobi on Tuesday.",
    "Kenya did not visit Ethiopia.",
    "The price of copper in Chile fell while Peru slept.",
    "The prime minister visited a school.",
    "Turkey for dinner, china on the table.",
    "Did Russia condemn Pakistan?",
    "There is no evidence that Russia attacked Georgia.",
    "Kenya should visit Ethiopia more often.",
    "Russia has a lot to offer Pakistan in oil and gas.",
    "Relations between Chile and Peru are at a historic low.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_act_no_row(text: str) -> None:
    assert [short(m) for m in CODER.code(text)] == []


def test_a_postponed_meeting_has_intensity_zero_and_a_cancelled_one_has_not() -> None:
    rows = CODER.code("Gabon postponed its visit to Angola. Gabon cancelled its visit to Chad.")
    assert [(m.recipients, m.intensity) for m in rows] == [(("AGO",), 0.0), (("TCD",), -2.0)]


def test_a_weekday_before_the_actor_does_not_hand_the_act_to_the_town_of_the_dateline() -> None:
    rows = CODER.code("OSLO, 3 May 2014 - On Monday Kenya thanked Uganda for its help.")
    assert [short(m) for m in rows] == ["KEN > UGA SUPPORT occurred"]


def test_a_row_gives_its_reasons_its_sentence_and_its_coder() -> None:
    text = "It rained. In May 2011 Norway's foreign minister praised Finland for its patience."
    (row,) = CODER.code(text, published="2012-10-05")
    assert (
        text[row.start : row.end]
        == row.sentence
        == "In May 2011 Norway's foreign minister praised Finland for its patience."
    )
    assert (row.date_start, row.date_end, row.date_precision) == ("2011-05-01", "2011-05-31", "month")
    assert row.historical
    assert "'praised' is a cue of SUPPORT" in row.reasons
    assert row.coder == CODER.version
    assert 0.0 < row.confidence <= 1.0


def test_the_date_is_that_of_the_act_not_of_the_document() -> None:
    (row,) = CODER.code("Norway's king will visit Iceland in June.", published="2012-03-05")
    assert (row.date_start, row.date_end, row.status) == ("2012-06-01", "2012-06-30", Status.PLANNED)


def test_ids_differ_and_do_not_hang_on_the_verdict() -> None:
    rows = CODER.code("Peru praised Chile and later accused Chile of spying.")
    assert len({m.id for m in rows}) == len(rows) > 1


MARKED = [
    ("Oslo condemned the raid by the other side.", "Oslo", "the other side", "ACCUSE"),
    ("The two men signed a treaty of friendship.", "The two men", "friendship", "SUPPORT"),
    ("Blue bombed Red.", "Blue", "Red", "ASSAULT"),
    ("Red was bombed by Blue.", "Blue", "Red", "ASSAULT"),
]


@pytest.mark.parametrize(("sentence", "actor", "recipient", "kind"), MARKED)
def test_a_marked_pair_gets_its_type(sentence: str, actor: str, recipient: str, kind: str) -> None:
    assert CODER.classify([(sentence, actor, recipient)])[0].type == kind


def test_a_list_is_classified_as_its_items_one_by_one() -> None:
    items = [(sentence, actor, recipient) for sentence, actor, recipient, _ in MARKED]
    assert CODER.classify(items) == [CODER.classify([item])[0] for item in items]


def test_every_pair_gets_one_of_the_sixteen_types_also_when_the_words_are_absent() -> None:
    (coding,) = CODER.classify([("Nothing of the kind stands here.", "Mars", "Venus")])
    assert coding.type in event_types()
    assert set(coding.scores) == set(event_types())
    assert abs(sum(coding.scores.values()) - 1) < 1e-9
    assert coding.confidence < 0.3


@pytest.mark.parametrize("lead", ["", "\ufeff", "\x00", "R\x00u\x00s\x00s\x00i\x00a\x00\n\n"])
def test_offsets_are_those_of_the_string_given(lead: str) -> None:
    text = lead + "Norway praised Finland."
    (row,) = CODER.code(text)
    assert text[row.start : row.end].endswith("Norway praised Finland.")
    assert row.end == len(text)
