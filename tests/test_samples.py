"""The sample drafts draw what their golden reports hold, and each shows what it is there to show."""

from pathlib import Path

import pytest

from pslint import Linter, Report
from pslint.formats import load

from . import golden

DRAFTS = golden.drafts()


@pytest.fixture(scope="module")
def report_on(linter: Linter) -> dict[str, Report]:
    return {path.name: linter.lint_draft(load(path)) for path in DRAFTS}


def _weight(report: Report) -> int:
    return sum(f.severity != "info" and f.confidence != "low" for f in report.findings)


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda path: path.name)
def test_golden_reports(draft: Path, linter: Linter) -> None:
    for path, wanted in golden.reports(linter, draft):
        change = golden.difference(path, wanted)
        assert not change, f"{change}\nif this is meant: python -m tests.golden"


def test_every_golden_report_has_its_draft() -> None:
    wanted = {f"{draft.stem}.{kind}" for draft in DRAFTS for kind in ("json", "report")}
    assert {path.name for path in golden.REPORTS.iterdir()} == wanted


def test_there_are_whole_statements_and_bare_passages() -> None:
    sizes = {path.name: len(path.read_text(encoding="utf-8").split()) for path in DRAFTS}
    assert len(sizes) == 10
    assert {path.suffix for path in DRAFTS} == {".txt", ".md"}
    assert all(350 <= size <= 550 for name, size in sizes.items() if name.startswith("statement-"))
    assert all(size < 150 for name, size in sizes.items() if not name.startswith("statement-"))


@pytest.mark.parametrize("name", ["sound-step2ck.txt", "statement-failed-course.txt"])
def test_sound_drafts_draw_no_warning(name: str, report_on: dict[str, Report]) -> None:
    assert len(report_on[name].passages) == 1
    assert _weight(report_on[name]) == 0


@pytest.mark.parametrize(
    "name",
    ["vague-step1.txt", "blame-level1.txt", "drama-clerkship.md", "statement-level2-drama.txt", "statement-leave.md"],
)
def test_weak_drafts_draw_warnings(name: str, report_on: dict[str, Report]) -> None:
    assert len(report_on[name].passages) == 1
    assert _weight(report_on[name]) > 0


def test_a_statement_without_a_setback_has_no_passage(report_on: dict[str, Report]) -> None:
    report = report_on["statement-lookalikes.md"]
    assert report.passages == ()
    assert _weight(report) == 0


def test_a_statement_s_passage_is_its_paragraph(report_on: dict[str, Report]) -> None:
    for name, first in [
        ("statement-failed-course.txt", "I failed biochemistry"),
        ("statement-img-step1.txt", "I have one attempt on Step 1."),
        ("statement-leave.md", "I took a leave of absence"),
    ]:
        report = report_on[name]
        assert report.draft is not None
        (passage,) = report.passages
        assert report.draft.source[passage.start :].startswith(first)
        assert "\n\n" not in report.draft.source[passage.start : passage.end]
