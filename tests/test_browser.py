"""The page and the report in a real Chromium, as a person uses them.

`PSLINT_PICTURES=docs python -m pytest tests/test_browser.py` also draws the pictures that the documentation shows.
"""

import http.server
import json
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect, sync_playwright

from pslint import Linter
from pslint.export import export
from pslint.formats import load, parse_text, read_draft
from pslint.outputs import Run, View, render

from . import golden
from .formats.made import docx_of
from .formats.test_hostile import REFUSED
from .programs import axe, chromium, need
from .web_server import Served, command, thread, wait_for_end

ROOT = Path(__file__).resolve().parents[1]
WEAK = "I failed Step 1 because of personal issues. I met a tutor weekly for seven weeks and passed with a 231."
MENDED = WEAK.replace("because of personal issues", "while caring for my father after his surgery")
VAGUE = "personal issues"
WIDE, NARROW, ZOOMED = {"width": 1280, "height": 900}, {"width": 360, "height": 740}, {"width": 640, "height": 450}
# A loaded machine may take its time.
expect.set_options(timeout=20_000)
# What Chromium asks its maker by itself, whatever page is open.
_MAKER = {"accounts.google.com", "content-autofill.googleapis.com", "update.googleapis.com"}
_SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where Chromium writes what it sends."""
    return tmp_path_factory.mktemp("chromium") / "net.json"


@pytest.fixture(scope="module")
def browser(record: Path) -> Iterator[Browser]:
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    flags += ["--disable-component-update", "--disable-sync", f"--log-net-log={record}"]
    executable = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=flags)
        yield started
        started.close()


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with command() as running:
        yield running


@contextmanager
def opened(browser: Browser, address: str, **settings: Any) -> Iterator[Page]:
    """A page with that address, in a profile of its own; nothing may go wrong on its console."""
    context = browser.new_context(**({"viewport": WIDE} | settings))
    context.set_default_timeout(20_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    try:
        yield page
    finally:
        context.close()
    # Refused files are answers with an error's status, which Chromium notes on the console.
    assert [line for line in complaints if "status of 4" not in line] == []


def _marks(page: Page) -> list[str]:
    return page.locator("#under mark").all_text_contents()


def _marked(page: Page, words: str) -> Any:
    return page.locator("#under mark", has_text=words)


def _serious(page: Page) -> list[str]:
    """What axe-core finds; frames and best practices included."""
    page.evaluate(axe())
    found = page.evaluate("async () => (await axe.run()).violations")
    return [f"{item['id']} ({item['impact']}): {item['nodes'][0]['html']}" for item in found]


def _picture(page: Page, name: str) -> None:
    folder = os.environ.get("PSLINT_PICTURES")
    if folder:
        page.screenshot(path=ROOT / folder / f"{name}.png", animations="disabled")


def _drop(page: Page, name: str, data: bytes) -> None:
    carried = page.evaluate_handle(
        """([name, bytes]) => {
            const carried = new DataTransfer();
            carried.items.add(new File([new Uint8Array(bytes)], name));
            return carried;
        }""",
        [name, list(data)],
    )
    page.dispatch_event("#text", "dragover", {"dataTransfer": carried})
    page.dispatch_event("#text", "drop", {"dataTransfer": carried})


def test_a_weak_draft_is_pasted_and_mended(browser: Browser, served: Served) -> None:
    with opened(browser, served.address) as page:
        text = page.locator("#text")
        expect(page.locator("#status")).to_contain_text("waiting for your text")
        text.fill(WEAK)
        expect(_marked(page, VAGUE)).to_have_count(1)
        card = page.locator("#cards li", has_text=VAGUE).first
        expect(card).to_contain_text("warning")
        expect(page.locator("#scores")).to_contain_text("I failed Step 1")
        start, cause = WEAK.index("because"), "because of personal issues"
        text.evaluate("(box, [from, to]) => box.setSelectionRange(from, to)", [start, start + len(cause)])
        text.press("Delete")
        text.press_sequentially("while caring for my father after his surgery")
        expect(text).to_have_value(MENDED)
        expect(_marked(page, VAGUE)).to_have_count(0)
        expect(page.locator("#cards li", has_text=VAGUE)).to_have_count(0)


def test_the_marked_words_are_the_findings_words(browser: Browser, served: Served, linter: Linter) -> None:
    told = f"\U0001f9d1\u200d\u2695\ufe0f I like caf\u00e9s.\n\n{WEAK}\n\n\U0001f600 The end."
    wanted = {finding.excerpt for finding in linter.lint(told).findings if finding.confidence != "low"}
    assert VAGUE in wanted
    with opened(browser, served.address) as page:
        page.locator("#text").fill(told)
        expect(_marked(page, VAGUE)).to_have_count(1)
        words: dict[str, str] = {}
        for mark in page.locator("#under mark").all():
            for number in (mark.get_attribute("data-findings") or "").split():
                words[number] = words.get(number, "") + (mark.text_content() or "")
        assert set(words.values()) == wanted
        assert page.locator("#under").text_content() == told + "\n"


@pytest.mark.parametrize("viewport", [WIDE, NARROW, ZOOMED], ids=["wide", "narrow", "zoomed"])
def test_the_underlines_lie_below_the_words(viewport: Any, browser: Browser, served: Served) -> None:
    long = (golden.SAMPLES / "statement-level2-drama.txt").read_text(encoding="utf-8")
    with opened(browser, served.address, viewport=viewport) as page:
        page.locator("#text").fill(long)
        expect(page.locator("#under mark").first).to_be_attached()
        # Both layers break lines alike when the same text takes the same room in them.
        room = "(id) => ['clientWidth', 'clientHeight', 'scrollHeight'].map((name) => at(id)[name])"
        assert page.evaluate(room, "under") == page.evaluate(room, "text")
        assert not page.evaluate(_SIDEWAYS)


def test_a_finding_explains_itself_on_click(browser: Browser, served: Served, linter: Linter) -> None:
    rule = linter.rulebook.rules["PS203"]
    with opened(browser, served.address) as page:
        page.locator("#text").fill(WEAK)
        expect(_marked(page, VAGUE)).to_have_count(1)
        place = _marked(page, VAGUE).bounding_box()
        assert place
        page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
        card = page.locator("#cards li.current")
        expect(card).to_contain_text(rule.why)
        expect(card).to_contain_text(rule.source[0])
        expect(card.get_by_role("button")).to_have_attribute("aria-expanded", "true")
        card.get_by_role("button").click()
        expect(page.locator("#cards li.current")).to_have_count(0)


def test_the_keyboard_is_enough(browser: Browser, served: Served) -> None:
    with opened(browser, served.address) as page:
        expect(page.locator("#text")).to_be_focused()
        page.keyboard.insert_text(WEAK)
        expect(_marked(page, VAGUE)).to_have_count(1)
        page.keyboard.press("F8")
        page.keyboard.press("Shift+F8")
        page.keyboard.press("F8")
        chosen = page.evaluate("text.value.slice(text.selectionStart, text.selectionEnd)")
        expect(page.locator("#cards li.current q")).to_have_text(chosen)
        expect(page.locator("#status")).to_contain_text("Finding ")
        reached = set()
        for _ in range(40):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.id || document.activeElement.parentNode.parentNode.id"))
        assert {"copy", "download", "before", "next", "cards", "stop", "profile", "scope", "file"} <= reached
        page.locator("#cards button").first.focus()
        expanded = page.locator("#cards button").first
        before = expanded.get_attribute("aria-expanded")
        page.keyboard.press("Enter")
        assert expanded.get_attribute("aria-expanded") != before
        expect(expanded).to_be_focused()


def test_a_document_is_dropped(browser: Browser, served: Served) -> None:
    data = (ROOT / "tests/real_files/statement.docx").read_bytes()
    with opened(browser, served.address) as page:
        _drop(page, "statement.docx", data)
        text = page.locator("#text")
        expect(text).not_to_have_value("")
        first = parse_text("", text.input_value()).source[:20]
        assert first in load(ROOT / "tests/real_files/statement.docx").source
        expect(page.locator("#size")).to_contain_text("of 28,000 characters")
        page.on("dialog", lambda dialog: dialog.accept())
        told = docx_of(f"<w:p><w:r><w:t>{WEAK}</w:t></w:r></w:p>")
        page.locator("#file").set_input_files({"name": "weak.docx", "mimeType": "", "buffer": told})
        expect(text).to_have_value(WEAK)
        expect(_marked(page, VAGUE)).to_have_count(1)


def test_what_takes_the_place_of_a_file_is_no_longer_of_its_format(browser: Browser, served: Served) -> None:
    with opened(browser, served.address) as page:
        text = page.locator("#text")
        _drop(page, "draft.tex", b"I failed Step 1. % I was ill")
        expect(text).to_have_value("I failed Step 1. % I was ill")
        text.press("Control+a")
        page.keyboard.insert_text(f"I was in the top 80% of my class. {WEAK}")
        expect(_marked(page, VAGUE)).to_have_count(1)


@pytest.mark.parametrize("name", ["docx: entity bomb", "docx: large part", "pdf: encrypted", "odt: cut off"])
def test_a_hostile_file_gives_a_message(name: str, browser: Browser, served: Served) -> None:
    kind, data, message = REFUSED[name]
    with opened(browser, served.address) as page:
        page.locator("#file").set_input_files({"name": f"evil.{kind}", "mimeType": "", "buffer": data})
        expect(page.locator("#problem")).to_contain_text(f"evil.{kind}: {message}")
        page.locator("#text").fill(WEAK)
        expect(_marked(page, VAGUE)).to_have_count(1)
        expect(page.locator("#problem")).to_be_empty()


def test_what_the_text_is_and_the_profile_can_be_chosen(browser: Browser, served: Served) -> None:
    with opened(browser, served.address) as page:
        page.locator("#text").fill(WEAK)
        expect(page.locator("#scope")).to_contain_text("told by itself: only the paragraph that explains")
        page.locator("#text").fill(f"I like the wards in the early morning.\n\n{WEAK}")
        expect(page.locator("#scope")).to_contain_text("told by itself: the whole statement")
        page.locator("#scope").select_option("paragraph")
        expect(page.locator("#scores caption")).to_contain_text("sentences: 3")
        page.locator("#profile").select_option("oneline")
        expect(page.locator("#cards")).to_contain_text("3 sentences")


def test_the_plain_text_is_copied(browser: Browser, served: Served) -> None:
    told = WEAK.replace("Step 1", "\u201cStep 1\u201d \u2014 once")
    with opened(browser, served.address, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.locator("#text").fill(told)
        # The report says its part in the same place.
        expect(page.locator("#status")).to_contain_text("findings")
        page.locator("#copy").click()
        wanted = export(parse_text("", told))
        expect(page.locator("#status")).to_contain_text(f"Copied: {len(wanted.text)} of 28,000 characters")
        assert page.evaluate("navigator.clipboard.readText()") == wanted.text
        expect(page.locator("#changes li")).to_have_text(list(wanted.changes))


def test_the_report_is_downloaded(browser: Browser, served: Served, tmp_path: Path) -> None:
    with opened(browser, served.address) as page:
        page.locator("#text").fill(WEAK)
        expect(page.locator("#download")).to_be_enabled()
        with page.expect_download() as waiting:
            page.locator("#download").click()
        assert waiting.value.suggested_filename == "draft-pslint.html"
        waiting.value.save_as(tmp_path / "report.html")
    assert VAGUE in (tmp_path / "report.html").read_text(encoding="ascii")


def test_a_reload_starts_empty_and_nothing_is_stored(browser: Browser, served: Served) -> None:
    with opened(browser, served.address) as page:
        asked: list[str] = []

        def leave(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.accept()

        page.on("dialog", leave)
        page.locator("#text").fill(WEAK)
        expect(_marked(page, VAGUE)).to_have_count(1)
        assert served.token not in page.url
        page.locator("#text").press("End")
        page.reload()
        expect(page.locator("#text")).to_have_value("")
        expect(page.locator("#profile")).to_have_value("brief")
        assert asked == ["beforeunload"]
        kept = page.evaluate("[{...localStorage}, {...sessionStorage}, document.cookie]")
        assert kept == [{}, {"token": served.token}, ""]
        assert page.evaluate("indexedDB.databases()") == []
        assert page.evaluate("caches.keys()") == []
        assert page.context.cookies() == []


def test_without_the_token_the_page_says_what_to_open(browser: Browser, served: Served) -> None:
    with opened(browser, f"{served.origin}/") as page:
        expect(page.locator("#problem")).to_contain_text("Open the address that pslint printed")
        page.locator("#text").fill(WEAK)
        expect(page.locator("#problem")).to_contain_text("Open the address that pslint printed")
        assert _marks(page) == []


def test_the_button_ends_it(browser: Browser) -> None:
    with command() as own, opened(browser, own.address) as page:
        page.locator("#text").fill(WEAK)
        expect(_marked(page, VAGUE)).to_have_count(1)
        page.locator("#stop").click()
        expect(page.locator("main")).to_contain_text("pslint has stopped")
        assert own.process is not None
        assert wait_for_end(own.process) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW, ZOOMED], ids=["wide", "narrow", "zoomed"])
def test_nobody_is_kept_out_of_the_page(scheme: Any, viewport: Any, browser: Browser, served: Served) -> None:
    with opened(browser, served.address, color_scheme=scheme, viewport=viewport) as page:
        assert _serious(page) == []
        page.locator("#text").fill((golden.SAMPLES / "blame-level1.txt").read_text(encoding="utf-8"))
        expect(page.locator("#cards li").first).to_be_attached()
        page.locator("#cards button").first.click()
        expect(page.locator("#cards li.current")).to_have_count(1)
        assert _serious(page) == []
        assert not page.evaluate(_SIDEWAYS)
        draft, said = page.locator(".draft").bounding_box(), page.locator(".said").bounding_box()
        assert draft and said
        assert (said["y"] >= draft["y"] + draft["height"]) == (viewport is not WIDE)
        page.evaluate("scrollTo(0, 0)")
        if (scheme, viewport) == ("light", WIDE):
            _picture(page, "web")
        if (scheme, viewport) == ("dark", NARROW):
            _picture(page, "web-dark-narrow")


# The report


@pytest.fixture(scope="module")
def report(linter: Linter, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Writes the report on drafts, and gives its address."""
    folder = tmp_path_factory.mktemp("report")

    def write(*drafts: Path) -> str:
        reports = [linter.lint_draft(read_draft(f"samples/{path.name}", path.read_bytes())) for path in drafts]
        path = folder / f"{'-'.join(draft.stem for draft in drafts)[:40]}.html"
        run = Run(tuple(reports), "brief", "", lambda: linter.rulebook.rules)
        path.write_text(render("html", run, View()), encoding="utf-8")
        return path.as_uri()

    return write


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW, ZOOMED], ids=["wide", "narrow", "zoomed"])
def test_nobody_is_kept_out_of_the_report(
    scheme: Any, viewport: Any, browser: Browser, report: Callable[..., str]
) -> None:
    with opened(browser, report(*golden.drafts()), color_scheme=scheme, viewport=viewport) as page:
        assert _serious(page) == []
        assert not page.evaluate(_SIDEWAYS)
        row = page.locator(".row.noted").first
        text, cards = row.locator(".text").bounding_box(), row.locator(".cards").bounding_box()
        assert text and cards
        if viewport is WIDE:
            assert cards["x"] >= text["x"] + text["width"]
        else:
            assert cards["y"] >= text["y"] + text["height"]
        if (scheme, viewport) == ("light", WIDE):
            _picture(page, "report-index")
    if viewport is WIDE:
        with opened(browser, report(golden.SAMPLES / "blame-level1.txt"), color_scheme=scheme) as page:
            _picture(page, f"report-{scheme}")


