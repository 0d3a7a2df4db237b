"""Actors: own sentences with marked spans in; the spans, codes, sectors and reasons found out."""

import re
import time
from pathlib import Path

import pytest
import yaml

from dragoman.actors import find_spans, resolve
from dragoman.errors import FilterError
from dragoman.records import ActorSpan, PassageKind, Sentence

CASES = yaml.safe_load((Path(__file__).parent / "data" / "actors.yaml").read_text(encoding="utf-8"))
MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")


def sentences(*texts: str, kind: PassageKind = PassageKind.BODY) -> list[Sentence]:
    """Sentences as they stand one after the other in a document, a space between."""
    starts = [sum(len(t) + 1 for t in texts[:i]) for i in range(len(texts))]
    return [Sentence(s, s + len(t), t, kind, 0) for s, t in zip(starts, texts, strict=True)]


def unmark(marked: str) -> tuple[str, list[tuple[str, str]]]:
    """A sentence without its marks, and what they say."""
    return MARK.sub(r"\1", marked), [(m[1], m[2]) for m in MARK.finditer(marked)]


def said(span: ActorSpan, expected: str) -> str:
    """A span in the notation of the cases, with sectors only where the case looks at them."""
    codes = "+".join(actor.code for actor in span.actors)
    return f"{codes} {'/'.join(span.actors[0].sectors) or '-'}" if " " in expected else codes


def cases() -> list[tuple[str, str]]:
    flat = [case for group in CASES.values() for case in group]
    return [(c["text"], c["day"]) if isinstance(c, dict) else (c, "2012-10-05") for c in flat]


@pytest.mark.parametrize(("text", "on"), cases())
def test_a_sentence_shows_its_actors_and_nobody_else(text: str, on: str) -> None:
    marked = [unmark(part) for part in text.split(" || ")]
    found = find_spans(sentences(*(plain for plain, _ in marked)), on)
    expected = [spans for _, spans in marked]
    told = [
        [(s.text, said(s, e[i][1] if i < len(e) else "")) for i, s in enumerate(spans)]
        for spans, e in zip(found, expected, strict=True)
    ]
    assert told == expected


def test_there_are_enough_cases_and_enough_traps() -> None:
    traps = sum(len(group) for name, group in CASES.items() if name.startswith("traps"))
    assert len(cases()) >= 150
    assert traps >= 40


def test_offsets_are_those_of_the_document() -> None:
    texts = ("Envoys met.", "Russia thanked “Côte d’Ivoire” and the U.S.-Pakistan forum.")
    document = " ".join(texts)
    spans = [span for spans in find_spans(sentences(*texts)) for span in spans]
    assert [document[s.start : s.end] for s in spans] == ["Russia", "Côte d’Ivoire", "U.S.-Pakistan"]
    assert [s.text for s in spans] == [document[s.start : s.end] for s in spans]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Peru", "state"),
        ("Peruvian", "demonym"),
        ("Lima's envoy", "office"),
        ("Tehran", "capital"),
        ("Mr Putin", "person"),
        ("the Kremlin", "office"),
        ("NATO", "body"),
        ("Hamas", "group"),
        ("Sino-Indian", "dyad"),
        ("Peru and Chile: the two states", "nominal"),
    ],
)
def test_a_span_says_what_kind_of_words_it_is(text: str, kind: str) -> None:
    assert find_spans(sentences(text), "2012-10-05")[0][-1].kind == kind


@pytest.mark.parametrize(
    ("phrase", "on", "reason"),
    [
        ("Islamabad", "2012-10-05", "'Islamabad' is the capital of Pakistan, read as its government"),
        ("in Islamabad", "2012-10-05", "'Islamabad' is the capital of Pakistan, here a place"),
        ("Zardari", "2012-03-05", "'Zardari' is Asif Ali Zardari, president of Pakistan on 2012-03-05"),
        ("Merkel", "2023-03-05", "'Merkel' is Angela Merkel, former chancellor of Germany on 2023-03-05"),
        ("Tajikstan", None, "'Tajikstan' is a misspelling of Tajikistan or its people"),
        ("Kyrgyz troops", None, "'Kyrgyz' is the adjective or the people of Kyrgyzstan; 'troops' says MIL"),
    ],
)
def test_every_choice_comes_with_its_reason(phrase: str, on: str | None, reason: str) -> None:
    actor = resolve(phrase, on)
    assert actor is not None
    assert actor.reason == reason


