"""The server behind the page: it answers this machine alone, and neither stores nor logs anything."""

import asyncio
import socket
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from threading import Thread
from typing import Final

import uvicorn
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from .. import heap
from ..draft import DraftError
from ..errors import ModelError
from ..formats import MAX_BYTES
from .answers import MAX_TEXT, Asked, PageAnswers
from .guards import GUARDS, Door, Guard, Guarded
from .opening import open_file

LOOPBACK: Final = "127.0.0.1"
EXTENSION_HEADER: Final = "X-Pslint-Extension"
_FILES: Final = {
    "/": ("pslint.web", "page/index.html", "text/html"),
    "/page.js": ("pslint.web", "page/page.js", "text/javascript"),
    "/page.css": ("pslint.web", "page/page.css", "text/css"),
    "/icon.svg": ("pslint.web", "page/icon.svg", "image/svg+xml"),
    "/theme.css": ("pslint.outputs", "pages/theme.css", "text/css"),
}

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Limits:
    """Bytes of a request with a text and of one with a file; seconds that a body may take to come, a file to open."""

    text_bytes: int = 6 * MAX_TEXT + 1024
    file_bytes: int = MAX_BYTES
    sending: float = 30
    opening: float = 20


class _RefusedError(Exception):
    """A request that cannot be answered: the status, and one line for the writer."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def make_app(
    answers: PageAnswers,
    door: Door,
    stop: Callable[[], None],
    *,
    guards: tuple[Guard, ...] = GUARDS,
    limits: Limits | None = None,
) -> ASGIApp:
    """The application; `stop` ends its server."""
    allowed = limits or Limits()

    async def start(request: Request) -> Response:
        return JSONResponse(await run_in_threadpool(answers.start))

    async def check(request: Request) -> Response:
        asked = await _asked(request, answers, allowed)
        return JSONResponse(await run_in_threadpool(answers.check, asked))

    async def plain(request: Request) -> Response:
        asked = await _asked(request, answers, allowed)
        return JSONResponse(await run_in_threadpool(answers.plain, asked))

    async def report(request: Request) -> Response:
        asked = await _asked(request, answers, allowed)
        return HTMLResponse(await run_in_threadpool(answers.report, asked))

    async def opened(request: Request) -> Response:
        data = await _body(request, allowed.file_bytes, allowed.sending)
        extension = request.headers.get(EXTENSION_HEADER, "").lower()
        found = await run_in_threadpool(open_file, extension, data, allowed.opening)
        if len(found.text) > MAX_TEXT:
            raise _RefusedError(413, f"holds more than {MAX_TEXT:,} characters; check that this is the right file")
        return JSONResponse({"text": found.text, "kind": found.kind})

    async def end(request: Request) -> Response:
        stop()
        return JSONResponse({})

    posts = {"check": check, "plain": plain, "report": report, "open": opened, "stop": end}
    routes = [Route(path, _file(*file), methods=["GET"]) for path, file in _FILES.items()]
    routes.append(Route("/api/start", _safely(start), methods=["GET"]))
    routes += [Route(f"/api/{name}", _safely(endpoint), methods=["POST"]) for name, endpoint in posts.items()]
    return Guarded(Starlette(routes=routes), door, guards)


def listen(port: int) -> socket.socket:
    """A socket that hears this machine alone; port 0 takes a free one. Raises OSError where the port is taken."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there the option lets another program take the port over
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((LOOPBACK, port))
        made.listen()
    except OSError:
        made.close()
        raise
    return made


def serve(answers: PageAnswers, listening: socket.socket, announce: Callable[[str], None]) -> None:
    """Serve until stopped by the page or by Ctrl-C (KeyboardInterrupt); `announce` is given the address."""
    door = Door(listening.getsockname()[1])

    def stop() -> None:
        server.should_exit = True

    config = uvicorn.Config(
        make_app(answers, door, stop),
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    announce(door.address)
    # Waited for at the end: an interpreter that ends under a library while it loads is aborted.
    Thread(target=_warm, args=(answers,)).start()
    server.run(sockets=[listening])


def _warm(answers: PageAnswers) -> None:
    try:
        with suppress(ModelError):  # the first text says so
            answers.warm()
    finally:
        heap.loaded()


def _file(package: str, name: str, kind: str) -> Endpoint:
    content = (files(package) / name).read_bytes()

    async def give(request: Request) -> Response:
        return Response(content, media_type=kind)

    return give


def _safely(endpoint: Endpoint) -> Endpoint:
    """The endpoint, with what goes wrong as one line for the writer and no word of the draft anywhere."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except _RefusedError as refused:
            return _error(refused.status, str(refused))
        except (DraftError, ModelError) as error:
            return _error(422, str(error))
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception as error:
            # The message or the trace of any other error could hold words of the draft.
            sys.stderr.write(f"pslint: an error of its own ({type(error).__name__}); please report it\n")
            return _error(500, f"pslint made a mistake ({type(error).__name__}); please report it")

    return answer


def _error(status: int, message: str) -> Response:
    return JSONResponse({"error": message}, status)


async def _asked(request: Request, answers: PageAnswers, limits: Limits) -> Asked:
    body = await _body(request, limits.text_bytes, limits.sending)
    try:
        asked = Asked.model_validate_json(body)
    except ValidationError as error:
        if any(problem["type"] == "string_too_long" for problem in error.errors(include_input=False)):
            raise _RefusedError(413, f"more than {MAX_TEXT:,} characters; check that this is the right text") from None
        raise _RefusedError(400, "not a request that pslint knows; load the page again") from None
    if asked.profile not in answers.profiles:
        raise _RefusedError(400, "not a profile that pslint knows; load the page again")
    return asked


async def _body(request: Request, most: int, seconds: float) -> bytes:
    """The body of a request, of at most `most` bytes that come within `seconds`."""
    parts, size = [], 0
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                size += len(part)
                if size > most:
                    raise _RefusedError(413, f"larger than {most // 2**20 or 1} MB; check that this is the right file")
                parts.append(part)
    except TimeoutError:
        raise _RefusedError(408, "took too long to arrive; try again") from None
    return b"".join(parts)
