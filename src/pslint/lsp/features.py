"""What is done about each message of an editor."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from lsprotocol import types

from ..errors import FileError, FileErrors
from ..suppression.sidecar import add_ignores
from . import actions, outline
from .diagnostics import diagnostics
from .documents import Document, Result
from .hover import hover, page
from .server import Server

P = ParamSpec("P")
T = TypeVar("T")


def _safe(handler: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Coroutine[Any, Any, T | None]]:
    """The handler, with what it raises said without the words of a draft, which a traceback might hold."""

    @wraps(handler)
    async def safe(*arguments: P.args, **named: P.kwargs) -> T | None:
        try:
            return await handler(*arguments, **named)
        except Exception as error:
            server = arguments[0]
            assert isinstance(server, Server)
            server.editor.say(f"pslint stumbled ({type(error).__name__}); please report it")
            return None

    return safe


def make_server() -> Server:
    """A server that has still to be started."""
    server = Server()
    for method, handler in _HANDLERS.items():
        server.feature(method, _OPTIONS.get(method))(handler)
    for name, command in _COMMANDS.items():
        server.command(name)(command)
    return server


async def _initialize(ls: Server, params: types.InitializeParams) -> None:
    ls.begin(params)


@_safe
async def _initialized(ls: Server, params: types.InitializedParams) -> None:
    await ls.prepare()
    await ls.configuration.watch()


async def _shutdown(ls: Server, params: None) -> None:
    ls.ended = True


def _open(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    ls.schedule.start(ls.open(params.text_document))


def _change(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    document = ls.documents.find(params.text_document.uri)
    if document is not None:
        document.change(document.text.changed(params.content_changes), params.text_document.version)
        ls.schedule.start(document)


def _close(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    ls.close(params.text_document.uri)


@_safe
async def _configuration(ls: Server, params: types.DidChangeConfigurationParams) -> None:
    await ls.configure(params.settings)


@_safe
async def _files(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
    await ls.settings_changed()


@_safe
async def _pull(ls: Server, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
    document = ls.documents.find(params.text_document.uri)
    if document is None:
        return types.RelatedFullDocumentDiagnosticReport([])
    result = await ls.schedule.pull(document)
    identity = f"{document.edition}-{'all' if result.complete else 'counted'}"
    if params.previous_result_id == identity:
        return types.RelatedUnchangedDocumentDiagnosticReport(identity)
    found = diagnostics(result.report, document.text, document.uri) if result.report else []
    return types.RelatedFullDocumentDiagnosticReport(found, result_id=identity)


@_safe
async def _hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    document, result = await _known(ls, params.text_document.uri)
    if document is None or result.report is None:
        return None
    offset = document.text.offset(params.position)
    content = hover(result.report, offset, result.rules, markdown=ls.editor.markdown)
    return types.Hover(content) if content else None


@_safe
async def _actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    document, result = await _known(ls, params.text_document.uri)
    only = params.context.only
    if document is None or result.report is None or (only and types.CodeActionKind.QuickFix not in only):
        return []
    return actions.actions(document, result.report, result.rules, params.range)


@_safe
async def _symbols(ls: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    document, result = await _known(ls, params.text_document.uri)
    return outline.symbols(result.report, document.text) if document and result.report else []


@_safe
async def _folds(ls: Server, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    document, result = await _known(ls, params.text_document.uri)
    return outline.folds(result.report, document.text) if document and result.report else []


async def _known(ls: Server, uri: str) -> tuple[Document | None, Result]:
    document = ls.documents.find(uri)
    return document, await ls.schedule.complete(document) if document else Result()


@_safe
async def _ignore(ls: Server, uri: str, rule: str, start: int) -> None:
    """Enter a finding in the file beside its draft."""
    _, result = await _known(ls, uri)
    report = result.report
    if report is None or report.draft is None or not any(f.rule == rule and f.start == start for f in report.findings):
        ls.editor.say(f"pslint: {rule} is not there any more; nothing was written")
        return
    try:
        add_ignores(report.draft, rule, [start], None)
    except (FileError, FileErrors) as error:
        ls.editor.say(f"pslint: {error}")
    except OSError as error:
        ls.editor.say(f"pslint: the file beside the draft cannot be written ({error.strerror}); check its folder")
    else:
        await ls.settings_changed()


@_safe
async def _explain(ls: Server, rule: str) -> str | None:
    """Say why a rule exists; the result is its page."""
    found = ls.documents.rule(rule)
    if found is None:
        return None
    ls.window_show_message(types.ShowMessageParams(types.MessageType.Info, f"{found.id} {found.name}: {found.why}"))
    return page(found, markdown=ls.editor.markdown)


@_safe
async def _open_page(ls: Server, rule: str) -> None:
    """Open a rule's page in the browser, or say where it is."""
    found = ls.documents.rule(rule)
    window = ls.client_capabilities.window
    if found is None:
        return
    if window and window.show_document and window.show_document.support:
        await ls.window_show_document_async(types.ShowDocumentParams(found.url, external=True))
    else:
        ls.window_show_message(types.ShowMessageParams(types.MessageType.Info, found.url))


_HANDLERS: Final[dict[str, Callable[..., Any]]] = {
    types.INITIALIZE: _initialize,
    types.INITIALIZED: _initialized,
    types.SHUTDOWN: _shutdown,
    types.TEXT_DOCUMENT_DID_OPEN: _open,
    types.TEXT_DOCUMENT_DID_CHANGE: _change,
    types.TEXT_DOCUMENT_DID_CLOSE: _close,
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: _configuration,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: _files,
    types.TEXT_DOCUMENT_DIAGNOSTIC: _pull,
    types.TEXT_DOCUMENT_HOVER: _hover,
    types.TEXT_DOCUMENT_CODE_ACTION: _actions,
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: _symbols,
    types.TEXT_DOCUMENT_FOLDING_RANGE: _folds,
}
_OPTIONS: Final[dict[str, Any]] = {
    types.TEXT_DOCUMENT_DIAGNOSTIC: types.DiagnosticOptions(
        identifier="pslint", inter_file_dependencies=False, workspace_diagnostics=False
    ),
    types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions([types.CodeActionKind.QuickFix]),
}
_COMMANDS: Final[dict[str, Callable[..., Any]]] = {
    actions.IGNORE: _ignore,
    actions.EXPLAIN: _explain,
    actions.OPEN_PAGE: _open_page,
}
