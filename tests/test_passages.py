"""Where an explanation begins and ends in a whole statement."""

import pytest

from pslint import Linter

_BEFORE = "I like the first hour of a night shift, when the board is full and nobody has been seen yet.\n\n"
_TOLD = (
    "In June of my third year I opened the report on Step 1 in the hospital parking lot. I had failed it by a wide "
    "margin, with a plan made of rereading."
)
_CHANGED = (
    "After that result I met with our learning specialist every Monday and did forty timed questions each morning "
    "for ten weeks. I passed in October with a 238."
)
_OTHER = (
    "Teaching has been the steady part of my week. With two neighbors I started an evening session in which "
    "new volunteers practice taking a history from someone who interrupts them."
)


def _passages(linter: Linter, *paragraphs: str) -> list[str]:
    text = _BEFORE + "\n\n".join(paragraphs) + "\n"
    return [text[p.start : p.end] for p in linter.lint(text).passages]


def test_what_the_next_paragraph_tells_belongs_to_it(linter: Linter) -> None:
    assert _passages(linter, _TOLD, _CHANGED, _OTHER) == [f"{_TOLD}\n\n{_CHANGED}"]


def test_a_next_paragraph_about_something_else_does_not(linter: Linter) -> None:
    assert _passages(linter, _TOLD, _OTHER) == [_TOLD]


def test_a_complete_one_takes_nothing_more(linter: Linter) -> None:
    assert _passages(linter, f"{_TOLD} {_CHANGED}", _OTHER) == [f"{_TOLD} {_CHANGED}"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_nothing_is_told(linter: Linter, end: str) -> None:
    assert linter.lint((_BEFORE + _OTHER).replace("\n", end)).passages == ()


@pytest.mark.parametrize(
    "text",
    [
        "I passed Step 1 on my first attempt while my roommate failed it three times.",
        "I tutored four classmates who had failed Level 1. All of them passed, and I learned to explain.",
        "I have never failed an exam, a course or a rotation, and I am glad of my 260 on Step 2 CK.",
        "My brother failed Step 1 twice before he passed, and I watched him study at our kitchen table.",
    ],
)
def test_what_others_failed_or_nobody_did_is_no_setback(text: str, linter: Linter) -> None:
    report = linter.lint(text)
    assert report.passages == ()
    assert all(finding.severity == "info" for finding in report.findings)


def test_who_was_away_for_a_death_is_not_asked_what_they_changed(linter: Linter) -> None:
    text = "I took a leave of absence because my husband was dying. I came back and have honored every clerkship since."
    asked = [finding for finding in linter.lint(text).findings if finding.category in ("change", "ownership")]
    assert [finding.severity for finding in asked] == ["info"]
    failed = linter.lint(text.replace("took a leave of absence", "failed Step 1")).findings
    assert [finding.severity for finding in failed if finding.rule == "PS106"] == ["error"]
