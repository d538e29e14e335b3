"""What is to be known of a run once its reports have passed: whether it fails, and its figures."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

import typer

from ..findings import SEVERITIES, Confidence, Report, at_least
from ..outputs import View
from ..outputs.select import shown
from .app import complain
from .plan import Plan


class Outcome:
    """Sees the reports of a plan go by, says which drafts could not be read, and keeps no report."""

    def __init__(self, plan: Plan, shows: list[Confidence], view: View, *, figures: bool) -> None:
        """`shows` holds the least confidence that each setup shows; `figures` asks for those of `--statistics`."""
        self._plan = plan
        self._shows = shows
        self._view = view
        self._wanted = figures
        self._figures: list[str] = []
        self._rules: Counter[tuple[str, str]] = Counter()
        self.unread = False
        self.failing = False

    def watch(self, reports: Iterable[Report]) -> Iterator[Report]:
        """The reports, without what their own settings hide where those of other drafts show more."""
        for job, report in zip(self._plan.jobs, reports, strict=True):
            if report.error:
                self.unread = True
                complain(f"{report.path}: {report.error}")
            show = self._shows[job.setup]
            kept = _trimmed(report, show, self._view.show)
            level = self._plan.setups[job.setup].config.settings.fail_level or "warning"
            self.failing = self.failing or fails(report, level, show)
            if self._wanted:
                self._count(kept)
            yield kept

    def say(self, *, to_stderr: bool) -> None:
        """How long and how hard to read each draft is; how often each rule speaks, the most frequent first."""
        for line in self._figures:
            typer.echo(line, err=to_stderr)
        wide = len(str(max(self._rules.values(), default=0)))
        for (rule, name), count in sorted(self._rules.items(), key=lambda item: (-item[1], item[0])):
            typer.echo(f"{count:>{wide}}  {rule}  {name}", err=to_stderr)

    def _count(self, report: Report) -> None:
        # The figures are for this option alone.
        from ..readability import figures

        self._rules.update((f.rule, f.name) for f in shown(report, self._view))
        if report.draft is None:
            return
        for part, found in zip(("explanation", "document"), figures(report.draft, report.passages), strict=True):
            if found:
                self._figures.append(f"{report.path}: {part}: {found}")


def _trimmed(report: Report, show: Confidence, least: Confidence) -> Report:
    return report if show == least else replace(report, findings=at_least(report.findings, show))


def fails(report: Report, level: str, show: Confidence) -> bool:
    """Whether something weighs enough that is shown, and of which it is at least fairly sure."""
    if level == "never":
        return False
    grave = SEVERITIES[: SEVERITIES.index(level) + 1]
    sure = at_least(report.findings, "high" if show == "high" else "medium")
    return any(finding.severity in grave for finding in sure)
