"""Start the server: on standard input and output, or for one connection from this machine."""

import logging
import socket
import sys
from typing import Final

from .features import make_server

#: Seconds after which a thread that works gives way to one that waits.
_SWITCH: Final = 0.0005


def run(port: int | None = None) -> int:
    """Serve on standard input and output, or one connection to a port of this machine; the exit code.

    Raises OSError where the port cannot be had.
    """
    # What pygls and asyncio log holds messages, and with them drafts.
    logging.getLogger().addHandler(logging.NullHandler())
    # Reading, on its own thread, must not wait for what is counted meanwhile.
    sys.setswitchinterval(_SWITCH)
    server = make_server()
    if port is None:
        server.start_io()
    else:
        with socket.create_server(("127.0.0.1", port)) as listening:
            print(f"pslint: listening on 127.0.0.1:{listening.getsockname()[1]}", file=sys.stderr, flush=True)
            connection, _ = listening.accept()
        with connection, connection.makefile("rb") as incoming, connection.makefile("wb") as outgoing:
            server.start_io(incoming, outgoing)
    return 0 if server.ended else 1
