"""The brief: every claim in plain words with its sentence, in the order of time, and nothing from a text is active."""

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from dragoman.codebook import event_types
from dragoman.exchange import contrasts, gather, inert, long_date, pair_counts, plain, short_date, told, write_brief
from dragoman.exchange.brief_happenings import Happenings, happening_lines
from dragoman.exchange.phrases import phrases
from dragoman.ledger import Filter, Ledger
from dragoman.records import (
    UNDERTAKING_STATES,
    Account,
    Actor,
    ActorSpan,
    Disagreement,
    Event,
    Status,
    Undertaking,
    UndertakingStep,
)
from readings import reading, row


def dated(first, last=None, precision="day"):
    return {"date_start": first, "date_end": last or first, "date_precision": precision}


def mention(actors, recipients=(), type="CONSULT", status="occurred", **fields):
    """One mention, as the coder would hand it on."""
    return reading("x.txt", ("body", "A sentence.", row(actors, recipients, type, status, **fields))).mentions[0]


NAMED = {"actor_names": ("Vladimir Putin",), "recipient_names": ("Pakistan",)}
TOLD = [
    (mention("RUS", "PAK", mode="visit", **NAMED), "Russia (Vladimir Putin) visited Pakistan"),
    (mention("PAK RUS"), "Pakistan and Russia held talks"),
    (mention("PAK RUS USA"), "Pakistan, Russia and the United States held talks"),
    (mention("PAK", "RUS"), "Pakistan held talks with Russia"),
    (mention("USA"), "The United States held talks"),
    (mention("RUS", "PAK", status="ongoing"), "Russia, ongoing: talks with Pakistan"),
    (mention("RUS", "PAK", "ASSAULT", "denied", mode="aerial"), "Russia, denied: an air strike on Pakistan"),
    (mention("IND PAK", (), "ASSAULT"), "India and Pakistan fought"),
    (mention("RUS", "PAK", "AGREE", "planned", about="CONSULT/visit"), "Russia announced a visit to Pakistan"),
    (mention("RUS", "PAK", "AGREE", "proposed", about="CONSULT"), "Russia proposed talks with Pakistan"),
    (mention("PAK RUS", (), "AGREE", "planned", about="CONSULT/visit"), "Pakistan and Russia announced a visit"),
    (mention("PAK RUS", (), "AGREE"), "Pakistan and Russia agreed on a step"),
    (mention("RUS", "PAK", "AGREE", "planned"), "Russia gave a promise to Pakistan"),
    (
        mention("RUS", "PAK", "REJECT", "cancelled", mode="meet", about="CONSULT/visit"),
        "Russia called off a visit to Pakistan",
    ),
    (
        mention("RUS", "PAK", "REJECT", "postponed", mode="meet", about="CONSULT/visit"),
        "Russia postponed a visit to Pakistan",
    ),
    (mention("PAK", "USA", "REJECT", "refused", mode="yield"), "Pakistan refused to give way to the United States"),
    (
        mention("TUR", "UN", "REQUEST", "proposed", about="SANCTION/discontinue"),
        "Turkey asked the United Nations for a cut in aid, trade or traffic",
    ),
    (mention("TUR", (), "REQUEST", "proposed", about="AID"), "Turkey asked an unnamed side for help"),
    (mention("PAK", "USA", "ACCUSE", mode="allege"), "Pakistan accused the United States"),
    (mention("PAK", (), "ACCUSE", mode="allege"), "Pakistan accused an unnamed side"),
    (mention("PAK RUS", (), "ACCUSE", mode="allege"), "Pakistan and Russia accused each other"),
    (
        mention("USA", "IRN", "THREATEN", "planned", about="AID"),
        "The United States announced or threatened help to Iran",
    ),
    (mention("XXQ", "PAK", "AID"), "XXQ gave help to Pakistan"),
]


@pytest.mark.parametrize(("row_", "expected"), TOLD, ids=[expected for _, expected in TOLD])
def test_an_act_is_told_in_plain_words(row_, expected):
    assert told(row_) == expected


def test_every_type_and_mode_has_its_own_words():
    acts = {name for page in event_types().values() for name in (page.type, *(f"{page.type}/{m}" for m in page.modes))}
    assert set(phrases().acts) == acts
    assert set(phrases().fates) <= set(event_types())
    assert {fate for fates in phrases().fates.values() for fate in fates} <= {*Status, "any"}


