"""One line a finding: path, line, column, severity, rule, message."""

from collections.abc import Iterator

from ..saying import plural
from . import Run, View
from .select import Tally
from .wording import unread


def render(run: Run, view: View) -> Iterator[str]:
    """The run, ending with the counts."""
    tally = Tally(view)
    for report in run.reports:
        findings = tally.add(report)
        if report.draft is None:
            continue
        for finding in findings:
            yield (
                f"{report.path}:{report.draft.place(finding.start)}: {finding.severity}: "
                f"{finding.rule} {finding.name}: {finding.message}\n"
            )
    if not view.quiet:
        yield f"{plural(tally.levels.total(), 'finding')} in {plural(tally.read, 'draft')}{unread(tally)}\n"
