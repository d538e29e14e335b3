"""The client for VS Code builds into a package that holds what it needs, and nothing else."""

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

from ..programs import need_vscode_build


def test_it_builds(root: Path, tmp_path: Path) -> None:
    folder = need_vscode_build()
    made = tmp_path / "vscode"
    shutil.copytree(folder, made, ignore=shutil.ignore_patterns("node_modules", "dist", "*.vsix"))
    (made / "node_modules").symlink_to(folder / "node_modules")
    ran = subprocess.run(["npm", "run", "package"], cwd=made, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    with zipfile.ZipFile(made / "pslint.vsix") as package:
        names = {name.lower() for name in package.namelist() if name.startswith("extension/")}
        manifest = json.loads(package.read("extension/package.json"))
        code = package.read("extension/dist/extension.js").decode("utf-8")
    assert names == {f"extension/{name}" for name in ("package.json", "dist/extension.js", "readme.md", "license.txt")}
    assert manifest["contributes"]["configuration"]["properties"]["pslint.command"]["default"] == ["pslint", "lsp"]
    assert 'require("vscode")' in code
    assert 'require("vscode-languageclient' not in code