@pytest.mark.parametrize("type", event_types())
def test_every_act_can_be_told_with_every_fate(type):
    for status in Status:
        for mode in (None, *event_types()[type].modes):
            for about in (None, "CONSULT/visit", "ASSAULT"):
                for actors, recipients in (("RUS", "PAK"), ("PAK RUS", ()), ("RUS", ())):
                    words = told(mention(actors, recipients, type, status, mode=mode, about=about))
                    assert re.fullmatch(r"[A-Z][a-z]+( and Russia)?,? [a-z][a-zA-Z ,:-]+[a-z]", words), words
                    spoken = status in words or status == "occurred" or type in phrases().fates
                    assert spoken, (words, status)


DATES = [
    (dated(None), "", "no date"),
    (dated("2012-10-04"), "2012-10-04", "4 October 2012"),
    (dated("2012-10-01", "2012-10-31", "month"), "2012-10", "October 2012"),
    (dated("2012-07-01", "2012-09-30", "quarter"), "2012-Q3", "third quarter of 2012"),
    (dated("2012-01-01", "2012-12-31", "year"), "2012", "2012"),
    (dated("1960-01-01", "1969-12-31", "decade"), "1960s", "1960s"),
    (dated("2012-06-01", "2012-08-31", "season"), "2012-06-01 to 2012-08-31", "1 June 2012 to 31 August 2012"),
    (dated("2012-09-03", "2012-09-09", "range"), "2012-09-03 to 2012-09-09", "3 September 2012 to 9 September 2012"),
    (dated("2012-09-03", "2012-09-03", "range"), "2012-09-03", "3 September 2012"),
    (dated("2012-10-04", "2012-10-05"), "2012-10-04 to 2012-10-05", "4 October 2012 to 5 October 2012"),
    ({"date_start": "1960-01-01", "date_precision": "range"}, "since 1960-01-01", "since 1 January 1960"),
    ({"date_end": "1999-12-31", "date_precision": "range"}, "until 1999-12-31", "until 31 December 1999"),
]


@pytest.mark.parametrize(("days", "short", "long"), DATES)
def test_a_date_never_claims_more_than_the_text(days, short, long):
    if days.get("date_start", "x") is None:
        days = {}
    found = mention("RUS", "PAK", **days)
    assert (short_date(found), long_date(found)) == (short, long)


# The whole brief.

PRESS = (
    reading(
        "op-ed.txt",
        ("body", "Once a summit was hoped for.", row("PAK RUS", (), "AGREE", "proposed", about="CONSULT")),
        (
            "body",
            "In 1949 an invitation went out.",
            row("SUN", "PAK", "AGREE", "proposed", about="CONSULT/visit", historical=True)
            | dated("1949-01-01", "1949-12-31", "year"),
        ),
        published="2012-10-21",
    ),
    reading(
        "wire.txt",
        ("headline", "Visit is off", row("RUS", "PAK", "REJECT", "cancelled", mode="meet", about="CONSULT/visit")),
        ("body", "Delhi watched as the envoy landed.", row("RUS", "PAK", mode="visit") | dated("2012-10-04")),
        (
            "body",
            "An earlier call was short.",
            row("PAK RUS", mode="phone") | dated("2012-02-01", "2012-02-29", "month"),
        ),
        ("comment", "A reader is angry with Moscow.", row("PAK", "RUS", "ACCUSE")),
    ),
)


def watched(press):
    """The last document with Delhi named in two places of its second sentence."""
    last = press[-1]
    start = last.sentences[1].start
    span = ActorSpan(start, start + 5, "Delhi", (Actor("IND", ("GOV",), "India", "a capital"),), "capital")
    return (*press[:-1], replace(last, spans=(*last.spans, span, span)))


def brief_of(tmp_path, press, asked=None, pair=("PAK", "RUS"), happenings=None):
    with Ledger(tmp_path / "l.db", create=True) as store:
        for each in press:
            store.add(each)
        brief = gather(store, *pair, asked)
        return write_brief(brief if happenings is None else replace(brief, happenings=happenings))


