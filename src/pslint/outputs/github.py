"""Annotations of GitHub Actions: one workflow command a line."""

from collections.abc import Iterator
from typing import Final

from . import Run, View
from .server import items, relative

_COMMANDS: Final = {"error": "error", "warning": "warning", "info": "notice"}


def render(run: Run, view: View) -> Iterator[str]:
    """The run; a draft that was not read is an error. Without either, one empty line."""
    said = False
    for report in run.reports:
        if report.error:
            said = True
            yield f"::error file={_property(relative(report.path))},title=pslint::{_data(report.error)}\n"
        for item in items(report, view):
            finding = item.finding
            properties = {"file": item.path}
            if item.start and item.end:
                properties |= {"line": str(item.start.line), "endLine": str(item.end.line)}
                # GitHub takes columns only where both ends are on one line.
                if item.start.line == item.end.line:
                    properties |= {"col": str(item.start.column), "endColumn": str(item.end.column)}
            properties["title"] = f"{finding.rule} {finding.name}"
            listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
            said = True
            yield f"::{_COMMANDS[finding.severity]} {listed}::{_data(item.message)}\n"
    if not said:
        yield "\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
