"""Checkstyle XML."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from ..findings import Report
from . import Run, View
from .server import items, relative
from .xmltext import as_child, as_document


def render(run: Run, view: View) -> Iterator[str]:
    """The run; a draft that was not read has an error without a line."""
    files = (as_child(_file(report, view)) for report in run.reports)
    yield from as_document("checkstyle", {"version": run.version}, files)


def _file(report: Report, view: View) -> Element:
    file = Element("file", name=relative(report.path))
    if report.error:
        SubElement(file, "error", severity="error", message=report.error, source="pslint")
    for item in items(report, view):
        place = {"line": str(item.start.line), "column": str(item.start.column)} if item.start else {}
        SubElement(
            file,
            "error",
            place,
            severity=item.finding.severity,
            message=item.message,
            source=f"pslint.{item.finding.rule}",
        )
    return file
