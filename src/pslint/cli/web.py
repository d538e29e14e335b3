"""`pslint web`: the page, for this machine alone."""

from typing import Annotated

import typer

from ..errors import needs_extra
from .app import app, complain, fail
from .books import RulesOption, rulebook_here


@app.command()
def web(
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address.")] = False,
    rules: RulesOption = None,
) -> None:
    """Open a page to paste a draft into, or drop one on. Nothing is stored, nothing leaves this machine.

    Without --rules the folders of the settings that hold in this folder are used; no other setting is.

    The page's address, with the token of this run, is the one line on standard output. Ctrl-C ends it, and so does a
    button on the page.
    """
    try:
        from ..web.server import listen, serve
    except ImportError:
        fail(needs_extra("the page", "web"))
    import webbrowser
    from threading import Thread

    from ..web.answers import PageAnswers

    answers = PageAnswers(rulebook_here(rules))
    try:
        listening = listen(port)
    except OSError as error:
        fail(f"port {port} cannot be used ({error.strerror}); name another with --port, or none for a free one")

    def announce(address: str) -> None:
        typer.echo(address)
        complain("Ctrl-C, or the button on the page, ends this")
        if not no_browser:
            # A browser that takes the terminal over must not keep the server from starting.
            Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    try:
        serve(answers, listening, announce)
    except KeyboardInterrupt:
        raise typer.Exit from None
