"""The `pslint` command and what its subcommands share."""

from typing import Annotated, NoReturn

import typer

app = typer.Typer(
    name="pslint",
    help="Lint the few sentences of a residency application that explain a failed exam.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
rules_app = typer.Typer(help="The rules: list them, show one, run their examples.", no_args_is_help=True)
app.add_typer(rules_app, name="rules")


def fail(message: str) -> NoReturn:
    """Say what could not be done, and end with exit code 2."""
    complain(message)
    raise typer.Exit(2)


def complain(message: str) -> None:
    """One error on stderr."""
    typer.echo(f"pslint: {message}", err=True)


def _version(asked: bool) -> None:
    if asked:
        from .. import __version__

        typer.echo(f"pslint {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Lint the few sentences of a residency application that explain a failed exam."""


from . import baseline, cache, check, compare, config, explain, export, facts, ignore, lsp, profiles, rules, web  # noqa: E402, F401  (each registers its commands)
