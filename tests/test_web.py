"""The reading room: pages that lead from two states to the words of a document, take rulings, let nobody else in."""

import asyncio
import csv
import gc
import io
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import httpx
import pytest
import yaml
from starlette.requests import ClientDisconnect
from starlette.testclient import TestClient

from dragoman.errors import FilterError, LedgerError
from dragoman.exchange.cite import cite_document, cite_view
from dragoman.ledger import Filter, Ledger
from dragoman.pipeline import Coder, read_text
from dragoman.web import create_app
from dragoman.web.address import FIELDS, Asked, asked_of
from dragoman.web.app import PAGES
from dragoman.web.reader import document
from dragoman.web.tables import TABLES, lines

HOST = "127.0.0.1:8765"
SAME = {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}
DATA = Path(__file__).parent / "data"
HOSTILE = yaml.safe_load((DATA / "hostile.yaml").read_text(encoding="utf-8"))
INJECTIONS = yaml.safe_load((DATA / "injections.yaml").read_text(encoding="utf-8"))
EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)">'
TEXTS = {
    "talks.txt": ("Peru and Chile held talks on copper in Arica on 14 June 2016.", "2016-06-15"),
    "plan.txt": ("The Chilean president will visit Peru in September, the foreign ministry said.", "2016-06-20"),
    "axed.txt": ("The Chilean president has cancelled his visit to Peru.", "2016-08-30"),
    "off.txt": ("The Chilean president has postponed his visit to Peru.", "2016-08-30"),
    "evil.txt": (f"Chile and Peru met in Tacna on 2 July 2016 {EVIL} about fish.", "2016-07-03"),
    "long.txt": (" ".join(f"Bolivia condemned Chile over dam number {n}." for n in range(450)), "2016-07-09"),
}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    coder = Coder()
    where = tmp_path_factory.mktemp("web") / "l.db"
    with Ledger(where, create=True) as store:
        for name, (text, day) in TEXTS.items():
            reading = read_text(text, coder, day)
            document = replace(reading.document, name=name, title=EVIL, outlet=EVIL, author=EVIL)
            store.add(replace(reading, document=document))
    return where


@pytest.fixture(scope="module")
def client(path):
    with (
        Ledger(path, readonly=True) as ledger,
        TestClient(create_app(path, {HOST}), base_url=f"http://{HOST}") as made,
    ):
        made.opened = ledger
        yield made


@pytest.fixture
def mine(path, tmp_path):
    """A client of a ledger of its own, which rulings may change."""
    ledger = shutil.copy(path, tmp_path / "l.db")
    with TestClient(create_app(ledger, {HOST}, who="Ada"), base_url=f"http://{HOST}", headers=SAME) as made:
        made.ledger = ledger
        yield made


