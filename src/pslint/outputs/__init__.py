"""Outputs: pure functions from a Run to pieces of text, one module each, named as `--output-format` names them."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

from ..findings import Confidence, Report

if TYPE_CHECKING:
    from ..rule import Rule

FORMATS: Final[Mapping[str, str]] = {
    "full": "the words underlined, the message, a scorecard a passage",
    "html": "one page to read and print: the words underlined, each finding beside them, a scorecard a passage",
    "concise": "one line a finding",
    "grouped": "one line a finding, under the name of its draft",
    "csv": "a table for spreadsheets, a row a finding",
    "json": "one object, its schema in the package",
    "json-lines": "one object a finding",
    "sarif": "SARIF 2.1.0, for code scanning",
    "github": "annotations of GitHub Actions",
    "gitlab": "a Code Quality report of GitLab",
    "junit": "JUnit XML, a test suite a draft",
    "checkstyle": "Checkstyle XML",
    "rdjson": "reviewdog's diagnostic format",
}
#: Those that are read on a terminal; the others are for programs, or for a browser.
FOR_PEOPLE: Final = frozenset({"full", "concise", "grouped"})


def usual_format() -> str:
    """The format where nobody names one: `github` under GitHub Actions, `full` elsewhere."""
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "full"


@dataclass(frozen=True, slots=True)
class Run:
    """Reports of all drafts of a run, in the order in which they were named; a format goes through them once.

    `rules` gives those of the run, by id: few formats ask, and until one does they need not be read.
    """

    reports: Iterable[Report]
    profile: str
    version: str
    rules: Callable[[], Mapping[str, "Rule"]] = dict


@dataclass(frozen=True)
class View:
    """How a report is shown: least confidence, colour, columns, most findings a draft in full (0: all).

    `show_excerpts` lets words of the draft into the formats that end up on a server; `quiet` leaves findings alone in
    the formats for people.
    """

    show: Confidence = "medium"
    color: bool = False
    width: int = 80
    most: int = 7
    show_excerpts: bool = False
    quiet: bool = False


def render(name: str, run: Run, view: View) -> str:
    """The run in the format `name`, ending with a line end."""
    return "".join(stream(name, run, view))


def stream(name: str, run: Run, view: View) -> Iterator[str]:
    """The same in pieces, as the run's reports come; a format that begins with what all of them say waits for them.

    The bytes of a file name that is no text are written as escapes, so that any report can be encoded.
    """
    function: Callable[[Run, View], Iterator[str]] = import_module(f".{name.replace('-', '_')}", __name__).render
    for piece in function(run, view):
        yield piece.encode("utf-8", "backslashreplace").decode("utf-8")
