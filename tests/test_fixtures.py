"""Whole paragraphs with what must at least be found in them, and look-alikes in which nothing may be."""

from pathlib import Path

import pytest
import yaml

from pslint import Linter, Report

_ALL = yaml.safe_load(Path(__file__).with_name("fixtures.yaml").read_text(encoding="utf-8"))
SOUND, ONE_LINE, WEAK, LOOK_ALIKES = (_ALL[key] for key in ("sound", "one_line", "weak", "look_alikes"))


def _spoken(report: Report) -> set[str]:
    """The rules that speak at a confidence that is shown."""
    return {finding.rule for finding in report.findings if finding.confidence != "low"}


def _grave(report: Report) -> list[str]:
    return [f"{f.rule} {f.excerpt!r}" for f in report.findings if f.severity != "info" and f.confidence != "low"]


@pytest.mark.parametrize("name", SOUND)
def test_sound_passages_draw_no_warning(name: str, linter: Linter) -> None:
    report = linter.lint(SOUND[name], passage=True)
    assert _grave(report) == []
    assert set(report.passages[0].missing) <= {"ownership"}


@pytest.mark.parametrize("name", ONE_LINE)
def test_one_sentence_is_enough_for_the_profile_that_asks_for_one(name: str) -> None:
    assert _grave(Linter("oneline").lint(ONE_LINE[name], passage=True)) == []


@pytest.mark.parametrize("name", WEAK)
def test_weak_passages_draw_at_least_what_is_expected(name: str, linter: Linter) -> None:
    fixture = WEAK[name]
    spoken = _spoken(linter.lint(fixture["text"], passage=True))
    unsaid = [wanted for wanted in fixture["says"] if not spoken & set(wanted.split(" or "))]
    assert not unsaid, f"said: {sorted(spoken)}"
    assert not spoken & set(fixture.get("silent", ()))


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_look_alikes_have_no_passage(name: str, linter: Linter) -> None:
    report = linter.lint(LOOK_ALIKES[name])
    assert report.passages == ()
    assert _spoken(report) <= {"PS101"}


def test_look_alikes_beside_a_passage_stay_out_of_it(linter: Linter) -> None:
    report = linter.lint("\n\n".join([*LOOK_ALIKES.values(), SOUND["G1"], *LOOK_ALIKES.values()]))
    (passage,) = report.passages
    assert report.draft is not None
    assert report.draft.source[passage.start : passage.end] == SOUND["G1"]


def test_keywords_without_a_story_are_no_change(linter: Linter) -> None:
    stuffed = (
        "I failed Step 1. Learning specialist, timed blocks, practice exams, question bank, study group, tutor, weekly "
        "calendar, error log."
    )
    report = linter.lint(stuffed, passage=True)
    assert report.passages[0].moves["change"] == ()
    assert "change" in {finding.category for finding in report.findings}
