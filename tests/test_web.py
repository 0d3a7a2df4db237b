"""The reading room: pages that lead from two states to the words of a document, and let nobody else in."""

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace

import httpx
import pytest
from starlette.testclient import TestClient

from dragoman.errors import LedgerError
from dragoman.ledger import Ledger
from dragoman.pipeline import Coder, read_text
from dragoman.web import create_app
from dragoman.web.pages import event

HOST = "127.0.0.1:8765"
EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)">'
TEXTS = {
    "talks.txt": ("Peru and Chile held talks on copper in Arica on 14 June 2016.", "2016-06-15"),
    "plan.txt": ("The Chilean president will visit Peru in September, the foreign ministry said.", "2016-06-20"),
    "axed.txt": ("The Chilean president has cancelled his visit to Peru.", "2016-08-30"),
    "off.txt": ("The Chilean president has postponed his visit to Peru.", "2016-08-30"),
    "evil.txt": (f"Chile and Peru met in Tacna on 2 July 2016 {EVIL} about fish.", "2016-07-03"),
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
    with TestClient(create_app(path, {HOST}), base_url=f"http://{HOST}") as made:
        yield made


def links(page):
    return re.findall(r'href="(/[^"]*)"', page.text)


def test_a_reader_goes_from_the_first_page_to_the_words_of_a_document(client):
    (dossier,) = [link for link in links(client.get("/")) if link.startswith("/dossiers/")]
    assert dossier == "/dossiers/CHL/PER"
    page = client.get(dossier)
    (event,) = re.findall(r'14 June 2016</span>\s*<a href="(/events/[^"]+)">', page.text)
    row = client.get(event)
    assert "Peru and Chile held talks on copper in Arica" in row.text
    (place,) = [link for link in links(row) if link.startswith("/documents/")]
    address, _, anchor = place.partition("#")
    words = re.search(rf'id="{anchor}">\s*<p>(.*?)</p>', client.get(address).text, re.DOTALL)[1]
    assert re.sub(r'<span class="code">.*?</span>|<.*?>', "", words) == TEXTS["talks.txt"][0]


def test_every_link_of_every_page_leads_somewhere(client):
    seen, waiting = set(), {"/"}
    while waiting:
        address = waiting.pop()
        seen.add(address)
        page = client.get(address)
        assert page.status_code == 200, address
        if page.headers["content-type"].startswith("text/html"):
            waiting |= {link.partition("#")[0] for link in links(page)} - seen
    assert len(seen) > 20


def test_a_page_is_json_and_csv_too(client, path):
    page = client.get("/dossiers/CHL/PER.json").json()
    with Ledger(path, readonly=True) as ledger:
        assert [line["id"] for line in page["events"]] == [event.id for event in ledger.events()]
        (visit,) = ledger.undertakings()
    assert client.get("/dossiers/CHL/PER.csv").text.splitlines()[0].startswith("id,day,words,status")
    told = client.get(f"/undertakings/{visit.id}.json").json()
    assert [step["state"] for step in told["undertaking"]["steps"]] == ["planned", "cancelled", "postponed"]
    assert [one["fact"] for one in told["disagreements"]] == ["fate"]
    assert "called off" not in json.dumps(page["counts"])


def test_the_chart_of_a_dossier_leads_to_its_events(client):
    page = client.get("/dossiers/CHL/PER").text
    assert re.search(r'<a href="/events/m[0-9a-f]+"><path [^>]*><title>14 June 2016: Chile and Peru held talks', page)


def test_what_stands_in_a_text_is_shown_as_text(client):
    for address in ["/", "/dossiers/CHL/PER", *set(links(client.get("/dossiers/CHL/PER")))]:
        page = client.get(address.partition("#")[0])
        if page.headers["content-type"].startswith("text/html"):
            assert "<script" not in page.text
            assert "<img" not in page.text
    with_it = client.get("/documents/evil.txt").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in with_it


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:1", "127.0.0.1", "", "127.0.0.1:8765.evil.example"])
def test_a_request_to_another_host_is_refused(client, host):
    page = client.get("/", headers={"host": host})
    assert (page.status_code, "Pakistan" in page.text) == (421, False)
    assert client.get("/", headers={"host": HOST.upper()}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_but_reading_is_let_through(client, method):
    assert client.request(method, "/").status_code == 405


def test_every_answer_carries_what_keeps_it_in(client):
    for address in ("/", "/nothing", "/style.css", "/home.json"):
        headers = client.get(address).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self';")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


MISSING = ["/nothing", "/events/m0", "/dossiers/CHL/XXX", "/documents/no.txt", "/undertakings/u0", "/events/'--"]


@pytest.mark.parametrize("address", MISSING)
def test_what_is_not_there_is_told(client, address):
    page = client.get(address)
    assert page.status_code == 404
    assert "That is not here" in page.text


def test_a_name_that_two_documents_have_leads_to_neither(path, tmp_path):
    with Ledger(shutil.copy(path, tmp_path / "l.db")) as ledger:
        reading = read_text("Chile and Peru met in Lima on 3 May 2016 about copper.", Coder(), "2016-05-04")
        ledger.add(replace(reading, document=replace(reading.document, name="talks.txt")))
        told = {event.id: set(event.documents) for event in ledger.events()}
        places = {key: event(ledger, key).places for key, names in told.items() if names == {"talks.txt"}}
    assert list(places.values()) == [{}, {}]


def test_an_address_too_long_is_refused(client):
    assert client.get("/?" + "x" * 9_000).status_code == 414


def test_a_ledger_that_is_none_is_named_at_the_start(tmp_path):
    with pytest.raises(LedgerError, match="does not exist"):
        create_app(tmp_path / "l.db", {HOST})


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
