"""Where an act took place: sentences of our own with the act, and the town or state that a reader sees."""

import pytest

import dragoman
from dragoman.actors.places import act_place, find_places
from dragoman.codebook.places import parse_sites, parse_towns, sites, towns
from dragoman.errors import CodebookError

# The act stands between asterisks; what a reader says is behind it, "-" for nothing.
ACTS = [
    ("The ministers *met* in Lima.", "Lima PER"),
    ("In Lima the ministers *met* for an hour.", "Lima PER"),
    ("Peru *hosted* the talks.", "Peru PER"),
    ("The king *visited* Oslo on Monday.", "Oslo NOR"),
    ("The king paid a *visit* to northern Norway.", "Norway NOR"),
    ("The envoys *flew* to Oslo to sign.", "Oslo NOR"),
    ("They *signed* the pact at the Lima summit.", "Lima PER"),
    ("On a visit to Lima he *signed* the pact.", "Lima PER"),
    ("They *met* in Valencia, Venezuela.", "Valencia VEN"),
    ("Soldiers *fired* near the port city of Beira.", "Beira MOZ"),
    ("He said in Oslo that rebels had *attacked* the convoy.", "-"),
    ("Lima *refused* the offer.", "-"),
    ("The Oslo accord was *praised* by Peru.", "-"),
    ("The Geneva-based group *met* again.", "-"),
    ("Norway *praised* the role of Peru in Bolivia.", "-"),
    ("Jack London *wrote* and Paris Hilton sang.", "-"),
    ("The king visited Oslo, and the queen *wrote* home.", "-"),
    ("In the Peruvian capital they *signed* the pact.", "Lima PER"),
    ("Rebels *captured* Beira on Monday.", "Beira MOZ"),
    ("The king flew to Oslo on Monday and *met* the queen.", "Oslo NOR"),
    ("The king flew to Oslo. There he *signed* the pact.", "Oslo NOR"),
    ("The king flew to Oslo. Peru *signed* the pact.", "-"),
    ("LIMA, Peru: The ministers *met* here on Monday.", "Lima PER"),
    ("The king's *visit* to Oslo was called off.", "-"),
    ("He would not *travel* to Oslo.", "-"),
    ("He *rejected* remarks about fish made in Oslo.", "-"),
    ("In a lecture in Oslo he recalled how he had *smuggled* it out.", "-"),
    ("He was *killed* inside its embassy in Oslo.", "Oslo NOR"),
    ("They *signed* at Camp David.", "Camp David USA"),
    ("They *met* at Cambridge, Massachusetts.", "Cambridge USA"),
    ("Lebanese soldiers *fired* on Tripoli's edge in Tripoli.", "Tripoli LBN"),
]


@pytest.mark.parametrize(("text", "place"), ACTS)
def test_an_act_took_place_where_its_words_say(text: str, place: str) -> None:
    start, end = text.index("*"), text.rindex("*") - 1
    found, why = act_place(text.replace("*", ""), start, end)
    assert (f"{found.name} {found.country}" if found else "-") == place
    assert why


def test_a_town_of_many_states_is_of_the_one_that_the_text_names_or_of_none() -> None:
    assert find_places("They met in Hyderabad.")[0].place.country is None
    assert find_places("They met in Hyderabad, and Pakistan was glad.")[0].place.country == "PAK"
    assert find_places("They met in Hyderabad.", ["IND"])[0].place.country == "IND"


def test_a_row_tells_its_place_and_why() -> None:
    (row,) = dragoman.Coder().code("Peru and Chile signed a treaty in Oslo on Monday.", published="2012-10-05")
    assert row.place is not None
    assert (row.place.name, row.place.country) == ("Oslo", "NOR")
    assert row.reasons[-1] == "'in Oslo' says where"


def test_the_gazetteer_holds_the_towns_over_a_hundred_thousand_people() -> None:
    assert sum(town.people >= 100_000 for town in towns()) > 6_000


@pytest.mark.parametrize("text", ["", "name\n", "name,names,code,people,source\nLima,,PER,many,x\n"])
def test_a_table_of_towns_that_breaks_its_form_is_refused(text: str) -> None:
    with pytest.raises(CodebookError, match=r"places\.csv"):
        parse_towns(text)


def test_sites_are_read_and_a_broken_one_is_named() -> None:
    assert {"Camp David"} <= {site.name for site in sites()}
    with pytest.raises(CodebookError, match=r"sites\.csv:2: want name, names, kind, code, source"):
        parse_sites("name,names,kind,code,source\nX,,hut,USA,us\n")
