"""The server itself: what editors ask, on standard input and output or one connection from this machine."""

from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcMethodNotFound
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from .. import __version__
from .configuration import Configuration
from .documents import Document, Documents
from .editor import Editor
from .linters import Linters
from .schedule import Schedule


class Server(LanguageServer):
    """One editor, its settings and its documents. `ended` once the editor has asked for the end."""

    def __init__(self) -> None:
        super().__init__("pslint", __version__)
        self.ended = False
        self.editor = Editor(self)
        self.documents = Documents()
        self._linters = Linters()
        self.configuration = Configuration(self, self.editor, self._linters)
        self.schedule = Schedule(self._linters, self.editor)
        # Texts are kept here alone; see text.py.
        for method in (types.TEXT_DOCUMENT_DID_OPEN, types.TEXT_DOCUMENT_DID_CHANGE, types.TEXT_DOCUMENT_DID_CLOSE):
            del self.protocol.fm.builtin_features[method]

    def report_server_error(self, error: Exception, source: type[Exception]) -> None:
        """What went wrong outside any document, without the words of one; an unknown method has its answer."""
        if not isinstance(error, JsonRpcMethodNotFound):
            self.editor.say(f"pslint stumbled over a message from the editor ({type(error).__name__})")

    def shutdown(self) -> None:
        """End what is being read."""
        self.schedule.shutdown()
        super().shutdown()  # type: ignore[no-untyped-call]

    def begin(self, params: types.InitializeParams) -> None:
        """Take the folder and the settings that the editor starts with."""
        uri = params.workspace_folders[0].uri if params.workspace_folders else params.root_uri
        root = to_fs_path(uri) if uri else params.root_path
        if root:
            self._linters.root = Path(root)
        self.configuration.take(params.initialization_options)

    async def prepare(self) -> None:
        """Take the editor's settings and load what reading needs; documents wait for that."""
        try:
            await self.configuration.ask()
        except Exception as error:
            # An editor that does not answer is no reason not to lint with the settings of files.
            name = type(error).__name__
            self.editor.say(f"pslint has not got the editor's settings ({name}); those of files hold")
        await self.schedule.prepare()

    async def configure(self, settings: Any = None) -> None:
        """Take new settings: those that came with the message, or else those that the editor gives when asked."""
        # What is being loaded is loaded by the settings before these.
        await self.schedule.ready.wait()
        if not self.configuration.take(settings):
            await self.configuration.ask()
        await self.settings_changed()

    async def settings_changed(self) -> None:
        """Read settings anew, and lint all documents anew."""
        await self.schedule.ready.wait()
        self._linters.forget()
        for document in self.documents:
            document.renew()
        for document in list(self.documents):
            await self.schedule.refresh(document)
        self.editor.ask_again()

    def open(self, item: types.TextDocumentItem) -> Document:
        """Take a document that was opened."""
        encoding = types.PositionEncodingKind(self.workspace.position_encoding or "utf-16").value
        return self.documents.open(item, encoding)

    def close(self, uri: str) -> None:
        """Forget a document and take back what was shown of it."""
        if self.documents.close(uri):
            self.editor.withdraw(uri)
