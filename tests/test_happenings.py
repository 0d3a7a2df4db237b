"""Events, undertakings and disagreements: what several sentences tell together, in whatever order they come."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations, pairwise, permutations

import pytest

from dragoman.errors import FilterError
from dragoman.events.company import company
from dragoman.events.speakers import speaker_of
from dragoman.events.stages import find_cues, told_state
from dragoman.events.stems import rarity, stems
from dragoman.events.subjects import find_subjects
from dragoman.happenings import EVENTS, UNDERTAKINGS, as_of, gathered, links_of, merged, pairs_of, related
from dragoman.happenings.clusters import APART, LARGEST, Parts, components, grouped, neighbours
from dragoman.happenings.sorts import NO_RULINGS
from dragoman.language import tokenize
from dragoman.ledger import Filter, Ledger
from dragoman.pipeline import Coder, read_text


@pytest.fixture(scope="module")
def coder():
    return Coder()


def said(coder, text, published, name, outlet=None):
    reading = read_text(text, coder, published)
    return replace(reading, document=replace(reading.document, name=name, outlet=outlet))


TALKS = [
    ("Kenya and Uganda held talks on fishing in Kisumu on Monday.", "2015-03-10", "Lake Post"),
    ("Ugandan and Kenyan ministers met in Kisumu on 9 March 2015 to discuss fishing.", "2015-03-12", "Nile Daily"),
    ("Kenya and Uganda held talks on fishing in Kisumu on Thursday.", "2015-03-27", "Lake Post"),
]


def test_two_reports_of_one_meeting_are_one_event_and_the_next_meeting_another(coder):
    things = [
        t for n, (text, day, paper) in enumerate(TALKS) for t in EVENTS.found(said(coder, text, day, f"{n}.txt", paper))
    ]
    events = merged(EVENTS, things)
    assert sorted((e.date_start, e.sources, e.outlets) for e in events) == [
        ("2015-03-09", 2, ("Lake Post", "Nile Daily")),
        ("2015-03-26", 1, ("Lake Post",)),
    ]
    assert all(e.id == min(e.mentions) and set(e.basis.values()) <= set(e.mentions) for e in events)


def test_a_copy_in_another_paper_is_no_second_source(coder):
    copies = [
        said(coder, text, day, paper, paper)
        for text, day, paper in (TALKS[0], (TALKS[0][0] + " ", "2015-03-10", "Copy"))
    ]
    copies[1] = replace(copies[1], document=replace(copies[1].document, id="d0000000000000000"))
    things = {t.id + t.document: replace(t, id=t.id + t.document) for c in copies for t in EVENTS.found(c)}
    (event,) = merged(EVENTS, things.values())
    assert (len(event.mentions), event.sources) == (2, 1)


def test_the_order_of_documents_changes_nothing(coder, tmp_path):
    found = [said(coder, text, day, f"{n}.txt", paper) for n, (text, day, paper) in enumerate(TALKS)]
    prints = set()
    for number, order in enumerate(permutations(found)):
        with Ledger(tmp_path / f"{number}.db", create=True) as ledger:
            for reading in order:
                ledger.add(reading)
            prints.add((ledger.fingerprint(), tuple(e.mentions for e in ledger.events())))
            assert ledger.verify() == []
    assert len(prints) == 1


@pytest.fixture
def ledger(coder, tmp_path):
    with Ledger(tmp_path / "l.db", create=True) as store:
        for n, (text, day, paper) in enumerate(TALKS):
            store.add(said(coder, text, day, f"{n}.txt", paper))
        yield store


def test_a_ruling_unites_what_was_apart_and_a_later_one_parts_it_again(ledger):
    first, second = (e.id for e in ledger.events())
    ledger.rule(first, "same", second, "the talks went on")
    (event,) = ledger.events()
    assert event.id not in event.former_ids
    assert max(first, second) in event.former_ids
    assert [c.what for c in ledger.changes()][-1] == "merged"
    ledger.rule(first, "not same", second)
    assert sorted(e.id for e in ledger.events()) == sorted((first, second))
    assert [c.what for c in ledger.changes()][-1] == "split"
    assert {first, second}.isdisjoint(i for e in ledger.events() for i in e.former_ids)
    assert [r.verdict for r in ledger.rulings()] == ["same", "not same"]


def test_a_ruling_outlives_a_recoding(ledger, coder):
    first, second = (e.id for e in ledger.events())
    ledger.rule(first, "same", second)
    text, day, paper = TALKS[2]
    again = said(coder, text, day, "2.txt", paper)
    ledger.recode(again.document.id, again)
    assert len(list(ledger.events())) == 1
    assert ledger.verify() == []


@pytest.mark.parametrize(("one", "verdict", "other"), [("m", "perhaps", "m"), ("mzz", "same", "mzy")])
def test_a_ruling_that_cannot_be_meant_is_refused(ledger, one, verdict, other):
    with pytest.raises(FilterError):
        ledger.rule(one, verdict, other)


def test_events_answer_filters(ledger):
    assert len(list(ledger.events(Filter(pair=("KEN", "UGA"), since="2015-03-20")))) == 1
    assert list(ledger.events(Filter(party="FRA"))) == []
    assert len(list(ledger.events(Filter(document="0.txt")))) == 1
    assert [c.sort for c in ledger.changes("9999")] == []


def test_a_recoded_document_withdraws_its_event(ledger, coder):
    ledger.recode(
        said(coder, *TALKS[2][:2], "2.txt").document.id,
        said(coder, "It rained on the lake all day.", "2015-03-27", "2.txt"),
    )
    assert [e.date_start for e in ledger.events()] == ["2015-03-09"]
    assert [c.what for c in ledger.changes()][-1] == "withdrawn"


VISIT = [
    ("The Kenyan president will visit Uganda in May, the foreign ministry in Nairobi said.", "2015-03-01", "planned"),
    ("The Kenyan president has postponed his visit to Uganda.", "2015-04-20", "postponed"),
    ("The Kenyan president has cancelled his visit to Uganda.", "2015-05-02", "cancelled"),
]


def test_a_visit_lives_through_its_reports_and_its_state_is_the_last(coder):
    for length in range(1, 4):
        steps = [
            s
            for n, (text, day, _) in enumerate(VISIT[:length])
            for s in UNDERTAKINGS.found(said(coder, text, day, f"{n}"))
        ]
        visits = [u for u in merged(UNDERTAKINGS, steps) if u.kind == "visit"]
        assert [(u.state, len({s.document for s in u.steps})) for u in visits] == [(VISIT[length - 1][2], length)]
    (visit,) = visits
    assert (visit.by, visit.to, visit.parties, visit.ordered) == (("KEN",), ("UGA",), ("KEN", "UGA"), True)


def test_what_is_due_is_overdue_only_on_a_later_day_and_while_it_is_open(coder):
    (step, *_) = UNDERTAKINGS.found(said(coder, VISIT[0][0], VISIT[0][1], "a"))
    (visit,) = merged(UNDERTAKINGS, [replace(step, due="2015-05-10")])
    assert [as_of(visit, day).overdue for day in ("2015-05-09", "2015-05-11")] == [False, True]
    assert as_of(replace(visit, state="cancelled"), "2015-05-11").overdue is False
    assert as_of(replace(visit, due=None), "2015-05-11").overdue is None
    assert related([visit])[0].related == ()


def test_a_state_that_is_hardly_told_is_unknown(coder):
    (step, *_) = UNDERTAKINGS.found(said(coder, VISIT[0][0], VISIT[0][1], "a"))
    states = [merged(UNDERTAKINGS, [replace(step, confidence=share)])[0].state for share in (0.9, 0.1)]
    assert states == [step.state, "unknown"]


TOLD = [
    ("Lima postponed the summit until autumn.", "summit", "postponed"),
    ("The summit was called off on Monday.", "summit", "cancelled"),
    ("Chad has offered to build a railway to the border.", "project", "proposed"),
    ("Peru refused to sell the frigates.", "arms", "refused"),
    ("The two signed an accord on trade.", "agreement", "signed"),
    ("Work on the Rusumo dam began last week.", "project", "under way"),
    ("The bridge was opened on Sunday.", "project", "done"),
    ("The first two frigates were delivered in March.", "arms", "under way"),
    ("Ankara pledged a loan.", "aid", "promised"),
    ("Togo will host the conference next year.", "summit", "planned"),
]


@pytest.mark.parametrize(("text", "kind", "state"), TOLD)
def test_the_words_of_the_codebook_tell_the_state(text, kind, state):
    tokens = tokenize(text)
    subjects = find_subjects(tokens)
    (subject,) = [s for s in subjects if s.kind == kind]
    told = told_state(tokens, subject, find_cues(tokens), subjects)
    assert told is not None
    assert told.state == state


STEPS = [
    ("The postponement of the summit of Kenya and Uganda surprised nobody.", [("summit", "postponed", ())]),
    ("The rescheduling of the visit of Kenya's president to Uganda was announced.", [("visit", "postponed", ("KEN",))]),
    ("Kenya told the Ugandan delegation of its desire for closer interaction.", []),
    ("Kenya invited President Yoweri Museveni to visit Nairobi in May.", [("visit", "proposed", ("UGA",))]),
    ("No contract was signed, a Kenyan official told Uganda.", []),
    ("Kenya and Uganda signed no agreement in Nairobi.", []),
    ("Neither visit took place, Kenya and Uganda said.", []),
    ("Kenya serves as a bridge and corridor to Uganda.", []),
    ("Both Kenya and Uganda are hoping for a new start in bilateral ties.", []),
    ("A further opening developed when Kenya turned to Uganda in 1971.", []),
    ("Kenya and Uganda agreed to build a bridge over the river Sio.", [("project", "planned", ())]),
    ("Kenya and Uganda signed the treaty in Nairobi.", [("agreement", "signed", ())]),
    ("Ugandan lorries with food for Kenyan troops were turned back at noon.", []),
    ("Kenyans hope for better days after President Museveni's visit.", [("visit", "planned", ("UGA",))]),
    (
        "Kenya and Tanzania signed agreements in Nairobi on Monday on a harbour, a railway and a power line.",
        [("agreement", "signed", ()), *[("project", "signed", ())] * 3],
    ),
]


@pytest.mark.parametrize(("text", "steps"), STEPS)
def test_a_sentence_tells_a_step_of_each_undertaking_that_it_names(coder, text, steps):
    told = read_text(text, coder, "2015-03-10").steps
    assert sorted((s.kind, s.state, s.by) for s in told) == sorted(steps)


def test_rare_words_weigh_more_than_common_ones():
    assert rarity("the") == 0.0 < rarity("president") < rarity("causeway") <= 1.0
    assert stems("The ministers met; the minister meets.").keys() == {"minist", "meet"}
    assert "peru" not in stems("Peru met Chile.", [(0, 4)])


def test_groups_form_by_likeness_and_what_is_apart_stays_apart():
    like = {("a", "b"): 2.0, ("b", "c"): 1.0, ("a", "c"): -0.5}

    def of(one, other):
        return like[min(one, other), max(one, other)]

    assert grouped(["a", "b", "c"], of) == [["a", "b", "c"]]
    like["a", "c"] = APART
    assert grouped(["c", "b", "a"], of) == [["a", "b"], ["c"]]
    assert components("abcd", [("a", "c")]) == [["a", "c"], ["b"], ["d"]]


def test_what_hangs_together_too_widely_is_cut_at_its_weak_links():
    names = [f"{n:03d}" for n in range(200)]
    links = {(a, b): 3.0 if int(b) % 10 else 0.5 for a, b in pairwise(names)}
    parts = Parts(neighbours(links)).of(names)
    assert [len(part) for part in parts] == [10] * 20
    few = Parts(neighbours({pair: links[pair] for pair in pairwise(names[:LARGEST])}))
    assert few.of(names[:1]) == [names[:LARGEST]]
    copies = dict.fromkeys(links, 99.0)
    assert grouped(*Parts(neighbours(copies)).of(names), lambda *_: 1.0) == [names]


@pytest.mark.parametrize("seed", range(60))
def test_a_thing_more_changes_only_parts_beside_it(monkeypatch, seed):
    chance = random.Random(seed)
    monkeypatch.setattr("dragoman.happenings.clusters.LARGEST", chance.randint(2, 8))
    names = [f"{n:02d}" for n in range(40)]
    links = {pair: chance.random() * 4 for pair in combinations(names, 2) if chance.random() < 0.06}
    new = chance.choice(names)
    old = {pair: value for pair, value in links.items() if new not in pair}
    near = {name for pair in links if new in pair for name in pair} - {new}
    before, after = ({tuple(p) for p in Parts(neighbours(known)).of(names)} for known in (old, links))
    disturbed = {name for part in Parts(neighbours(old)).of(near) for name in part} | {new}
    walked = {tuple(part) for part in Parts(neighbours(links)).of(disturbed)}
    assert after - before <= walked <= after


def test_the_speaker_is_who_the_sentence_says_says_it(coder):
    reading = said(coder, "According to the Kenyan foreign minister, the talks failed.", "2015-03-10", "a")
    (sentence,) = reading.sentences
    assert speaker_of(sentence, tokenize(sentence.text), reading.spans) == "Kenyan foreign minister"
    assert company(reading).states() == ("KEN",)


TOLLS = [
    ("Syrian troops shelled a Turkish village on Monday. The shelling killed five civilians.", "2012-10-02"),
    ("Syrian forces shelled a Turkish village on Monday, killing nine civilians.", "2012-10-02"),
]


def test_two_tolls_of_one_day_are_a_disagreement_and_a_later_higher_one_is_not(coder):
    def tolls(later):
        texts = (TOLLS[0], (TOLLS[1][0].replace("on Monday", "on 1 October"), later))
        things = [t for n, (text, day) in enumerate(texts) for t in EVENTS.found(said(coder, text, day, f"{n}"))]
        known = {t.id: t for t in things}
        groups = gathered(EVENTS, known, links_of(EVENTS, known, pairs_of(EVENTS, known)), NO_RULINGS)
        found = [d for group in groups for d in EVENTS.differ(group[0].id, group) if d.fact == "toll"]
        return [sorted(a.value for a in d.accounts) for d in found]

    assert tolls("2012-10-02") == [["five civilians", "nine civilians"]]
    assert tolls("2012-10-05") == []
