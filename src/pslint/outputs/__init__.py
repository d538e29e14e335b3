"""Outputs: pure functions from a Run to text, one module each, named as `--output-format` names them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from ..findings import Confidence, Run

FORMATS: Final[Mapping[str, str]] = {
    "full": "the words underlined, the message, a scorecard a passage",
    "concise": "one line a finding",
    "json": "one object, its schema in the package",
}


@dataclass(frozen=True)
class View:
    """How a report is shown: least confidence, colour, columns, most findings a draft in full (0: all)."""

    show: Confidence = "medium"
    color: bool = False
    width: int = 80
    most: int = 7


def render(name: str, run: Run, view: View) -> str:
    """The run in the format `name`, ending with a line end."""
    function: Callable[[Run, View], str] = import_module(f".{name.replace('-', '_')}", __name__).render
    return function(run, view)
