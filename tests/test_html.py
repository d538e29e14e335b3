"""The report as a page: its marked words are the findings' words, it is valid, and it loads nothing."""

import re
import subprocess
from collections import defaultdict
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pslint import Linter, Report
from pslint.draft import Draft
from pslint.findings import MOVES, Confidence, Finding, Mark, Passage, Related, Severity
from pslint.formats import load, parse_text
from pslint.outputs import Run, View, render

from . import golden
from .command import pslint
from .formats.made import docx_of, pdf_of
from .programs import need, vnu_jar

DRAFTS = golden.drafts()
_URL = "https://example.org/PS203"


class Page(HTMLParser):
    """What the tests look at: marked words by draft and finding, texts of elements by id, and all attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: dict[tuple[int, int], str] = defaultdict(str)
        self.texts: dict[str, str] = {}
        self.attributes: list[tuple[str, str, str]] = []
        self.drawn: dict[int, str] = defaultdict(str)
        self._open: list[tuple[str, str | None]] = []
        self._draft = 0
        self._marks: tuple[int, ...] = ()
        self._in_text = self._in_ref = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.attributes += [(tag, name, value) for name, value in given.items()]
        if tag in ("meta", "link", "br", "input"):
            return
        self._open.append((tag, given.get("id")))
        if tag == "article":
            self._draft = int(given["id"].removeprefix("d"))
        if tag == "mark" and "data-findings" in given:
            self._marks = tuple(map(int, given["data-findings"].split()))
        if tag == "p" and "text" in given.get("class", "").split():
            self._in_text = True
        if tag == "sup":
            self._in_ref = True

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag == "mark":
            self._marks = ()
        if tag == "p":
            self._in_text = False
        if tag == "sup":
            self._in_ref = False

    def handle_data(self, data: str) -> None:
        if self._in_text and not self._in_ref:
            self.drawn[self._draft] += data
            for number in self._marks:
                self.words[self._draft, number] += data
        for _, name in self._open:
            if name:
                self.texts[name] = self.texts.get(name, "") + data


def _page(run: Run, view: View | None = None) -> Page:
    return Page(render("html", run, view or View()))


def _run(*reports: Report, linter: Linter | None = None) -> Run:
    return Run(reports, "brief", "1.0", (lambda: linter.rulebook.rules) if linter else dict)


def _finding(
    source: str,
    words: str,
    severity: Severity = "warning",
    confidence: Confidence = "high",
    message: str = "Name the kind of pressure.",
    url: str = _URL,
) -> Finding:
    start = source.index(words)
    return Finding(
        "PS203", "vague-cause", "vague", severity, confidence, message, start, start + len(words), words, url
    )


def _report(draft: Draft, *findings: Finding, passages: tuple[Passage, ...] = ()) -> Report:
    return Report(draft.path, "brief", draft, passages, findings)


def _passage(present: tuple[str, ...], unsure: tuple[str, ...] = ()) -> Passage:
    marks = {move: (Mark(move, 0, 8, 0.95),) if move in present else () for move in MOVES}
    missing = tuple(move for move in MOVES if move not in present and move not in unsure)
    return Passage(0, 8, 1, 2, marks, missing, unsure)


@pytest.fixture(scope="module")
def sample_reports(linter: Linter) -> list[Report]:
    return [linter.lint_draft(load(path)) for path in DRAFTS]


@pytest.fixture(scope="module")
def sample_page(sample_reports: list[Report], linter: Linter) -> str:
    return render("html", _run(*sample_reports, linter=linter), View(show="low"))


def test_marked_words_are_the_findings_words(sample_reports: list[Report], sample_page: str) -> None:
    page = Page(sample_page)
    wanted = {
        (draft, number): finding
        for draft, report in enumerate(sample_reports, 1)
        for number, finding in enumerate(report.findings, 1)
    }
    assert len(wanted) > 10
    assert dict(page.words) == {place: finding.excerpt for place, finding in wanted.items()}
    for (draft, number), finding in wanted.items():
        shown = page.texts[f"f{draft}-{number}"]
        assert finding.message in shown
        assert finding.severity in shown
        assert page.texts[f"w{draft}-{number}"] == str(number)


def test_all_of_a_draft_is_shown_in_order(sample_reports: list[Report], sample_page: str) -> None:
    page = Page(sample_page)
    for number, report in enumerate(sample_reports, 1):
        assert report.draft is not None
        assert page.drawn[number] == report.draft.source


def test_each_rule_that_spoke_says_why_and_on_whose_word(
    sample_reports: list[Report], sample_page: str, linter: Linter
) -> None:
    page = Page(sample_page)
    for identity in {finding.rule for report in sample_reports for finding in report.findings}:
        rule, shown = linter.rulebook.rules[identity], page.texts[f"rule-{identity}"]
        assert rule.why in shown
        assert all(code in shown for code in rule.source)
        assert rule.dissent is None or rule.dissent in shown


def test_links_within_the_page_lead_somewhere(sample_page: str) -> None:
    page = Page(sample_page)
    ids = [value for _, name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert {value[1:] for _, name, value in page.attributes if name == "href" and value.startswith("#")} <= set(ids)


@pytest.mark.parametrize("many", [False, True])
def test_the_page_loads_nothing_and_is_ascii(many: bool, sample_reports: list[Report], linter: Linter) -> None:
    text = render("html", _run(*(sample_reports if many else sample_reports[:1]), linter=linter), View())
    assert text.isascii()
    page = Page(text)
    loads = {"src", "srcset", "data", "poster", "background", "action", "formaction", "ping", "style"}
    assert not [item for item in page.attributes if item[1] in loads or item[1].startswith("on")]
    assert {tag for tag, name, _ in page.attributes if name == "href"} == {"a"}
    assert not re.search(r"@import|url\(", text)
    assert text.count("<script") == many


def test_the_samples_are_valid_html(
    sample_reports: list[Report], sample_page: str, linter: Linter, tmp_path: Path
) -> None:
    need("java")
    pages = {"all": sample_page, "empty": render("html", _run(), View())}
    pages |= {f"one-{n}": render("html", _run(r, linter=linter), View()) for n, r in enumerate(sample_reports)}
    for name, text in pages.items():
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
    # The checker warns of any style in the page and does not look at the hash that allows it; a browser's test does.
    command = ["java", "-jar", str(vnu_jar()), "--filterpattern", ".*Content Security Policy.*"]
    ran = subprocess.run(
        [*command, *map(str, sorted(tmp_path.glob("*.html")))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_overlapping_words_are_marked_for_each_finding() -> None:
    source = "I failed because of personal issues at home."
    found = [
        _finding(source, "failed because of personal", "info"),
        _finding(source, "of personal issues", "error"),
        _finding(source, "personal"),
    ]
    text = render("html", _run(_report(parse_text("a.txt", source), *found)), View())
    page = Page(text)
    assert [page.words[1, n] for n in (1, 2, 3)] == [finding.excerpt for finding in found]
    assert '<mark class="info" data-findings="1">failed because </mark>' in text
    assert '<mark class="error" data-findings="1 2 3">personal</mark>' in text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("One part\n\nof two paragraphs.", "part\n\nof two"),
        ("\n\n  I failed.  \n", "  \n"),
        ("Emoji \U0001f9d1\u200d\u2695\ufe0f and e\u0301.", "\U0001f9d1\u200d\u2695\ufe0f and e\u0301"),
        ("<!-- a comment -->\n\nI failed.\n", "a comment"),
        ("# A title\n\n- an item\n- **another** one\n", "**another**"),
        ("", ""),
    ],
)
def test_words_anywhere_in_a_draft_are_marked(source: str, words: str) -> None:
    draft = parse_text("a.md", source)
    page = _page(_run(_report(draft, _finding(source, words))))
    assert page.words[1, 1] == words
    assert page.drawn[1] == source
    assert "f1-1" in page.texts


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_documents_name_paragraph_or_page(kind: str, linter: Linter, tmp_path: Path) -> None:
    told = "I failed Step 1 because of personal issues."
    data = docx_of(f"<w:p><w:r><w:t>{told}</w:t></w:r></w:p>") if kind == "docx" else pdf_of([told])
    path = tmp_path / f"draft.{kind}"
    path.write_bytes(data)
    report = linter.lint_draft(load(path))
    assert report.findings
    page = _page(_run(report, linter=linter), View(show="low"))
    assert {number: words for (_, number), words in page.words.items()} == {
        number: finding.excerpt for number, finding in enumerate(report.findings, 1)
    }
    assert ("paragraph 1" if kind == "docx" else "page 1") in page.texts["f1-1"]


def test_all_that_is_shown_is_escaped() -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&"
    source = f"I failed. {evil}\0\x1b\ud800\ufffe\U0001ffff end"
    related = (Related(0, 1, evil, path=evil),)
    bad = Finding(evil, evil, "vague", "warning", "high", evil, 10, len(source), source[10:], "javascript:alert(1)")
    draft = parse_text(evil, source)
    reports = (
        Report(evil, evil, draft, (_passage(("setback",)),), (bad, replace(bad, related=related))),
        Report(evil, evil, error=evil),
    )
    text = render("html", Run(reports, evil, evil), View())
    page = Page(text)
    assert not {"img", "iframe", "object", "link", "svg"} & {tag for tag, _, _ in page.attributes}
    assert not [item for item in page.attributes if item[1].startswith("on") or "javascript:" in item[2]]
    assert text.count("<script>") == 1
    assert page.words[1, 1] == f"{evil}\ufffd\ufffd\ufffd\ufffd\ufffd end"
    text.encode("utf-8")


def test_the_scorecard_says_what_was_found_on_which_words() -> None:
    draft = parse_text("a.txt", "I failed Step 1.")
    page = _page(_run(_report(draft, passages=(_passage(("setback",), unsure=("change",)),))))
    card = page.texts["d1"]
    assert re.search(r"Setback\s*found\s*I failed", card)
    assert re.search(r"Change\s*perhaps; it cannot be told", card)
    assert re.search(r"Cause\s*not found", card)


def test_several_drafts_have_an_index() -> None:
    draft = parse_text("a.txt", "I failed Step 1.")
    words = _finding(draft.source, "failed")
    page = _page(
        _run(
            _report(draft, words, words, passages=(_passage(("setback", "change")),)),
            _report(parse_text("b.txt", "I like it.")),
            Report("c.txt", "brief", error="no such file; check the name"),
        )
    )
    rows = re.split(r"(?=[abc]\.txt)", " ".join(page.texts["drafts"].split()))[1:]
    assert [row.split()[0] for row in rows] == ["a.txt", "b.txt", "c.txt"]
    assert "setback found" in rows[0]
    assert "cause not found" in rows[0]
    assert rows[0].endswith("cause, evidence, ownership ")
    assert "no explanation" in rows[1]
    assert "not read" in rows[2]
    assert "no such file; check the name" in page.texts["d3"]


def test_low_confidence_shows_only_when_asked_for_and_is_said() -> None:
    draft = parse_text("a.txt", "I failed.")
    run = _run(_report(draft, _finding(draft.source, "failed", confidence="low")))
    assert "f1-1" not in _page(run).texts
    assert "not sure" in _page(run, View(show="low")).texts["f1-1"]


def test_the_command_writes_one_file(drafts: Path) -> None:
    told = "I failed Step 1 because of personal issues. I met a tutor weekly for seven weeks and passed.\n"
    (drafts / "a.txt").write_text(told, encoding="utf-8")
    ran = pslint("check", "--exit-zero", "--output-format", "html", "--output-file", "report.html", ".", cwd=drafts)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    text = (drafts / "report.html").read_text(encoding="ascii")
    assert text.startswith("<!doctype html>")
    assert "personal issues" in " ".join(Page(text).words.values())
