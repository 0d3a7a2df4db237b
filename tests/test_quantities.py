"""Quantities: sentences of our own with the numbers that a reader would note, and those that are no quantity."""

import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.codebook.quantities_tables import parse_counted, parse_fates, parse_units, quantity_tables
from dragoman.errors import CodebookError
from dragoman.language.quantities import find_quantities
from dragoman.records import Quantity


def _shown(text: str, found: Quantity) -> str:
    value, low, high = ("-" if n is None else f"{n:.12g}" for n in (found.value, found.low, found.high))
    return f"{text[found.start : found.end]} = {value} [{low}, {high}] {found.unit or '-'} of {found.of or '-'}"


def _all(text: str) -> list[str]:
    return [_shown(text, found) for found in find_quantities(text)]


# A sentence, then each quantity: its words = value [low, high] unit of what; "-" stands for nothing.
BOUNDS = [
    ("Kenya sent 28 soldiers.", "28 soldiers = 28 [28, 28] - of soldiers"),
    ("Kenya sent over 28 soldiers.", "28 soldiers = - [28, -] - of soldiers"),
    ("Kenya sent more than 28 soldiers.", "28 soldiers = - [28, -] - of soldiers"),
    ("Kenya sent at least 30 soldiers.", "30 soldiers = - [30, -] - of soldiers"),
    ("Kenya sent no fewer than 30 soldiers.", "30 soldiers = - [30, -] - of soldiers"),
    ("The number grew to over 28.", "28 = - [28, -] - of -"),
    ("Chad lent over 28 bulldozers.", "28 bulldozers = - [28, -] - of bulldozers"),
    ("Chad may lend up to 50 trucks.", "50 trucks = - [-, 50] - of trucks"),
    ("Chad lent fewer than 50 trucks.", "50 trucks = - [-, 50] - of trucks"),
    ("Chad lent as many as 50 trucks.", "50 trucks = - [-, 50] - of trucks"),
    ("Chad lent between 20 and 30 trucks.", "20 and 30 trucks = - [20, 30] - of trucks"),
    ("Chad lent 20 to 30 trucks.", "20 to 30 trucks = - [20, 30] - of trucks"),
    ("Chad lent 20-30 trucks.", "20-30 trucks = - [20, 30] - of trucks"),
    ("Chad lent twenty to thirty trucks.", "twenty to thirty trucks = - [20, 30] - of trucks"),
    ("Some 40 ships lay off Aden.", "40 ships = 40 [36, 44] - of ships"),
    ("About 40 ships lay off Aden.", "40 ships = 40 [36, 44] - of ships"),
    ("An estimated 40 ships lay off Aden.", "40 ships = 40 [36, 44] - of ships"),
    ("Roughly 40 ships or boats lay there.", "40 ships = 40 [36, 44] - of ships"),
    ("Nearly 30 ships lay off Aden.", "30 ships = 30 [27, 30] - of ships"),
    ("Close to 30 ships lay off Aden.", "30 ships = 30 [27, 30] - of ships"),
    ("He asked for 28 or more tanks.", "28 or more tanks = - [28, -] - of tanks"),
    ("He asked for 40 or so tanks.", "40 or so tanks = 40 [36, 44] - of tanks"),
    ("He asked for 40 tanks or more.", "40 tanks = - [40, -] - of tanks"),
    ("He asked for 40-odd tanks.", "40-odd tanks = 40 [36, 44] - of tanks"),
    ("He asked for 40+ tanks.", "40+ tanks = - [40, -] - of tanks"),
    ("Dozens of soldiers crossed the river.", "Dozens of soldiers = - [24, -] - of soldiers"),
    ("Scores of villagers crossed the river.", "Scores of villagers = - [40, -] - of villagers"),
    ("Hundreds of Kenyans marched.", "Hundreds of Kenyans = - [200, -] - of kenyans"),
    ("Thousands of refugees came.", "Thousands of refugees = - [2000, -] - of refugees"),
    ("Tens of thousands of refugees came.", "Tens of thousands of refugees = - [20000, -] - of refugees"),
    ("Several missiles fell into the sea.", "Several missiles = - [3, 9] - of missiles"),
    ("A few missiles fell into the sea.", "A few missiles = - [3, 9] - of missiles"),
    ("Several hundred troops stayed.", "Several hundred troops = - [300, 900] - of soldiers"),
    ("Oslo sold a dozen helicopters.", "a dozen helicopters = 12 [11, 13] - of helicopters"),
    ("Oslo sold a couple of helicopters.", "a couple of helicopters = 2 [2, 2] - of helicopters"),
]
NUMBERS = [
    ("Peru bought 1,200 rifles.", "1,200 rifles = 1200 [1200, 1200] - of rifles"),
    ("Peru bought 1 200 rifles.", "1 200 rifles = 1200 [1200, 1200] - of rifles"),
    ("Peru bought 1.200 rifles.", "1.200 rifles = 1200 [1200, 1200] - of rifles"),
    ("Peru bought 1.200.000 rifles.", "1.200.000 rifles = 1200000 [1200000, 1200000] - of rifles"),
    ("The state has 12,00,000 voters.", "12,00,000 voters = 1200000 [1200000, 1200000] - of voters"),
    ("The state has 12 lakh voters.", "12 lakh voters = 1200000 [1200000, 1200000] - of voters"),
    ("The state has 2.5 crore voters.", "2.5 crore voters = 25000000 [25000000, 25000000] - of voters"),
    ("It has 20k voters.", "20k voters = 20000 [20000, 20000] - of voters"),
    ("It has 1.5 million voters.", "1.5 million voters = 1500000 [1500000, 1500000] - of voters"),
    ("Twenty-eight rifles were found.", "Twenty-eight rifles = 28 [28, 28] - of rifles"),
    ("Peru bought two hundred and fifty rifles.", "two hundred and fifty rifles = 250 [250, 250] - of rifles"),
    ("Peru bought a hundred rifles.", "a hundred rifles = 100 [100, 100] - of rifles"),
    ("It has half a million voters.", "half a million voters = 500000 [500000, 500000] - of voters"),
    ("Four and a half thousand men serve.", "Four and a half thousand men = 4500 [4500, 4500] - of men"),
    (
        "Lenders gave one and a half billion dollars.",
        "one and a half billion dollars = 1500000000 [1500000000, 1500000000] USD of -",
    ),
]
UNITS = [
    ("Dushanbe will sell 6 GW.", "6 GW = 6000 [6000, 6000] MW of -"),
    ("Dushanbe will sell 600MW.", "600MW = 600 [600, 600] MW of -"),
    ("Dushanbe will sell 500 kilowatts.", "500 kilowatts = 0.5 [0.5, 0.5] MW of -"),
    ("Dushanbe sold 2 TWh of electricity.", "2 TWh = 2000 [2000, 2000] GWh of electricity"),
    (
        "Tashkent wants 6,000 megawatts of coal-based electricity.",
        "6,000 megawatts = 6000 [6000, 6000] MW of electricity",
    ),
    ("They laid a 1,300-MW power line.", "1,300-MW = 1300 [1300, 1300] MW of power line"),
    ("Baku plans a pipeline of 1,800 km.", "1,800 km = 1800 [1800, 1800] km of pipeline"),
    ("Baku plans a 100-mile road.", "100-mile = 160.9344 [160.9344, 160.9344] km of road"),
    ("They share 860 kilometres of border.", "860 kilometres = 860 [860, 860] km of border"),
    ("Sudan leased 500 hectares of land.", "500 hectares = 5 [5, 5] km2 of land"),
    ("The islet has 26 sq. km.", "26 sq. km = 26 [26, 26] km2 of -"),
    ("The islet has 7 square kilometres.", "7 square kilometres = 7 [7, 7] km2 of -"),
    (
        "The mill makes 2 million tons of steel a year.",
        "2 million tons of steel a year = 2000000 [2000000, 2000000] t/year of steel",
    ),
    ("The mill makes 3 million tonnes annually.", "3 million tonnes annually = 3000000 [3000000, 3000000] t/year of -"),
    ("Police found 500 kg of heroin.", "500 kg = 0.5 [0.5, 0.5] t of heroin"),
    (
        "Libya pumps 1.2 million barrels per day.",
        "1.2 million barrels per day = 1200000 [1200000, 1200000] bbl/day of -",
    ),
    ("Libya pumps 900,000 bpd.", "900,000 bpd = 900000 [900000, 900000] bbl/day of -"),
    (
        "Ashgabat sells 30 bcm of gas a year.",
        "30 bcm of gas a year = 30000000000 [30000000000, 30000000000] m3/year of gas",
    ),
    ("The field holds 5 cubic metres.", "5 cubic metres = 5 [5, 5] m3 of -"),
    (
        "The field gives 1 billion cubic feet of gas.",
        "1 billion cubic feet = 28316846.592 [28316846.592, 28316846.592] m3 of gas",
    ),
    ("Tariffs fell by 10 per cent.", "10 per cent = 10 [10, 10] % of -"),
    ("He took 60% of the vote.", "60% = 60 [60, 60] % of vote"),
    ("Tariffs of 10 to 15 percent stay.", "10 to 15 percent = - [10, 15] % of -"),
    ("Over 6 GW was lost.", "6 GW = - [6000, -] MW of -"),
    ("Thousands of tons of wheat rotted.", "Thousands of tons = - [2000, -] t of wheat"),
]
MONEY = [
    ("Doha gave a $500 million loan.", "$500 million = 500000000 [500000000, 500000000] USD of loan"),
    ("Doha gave a loan of $500 million.", "$500 million = 500000000 [500000000, 500000000] USD of loan"),
    ("They signed a contract worth $2bn.", "$2bn = 2000000000 [2000000000, 2000000000] USD of contract"),
    ("Trade reached US$5 billion.", "US$5 billion = 5000000000 [5000000000, 5000000000] USD of trade"),
    ("It gave $3 million in aid.", "$3 million = 3000000 [3000000, 3000000] USD of aid"),
    ("It gave $3 million worth of arms.", "$3 million = 3000000 [3000000, 3000000] USD of arms"),
    ("He paid Rs500m.", "Rs500m = 500000000 [500000000, 500000000] rupee of -"),
    ("He paid Rs. 5 crore.", "Rs. 5 crore = 50000000 [50000000, 50000000] rupee of -"),
    ("He paid 300 rupees.", "300 rupees = 300 [300, 300] rupee of -"),
    ("He paid 300 Pakistani rupees.", "300 Pakistani rupees = 300 [300, 300] PKR of -"),
    ("He paid €40.", "€40 = 40 [40, 40] EUR of -"),
    ("He paid £1.5m.", "£1.5m = 1500000 [1500000, 1500000] GBP of -"),
    ("He paid A$40.", "A$40 = 40 [40, 40] AUD of -"),
    ("He paid 40 Australian dollars.", "40 Australian dollars = 40 [40, 40] AUD of -"),
    ("He paid 40 million yuan.", "40 million yuan = 40000000 [40000000, 40000000] CNY of -"),
    ("He paid 9 billion yen.", "9 billion yen = 9000000000 [9000000000, 9000000000] JPY of -"),
    ("He paid 9 billion roubles.", "9 billion roubles = 9000000000 [9000000000, 9000000000] RUB of -"),
    ("He paid 70 dirhams.", "70 dirhams = 70 [70, 70] AED of -"),
    ("Aid of nearly $2-3 million came.", "$2-3 million = - [2000000, 3000000] USD of aid"),
    ("It costs $2 million to $3 million.", "$2 million to $3 million = - [2000000, 3000000] USD of -"),
    (
        "Trade rose from $2 billion to $5 billion.",
        "$2 billion = 2000000000 [2000000000, 2000000000] USD of trade",
        "$5 billion = 5000000000 [5000000000, 5000000000] USD of trade",
    ),
    (
        "It gets about $1 billion a year in aid.",
        "$1 billion a year = 1000000000 [900000000, 1100000000] USD/year of aid",
    ),
]
FATES = [
    ("In the raid 24 troops were killed.", "24 troops = 24 [24, 24] - of soldiers killed"),
    ("Jets killed 24 jawans on the ridge.", "24 jawans = 24 [24, 24] - of soldiers killed"),
    ("Chad mourned the deaths of over 28 soldiers.", "28 soldiers = - [28, -] - of soldiers killed"),
    ("The blast left 24 soldiers dead.", "24 soldiers = 24 [24, 24] - of soldiers killed"),
    ("Radio spoke of a death toll of 24.", "24 = 24 [24, 24] - of killed"),
    ("The toll from the quake rose to 24.", "24 = 24 [24, 24] - of killed"),
    ("The quake claimed 24 lives.", "24 lives = 24 [24, 24] - of killed"),
    ("Lima protested at the killing of 24 troops.", "24 troops = 24 [24, 24] - of soldiers killed"),
    ("The raid ended with 24 killed and 13 wounded.", "24 = 24 [24, 24] - of killed", "13 = 13 [13, 13] - of injured"),
    ("It left 12 dead and 30 injured.", "12 = 12 [12, 12] - of killed", "30 = 30 [30, 30] - of injured"),
    ("In the flood 12 people died.", "12 people = 12 [12, 12] - of people killed"),
    ("The raid martyred 24 soldiers.", "24 soldiers = 24 [24, 24] - of soldiers killed"),
    ("Seven children were badly injured.", "Seven children = 7 [7, 7] - of children injured"),
    ("Shells killed one soldier.", "one soldier = 1 [1, 1] - of soldiers killed"),
    (
        "Shells killed 24 soldiers and three civilians.",
        "24 soldiers = 24 [24, 24] - of soldiers killed",
        "three civilians = 3 [3, 3] - of civilians killed",
    ),
    (
        "Shells killed 24 soldiers and wounded 13 others.",
        "24 soldiers = 24 [24, 24] - of soldiers killed",
        "13 others = 13 [13, 13] - of injured",
    ),
    (
        "Two officers and 22 soldiers were killed.",
        "Two officers = 2 [2, 2] - of officers killed",
        "22 soldiers = 22 [22, 22] - of soldiers killed",
    ),
    ("Up to 24 soldiers stationed on the ridge were killed.", "24 soldiers = - [-, 24] - of soldiers killed"),
    ("Troops seized the port; 300 persons are missing.", "300 persons = 300 [300, 300] - of people missing"),
    ("Oslo expelled four envoys.", "four envoys = 4 [4, 4] - of diplomats expelled"),
    ("Oslo will free 40 prisoners.", "40 prisoners = 40 [40, 40] - of prisoners released"),
    ("The navy detained 12 fishermen.", "12 fishermen = 12 [12, 12] - of fishermen detained"),
    ("The war displaced two million people.", "two million people = 2000000 [2000000, 2000000] - of people displaced"),
    ("Rebels captured 20 servicemen.", "20 servicemen = 20 [20, 20] - of soldiers captured"),
    ("Some 300 Kenyans were evacuated.", "300 Kenyans = 300 [270, 330] - of kenyans evacuated"),
    (
        "Some 24 soldiers attacked a camp and killed 10 civilians.",
        "24 soldiers = 24 [21.6, 26.4] - of soldiers",
        "10 civilians = 10 [10, 10] - of civilians killed",
    ),
    ("Dozens were killed.", "Dozens = - [24, -] - of killed"),
    ("They found 40 dead soldiers.", "40 dead soldiers = 40 [40, 40] - of soldiers killed"),
    (
        "Shells killed 27 people, two officials said.",
        "27 people = 27 [27, 27] - of people killed",
        "two officials = 2 [2, 2] - of officials",
    ),
    (
        "More than 400 civilians and 50 soldiers have died.",
        "400 civilians = - [400, -] - of civilians killed",
        "50 soldiers = 50 [50, 50] - of soldiers killed",
    ),
    ("Some 20 people including women were killed.", "20 people = 20 [18, 22] - of people killed"),
    ("Radio put the dead at 26; others spoke of 28.", "26 = 26 [26, 26] - of killed"),
    ("None of the 40 sailors was hurt.", "40 sailors = 40 [40, 40] - of sailors"),
    (
        "The blast left 31 Greek and Turkish engineers dead.",
        "31 Greek and Turkish engineers = 31 [31, 31] - of engineers killed",
    ),
    ("A court sentenced to death two soldiers.", "two soldiers = 2 [2, 2] - of soldiers"),
    (
        "Shells killed 24 soldiers, including three officers.",
        "24 soldiers = 24 [24, 24] - of soldiers killed",
        "three officers = 3 [3, 3] - of officers killed",
    ),
    ("Rebels captured 20 tanks.", "20 tanks = 20 [20, 20] - of tanks"),
]
COUNTED = [
    ("They signed 11 MoUs.", "11 MoUs = 11 [11, 11] - of memoranda"),
    ("They signed six memoranda of understanding.", "six memoranda of understanding = 6 [6, 6] - of memoranda"),
    ("They signed two accords.", "two accords = 2 [2, 2] - of agreements"),
    ("Ghana ordered 18 planes.", "18 planes = 18 [18, 18] - of aircraft"),
    ("Ghana ordered 18 fighter jets.", "18 fighter jets = 18 [18, 18] - of fighter jets"),
    ("Ghana ordered 18 F-16s.", "18 F-16s = 18 [18, 18] - of F-16"),
    ("Ghana ordered 18 Su-35 fighter jets.", "18 Su-35 fighter jets = 18 [18, 18] - of fighter jets"),
    ("Envoys of 40 countries came.", "40 countries = 40 [40, 40] - of countries"),
    ("It sent 12 police officers.", "12 police officers = 12 [12, 12] - of police"),
    ("The firm runs 300 railway carriages.", "300 railway carriages = 300 [300, 300] - of carriages"),
    ("Of the crew 28 of its sailors came home.", "28 of its sailors = 28 [28, 28] - of sailors"),
]
NONE = [
    "They met in 2011.",
    "They met on May 2.",
    "They met on the 28th.",
    "They meet on 2-3 October in Oslo.",
    "They met on 14 August, 1947.",
    "The call came at 1,200 GMT.",
    "The call came at 6 pm and again at 10:30.",
    "After 9/11 Oslo changed course.",
    "They ruled for two years and 40 days.",
    "A 10-year plan and a two-day visit followed.",
    "The 40-year treaty ended.",
    "A man aged 40 was held.",
    "The minister, 45, resigned.",
    "The third round and the 21st century began.",
    "Two-thirds of the house agreed.",
    "The G20 met again.",
    "They flew a Su-35 and an F-16 over Oslo.",
    "A Boeing 737 landed in Lima.",
    "The Group of 77 agreed.",
    "Resolution 1973 and Article 370 were cited.",
    "CASA-1000 will be built.",
    "No 10 was silent.",
    "The Big Three met in Yalta.",
    "The two countries and both sides agreed.",
    "The two sides spoke to one another.",
    "One of the ministers left one day early.",
    "Two presidents and three ministers dined.",
    "Ghana beat Togo 3-1.",
    "Call +92 51 2345678 for more.",
    "See section 4.2 and page 12.",
    "The 1980s were hard.",
    "The 1971 war changed both.",
    "The 1999 agreements still hold.",
    "They tried three times.",
    "A minister gave an answer.",
    "The five-member team left.",
    "It has 1234567890123456789 ships.",
    "They wrote 12,34,5 on it.",
    "He came first and spoke a second time.",
    "In 2005-06 the talks stopped.",
    "At 10.40 Lima asked and at 17.00 it was told.",
    "Talks on six-party rules failed.",
]


