"""Open documents: which of them are drafts, and what is known of the newest text of each."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lsprotocol import types
from pygls.uris import to_fs_path

from ..draft import Draft, DraftError
from ..findings import Report
from ..formats import parse_text
from ..formats.kinds import KINDS, is_draft_name, kind_of
from ..reader.caching import ReadRequest
from ..rule import Rule
from ..rulebook import load_builtin
from .analysis import Counted
from .linters import Setup
from .text import Text

#: Kinds of drafts by an editor's name of a language; `plaintext` is what editors call what they do not know.
LANGUAGES: Final = {
    "markdown": "markdown",
    "latex": "latex",
    "tex": "latex",
    "plaintex": "latex",
    "restructuredtext": "rst",
    "rst": "rst",
}
_READ: Final = tuple(name for name, kind in KINDS.items() if not kind.binary)
_PLAIN: Final = frozenset({"plaintext", "text", "txt", "plain", "mail", ""})


@dataclass(frozen=True)
class Result:
    """What is known of a text. `complete` is False while words of it are still to be read, first those of `ask`.

    `counted` is what needed no reading.
    `report` is None where there is nothing to lint with; `trouble` says why, if the writer can do something about it.
    """

    report: Report | None = None
    setup: Setup | None = None
    complete: bool = True
    trouble: str | None = None
    ask: ReadRequest | None = None
    counted: Counted = field(default_factory=dict)

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The rules that were looked for, by id."""
        return self.setup.linter.rulebook.rules if self.setup else {}


@dataclass(frozen=True)
class Begun:
    """A reading on its way, and the edition that it is of."""

    edition: int
    result: "asyncio.Future[Result]"


@dataclass
class Document:
    """One open document.

    `begun` is the reading that is on its way, `reading` waits for it and goes on until nothing is unread.

    `edition` grows with every change of its text or of the settings; `looked` is the one that was last looked at,
    `told` the one that the editor was last told of when it asked. `settled` is set while `result` is all that there
    is to say of the newest edition, or when it is `closed`. `trouble` is what the writer was last told.
    """

    uri: str
    path: Path
    language: str
    text: Text
    version: int | None
    edition: int = 0
    looked: int = -1
    told: int = -1
    result: Result = field(default_factory=Result)
    begun: Begun | None = None
    reading: "asyncio.Task[None] | None" = None
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    trouble: str | None = None
    closed: bool = False

    def change(self, text: Text, version: int | None) -> None:
        """Take an edited text."""
        self.text, self.version = text, version
        self.renew()

    def renew(self) -> None:
        """What was found out is out of date."""
        self.edition += 1
        self.settled.clear()

    def close(self) -> None:
        """Nothing more is to be said of it."""
        self.closed = True
        self.settled.set()

    def draft(self) -> Draft:
        """Its text as a draft; raises DraftError where it is none."""
        kind = LANGUAGES.get(self.language.lower())
        by_name = kind_of(str(self.path))
        if kind is None and KINDS[by_name].binary:
            raise DraftError(f"is a {by_name} document, of which an editor shows no words; use `pslint check`")
        if kind is None and self.language.lower() not in _PLAIN and not is_draft_name(str(self.path)):
            raise DraftError(f"is {self.language}, no draft; pslint reads {', '.join(_READ)}")
        if "\0" in self.text.source:
            raise DraftError("looks like a binary file; save it as UTF-8 text")
        return parse_text(str(self.path), self.text.source, kind)


class Documents:
    """The open documents, in the order in which they were opened."""

    def __init__(self) -> None:
        self._by_uri: dict[str, Document] = {}

    def __iter__(self) -> Iterator[Document]:
        return iter(self._by_uri.values())

    def open(self, item: types.TextDocumentItem, encoding: str) -> Document:
        """Take a document that was opened; `encoding` is what the editor's positions count."""
        self.close(item.uri)
        path = Path(to_fs_path(item.uri) or item.uri.rpartition(":")[2] or "untitled")
        document = Document(item.uri, path, item.language_id, Text(item.text, encoding), item.version)
        self._by_uri[item.uri] = document
        return document

    def find(self, uri: str) -> Document | None:
        """An open document."""
        return self._by_uri.get(uri)

    def close(self, uri: str) -> bool:
        """Forget a document; False where it was not open."""
        document = self._by_uri.pop(uri, None)
        if document is not None:
            document.close()
        return document is not None

    def rule(self, identity: str) -> Rule | None:
        """A rule of any open document's rules, or of pslint's own."""
        books = [document.result.rules for document in self]
        return next((book[identity] for book in (*books, load_builtin().rules) if identity in book), None)
