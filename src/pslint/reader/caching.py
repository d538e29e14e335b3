"""A reader that remembers: words that were read once, with the same sentences, are not read again.

It remembers by the text itself and in memory alone, so that an edit elsewhere in a draft reads nothing.
"""

from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import Any, Final, NamedTuple

from ..draft import Span
from ..findings import Mark
from ..places import MODEL
from .encoder import Reader

#: How much text is remembered, in code points: some thousand passages.
MOST: Final = 500_000

_Read = tuple[dict[str, tuple[Mark, ...]], dict[str, float]]


class ReadRequest(NamedTuple):
    """Words to be read, and from where to where in them each sentence is."""

    text: str
    sentences: tuple[tuple[int, int], ...]


class NotRead(Exception):  # noqa: N818  (no error: it says that reading is still to be done)
    """These words have not been read yet."""

    def __init__(self, ask: ReadRequest) -> None:
        super().__init__()
        self.ask = ask


class CachingReader(Reader):
    """Reads each span by itself, and once; safe to share between threads. A copy made by pickle remembers nothing.

    `most` bounds the text that is remembered, in code points.
    """

    def __init__(self, folder: Path = MODEL, *, threads: int = 1, most: int = MOST) -> None:
        super().__init__(folder, threads=threads)
        self._most = most
        self._forget()

    def __getstate__(self) -> dict[str, Any]:
        return {**super().__getstate__(), "_most": self._most}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._forget()

    def read(self, plain: str, span: Span, sentences: list[Span]) -> _Read:
        """As `Reader.read`; only words that are not remembered are read."""
        return _moved(self.answer(_request(plain, span, sentences)), span.start)

    def answer(self, ask: ReadRequest) -> _Read:
        """The same for words by themselves."""
        found = self._find(ask)
        if found is None:
            sentences = [Span(*place) for place in ask.sentences]
            found = super().read(ask.text, Span(0, len(ask.text)), sentences)
            self._keep(ask, found)
        return found

    def remembered(self, plain: str, span: Span, sentences: list[Span]) -> _Read:
        """The same without reading anything; raises NotRead."""
        ask = _request(plain, span, sentences)
        found = self._find(ask)
        if found is None:
            raise NotRead(ask)
        return _moved(found, span.start)

    def _find(self, key: ReadRequest) -> _Read | None:
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
            return self._known.get(key)

    def _keep(self, key: ReadRequest, found: _Read) -> None:
        with self._lock:
            if key not in self._known:
                self._known[key] = found
                self._held += len(key.text)
            while self._held > self._most:
                oldest, _ = self._known.popitem(last=False)
                self._held -= len(oldest.text)

    def _forget(self) -> None:
        self._lock = Lock()
        self._known: OrderedDict[ReadRequest, _Read] = OrderedDict()
        self._held = 0


class RememberedOnly(Reader):
    """Gives what another reader remembers, and reads nothing itself: it raises NotRead instead."""

    def __init__(self, reader: CachingReader) -> None:
        super().__init__(reader.folder)
        self._reader = reader

    def read(self, plain: str, span: Span, sentences: list[Span]) -> _Read:
        """As `Reader.read`; raises NotRead."""
        return self._reader.remembered(plain, span, sentences)


def _request(plain: str, span: Span, sentences: list[Span]) -> ReadRequest:
    places = tuple((sentence.start - span.start, sentence.end - span.start) for sentence in sentences)
    return ReadRequest(plain[span.start : span.end], places)


def _moved(found: _Read, by: int) -> _Read:
    marks, presence = found
    moved = {
        category: tuple(Mark(m.category, m.start + by, m.end + by, m.probability) for m in own)
        for category, own in marks.items()
    }
    return moved, dict(presence)
