"""Lint very many drafts with Dask; the findings become a table. docs/at-scale.md says why and how.

python examples/at_scale.py DRAFTS --output findings.csv --workers 2
"""

import argparse
import csv
import logging
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import dask
from distributed import Client, Future, LocalCluster, Worker, WorkerPlugin, get_worker

from pslint import Linter
from pslint.draft import DraftError
from pslint.formats import load
from pslint.formats.kinds import is_draft_name
from pslint.outputs import View
from pslint.outputs.select import shown

COLUMNS = ("path", "rule", "category", "severity", "confidence", "start", "end", "line", "column")
BATCH = 4  # drafts a task
AHEAD = 8  # tasks a worker, handed out before the first answer is waited for
Row = tuple[str | int, ...]
Answer = tuple[list[Row], str | None]  # of a draft: its findings, and why it could not be read


class OneLinter(WorkerPlugin):
    """Gives a worker process the one linter that all of its tasks use."""

    def __init__(self, linter: Linter) -> None:
        self.linter = linter

    def setup(self, worker: Worker) -> None:
        """Run once in each worker process, also in one that takes a dead one's place."""
        worker.linter = self.linter  # type: ignore[attr-defined]


def lint(paths: list[Path], excerpts: bool) -> list[Answer]:
    """This runs in a worker, on its only thread."""
    linter: Linter = get_worker().linter  # type: ignore[attr-defined]
    answers: list[Answer] = []
    for path in paths:
        try:
            draft = load(path)
            report = linter.lint_draft(draft)
        except DraftError as error:
            answers.append(([], f"{path}: {error}"))
            continue
        rows: list[Row] = []
        for f in shown(report, View(show=linter.profile.show)):
            place = draft.position(f.start)
            row = (str(path), f.rule, f.category, f.severity, f.confidence, f.start, f.end, place.line, place.column)
            rows.append((*row, f.excerpt) if excerpts else row)
        answers.append((rows, None))
    return answers


def lint_all(client: Client, paths: Iterable[Path], ahead: int, excerpts: bool) -> Iterator[Answer]:
    """The answers in the order of the paths, whichever worker is done first."""
    left = iter(paths)
    waiting: deque[Future[list[Answer]]] = deque()
    while batch := list(islice(left, BATCH)):
        waiting.append(client.submit(lint, batch, excerpts, pure=False))
        if len(waiting) >= ahead:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def drafts(places: list[Path]) -> Iterator[Path]:
    """The drafts that are named, and those of the folders that are named; hidden ones are left out."""
    for place in places:
        if place.is_dir():
            found = sorted(path for path in place.rglob("*") if is_draft_name(path.name) and path.is_file())
            yield from (p for p in found if not any(part.startswith(".") for part in p.relative_to(place).parts))
        else:
            yield place


def local_cluster(workers: int) -> LocalCluster:
    """Worker processes of one thread each on this machine alone, without a dashboard."""
    # Its HTTP ports, which cannot be closed, answer nothing; nothing that a worker holds is put on disk.
    dask.config.set({"distributed.scheduler.http.routes": [], "distributed.worker.http.routes": []})
    dask.config.set({"distributed.worker.memory.target": False, "distributed.worker.memory.spill": False})
    return LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=workers,
        threads_per_worker=1,
        host="127.0.0.1",
        scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
        # A worker whose heart beats while the scheduler goes home is no error; what fails is raised.
        silence_logs=logging.CRITICAL,
    )


def main() -> int:
    """Exit code 0: all drafts were read; 2: some were not, and standard error says which."""
    parser = argparse.ArgumentParser(description="Lint very many drafts.", fromfile_prefix_chars="@")
    parser.add_argument(
        "places", metavar="DRAFTS", nargs="+", type=Path, help="drafts, folders, or @LIST, a file of paths"
    )
    parser.add_argument("--output", type=Path, default=Path("findings.csv"), help="the table")
    parser.add_argument("--workers", type=int, default=2, help="processes that lint")
    parser.add_argument("--profile", default="brief")
    parser.add_argument("--excerpts", action="store_true", help="a column with the words of the draft, too")
    given = parser.parse_args()
    try:
        linter = Linter(given.profile)
    except ValueError as error:
        parser.error(str(error))
    paths = dict.fromkeys(drafts(given.places))
    part = given.output.with_name(f"{given.output.name}.part")
    broken = False
    with (
        part.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file,
        local_cluster(given.workers) as cluster,
        Client(cluster) as client,  # type: ignore[no-untyped-call]
    ):
        client.register_plugin(OneLinter(linter))
        table = csv.writer(file)
        table.writerow((*COLUMNS, "excerpt") if given.excerpts else COLUMNS)
        for rows, unread in lint_all(client, paths, AHEAD * given.workers, given.excerpts):
            table.writerows(rows)
            if unread:
                broken = True
                print(unread, file=sys.stderr)
    # A table of this name is whole.
    part.replace(given.output)
    return 2 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
