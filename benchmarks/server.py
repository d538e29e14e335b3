"""LanguageTool's server beside pslint: the project's own set-up, asked for one text after another."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.timing import Job, timed
from pslint.grammar.client import Client
from pslint.grammar.server import OwnServer

#: The name of its rows.
RUNNING: Final = "LanguageTool's server, running"


@dataclass(frozen=True)
class Server:
    """A running server; `seconds` went by from its start to its first answer."""

    client: Client
    seconds: float

    def on(self, texts: Sequence[str]) -> Job:
        """Ask it for these texts."""
        return lambda: timed(lambda: [self.client.matches(text) for text in texts])

    @property
    def version(self) -> str:
        """Its version, from the folder that it lies in."""
        return next(Path(os.environ["LTP_PATH"]).glob("LanguageTool-*")).name.partition("-")[2]


@contextmanager
def started(folder: Path) -> Iterator[Server]:
    """A server from this folder, until the end of the block."""
    before = os.environ.get("LTP_PATH")
    os.environ["LTP_PATH"] = str(folder)
    try:
        start = time.perf_counter()
        own = OwnServer()
        try:
            own.wait(300)
            client = Client(own.url, 300)
            client.matches("This is a first sentence.")
            yield Server(client, time.perf_counter() - start)
        finally:
            own.stop()
    finally:
        if before is None:
            del os.environ["LTP_PATH"]
        else:
            os.environ["LTP_PATH"] = before
