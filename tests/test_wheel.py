"""The wheel carries all that a run needs and works away from the checkout."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from .command import clean_environment

_WEAK = "I failed Step 1 because of personal issues. I worked harder after that, and it is all behind me now.\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(__file__).resolve().parents[1]
    target = tmp_path_factory.mktemp("dist")
    # Without isolation the build back end of the test environment is used and nothing is downloaded.
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target), str(root)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = target.glob("*.whl")
    return path


def test_it_holds_what_a_run_needs_and_nothing_else(wheel: Path, root: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for path in (root / "rules").rglob("*.yaml"):
        assert f"pslint/{path.relative_to(root).as_posix()}" in names
    for name in (
        "py.typed",
        "schemas/report.schema.json",
        "model/reader.onnx",
        "model/reader.json",
        "model/tokenizer.json",
    ):
        assert f"pslint/{name}" in names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"pslint"}
    assert not [name for name in names if "__pycache__" in name or name.endswith((".jsonl", ".gz", ".data"))]


def test_it_is_below_40_mb(wheel: Path) -> None:
    assert wheel.stat().st_size < 40 * 1024 * 1024


def test_it_works_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--target", str(target), str(wheel)]
    installed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert installed.returncode == 0, installed.stderr
    draft = tmp_path / "draft.txt"
    draft.write_text(_WEAK, encoding="utf-8")
    env = clean_environment() | {"PYTHONPATH": str(target)}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments], capture_output=True, text=True, env=env, cwd=tmp_path, check=False
        )

    where = run("-c", "import pslint.rulebook as r; print(r.__file__, r.builtin_folder())").stdout.split()
    assert all(Path(path).is_relative_to(target) for path in where)
    checked = run("-m", "pslint", "check", "draft.txt", "--output-format", "concise")
    assert (checked.returncode, checked.stderr) == (1, "")
    assert "draft.txt:1:" in checked.stdout
    (script,) = (target / "bin").glob("pslint*")
    assert run(str(script), "--version").stdout.startswith("pslint ")
