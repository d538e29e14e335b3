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
