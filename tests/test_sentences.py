"""Sentences and words as a reader counts them."""

import pytest

from pslint.text.sentences import count_words, split


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("My first grade: H. Medicine followed.", 2),
        ("I got an A. Then I rested.", 2),
        ("All of my marks were B. Last year I tried again.", 2),
        ("I met Dr. J. Smith on the ward.", 1),
        ("I met George W. Hale on the ward.", 1),
        ("Dr. Lind vs. me, e.g. at 3.5 hours.", 1),
        ("A hard year. I failed.", 2),
        ("Why:", 0),
        ("I sat it in Sept. After that I met a tutor until Dec. I passed.", 3),
        ("I met Prof. So Young Kim on Dec. 3 in room no. 4.", 1),
        ("No. 3 was mine. No. Nobody asked.", 3),
        ("I finished my Ph.D in 2019 and my Pharm.D in 2022.", 1),
        ("I sat the exam.I failed.", 2),
        ("I hold an M.D . Surgery came next.", 2),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(split(text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("I did 2,114 questions.", 4),
        ("By 5:15 I wrote A&Ps.", 5),
        ("Level 2-CE, 3.5 times; didn't.", 5),
        ("cause:effect and then,later", 5),
        ("In 2020,I failed", 4),
    ],
)
def test_words(text: str, count: int) -> None:
    assert count_words(text) == count