def test_the_brief_tells_history_then_the_chronology_then_what_has_no_date(tmp_path):
    text = brief_of(tmp_path, watched(PRESS))
    assert re.findall(r"^(#+ .*|\d+\. .*)$", text, re.M) == [
        "# Pakistan and Russia",
        "## What this rests on",
        "## How they stand",
        "## What happened",
        "## History: acts that ended more than a year before the document",
        "1. **1949.** The Soviet Union proposed a visit to Pakistan. **[proposed]**",
        "## Chronology",
        "2. **February 2012.** Pakistan and Russia spoke by telephone or video.",
        "3. **4 October 2012.** Russia visited Pakistan.",
        "## Without a date: the text does not say when",
        "4. *No date.* Pakistan and Russia proposed talks. **[proposed]**",
        "5. *No date.* Russia called off a visit to Pakistan. **[cancelled]**",
        "## Who else is in the picture",
        "## Sources",
    ]


def test_every_claim_leads_to_its_sentence_source_and_row(tmp_path):
    text = brief_of(tmp_path, PRESS)
    found = PRESS[1].mentions[0]
    assert (
        f"""
5. *No date.* Russia called off a visit to Pakistan. **[cancelled]**

   > “Visit is off”

   wire.txt, publication date unknown, in a headline; row `{found.id}`, REJECT/meet, confidence 0.50
"""
        in text
    )
    claims = [m for each in PRESS for m in each.mentions if m.passage != "comment"]
    assert sorted(re.findall(r"row `(m[0-9a-f]{16})`", text)) == sorted(each.id for each in claims)


def test_the_brief_says_what_it_rests_on(tmp_path):
    text = brief_of(tmp_path, watched(PRESS))
    basis = text.split("## What this rests on")[1].split("##")[0]
    for line in (
        "- Documents: 2, published from 2012-10-21 to 2012-10-21, 1 without a known date.",
        "- Rows (one sentence's report of one act): 5, on acts from 1949-01-01 to 2012-10-04; told as 2 occurred, "
        "2 proposed and 1 cancelled.",
        "- Coded by machine: coder test-1, brief by dragoman ",
        "Confidence is the coder's own estimate, from 0 to 1, that parties, type and status of a row are all right",
        "- Rows of Soviet Union (SUN) are counted with the state that continues it.",
    ):
        assert line in basis
    assert "- India (IND): 1 sentence\n" in text
    assert re.search(
        r"^- “Once a summit was hoped for\.”, op-ed.txt, 2012-10-21 \(given by the test\); document `d", text, re.M
    )
    assert "`dragoman mentions --pair PAK RUS` lists the rows." in text


def test_a_narrowed_brief_says_so_and_an_empty_one_too(tmp_path):
    text = brief_of(tmp_path, PRESS, Filter(since="2012-05", min_confidence=0.2, strict_polity=True))
    assert "told as 1 occurred. (asked for: since 2012-05, confidence at least 0.2 and codes taken literally)" in text
    with Ledger(tmp_path / "l.db") as store:
        assert write_brief(gather(store, "FRA", "DEU", Filter(until="1990"))) == (
            "# France and Germany\n\nThe ledger holds no row for France and Germany (asked for: until 1990).\n"
        )


# What several rows tell.


def event(key, *mentions, **fields):
    """A visit of Pakistan to Russia, as `fields` have it."""
    made = {
        "id": key, "type": "CONSULT", "mode": "visit", "about": None, "status": Status.OCCURRED, "actors": ("PAK",),
        "recipients": ("RUS",), "date_start": None, "date_end": None, "date_precision": None, "place": None,
        "intensity": 1.0, "confidence": 0.5, "historical": False, "mentions": (key, *mentions), "documents": ("a.txt",),
        "outlets": (), "sources": 1, "first_reported": None, "former_ids": (), "basis": {"type": key},
    }  # fmt: skip
    return Event(**(made | fields))


def step(state, reported=None, sentence="Work began.", by=None, document="a.txt"):
    return UndertakingStep("u1", reported, None, state, by, document, 0, 9, sentence, None)


def undertaking(name, state, *steps, kind="visit", by=("RUS",), to=("PAK",), **fields):
    made = {"aliases": (), "parties": tuple(sorted({*by, *to})), "subject": "", "due": None, "overdue": None}
    made |= {"ordered": True, "related": ()}
    return Undertaking(id="u1", name=name, kind=kind, by=by, to=to, state=state, steps=steps, **(made | fields))


ROWS = {f"m{n}": (n, mention("PAK", "RUS", mode="visit")) for n in range(1, 6)}


