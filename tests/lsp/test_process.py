"""The server as a process: how it starts and ends, and that it gives no words of a draft away."""

import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from ..command import clean_environment, pslint, python
from .wire import Wire

CANARY = "xylophonequagmire"
DRAFT = f"I failed Step 1 because of personal issues and {CANARY}. I worked harder after that, and passed."
_INITIALIZE: Final[dict[str, Any]] = {"processId": None, "rootUri": None, "capabilities": {}}


def _started(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pslint", "lsp", *arguments]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=clean_environment()
    )


def _wire(process: subprocess.Popen[bytes]) -> Wire:
    assert process.stdin
    assert process.stdout
    return Wire(process.stdout, process.stdin)


def _begin(wire: Wire) -> None:
    wire.send("initialize", _INITIALIZE, 1)
    assert wire.answer(1)["result"]["serverInfo"]["name"] == "pslint"
    wire.send("initialized", {})


def _open(wire: Wire, path: Path, text: str) -> dict[str, Any]:
    item = {"uri": path.as_uri(), "languageId": "plaintext", "version": 1, "text": text}
    wire.send("textDocument/didOpen", {"textDocument": item})
    return {"textDocument": {"uri": path.as_uri()}}


@pytest.mark.parametrize(("asked", "code"), [(True, 0), (False, 1)])
def test_the_exit_code_says_whether_the_end_was_asked_for(asked: bool, code: int) -> None:
    with _started() as process:
        wire = _wire(process)
        _begin(wire)
        if asked:
            wire.send("shutdown", None, 2)
            wire.answer(2)
        wire.send("exit", None)
        assert process.wait(60) == code


def test_it_ends_with_the_editor(tmp_path: Path) -> None:
    with _started() as process:
        wire = _wire(process)
        _begin(wire)
        _open(wire, tmp_path / "draft.txt", DRAFT)
        assert process.stdin
        process.stdin.close()
        process.wait(60)


def test_one_connection_from_this_machine(tmp_path: Path) -> None:
    with _started("--tcp", "0") as process:
        assert process.stderr
        said = process.stderr.readline().decode()
        match = re.fullmatch(r"pslint: listening on 127\.0\.0\.1:(\d+)\n", said)
        assert match
        with socket.create_connection(("127.0.0.1", int(match[1]))) as connection:
            wire = Wire(connection.makefile("rb"), connection.makefile("wb"))
            _begin(wire)
            with pytest.raises(ConnectionError), socket.create_connection(("127.0.0.1", int(match[1]))):
                pass
            wire.send("textDocument/documentSymbol", _open(wire, tmp_path / "draft.txt", DRAFT), 2)
            assert len(wire.answer(2)["result"]) == 1
            wire.send("shutdown", None, 3)
            wire.answer(3)
            wire.send("exit", None)
            assert process.wait(60) == 0


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = pslint("lsp", "--tcp", str(taken.getsockname()[1]))
    assert ran.code == 2
    assert re.fullmatch(r"pslint: --tcp \d+: this port cannot be had \(.+\); name another, or 0 for any\n", ran.err)


def test_no_words_of_a_draft_get_out(tmp_path: Path) -> None:
    """Whatever goes wrong: a request that nobody knows, one with wrong parameters, words that cannot be encoded."""
    with _started() as process:
        wire = _wire(process)
        _begin(wire)
        place = _open(wire, tmp_path / "draft.txt", DRAFT)
        wire.send("textDocument/documentSymbol", place, 2)
        assert len(wire.answer(2)["result"]) == 1
        wire.send(f"$/{CANARY}", {"text": CANARY}, 3)
        wire.answer(3)
        wire.send("workspace/executeCommand", {"command": "pslint.ignore", "arguments": [CANARY]}, 4)
        assert "error" in wire.answer(4)
        broken = {"text": f"\ud83d {DRAFT}"}
        change = {"textDocument": place["textDocument"] | {"version": 2}, "contentChanges": [broken]}
        wire.send("textDocument/didChange", change)
        wire.send("textDocument/documentSymbol", place, 5)
        assert "result" in wire.answer(5)
        wire.send("textDocument/didChange", {"textDocument": CANARY})
        wire.send("shutdown", None, 6)
        wire.answer(6)
        wire.send("exit", None)
        assert process.stderr
        assert process.stderr.read() == b""


def test_without_the_extra() -> None:
    code = "import sys; sys.modules['pygls'] = None; sys.argv = ['pslint', 'lsp']; from pslint.cli import main; main()"
    ran = python("-c", code)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("pslint: the language server needs an extra: ")
    assert ran.err.endswith(" -m pip install 'pslint[lsp]' (in a checkout '.[lsp]')\n")