def links(page):
    return [link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"]*)"', page.text)]


def token_of(client):
    return re.search(r'name="token" value="([^"]+)"', client.get("/queue").text)[1]


def rule(client, id, verdict, **fields):
    form = {"token": token_of(client), "id": id, "verdict": verdict, "back": "/queue", **fields}
    return client.post("/rulings", data=form, follow_redirects=False)


# Reading.


def test_a_reader_goes_from_the_first_page_to_the_words_of_a_document(client):
    (dossier, *_) = [link for link in links(client.get("/")) if link.startswith("/dossiers/CHL/PER")]
    page = client.get(dossier)
    (event,) = re.findall(r'14 June 2016</span>\s*<a href="(/events/[^"]+)"', page.text)
    row = client.get(event)
    assert "Peru and Chile held talks on copper in Arica" in row.text
    (place,) = {link for link in links(row) if link.startswith("/documents/")}
    address, _, anchor = place.partition("#")
    words = re.search(rf'id="{anchor}"[^>]*>\s*<p>(.*?)</p>', client.get(address).text, re.DOTALL)[1]
    assert re.sub(r'<span class="code">.*?</span>|<.*?>', "", words) == TEXTS["talks.txt"][0]


def test_every_link_of_every_page_leads_somewhere(client):
    assert client.get("/api").status_code == 200
    seen, waiting = {}, {"/": None}
    while waiting and len(seen) < 700:
        address = next(iter(waiting))
        del waiting[address]
        seen[address] = None
        page = client.get(address)
        assert page.status_code == 200, address
        if page.headers["content-type"].startswith("text/html") and address.count("&") < 2:
            waiting |= {new: None for link in links(page) if (new := link.partition("#")[0]) not in seen}
    assert len(seen) > 150


def test_a_page_is_json_and_its_rows_are_csv_and_json_lines(client, path):
    page = client.get("/dossiers/CHL/PER.json").json()
    with Ledger(path, readonly=True) as ledger:
        events = [event.id for event in ledger.events(Filter(pair=("CHL", "PER")))]
        (visit,) = ledger.undertakings(Filter(pair=("CHL", "PER")))
        rows = [row.id for row in ledger.mentions(Filter(party="BOL"))]
    assert {line["id"] for line in page["events"]} == set(events)
    table = list(csv.DictReader(io.StringIO(client.get("/dossiers/CHL/PER.csv").text)))
    assert [row["id"] for row in table] == events
    told = client.get(f"/undertakings/{visit.id}.json").json()
    assert [step["state"] for step in told["undertaking"]["steps"]] == ["planned", "cancelled", "postponed"]
    assert [one["fact"] for one in told["disagreements"]] == ["fate"]
    lines = client.get("/search.jsonl?party=BOL").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == rows
    assert len(rows) == 450


def test_every_page_has_its_rows_as_csv(client):
    for page in PAGES:
        assert page.name in TABLES
    row = client.get("/search.json").json()["rows"][0]["row"]["id"]
    for address in (
        f"/rows/{row}.csv",
        "/charts/months.csv?party=BOL",
        "/queue.csv?why=rare",
        "/rulings.csv",
        "/home.csv",
    ):
        assert client.get(address).text.count("\r\n") >= 1, address
    assert client.get(f"/rows/{row}.csv").text.count("\r\n") == 2


def test_an_export_comes_piece_by_piece_and_may_be_broken_off(client):
    before = threading.active_count()
    for _ in range(5):
        with client.stream("GET", "/search.csv?party=BOL") as answer:
            pieces = answer.iter_bytes()
            assert next(pieces).startswith(b"id,document,start,end,sentence")
    for _ in range(100):
        if threading.active_count() <= before + 2:
            break
        time.sleep(0.05)
    assert threading.active_count() <= before + 2
    found = list(lines(TABLES["search"], "csv", client.opened, asked_of("/search", {"party": ["BOL"]}), {}))
    assert len(found) > 4


@pytest.mark.parametrize("version", ["2.0", "2.4"])  # the server tells that the reader is gone, or sending fails
def test_an_export_whose_reader_is_gone_before_its_first_piece_is_closed(path, version):
    headers = [(b"host", HOST.encode()), (b"sec-fetch-site", b"same-origin")]
    scope = {"type": "http", "asgi": {"version": "3.0", "spec_version": version}, "http_version": "1.1",
             "method": "GET", "scheme": "http", "path": "/search.csv", "raw_path": b"/search.csv",
             "query_string": b"party=BOL", "root_path": "", "headers": headers}  # fmt: skip

    async def receive():
        return {"type": "http.disconnect"}

    async def send(message):
        raise OSError("the reader is gone")

    async def ask():
        with pytest.raises((ClientDisconnect, OSError, ExceptionGroup)):
            await create_app(path, {HOST})(scope, receive, send)

    before = {thread.ident for thread in threading.enumerate()}
    asyncio.run(ask())
    for thread in threading.enumerate():
        if thread.ident not in before:
            thread.join(5)
    assert {thread.ident for thread in threading.enumerate()} <= before
    gc.collect()  # what was left open would be closed here, on the wrong thread, which pytest takes for a failure


def test_pages_of_a_search_go_through_all_rows(client):
    found, address = [], "/search.json?party=BOL&order=latest&limit=100"
    while address:
        page = client.get(address).json()
        found += [line["row"]["id"] for line in page["rows"]]
        address = page["next"] and page["next"].replace("/search?", "/search.json?")
    assert len(found) == len(set(found)) == 450
    assert page["total"] == 450


def test_facets_narrow_a_search_and_stand_in_its_address(client):
    page = client.get("/search.json").json()
    (accuse,) = [value for value in page["facets"]["type"] if value["value"] == "ACCUSE"]
    assert accuse["rows"] == 450
    narrowed = client.get(accuse["href"].replace("/search?", "/search.json?")).json()
    assert narrowed["state"] == {"type": ["ACCUSE"]}
    assert narrowed["total"] == 450
    (chosen,) = [value for value in narrowed["facets"]["type"] if value["chosen"]]
    assert chosen["href"] == "/search"
    (chile,) = [value for value in narrowed["facets"]["party"] if value["value"] == "CHL"]
    query = parse_qs(urlsplit(chile["href"]).query)
    assert query == {"party": ["CHL"], "type": ["ACCUSE"]}
    assert "&lt;script&gt;" in client.get("/search").text


def test_every_facet_leads_to_as_many_rows_as_it_says(client):
    asked = ("", "?party=CHL", "?pair=CHL.PER", "?words=Chile&type=CONSULT", "?confidence=0.6")
    for start in (f"/search{words}" for words in asked):
        page = client.get(start.replace("/search", "/search.json")).json()
        for name, values in page["facets"].items():
            for value in values:
                there = client.get(value["href"].replace("/search", "/search.json", 1)).json()
                if not value["chosen"]:
                    assert there["total"] == value["rows"], (start, name, value)


def test_a_value_that_nothing_has_any_more_can_be_taken_out(client):
    page = client.get("/search.json?type=AID&status=denied").json()
    assert page["total"] == 0
    assert [value["chosen"] for value in page["facets"]["type"]] == [True]
    assert page["facets"]["status"][0]["href"] == "/search?type=AID"


def test_a_list_says_how_many_there_are_and_what_it_does_not_heed(client, path):
    with Ledger(path, readonly=True) as ledger:
        events = sum(1 for _ in ledger.events())
    page = client.get("/search.json?show=events").json()
    assert (page["size"], page["unasked"]) == (events, [])
    page = client.get("/search.json?show=undertakings&state=done&type=AID").json()
    assert (page["size"], page["unasked"]) == (0, ["type"])
    assert "not asked of undertakings: type" in client.get("/search?show=undertakings&type=AID").text
    assert client.get("/search.json?state=postponed").json()["unasked"] == ["state"]
    cut = client.get("/search.json?show=sentences&words=dam&limit=20").json()
    assert (len(cut["sentences"]), cut["cut"]) == (20, True)
    assert client.get("/search?show=documents&order=day").status_code == 400


def test_a_page_refuses_the_parts_of_a_question_that_it_does_not_heed(client):
    answer = client.get("/dossiers/CHL/PER?since=2020")
    assert (answer.status_code, "this page takes no since; /search does" in answer.text) == (400, True)
    assert "no parameter 'foo'" in client.get("/search.json?foo=1").json()["error"]
    assert client.get("/actors/ZZZ.csv").status_code == client.get("/actors/ZZZ").status_code == 404
    brief = client.get("/briefs/CHL/PER?type=CONSULT&type=REJECT").text
    assert len(brief) > len(client.get("/briefs/CHL/PER?type=REJECT").text)
    assert "briefs/CHL/PER?type=CONSULT&amp;type=REJECT&amp;ledger=" in brief
    assert "leave pair out" in client.get("/briefs/CHL/PER.json?pair=CHL.BOL").json()["error"]


def test_a_brief_has_its_claims_as_json_and_its_rows_as_csv(client):
    claims = client.get("/briefs/CHL/PER.json?type=REJECT").json()["claims"]
    rows = csv.DictReader(io.StringIO(client.get("/briefs/CHL/PER.csv?type=REJECT").text))
    assert [row["id"] for row in rows] == [claim["mention"]["id"] for claim in claims] != []
    assert "version 0.0.0.0 of the ledger" in client.get("/briefs/CHL/PER?ledger=0.0.0.0").text


def test_the_permalink_of_a_short_id_has_the_whole_one(client):
    whole = client.get("/search.json?show=events").json()["events"][0]["id"]
    short = whole[:8]
    assert client.get(f"/events/{short}.json").json()["event"]["id"] == whole
    assert f"/events/{whole}?ledger=" in client.get(f"/events/{short}.json").headers["link"]


def test_an_export_keeps_the_order_and_tells_the_version(client):
    answer = client.get("/search.csv?order=doubt")
    found = [float(row["confidence"]) for row in csv.DictReader(io.StringIO(answer.text))]
    assert found == sorted(found)
    assert len(found) > 450
    assert answer.headers["dragoman-ledger-version"] == client.get("/home.json").headers["dragoman-ledger-version"]
    board = list(csv.DictReader(io.StringIO(client.get("/charts/board.csv").text)))
    assert {"state", "steps"} <= board[0].keys()
    assert client.get("/charts/board.json").json()["spec"]["datasets"]["rows"]


def test_a_long_document_is_read_page_by_page(client, path):
    with Ledger(path, readonly=True) as ledger:
        first = document(ledger, Asked("/documents/long.txt"), "long.txt")
        starts = [s.start for s in ledger.reading("long.txt").sentences]
    assert (first.earlier, len(first.parts[0].sentences)) == (None, 200)
    seen, address = [], "/documents/long.txt"
    while address:
        page = client.get(address.replace("long.txt", "long.txt.json")).json()
        seen += [told["start"] for part in page["parts"] for told in part["sentences"]]
        address = page["later"]
    assert seen == starts
    deep = client.get(f"/documents/long.txt?at={starts[333]}").text
    assert f'id="s{starts[333]}"' in deep
    assert f'id="s{starts[3]}"' not in deep


def test_the_chart_of_a_dossier_leads_to_its_events(client):
    page = client.get("/dossiers/CHL/PER").text
    assert re.search(r'<a href="/events/m[0-9a-f]+"><path [^>]*><title>14 June 2016: Chile and Peru held talks', page)
    for name in ("network", "months", "board", "chronology"):
        assert "<svg" in client.get(f"/charts/{name}").text
    assert "nothing to draw" in client.get("/charts/chronology?pair=PER.BRA").text


def test_an_actor_has_its_dated_roles(client):
    page = client.get("/actors/CHL.json").json()
    held = {(role["name"], role["role"], role["start"]) for role in page["roles"]["office"]}
    assert any(name == "Michelle Bachelet" and str(start).startswith("2014") for name, _, start in held)
    assert [one["code"] for one in page["partners"]] == ["BOL", "PER"]


def test_what_stands_in_a_text_is_shown_as_text(client):
    for address in [
        "/",
        "/dossiers/CHL/PER",
        "/search",
        "/briefs/CHL/PER",
        *set(links(client.get("/dossiers/CHL/PER"))),
    ]:
        page = client.get(address.partition("#")[0])
        if page.headers["content-type"].startswith("text/html"):
            assert "<script>" not in page.text
            assert "<img" not in page.text
    with_it = client.get("/documents/evil.txt").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in with_it


def test_every_table_shows_how_far_to_trust_it(client):
    for address in ("/dossiers/CHL/PER", "/search", "/search?show=events", "/queue", "/documents/talks.txt"):
        assert re.search(r"How far to trust these rows.*?<strong>\d+%</strong>", client.get(address).text, re.DOTALL), (
            address
        )


def test_a_permalink_tells_when_the_ledger_has_changed_since(mine):
    page = mine.get("/dossiers/CHL/PER")
    (link,) = re.findall(r'<a href="http://127.0.0.1:8765(/dossiers/CHL/PER\?ledger=[^"]+)"', page.text)
    assert "This link was made of version" not in mine.get(link).text
    row = mine.get("/search.json").json()["rows"][0]["row"]["id"]
    assert rule(mine, row, "accept").status_code == 303
    assert "This link was made of version" in mine.get(link).text
    assert mine.get("/home.json").headers["dragoman-ledger-version"] != parse_qs(urlsplit(link).query)["ledger"][0]


def test_what_is_cited_is_cited_as_it_is_known():
    view = cite_view("Chile and Peru", "http://127.0.0.1/dossiers/CHL/PER?ledger=1.2.3.4", "1.2.3.4", "2026-11-23")
    assert view.chicago.startswith("“Chile and Peru,” ledger version 1.2.3.4")
    assert "accessed 23 November 2026" in view.chicago
    assert "@misc{dragomanChileandPeru," in view.bibtex
    article = cite_document("a.txt", "50% & {more}", "O'Hara", "Post_Daily", "2012-10")
    assert article.chicago == "O'Hara, “50% & {more},” Post_Daily, October 2012."
    assert r"title = {50\% \& \{more\}}" in article.bibtex
    assert r"journal = {Post\_Daily}" in article.bibtex
    bare = cite_document("a b\n.txt", None, None, None, None)
    assert bare.chicago == "“a b .txt,” n.d."


def test_the_description_names_every_address(client):
    found = client.get("/openapi.json").json()
    assert found["openapi"].startswith("3.1")
    assert {"/home.json", "/dossiers/{one}/{other}.json", "/search.csv", "/rulings.json"} <= found["paths"].keys()
    asked = {one["name"] for one in found["paths"]["/search.json"]["get"]["parameters"]}
    assert FIELDS.keys() <= asked
    refs = re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(found))
    assert refs
    assert set(refs) <= found["components"]["schemas"].keys()
    assert "/dossiers/{one}/{other}.json" in client.get("/api").text


