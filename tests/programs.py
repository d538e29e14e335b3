"""Programs and files that only some tests need: without them a test is skipped, but never where CI is set."""

import os
import shutil
from pathlib import Path

import pytest

from .real_files.fodt import soffice

#: The official schema of SARIF 2.1.0, in a package that `.ci/run` installs below `.tools/`.
_SARIF = Path(__file__).resolve().parents[1] / (
    ".tools/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
)
_VNU = _SARIF.parents[4] / "vnu-jar/build/dist/vnu.jar"
_AXE = _SARIF.parents[4] / "axe-core/axe.min.js"


def sarif_schema() -> Path:
    """Where the schema is."""
    _need(_SARIF.exists(), "npm install --prefix .tools @microsoft/jest-sarif@1.0.0-beta.0")
    return _SARIF


def vnu_jar() -> Path:
    """The Nu Html Checker; it needs Java."""
    _need(_VNU.exists(), "npm install --prefix .tools vnu-jar@26.9.27")
    return _VNU


def axe() -> str:
    """The source of axe-core, which looks for what keeps people out of a page."""
    _need(_AXE.exists(), "npm install --prefix .tools axe-core@4.14.1")
    return _AXE.read_text(encoding="utf-8")


def languagetool() -> Path:
    """The folder for LTP_PATH, where the real LanguageTool lies."""
    need("java")
    home = Path(__file__).resolve().parents[1] / ".tools" / "languagetool"
    _need(any(home.glob("LanguageTool-*/languagetool-server.jar")), "LanguageTool (`make languagetool`)")
    return home


def chromium() -> str:
    """Where Chromium is."""
    need("chromium")
    return shutil.which("chromium") or ""


def need_vscode_build() -> Path:
    """The folder of the client for VS Code, with what builds it."""
    folder = Path(__file__).resolve().parents[1] / "editors" / "vscode"
    _need((folder / "node_modules").is_dir(), "npm install --prefix editors/vscode")
    return folder


def need_soffice() -> None:
    """LibreOffice with its word processor."""
    _need(soffice() is not None, "LibreOffice (Debian: libreoffice-writer-nogui)")


def need(*programs: str) -> None:
    """Each of these programs."""
    for program in programs:
        _need(shutil.which(program) is not None, program)


def _need(there: bool, what: str) -> None:
    if not there:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"needs {what}")
