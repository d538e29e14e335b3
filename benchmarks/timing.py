"""Times of whole commands and of work in this process, taken in alternation, and what is said of them."""

import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

# A small process of its own starts the command: what the kernel counts as a command's most memory includes that of the
# process which started it.
_LAUNCH: Final = """
import json, os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
seconds = time.perf_counter() - start
peak = used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e6 / 1024)
print(json.dumps([seconds, peak, os.waitstatus_to_exitcode(status)]))
"""


class FailedError(Exception):
    """A command that could not be measured."""


@dataclass(frozen=True)
class Ran:
    """How long something took, in seconds, and its most memory, in MB (0 where it is not known)."""

    seconds: float
    megabytes: float = 0.0


Job = Callable[[], Ran]


@dataclass(frozen=True)
class Spread:
    """The median of some values, with their quartiles."""

    low: float
    median: float
    high: float
    count: int

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """The spread of values; of a single one it is that value."""
        low, median, high = statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else [*values] * 3
        return cls(low, median, high, len(values))

    def data(self) -> dict[str, float]:
        """As it stands in the JSON file."""
        return {
            "median": _short(self.median),
            "quartiles": [_short(self.low), _short(self.high)],  # type: ignore[dict-item]
            "count": self.count,
        }


def _short(value: float) -> float:
    return float(f"{value:.4g}")


def command(arguments: Sequence[str | Path], *, good: Sequence[int] = (0,), cwd: Path | None = None) -> Ran:
    """Run a command; raises FailedError where it ends with a code that is not `good`."""
    line = [sys.executable, "-I", "-S", "-c", _LAUNCH, *map(str, arguments)]
    ran = subprocess.run(line, capture_output=True, text=True, cwd=cwd, check=False)
    try:
        seconds, peak, code = json.loads(ran.stdout)
    except ValueError:
        raise FailedError(f"{Path(arguments[0]).name} did not run: {ran.stderr[-500:]}") from None
    if code not in good:
        raise FailedError(f"{Path(arguments[0]).name} ended with {code}: {ran.stderr[-500:]}")
    return Ran(seconds, peak)


def job(arguments: Sequence[str | Path], *, good: Sequence[int] = (0,)) -> Job:
    """A command to be run again and again."""
    return lambda: command(arguments, good=good)


def timed(work: Callable[[], Any]) -> Ran:
    """Work in this process."""
    start = time.perf_counter()
    work()
    return Ran(time.perf_counter() - start)


def alternate(jobs: Mapping[str, Job], rounds: int, *, warm: bool = True) -> dict[str, list[Ran]]:
    """Every job once a round, each round in another order; with `warm` after one round that does not count."""
    chance = random.Random(0)
    names = list(jobs)
    found: dict[str, list[Ran]] = {name: [] for name in names}
    for number in range(-1 if warm else 0, rounds):
        chance.shuffle(names)
        for name in names:
            ran = jobs[name]()
            if number >= 0:
                found[name].append(ran)
    return found


def seconds(runs: Mapping[str, Sequence[Ran]], name: str) -> list[float]:
    """The times of one job, round by round."""
    return [ran.seconds for ran in runs[name]]


def ratios(runs: Mapping[str, Sequence[Ran]], one: str, other: str, scale: float = 1.0) -> Spread:
    """How many times as long as `other` the job `one` takes, from the pairs of each round."""
    pairs = zip(seconds(runs, one), seconds(runs, other), strict=True)
    return Spread.of([a / b * scale for a, b in pairs])


def table(runs: Mapping[str, Sequence[Ran]]) -> dict[str, Any]:
    """Times and most memory by job, for the JSON file."""
    return {
        name: {
            "seconds": Spread.of([ran.seconds for ran in own]).data(),
            "megabytes": round(statistics.median(ran.megabytes for ran in own), 1),
        }
        for name, own in runs.items()
    }
