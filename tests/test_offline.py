"""Nothing opens a socket: everything works where sockets are blocked."""

import json
import os
from pathlib import Path

import pytest

from . import golden
from .command import Ran, python

# Loaded by every Python that finds it on its path, before anything else runs.
_BLOCK = """
import socket
import sys


def refuse(*arguments, **options):
    sys.stderr.write("SOCKET OPENED\\n")
    raise RuntimeError("a socket was opened")


class Blocked(socket.socket):
    __init__ = refuse


socket.socket = Blocked
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse
events = {"socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"}
sys.addaudithook(lambda event, _: refuse() if event in events else None)
"""


@pytest.fixture(scope="module")
def blocked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a Python without sockets."""
    folder = tmp_path_factory.mktemp("offline")
    (folder / "sitecustomize.py").write_text(_BLOCK, encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")]))}


def _run(blocked: dict[str, str], *arguments: str, cwd: Path | None = None) -> Ran:
    ran = python(*arguments, env=blocked, cwd=cwd)
    assert "SOCKET" not in ran.err
    return ran


def test_the_block_blocks(blocked: dict[str, str]) -> None:
    for attempt in (
        "socket.socket()",
        "socket.create_connection(('127.0.0.1', 9))",
        "_socket.socket().connect(('127.0.0.1', 9))",
    ):
        code = f"import socket, _socket\ntry: {attempt}\nexcept RuntimeError: print('blocked')"
        assert python("-c", code, env=blocked).out == "blocked\n"


@pytest.mark.parametrize("name", ["json", "full", "concise", "html"])
def test_checking_the_samples(name: str, blocked: dict[str, str], root: Path) -> None:
    ran = _run(blocked, "-m", "pslint", "check", "samples", "--output-format", name, cwd=root)
    assert (ran.code, ran.err) == (1, "")
    if name == "json":
        assert len(json.loads(ran.out)["files"]) == len(golden.drafts())


def test_the_other_commands(blocked: dict[str, str]) -> None:
    assert _run(blocked, "-m", "pslint", "explain", "PS203").code == 0
    assert _run(blocked, "-m", "pslint", "rules", "list").code == 0


def test_the_library_and_the_spacy_component(blocked: dict[str, str]) -> None:
    code = (
        "from pslint.text.sealed import spacy\n"
        "nlp = spacy.blank('en')\n"
        "nlp.add_pipe('pslint')\n"
        "print(len(nlp('I failed Step 1 because of personal issues.')._.pslint['passages']))"
    )
    ran = _run(blocked, "-c", code)
    assert (ran.code, ran.out) == (0, "1\n")