def lines(*, rows=ROWS, **found):
    return [line for line in happening_lines(Happenings(**found), rows) if line]


def test_events_are_told_by_date_with_sources_and_rows_and_those_of_one_row_are_only_counted():
    several = (
        event("m3", "m4", "m9", sources=2),
        event("m2", "m5", status=Status.ONGOING, **dated("2012-10-01", "2012-10-31", "month")),
    )
    intro = "An event is told by all rows that report the same act; copies of one text count as one source."
    assert lines(events=(*several, event("m1"))) == [
        "## What happened",
        intro,
        "- **October 2012.** Pakistan, ongoing: a visit to Russia. **[ongoing]** 1 source; rows 2 and 5; event `m2`",
        "- *No date.* Pakistan visited Russia. 2 sources; rows 3 and 4, and 1 not in this brief; event `m3`",
        "1 more event is told by one row: 1.",
    ]
    assert lines(events=(event("m1"), event("m2"))) == [
        "## What happened",
        "2 events are told by one row each: rows 1 and 2.",
    ]
    assert lines() == []


SAID = step("planned", "2012-04", "He is to come.", "an aide")
TOLD_OF = [
    (
        undertaking("the trip", "planned", SAID, due="2012-10-02/2012-10-03", parties=("PAK", "RUS", "USA")),
        "- **The trip** (visit, Russia to Pakistan, with the United States, due 2012-10-02 to 2012-10-03): "
        "“He is to come.”, an aide, a.txt, 2012-04; undertaking `u1`",
    ),
    (
        undertaking(
            "Gas line",
            "under way",
            SAID,
            step("under way", "2012-05"),
            step("under way"),
            kind="project",
            ordered=False,
        ),
        "- **Gas line** (project, Pakistan and Russia): “Work began.”, a.txt, publication date unknown; 3 reports, "
        "their order not known; undertaking `u1`",
    ),
    (
        undertaking(
            "a step", "done", step("done"), step("done", "2012"), kind="other", by=(), parties=("PAK",), due="2012"
        ),
        "- **A step** (Pakistan): “Work began.”, a.txt, 2012; 2 reports; undertaking `u1`",
    ),
    (
        undertaking("visit of RUS to PAK", "planned", SAID),
        "- **Visit of Russia to Pakistan** (visit, Russia to Pakistan): “He is to come.”, an aide, a.txt, 2012-04; "
        "undertaking `u1`",
    ),
]


@pytest.mark.parametrize(("one", "line"), TOLD_OF)
def test_an_undertaking_is_told_with_the_latest_report_that_gives_its_state(one, line):
    assert lines(undertakings=(one,))[-1] == line


def test_undertakings_stand_under_their_states_and_contradictions_side_by_side():
    found = [undertaking("the trip", state, step(state)) for state in reversed(UNDERTAKING_STATES[:-1])]
    contradicted = undertaking("the trip", "unknown", step("done"), step("cancelled"), ordered=False)
    text = lines(undertakings=(*found, contradicted))
    heads = [line.removeprefix("### ") for line in text if line.startswith("### ")]
    assert heads == [
        *map(str.capitalize, UNDERTAKING_STATES[:-1]),
        "Unknown: reports without a date contradict each other, or hardly tell it",
    ]
    assert text[-3:] == [
        "- **The trip** (visit, Russia to Pakistan; undertaking `u1`):",
        "  - *done*: “Work began.”, a.txt, publication date unknown",
        "  - *cancelled*: “Work began.”, a.txt, publication date unknown",
    ]


def test_accounts_that_differ_stand_side_by_side_under_what_they_are_about():
    accounts = (
        Account("six", "a witness", "2012-05", "a.txt", 0, 5, "Six came."),
        Account("ten", None, None, "b.txt", 0, 5, "Ten came."),
    )
    found = (Disagreement("x1", "m1", "number", accounts), Disagreement("x2", "u1", "fate", accounts[:1]))
    told_of = lines(
        events=(event("m1"),), undertakings=(undertaking("trip", "done", step("done")),), disagreements=found
    )
    assert told_of[told_of.index("## Where accounts differ") + 1 :] == [
        "- **How many** (Pakistan visited Russia, event `m1`; disagreement `x1`):",
        "  - *six*: “Six came.”, a witness, a.txt, 2012-05",
        "  - *ten*: “Ten came.”, b.txt, publication date unknown",
        "- **What became of it** (trip, undertaking `u1`; disagreement `x2`):",
        "  - *six*: “Six came.”, a witness, a.txt, 2012-05",
    ]