def test_the_report_needs_no_script_and_its_table_sorts_with_one(browser: Browser, report: Callable[..., str]) -> None:
    address = report(*golden.drafts())
    with opened(browser, address, java_script_enabled=False) as page:
        expect(page.locator("#drafts tbody tr")).to_have_count(len(golden.drafts()))
        assert page.locator("#drafts button").count() == 0
    with opened(browser, address) as page:
        head = page.get_by_role("columnheader", name="Warning")
        head.get_by_role("button").click()
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", "descending")
        counts = [int(text) for text in page.locator("#drafts tbody td:nth-child(3)").all_text_contents()]
        assert counts == sorted(counts, reverse=True)
        assert len(set(counts)) > 1


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_report_prints(paper: str, browser: Browser, report: Callable[..., str], tmp_path: Path) -> None:
    need("pdftotext", "pdfinfo")
    path = Path(os.environ.get("PSLINT_PRINTS", tmp_path)) / f"{paper}.pdf"
    with opened(browser, report(golden.SAMPLES / "blame-level1.txt"), color_scheme="dark") as page:
        page.pdf(path=path, format=paper, prefer_css_page_size=False)
        shown = page.locator(".card .head").all_text_contents()
    printed = " ".join(_printed("pdftotext", "-layout", str(path), "-").split())
    assert all(name.split(",")[0].split()[-1] in printed for name in shown)
    assert "Why, and on whose word" in printed
    size = {"A4": "595", "Letter": "612"}[paper]
    assert f"Page size: {size}" in " ".join(_printed("pdfinfo", str(path)).split())


