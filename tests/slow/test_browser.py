"""The reading room in a real browser: walked from the first page to the words and back, ruled by keys, and attacked.

Debian's chromium, driven by Playwright; `.ci/run` installs it. Of every page: no request to another origin, nothing on
the console, nothing that axe-core finds.
"""

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from dragoman.desk import read
from dragoman.ledger import Ledger
from readings import reading, row

pytestmark = pytest.mark.slow

DATA = Path(__file__).parent.parent / "data"
HOSTILE = yaml.safe_load((DATA / "hostile.yaml").read_text(encoding="utf-8"))
EXAMPLES = Path(__file__).parent.parent.parent / "src" / "dragoman" / "examples"


@contextmanager
def served(ledger):
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "dragoman", "serve", "--port", str(port), "--by", "Ada", "--ledger", str(ledger)]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert "shows" in server.stderr.readline()
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(20)


def wait_for(port):
    for _ in range(200):
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server does not listen")


@pytest.fixture(scope="module")
def chromium():
    found = shutil.which("chromium") or shutil.which("google-chrome")
    assert found, "no chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    """The ledger of the sample corpus."""
    path = tmp_path_factory.mktemp("browser") / "l.db"
    read(str(EXAMPLES), str(path))
    return path


@pytest.fixture
def room(press, tmp_path):
    """The sample corpus, served, in a copy that rulings may change."""
    with served(shutil.copy(press, tmp_path / "l.db")) as address:
        yield address


class Watched:
    """A page whose every request, message and error is kept."""

    def __init__(self, browser, base, **settings):
        self.context = browser.new_context(**{"viewport": {"width": 1200, "height": 900}, **settings})
        self.page = self.context.new_page()
        self.base = base
        self.faults = []
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: (self.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on("request", lambda request: self._asked(request.url))

    def _said(self, message):
        if message.type in {"error", "warning"}:
            self.faults.append(f"console: {message.text}")

    def _asked(self, url):
        if not url.startswith((self.base + "/", "data:", "blob:")) and url != self.base:
            self.faults.append(f"request: {url}")

    def go(self, address):
        self.page.goto(self.base + address)
        return self.page

    def check(self):
        """Nothing went wrong on the page as it stands, and axe-core finds nothing."""
        found = Axe().run(self.page).response["violations"]
        told = [(one["id"], one["nodes"][0]["html"][:120]) for one in found]
        assert (told, self.faults) == ([], []), self.page.url


@pytest.fixture
def watched(chromium, room):
    found = Watched(chromium, room)
    yield found
    found.context.close()


def test_from_the_first_page_by_a_point_of_the_chart_to_the_words_and_back(watched):
    page = watched.go("/")
    watched.check()
    page.locator(".pairs a").first.click()
    page.wait_for_url("**/dossiers/**")
    watched.check()
    dossier = page.url
    point = page.locator(".chart svg a").first
    title = point.locator("title").text_content()
    point.click()
    page.wait_for_url("**/events/**")
    watched.check()
    words = page.locator("h1").text_content()
    assert words.rstrip(".") in title
    sentence = page.locator("article.row blockquote").first.text_content().strip().strip("“”")
    page.locator("article.row .told a").nth(1).click()
    page.wait_for_url("**/documents/**")
    watched.check()
    marked = page.locator(".sentence:target")
    expect(marked).to_be_visible()
    shown = marked.locator("> p").evaluate(
        "p => { p = p.cloneNode(true); p.querySelectorAll('.code').forEach(e => e.remove()); return p.textContent }"
    )
    assert shown == sentence
    assert marked.locator("mark").count() > 0
    page.go_back()
    page.go_back()
    assert page.url == dossier
    assert watched.faults == []


def test_search_narrows_and_its_address_is_the_question(watched):
    page = watched.go("/")
    page.keyboard.press("/")
    page.keyboard.type("visit")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?words=visit")
    watched.check()
    rows = page.locator("article.row")
    before = rows.count()
    assert before > 0
    page.locator(".facets section", has_text="type").locator("a").first.click()
    page.wait_for_url("**type=**")
    watched.check()
    assert 0 < rows.count() <= before
    again = watched.context.new_page()
    again.goto(page.url)
    assert again.locator("article.row").count() == rows.count()
    again.close()


def test_a_row_is_ruled_and_the_ruling_undone_by_keys_alone(watched):
    page = watched.go("/queue")
    first = page.locator("[data-row]").first.get_attribute("id")
    total = page.locator(".counts").text_content()
    page.keyboard.press("j")
    expect(page.locator(f"[id='{first}']")).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator("#done")).to_contain_text(f"Ruling 1: {first} accept by Ada")
    assert page.locator(f"[id='{first}']").count() == 0
    watched.check()
    page.keyboard.press("u")
    expect(page.locator("#done")).to_contain_text(f"Ruling 2: {first} undo")
    assert page.locator(".counts").text_content() == total
    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(page.locator("#done")).to_contain_text("reject")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    here = page.locator(".row.here")
    expect(here.locator("input[name=status]")).to_be_focused()
    page.keyboard.type("denied")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(re.compile("Ruling 4"))
    assert watched.faults == []


def test_why_a_row_is_wrong_is_kept_with_the_ruling_that_is_pressed(watched):
    page = watched.go("/queue")
    row = page.locator("[data-row]").first
    row.locator("summary[data-key=e]").click()
    why = row.get_by_label("Why accepted or rejected")
    why.fill("they met in another year")
    why.press("Enter")
    expect(page.locator("#done")).to_have_count(0)
    row.get_by_role("button", name="Reject", exact=True).click()
    expect(page.locator("#done")).to_contain_text("reject")
    expect(watched.go("/rulings").locator("main")).to_contain_text("they met in another year")
    assert watched.faults == []


def test_keys_open_rows_and_pages(watched):
    page = watched.go("/search?limit=5")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("[data-row]").nth(1).get_attribute("id")
    page.keyboard.press("o")
    page.wait_for_url(f"**/rows/{second}")
    watched.check()
    page.go_back()
    page.keyboard.press("n")
    page.wait_for_url("**after=**")
    assert page.locator("[data-row]").count() == 5
    page.keyboard.press("h")
    page.wait_for_url(watched.base + "/")


EVERY = [
    *("/", "/search", "/search?show=events", "/search?show=undertakings", "/search?show=documents"),
    *("/search?show=sentences&words=visit", "/queue", "/rulings", "/api", "/nothing"),
    *("/charts/network", "/charts/board", "/charts/months"),
]


def _walk(watched):
    for address in EVERY:
        page = watched.go(address)
        if address == "/nothing":
            watched.faults.clear()  # the browser itself says that the page is not there
        watched.check()
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, f"{address} is {width} pixels too wide"
    page = watched.go("/")
    for link in page.locator(".pairs a").all()[:1]:
        link.click()
        watched.check()
        page.goto(page.url.replace("/dossiers/", "/briefs/"))
        watched.check()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_sound_in_light_and_dark(chromium, room, scheme):
    _walk(Watched(chromium, room, color_scheme=scheme))


def test_every_page_is_sound_on_a_phone(chromium, room):
    _walk(Watched(chromium, room, viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True))


def test_without_script_all_is_there_and_rulings_are_made(chromium, room):
    watched = Watched(chromium, room, java_script_enabled=False)
    page = watched.go("/queue")
    first = page.locator("article.row").first.get_attribute("id")
    page.locator("article.row").first.get_by_role("button", name="Reject").click()
    expect(page.locator("#done")).to_contain_text(f"Ruling 1: {first} reject by Ada")
    page.locator("#done").get_by_role("button", name="Undo").click()
    expect(page.locator("#done")).to_contain_text("undo")
    page.goto(room + "/")
    page.locator(".pairs a").first.click()
    assert page.locator(".chart svg a").count() > 0
    page.locator(".chart svg a").first.click()
    assert "/events/" in page.url
    assert watched.faults == []


def test_what_is_printed_is_the_page_without_its_tools(watched):
    page = watched.go("/")
    page.locator(".pairs a").first.click()
    page.emulate_media(media="print")
    for hidden in ("body > header", "form", ".rule", ".skip"):
        for one in page.locator(hidden).all():
            assert not one.is_visible(), hidden
    assert page.locator("ol.events").is_visible()
    assert len(page.pdf()) > 10_000
    assert watched.faults == []


def test_a_brief_stands_by_itself(chromium, press, tmp_path):
    where = tmp_path / "brief.html"
    with Ledger(press, readonly=True) as ledger:
        one, other, _ = ledger.pairs(1)[0]
    words = [sys.executable, "-m", "dragoman", "brief", one, other, "--ledger", str(press), "-o", str(where)]
    subprocess.run(words, check=True)
    context = chromium.new_context(offline=True, java_script_enabled=True)
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(where.as_uri())
    assert asked == [where.as_uri()]
    assert said == []
    numbers = page.locator("main ul a[href^='#row-']")
    assert numbers.count() > 0
    for link in [*numbers.all(), *page.locator(".chart a").all()]:
        assert page.locator(f"[id='{link.get_attribute('href')[1:]}']").count() == 1
    assert page.locator(".chart svg").count() == 1
    assert [v["id"] for v in Axe().run(page).response["violations"]] == []
    assert page.locator("script").count() == 0
    context.close()


# Sixty payloads, each in its place: all pages that show them are walked, and none runs.


def hostile_readings():
    for number, one in enumerate(HOSTILE):
        text, where = one["text"].replace("\0", "\ufffd"), one["where"]
        lines = [("body", f"Chile and Peru held talks number {number}.", row("CHL", "PER", actor_names=(text,)))]
        if where == "comment":
            lines.append(("comment", text))
            lines[0] = ("body", f"Chile and Peru held talks number {number}.", row("CHL", "PER"))
        made = reading(f"{number}.txt" if where != "file" else text, *lines, published="2016-07-09")
        document = replace(made.document, title=text, author=text, outlet=text)
        if where == "address":
            document = replace(document, source=text)
        if where == "comment":
            passages = (document.passages[0], replace(document.passages[1], author=text, time=text))
            document = replace(document, passages=passages)
        yield one, replace(made, document=document)


def test_sixty_hostile_payloads_are_shown_and_none_runs(chromium, tmp_path):
    ids = {}
    with Ledger(tmp_path / "l.db", create=True) as ledger:
        for one, made in hostile_readings():
            ledger.add(made)
            ids[one["name"]] = (made.document.id, made.mentions[0].id, one["text"])
    assert len(ids) == 60
    with served(tmp_path / "l.db") as base:
        watched = Watched(chromium, base)
        page = watched.page
        addresses = ["/search?limit=100", "/search?show=documents&limit=100", "/dossiers/CHL/PER", "/briefs/CHL/PER"]
        addresses += ["/search?show=sentences&words=talks&limit=100", "/queue?limit=100", "/charts/chronology", "/"]
        addresses += [f"/documents/{document}" for document, _, _ in ids.values()]
        addresses += [f"/rows/{mention}" for _, mention, _ in ids.values()]
        for address in addresses:
            watched.go(address)
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            for event in ("mouseover", "focus", "click", "toggle", "animationstart"):
                page.evaluate("e => document.querySelectorAll('main *').forEach(x => x.tagName !== 'A' && "
                              "x.tagName !== 'BUTTON' && x.dispatchEvent(new Event(e)))", event)  # fmt: skip
            assert page.evaluate("window.pwned") is None, address
            for foreign in page.locator("a").evaluate_all("links => links.map(link => link.href.baseVal ?? link.href)"):
                assert foreign.startswith((base, "/", "#")), (address, foreign)
            assert page.locator("main iframe, main object, main embed, main img, main base, main meta").count() == 0
            assert watched.faults == [], address
        for document, _, text in ids.values():
            page = watched.go(f"/documents/{document}")
            shown = re.sub(r"\s+", " ", page.locator("h1").text_content()).strip()
            assert shown == re.sub(r"\s+", " ", text.replace("\0", "\ufffd")).strip()


def test_a_page_of_another_site_can_neither_rule_nor_read(chromium, press, tmp_path):
    ledger = shutil.copy(press, tmp_path / "l.db")
    with served(ledger) as base:
        context = chromium.new_context()
        page = context.new_page()
        attack = tmp_path / "attack"
        attack.mkdir()
        with Ledger(ledger, readonly=True) as store:
            row_id = next(store.mentions()).id
        (attack / "index.html").write_text(
            f'<form id=f method=post action="{base}/rulings"><input name=id value="{row_id}">'
            "<input name=verdict value=reject><input name=token value=x></form>"
        )
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        words = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(attack)]
        with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as site:
            try:
                wait_for(port)
                page.goto(f"http://127.0.0.1:{port}/")
                read_it = page.evaluate("u => fetch(u).then(a => a.text()).catch(e => 'refused')", f"{base}/home.json")
                assert read_it == "refused"
                posted = page.evaluate(
                    "u => fetch(u, {method: 'POST', mode: 'no-cors', body: new URLSearchParams({id: 'x'})})"
                    ".then(a => a.type).catch(e => 'refused')",
                    f"{base}/rulings",
                )
                assert posted in {"refused", "opaque"}
                page.evaluate("document.getElementById('f').submit()")
                page.wait_for_url(f"{base}/rulings")
                assert "a ruling is made on our own pages alone" in page.content()
            finally:
                site.kill()
        with Ledger(ledger, readonly=True) as store:
            assert store.rulings() == ()
        context.close()
