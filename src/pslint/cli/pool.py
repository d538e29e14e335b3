"""Lints the drafts of a plan in several processes, in the order of the plan."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

from .. import heap
from ..findings import Report
from .app import fail
from .plan import Job, Plan, Setup
from .worker import Ask, Worker

#: Drafts handed out ahead of the one that is waited for, a process.
_AHEAD = 8


def in_processes(plan: Plan, worker: Worker, count: int) -> Iterator[Report]:
    """The reports, in order, by `count` processes that work as `worker` does; one that dies ends the program."""
    # Spawned, not forked: the same on every system, and no thread of this process is half there.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, context, initializer=_start, initargs=(plan.setups, worker.ask, worker.cache))
    waiting: deque[Future[Report]] = deque()
    # What reads is in the other processes; this one has all that it needs.
    heap.loaded()
    try:
        for job in plan.jobs:
            with _undisturbed():
                waiting.append(pool.submit(_lint, job))
            if len(waiting) >= count * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        fail("a process that lints has not started or has died, perhaps for want of memory; use fewer with -j")
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
    heap.loading()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = Worker(setups, ask, cache)


def _lint(job: Job) -> Report:
    assert _worker is not None
    return _worker.lint(job)
