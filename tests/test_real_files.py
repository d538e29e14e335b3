"""Documents that LibreOffice wrote: findings stand on the same words in each format."""

from pathlib import Path

import pytest

from pslint import Linter, Report
from pslint.formats import load

from . import golden
from .programs import need_soffice
from .real_files.fodt import convert, fodt_of
from .real_files.make import DOCUMENTS, FOLDER

_FILES = [FOLDER / f"{name}.{kind}" for name, (_, kinds) in DOCUMENTS.items() for kind in kinds]


def _highlighted(report: Report) -> str:
    """The text on one line, with each finding's words between marks that name its rule."""
    assert report.draft is not None
    marks = [(f.start, f"[{f.rule}|") for f in report.findings if f.category != "form"]
    marks += [(f.end, f"|{f.rule}]") for f in report.findings if f.category != "form"]
    text = report.draft.source
    for place, mark in sorted(marks, reverse=True):
        text = text[:place] + mark + text[place:]
    return " ".join(text.split())


def _statement(name: str) -> str:
    """The same text as a plain one, from the .odt that all formats were made beside."""
    return load(FOLDER / f"{name}.odt").source


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.name)
def test_findings_stand_on_the_same_words_as_in_plain_text(path: Path, linter: Linter) -> None:
    wanted = _highlighted(linter.lint(_statement(path.stem), path="statement.txt"))
    assert "|PS203]" in wanted
    assert "because of [PS203|personal issues|PS203]." in wanted
    assert _highlighted(linter.lint_draft(load(path))) == wanted


@pytest.mark.parametrize(("kind", "place"), [("docx", 3), ("odt", 3), ("pdf", 1)])
def test_a_place_is_a_paragraph_or_a_page(kind: str, place: int, linter: Linter) -> None:
    report = linter.lint_draft(load(FOLDER / f"statement.{kind}"))
    assert report.draft is not None
    (finding,) = (finding for finding in report.findings if finding.rule == "PS203")
    position = report.draft.position(finding.start)
    assert (position.page if kind == "pdf" else position.paragraph) == place


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_tracked_insertions_are_read_and_deletions_are_not(kind: str) -> None:
    source = load(FOLDER / f"tracked.{kind}").source
    assert "because of personal issues." in source
    assert "emergency" not in source
    assert "My adviser read this draft in May." in source


@pytest.mark.parametrize("kind", ["docx", "odt", "pdf"])
def test_what_libreoffice_makes_of_a_sample_draws_the_same_findings(kind: str, tmp_path: Path, linter: Linter) -> None:
    need_soffice()
    text = (golden.SAMPLES / "vague-step1.txt").read_text(encoding="utf-8")
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n") if paragraph.strip()]
    source = tmp_path / "sample.fodt"
    source.write_text(fodt_of(paragraphs), encoding="utf-8")
    made = convert(source, kind, tmp_path, tmp_path / "profile")
    wanted = _highlighted(linter.lint("\n\n".join(paragraphs), path="sample.txt"))
    assert "[PS" in wanted
    assert _highlighted(linter.lint_draft(load(made))) == wanted
