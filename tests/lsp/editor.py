"""An editor without a screen: a real client of the protocol, and the real server in a process of its own."""

import re
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Union

from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, LanguageClient, register_lsp_features

from ..command import clean_environment

_LINE_END = re.compile(r"\r\n|\r|\n")


def capabilities(
    *, encodings: Sequence[str] = (), pull: bool = False, refresh: bool = False, markdown: bool = True
) -> types.ClientCapabilities:
    """What an editor can do, by default what all can."""
    formats = [types.MarkupKind.Markdown] if markdown else [types.MarkupKind.PlainText]
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(
            position_encodings=[types.PositionEncodingKind(name) for name in encodings] or None
        ),
        window=types.WindowClientCapabilities(show_document=types.ShowDocumentClientCapabilities(support=True)),
        workspace=types.WorkspaceClientCapabilities(
            configuration=True,
            diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=refresh) if pull else None,
        ),
        text_document=types.TextDocumentClientCapabilities(
            hover=types.HoverClientCapabilities(content_format=formats),
            code_action=types.CodeActionClientCapabilities(
                code_action_literal_support=types.ClientCodeActionLiteralOptions(
                    types.ClientCodeActionKindOptions([types.CodeActionKind.QuickFix])
                )
            ),
            document_symbol=types.DocumentSymbolClientCapabilities(hierarchical_document_symbol_support=True),
            diagnostic=types.DiagnosticClientCapabilities() if pull else None,
        ),
    )


def _converter() -> Any:
    """pygls's own, which takes an action that has a command for the command."""
    converter = default_converter()  # type: ignore[no-untyped-call]

    def either(data: Any, _: Any) -> Any:
        return converter.structure(data, types.Command if isinstance(data.get("command"), str) else types.CodeAction)

    converter.register_structure_hook(types.Command | types.CodeAction, either)
    converter.register_structure_hook(Union[types.Command, types.CodeAction], either)  # noqa: UP007
    return converter


class Editor:
    """One editor with its server; `published` holds all diagnostics that came in, in order."""

    def __init__(self, client: LanguageClient, encoding: str) -> None:
        self.client = client
        self.encoding = encoding
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.published: list[types.PublishDiagnosticsParams] = []

    def open(self, path: Path, text: str, language: str = "plaintext") -> str:
        """Open a document; its text need not be that of the file."""
        uri = path.as_uri()
        self.texts[uri], self.versions[uri] = text, 1
        item = types.TextDocumentItem(uri, language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def edit(self, uri: str, start: int, end: int, text: str) -> None:
        """Put a text in the place of some code points."""
        place = types.Range(self.position(uri, start), self.position(uri, end))
        self._change(uri, types.TextDocumentContentChangePartial(place, text))
        old = self.texts[uri]
        self.texts[uri] = old[:start] + text + old[end:]

    def swap(self, uri: str, words: str, others: str) -> None:
        """Put words in the place of others, which stand there once."""
        assert self.texts[uri].count(words) == 1
        start = self.texts[uri].index(words)
        self.edit(uri, start, start + len(words), others)

    def rewrite(self, uri: str, text: str) -> None:
        """Send the whole text anew."""
        self._change(uri, types.TextDocumentContentChangeWholeDocument(text))
        self.texts[uri] = text

    def position(self, uri: str, offset: int) -> types.Position:
        """A code point as this editor counts."""
        starts = [0, *(match.end() for match in _LINE_END.finditer(self.texts[uri]))]
        line = max(index for index, start in enumerate(starts) if start <= offset)
        before = self.texts[uri][starts[line] : offset]
        codec, size = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}[self.encoding]
        return types.Position(line, len(before.encode(codec)) // size)

    def at(self, uri: str, words: str) -> types.Position:
        """Where words begin."""
        return self.position(uri, self.texts[uri].index(words))

    async def settled(self, uri: str) -> list[types.Diagnostic]:
        """The diagnostics once all has been read; an answer about passages comes after them."""
        await self.symbols(uri)
        shown = [params for params in self.published if params.uri == uri]
        assert shown[-1].version == self.versions[uri]
        return list(shown[-1].diagnostics)

    async def symbols(self, uri: str) -> list[types.DocumentSymbol]:
        """The passages."""
        asked = types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
        found: Any = await self.client.text_document_document_symbol_async(asked)
        return list(found)

    async def hover(self, uri: str, words: str) -> str | None:
        """What is shown where the mouse rests on the first of these words."""
        asked = types.HoverParams(types.TextDocumentIdentifier(uri), self.at(uri, words))
        found: Any = await self.client.text_document_hover_async(asked)
        return found and str(found.contents.value)

    async def actions(self, uri: str, words: str) -> list[types.CodeAction]:
        """What can be done about the words."""
        place = types.Range(self.at(uri, words), self.at(uri, words))
        asked = types.CodeActionParams(types.TextDocumentIdentifier(uri), place, types.CodeActionContext([]))
        found: Any = await self.client.text_document_code_action_async(asked)
        return list(found)

    async def run(self, action: types.CodeAction) -> Any:
        """Do what an action says: make its edit, or have the server run its command."""
        if action.edit is not None:
            assert action.edit.changes is not None
            for uri, edits in action.edit.changes.items():
                for edit in edits:
                    self._change(uri, types.TextDocumentContentChangePartial(edit.range, edit.new_text))
            return None
        assert action.command is not None
        asked = types.ExecuteCommandParams(action.command.command, action.command.arguments)
        return await self.client.workspace_execute_command_async(asked)

    async def pull(self, uri: str, previous: str | None = None) -> Any:
        """Ask for the diagnostics."""
        asked = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri), previous_result_id=previous)
        return await self.client.text_document_diagnostic_async(asked)

    @property
    def said(self) -> list[str]:
        """The messages to the writer so far."""
        return [message.message for message in self.client.messages]

    def _change(self, uri: str, change: types.TextDocumentContentChangeEvent) -> None:
        self.versions[uri] += 1
        version = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(version, [change]))


@asynccontextmanager
async def an_editor(
    root: Path, able: types.ClientCapabilities | None = None, settings: dict[str, Any] | None = None
) -> AsyncIterator[Editor]:
    """An editor that has a folder open; `settings` are what it answers when asked for its own."""
    client = LanguageClient(converter_factory=_converter, configuration={"": {"pslint": settings}})
    found: list[Editor] = []

    def publish(params: types.PublishDiagnosticsParams) -> None:
        found[0].published.append(params)

    own = {types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: publish}
    register_lsp_features(client, DEFAULT_CLIENT_FEATURES | own)
    await client.start_io(sys.executable, "-m", "pslint", "lsp", env=clean_environment(), cwd=root)
    editor = Editor(client, "utf-16")
    found.append(editor)
    answer = await client.initialize_session(
        types.InitializeParams(able or capabilities(), root_uri=root.as_uri(), process_id=None)
    )
    editor.encoding = types.PositionEncodingKind(answer.capabilities.position_encoding or "utf-16").value
    try:
        yield editor
    finally:
        await client.shutdown_session()
        await client.stop()  # type: ignore[no-untyped-call]
