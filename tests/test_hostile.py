"""Hostile inputs through the real command: a clear line or a clean lint, never a traceback, never a hang."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pslint import Linter
from pslint.formats import MAX_BYTES

from .command import clean_environment, pslint, pslint_as_a_user, python
from .formats import test_hostile as made
from .formats.made import docx_of, odt_of, pdf_of, zip_of

_SENTENCE = "I failed Step 1 in June, met with a tutor every week for ten weeks, and passed in October with a 240. "
_PLAIN = "On the ward I learned to sit down first and to say the important thing in the first sentence. "
#: Of the processor for a whole run, much of it for the start of the program; a busy machine may take longer.
_SECONDS = 20


@dataclass(frozen=True)
class Input:
    """A file: how it is made, and words of the line that refuses it, or None where it is read."""

    make: Callable[[Path], object]
    refused: str | None


def _bytes(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


def _text(text: str) -> Callable[[Path], object]:
    return _bytes(text.encode("utf-8", "surrogatepass"))


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(500_000_000)


def _hidden(path: Path) -> None:
    path.write_text(_PLAIN, encoding="utf-8")
    path.chmod(0)


INPUTS = {
    "binary.md": Input(_bytes(bytes(range(256)) * 64), "binary"),
    "picture.txt": Input(_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500)), "binary"),
    "truncated.docx": Input(_bytes(made.DOCX[: len(made.DOCX) // 2]), "damaged"),
    "entity.docx": Input(_bytes(docx_of("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", made.EXTERNAL)), "XML"),
    "bomb.docx": Input(_bytes(docx_of(made.PARAGRAPH + " " * 120_000_000)), "unpacks to more than"),
    "laughs.odt": Input(_bytes(odt_of("<text:p>&j;</text:p>", made.BOMB)), "XML"),
    "other.docx": Input(_bytes(zip_of({"a.txt": "x"})), "not .docx"),
    "encrypted.pdf": Input(_bytes(made.encrypted_pdf()), "encrypted"),
    "scan.pdf": Input(_bytes(pdf_of([], [])), "no text layer"),
    "latin.md": Input(_bytes("José failed.".encode("latin-1")), "0xE9 at offset 3"),
    "utf16-cut.txt": Input(_bytes(b"\xff\xfeI\0 \0f"), "UTF-16"),
    "surrogate.txt": Input(_text(_PLAIN + "\ud800"), "not UTF-8"),
    "nul.txt": Input(_text(_PLAIN + "\0" + _PLAIN), "NUL"),
    "huge.txt": Input(_sparse, "larger than"),
    "loop.md": Input(_loop, "not readable"),
    "fifo.md": Input(_fifo, "not a regular file"),
    "folder.md": Input(lambda path: path.mkdir(), "no drafts here"),
    "unreadable.md": Input(_hidden, "not readable"),
    "empty.md": Input(_text(""), None),
    "blank.txt": Input(_text(" \r\n\t\n\u00a0\u3000\n" * 50), None),
    "one-line.txt": Input(_text(_PLAIN * 12_500), None),
    "one-word.txt": Input(_text("a" * 1_000_000), None),
    "paragraphs.md": Input(_text((_PLAIN + "\n\n") * 10_000), None),
    "deep-quotes.md": Input(_text(">" * 50_000 + _PLAIN), None),
    "deep-lists.md": Input(_text("".join(" " * 2 * n + f"- {_PLAIN}\n" for n in range(200))), None),
    "brackets.md": Input(_text("[" * 50_000 + _PLAIN), None),
    "braces.tex": Input(_text("{\\emph{" * 20_000 + _PLAIN), None),
    "controls.txt": Input(_text("\x1b[31m\u202e\u2066\x07" + _PLAIN), None),
    "combining.txt": Input(_text(_PLAIN + "e" + "\u0301" * 10_000), None),
    "stars.txt": Input(_text("**" * 50_000 + " _" * 50_000 + _PLAIN), None),
    "spaces.txt": Input(_text("I failed" + " \t" * 100_000 + "Step 1 . " + _PLAIN), None),
    "stops.txt": Input(_text(_PLAIN + "\n\n" + "of a. " * 10_000), None),
    "slips.txt": Input(_text("On the ward i went  to see the the patient , and it was good.\n\n" * 1_000), None),
    "unclosed.md": Input(_text("<!-- pslint: ignore" * 2_000 + _PLAIN), None),
}


def _spent() -> float:
    """Seconds of the processor that ended children have had; Windows does not say."""
    if sys.platform == "win32":
        return 0.0
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _here(name: str) -> bool:
    """Whether this machine can make the file: Windows has neither such permissions nor FIFOs."""
    return os.name != "nt" or name not in ("unreadable.md", "fifo.md")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made_in = tmp_path_factory.mktemp("hostile")
    for name, item in INPUTS.items():
        if _here(name):
            item.make(made_in / name)
    return made_in


def _check(folder: Path, names: list[str]) -> tuple[dict[str, Any], dict[str, str]]:
    """The reports on these files by name, and the error lines by name."""
    ran = pslint_as_a_user("check", *(str(folder / name) for name in names), "--output-format", "json")
    errors = {}
    for line in ran.err.splitlines():
        assert line.startswith(f"pslint: {folder}{os.sep}"), line
        name, _, said = line.removeprefix(f"pslint: {folder}{os.sep}").partition(": ")
        errors[name] = said
    assert ran.code == (2 if errors else ran.code)
    return {Path(file["path"]).name: file for file in json.loads(ran.out)["files"]}, errors


@pytest.fixture(scope="module")
def refused(folder: Path) -> dict[str, str]:
    """One run on all that is refused."""
    reports, errors = _check(folder, [name for name in INPUTS if INPUTS[name].refused and _here(name)])
    assert all(report["error"] and not report["findings"] for report in reports.values())
    return errors


@pytest.mark.parametrize("name", [name for name, item in INPUTS.items() if item.refused])
def test_refused_in_one_clear_line(name: str, refused: dict[str, str]) -> None:
    if not _here(name):
        pytest.skip("Windows has neither such permissions nor FIFOs")
    assert (INPUTS[name].refused or "") in refused[name]
    assert "Zanzibar" not in refused[name]
    assert len(refused[name]) < 160


@pytest.mark.parametrize("name", [name for name, item in INPUTS.items() if not item.refused])
def test_linted_or_said_to_be_no_english_in_seconds(name: str, folder: Path) -> None:
    before = _spent()
    ran = pslint("check", str(folder / name), "--output-format", "json")
    assert _spent() - before < _SECONDS
    (report,) = json.loads(ran.out)["files"]
    assert ran.code in ((2,) if "error" in report else (0, 1))
    assert ran.err.splitlines() == ([f"pslint: {folder / name}: {report['error']}"] if "error" in report else [])
    assert "error" not in report or any(word in report["error"] for word in ("English", "holds no text"))


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are text")
@pytest.mark.parametrize("output", ["full", "json", "sarif", "github", "junit"])
def test_a_file_name_that_is_no_text(output: str, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff\n.md"
    Path(os.fsdecode(name)).write_text(_SENTENCE, encoding="utf-8")
    ran = pslint("check", str(tmp_path), "--output-format", output)
    assert ran.code in (0, 1)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.tex", "a.rst"])
def test_half_a_character_is_read_as_none(name: str) -> None:
    """An editor's message may hold one, where a file cannot."""
    source = "I failed Step 1 in May \ud800 and met a tutor."
    report = Linter().lint(source, path=name)
    assert all(source[f.start : f.end] == f.excerpt for f in report.findings)


