"""The hooks, run by the real pre-commit in scratch repositories, from a repository made of this checkout."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml

from .command import clean_environment
from .programs import need
from .test_cli import SOUND

_PARTS = ("src", "rules", "pyproject.toml", "README.md", "LICENSE", "NOTICE", ".pre-commit-hooks.yaml")
_WEAK = (
    "I failed Step 1 on my first attempt because of personal issues. For ten weeks I met with our learning specialist "
    "every Friday and wrote two timed blocks each morning. I passed in November with a 241, and I have honored four of "
    "my five rotations since.\n"
)
pytestmark = pytest.mark.skipif(os.name == "nt", reason="lends packages by symbolic links")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Variables with which pre-commit builds its environment in seconds and without a network.

    pre-commit makes a new virtual environment and has pip build and install this checkout in it, as it always does;
    only the packages that pslint depends on are lent by the environment of the tests in place of being downloaded.
    """
    need("git")
    home = tmp_path_factory.mktemp("home")
    lent = home / "lent"
    lent.mkdir()
    for folder in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for item in Path(folder).iterdir():
            if "pslint" not in item.name and item.suffix != ".pth" and not (lent / item.name).exists():
                (lent / item.name).symlink_to(item)
    identity = {
        f"GIT_{who}_{what}": f"{who}@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    return {
        **{name: value for name, value in clean_environment().items() if not name.startswith(("GIT_", "PRE_COMMIT"))},
        **identity,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "HOME": str(home),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "PYTHONPATH": str(lent),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip takes the value for that of build isolation itself
    }


def _git(folder: Path, environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=600, check=False
    )


@pytest.fixture(scope="module")
def checkout(root: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A repository with what a checkout has, and its one revision."""
    folder = tmp_path_factory.mktemp("checkout")
    for part in _PARTS:
        if (root / part).is_dir():
            shutil.copytree(root / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(root / part, folder / part)
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "A checkout"]):
        assert _git(folder, environment, *arguments).returncode == 0
    return folder, _git(folder, environment, "rev-parse", "HEAD").stdout.strip()


@pytest.fixture
def statements(checkout: tuple[Path, str], environment: dict[str, str], tmp_path: Path) -> Path:
    """A repository of statements with both hooks installed."""
    repository, revision = checkout
    hooks = [{"id": "pslint"}, {"id": "pslint-docx"}]
    config = {"repos": [{"repo": str(repository), "rev": revision, "hooks": hooks}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    assert _git(tmp_path, environment, "init", "-q").returncode == 0
    command = [sys.executable, "-m", "pre_commit", "install"]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=600)
    return tmp_path


def _commit(folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    """Commit all that is there: how it ended, and what was said."""
    _git(folder, environment, "add", "-A")
    ran = _git(folder, environment, "commit", "-m", "A draft")
    said = ran.stdout + ran.stderr
    assert "Traceback" not in said, said
    return ran.returncode, said


def test_a_weak_draft_is_blocked_and_a_sound_one_passes(statements: Path, environment: dict[str, str]) -> None:
    draft = statements / "drafts" / "statement.md"
    draft.parent.mkdir()
    draft.write_text(_WEAK, encoding="utf-8")
    (statements / "requirements.txt").write_text("spacy==3.8\n", encoding="utf-8")
    code, said = _commit(statements, environment)
    assert code == 1, said
    lines = said.splitlines()
    assert "drafts/statement.md:" in lines
    assert any(
        re.fullmatch(r"  1:\d+ +(error|warning) +PS203 vague-cause: 'personal issues' .+", line) for line in lines
    )
    assert "requirements.txt" not in said
    assert _git(statements, environment, "rev-parse", "HEAD").returncode != 0

    draft.write_text(SOUND, encoding="utf-8")
    code, said = _commit(statements, environment)
    assert code == 0, said
    assert "Passed" in said
    assert _git(statements, environment, "log", "--format=%s").stdout == "A draft\n"


def test_a_document_is_blocked_by_its_own_hook(root: Path, statements: Path, environment: dict[str, str]) -> None:
    shutil.copy(root / "tests/real_files/statement.docx", statements / "statement.docx")
    code, said = _commit(statements, environment)
    assert code == 1, said
    assert "pslint (documents)" in said
    assert "statement.docx:" in said.splitlines()
    assert "'personal issues'" in said


def test_the_hooks_file_is_valid(root: Path, environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(root / ".pre-commit-hooks.yaml")]
    assert subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False).returncode == 0
