"""`pslint lsp`: the language server that editors start."""

from typing import Annotated

import typer

from ..errors import needs_extra
from .app import app, fail


@app.command()
def lsp(
    tcp: Annotated[
        int | None,
        typer.Option("--tcp", metavar="PORT", min=0, max=65535, help="Wait for one connection to 127.0.0.1."),
    ] = None,
) -> None:
    """Lint in an editor: speak the Language Server Protocol on standard input and output.

    The editor starts this command itself; see docs/editors.md.
    """
    try:
        from ..lsp.serve import run
    except ImportError:
        fail(needs_extra("the language server", "lsp"))
    try:
        raise typer.Exit(run(tcp))
    except OSError as error:
        fail(f"--tcp {tcp}: this port cannot be had ({error.strerror}); name another, or 0 for any")
