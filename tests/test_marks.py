"""Which words a run of scored tokens becomes."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pslint.draft import Span
from pslint.reader.marks import Calibration, make_marks
from pslint.text.sentences import split, words

_PLAIN = Calibration(slope=1.0, offset=0.0, words=0.5)


def _tokens(text: str) -> list[Span]:
    """Words and their parts, as the reader's tokenizer cuts them at every sign."""
    return [Span(*match.span()) for match in re.finditer(r"\w+|[^\w\s]", text)]


def _marked(text: str, part: str, offsets: list[Span]) -> list[str]:
    """The words of the marks where the tokens of `part` score high."""
    begin = text.index(part)
    scores = np.array([0.9 if begin <= o.start < begin + len(part) else 0.01 for o in offsets], np.float32)
    return [text[m.start : m.end] for m in make_marks("change", text, offsets, scores, _PLAIN, split(text))]


def test_only_the_end_of_a_sentence_cuts_a_phrase() -> None:
    text = "I met with Dr. Lind for 3.5 hours. Later I passed."
    offsets = _tokens(text)
    scores = np.array([0.01 if text[o.start] == "." else 0.9 for o in offsets], np.float32)
    marks = make_marks("change", text, offsets, scores, _PLAIN, split(text))
    assert [text[m.start : m.end] for m in marks] == ["I met with Dr. Lind for 3.5 hours", "Later I passed"]


@pytest.mark.parametrize(
    ("text", "part", "wanted"),
    [
        # It takes in the word that its phrase ends with.
        ("I came back with a Step 2 CK score of 228 that fall.", "a Step 2 CK score of", "a Step 2 CK score of 228"),
        ("I had failed the shelf the week before.", "I had failed the shelf the", "I had failed the shelf the week"),
        # It begins with its article, unless it is one word.
        ("For the next ten weeks I met a tutor.", "next ten weeks I met a tutor", "the next ten weeks I met a tutor"),
        ("I did the questions alone.", "questions", "questions"),
        # And with who does it, unless that may be the end of another clause.
        ("That was when I met a tutor.", "met a tutor", "I met a tutor"),
        ("What I did was new. There was no plan.", "was no plan", "There was no plan"),
        ("After I failed it I met a tutor.", "I met a tutor", "I met a tutor"),
        ("I sat Step I again and again.", "again and again", "again and again"),
        # The name of an exam is not cut.
        ("So my Level 1 score was low.", "1 score was low", "Level 1 score was low"),
        ("It was a low result in Step 2 CK.", "a low result in Step 2", "a low result in Step 2 CK"),
        ("I sat Step\nI again and again.", "again and again", "again and again"),
        ("I sat with the\n\nlast of them.", "last of them", "last of them"),
        ("I know what I'd do.", "know what I", "I know what I'd"),
        # It leaves out the first word of the next clause.
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
        ("Because of that I failed renal.", "Because of that", "Because of that"),
        ("I failed Step I in May.", "I failed Step I", "I failed Step I"),
        ("Of course it was hard.", "Of course it was hard", "Of course it was hard"),
        ("I had nobody to study with\n\nIn June I passed.", "I had nobody to study with", "I had nobody to study with"),
        ("(My leave was long.)", "My leave was long", "My leave was long"),
    ],
)
def test_a_mark_is_a_whole_phrase(text: str, part: str, wanted: str) -> None:
    assert _marked(text, part, words(text)) == [wanted]


@pytest.mark.parametrize(
    ("text", "weak", "words"),
    [
        ("I needed money, and I asked for a loan.", "money, and", "I asked for a loan"),
        ("After the result I met a tutor twice.", "After the result", "I met a tutor twice"),
        # A comma within a number, or an I that is one, begins nothing.
        ("I did 1,200 questions with a tutor.", "1", "1,200 questions with a tutor"),
        ("I took Step I again in the spring.", "Step", "Step I again in the spring"),
        # What scores as high as the rest stays.
        ("I needed money, and I asked for a loan.", "", "I needed money, and I asked for a loan"),
    ],
)
def test_the_end_of_another_clause_is_left_out(text: str, weak: str, words: str) -> None:
    begin = text.index(weak) if weak else text.index(words)
    offsets = _tokens(text)
    inside = [begin <= o.start < len(text) - 1 for o in offsets]
    low = [begin <= o.start < begin + len(weak) for o in offsets]
    scores = np.array([(0.6 if w else 0.95) if i else 0.01 for i, w in zip(inside, low, strict=True)], np.float32)
    (mark,) = make_marks("change", text, offsets, scores, _PLAIN, split(text))
    assert text[mark.start : mark.end] == words


@pytest.mark.parametrize(
    ("text", "part", "words"),
    [
        ("It is grief for which there's no funeral.", "s no funeral", "there's no funeral"),
        ("I liked the D.O. school then.", "O. school then", "the D.O. school then"),
    ],
)
def test_a_mark_within_a_word_takes_all_of_it(text: str, part: str, words: str) -> None:
    assert _marked(text, part, _tokens(text)) == [words]


@pytest.mark.parametrize(
    ("category", "text", "sure", "near", "shown"),
    [
        # Few words of a move take in those around them that score nearly as high, one that does not between.
        ("context", "That fall I worked with no desk at home.", "no desk", "with at home", "with no desk at home"),
        ("context", "It went on. No desk at home. I left.", "No desk", "went on at home I left", "No desk at home"),
        # Two that reach each other are one.
        (
            "change",
            "I sat with her and kept a list.",
            "sat list",
            "with her and kept a",
            "I sat with her and kept a list",
        ),
        # Of a fault, and of many words, nothing is added.
        ("vague", "That fall I worked with no desk at home.", "no desk", "with at home", "no desk"),
        (
            "context",
            "We had one lamp and no desk for six at home.",
            "had one lamp and no desk",
            "for six at home",
            "We had one lamp and no desk",
        ),
    ],
)
def test_few_words_of_a_move_take_in_their_phrase(category: str, text: str, sure: str, near: str, shown: str) -> None:
    offsets = _tokens(text)
    score = {**dict.fromkeys(near.split(), 0.4), **dict.fromkeys(sure.split(), 0.6)}
    scores = np.array([score.get(text[o.start : o.end], 0.01) for o in offsets], np.float32)
    assert [text[m.start : m.end] for m in make_marks(category, text, offsets, scores, _PLAIN, split(text))] == [shown]


@given(st.text("ab the,.()\n-'of1", max_size=60), st.data())
def test_a_mark_stands_inside_its_text_and_begins_and_ends_with_a_word(text: str, data: st.DataObject) -> None:
    offsets = words(text)
    scores = np.array([data.draw(st.sampled_from([0.01, 0.4, 0.9])) for _ in offsets], np.float32)
    for mark in make_marks("change", text, offsets, scores, _PLAIN, split(text)):
        shown = text[mark.start : mark.end]
        assert 0 <= mark.start < mark.end <= len(text)
        assert shown[0].isalnum()
        assert shown[-1].isalnum() or shown[-1] == ")"