def test_an_address_says_what_was_asked():
    every = Filter(
        pair=("CHL", "PER"), since="2016", types=("ACCUSE", "AID"), outlets=("Ä & B",), domestic=False,
        min_confidence=0.5, strict_polity=True, words='"a b" c',
    )  # fmt: skip
    asked = Asked("/search", every, show="events", limit=20, order="latest")
    again = asked_of("/search", parse_qs(urlsplit(asked.query()).query))
    assert again == asked
    assert FIELDS.values() == set(Filter.__dataclass_fields__) or set(FIELDS.values()) == set(
        Filter.__dataclass_fields__
    )


# Ruling.


def test_rulings_are_made_undone_and_followed_by_the_counts(mine):
    before = mine.get("/home.json").json()["totals"]
    row = next(
        line["row"] for line in mine.get("/search.json?pair=CHL.PER").json()["rows"] if line["row"]["type"] == "CONSULT"
    )
    answer = rule(mine, row["id"], "reject", note="no such talks", back="/search?pair=CHL.PER")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/search?pair=CHL.PER&done=1"
    page = mine.get(answer.headers["location"])
    assert f"Ruling 1: {row['id']} reject by Ada." in page.text
    after = mine.get("/home.json").json()["totals"]
    assert (after["mentions"], after["events"]) == (before["mentions"] - 1, before["events"] - 1)
    rule(mine, row["id"], "undo")
    assert mine.get("/home.json").json()["totals"] == before
    fields = {
        "type": "CONSULT/visit",
        "status": "planned",
        "actors": "chl, per",
        "recipients": "none",
        "date": "2016-07",
    }
    rule(mine, row["id"], "recode", **fields)
    with Ledger(mine.ledger, readonly=True) as ledger:
        found = ledger.rows([row["id"]])[row["id"]]
        ruling = ledger.rulings()[-1]
    assert (found.type, found.mode, found.status, found.recipients, found.date_precision) == (
        "CONSULT", "visit", "planned", (), "month",
    )  # fmt: skip
    assert (ruling.who, found.ruling) == ("Ada", "recoded")


