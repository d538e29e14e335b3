"""The server itself: what editors ask, on standard input and output or one connection from this machine.

What needs no reading is said at once, on the loop; reading is done on a thread beside it, so that edits that come in
meanwhile are taken, and what was found for an older text is never shown.
"""

import asyncio
import contextlib
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcMethodNotFound
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from .. import __version__, heap
from ..draft import Draft, DraftError
from ..errors import FileError, FileErrors, ModelError
from ..findings import Report
from ..reader.caching import ReadRequest
from ..rule import Rule
from ..rulebook import load_builtin
from .analysis import Counted, known, meanwhile, read
from .diagnostics import diagnostics
from .documents import Begun, Document, Result
from .linters import WATCHED, Linters, Setup
from .text import Text

#: The editor's name for this server's settings.
SECTION: Final = "pslint"
#: How long an editor may take to say its settings, in seconds.
_PATIENCE: Final = 10
#: Enough that the loop gets a core as soon as a key comes, though the reader is at work on both.
_NICENESS: Final = 10
#: Read once at the start, so that the first passage of the writer need not wait for the model.
_WARM_UP: Final = "I failed Step 1 in May. I had not timed my blocks; I did so every week, and passed in June."


class Server(LanguageServer):
    """Documents, their linters, and what the editor was told. `ended` once the editor has asked for the end."""

    def __init__(self) -> None:
        super().__init__("pslint", __version__)
        self.ended = False
        self._documents: dict[str, Document] = {}
        self._linters = Linters()
        self._pool = ThreadPoolExecutor(1, "pslint-reader", _give_way)
        self._tasks: set[asyncio.Task[None]] = set()
        self._ready = asyncio.Event()
        # Texts are kept here alone; see text.py.
        for method in (types.TEXT_DOCUMENT_DID_OPEN, types.TEXT_DOCUMENT_DID_CHANGE, types.TEXT_DOCUMENT_DID_CLOSE):
            del self.protocol.fm.builtin_features[method]

    def report_server_error(self, error: Exception, source: type[Exception]) -> None:
        """What went wrong outside any document, without the words of one; an unknown method has its answer."""
        if not isinstance(error, JsonRpcMethodNotFound):
            self.say(f"pslint stumbled over a message from the editor ({type(error).__name__})")

    def shutdown(self) -> None:
        """End what is being read."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        super().shutdown()  # type: ignore[no-untyped-call]

    def say(self, message: str) -> None:
        """One message to the writer."""
        self.window_show_message(types.ShowMessageParams(types.MessageType.Error, message))

    # What the editor can do

    @property
    def pulls(self) -> bool:
        """Whether the editor asks for diagnostics; one that asks is not sent any, or would show them twice."""
        document = self.client_capabilities.text_document
        return document is not None and document.diagnostic is not None

    @property
    def refreshes(self) -> bool:
        """Whether it can be told to ask again."""
        workspace = self.client_capabilities.workspace
        return bool(workspace and workspace.diagnostics and workspace.diagnostics.refresh_support)

    @property
    def markdown(self) -> bool:
        """Whether it shows Markdown where the mouse rests."""
        document = self.client_capabilities.text_document
        known = document.hover.content_format if document and document.hover else None
        return types.MarkupKind.Markdown in (known or ())

    # Settings

    def begin(self, params: types.InitializeParams) -> None:
        """Take the folder and the settings that the editor starts with."""
        uri = params.workspace_folders[0].uri if params.workspace_folders else params.root_uri
        root = to_fs_path(uri) if uri else params.root_path
        self._linters = Linters(Path(root) if root else None)
        self._take(params.initialization_options)

    async def prepare(self) -> None:
        """Take the editor's settings and load what reading needs, off the loop; documents wait for that."""
        try:
            await self._ask()
        except Exception as error:
            # An editor that does not answer is no reason not to lint with the settings of files.
            self.say(f"pslint has not got the editor's settings ({type(error).__name__}); those of files hold")
        try:
            await asyncio.get_running_loop().run_in_executor(self._pool, _warm_up, self._linters)
        finally:
            self._ready.set()

    async def watch(self) -> None:
        """Ask to be told of changes of settings, in files and in the editor."""
        workspace = self.client_capabilities.workspace
        asked = []
        if workspace and workspace.did_change_watched_files and workspace.did_change_watched_files.dynamic_registration:
            watchers = [types.FileSystemWatcher(f"**/{name}") for name in WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            asked.append(types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options))
        if workspace and workspace.did_change_configuration and workspace.did_change_configuration.dynamic_registration:
            section = types.DidChangeConfigurationRegistrationOptions(SECTION)
            asked.append(types.Registration("settings", types.WORKSPACE_DID_CHANGE_CONFIGURATION, section))
        if asked:
            await self.client_register_capability_async(types.RegistrationParams(asked))

    async def configure(self, settings: Any = None) -> None:
        """Take new settings: those that came with the message, or else those that the editor gives when asked."""
        # What is being loaded is loaded by the settings before these.
        await self._ready.wait()
        if not self._take(settings):
            await self._ask()
        await self.settings_changed()

    async def settings_changed(self) -> None:
        """Read settings anew, and lint all documents anew."""
        await self._ready.wait()
        self._linters.forget()
        for document in self._documents.values():
            document.renew()
        for document in list(self._documents.values()):
            await self.refresh(document)
        if self.pulls and self.refreshes:
            await self.workspace_diagnostic_refresh_async(None)

    async def _ask(self) -> None:
        """Ask the editor for its settings, if it can be asked."""
        workspace = self.client_capabilities.workspace
        if workspace and workspace.configuration:
            asked = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
            (own,) = await asyncio.wait_for(self.workspace_configuration_async(asked), _PATIENCE)
            self._take({SECTION: own})

    def _take(self, settings: Any) -> bool:
        """Take this server's part of an editor's settings; False where there is none."""
        own = settings.get(SECTION) if isinstance(settings, dict) else None
        if not isinstance(own, dict):
            return False
        try:
            self._linters.configure(own)
        except FileErrors as errors:
            self.say(f"pslint: {errors}")
        return True

    # Documents

    def open(self, item: types.TextDocumentItem) -> Document:
        """Take a document that was opened."""
        path = Path(to_fs_path(item.uri) or item.uri.rpartition(":")[2] or "untitled")
        encoding = types.PositionEncodingKind(self.workspace.position_encoding or "utf-16").value
        document = Document(item.uri, path, item.language_id, Text(item.text, encoding), item.version)
        self._documents[item.uri] = document
        return document

    def find(self, uri: str) -> Document | None:
        """An open document."""
        return self._documents.get(uri)

    def close(self, uri: str) -> None:
        """Forget a document and take back what was shown of it."""
        document = self._documents.pop(uri, None)
        if document is not None:
            document.settled.set()
            if not self.pulls:
                self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def rule(self, identity: str) -> Rule | None:
        """A rule of any open document's rules, or of pslint's own."""
        books = [d.result.rules for d in self._documents.values()]
        return next((book[identity] for book in (*books, load_builtin().rules) if identity in book), None)

    def start(self, document: Document) -> None:
        """Begin to refresh a document."""
        task = asyncio.get_running_loop().create_task(self.refresh(document))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def refresh(self, document: Document) -> None:
        """Say what is known of the newest text; what is still to be read is read, and said, after that."""
        await self._ready.wait()
        # It may have been closed, or edited, while this waited.
        if document.looked == document.edition or self._documents.get(document.uri) is not document:
            return
        document.looked = document.edition
        result = self._known(document)
        if result.complete:
            self._show(document, result)
            return
        # Counting comes first: a reading on both cores beside it would make it take half as long again.
        self._show(document, self._meanwhile(document, result))
        if document.begun is None:
            document.begun = self._begin(document, result)
        if document.settled.is_set():
            document.begun = None
        elif document.reading is None:
            document.reading = asyncio.create_task(self._read(document))

    async def complete(self, document: Document) -> Result:
        """All that there is to say of the newest text."""
        await self.refresh(document)
        await self._settle(document)
        return document.result

    async def pull(self, document: Document) -> Result:
        """What is known of the newest text; all of it, if the editor could not be told to ask again."""
        await self.refresh(document)
        if not self.refreshes:
            await self._settle(document)
        document.told = document.edition
        return document.result

    async def _settle(self, document: Document) -> None:
        # An edit may come in between the end of the reading and this.
        while not document.settled.is_set():
            await document.settled.wait()

    def _known(self, document: Document, counted: Counted | None = None) -> Result:
        def found() -> Result:
            setup = self._linters.of(document.path)
            if setup is None:
                return Result()
            draft = document.draft()
            report = known(setup, draft, counted or {})
            if isinstance(report, Report):
                return Result(report, setup)
            empty = Report(draft.path, setup.linter.profile.name, draft)
            return Result(empty, setup, complete=False, ask=report)

        return _guarded(document, found)

    def _meanwhile(self, document: Document, result: Result) -> Result:
        setup, draft, ask = _of(result)
        before = document.result.report

        def found() -> Result:
            counted: Counted = {}
            report = meanwhile(setup, draft, before, counted)
            return Result(report, setup, complete=False, ask=ask, counted=counted)

        return _guarded(document, found)

    def _begin(self, document: Document, result: Result) -> Begun:
        setup, draft, ask = _of(result)

        def found() -> Result:
            report = read(setup, draft, ask)
            return replace(result, report=report, complete=True) if report else result

        work = partial(_guarded, document, found)
        return Begun(document.looked, asyncio.get_running_loop().run_in_executor(self._pool, work))

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
                self._look_up(document)
                result = await begun.result
                document.begun = None
                if document.edition != begun.edition or document.settled.is_set():
                    continue
                counted = document.result.counted
                if not result.complete:
                    result = self._known(document, counted)
                if not result.complete:
                    document.result = replace(document.result, ask=result.ask)
                    continue
                self._show(document, result)
                if self.pulls and self.refreshes and document.told == begun.edition:
                    self.workspace_diagnostic_refresh(None)
        finally:
            document.begun = document.reading = None

    def _look_up(self, document: Document) -> None:
        """Look up in word lists what is being read; what goes wrong here goes wrong again, and is said, once it is."""
        result = document.result
        if result.setup is not None and result.ask is not None and not document.settled.is_set():
            with contextlib.suppress(Exception):
                result.setup.linter.look_up(result.ask.text)

    def _show(self, document: Document, result: Result) -> None:
        document.result = result
        if result.complete:
            document.settled.set()
            if result.trouble and result.trouble != document.trouble:
                self.say(result.trouble)
            document.trouble = result.trouble
        if not self.pulls:
            found = diagnostics(result.report, document.text, document.uri) if result.report else []
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(document.uri, found, document.version)
            )


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


def _of(result: Result) -> tuple[Setup, Draft, ReadRequest]:
    assert result.setup and result.report and result.report.draft and result.ask
    return result.setup, result.report.draft, result.ask


def _guarded(document: Document, work: Callable[[], Result]) -> Result:
    """What `work` gives, or what kept it from giving anything, in one message without words of the draft."""
    try:
        return work()
    except DraftError as error:
        return Result(trouble=f"{document.path.name}: {error}")
    except (FileError, FileErrors, ModelError) as error:
        return Result(trouble=f"pslint: {error}")
    except Exception as error:
        # Whatever it is, the server lives on; the words of the error may be those of the draft.
        return Result(trouble=f"{document.path.name}: pslint stumbled ({type(error).__name__}); please report it")