def _printed(*command_line: str) -> str:
    return subprocess.run(command_line, capture_output=True, text=True, check=True).stdout


# Attacks from other pages

_EVIL = """<!doctype html><title>evil</title><body><script>
async function attack(origin, token) {
  const told = {};
  const note = async (name, work) => { try { told[name] = await work(); } catch (error) { told[name] = "refused"; } };
  const body = JSON.stringify({ text: "I failed Step 1 because of personal issues." });
  const headers = { "X-Pslint-Token": token };
  await note("read", async () => (await fetch(origin + "/api/start", { headers })).text());
  await note("post", async () => (await fetch(origin + "/api/check", { method: "POST", headers, body })).text());
  await note("page", async () => (await fetch(origin + "/")).text());
  await note("blind stop", async () => {
    await fetch(origin + "/api/stop", { method: "POST", mode: "no-cors", headers, body });
    return "sent";
  });
  await note("script", () => new Promise((done, fail) => {
    const script = Object.assign(document.createElement("script"), { src: origin + "/page.js" });
    script.onload = () => done("ran"); script.onerror = fail; document.body.append(script);
  }));
  await note("frame", () => new Promise((done) => {
    const frame = Object.assign(document.createElement("iframe"), { src: origin + "/#" + token });
    frame.onload = () => { try { done(frame.contentDocument?.body ? "seen" : "refused"); } catch { done("refused"); } };
    document.body.append(frame);
  }));
  const form = document.createElement("form");
  Object.assign(form, { action: origin + "/api/stop", method: "post", target: "sink" });
  document.body.append(Object.assign(document.createElement("iframe"), { name: "sink" }), form);
  form.submit();
  await new Promise((done) => setTimeout(done, 500));
  return told;
}
</script>"""


