"""The editor's own settings: asked for, taken, and watched."""

import asyncio
from typing import Any, Final

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from ..errors import FileErrors
from .editor import Editor
from .linters import WATCHED, Linters

#: The editor's name for this server's settings.
SECTION: Final = "pslint"
#: How long an editor may take to say its settings, in seconds.
_PATIENCE: Final = 10


class Configuration:
    """Brings the editor's settings to the linters, and asks to be told of changes."""

    def __init__(self, server: LanguageServer, editor: Editor, linters: Linters) -> None:
        self._server = server
        self._editor = editor
        self._linters = linters

    def take(self, settings: Any) -> bool:
        """Take this server's part of an editor's settings; False where there is none."""
        own = settings.get(SECTION) if isinstance(settings, dict) else None
        if not isinstance(own, dict):
            return False
        try:
            self._linters.configure(own)
        except FileErrors as errors:
            self._editor.say(f"pslint: {errors}")
        return True

    async def ask(self) -> None:
        """Ask the editor for its settings, if it can be asked; raises TimeoutError where it does not answer."""
        workspace = self._server.client_capabilities.workspace
        if workspace and workspace.configuration:
            asked = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
            (own,) = await asyncio.wait_for(self._server.workspace_configuration_async(asked), _PATIENCE)
            self.take({SECTION: own})

    async def watch(self) -> None:
        """Ask to be told of changes of settings, in files and in the editor."""
        workspace = self._server.client_capabilities.workspace
        asked = []
        if workspace and workspace.did_change_watched_files and workspace.did_change_watched_files.dynamic_registration:
            watchers = [types.FileSystemWatcher(f"**/{name}") for name in WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            asked.append(types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options))
        if workspace and workspace.did_change_configuration and workspace.did_change_configuration.dynamic_registration:
            section = types.DidChangeConfigurationRegistrationOptions(SECTION)
            asked.append(types.Registration("settings", types.WORKSPACE_DID_CHANGE_CONFIGURATION, section))
        if asked:
            await self._server.client_register_capability_async(types.RegistrationParams(asked))
