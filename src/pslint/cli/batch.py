"""Lint the drafts of a plan, in this process or in several, in the order of the plan."""

import os
import sys
from collections.abc import Iterator

from ..errors import ModelError
from ..findings import Report
from .app import fail
from .plan import Plan
from .worker import Worker

#: More processes cannot be waited for on Windows.
_MOST = 61


def lint_all(plan: Plan, worker: Worker, jobs: int, *, quiet: bool) -> Iterator[Report]:
    """The reports of a plan's drafts, in its order; `worker` lints them, or tells others how to.

    A model that cannot be loaded ends the program.
    """
    count = min(jobs or _processors(), len(plan.jobs), _MOST)
    reports = map(worker.lint, plan.jobs) if count <= 1 else _in_processes(plan, worker, count)
    silent = quiet or len(plan.jobs) < 2 or not sys.stderr.isatty()
    try:
        yield from reports if silent else _shown(reports, len(plan.jobs))
    except ModelError as error:
        fail(str(error))


def _processors() -> int:
    """Those that this process may use, where the system tells; in a container they are fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_processes(plan: Plan, worker: Worker, count: int) -> Iterator[Report]:
    # What starts processes is not loaded where none are asked for.
    from .pool import in_processes

    return in_processes(plan, worker, count)


def _shown(reports: Iterator[Report], total: int) -> Iterator[Report]:
    """The reports, with a bar on standard error that vanishes at the end."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("linting"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(reports, total)
