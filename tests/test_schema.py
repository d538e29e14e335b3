"""The JSON report keeps to the schema that comes with the package."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pslint import Linter, Report
from pslint.findings import CATEGORIES, CONFIDENCES, MOVES, SEVERITIES
from pslint.formats import load, parse_text, read_draft
from pslint.outputs import Run, View
from pslint.outputs.json import as_data

from . import golden
from .formats.made import docx_of, pdf_of

_SCHEMA = json.loads(files("pslint").joinpath("schemas/report.schema.json").read_text(encoding="utf-8"))
_VALIDATOR = Draft202012Validator(_SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
_WORDS = "I failed Step 1 in May because of personal issues. I worked harder and I passed."


def _data(*reports: Report) -> dict[str, Any]:
    """The reports as JSON that keeps to the schema."""
    data: dict[str, Any] = json.loads(json.dumps(as_data(Run(reports, "brief", "1.0"), View(show="low"))))
    _VALIDATOR.validate(data)
    return data


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(_SCHEMA)


def test_its_words_are_those_of_the_code() -> None:
    defs = _SCHEMA["$defs"]
    assert tuple(defs["category"]["enum"]) == CATEGORIES
    assert tuple(defs["severity"]["enum"]) == SEVERITIES
    assert tuple(defs["confidence"]["enum"]) == CONFIDENCES
    assert tuple(defs["moves"]["items"]["enum"]) == MOVES
    assert tuple(defs["passage"]["properties"]["moves"]["properties"]) == MOVES


def test_nothing_unknown_may_stand_in_a_report() -> None:
    objects = [node for node in _nodes(_SCHEMA) if node.get("type") == "object"]
    assert len(objects) > 5
    assert all(node["additionalProperties"] is False for node in objects)


def _nodes(node: object) -> Iterator[dict[str, Any]]:
    """Every object in a tree of JSON."""
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for item in node:
            yield from _nodes(item)


@pytest.mark.parametrize("draft", golden.drafts(), ids=lambda path: path.name)
def test_samples(draft: Path, linter: Linter) -> None:
    data = _data(linter.lint_draft(load(draft)))
    assert data["files"][0]["path"] == str(draft)


def test_counts_are_of_the_findings_shown(linter: Linter) -> None:
    data = _data(linter.lint(_WORDS, passage=True))
    findings = data["files"][0]["findings"]
    assert data["summary"]["findings"] == len(findings) > 0
    assert sum(data["summary"][severity] for severity in SEVERITIES) == len(findings)


def test_a_draft_that_could_not_be_read() -> None:
    data = _data(Report("gone.txt", "brief", error="no such file; check the name"))
    assert data["files"] == [
        {
            "path": "gone.txt",
            "profile": "brief",
            "error": "no such file; check the name",
            "findings": [],
        }
    ]
    assert data["summary"] == {"files": 1, "findings": 0, "error": 0, "warning": 0, "info": 0}


def test_an_error_and_findings_exclude_each_other(linter: Linter) -> None:
    data = _data(linter.lint(_WORDS, passage=True))
    data["files"][0]["error"] = "no such file"
    assert not _VALIDATOR.is_valid(data)


@pytest.mark.parametrize("text", ["", "\n", "🙂", _WORDS, "A whole input that tells of no setback at all."])
def test_passage(text: str, linter: Linter) -> None:
    data = _data(linter.lint(text, passage=True))
    assert len(data["files"][0]["passages"]) == bool(text.strip())


def test_documents_without_lines_say_paragraph_or_page(linter: Linter) -> None:
    for path, content, key in [
        ("draft.docx", docx_of(f"<w:p><w:r><w:t>{_WORDS}</w:t></w:r></w:p>"), "paragraph"),
        ("draft.pdf", pdf_of([_WORDS]), "page"),
    ]:
        data = _data(linter.lint_draft(read_draft(path, content)))
        places = [f[end] for f in data["files"][0]["findings"] for end in ("start", "end")]
        assert places, path
        assert all(key in place for place in places), path


def test_text_has_neither_paragraph_nor_page(linter: Linter) -> None:
    (passage,) = _data(linter.lint_draft(parse_text("draft.txt", _WORDS)))["files"][0]["passages"]
    assert set(passage["start"]) == {"offset", "line", "column"}
