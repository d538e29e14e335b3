"""A writer's way through the real Neovim, without a screen, with the set-up that docs/editors.md gives."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from ..command import clean_environment
from ..programs import need

MENDED = "night shifts in a shop"
OTHER = "PS401"
DRAFT = (
    "# Statement\n\nI failed Step 1 because of personal issues. "
    "I then wrote forty timed questions a day with a tutor.\n"
)


def _set_up(root: Path) -> str:
    """The block of docs/editors.md for this Neovim."""
    blocks = re.findall(r"```lua\n(.*?)```", (root / "docs" / "editors.md").read_text(encoding="utf-8"), re.DOTALL)
    said = subprocess.run(["nvim", "--version"], capture_output=True, text=True, check=True).stdout
    version = re.match(r"NVIM v(\d+)\.(\d+)", said)
    assert version
    new = (int(version[1]), int(version[2])) >= (0, 11)
    (block,) = [block for block in blocks if ("vim.lsp.enable" in block) is new]
    return str(block)


def _has_ended(process: int) -> bool:
    """Whether a process is gone, or only waits for its parent to take note."""
    stat = Path(f"/proc/{process}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_open_mend_ignore_quit(root: Path, tmp_path: Path) -> None:
    need("nvim")
    config = tmp_path / "config" / "nvim" / "init.lua"
    config.parent.mkdir(parents=True)
    config.write_text(_set_up(root), encoding="utf-8")
    draft, notes = tmp_path / "draft.md", tmp_path / "notes.json"
    draft.write_text(DRAFT, encoding="utf-8")
    own = {
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PSLINT_NOTES": str(notes),
        "PSLINT_MENDED": MENDED,
        "PSLINT_OTHER": OTHER,
    }
    script = root / "tests" / "lsp" / "neovim.lua"
    command = ["nvim", "--headless", str(draft), "-c", "filetype on", "-c", f"luafile {script}"]
    ran = subprocess.run(
        command, env=clean_environment() | own, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False
    )
    noted = json.loads(notes.read_text(encoding="utf-8")) if notes.exists() else {}
    assert ran.returncode == 0, (noted, ran.stderr)
    assert noted["words"] == "personal issues"
    assert noted["severity"] == 2
    text = draft.read_text(encoding="utf-8")
    assert MENDED in text
    assert f"<!-- pslint: ignore[{OTHER}] -->" in text
    until = time.monotonic() + 30
    while not _has_ended(noted["server"]) and time.monotonic() < until:
        time.sleep(0.05)
    assert _has_ended(noted["server"])
