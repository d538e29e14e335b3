"""Many drafts: in several processes as in one, with a bar only where somebody looks, and an end when asked for."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .command import clean_environment, pslint, python
from .house import KETTLE, house

_SETBACK = "I failed Step 1 in May because of personal issues. I met a tutor on Tuesdays and passed in August.\n"


def _season(folder: Path, count: int) -> Path:
    house(folder)
    settings = 'rules = ["house-rules"]\nexclude = ["house-rules"]\noutput-format = "concise"\n'
    (folder / "pslint.toml").write_text(settings, encoding="utf-8")
    for number in range(count):
        (folder / f"{number:03}.txt").write_text(_SETBACK if number % 3 == 0 else KETTLE, encoding="utf-8")
    return folder


def test_the_same_report_whatever_j(drafts: Path) -> None:
    folder = _season(drafts, 7)
    (folder / "003.docx").write_bytes(b"no document")
    one, two = (pslint("check", ".", "--output-format", "json", "-j", j, cwd=folder) for j in ("1", "2"))
    assert one.code == 2
    assert "003.docx" in one.err
    assert one.out.count('"HOUSE001"') == 4
    assert (one.code, one.out, one.err) == (two.code, two.out, two.err)


def test_a_draft_over_which_it_stumbles_loses_no_other(drafts: Path) -> None:
    folder = _season(drafts, 4)
    broken = (
        "import dataclasses, sys\n"
        "from pslint.checks import CHECKS\n"
        "from pslint.cli import main\n"
        "def run(reading, rule, around):\n"
        "    raise ValueError(around.plain)\n"
        "CHECKS['length'] = dataclasses.replace(CHECKS['length'], run=run)\n"
        "sys.argv = ['pslint', 'check', '.', '--no-cache']\n"
        "main()\n"
    )
    ran = python("-c", broken, cwd=folder)
    assert ran.code == 2
    assert ran.err.count("pslint stumbled over it (ValueError, <string> line 5)") == 2
    assert "kettle" not in ran.err
    assert "personal issues" not in ran.err
    assert "001.txt" in ran.out


def test_standard_input_is_one_of_them(drafts: Path) -> None:
    folder = _season(drafts, 1)
    ran = pslint("check", "-", "000.txt", "-j", "2", "--select", "HOUSE001", stdin=KETTLE.encode(), cwd=folder)
    assert ran.code == 1
    assert ran.out.startswith("<stdin>:1:")
    assert "in 2 drafts" in ran.out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
def test_ctrl_c_ends_it_cleanly(drafts: Path) -> None:
    folder = _season(drafts, 200)
    command = [sys.executable, "-m", "pslint", "check", ".", "-j", "2"]
    running = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=clean_environment(),
        start_new_session=True,
    )
    _wait_for_children(running.pid)
    # A terminal sends it to all processes of the group.
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=100)
    assert (running.returncode, err) == (130, "pslint: interrupted; the report is not whole\n")
    # What had come by then ends with a whole line.
    assert out == "" or out.endswith("\n")
    assert _ends(running.pid)


def _ends(group: int) -> bool:
    """Whether no process of the group is left, a moment after the first one has ended."""
    for _ in range(300):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def _wait_for_children(pid: int) -> None:
    """Until the process has started those that lint."""
    for _ in range(600):
        found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
        if len(found.stdout.split()) >= 3:
            return
        time.sleep(0.1)
    raise AssertionError("no processes were started")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize(("arguments", "bar"), [((), True), (("--quiet",), False)])
def test_a_bar_where_somebody_looks(drafts: Path, arguments: tuple[str, ...], bar: bool) -> None:
    folder = _season(drafts, 3)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pslint", "check", ".", "--exit-zero", "--select", "HOUSE001", *arguments]
    environment = clean_environment() | {"TERM": "xterm", "COLUMNS": "80"}
    ran = subprocess.run(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=theirs, env=environment, timeout=100, check=False
    )
    os.close(theirs)
    seen = os.read(ours, 100_000).decode() if bar else ""
    os.close(ours)
    assert ran.returncode == 0
    assert ("3/3" in seen) is bar
    assert b"linting" not in ran.stdout


def test_no_bar_where_nobody_looks(drafts: Path) -> None:
    assert pslint("check", ".", "--exit-zero", "--select", "HOUSE001", cwd=_season(drafts, 3)).err == ""


def test_quiet_says_nothing_where_nothing_is_found(drafts: Path) -> None:
    folder = _season(drafts, 3)
    ran = pslint("check", ".", "-q", "--select", "PS601", cwd=folder)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert "HOUSE001" in pslint("check", ".", "-q", "--select", "HOUSE001", cwd=folder).out


def test_quiet_leaves_findings_alone(drafts: Path) -> None:
    (drafts / "weak.txt").write_text("I failed Step 1 because of personal issues. I passed.\n", encoding="utf-8")
    (drafts / "sound.txt").write_text("I like bees, and I like the first hour of a night shift.\n", encoding="utf-8")
    out = pslint("check", ".", "-q", "--select", "vague", cwd=drafts).out
    assert "PS203" in out
    assert not any(word in out for word in ("explanation,", "sound.txt", "1 draft", "2 drafts"))


def test_statistics_count_by_rule(drafts: Path) -> None:
    folder = _season(drafts, 3)
    arguments = ("check", ".", "--statistics", "--select", "HOUSE001")
    assert pslint(*arguments, cwd=folder).out.splitlines()[-1] == "2  HOUSE001  our-kettle"
    ran = pslint(*arguments, "--output-format", "json", cwd=folder)
    assert ran.err.splitlines()[-1] == "2  HOUSE001  our-kettle"
    assert ran.out.endswith("}\n")


def test_the_format_by_environment(drafts: Path) -> None:
    (drafts / "a.txt").write_text(KETTLE, encoding="utf-8")

    def first(*arguments: str, **environment: str) -> str:
        plain = {"GITHUB_ACTIONS": "", "PSLINT_OUTPUT_FORMAT": ""} | environment
        return pslint("check", "a.txt", "--select", "PS101", "--show", "low", *arguments, env=plain, cwd=drafts).out[:2]

    assert first() == "a."
    assert first(GITHUB_ACTIONS="true") == "::"
    assert first("--output-format", "json", GITHUB_ACTIONS="true") == "{\n"
    assert first(PSLINT_OUTPUT_FORMAT="json", GITHUB_ACTIONS="true") == "{\n"
    ran = pslint("check", "a.txt", env={"PSLINT_OUTPUT_FORMAT": "jsn"}, cwd=drafts)
    assert ran.code == 2
    assert "PSLINT_OUTPUT_FORMAT" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="no bash there")
def test_shells_complete_it() -> None:
    program = str(Path(sys.executable).parent / "pslint")
    environment = clean_environment() | {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    shown = subprocess.run(
        [program, "--show-completion", "bash"],
        capture_output=True,
        text=True,
        env=environment,
        timeout=100,
        check=False,
    )
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "_PSLINT_COMPLETE=complete_bash" in shown.stdout
    words = {"_PSLINT_COMPLETE": "complete_bash", "COMP_WORDS": "pslint che", "COMP_CWORD": "1"}
    completed = subprocess.run(
        [program], capture_output=True, text=True, env=clean_environment() | words, timeout=100, check=False
    )
    assert completed.stdout.split() == ["check"]
