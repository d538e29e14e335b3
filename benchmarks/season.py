"""A whole season: tens of thousands of made statements, one in three with a setback, and the memory that they take."""

import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import psutil

from benchmarks import readings
from benchmarks.made import Made, put, statements
from benchmarks.program import PSLINT, machine
from benchmarks.timing import FailedError

SIZE: Final = 60_000
#: What its memory is compared with.
SMALL: Final = 1_000
_SETBACKS: Final = (True, False, False)
_EVERY: Final = 0.05


def season(size: int, folder: Path) -> dict[str, Any]:
    """Figures on a season, once: the statements are written one by one, none is kept in memory but its passage."""
    found: dict[str, Any] = {"machine": machine(), "statements": size}
    for name, count in (("small", min(SMALL, size)), ("whole", size)):
        place = folder / f"season-{name}"
        passages, words = _write(statements(count, _SETBACKS, seed=2), place)
        seconds, first, all_ = _check(place)
        alone = readings.job(passages, folder, 2)().seconds
        found[name] = {
            "statements": count,
            "words": words,
            "passages": len(passages),
            "seconds": round(seconds, 1),
            "readings alone": round(alone, 1),
            "ratio": round(seconds / alone, 3),
            "megabytes, first process": round(first),
            "megabytes, all processes": round(all_),
        }
    return found


def _write(made: Iterator[Made], place: Path) -> tuple[list[str], int]:
    passages, words = [], 0
    for number, one in enumerate(made):
        put(one, place, number)
        words += one.words
        if one.passage:
            passages.append(one.passage)
    return passages, words


def _check(place: Path) -> tuple[float, float, float]:
    """Seconds, and the most memory of the first process and of all together (what they share counted for each)."""
    line = [*PSLINT, "check", "--exit-zero", "--no-cache", "--output-format", "concise", "-j", "2", str(place)]
    start = time.perf_counter()
    with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        most = [0.0, 0.0]
        watch = threading.Thread(target=_watch, args=(process, most))
        watch.start()
        code = process.wait()
        seconds = time.perf_counter() - start
        watch.join()
    if code:
        raise FailedError(f"pslint ended with {code} over a season")
    return seconds, most[0], most[1]


def _watch(process: "subprocess.Popen[bytes]", most: list[float]) -> None:
    while process.poll() is None:
        try:
            first = psutil.Process(process.pid)
            sizes = [_size(one) for one in (first, *first.children(recursive=True))]
        except psutil.NoSuchProcess:
            return
        most[0], most[1] = max(most[0], sizes[0]), max(most[1], sum(sizes))
        time.sleep(_EVERY)


def _size(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss / 1e6)
    except psutil.NoSuchProcess:
        return 0.0
