"""Who may ask the server: one guard a way in that a page on another port or site could try.

A guard looks at a request's head and gives the reason for refusing it, or None. Each stands alone, so that a test can
take one out and see the attack that it was for get through.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_HEADER: Final = "X-Pslint-Token"
_SAFE: Final = frozenset({"GET", "HEAD"})
#: On every answer. The page may use its own files alone, be framed by nobody, and be read by no other origin.
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Door:
    """Where the server listens, and the token of this run."""

    port: int
    token: str = field(default_factory=lambda: token_urlsafe(32), repr=False)

    @property
    def hosts(self) -> frozenset[str]:
        """What a browser on this machine calls the server."""
        port = "" if self.port == 80 else f":{self.port}"
        return frozenset({f"127.0.0.1{port}", f"localhost{port}"})

    @property
    def address(self) -> str:
        """What the writer opens. A fragment is sent to no server, so the token is in no request line and no log."""
        return f"http://127.0.0.1:{self.port}/#{self.token}"


Guard = Callable[[Request, Door], str | None]


def own_host(request: Request, door: Door) -> str | None:
    """Against DNS rebinding: a name of somebody else's that has come to mean this machine."""
    return None if request.headers.get("host") in door.hosts else "this server answers to its own address alone"


def own_origin(request: Request, door: Door) -> str | None:
    """Against pages of other origins, which a browser lets send requests though not read the answers."""
    origin = request.headers.get("origin")
    needed = request.method not in _SAFE
    own = {f"http://{host}" for host in door.hosts}
    if (origin is None and needed) or (origin is not None and origin not in own):
        return "only pslint's own page may ask"
    return None


def own_site(request: Request, door: Door) -> str | None:
    """Against other pages that load or open this one: a browser says who began, and without an Origin on a GET."""
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        return "open this page by its address"
    return None


def right_token(request: Request, door: Door) -> str | None:
    """Against other programs and other users of this machine, who can reach the port but not the terminal."""
    if not request.url.path.startswith("/api/"):
        return None
    given = request.headers.get(TOKEN_HEADER, "")
    if not compare_digest(given.encode("utf-8"), door.token.encode("utf-8")):
        return "open the address that pslint printed, with its token"
    return None


GUARDS: Final[tuple[Guard, ...]] = (own_host, own_origin, own_site, right_token)


class Guarded:
    """An application behind guards, with the headers that lock its answers down."""

    def __init__(self, app: ASGIApp, door: Door, guards: tuple[Guard, ...] = GUARDS) -> None:
        self._app = app
        self._door = door
        self._guards = guards

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""

        async def locked(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        if scope["type"] != "http":
            raise RuntimeError(f"no answer to {scope['type']}")
        request = Request(scope)
        refusals = (guard(request, self._door) for guard in self._guards)
        refused = next((refusal for refusal in refusals if refusal), None)
        answer = PlainTextResponse(f"pslint: {refused}\n", 403) if refused else self._app
        await answer(scope, receive, locked)
