"""What the readings of some passages alone cost in ONNX Runtime: nothing is loaded, tokenized or made of the scores.

`python -m benchmarks.readings FILE` is one of the processes that read: it says when it is ready, waits for a line,
reads the passages of its file, and says that it has.
"""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import numpy as np

from benchmarks.accuracy import ROOT
from benchmarks.reading import ids_of, session
from benchmarks.timing import FailedError, Job, Ran
from pslint.places import MODEL


class OneReading:
    """Reads passages in this process, one a call."""

    def __init__(self) -> None:
        self._session = session(MODEL / "reader.onnx")

    def seconds(self, passage: str) -> float:
        """What one reading takes."""
        (ids,) = ids_of([passage])
        return self.seconds_of(ids)

    def seconds_of(self, ids: np.ndarray) -> float:
        """The same of a passage that is tokenized already."""
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        start = time.perf_counter()
        self._session.run(None, given)
        return time.perf_counter() - start


def job(passages: Sequence[str], folder: Path, processes: int = 1) -> Job:
    """The readings of passages, divided among processes that read at once; files that say which go to `folder`."""
    files = []
    for number in range(processes):
        files.append(folder / f"readings-{processes}-{number}.json")
        files[-1].write_text(json.dumps(passages[number::processes]), encoding="utf-8")
    return lambda: _side_by_side(files)


def _side_by_side(files: Sequence[Path]) -> Ran:
    line = [sys.executable, "-m", "benchmarks.readings"]
    workers = [
        subprocess.Popen([*line, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        for file in files
    ]
    for worker in workers:
        _line(worker.stdout)
    start = time.perf_counter()
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("go\n")
        worker.stdin.flush()
    for worker in workers:
        _line(worker.stdout)
    took = time.perf_counter() - start
    for worker in workers:
        worker.communicate()
    return Ran(took)


def _line(said: IO[str] | None) -> None:
    """Wait for a line of a worker."""
    if said is None or not said.readline():
        raise FailedError("the readings alone could not be taken")


def main() -> None:
    """Make ready to read the passages of a file, and read them when told to."""
    inputs = ids_of(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    reader = OneReading()
    reader.seconds("I failed.")
    print("ready", flush=True)
    sys.stdin.readline()
    for ids in inputs:
        reader.seconds_of(ids)
    print("read", flush=True)


if __name__ == "__main__":
    main()