def test_events_stand_in_the_brief_with_the_numbers_of_their_rows(tmp_path):
    text = brief_of(tmp_path, PRESS)
    assert "5 events are told by one row each: rows 1, 2, 3, 4 and 5." in text.split("## What happened")[1]
    narrowed = brief_of(tmp_path, (), Filter(since="2012-10"))
    assert "1 event is told by one row: 1." in narrowed


KEY = "0123456789abcdef"
HOSTILE = [
    "[click](javascript:alert(1)) me",
    "![x](http://evil.example/x.png)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "`code` and ``more``",
    "*a* _b_ **c** ~~d~~ ==e== $f$ ^g^",
    "a | b | c",
    "[ref]: http://evil.example",
    "see http://evil.example/ or www.evil.example or a@evil.example",
    "<http://evil.example>",
    "&lt;b&gt; &amp; &#106;",
    "# heading\n\n- list\n\n1. number\n\n---\n\n> quote",
    "line\\\nbreak  \nend\\",
    "esc \x1b[31mred\x1b[0m \u202etxt\u2028x",
    "{{ 7*7 }} [[wiki]] :emoji: #12",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_in_a_text_becomes_active(tmp_path, words):
    made = reading("evil[1](x)`.txt", ("body", words, row("RUS", "PAK", actor_names=(words,), speaker=words)))
    document = replace(made.document, title=words, outlet=words, author=words)
    if any(ord(char) < 32 and char != "\n" for char in words) or "\u202e" in words:
        text = f"“{inert(words)}”"
    else:
        accounts = (Account(words, words, "2012", words, 0, 1, words),)
        done = undertaking(words, "done", step("done", None, words, words, words), kind=words, due=words)
        one = replace(done, id=f"u{KEY}")
        happenings = Happenings((), (one,), (Disagreement(f"x{KEY}", one.id, "toll", accounts),))
        text = brief_of(tmp_path, [replace(made, document=document)], happenings=happenings)
    parser = MarkdownIt("gfm-like", {"html": True, "linkify": False}).enable("table")
    tokens = [child for token in parser.parse(text) for child in (token, *(token.children or ()))]
    kinds = {token.type for token in tokens}
    assert kinds.isdisjoint({"link_open", "image", "html_inline", "html_block", "table_open", "s_open", "fence"})
    codes = [token.content for token in tokens if token.type == "code_inline"]
    assert all(re.fullmatch(r"[mdux][0-9a-f]{16}|dragoman .+", code) for code in codes)
    shown = "".join(token.content for token in tokens if token.type in {"text", "text_special"})
    assert plain(words) in shown
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_bare_addresses_stay_words():
    assert inert("http://x.org www.x.org a@x.org") == "http&#58;//x.org www&#46;x.org a&#64;x.org"


PLAIN = [
    ("two\nlines\tand  more \x85", "two lines and more"),
    ("\x00\x07\x1b[2J\x9b", "\ufffd\ufffd\ufffd[2J\ufffd"),
    ("\u202eabc\u2066\ufeff\ud800", "\ufffdabc\ufffd\ufffd\ufffd"),
    ("नमस्\u200dते co\u00adop 👩\u200d🚀", "नमस्\u200dते co\u00adop 👩\u200d🚀"),
]


@pytest.mark.parametrize(("text", "shown"), PLAIN)
def test_a_line_that_any_terminal_can_show(text, shown):
    assert plain(text) == shown


# A first look.


def test_pairs_are_counted_by_lineage_and_acts_told_differently_are_found():
    rows = [m for each in PRESS for m in each.mentions]
    rows += [mention("IND PAK RUS", ()), mention("PAK", "PAK", "COERCE", domestic=True), mention("PAK", (), "ACCUSE")]
    assert pair_counts(rows) == [(("PAK", "RUS"), 7), (("IND", "PAK"), 1), (("IND", "RUS"), 1)]
    found = contrasts(rows)
    assert [(each.pair, each.act, [str(m.status) for m in each.mentions]) for each in found] == [
        (("PAK", "RUS"), "CONSULT/visit", ["proposed", "cancelled", "occurred"]),
        (("PAK", "RUS"), "CONSULT", ["proposed", "occurred"]),
    ]
