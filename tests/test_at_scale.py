"""The example of docs/at-scale.md, run on two workers: its table is what `pslint check` says, and nothing goes out."""

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest

from .command import Ran, pslint, python

_PLACE = ("path", "rule", "category", "severity", "confidence", "start", "end", "line", "column")
# Loaded by every Python that finds it on its path, those of the workers too: writes down what is asked of sockets, and
# which process loads the reader.
_WATCH = """
import os
import sys


def watch(event, arguments):
    if event in {"socket.connect", "socket.bind", "socket.sendto"} and isinstance(arguments[1], tuple):
        note("socket", arguments[1][0])
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        note("socket", arguments[0])
    elif event == "open" and str(arguments[0]).replace(os.sep, "/").endswith("pslint/model/reader.json"):
        note("reader", os.getpid())


def note(*what):
    os.write(notes, (" ".join(map(str, what)) + "\\n").encode())


notes = os.open(os.environ["WATCH_NOTES"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
sys.addaudithook(watch)
"""


def _run(root: Path, table: Path, *arguments: str, **environment: str) -> Ran:
    """Run the example as the page says; the checkout is where it runs."""
    return python("examples/at_scale.py", *arguments, "--output", str(table), env=environment, cwd=root)


def _rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _checked(root: Path, *arguments: str) -> list[dict[str, str]]:
    """What `pslint check` finds, as rows of the table, the words included."""
    ran = pslint("check", *arguments, "--output-format", "json", "--isolated", "--exit-zero", cwd=root)
    files: list[dict[str, Any]] = json.loads(ran.out)["files"]
    return [
        {name: str(finding[name]) for name in ("rule", "category", "severity", "confidence", "excerpt")}
        | {"path": file["path"], "start": str(finding["start"]["offset"]), "end": str(finding["end"]["offset"])}
        | {name: str(finding["start"][name]) for name in ("line", "column")}
        for file in files
        for finding in file["findings"]
    ]


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory, root: Path) -> tuple[Path, list[list[str]]]:
    """The table that two workers made of the samples, and what was seen meanwhile."""
    folder = tmp_path_factory.mktemp("at-scale")
    (folder / "sitecustomize.py").write_text(_WATCH, encoding="utf-8")
    table, notes = folder / "findings.csv", folder / "notes"
    path = os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")]))
    ran = _run(root, table, "samples", "--workers", "2", PYTHONPATH=path, WATCH_NOTES=str(notes))
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert [item.name for item in folder.glob("findings*")] == ["findings.csv"]
    return table, [line.split() for line in notes.read_text(encoding="utf-8").splitlines()]


def test_the_table_says_what_check_says(watched: tuple[Path, list[list[str]]], root: Path) -> None:
    table, _ = watched
    wanted = [{name: row[name] for name in _PLACE} for row in _checked(root, "samples")]
    assert len(wanted) > 20
    assert _rows(table) == wanted
    # No column for words of a draft: nobody asked for them.
    assert table.read_text(encoding="utf-8").splitlines()[0] == ",".join(_PLACE)


def test_each_of_the_workers_loads_one_reader(watched: tuple[Path, list[list[str]]]) -> None:
    loaded = [what for kind, what in watched[1] if kind == "reader"]
    assert len(loaded) == len(set(loaded)) == 2


def test_nothing_leaves_the_machine(watched: tuple[Path, list[list[str]]]) -> None:
    hosts = {what for kind, what in watched[1] if kind == "socket"}
    assert "127.0.0.1" in hosts
    assert hosts <= {"127.0.0.1", "::1", "localhost"}


def test_the_same_table_whatever_the_number_of_workers(
    watched: tuple[Path, list[list[str]]], root: Path, tmp_path: Path
) -> None:
    ran = _run(root, tmp_path / "one.csv", "samples", "--workers", "1")
    assert ran.code == 0
    assert (tmp_path / "one.csv").read_bytes() == watched[0].read_bytes()


def test_a_list_words_on_request_and_what_cannot_be_read(root: Path, tmp_path: Path) -> None:
    draft = "samples/blame-level1.txt"
    (tmp_path / "list").write_text(f"{draft}\nsamples/none.txt\n{draft}\n", encoding="utf-8")
    table = tmp_path / "findings.csv"
    ran = _run(root, table, f"@{tmp_path / 'list'}", "--profile", "paragraph", "--excerpts")
    assert (ran.code, ran.err) == (2, "samples/none.txt: no such file; check the name\n")
    assert _rows(table) == _checked(root, draft, "--profile", "paragraph")


def test_a_misspelt_profile(root: Path, tmp_path: Path) -> None:
    ran = _run(root, tmp_path / "findings.csv", "samples", "--profile", "breif")
    assert ran.code == 2
    assert ran.err.endswith("error: no profile 'breif'; did you mean 'brief'?\n")
    assert list(tmp_path.iterdir()) == []
