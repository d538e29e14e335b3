"""The peers that pslint is measured beside, each put into `.bench/` here, in one fixed version.

A peer that cannot be had is missing, and the page says why.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.accuracy import ROOT
from benchmarks.timing import Job, job
from benchmarks.vale_style import write_style

HOME: Final = ROOT / ".bench"
LANGUAGETOOL: Final = ROOT / ".tools" / "languagetool"
PROSELINT: Final = "0.16.0"
WRITE_GOOD: Final = "1.0.8"
VALE: Final = "3.20.0"


class MissingError(Exception):
    """A peer that cannot be had here: why."""


@dataclass(frozen=True)
class Peer:
    """A peer that is run as a command: what stands before the paths, and the exit codes of a run that went well.

    `folders` says that it takes a folder; one that does not is given every file.
    """

    name: str
    version: str
    command: tuple[str, ...]
    good: tuple[int, ...] = (0, 1)
    folders: bool = True

    def on(self, paths: Sequence[Path]) -> Job:
        """A run on these drafts."""
        given = paths if self.folders else [f for p in paths for f in (sorted(p.rglob("*.txt")) if p.is_dir() else [p])]
        return job([*self.command, *given], good=self.good)


@dataclass(frozen=True)
class Peers:
    """Those that are here, and why the others are not."""

    here: list[Peer] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)


def commands(home: Path = HOME) -> Peers:
    """Install what can be installed; the network is asked only for what is not there yet."""
    peers = Peers()
    for name, find in _PEERS.items():
        try:
            peers.here.append(find(home))
        except MissingError as error:
            peers.missing[name] = str(error)
    return peers


def languagetool() -> Path:
    """The folder of LanguageTool, as `make languagetool` leaves it; raises MissingError."""
    _needs("java")
    if not any(LANGUAGETOOL.glob("LanguageTool-*/languagetool-server.jar")):
        _needs("mvn")
    _do([sys.executable, str(ROOT / "scripts" / "languagetool")], {})
    return LANGUAGETOOL


def _needs(*programs: str) -> None:
    """Raise MissingError unless these programs are here."""
    for program in programs:
        if shutil.which(program) is None:
            raise MissingError(f"there is no {program} on this machine")


def _proselint(home: Path) -> Peer:
    folder = home / f"proselint-{PROSELINT}"
    program = folder / "bin" / "proselint"
    if not program.exists():
        _do([sys.executable, "-m", "venv", str(folder)], {})
        _do([str(folder / "bin" / "pip"), "install", "--quiet", f"proselint=={PROSELINT}"], {})
    return Peer("proselint", PROSELINT, (str(program), "check"))


def _write_good(home: Path) -> Peer:
    _needs("node", "npm")
    folder = home / f"write-good-{WRITE_GOOD}"
    program = folder / "node_modules" / ".bin" / "write-good"
    if not program.exists():
        _do(["npm", "install", "--silent", "--no-save", "--prefix", str(folder), f"write-good@{WRITE_GOOD}"], {})
    # With --parse it ends with -1 where it finds something; without, with how much it finds.
    return Peer("write-good", WRITE_GOOD, (str(program), "--parse"), good=(0, 255), folders=False)


def _vale(home: Path) -> Peer:
    _needs("go")
    folder = home / f"vale-{VALE}"
    program = folder / "vale"
    if not program.exists():
        places = {"GOBIN": folder, "GOPATH": home / "go", "GOCACHE": home / "go" / "cache"}
        environment = {name: str(place) for name, place in places.items()} | {"GOFLAGS": "-modcacherw"}
        _do(["go", "install", f"github.com/vale-cli/vale/v3/cmd/vale@v{VALE}"], environment)
        # What it was built from is not needed again, and large.
        shutil.rmtree(home / "go", ignore_errors=True)
    settings = write_style(folder)
    return Peer("Vale", VALE, (str(program), f"--config={settings}", "--output=line", "--no-exit"))


_PEERS: Final[dict[str, Callable[[Path], Peer]]] = {
    "proselint": _proselint,
    "write-good": _write_good,
    "Vale": _vale,
}


def _do(line: list[str], environment: dict[str, str]) -> None:
    ran = subprocess.run(line, capture_output=True, text=True, env=os.environ | environment, check=False)
    if ran.returncode != 0:
        raise MissingError(f"`{Path(line[0]).name} {' '.join(line[1:2])}` could not install it here")