def test_a_ruling_that_ends_its_event_leads_to_its_row(mine):
    event = mine.get("/search.json?show=events&pair=CHL.PER&type=CONSULT").json()["events"][0]["id"]
    answer = rule(mine, event, "reject", back=f"/events/{event}#{event}")
    assert answer.headers["location"].startswith(f"/rows/{event}?done=")
    assert "part of no event" in mine.get(answer.headers["location"]).text


def test_two_rows_are_one_event_or_not(mine):
    one, other = (
        line["id"] for line in mine.get("/search.json?show=events&pair=CHL.PER&type=CONSULT").json()["events"][:2]
    )
    rule(mine, one, "same", other=other)
    assert len(mine.get(f"/events/{min(one, other)}.json").json()["rows"]) == 2
    rule(mine, one, "not same", other=other)
    assert len(mine.get(f"/events/{min(one, other)}.json").json()["rows"]) == 1
    assert [r["verdict"] for r in mine.get("/rulings.json").json()["rulings"]] == ["not same", "same"]


def test_the_queue_has_what_nobody_ruled_on(mine):
    first = mine.get("/queue.json").json()
    confidence = [line["row"]["confidence"] for line in first["rows"]]
    assert confidence == sorted(confidence)
    row = first["rows"][0]["row"]["id"]
    rule(mine, row, "accept")
    assert row not in {line["row"]["id"] for line in mine.get("/queue.json").json()["rows"]}
    rare = {line["row"]["type"] for line in mine.get("/queue.json?why=rare").json()["rows"]}
    assert len(rare) <= 3
    assert mine.get("/queue?why=boredom").status_code == 400


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"verdict": "burn"}, "no verdict"),
        ({"verdict": "accept", "id": "m0"}, "m0"),
        ({"verdict": "recode"}, "needs what is right"),
        ({"verdict": "recode", "status": "plannd"}, "did you mean planned"),
        ({"verdict": "same", "other": ""}, ""),
    ],
)
def test_a_ruling_that_cannot_be_meant_is_told(mine, form, said):
    row = mine.get("/search.json").json()["rows"][0]["row"]["id"]
    answer = rule(mine, form.pop("id", row), form.pop("verdict"), **form)
    assert answer.status_code == 400
    assert said in answer.text
    assert mine.get("/rulings.json").json()["total"] == 0


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/a\r\nb: c"]
)
def test_after_a_ruling_nobody_is_sent_elsewhere(mine, back):
    row = mine.get("/search.json").json()["rows"][0]["row"]["id"]
    place = rule(mine, row, "accept", back=back).headers["location"]
    assert place.startswith("/?done=")


