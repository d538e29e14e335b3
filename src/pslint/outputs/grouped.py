"""One line a finding, under the name of its draft."""

from collections.abc import Iterator

from ..saying import plural
from . import Run, View
from .select import Tally
from .wording import unread


def render(run: Run, view: View) -> Iterator[str]:
    """The run, drafts without findings left out, ending with the counts."""
    tally = Tally(view)
    for report in run.reports:
        findings = tally.add(report)
        if report.draft is None:
            continue
        places = [report.draft.place(finding.start) for finding in findings]
        wide = max(map(len, places), default=0)
        if findings:
            yield f"{report.path}:\n"
        for place, finding in zip(places, findings, strict=True):
            yield f"  {place:<{wide}}  {finding.severity:<7}  {finding.rule} {finding.name}: {finding.message}\n"
        if findings:
            yield "\n"
    if not view.quiet:
        yield f"{plural(tally.levels.total(), 'finding')} in {plural(tally.read, 'draft')}{unread(tally)}\n"
