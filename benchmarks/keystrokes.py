"""How long after a key the editor is told of it: a script types through the real `pslint lsp`, one key after another.

A key counts as answered twice: when the first diagnostics of its version come in (what is counted, which needs no
reading), and when the last do (all that is read). The next key follows once the server has said all; beside the keys of
the passage, the passage as it then stands is read once in ONNX Runtime alone.
"""

import asyncio
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lsprotocol import types

from benchmarks.readings import OneReading
from benchmarks.timing import Spread
from benchmarks.typing import at, statement
from tests.lsp.editor import Editor, an_editor

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
    """Types into one document and waits for each key's answers."""

    def __init__(self, editor: Editor, uri: str) -> None:
        self._editor, self._uri = editor, uri
        self._reader = OneReading()
        self._came: list[tuple[int | None, float]] = []
        editor.published = _Noted(self._came)

    async def key(self, place: int, char: str, passage: str | None) -> _Key:
        """Type one character; `passage` is the passage as it then stands, None outside of it."""
        self._came.clear()
        start = time.perf_counter()
        self._editor.edit(self._uri, place, place, char)
        await self._editor.symbols(self._uri)
        version = self._editor.versions[self._uri]
        times = [(when - start) * 1000 for own, when in self._came if own == version]
        alone = self._reader.seconds(passage) * 1000 if passage else 0.0
        return _Key(passage is not None, times[0], times[-1], len(times) > 1, alone)


class _Noted(list[types.PublishDiagnosticsParams]):
    """Diagnostics, of which only the version and the time are kept."""

    def __init__(self, came: list[tuple[int | None, float]]) -> None:
        super().__init__()
        self._came = came

    def append(self, params: types.PublishDiagnosticsParams) -> None:
        self._came.append((params.version, time.perf_counter()))


def keystrokes(most: int | None = None) -> dict[str, Any]:
    """Figures on keys; with `most` only so many of each kind, around the start of the passage."""
    return asyncio.run(_measure(most))


async def _measure(most: int | None) -> dict[str, Any]:
    text, start, end = statement()
    first, last = (0, len(text)) if most is None else (start - most, min(start + most, end))
    with tempfile.TemporaryDirectory() as name:
        async with an_editor(Path(name)) as editor:
            uri = editor.open(Path(name) / "draft.txt", text[:first])
            await editor.symbols(uri)
            typist = _Typist(editor, uri)
            typed = []
            for place in range(first, last):
                inside = start <= place < end
                typed.append(await typist.key(place, text[place], text[start : place + 1] if inside else None))
            editor.rewrite(uri, text)
            await editor.symbols(uri)
            edited = [await typist.key(*key) for key in _edits(editor, uri, start, end, most or 300)]
    return {"words": len(text.split()), "typed": _groups(typed), "edited": _groups(edited)}


def _edits(editor: Editor, uri: str, start: int, end: int, count: int) -> Iterator[tuple[int, str, str | None]]:
    """Keys in the finished statement, in turn some inside its passage and some elsewhere."""
    chance = random.Random(12)
    place = 0
    for number in range(2 * count):
        inside = number // _RUN % 2 == 0
        if number % _RUN == 0:
            place = chance.randrange(start, end) if inside else chance.randrange(0, start)
        char = _TYPED[number % len(_TYPED)]
        text = editor.texts[uri]
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
