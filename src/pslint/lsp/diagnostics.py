"""Findings as an editor shows them."""

from typing import Final

from lsprotocol import types

from ..findings import Finding, Report
from .text import Text

_SEVERITIES: Final = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}


def diagnostics(report: Report, text: Text, uri: str) -> list[types.Diagnostic]:
    """One diagnostic a finding, in the order of the text."""
    return [diagnostic(finding, text, uri) for finding in report.findings]


def diagnostic(finding: Finding, text: Text, uri: str) -> types.Diagnostic:
    """A finding on its words."""
    return types.Diagnostic(
        range=text.range(finding.start, finding.end),
        message=finding.message,
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=types.CodeDescription(finding.url),
        source="pslint",
        related_information=[
            types.DiagnosticRelatedInformation(types.Location(uri, text.range(item.start, item.end)), item.message)
            for item in finding.related
            if item.draft is None
        ]
        or None,
    )
