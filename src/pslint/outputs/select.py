"""Which findings a view shows, and how many."""

from collections import Counter

from ..findings import Finding, Report, Severity, at_least
from . import View


def shown(report: Report, view: View) -> list[Finding]:
    """Findings of at least the view's confidence, in the order of the text."""
    return list(at_least(report.findings, view.show))


class Tally:
    """How many drafts and shown findings there were in the reports that have passed."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.show = view.show
        self.files = 0
        self.read = 0
        self.hidden = 0
        self.levels: Counter[Severity] = Counter()

    def add(self, report: Report) -> list[Finding]:
        """Count a report; its shown findings."""
        found = shown(report, self._view)
        self.files += 1
        self.read += report.draft is not None
        self.hidden += len(report.findings) - len(found)
        self.levels.update(finding.severity for finding in found)
        return found
