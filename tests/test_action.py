"""The GitHub Action's script, run as the action runs it, and the snippets of the page on CI."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from .command import clean_environment
from .programs import need
from .test_cli import SOUND, WEAK


@pytest.fixture(scope="module")
def action(root: Path) -> Any:
    return yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))


def _run(root: Path, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    need("bash")
    environment = clean_environment() | {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "GITHUB_OUTPUT": str(folder / "output"),
        **variables,
    }
    command = ["bash", str(root / "ci" / "action.sh")]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=240, check=False
    )


def test_the_script_annotates_and_writes_a_log(root: Path, drafts: Path) -> None:
    (drafts / "my drafts").mkdir()
    (drafts / "my drafts" / "weak.md").write_text(WEAK, encoding="utf-8")
    (drafts / "sound.txt").write_text(SOUND, encoding="utf-8")
    ran = _run(root, drafts, PSLINT_PATHS="my drafts\nsound.txt\n", PSLINT_ARGS="--show high", PSLINT_SARIF="log.sarif")
    assert (ran.returncode, ran.stderr) == (1, "")
    assert re.search(
        r"^::(?:warning|error) file=my drafts/weak\.md,line=1,.*title=PS\d{3} [a-z-]+::", ran.stdout, re.MULTILINE
    )
    assert "personal" not in ran.stdout
    assert (drafts / "output").read_text(encoding="utf-8") == "exit-code=1\n"
    log = json.loads((drafts / "log.sarif").read_text(encoding="utf-8"))
    uris = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in log["runs"][0]["results"]
    }
    assert "my%20drafts/weak.md" in uris
    assert len(log["runs"][0]["results"]) == ran.stdout.count("::") // 2


def test_the_script_ends_as_pslint_does(root: Path, drafts: Path) -> None:
    (drafts / "sound.txt").write_text(SOUND, encoding="utf-8")
    assert _run(root, drafts, PSLINT_PATHS="sound.txt").returncode == 0
    ran = _run(root, drafts, PSLINT_PATHS="gone.txt")
    assert ran.returncode == 2
    assert ran.stdout.startswith("::error file=gone.txt,title=pslint::no such file")
    assert (drafts / "output").read_text(encoding="utf-8") == "exit-code=0\nexit-code=2\n"


def test_options_may_stand_on_lines_of_their_own(root: Path, drafts: Path) -> None:
    (drafts / "weak.md").write_text(WEAK, encoding="utf-8")
    for args, code in (("--profile brief\n", 1), ("--profile brief\n\n--show high  --fail-level never\n", 0)):
        ran = _run(root, drafts, PSLINT_PATHS="weak.md", PSLINT_ARGS=args)
        assert (ran.returncode, ran.stderr) == (code, "")


def test_a_log_that_cannot_be_written_is_said(root: Path, drafts: Path) -> None:
    (drafts / "sound.txt").write_text(SOUND, encoding="utf-8")
    ran = _run(root, drafts, PSLINT_PATHS="sound.txt", PSLINT_SARIF="nowhere/log.sarif")
    assert (ran.returncode, "nowhere" in ran.stderr) == (2, True)


def test_every_input_of_the_action_is_used(action: Any) -> None:
    assert action["runs"]["using"] == "composite"
    steps = json.dumps(action["runs"]["steps"])
    for name in action["inputs"]:
        assert f"inputs.{name} }}}}" in steps
    # An input inside a script would be run as part of it.
    assert all("${{" not in step.get("run", "") for step in action["runs"]["steps"])


def test_the_script_reads_the_variables_that_the_action_sets(action: Any, root: Path) -> None:
    script = (root / "ci" / "action.sh").read_text(encoding="utf-8")
    given = {name for step in action["runs"]["steps"] for name in step.get("env", {})}
    assert given == set(re.findall(r"PSLINT_\w+", script))


def test_the_snippets_of_the_page_are_what_they_say(root: Path, action: Any) -> None:
    page = (root / "docs" / "ci.md").read_text(encoding="utf-8")
    hooks, local, github, gitlab = map(yaml.safe_load, re.findall(r"```yaml\n(.*?)```", page, re.DOTALL))
    manifest = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {hook["id"] for hook in hooks["repos"][0]["hooks"]} == {hook["id"] for hook in manifest}
    (shipped,) = (hook for hook in manifest if hook["id"] == "pslint")
    (beside,) = local["repos"][0]["hooks"]
    assert {key: beside[key] for key in ("entry", "require_serial")} == {
        key: shipped[key] for key in ("entry", "require_serial")
    }
    taken = [
        name
        for name in ("a.md", "b/c.docx", ".pslint-ignore.yaml", "d.png")
        if re.search(beside["files"], f"drafts/{name}")
    ]
    assert taken == ["a.md", "b/c.docx"]
    steps = github["jobs"]["statements"]["steps"]
    (own,) = (step for step in steps if step["uses"].startswith("pslint/"))
    assert set(own["with"]) <= set(action["inputs"])
    report = gitlab["pslint"]["artifacts"]["reports"]["codequality"]
    assert any(f"--output-format gitlab --output-file {report}" in line for line in gitlab["pslint"]["script"])