def test_a_ruling_on_the_only_step_leads_to_the_rulings_where_it_is_undone(mine):
    with Ledger(mine.ledger, readonly=True) as ledger:
        visit = next(iter(ledger.undertakings(Filter(pair=("CHL", "PER")))))
    for number, step in enumerate(visit.steps, 1):
        answer = rule(mine, step.id, "reject", back=f"/undertakings/{visit.id}#{step.id}")
        assert mine.get(answer.headers["location"]).status_code == 200, number
    assert answer.headers["location"] == "/rulings?done=3"
    page = mine.get("/rulings")
    assert page.text.count('value="undo"') == 3
    rule(mine, visit.steps[0].id, "undo", number="1")
    assert mine.get(f"/undertakings/{visit.steps[0].id}").status_code == 200
    rule(mine, visit.steps[0].id, "accept")
    assert "ruled" in mine.get(f"/undertakings/{visit.steps[0].id}").text


def test_what_is_undone_is_the_ruling_that_was_named(mine):
    row = mine.get("/search.json").json()["rows"][0]["row"]["id"]
    rule(mine, row, "accept")
    rule(mine, row, "reject")
    answer = rule(mine, row, "undo", number="1")
    assert (answer.status_code, "ruling 1 stands no more" in answer.text) == (400, True)
    assert "It stands no more" in mine.get("/queue?done=1").text
    assert rule(mine, row, "undo", number="2").status_code == 303