@pytest.mark.parametrize(
    ("phrase", "on", "code", "sectors"),
    [
        ("Prime Minister Gilani", "2012-03-05", "PAK", ("GOV",)),
        ("Zardari", "2012", "PAK", ("GOV",)),
        ("Merkel", "2023", "DEU", ("ELI",)),
        ("Imran Khan", "2005-01-01", "PAK", ("PTY",)),
        ("a U.S. Supreme Court ruling", None, "USA", ("JUD",)),
        ("the Afghan Taliban", "2012-01-01", "AFG", ("REB",)),
        ("al-Qaida", None, "IMG", ("REB",)),
        ("UN", None, "UN", ("UNO",)),
        ("pakistan", None, "PAK", ()),
    ],
)
def test_a_phrase_resolves_to_the_state_it_acts_for(
    phrase: str, on: str | None, code: str, sectors: tuple[str, ...]
) -> None:
    actor = resolve(phrase, on)
    assert actor is not None
    assert (actor.code, actor.sectors) == (code, sectors)


@pytest.mark.parametrize(
    "phrase", ["", " ", "the West", "Europe", "South Asia", "Karim Tester", "the two countries", "us"]
)
def test_a_region_or_a_stranger_resolves_to_nobody(phrase: str) -> None:
    assert resolve(phrase) is None


@pytest.mark.parametrize(
    "phrase", ["Pakistan and Russia", "Pakistan, Russia", "Russia or the United States", "Peru with Chile"]
)
def test_two_actors_at_once_are_no_actor(phrase: str) -> None:
    assert resolve(phrase) is None


@pytest.mark.parametrize(("phrase", "code"), [("Peru's ambassador to Chile", "PER"), ("Peru and its navy", "PER")])
def test_what_belongs_to_an_actor_is_no_second_one(phrase: str, code: str) -> None:
    actor = resolve(phrase)
    assert actor is not None
    assert actor.code == code


@pytest.mark.parametrize("on", ["", "garbage", "2012-13-99", "2012-02-30", "2012-1-1", "0000"])
def test_a_day_that_no_calendar_has_is_refused(on: str) -> None:
    with pytest.raises(FilterError, match=r"on is .*; give YYYY, YYYY-MM or YYYY-MM-DD"):
        resolve("Gilani", on)


def test_a_context_introduces_a_stranger() -> None:
    context = "Kenya's ambassador Peter Tester arrived."
    actor = resolve("Mr Tester", context=context)
    assert actor is not None
    assert (actor.code, actor.sectors) == ("KEN", ("GOV",))
    assert "was named before as 'Kenya's ambassador Peter Tester'" in actor.reason


def test_reader_comments_may_write_china_small() -> None:
    text = "we buy planes from china"
    assert find_spans(sentences(text)) == [()]
    assert [s.text for s in find_spans(sentences(text, kind=PassageKind.COMMENT))[0]] == ["china"]


def test_a_headline_counts_for_the_two_countries_far_below() -> None:
    document = [
        *sentences("Peru, Chile Sign", kind=PassageKind.HEADLINE),
        *sentences("It rained.", "It was cold.", "It was late.", "The two countries rest."),
    ]
    last = find_spans(document)[-1]
    assert [[a.code for a in s.actors] for s in last] == [["PER", "CHL"]]


@pytest.mark.parametrize(
    "text", ["", "\n", "-", "'", "’s", "the", "İstanbul ߷ \ud800", "Pakistan-", "-Pakistan", "U.S.", "of"]
)
def test_odd_text_is_read_without_a_crash(text: str) -> None:
    spans = find_spans(sentences(text))[0]
    assert all(text[s.start : s.end] == s.text for s in spans)


def test_spans_come_in_order_and_never_overlap() -> None:
    for text, on in cases():
        for spans in find_spans(sentences(*(unmark(part)[0] for part in text.split(" || "))), on):
            edges = [edge for span in spans for edge in (span.start, span.end)]
            assert edges == sorted(set(edges))


def test_two_thousand_sentences_take_less_than_two_seconds() -> None:
    texts = [unmark(text.split(" || ")[0])[0] for text, _ in cases()]
    many = sentences(*(texts * (2000 // len(texts) + 1))[:2000])
    find_spans(many[:1])
    begin = time.process_time()
    find_spans(many, "2012-10-05")
    assert time.process_time() - begin < 2
