"""When what is said of a document, without a server: an editor that only writes down what it is told."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.lsp.server import LanguageServer

from pslint.lsp.documents import Document, Documents
from pslint.lsp.editor import Editor
from pslint.lsp.linters import Linters
from pslint.lsp.schedule import Schedule
from pslint.lsp.text import Text

pytestmark = pytest.mark.asyncio

PASSAGE = "I failed Step 1 because of personal issues. I then wrote forty timed questions a day with a tutor."
MENDED = PASSAGE.replace("personal issues", "a month of night shifts in my family's shop")


class _Told(Editor):
    """Keeps what was published: the version of the text, and whether it was all that there is to say."""

    def __init__(self) -> None:
        super().__init__(LanguageServer("told", "1"))
        self.published: list[tuple[int | None, bool]] = []
        self.said: list[str] = []

    def say(self, message: str) -> None:
        self.said.append(message)

    def publish(self, document: Document) -> None:
        self.published.append((document.version, document.result.complete))

    def ask_again(self) -> None:
        """This one is sent what is found."""


@contextmanager
def _open(folder: Path, text: str = PASSAGE) -> Iterator[tuple[Schedule, _Told, Documents, Document]]:
    editor, documents = _Told(), Documents()
    schedule = Schedule(Linters(folder), editor)
    document = documents.open(
        types.TextDocumentItem((folder / "draft.txt").as_uri(), "plaintext", 1, text), encoding="utf-16"
    )
    try:
        yield schedule, editor, documents, document
    finally:
        schedule.shutdown()


async def test_what_is_known_is_said_first_and_all_of_it_once_it_is_read(drafts: Path) -> None:
    with _open(drafts) as (schedule, editor, _, document):
        schedule.ready.set()
        result = await schedule.complete(document)
    assert editor.published == [(1, False), (1, True)]
    assert result.report is not None
    assert "PS203" in [finding.rule for finding in result.report.findings]


async def test_what_was_found_for_an_older_text_is_not_said(drafts: Path) -> None:
    with _open(drafts) as (schedule, editor, _, document):
        schedule.ready.set()
        await schedule.refresh(document)
        document.change(Text(MENDED, "utf-16"), 2)
        result = await schedule.complete(document)
    assert (1, True) not in editor.published
    assert editor.published[-1] == (2, True)
    assert result.report is not None
    assert "PS203" not in [finding.rule for finding in result.report.findings]


async def test_nothing_is_said_of_a_document_that_was_closed_while_it_waited(drafts: Path) -> None:
    with _open(drafts) as (schedule, editor, documents, document):
        schedule.start(document)
        await asyncio.sleep(0)
        assert documents.close(document.uri)
        assert not documents.close(document.uri)
        schedule.ready.set()
        await asyncio.sleep(0)
        await schedule.complete(document)
    assert editor.published == []


async def test_a_trouble_is_said_once(drafts: Path) -> None:
    with _open(drafts, "a\0b") as (schedule, editor, _, document):
        schedule.ready.set()
        await schedule.complete(document)
        document.renew()
        await schedule.complete(document)
    assert editor.said == ["draft.txt: looks like a binary file; save it as UTF-8 text"]
