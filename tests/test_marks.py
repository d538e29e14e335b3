"""Which words a run of scored tokens becomes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pslint.marks import Calibration, make_marks
from pslint.sentences import words

_PLAIN = Calibration(slope=1.0, offset=0.0, words=0.5)


def _marked(text: str, part: str) -> list[str]:
    """The words of the marks where the tokens of `part` score high; a token is a word."""
    begin = text.index(part)
    offsets = words(text)
    scores = np.array([0.9 if begin <= o.start < begin + len(part) else 0.01 for o in offsets], np.float32)
    return [text[m.start : m.end] for m in make_marks("change", text, offsets, scores, _PLAIN)]


@pytest.mark.parametrize(
    ("text", "part", "words"),
    [
        # It takes in the word that its phrase ends with.
        ("I came back with a Step 2 CK score of 228 that fall.", "a Step 2 CK score of", "a Step 2 CK score of 228"),
        ("I had failed the shelf the week before.", "I had failed the shelf the", "I had failed the shelf the week"),
        # And leaves out the first word of the next clause.
        ("I kept a folder, which helped.", "I kept a folder, which", "I kept a folder"),
        ("I failed renal because I had rested.", "I failed renal because I", "I failed renal"),
        # What ends its sentence, or stands before a comma, ends there.
        ("It is a thing to be proud of. I am.", "It is a thing to be proud of", "It is a thing to be proud of"),
        ("That was the day I began with, and then I ran.", "the day I began with", "the day I began with"),
        # A bracket that was opened is closed.
        (
            "My leave (January to June 2022) was long.",
            "My leave (January to June 2022",
            "My leave (January to June 2022)",
        ),
        ("I left it (fluids, burns) to last.", "I left it (fluids", "I left it"),
        ("The score was 61 and low.", "The score was", "The score was 61"),
        ("The end of the probation came.", "of the probation", "the probation"),
        ("(My leave was long.)", "My leave was long", "My leave was long"),
    ],
)
def test_a_mark_is_a_whole_phrase(text: str, part: str, words: str) -> None:
    assert _marked(text, part) == [words]


@given(st.text("ab the,.()\n-'of1", max_size=60), st.data())
def test_a_mark_stands_inside_its_text_and_begins_and_ends_with_a_word(text: str, data: st.DataObject) -> None:
    offsets = words(text)
    scores = np.array([data.draw(st.sampled_from([0.01, 0.4, 0.9])) for _ in offsets], np.float32)
    for mark in make_marks("change", text, offsets, scores, _PLAIN):
        shown = text[mark.start : mark.end]
        assert 0 <= mark.start < mark.end <= len(text)
        assert shown[0].isalnum()
        assert shown[-1].isalnum() or shown[-1] == ")"