@pytest.mark.parametrize("case", BOUNDS + NUMBERS + UNITS + MONEY + FATES + COUNTED, ids=lambda case: case[0])
def test_a_number_tells_its_bounds_its_unit_and_what_it_counts(case: tuple[str, ...]) -> None:
    assert _all(case[0]) == list(case[1:])


@pytest.mark.parametrize("text", NONE)
def test_dates_times_ranks_and_names_are_no_quantities(text: str) -> None:
    assert _all(text) == []


def test_a_span_lies_where_the_sentence_lies_in_its_document() -> None:
    (found,) = find_quantities("Oslo sent 28 soldiers.", start=1000)
    assert found == Quantity(28.0, 28.0, 28.0, None, "soldiers", 1010, 1021)


_PIECES = (
    "28 1,200 2011 20-30 $ US$ Rs. % MW km of a the million hundred and half dozen dozens tens thousands one two "
    "several few couple killed were soldiers toll to between or more so - – / . , F-16s G20 May year per \ud800 ٣ ² ½ İ"
).split()


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_PIECES), max_size=12).map(" ".join)))
@settings(max_examples=400, deadline=None)
def test_any_text_gives_finite_numbers_in_order_inside_it(text: str) -> None:
    place = 0
    for found in find_quantities(text):
        assert place <= found.start < found.end <= len(text)
        place = found.end
        numbers = [n for n in (found.low, found.value, found.high) if n is not None]
        assert numbers and all(map(math.isfinite, numbers)) and numbers == sorted(numbers)


