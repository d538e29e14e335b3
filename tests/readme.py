"""The commands that README.md shows, run: `python -m tests.readme` writes what they print into it."""

import difflib
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
WIDTH = 100
_BLOCK = re.compile(r"```console\n\$ (?P<command>.*)\n(?P<output>(?:(?!```).*\n)*)```")


def filled(text: str) -> str:
    """The text with what each shown command prints now below it."""
    return _BLOCK.sub(lambda m: f"```console\n$ {m['command']}\n{printed(m['command'])}```", text)


def printed(command: str) -> str:
    """What a shown command prints, on a terminal of WIDTH columns without colour."""
    environment = os.environ | {"COLUMNS": str(WIDTH), "NO_COLOR": "1", "PYTHONUTF8": "1"}
    stdin = ""
    parts = command.split(" | ")
    if parts[0].startswith("echo "):
        stdin = shlex.split(parts.pop(0))[1] + "\n"
    name, *arguments = shlex.split(parts[0])
    assert name == "pslint", command
    ran = subprocess.run(
        [sys.executable, "-m", "pslint", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment,
        timeout=120,
        check=False,
    )
    assert ran.returncode in (0, 1), ran.stderr
    return ran.stdout


def main() -> None:
    """Write README.md anew, and print what changed."""
    old = README.read_text(encoding="utf-8")
    new = filled(old)
    README.write_text(new, encoding="utf-8")
    print("\n".join(difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="")) or "README.md is as it was")


if __name__ == "__main__":
    main()
