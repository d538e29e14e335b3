"""How large the wheel is, and what the peers take on disk."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.accuracy import ROOT
from benchmarks.peers import Peer
from benchmarks.timing import FailedError
from pslint.places import MODEL


def sizes(peers: Sequence[Peer], languagetool: Path | None) -> dict[str, Any]:
    """Megabytes: the wheel and the model in it; of each peer, its own folder without its interpreter."""
    with tempfile.TemporaryDirectory() as target:
        line = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", target, str(ROOT)]
        built = subprocess.run(line, capture_output=True, text=True, check=False)
        wheels = list(Path(target).glob("*.whl"))
        if built.returncode or not wheels:
            raise FailedError(f"the wheel could not be built: {built.stderr[-500:]}")
        found = {"wheel": _megabytes(wheels[0]), "reader.onnx": _megabytes(MODEL / "reader.onnx")}
    installed = {peer.name: _megabytes(_home(peer)) for peer in peers}
    if languagetool:
        installed["LanguageTool"] = _megabytes(languagetool)
    return {**found, "peers": installed}


def _home(peer: Peer) -> Path:
    """The folder, or file, that holds the peer and what it needs."""
    program = Path(peer.command[0])
    if peer.name == "proselint":
        return next(program.parents[1].glob("lib/python*/site-packages/proselint"))
    return program if peer.name == "Vale" else program.parents[1]


def _megabytes(path: Path) -> float:
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return round(sum(file.stat().st_size for file in files) / 1e6, 1)
