"""The reader itself: the shipped file's scores, long texts, and what earns nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from pslint import Linter
from pslint.draft import Span
from pslint.errors import ModelError
from pslint.findings import MEDIUM, MOVES, READ
from pslint.reader.encoder import Reader
from pslint.text.plain import make_plain
from pslint.text.sentences import split

# 8-bit kernels of different processors round differently: a best score may move by so much. The committed ones are of a
# processor with 8-bit instructions; on one with AVX2 alone one of 400 is .135 off, all others less than .07.
TOLERANCE = 0.15
ROOT = Path(__file__).resolve().parents[1]


def records(name: str) -> dict[str, dict[str, Any]]:
    with (ROOT / "corpus" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return {record["id"]: record for record in map(json.loads, lines)}


def test_scores_are_those_committed(linter: Linter) -> None:
    """The same file gives the same answers on any processor, but for one cell in a hundred."""
    wanted = json.loads((ROOT / "tests" / "reader_scores.json").read_text(encoding="utf-8"))
    passages = records("dev") | records("dev_residency")
    assert len(wanted) == 40
    turned = 0
    for key, scores in wanted.items():
        text = make_plain(passages[key]["text"])
        found = linter.reader.scores(text, Span(0, len(text)), split(text))[1].max(0)
        for column, category in enumerate(READ):
            assert found[column] == pytest.approx(scores[category], abs=TOLERANCE), (key, category)
            turned += (found[column] > 0.5) != (scores[category] > 0.5)
    assert turned <= len(wanted) * len(READ) / 100


def test_two_threads_give_the_same_scores() -> None:
    alone, together = Reader(), Reader(threads=2)
    for record in list(records("dev").values())[:10]:
        text = make_plain(record["text"])
        one, other = (reader.scores(text, Span(0, len(text)), split(text)) for reader in (alone, together))
        assert one[0] == other[0]
        assert (one[1] == other[1]).all()


def test_a_long_text_is_read_to_its_end(linter: Linter) -> None:
    filler = "On the wards I liked the mornings best, and I wrote my notes before the others came. "
    told = "I failed Step 1 because I never timed my practice blocks."
    text = filler * 40 + told
    report = linter.lint(text, passage=True)
    setback = report.passages[0].moves["setback"]
    assert any(text[mark.start : mark.end] in told for mark in setback)


def test_what_stands_between_sentences_displaces_none_of_them(linter: Linter) -> None:
    """Marks that belong to no sentence are tokens all the same."""
    sentences = [
        "I failed Step 1 because I never timed my practice blocks.",
        "I met a tutor every Monday and did forty timed questions a day.",
        "I passed in October with a 238.",
    ]
    text = (" ?!" * 220 + "\n").join(sentences)
    plain = linter.reader.read(" ".join(sentences), Span(0, len(" ".join(sentences))), split(" ".join(sentences)))[1]
    among = linter.reader.read(text, Span(0, len(text)), split(text))[1]
    for move in ("setback", "change", "evidence"):
        assert (plain[move] >= MEDIUM, among[move] >= MEDIUM) == (True, True), move


def test_one_endless_sentence_is_read(linter: Linter) -> None:
    text = "I failed Step 1 and " + "I read the same notes again and " * 200 + "I passed"
    marks, presence = linter.reader.read(text, Span(0, len(text)), split(text))
    assert presence["setback"] >= MEDIUM
    assert all(0 <= mark.start < mark.end <= len(text) for found in marks.values() for mark in found)


@pytest.mark.parametrize(
    "text",
    [
        "NBME tutor schedule timed blocks 245",
        "timed blocks question bank learning specialist dedicated period retake shelf exams clerkship honors",
    ],
)
def test_study_words_without_a_story_earn_nothing(linter: Linter, text: str) -> None:
    report = linter.lint(text, passage=True)
    passage = report.passages[0]
    assert not passage.moves["change"]
    assert not passage.moves["evidence"]


@pytest.mark.parametrize(
    "text",
    [
        "I left college with highest honors and won the anatomy prize in my first year. Then I failed Step 1.",
        "Before that I had passed every course and shelf exam with honors. In June I failed Step 2 CK.",
    ],
)
def test_a_record_from_before_is_no_evidence(linter: Linter, text: str) -> None:
    assert not linter.lint(text, passage=True).passages[0].moves["evidence"]


def test_marks_are_phrases_not_paragraphs(linter: Linter) -> None:
    """Each move names the words that earned it: seldom more than a sentence."""
    long = total = 0
    for record in list(records("dev").values())[:40]:
        for mark in (m for ms in linter.lint(record["text"], passage=True).passages[0].moves.values() for m in ms):
            total += 1
            long += mark.end - mark.start > 0.6 * len(record["text"])
    assert total > 100
    assert long <= total / 50


def test_a_missing_model_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        Reader(tmp_path).read("I failed Step 1.", Span(0, 16), [Span(0, 16)])


def test_moves_are_the_first_half_of_what_is_read() -> None:
    assert READ[: len(MOVES)] == MOVES
