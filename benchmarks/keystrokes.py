"""How long after a key the editor is told of it: a script types through the real `pslint lsp`, one key after another.

A key counts as answered twice: when the first diagnostics of its version come in (what is counted, which needs no
reading), and when the last do (all that is read); both are taken as the bytes arrive, before the editor makes anything
of them. The next key follows once the server has said all; beside the keys of the passage, the passage as it then
stands is read once in ONNX Runtime alone.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.readings import OneReading
from benchmarks.timing import Spread
from benchmarks.typing import at, statement
from tests.lsp.wire import Wire

_TYPED: Final = " and with the help of a tutor whom I met every week at the library"
_RUN: Final = 20


@dataclass(frozen=True)
class _Key:
    """One key, and what became of it, in milliseconds; `alone` is the reading of its passage, 0 outside of one."""

    inside: bool
    counted: float
    all_: float
    read: bool
    alone: float = 0.0


class _Typist:
    """Types into one document and waits for each key's answers; a time is that at which the message's bytes are in."""

    def __init__(self, wire: Wire, uri: str) -> None:
        self._wire = wire
        self._uri = uri
        self._version = 0
        self._asked = 1
        self._reader = OneReading()
        self.text = ""

    def begin(self, text: str) -> None:
        """Open the document, or begin it anew, and wait until all is said of it."""
        self.text = text
        self._version += 1
        if self._version == 1:
            document = {"uri": self._uri, "languageId": "plaintext", "version": 1, "text": text}
            self._wire.send("textDocument/didOpen", {"textDocument": document})
        else:
            self._change({"text": text})
        self._said()

    def key(self, place: int, char: str, passage: str | None) -> _Key:
        """Type one character; `passage` is the passage as it then stands, None outside of it."""
        line = self.text.count("\n", 0, place)
        at = {"line": line, "character": place - self.text.rfind("\n", 0, place) - 1}
        self.text = self.text[:place] + char + self.text[place:]
        self._version += 1
        start = time.perf_counter()
        self._change({"range": {"start": at, "end": at}, "text": char})
        times = [(when - start) * 1000 for when in self._said()]
        alone = self._reader.seconds(passage) * 1000 if passage else 0.0
        return _Key(passage is not None, times[0], times[-1], len(times) > 1, alone)

    def _change(self, change: dict[str, Any]) -> None:
        document = {"uri": self._uri, "version": self._version}
        self._wire.send("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})

    def _said(self) -> list[float]:
        """When diagnostics of the newest version came; an answer about passages comes after the last."""
        self._asked += 1
        self._wire.send("textDocument/documentSymbol", {"textDocument": {"uri": self._uri}}, self._asked)
        came: list[float] = []
        while (message := self._wire.receive()).get("id") != self._asked:
            if message.get("method") == "textDocument/publishDiagnostics":
                assert message["params"]["version"] <= self._version
                if message["params"]["version"] == self._version:
                    came.append(self._wire.arrived)
        return came


def keystrokes(most: int | None = None) -> dict[str, Any]:
    """Figures on keys; with `most` only so many of each kind, around the start of the passage."""
    text, start, end = statement()
    assert text.isascii(), "columns are counted as code points"
    first, last = (0, len(text)) if most is None else (start - most, min(start + most, end))
    with tempfile.TemporaryDirectory() as folder, _server(Path(folder)) as wire:
        typist = _Typist(wire, (Path(folder) / "draft.txt").as_uri())
        typist.begin(text[:first])
        typed = []
        for place in range(first, last):
            inside = start <= place < end
            typed.append(typist.key(place, text[place], text[start : place + 1] if inside else None))
        typist.begin(text)
        edited = [typist.key(*key) for key in _edits(typist, start, end, most or 300)]
    return {"words": len(text.split()), "typed": _groups(typed), "edited": _groups(edited)}


@contextmanager
def _server(folder: Path) -> Iterator[Wire]:
    """The real server, past its greeting."""
    line = [sys.executable, "-m", "pslint", "lsp"]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder) as process:
        assert process.stdin
        assert process.stdout
        wire = Wire(process.stdout, process.stdin)
        wire.send("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}}, 1)
        wire.answer(1)
        wire.send("initialized", {})
        try:
            yield wire
        finally:
            wire.send("shutdown", None, 10**9)
            wire.answer(10**9)
            wire.send("exit", None)


def _edits(typist: _Typist, start: int, end: int, count: int) -> Iterator[tuple[int, str, str | None]]:
    """Keys in the finished statement, in turn some inside its passage and some elsewhere."""
    chance = random.Random(12)
    place = 0
    for number in range(2 * count):
        inside = number // _RUN % 2 == 0
        if number % _RUN == 0:
            place = chance.randrange(start, end) if inside else chance.randrange(0, start)
        char = _TYPED[number % len(_TYPED)]
        text = typist.text
        if inside:
            end += 1
            yield place, char, text[start:place] + char + text[place : end - 1]
        else:
            start, end = start + 1, end + 1
            yield place, char, None
        place += 1


def _groups(keys: Sequence[_Key]) -> dict[str, Any]:
    found = {}
    for name, own in (("inside", [k for k in keys if k.inside]), ("outside", [k for k in keys if not k.inside])):
        if not own:
            continue
        found[name] = {
            "keys": len(own),
            "of these read": sum(key.read for key in own),
            "counted": _percentiles([key.counted for key in own]),
            "all": _percentiles([key.all_ for key in own]),
        }
        read = [key for key in own if key.read and key.alone]
        if read:
            found[name]["one reading"] = _percentiles([key.alone for key in read])
            found[name]["all beyond one reading"] = _percentiles([key.all_ - key.alone for key in read])
            found[name]["all / one reading"] = Spread.of([key.all_ / key.alone for key in read]).data()
    return found


def _percentiles(values: list[float]) -> dict[str, float]:
    return {f"p{part}": round(at(values, part / 100), 2) for part in (50, 95, 99)}
