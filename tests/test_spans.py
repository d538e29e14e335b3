"""Every span is exact: `source[start:end] == excerpt`, inside the text and not empty, whatever the text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pslint import Linter, Report
from pslint.draft import DraftError
from pslint.formats import parse_text

from . import golden
from .texts import PASSAGES, mangled


def _check(report: Report) -> None:
    """Assert what holds for each finding, passage and mark of a report."""
    assert report.draft is not None
    source = report.draft.source
    for finding in report.findings:
        assert 0 <= finding.start < finding.end <= len(source)
        assert source[finding.start : finding.end] == finding.excerpt
        # Rules of form may be about a space itself.
        assert finding.category == "form" or finding.excerpt.strip() == finding.excerpt
        assert len(finding.message.splitlines()) == 1, "a message is one line, whatever line ends its words hold"
        assert all(0 <= other.start < other.end <= len(source) for other in finding.related)
        assert report.draft.position(finding.start).offset == finding.start
    for passage in report.passages:
        assert 0 <= passage.start < passage.end <= len(source)
        assert passage.sentences >= 1
        for mark in (mark for marks in passage.moves.values() for mark in marks):
            assert passage.start <= mark.start < mark.end <= passage.end
            assert source[mark.start : mark.end].strip()
    assert list(report.findings) == sorted(report.findings, key=lambda f: (f.start, f.end, f.rule))


def _lint(linter: Linter, text: str, path: str, passage: bool) -> Report | None:
    """The report, or nothing where the text is told apart as not English."""
    try:
        return linter.lint(text, path=path, passage=passage)
    except DraftError as error:
        assert "English" in str(error)
        return None


@given(text=mangled(), path=st.sampled_from(["draft.txt", "draft.md"]), passage=st.booleans())
@example(text="\r", path="draft.txt", passage=True)
@example(text="\U0001f642", path="draft.md", passage=True)
@example(text="I failed Step 1.\u2028I passed\x85 it.", path="draft.txt", passage=True)
def test_mangled_passages(text: str, path: str, passage: bool, linter: Linter) -> None:
    if report := _lint(linter, text, path, passage):
        _check(report)
        assert report.draft is not None
        assert report.draft.source == text


@given(text=st.text(max_size=300), passage=st.booleans())
def test_any_text(text: str, passage: bool, linter: Linter) -> None:
    if report := _lint(linter, text, "draft.txt", passage):
        _check(report)


@given(
    passage=st.sampled_from(PASSAGES),
    odd=st.sampled_from(
        ["\U0001f642 ", "e\u0301 ", "\U0001f9d1\u200d\u2695\ufe0f\u00a0", "\ufeff", "\r\n\r\n", "名前。\n\n"]
    ),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_odd_characters_before_and_line_ends_within(passage: str, odd: str, end: str, linter: Linter) -> None:
    report = linter.lint(odd + passage.replace("\n", end).replace(". ", f".{end}"), path="draft.txt", passage=True)
    _check(report)
    assert any(finding.confidence != "low" for finding in report.findings) or "241" in passage


@pytest.mark.parametrize("path", golden.drafts(), ids=lambda path: path.name)
def test_lines_and_columns(path: str, linter: Linter) -> None:
    source = (
        golden.SAMPLES.joinpath(path).read_text(encoding="utf-8").replace("\n", "\r\n").replace("I ", "\U0001f642I ")
    )
    report = linter.lint(source, path=f"{path}")
    _check(report)
    lines = source.split("\r\n")
    draft = parse_text(f"{path}", source)
    for finding in report.findings:
        place = draft.position(finding.start)
        first_line = finding.excerpt.split("\r\n")[0]
        assert lines[place.line - 1][place.column - 1 :].startswith(first_line)
