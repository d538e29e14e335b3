"""Spoken answers: what is taken for one, and how long it may be."""

import pytest

from pslint import Linter

_FIRST = "I failed Step 1 in May because I had only read. I met a tutor every Friday for eight weeks."
_SECOND = "I passed in August, and I have passed each of my shelf exams since."
_OTHER = "Family medicine is where I want to be, since I like to know the whole street."


@pytest.fixture(scope="module")
def spoken(linter: Linter) -> Linter:
    return Linter("interview", reader=linter.reader)


@pytest.mark.parametrize("question", ["", '"What happened with Step 1?"\n\n', "# What happened with Step 1?\n\n"])
def test_a_short_draft_of_several_paragraphs_is_one_answer(spoken: Linter, question: str) -> None:
    text = f"{question}{_FIRST}\n\n{_SECOND}\n"
    report = spoken.lint(text, path="answer.md")
    (passage,) = report.passages
    assert report.whole
    assert text[passage.start : passage.end] == f"{_FIRST}\n\n{_SECOND}"


@pytest.mark.parametrize(
    "between", ["And why family medicine?", "## Why family medicine?", "## Family medicine", " ".join([_OTHER] * 40)]
)
def test_a_draft_that_asks_more_or_is_long_is_not(spoken: Linter, between: str) -> None:
    report = spoken.lint(f"{_FIRST} {_SECOND}\n\n{between}\n\n{_OTHER}\n", path="answers.md")
    assert not report.whole
    assert len(report.passages) == 1
    assert report.passages[0].end <= len(f"{_FIRST} {_SECOND}")


def test_a_statement_is_none_in_any_profile(spoken: Linter) -> None:
    draft = spoken.lint(f"{_FIRST}\n\n{_SECOND}\n").draft
    assert draft is not None
    assert not spoken.lint_draft(draft, statement=True).whole


def test_an_answer_is_measured_by_its_words(spoken: Linter) -> None:
    short = f"{_FIRST} {_SECOND} " + "I kept a log. " * 20
    assert "PS102" not in {finding.rule for finding in spoken.lint(short).findings}
    long = f"{_FIRST} {_SECOND} " + "I kept a log of every question that I had missed that week. " * 30
    (finding,) = [finding for finding in spoken.lint(long).findings if finding.rule == "PS102"]
    assert "about 3.3 minutes aloud" in finding.message
