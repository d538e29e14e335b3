"""How the programs that are measured are started, and on what they run."""

import compileall
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import psutil

from benchmarks.reading import processor
from pslint.places import PACKAGE

PYTHON: Final = (sys.executable,)
_SCRIPT: Final = Path(sys.executable).with_name("pslint")
#: The command that a user runs.
PSLINT: Final = (str(_SCRIPT),) if _SCRIPT.exists() else (sys.executable, "-m", "pslint")


def compile_modules() -> None:
    """Leave pslint's modules compiled, as pip leaves those of a wheel and of the peers."""
    compileall.compile_dir(PACKAGE, quiet=1)


def machine() -> dict[str, Any]:
    """Where this was measured, and what pslint stands on there."""
    return {
        "processor": processor(),
        "cores": psutil.cpu_count(),
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "Python": platform.python_version(),
        "load before": round(psutil.getloadavg()[0], 1),
        "versions": {name: version(name) for name in ("pslint", "spacy", "onnxruntime", "tokenizers", "numpy")},
    }
