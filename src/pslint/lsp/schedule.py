"""When what is found out, and said: what needs no reading at once, on the loop, the rest once it is read.

Reading is done on a thread beside the loop, so that edits that come in meanwhile are taken, and what was found for an
older text is never shown.
"""

import asyncio
import contextlib
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Final

from .. import heap
from .documents import Begun, Document, Result
from .editor import Editor
from .linters import Linters
from .results import counted_result, known_result, read_result

#: Enough that the loop gets a core as soon as a key comes, though the reader is at work on both.
_NICENESS: Final = 10
#: Read once at the start, so that the first passage of the writer need not wait for the model.
_WARM_UP: Final = "I failed Step 1 in May. I had not timed my blocks; I did so every week, and passed in June."


class Schedule:
    """Keeps the results of open documents at their newest texts; nothing is begun before `prepare` has ended."""

    def __init__(self, linters: Linters, editor: Editor) -> None:
        self.ready = asyncio.Event()
        self._linters = linters
        self._editor = editor
        self._pool = ThreadPoolExecutor(1, "pslint-reader", _give_way)
        self._tasks: set[asyncio.Task[None]] = set()

    async def prepare(self) -> None:
        """Load what reading needs, off the loop."""
        try:
            await asyncio.get_running_loop().run_in_executor(self._pool, _warm_up, self._linters)
        finally:
            self.ready.set()

    def shutdown(self) -> None:
        """End what is being read."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def start(self, document: Document) -> None:
        """Begin to refresh a document."""
        task = asyncio.get_running_loop().create_task(self.refresh(document))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def refresh(self, document: Document) -> None:
        """Say what is known of the newest text; what is still to be read is read, and said, after that."""
        await self.ready.wait()
        # It may have been closed, or edited, while this waited.
        if document.looked == document.edition or document.closed:
            return
        document.looked = document.edition
        result = known_result(self._linters, document)
        if result.complete:
            self._show(document, result)
            return
        # Counting comes first: a reading on both cores beside it would make it take half as long again.
        self._show(document, counted_result(document, result))
        if document.begun is None:
            document.begun = self._begin(document, result)
        if document.settled.is_set():
            document.begun = None
        elif document.reading is None:
            document.reading = asyncio.create_task(self._read(document))

    async def complete(self, document: Document) -> Result:
        """All that there is to say of the newest text."""
        await self.refresh(document)
        await _settled(document)
        return document.result

    async def pull(self, document: Document) -> Result:
        """What is known of the newest text; all of it, if the editor could not be told to ask again."""
        await self.refresh(document)
        if not self._editor.refreshes:
            await _settled(document)
        document.told = document.edition
        return document.result

    def _begin(self, document: Document, result: Result) -> Begun:
        work = asyncio.get_running_loop().run_in_executor(self._pool, read_result, document, result)
        return Begun(document.looked, work)

    async def _read(self, document: Document) -> None:
        """Read until nothing of the newest text is unread."""
        try:
            while not document.settled.is_set():
                await self.refresh(document)
                if document.result.complete:
                    break
                begun = document.begun = document.begun or self._begin(document, document.result)
                # Once the editor has been told what is known, and while the reader is at it.
                await asyncio.sleep(0)
                _look_up(document)
                result = await begun.result
                document.begun = None
                if document.edition != begun.edition or document.settled.is_set():
                    continue
                counted = document.result.counted
                if not result.complete:
                    result = known_result(self._linters, document, counted)
                if not result.complete:
                    document.result = replace(document.result, ask=result.ask)
                    continue
                self._show(document, result)
                if document.told == begun.edition:
                    self._editor.ask_again()
        finally:
            document.begun = document.reading = None

    def _show(self, document: Document, result: Result) -> None:
        document.result = result
        if result.complete:
            document.settled.set()
            if result.trouble and result.trouble != document.trouble:
                self._editor.say(result.trouble)
            document.trouble = result.trouble
        self._editor.publish(document)


async def _settled(document: Document) -> None:
    # An edit may come in between the end of the reading and this.
    while not document.settled.is_set():
        await document.settled.wait()


def _look_up(document: Document) -> None:
    """Look up in word lists what is being read; what goes wrong here goes wrong again, and is said, once it is."""
    result = document.result
    if result.setup is not None and result.ask is not None and not document.settled.is_set():
        with contextlib.suppress(Exception):
            result.setup.linter.look_up(result.ask.text)


def _give_way() -> None:
    """Let this thread, and those that it starts, yield to the loop where the system can: counting comes first."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


def _warm_up(linters: Linters) -> None:
    try:
        setup = linters.of(Path.cwd() / "draft.txt")
        if setup is not None:
            setup.linter.lint(_WARM_UP, passage=True)
    except Exception:
        # It is said when a document is opened.
        return
    finally:
        heap.loaded()
