"""Which findings a view shows."""

from ..findings import CONFIDENCES, Finding, Report
from . import View


def shown(report: Report, view: View) -> list[Finding]:
    """Findings of at least the view's confidence, in the order of the text."""
    least = CONFIDENCES.index(view.show)
    return [finding for finding in report.findings if CONFIDENCES.index(finding.confidence) <= least]


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its word: "1 finding", "2 findings"."""
    return f"{count} {one if count == 1 else many or one + 's'}"
