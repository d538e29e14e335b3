"""One line a finding: path, line, column, severity, rule, message."""

from ..findings import Run
from . import View
from .select import plural, shown


def render(run: Run, view: View) -> str:
    """The run, ending with the counts."""
    lines = []
    for report in run.reports:
        if report.draft is None:
            continue
        for finding in shown(report, view):
            place = report.draft.position(finding.start)
            lines.append(
                f"{report.path}:{place.line}:{place.column}: {finding.severity}: "
                f"{finding.rule} {finding.name}: {finding.message}"
            )
    read = sum(report.draft is not None for report in run.reports)
    lines.append(f"{plural(len(lines), 'finding')} in {plural(read, 'draft')}")
    return "\n".join(lines) + "\n"
