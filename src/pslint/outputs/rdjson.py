"""reviewdog's diagnostic format, whose columns count bytes of UTF-8."""

from collections.abc import Iterator
from typing import Any, Final

from ..draft import Draft
from ..places import DOCS
from . import Run, View
from .jsontext import around_list
from .server import items, relative

_SEVERITIES: Final = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(run: Run, view: View) -> Iterator[str]:
    """The run; a draft that was not read is an error of the whole file."""
    source = {"name": "pslint", "url": DOCS.partition("/blob/")[0]}
    yield from around_list({"source": source}, "diagnostics", _diagnostics(run, view), dict)


def _diagnostics(run: Run, view: View) -> Iterator[dict[str, Any]]:
    for report in run.reports:
        if report.error:
            location: dict[str, Any] = {"path": relative(report.path)}
            yield {"message": report.error, "location": location, "severity": "ERROR"}
        for item in items(report, view):
            finding = item.finding
            location = {"path": item.path}
            if not item.place:
                location["range"] = {
                    "start": _position(item.draft, finding.start),
                    "end": _position(item.draft, finding.end),
                }
            yield {
                "message": item.message,
                "location": location,
                "severity": _SEVERITIES[finding.severity],
                "code": {"value": finding.rule, "url": finding.url},
            }


def _position(draft: Draft, offset: int) -> dict[str, int]:
    place = draft.position(offset)
    before = draft.source[draft.line_span(place.line).start : offset]
    return {"line": place.line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