@pytest.mark.parametrize("output", ["full", "concise", "grouped", "github"])
def test_nothing_in_a_draft_commands_the_terminal(output: str, tmp_path: Path) -> None:
    draft = tmp_path / "a.txt"
    draft.write_text("I failed Step 1 at [HOSPITAL\x1b]0;mine\x07 NAME] \u202ein May.\n", encoding="utf-8")
    ran = pslint("check", str(draft), "--passage", "--output-format", output)
    assert "PS903" in ran.out
    assert not {"\x1b", "\x07", "\u202e"} & set(ran.out)


@pytest.mark.parametrize(("data", "said"), [(b"", "holds no text"), (bytes(range(256)), "binary")])
@pytest.mark.parametrize("command", ["check", "export"])
def test_standard_input_that_is_empty_or_binary(command: str, data: bytes, said: str) -> None:
    ran = pslint(command, "-", stdin=data)
    (line,) = [line for line in ran.err.splitlines() if line.startswith("pslint: <stdin>: ")]
    assert ran.code == 2
    assert said in line


@pytest.mark.skipif(sys.platform == "win32", reason="no process begins without standard input there")
@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("os.close(0)", "standard input is closed; leave it open, or name a file"),
        ("os.dup2(os.open(os.devnull, os.O_WRONLY), 0)", "not readable (Bad file descriptor); name a file"),
    ],
)
@pytest.mark.parametrize("command", ["check", "export"])
def test_standard_input_that_is_closed_or_none(command: str, how: str, said: str) -> None:
    begin = f"import os, sys; {how}; os.execv(sys.executable, [sys.executable, '-m', 'pslint', *sys.argv[1:]])"
    ran = python("-c", begin, command, "--stdin-filename", "mine.md", "-")
    assert ran.code == 2
    assert ran.err == f"pslint: mine.md: {said}\n"


@pytest.mark.parametrize("command", ["check", "export"])
def test_standard_input_without_an_end_is_read_no_further_than_a_draft_may_go(command: str) -> None:
    written = 0
    with subprocess.Popen(
        [sys.executable, "-m", "pslint", command, "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean_environment(),
    ) as process:
        assert process.stdin is not None
        # Once enough is read the program ends, and nobody takes the rest.
        with suppress(OSError):
            while written < 2 * MAX_BYTES:
                written += process.stdin.write(b"I failed " * 5_000)
        _, err = process.communicate(timeout=300)
    assert written < 2 * MAX_BYTES
    assert process.returncode == 2
    assert b"pslint: <stdin>: larger than 20 MB" in err
    assert len(err.splitlines()) == 1


def test_a_folder_that_holds_itself(tmp_path: Path) -> None:
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "draft.md").write_text(_PLAIN, encoding="utf-8")
    ran = pslint("check", str(tmp_path), "--output-format", "json")
    assert ran.code == 0
    assert len(json.loads(ran.out)["files"]) == 1
