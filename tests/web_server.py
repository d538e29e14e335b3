"""Servers of the page for tests: the real command in a process of its own, and one in a thread, its guards chosen."""

import http.client
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import uvicorn

from pslint.rulebook import load_builtin
from pslint.web.answers import PageAnswers
from pslint.web.guards import GUARDS, TOKEN_HEADER, Door, Guard
from pslint.web.server import Limits, listen, make_app

from .command import clean_environment


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass
class Served:
    """A server that runs: where it is, its token, and what it was asked to do; `process` where it is the command."""

    port: int
    token: str
    process: "subprocess.Popen[str] | None" = None
    stopped: bool = False

    @property
    def address(self) -> str:
        """What a writer would open."""
        return f"http://127.0.0.1:{self.port}/#{self.token}"

    @property
    def origin(self) -> str:
        """The page's own origin."""
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, body: Any = None, **changed: str | None) -> Answer:
        """A request as the page makes it, with headers changed or (None) left out; "_" stands for "-" in a name."""
        headers: dict[str, str | None] = {"Host": f"127.0.0.1:{self.port}"}
        if method == "POST":
            headers["Origin"] = self.origin
        if path.startswith("/api/"):
            headers[TOKEN_HEADER] = self.token
        headers |= {name.replace("_", "-"): value for name, value in changed.items()}
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.putrequest(method, path, skip_host=True)
            for name, value in headers.items():
                if value is not None:
                    connection.putheader(name, value)
            if data is not None:
                connection.putheader("Content-Length", str(len(data)))
            connection.endheaders(data)
            response = connection.getresponse()
            return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()


@contextmanager
def command(*arguments: str, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Iterator[Served]:
    """`pslint web --no-browser`, ended at the end if it has not ended by itself."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pslint", "web", "--no-browser", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=clean_environment() | dict(env or {}),
        cwd=cwd,
    )
    assert process.stdout is not None
    try:
        address = process.stdout.readline().strip()
        origin, _, token = address.partition("/#")
        yield Served(int(origin.rpartition(":")[2]), token, process)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


@contextmanager
def thread(
    guards: tuple[Guard, ...] = GUARDS, limits: Limits | None = None, answers: PageAnswers | None = None
) -> Iterator[Served]:
    """The application in a thread of the tests' own process."""
    listening = listen(0)
    door = Door(listening.getsockname()[1])
    served = Served(door.port, door.token)

    def stop() -> None:
        served.stopped = True

    app = make_app(answers or shared_answers(), door, stop, guards=guards, limits=limits)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, log_level="critical", lifespan="off", ws="none"))
    running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    running.start()
    try:
        yield served
    finally:
        server.should_exit = True
        running.join(10)


@cache
def shared_answers() -> PageAnswers:
    """The answers that all of the tests' own servers share, so that the model is read once."""
    return PageAnswers(load_builtin())


def refuses_connections(host: str, port: int) -> bool:
    """Whether nobody listens there."""
    try:
        socket.create_connection((host, port), timeout=5).close()
    except OSError:
        return True
    return False


def wait_for_end(process: "subprocess.Popen[str]", seconds: float = 20) -> int:
    """The exit code of a process that is about to end."""
    deadline = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert process.returncode is not None, "the process did not end"
    return process.returncode
