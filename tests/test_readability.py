"""Readability: sentences as pslint counts them, words and syllables by textstat, and no dictionary fetched for it."""

import re
from pathlib import Path

import pytest

from pslint import Linter
from pslint.draft import Span
from pslint.findings import Passage
from pslint.formats import parse_text
from pslint.readability import figures, of_sentences

from .command import pslint, python

LONG = (
    "After I failed Step 1 in June because I had been re-reading notes on a heavy schedule, I met with our learning "
    "specialist every week and I built a plan with timed blocks and practice exams and then I sat it once more and "
    "passed in October and went on to honor two clerkships."
)


def test_short_sentences_count_and_abbreviations_end_none() -> None:
    draft = parse_text("a.txt", "I failed. A hard year. Dr. Okafor met me at 3.5 miles, e.g. on Fridays. It held.\n")
    _, whole = figures(draft, [])
    assert whole is not None
    assert whole.lengths == (2, 3, 10, 2)
    assert (whole.sentences, whole.words, whole.longest) == (4, 17, 10)
    assert whole.mean == 17 / 4


def test_the_formulas() -> None:
    # Ten words of one syllable each, in two sentences.
    text = "I sat it in May. I sat it in June."
    found = of_sentences(text, [Span(0, 16), Span(17, 34)])
    assert found is not None
    assert found.grade == pytest.approx(0.39 * 5 + 11.8 * 1 - 15.59)
    assert found.ease == pytest.approx(206.835 - 1.015 * 5 - 84.6 * 1)


def test_the_passage_and_the_document_apart() -> None:
    first, second = "I like wards.\n\n", "I failed the examination in particularly unfortunate circumstances."
    draft = parse_text("a.md", f"# A heading of its own\n\n{first}{second}\n")
    start = draft.source.index(second)
    own, whole = figures(draft, [Passage(start, start + len(second), 1, 8, {}, (), ())])
    assert own is not None
    assert whole is not None
    assert own.lengths == (8,)
    assert whole.lengths == (3, 8)
    assert own.grade > whole.grade
    assert own.ease < whole.ease


@pytest.mark.parametrize("text", ["", "\n\n", "... !", "# Only a heading\n"])
def test_where_there_is_no_word_there_are_no_figures(text: str) -> None:
    assert figures(parse_text("a.txt", text), [])[0] is None


def test_no_dictionary_is_asked_for_and_none_is_loaded_for_rules_alone() -> None:
    code = """
import sys
from pslint import Linter
report = Linter().lint("I failed Step 1 in May. I passed it in June.", passage=True)
assert not {"textstat", "nltk"} & set(sys.modules), "loaded for no figure"
import nltk
def refuse(*_, **__): raise AssertionError("a dictionary was asked for")
nltk.download = nltk.data.find = refuse
from pslint.readability import figures
print(figures(report.draft, report.passages)[1].lengths)
"""
    assert python("-c", code).out.strip() == "(6, 5)"


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        (LONG.replace("two clerkships", "two clerkships in the fall of that same year"), "warning"),
        (LONG, "info"),
        (
            LONG.replace(" and then I sat it once more and passed in October and went on to honor two clerkships", ""),
            None,
        ),
        (LONG.replace(" and I built", "; I built"), None),
        (LONG.replace(" and I built", ". I built"), None),
    ],
)
def test_a_sentence_too_long(linter: Linter, text: str, severity: str | None) -> None:
    report = linter.lint(text, passage=True)
    found = [f for f in report.findings if f.rule == "PS801"]
    assert [f.severity for f in found] == ([severity] if severity else [])
    for finding in found:
        assert finding.excerpt == text
        assert re.search(r"\d+ words", finding.message)


def test_too_long_a_list_is_marked_from_its_first_item(linter: Linter) -> None:
    text = (
        "I failed Step 1 in May. I met a tutor every Friday, wrote a plan, kept a log, timed each block, slept eight "
        "hours and taught it aloud. I passed in August."
    )
    (finding,) = [f for f in linter.lint(text, passage=True).findings if f.rule == "PS802"]
    assert finding.message.startswith("6 items")
    assert finding.excerpt.endswith("taught it aloud")
    assert finding.severity == "info"


def test_statistics_show_the_figures(drafts: Path) -> None:
    path = drafts / "a.txt"
    path.write_text(f"{LONG}\n", encoding="utf-8")
    ran = pslint("check", "--passage", "--statistics", "--exit-zero", str(path))
    assert ran.code == 0
    lines = [line for line in ran.out.splitlines() if "Flesch-Kincaid grade" in line]
    count = len(LONG.split())
    words = rf"1 sentence, {count} words \({count}\.0 a sentence, the longest {count}\)"
    figure = rf"{words}; Flesch-Kincaid grade [\d.]+, reading ease [-\d.]+"
    for part, line in zip(("explanation", "document"), lines, strict=True):
        assert re.fullmatch(f".*a.txt: {part}: {figure}", line)