@pytest.mark.parametrize("piece", [*_PIECES, "9", "1,", "1 ", "one ", "hundred ", "one and ", "a 2 to ", "($5-", "é"])
def test_a_very_long_sentence_is_read_in_a_second(piece: str) -> None:
    for text in (piece * (100_000 // len(piece)), f"{piece} " * (100_000 // (len(piece) + 1))):
        began = time.process_time()
        find_quantities(text)
        assert time.process_time() - began < 1.0


def test_a_sentence_without_numbers_costs_next_to_nothing() -> None:
    text = "The foreign minister of Ghana said in Accra that the talks with Togo on the border would go on next week."
    began = time.process_time()
    for _ in range(1000):
        find_quantities(text)
    assert time.process_time() - began < 0.02  # twice the 10 microseconds that it should cost


def test_the_tables_of_the_codebook_are_whole() -> None:
    tables = quantity_tables()
    assert tables.units["tonnes"].unit == "t"
    assert tables.plurals["jawans"].of == "soldiers"


@pytest.mark.parametrize(
    ("parse", "text", "message"),
    [
        (parse_units, "words,unit\n", "units.csv:1: columns are words, unit, factor, kind, place, source"),
        (parse_units, "words,unit,factor,kind,place,source\nton,t,heavy,mass,after,x\n", "units.csv:2: factor 'heavy'"),
        (parse_counted, "plural,singular,of,kind,source\ncats,cat,cats,animal,x\n", "counted.csv:2: kind 'animal'"),
        (parse_fates, "words,form,fate,whom,source\nkill,verb,slain,any,x\n", "fates.csv:2: fate 'slain'"),
    ],
)
def test_a_broken_table_is_named_with_its_line(parse: object, text: str, message: str) -> None:
    assert callable(parse)
    with pytest.raises(CodebookError) as error:
        parse(text)
    assert str(error.value).startswith(message)
