"""The command line's values: the same as typer makes of them, and pydantic only where one needs looking at."""

import sys
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from pslint.cli.app import app
from pslint.cli.check import Color, OutputFormat, Show

from .command import pslint_as_a_user, python


def _parameters() -> Any:
    group = get_command(app)
    context = group.make_context("pslint", ["check", "x"])
    check = group.get_command(context, "check")  # type: ignore[attr-defined]
    return check.make_context("check", _ARGUMENTS, parent=context).params


_ARGUMENTS = [
    *("a.txt", "-", "b c.md", "--format", "json", "--show=low", "--rules", "x", "--rules", "y", "--grammar", "a.md"),
    *("--select", "PS2", "--facts", "me.yaml", "-q", "--lines", "3"),
]


def test_values_are_of_the_kinds_that_check_takes() -> None:
    taken = _parameters()
    given = {
        "paths": ["a.txt", "-", "b c.md", "a.md"],
        "output_format": OutputFormat("json"),
        "show": Show.low,
        "rules": [Path("x"), Path("y")],
        "select": ["PS2"],
        "facts": Path("me.yaml"),
        "quiet": True,
        "lines": "3",
        "grammar": "passage",
        "jobs": 1,
        "grammar_timeout": 20.0,
        "color": Color.auto,
        "stdin_filename": "<stdin>",
        "profile": None,
        "ignore": (),
    }
    assert {name: taken[name] for name in given} == given
    assert all(type(taken[name]) is type(value) for name, value in given.items())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-j", "two"), "Invalid value for '--jobs'"),
        (("--show", "lo"), "'lo' is not one of 'high', 'medium', 'low'"),
        (("--format", "JSON"), "'JSON' is not one of"),
        (("--grammar=all",), "'all' is not one of 'passage', 'document'"),
    ],
)
def test_what_is_wrong_typer_says(arguments: tuple[str, ...], said: str) -> None:
    ran = python("-m", "pslint", "check", *arguments, "x.txt")
    assert ran.code == 2
    assert said in " ".join(ran.err.replace("│", " ").split())


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions there")
def test_a_file_that_cannot_be_read(drafts: Path) -> None:
    closed = drafts / "me.yaml"
    closed.write_text("attempts: []\n", encoding="utf-8")
    closed.chmod(0)
    ran = pslint_as_a_user("check", "--facts", str(closed), "x.txt")
    assert ran.code == 2
    assert "is not readable" in " ".join(ran.err.replace("│", " ").split())
