"""One line a finding, under the name of its draft."""

from ..findings import Run
from . import View
from .select import plural, shown


def render(run: Run, view: View) -> str:
    """The run, drafts without findings left out, ending with the counts."""
    lines: list[str] = []
    count = 0
    for report in run.reports:
        if report.draft is None:
            continue
        findings = shown(report, view)
        places = [report.draft.position(finding.start) for finding in findings]
        wide = max((len(f"{place.line}:{place.column}") for place in places), default=0)
        if findings:
            lines.append(f"{report.path}:")
        for place, finding in zip(places, findings, strict=True):
            where = f"{place.line}:{place.column}"
            lines.append(f"  {where:<{wide}}  {finding.severity:<7}  {finding.rule} {finding.name}: {finding.message}")
        if findings:
            lines.append("")
        count += len(findings)
    read = sum(report.draft is not None for report in run.reports)
    lines.append(f"{plural(count, 'finding')} in {plural(read, 'draft')}")
    return "\n".join(lines) + "\n"
