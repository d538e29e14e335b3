"""The terminal report as pictures: `python -m docs.terminal` draws docs/terminal*.svg, and `--check` compares them."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import CONSOLE_SVG_FORMAT, Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 100
COMMAND = ("check", "--exit-zero", "samples/vague-step1.txt")
# rich's frame would load its font from a server.
_FRAME = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
PICTURES = {"terminal.svg": {"FORCE_COLOR": "1"}, "terminal-no-color.svg": {"NO_COLOR": "1"}}


def picture(environment: dict[str, str]) -> str:
    """What the command prints in this environment, as it stands in a terminal of WIDTH columns."""
    kept = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "NO_COLOR")}
    ran = subprocess.run(
        [sys.executable, "-m", "pslint", *COMMAND],
        env=kept | environment | {"COLUMNS": str(WIDTH), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=True,
    )
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="standard")
    console.print(Text.from_ansi(ran.stdout.rstrip("\n")))
    title = " ".join(("pslint", *(word for word in COMMAND if word != "--exit-zero")))
    return console.export_svg(title=title, code_format=_FRAME, unique_id="pslint") + "\n"


def main() -> int:
    """Draw the pictures, or say which are not what the program prints now."""
    drifted = []
    for name, environment in PICTURES.items():
        path, drawn = ROOT / "docs" / name, picture(environment)
        if "--check" not in sys.argv:
            path.write_text(drawn, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != drawn:
            drifted.append(name)
    if drifted:
        print(f"not what pslint prints now: {', '.join(drifted)}; run python -m docs.terminal")
    return bool(drifted)


if __name__ == "__main__":
    sys.exit(main())
