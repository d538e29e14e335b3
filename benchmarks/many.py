"""Many whole statements at once: words a second with and without setbacks, beside the peers and the readings alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks import readings
from benchmarks.made import KINDS, Made, statements, write
from benchmarks.peers import Peer
from benchmarks.program import PSLINT
from benchmarks.server import RUNNING, Server
from benchmarks.timing import Job, Ran, Spread, alternate, job, ratios, seconds, table

_NONE, _HALF, _ = KINDS
_READINGS: Final = "readings alone"
_START: Final = "one statement, "


@dataclass(frozen=True)
class _Set:
    folder: Path
    made: list[Made]

    @property
    def words(self) -> int:
        return sum(one.words for one in self.made)

    @property
    def passages(self) -> list[str]:
        return [one.passage for one in self.made if one.passage]


def many(
    count: int, folder: Path, peers: Sequence[Peer], server: Server | None, rounds: int, asked: int
) -> dict[str, Any]:
    """Figures on `count` statements; LanguageTool is asked for `asked` of them."""
    sets = {}
    for name, setbacks in KINDS.items():
        place = folder / f"many-{name.replace(' ', '-')}"
        sets[name] = _Set(place, write(statements(count, setbacks), place))
    half = sets[_HALF]
    one = folder / "many-one" / "one.txt"
    one.parent.mkdir()
    one.write_text(half.made[0].text, encoding="utf-8")
    jobs, words = _jobs(sets, one, peers)
    if server:
        texts = half.made[:asked]
        jobs[RUNNING] = server.on([made.text for made in texts])
        words[RUNNING] = sum(made.words for made in texts)
    for processes in (1, 2):
        jobs[f"{_READINGS}, -j {processes}"] = readings.job(half.passages, folder, processes)
    # Each takes long enough that a round to warm up would change nothing.
    runs = alternate(jobs, rounds, warm=False)
    rates = {name: [words[name] / s for s in seconds(runs, name)] for name in words}
    return {
        "statements": count,
        "rounds": rounds,
        "words": {name: own.words for name, own in sets.items()},
        "passages": {name: len(own.passages) for name, own in sets.items()},
        "asked of LanguageTool": words.get(RUNNING, 0),
        "times": table(runs),
        "words a second": {name: Spread.of(own).data() for name, own in rates.items()},
        "words a second, start-up apart": _without_start(runs, words, half.made[0].words),
        "ratios": _ratios(runs, rates, sets),
    }


def _jobs(sets: Mapping[str, _Set], one: Path, peers: Sequence[Peer]) -> tuple[dict[str, Job], dict[str, int]]:
    """What is run, and the words of the drafts of each job that counts them."""
    check: list[str | Path] = [*PSLINT, "check", "--exit-zero", "--no-cache", "--output-format", "concise"]
    jobs: dict[str, Job] = {f"{_START}pslint": job([*check, one])}
    words = {}
    for name, own in sets.items():
        for processes in ("1", "2"):
            key = f"pslint, {name}, -j {processes}"
            jobs[key] = job([*check, "-j", processes, own.folder])
            words[key] = own.words
    for peer in peers:
        jobs[f"{_START}{peer.name}"] = peer.on([one])
        jobs[peer.name] = peer.on([sets[_HALF].folder])
        words[peer.name] = sets[_HALF].words
    return jobs, words


def _without_start(runs: Mapping[str, list[Ran]], words: Mapping[str, int], first: int) -> dict[str, Any]:
    """Words a second of what many statements take beyond one."""
    found = {}
    for name, count in words.items():
        start = f"{_START}{name.partition(',')[0]}"
        if start in runs and not name.endswith("2"):
            pairs = zip(seconds(runs, name), seconds(runs, start), strict=True)
            rates = [(count - first) / (a - b) for a, b in pairs if a > b]
            if rates:
                found[name] = Spread.of(rates).data()
    return found


def _ratios(
    runs: Mapping[str, list[Ran]], rates: Mapping[str, list[float]], sets: Mapping[str, _Set]
) -> dict[str, Any]:
    found = {}
    for own in (f"pslint, {_NONE}, -j 1", f"pslint, {_HALF}, -j 1"):
        for peer in [name for name in rates if not name.startswith("pslint")]:
            pairs = zip(rates[own], rates[peer], strict=True)
            found[f"words a second: {own} / {peer}"] = Spread.of([a / b for a, b in pairs]).data()
    for processes in (1, 2):
        half, plain = f"pslint, {_HALF}, -j {processes}", f"pslint, {_NONE}, -j {processes}"
        alone = f"{_READINGS}, -j {processes}"
        found[f"{half} / {alone}"] = ratios(runs, half, alone).data()
        scale = sets[_HALF].words / sets[_NONE].words
        triples = zip(*(seconds(runs, name) for name in (half, plain, alone)), strict=True)
        found[f"({half} - {plain}) / {alone}"] = Spread.of([(a - b * scale) / c for a, b, c in triples]).data()
    for name in sets:
        one, two = f"pslint, {name}, -j 1", f"pslint, {name}, -j 2"
        found[f"{one} / {two}"] = ratios(runs, one, two).data()
    return found
