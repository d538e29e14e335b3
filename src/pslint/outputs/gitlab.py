"""A Code Quality report of GitLab: a list of issues, each with a fingerprint of its own."""

from collections.abc import Iterator
from typing import Any, Final

from . import Run, View
from .jsontext import as_list
from .server import items, relative

_SEVERITIES: Final = {"error": "major", "warning": "minor", "info": "info"}


def render(run: Run, view: View) -> Iterator[str]:
    """The run; a draft that was not read is a blocker at its first line."""
    yield from as_list(_issues(run, view))
    yield "\n"


def _issues(run: Run, view: View) -> Iterator[dict[str, Any]]:
    for report in run.reports:
        if report.error:
            path = relative(report.path)
            yield _issue(report.error, "pslint", f"unread {path}", "blocker", path, 1, 1)
        for item in items(report, view):
            # GitLab wants a line of every file: the first, where the file has none.
            first, last = (item.start.line, item.end.line) if item.start and item.end else (1, 1)
            severity = _SEVERITIES[item.finding.severity]
            yield _issue(item.message, item.finding.rule, item.fingerprint, severity, item.path, first, last)


def _issue(
    description: str, check: str, fingerprint: str, severity: str, path: str, first: int, last: int
) -> dict[str, Any]:
    return {
        "description": description,
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": first, "end": last}},
    }
