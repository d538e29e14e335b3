"""Annotations of GitHub Actions: one workflow command a line."""

from typing import Final

from ..findings import Run
from . import View
from .server import items, relative

_COMMANDS: Final = {"error": "error", "warning": "warning", "info": "notice"}


def render(run: Run, view: View) -> str:
    """The run; a draft that was not read is an error."""
    lines = []
    for report in run.reports:
        if report.error:
            lines.append(f"::error file={_property(relative(report.path))},title=pslint::{_data(report.error)}")
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
            lines.append(f"::{_COMMANDS[finding.severity]} {listed}::{_data(item.message)}")
    return "\n".join(lines) + "\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
