"""Sentences, tokens and inflection: cases as data."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.codebook import plural, verb_forms
from dragoman.language import fold, split_passages, split_spans, tokenize
from dragoman.records import Passage, PassageKind

SENTENCES = [
    ("He met Mr. Adeyemi in Abuja. They talked.", ["He met Mr. Adeyemi in Abuja.", "They talked."]),
    ("It left the U.S. The fleet sailed on.", ["It left the U.S.", "The fleet sailed on."]),
    ("The U.S. Navy sailed. It came back.", ["The U.S. Navy sailed.", "It came back."]),
    ('"We are done," he said. "Go!" she cried.', ['"We are done," he said.', '"Go!" she cried.']),
    ("Gen. Haile, on Oct. 2, left.It rained.", ["Gen. Haile, on Oct. 2, left.", "It rained."]),
    ("Trade grew 3.5 percent in Dec. 2011 and fell.", ["Trade grew 3.5 percent in Dec. 2011 and fell."]),
    ("A heading\n\nA sentence follows it.", ["A heading", "A sentence follows it."]),
    ("A line that was\nwrapped by a mailer.", ["A line that was\nwrapped by a mailer."]),
    ("Who won? Nobody! So it goes...", ["Who won?", "Nobody!", "So it goes..."]),
    ("He quoted J. F. Kennedy twice.", ["He quoted J. F. Kennedy twice."]),
    ("“It is over.” The envoy left.", ["“It is over.”", "The envoy left."]),
    ("", []),
    ("   \n\n  ", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_a_text_falls_into_its_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in split_spans(text)] == expected


@given(st.text(alphabet=st.sampled_from("ab .!?\n\"'U.S,1“”AZé中。")))
def test_sentences_are_ordered_apart_and_lose_nothing(text: str) -> None:
    spans = list(split_spans(text))
    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
    covered = {n for a, b in spans for n in range(a, b)}
    assert all(text[n].isspace() for n in range(len(text)) if n not in covered)


def test_sentences_know_their_passage_and_menus_have_none() -> None:
    text = "Home | World\nKenya called. Uganda answered."
    passages = [Passage(PassageKind.BOILERPLATE, 0, 12), Passage(PassageKind.BODY, 13, len(text))]
    found = [(s.text, s.kind, s.passage) for s in split_passages(text, passages)]
    assert found == [("Kenya called.", PassageKind.BODY, 1), ("Uganda answered.", PassageKind.BODY, 1)]


TOKENS = [
    ("Russia’s U.S.-led force", ["Russia", "’s", "U.S.", "-", "led", "force"]),
    ("the Soviets' air-strike", ["the", "Soviets", "'", "air", "strike"]),
    ("didn't re-open", ["did", "n't", "re", "open"]),
    ("O'Brien, 2-3 October", ["O'Brien", ",", "2", "3", "October"]),
]


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_words_possessives_and_hyphens(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == expected


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert all(text[t.start : t.end] == t.text for t in tokenize(text))


VERBS = [
    ("visit", "visits visited visiting visit"),
    ("ratify", "ratifies ratified ratifying ratify"),
    ("ban", "bans banned banning ban"),
    ("cancel", "cancels canceled cancelled canceling cancelling cancel"),
    ("expel", "expels expelled expelling expel"),
    ("withdraw", "withdraws withdrew withdrawn withdrawing withdraw"),
    ("agree", "agrees agreed agreeing agree"),
    ("seize", "seizes seized seizing seize"),
    ("attack", "attacks attacked attacking attack"),
    ("veto", "vetoes vetoed vetoing veto"),
    ("condemn", "condemns condemned condemning condemn"),
    ("open", "opens opened opening open"),
    ("tie", "ties tied tying tie"),
    ("deploy", "deploys deployed deploying deploy"),
]


@pytest.mark.parametrize(("base", "forms"), VERBS)
def test_a_verb_has_these_forms(base: str, forms: str) -> None:
    assert verb_forms(base).all() == set(forms.split())


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("visit", "visits"),
        ("treaty", "treaties"),
        ("embassy", "embassies"),
        ("clash", "clashes"),
        ("crisis", "crises"),
    ],
)
def test_a_noun_has_this_plural(noun: str, expected: str) -> None:
    assert plural(noun) == expected
