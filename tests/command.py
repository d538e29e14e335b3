"""Runs the real `pslint` command in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# What would change the looks of a report; a test sets those that it is about.
_LOOKS = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM", "GITHUB_ACTIONS", "PSLINT_OUTPUT_FORMAT")


@dataclass(frozen=True)
class Ran:
    """How a run ended and what it printed."""

    code: int
    out: str
    err: str


def pslint(
    *arguments: str,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    encoding: str = "utf-8",
) -> Ran:
    """Run `python -m pslint` with these arguments, and without a terminal; what it prints is in `encoding`."""
    return _ran([sys.executable, "-m", "pslint", *arguments], stdin, env, cwd, encoding)


def pslint_as_a_user(*arguments: str) -> Ran:
    """Run it without root's right to read every file, which a container's only user has."""
    if os.name == "nt" or os.geteuid() != 0:
        return pslint(*arguments)
    rights = "-dac_override,-dac_read_search"
    return _ran(["setpriv", f"--bounding-set={rights}", sys.executable, "-m", "pslint", *arguments])


def python(*arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Ran:
    """Run this Python with these arguments; no run may end in a traceback."""
    return _ran([sys.executable, *arguments], stdin, env, cwd)


def _ran(
    command: list[str],
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    encoding: str = "utf-8",
) -> Ran:
    ran = subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        env=clean_environment() | dict(env or {}),
        cwd=cwd,
        timeout=300,
        check=False,
    )
    result = Ran(ran.returncode, ran.stdout.decode(encoding), ran.stderr.decode(encoding))
    assert "Traceback" not in result.err, result.err
    return result


def clean_environment() -> dict[str, str]:
    """The environment without what changes looks, and with UTF-8 wherever the tests run."""
    return {name: value for name, value in os.environ.items() if name not in _LOOKS} | {"PYTHONUTF8": "1"}
