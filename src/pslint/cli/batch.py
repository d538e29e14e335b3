"""Lint the drafts of a plan, in this process or in several, in the order of the plan."""

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ..answers import Answers
from ..cache import Cache
from ..configured import linter_for
from ..draft import Draft, DraftError, Span
from ..findings import Report
from ..reader import ModelError
from ..sidecar import Sidecar, load_sidecar
from ..yamlfile import FileError, FileErrors
from .app import fail
from .plan import Job, Plan, Setup

#: Drafts handed out ahead of the one that is waited for, a process.
_AHEAD = 8


@dataclass(frozen=True)
class Ask:
    """What is asked of every draft: `lines` as FROM-TO, `kind` a format."""

    passage: bool = False
    lines: str | None = None
    kind: str | None = None


class Worker:
    """Lints jobs, each with the linter of its setup."""

    def __init__(self, setups: list[Setup], ask: Ask, cache: Path | None = None) -> None:
        """`cache` is the folder of the run cache, None for none.

        Raises FileError, FileErrors or ValueError when a setup cannot be used, OSError when the cache cannot.
        """
        self.ask = ask
        self.linters = [linter_for(setup.config, setup.ignored) for setup in setups]
        self.cache = cache
        made = Cache(cache) if cache else None
        linters = zip(self.linters, setups, strict=True)
        self._lints = [
            Answers(made, linter, setup.config, setup.ignored).lint if made else linter.lint_draft
            for linter, setup in linters
        ]
        self._sidecars: dict[Path, Sidecar | None] = {}

    def lint(self, job: Job) -> Report:
        """The report on a job, or why there is none; raises ModelError."""
        linter, place = self.linters[job.setup], Path(job.source.name)
        try:
            draft = job.source.read(self.ask.kind)
            sidecar = self._sidecar(place.parent)
            beside = sidecar.beside(place.name) if sidecar else None
            within = _within(draft, self.ask.lines)
            return self._lints[job.setup](draft, passage=self.ask.passage, within=within, beside=beside)
        except (DraftError, FileError) as error:
            message = str(error)
        except FileErrors as errors:
            message = "; ".join(map(str, errors.errors))
        return Report(job.source.name, linter.profile.name, error=message)

    def _sidecar(self, folder: Path) -> Sidecar | None:
        if folder not in self._sidecars:
            self._sidecars[folder] = load_sidecar(folder)
        return self._sidecars[folder]


def lint_all(plan: Plan, worker: Worker, jobs: int, *, quiet: bool) -> Iterator[Report]:
    """The reports of a plan's drafts, in its order; `worker` lints them, or tells others how to.

    A model that cannot be loaded ends the program.
    """
    count = min(jobs or os.cpu_count() or 1, len(plan.jobs))
    reports = map(worker.lint, plan.jobs) if count <= 1 else _in_processes(plan, worker, count)
    silent = quiet or len(plan.jobs) < 2 or not sys.stderr.isatty()
    try:
        yield from reports if silent else _shown(reports, len(plan.jobs))
    except ModelError as error:
        fail(str(error))
    except BrokenProcessPool:
        fail("a process that was linting has died, perhaps for want of memory; use fewer with -j")


def slim(report: Report) -> Report:
    """The report without the text of a draft of which nothing is said, so that many of them take little memory."""
    if report.draft is None or report.findings or report.passages:
        return report
    return replace(report, draft=Draft(report.path, "", "", report.draft.kind))


def _in_processes(plan: Plan, worker: Worker, count: int) -> Iterator[Report]:
    # Spawned, not forked: the same on every system, and no thread of this process is half there.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, context, initializer=_start, initargs=(plan.setups, worker.ask, worker.cache))
    waiting: deque[Future[Report]] = deque()
    try:
        for job in plan.jobs:
            with _undisturbed():
                waiting.append(pool.submit(_lint, job))
            if len(waiting) >= count * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Have Ctrl-C wait; processes that are started meanwhile never hear of it, not even while they start."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_worker: Worker | None = None


def _start(setups: list[Setup], ask: Ask, cache: Path | None) -> None:
    """Make ready a process of the pool; only the first process answers Ctrl-C, where signals cannot wait as well."""
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = Worker(setups, ask, cache)


def _lint(job: Job) -> Report:
    assert _worker is not None
    return _worker.lint(job)


def _shown(reports: Iterator[Report], total: int) -> Iterator[Report]:
    """The reports, with a bar on standard error that vanishes at the end."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("linting"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(reports, total)


def _within(draft: Draft, lines: str | None) -> Span | None:
    if lines is None:
        return None
    first, _, last = lines.partition("-")
    try:
        start, end = int(first), int(last or first)
    except ValueError:
        raise DraftError(f"--lines {lines}: give two line numbers, such as 12-18") from None
    if not 1 <= start <= end <= draft.line_count:
        raise DraftError(f"--lines {lines}: the draft has lines 1-{draft.line_count}")
    return Span(draft.line_span(start).start, draft.line_span(end).end)
