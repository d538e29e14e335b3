"""Checkstyle XML."""

from xml.etree.ElementTree import Element, SubElement

from ..findings import Run
from . import View
from .server import items, relative
from .xmltext import as_text


def render(run: Run, view: View) -> str:
    """The run; a draft that was not read has an error without a line."""
    root = Element("checkstyle", version=run.version)
    for report in run.reports:
        file = SubElement(root, "file", name=relative(report.path))
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
    return as_text(root)