@pytest.fixture(scope="module")
def evil() -> Iterator[str]:
    """A page on another port of this machine."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(_EVIL.encode())

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the base class has it so)
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


def _attacked(context: BrowserContext, evil: str, target: Served) -> dict[str, str]:
    page = context.new_page()
    page.goto(evil)
    told: dict[str, str] = page.evaluate("([origin, token]) => attack(origin, token)", [target.origin, target.token])
    return told


def test_a_page_on_another_port_gets_nothing(browser: Browser, evil: str) -> None:
    context = browser.new_context()
    with thread() as target:
        told = _attacked(context, evil, target)
        assert set(told.values()) == {"refused"}
        assert not target.stopped
    # The same page reaches a server without guards: then nothing but the browser's own rules keeps it from reading.
    with thread(guards=()) as target:
        _attacked(context, evil, target)
        assert target.stopped
    context.close()


def test_no_request_leaves_this_machine(browser: Browser, served: Served, record: Path) -> None:
    """The last test: it ends the browser, to read its own record of all that the tests above made it ask for."""
    browser.close()
    log = json.loads(record.read_text(encoding="utf-8"))
    started = log["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
    parameters = [event["params"] for event in log["events"] if event["type"] == started and "params" in event]
    pages: set[str] = set()
    own: set[str] = set()
    for given in parameters:
        address = urlsplit(given.get("url", ""))
        if address.scheme in ("http", "https", "ws", "wss"):
            (own if given.get("initiator") == "not an origin" else pages).add(address.hostname)
    assert pages == {"127.0.0.1"}
    assert own <= {"127.0.0.1"} | _MAKER
