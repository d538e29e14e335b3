"""The editor at the other end: what it can do, and what it is told."""

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from .diagnostics import diagnostics
from .documents import Document


class Editor:
    """What an editor says that it can do, once it has begun, and messages to it."""

    def __init__(self, server: LanguageServer) -> None:
        self._server = server

    @property
    def pulls(self) -> bool:
        """Whether the editor asks for diagnostics; one that asks is not sent any, or would show them twice."""
        document = self._server.client_capabilities.text_document
        return document is not None and document.diagnostic is not None

    @property
    def refreshes(self) -> bool:
        """Whether it can be told to ask again."""
        workspace = self._server.client_capabilities.workspace
        return bool(workspace and workspace.diagnostics and workspace.diagnostics.refresh_support)

    @property
    def markdown(self) -> bool:
        """Whether it shows Markdown where the mouse rests."""
        document = self._server.client_capabilities.text_document
        known = document.hover.content_format if document and document.hover else None
        return types.MarkupKind.Markdown in (known or ())

    def say(self, message: str) -> None:
        """One message to the writer."""
        self._server.window_show_message(types.ShowMessageParams(types.MessageType.Error, message))

    def publish(self, document: Document) -> None:
        """Send what is known of a document, unless the editor asks for that itself."""
        if not self.pulls:
            report = document.result.report
            found = diagnostics(report, document.text, document.uri) if report else []
            self._server.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(document.uri, found, document.version)
            )

    def withdraw(self, uri: str) -> None:
        """Take back what was sent of a document, unless the editor asks for that itself."""
        if not self.pulls:
            self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def ask_again(self) -> None:
        """Tell an editor that asks for diagnostics to do so anew, if it can be told."""
        if self.pulls and self.refreshes:
            self._server.workspace_diagnostic_refresh(None)
