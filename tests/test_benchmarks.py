"""The benchmark of speed still runs: its made statements, its page, and a tiny measurement. No time is asserted."""

import json
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from benchmarks import made, readings
from benchmarks.keystrokes import keystrokes
from benchmarks.many import many
from benchmarks.peers import Peers
from benchmarks.performance import write
from benchmarks.program import machine
from benchmarks.small import imports, one_draft
from benchmarks.timing import FailedError, Spread, command
from benchmarks.vale_style import pattern, write_style
from benchmarks.where import part_of, where
from pslint import linter
from pslint.reader import finder, marks
from pslint.text import sentences


def test_made_statements_are_the_same_for_the_same_seed_and_never_repeat_a_paragraph() -> None:
    some = list(made.statements(60, (True, False, False)))
    assert some == list(made.statements(60, (True, False, False)))
    assert some != list(made.statements(60, (True, False, False), seed=1))
    assert [bool(one.passage) for one in some] == [True, False, False] * 20
    assert all(one.passage in one.text.rstrip().split("\n\n") for one in some if one.passage)
    assert all(550 < one.words < 1000 for one in some)
    paragraphs = [paragraph for one in some for paragraph in one.text.rstrip().split("\n\n")]
    assert len(set(paragraphs)) == len(paragraphs)


def test_the_style_has_every_list(tmp_path: Path) -> None:
    write_style(tmp_path)
    assert len(list((tmp_path / "styles" / "Lists").glob("*.yml"))) > 50


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("did not go/work", r"(?:did)\s+(?:not)\s+(?:go|work)"),
        ("~blame* [only] me", r"(?:blame\w*)\s+(?:(?:only)\s+)?(?:me)"),
        ("cover ... night-float", r"(?:cover)\s+(?:\S+\s+){0,4}(?:night[- ]float)"),
    ],
)
def test_an_entry_as_an_expression(entry: str, expected: str) -> None:
    assert pattern(entry) == expected


def test_a_spread() -> None:
    assert Spread.of([3, 1, 2]).data() == {"median": 2, "quartiles": [1.5, 2.5], "count": 3}
    assert Spread.of([3]).data() == {"median": 3, "quartiles": [3, 3], "count": 1}


def test_a_command_that_fails_is_not_measured() -> None:
    assert command(["true"]).megabytes > 0
    with pytest.raises(FailedError, match="false ended with 1"):
        command(["false"])
    with pytest.raises(FailedError, match="no-such-program did not run"):
        command(["no-such-program"])


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        (finder, "finding candidate paragraphs"),
        (marks, "reading passages (ONNX Runtime, tokens, marks)"),
        (sentences, "sentences"),
        (linter, "the rest"),
        (json, None),
    ],
)
def test_the_part_that_a_module_does(module: ModuleType, expected: str | None) -> None:
    assert part_of(str(module.__file__)) == expected


def test_a_tiny_measurement_and_its_page(tmp_path: Path) -> None:
    nobody = Peers(missing={"Nobody": "there is no such program"})
    one = one_draft("explanation", tmp_path, nobody.here, None, 1)
    data = {
        "machine": machine(),
        "date": "2026-01-01",
        "peers": {},
        "missing": nobody.missing,
        "one explanation": one,
        "one statement": one,
        "imports": imports(nobody.here, 1),
        "many": many(2, tmp_path, nobody.here, None, 1, 1),
        "where": where(2),
        "keystrokes": keystrokes(2),
        "sizes": {"wheel": 1.0, "reader.onnx": 1.0, "peers": {}},
    }
    assert readings.job(["I failed.", "I passed."], tmp_path, 2)().seconds > 0
    write(data, tmp_path / "docs")
    text = (tmp_path / "docs" / "performance.md").read_text(encoding="utf-8")
    assert "Missing in this run: Nobody (there is no such program)." in text
    assert "pslint, setback in half, -j 1 / readings alone, -j 1" in text
    assert json.loads((tmp_path / "docs" / "performance.json").read_text(encoding="utf-8")) == data
    ElementTree.parse(tmp_path / "docs" / "performance.svg")