def test_accepting_keeps_no_recoding_by_the_way(mine):
    row = mine.get("/search.json").json()["rows"][0]["row"]["id"]
    answer = rule(mine, row, "accept", type="AID")
    assert (answer.status_code, "recode does" in answer.text) == (400, True)


def test_pages_go_on_while_a_ruling_waits_for_another_writer(mine):
    row = mine.get("/search.json").json()["rows"][0]["row"]["id"]
    token = token_of(mine)
    form = {"token": token, "id": row, "verdict": "accept"}
    with Ledger(mine.ledger) as other, ThreadPoolExecutor(4) as pool:
        with other._database.writing():
            waiting = [pool.submit(mine.post, "/rulings", data=form, follow_redirects=False) for _ in range(3)]
            time.sleep(0.5)
            began = time.monotonic()
            assert mine.get("/").status_code == 200
            assert time.monotonic() - began < 3
        assert [one.result().status_code for one in waiting] == [303] * 3


# Safety.

FOREIGN = [
    {"origin": "http://evil.example", "sec-fetch-site": "cross-site"},
    {"origin": "http://evil.example"},
    {"origin": "null"},
    {"origin": f"http://{HOST}.evil.example"},
    {"origin": "http://127.0.0.1:1", "sec-fetch-site": "same-site"},
    {"origin": f"http://{HOST}", "sec-fetch-site": "cross-site"},
    {"origin": f"http://{HOST}", "host": "evil.example"},
    {"origin": "http://evil.example:8765", "host": "evil.example:8765"},
    {"origin": f"ftp://{HOST}"},
    {"origin": ""},
    {},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_ruling_from_elsewhere_is_refused(mine, headers):
    row = mine.get("/search.json").json()["rows"][0]["row"]["id"]
    form = {"token": token_of(mine), "id": row, "verdict": "reject"}
    mine.headers.pop("origin")
    mine.headers.pop("sec-fetch-site")
    answer = mine.post("/rulings", data=form, headers=headers, follow_redirects=False)
    assert answer.status_code in {403, 421}
    with Ledger(mine.ledger, readonly=True) as ledger:
        assert ledger.rulings() == ()


@pytest.mark.parametrize("token", ["", "x", "é", None])
def test_a_ruling_without_the_token_of_its_form_is_refused(mine, token):
    row = mine.get("/search.json").json()["rows"][0]["row"]["id"]
    form = {"id": row, "verdict": "reject"} | ({} if token is None else {"token": token})
    assert mine.post("/rulings", data=form).status_code == 403
    assert mine.get("/rulings.json").json()["total"] == 0


def test_a_ruling_is_a_form_of_bounded_size(mine):
    assert mine.post("/rulings", json={"id": "m1"}).status_code == 415
    assert mine.post("/rulings", data={"note": "x" * 70_000}).status_code == 413


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:1", "127.0.0.1", "", "127.0.0.1:8765.evil.example"])
def test_a_request_to_another_host_is_refused(client, host):
    page = client.get("/", headers={"host": host})
    assert (page.status_code, "Peru" in page.text) == (421, False)
    assert client.get("/", headers={"host": HOST.upper()}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_but_reading_is_let_through(client, method):
    assert client.request(method, "/", headers=SAME).status_code == 405
    assert client.request("PUT", "/rulings", headers=SAME).status_code == 405


def test_every_answer_carries_what_keeps_it_in(client):
    for address in ("/", "/nothing", "/style.css", "/home.json", "/search.csv", "/briefs/CHL/PER"):
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self' 'sha256-")
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


def test_with_a_secret_only_who_brings_it_reads(path):
    secret = "correct horse battery"
    with TestClient(create_app(path, {HOST}, secret=secret), base_url=f"http://{HOST}") as client:
        assert client.get("/").status_code == 401
        assert client.get("/?token=wrong").status_code == 401
        assert client.get("/", headers={"authorization": "Bearer wrong"}).status_code == 401
        assert client.get("/", headers={"cookie": "dragoman=x; ;;="}).status_code == 401
        assert client.get("/", headers={"authorization": f"Bearer {secret}"}).status_code == 200
        entered = client.get(f"/search?words=copper&token={quote(secret)}", follow_redirects=False)
        assert (entered.status_code, entered.headers["location"]) == (303, "/search?words=copper")
        assert "HttpOnly; SameSite=Strict" in entered.headers["set-cookie"]
        assert client.get("/search?words=copper").status_code == 200


MISSING = ["/nothing", "/events/m0", "/dossiers/CHL/XXX", "/documents/no.txt", "/undertakings/u0", "/events/'--",
           "/rows/d", "/actors/XXX", "/briefs/CHL/XXX", "/charts/pie"]  # fmt: skip


@pytest.mark.parametrize("address", MISSING)
def test_what_is_not_there_is_told(client, address):
    page = client.get(address)
    assert page.status_code == 404
    assert "That is not here" in page.text
    asked = client.get(f"{address}.json")
    assert (asked.status_code, [*asked.json()]) == (404, ["error"])


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("tipe=AID", "did you mean type"), ("type=ADI", "did you mean AID"), ("limit=x", "whole number"),
        ("limit=501", "out of range"), ("since=2012-02-30", "no date"), ("pair=CHL", "write it as PAK.RUS"),
        ("historical=maybe", "no historical"), ("confidence=high", "a number from 0 to 1"), ("order=price", "no order"),
        ("after=x", "no place"), ("show=all", "no list"), ("words=a&words=b", "give it once"),
        ("confidence=NaN", "out of range"), ("at=-1", "whole number"),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_meant_is_told(client, query, said):
    page = client.get(f"/search?{query}")
    assert page.status_code == 400
    assert said in page.text


# Two hundred strings through every word of an address: each gets the answer of the ledger to that very string, or is
# refused by name; nothing fails, and nothing changes.


@pytest.mark.parametrize(
    "word", [*FIELDS, "order", "after", "limit", "show", "why", "at", "done", "ledger", "surprise"]
)
def test_an_injection_gets_the_literal_answer(client, path, word):
    with Ledger(path, readonly=True) as ledger:
        before = (ledger.fingerprint(), ledger.version())
        for text in INJECTIONS:
            page = client.get("/search.json", params={word: text})
            assert page.status_code in {200, 400, 414}, (word, text)
            if word in FIELDS and page.status_code == 200 and text.strip():
                asked = asked_of("/search", {word: [text]}).filter
                wanted = sum(1 for _ in ledger.mentions(asked))
                assert page.json()["total"] == wanted, (word, text)
            if page.status_code == 400 and word in FIELDS:
                with pytest.raises(FilterError):
                    ledger.count(asked_of("/search", {word: [text]}).filter)
                    ledger.mentions_page(asked_of("/search", {word: [text]}).filter)
        assert (ledger.fingerprint(), ledger.version()) == before


@pytest.mark.parametrize(
    "place", ["/events/", "/undertakings/", "/documents/", "/rows/", "/actors/", "/dossiers/CHL/", "/charts/"]
)
def test_an_injection_for_an_id_leads_nowhere(client, place):
    for text in INJECTIONS:
        page = client.get(place + quote(text, safe=""))
        assert page.status_code in {200, 404, 414}, (place, text)
        if page.status_code == 200:
            assert text.strip() in {"CHL", "PER", "BOL", "network", "months", "board", "chronology"} or len(text) <= 3


def test_injections_in_rulings_change_nothing(mine):
    row = mine.get("/search.json").json()["rows"][0]["row"]["id"]
    token = token_of(mine)
    for text in INJECTIONS:
        form = {"token": token, "id": text, "verdict": "reject", "other": text}
        assert mine.post("/rulings", data=form, follow_redirects=False).status_code in {400, 403}, text
        form = {"token": token, "id": row, "verdict": "recode", "type": text, "status": text, "actors": text}
        assert mine.post("/rulings", data=form, follow_redirects=False).status_code == 400, text
    assert mine.get("/rulings.json").json()["total"] == 0


# Serving.


def test_a_name_that_two_documents_have_leads_to_each_by_its_row(path, tmp_path):
    with Ledger(shutil.copy(path, tmp_path / "l.db")) as ledger:
        reading = read_text("Chile and Peru met in Lima on 3 May 2016 about copper.", Coder(), "2016-05-04")
        ledger.add(replace(reading, document=replace(reading.document, name="talks.txt")))
        ids = {row.id for row in ledger.documents() if row.name == "talks.txt"}
    with TestClient(create_app(tmp_path / "l.db", {HOST}), base_url=f"http://{HOST}") as client:
        found = client.get("/search.json?pair=CHL.PER&type=CONSULT").json()["rows"]
        homes = {line["href"].partition("?")[0].removeprefix("/documents/") for line in found}
        assert ids <= homes
        assert client.get("/documents/talks.txt").status_code == 404


def test_an_address_too_long_is_refused(client):
    assert client.get("/?" + "x" * 9_000).status_code == 414


def test_a_ledger_that_is_none_is_named_at_the_start(tmp_path):
    with pytest.raises(LedgerError, match="does not exist"):
        create_app(tmp_path / "l.db", {HOST})


def test_what_takes_too_long_is_given_up(path):
    with Ledger(path, readonly=True, patience=0.0) as ledger, pytest.raises(LedgerError, match="in the time allowed"):
        many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 50000000) SELECT count(*) FROM n"
        ledger._database.one(many)


def test_a_ledger_put_in_the_place_of_another_is_read(path, tmp_path):
    where = shutil.copy(path, tmp_path / "l.db")
    with TestClient(create_app(where, {HOST}), base_url=f"http://{HOST}") as client:
        assert client.get("/home.json").json()["totals"]["documents"] == len(TEXTS)
        with Ledger(tmp_path / "new.db", create=True) as other:
            other.add(read_text("Fiji accused Samoa of theft.", Coder(), "2016-05-04"))
        (tmp_path / "new.db").replace(where)
        for side in ("-wal", "-shm"):
            Path(f"{where}{side}").unlink(missing_ok=True)
        assert client.get("/home.json").json()["totals"]["documents"] == 1
        where.unlink()
        assert client.get("/home.json").status_code == 503


def test_the_command_serves_until_it_is_stopped_while_another_writes(path, tmp_path):
    ledger = shutil.copy(path, tmp_path / "l.db")
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "dragoman", "serve", "--port", str(port), "--ledger", str(ledger)]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert f"http://127.0.0.1:{port}/ shows " in server.stderr.readline()
            first = answered(f"http://127.0.0.1:{port}/home.json")
            with Ledger(ledger) as store:
                store.rule(next(store.mentions()).id, "reject")
                with store._database.writing():
                    again = answered(f"http://127.0.0.1:{port}/home.json")
            assert again["totals"]["events"] == first["totals"]["events"] - 1
        finally:
            server.send_signal(signal.SIGINT)
            assert server.wait(20) == 0


def answered(address):
    for _ in range(100):
        try:
            return httpx.get(address).json()
        except httpx.ConnectError:
            time.sleep(0.1)
    raise AssertionError(f"no answer from {address}")
