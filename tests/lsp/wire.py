"""The protocol of language servers with nothing in between: messages as bytes, in and out."""

import json
import time
from typing import IO, Any


class Wire:
    """Messages of the protocol as they are; `arrived` is when the last one was in (`time.perf_counter`)."""

    arrived = 0.0

    def __init__(self, incoming: IO[bytes], outgoing: IO[bytes]) -> None:
        self._incoming, self._outgoing = incoming, outgoing

    def send(self, method: str, params: Any, identity: int | None = None) -> None:
        """Send a request, or a notification where no identity is given."""
        message = {"jsonrpc": "2.0", "method": method, "params": params} | ({"id": identity} if identity else {})
        body = json.dumps(message).encode()
        self._outgoing.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._outgoing.flush()

    def receive(self) -> dict[str, Any]:
        """The next message."""
        length = 0
        while (line := self._incoming.readline().strip()) or not length:
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        body = self._incoming.read(length)
        self.arrived = time.perf_counter()
        found: dict[str, Any] = json.loads(body)
        return found

    def answer(self, identity: int) -> dict[str, Any]:
        """The answer to a request; what comes before it is passed over."""
        while True:
            found = self.receive()
            if found.get("id") == identity and "method" not in found:
                return found
