"""The `pslint` command and what its subcommands share."""

import os
import shlex
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Annotated, Any, Final, NoReturn

import typer
from typer.core import TyperGroup
from typer.main import get_group

from .. import __version__
from ..errors import internal_error
from .plainly import plainly

#: The commands in the order of the help; the module of this name registers each.
_COMMANDS: Final = (
    "check",
    "baseline",
    "explain",
    "compare",
    "export",
    "ignore",
    "lsp",
    "profiles",
    "web",
    "rules",
    "cache",
    "grammar",
    "config",
    "facts",
)


class _Commands(TyperGroup):
    """Imports the module of the command that is called; all of them only for the help and for a name that is none."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The options before the command's name."""
        return plainly(super().get_params(ctx))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name, None where there is none."""
        self._import(*([cmd_name] if cmd_name in _COMMANDS else _COMMANDS))
        return super().get_command(ctx, cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first word names; where that names a draft or a folder instead, what was meant."""
        # Of what may not be looked at, os.path says that it is not there where pathlib raises.
        if not ctx.resilient_parsing and self.get_command(ctx, args[0]) is None and os.path.exists(args[0]):  # noqa: PTH110
            fail(f"{args[0]}: is no command; did you mean `pslint check {shlex.join(args)}`?")
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:
        """All commands."""
        self._import(*_COMMANDS)
        return [*_COMMANDS]

    def invoke(self, ctx: Any) -> Any:
        """Run the command; what stops it is one line and exit code 2, with no words of a draft in it."""
        if sys.stdout is None:
            fail("standard output is closed; leave it open, or name a file with --output-file")
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            nobody_reads()
            raise typer.Exit from None
        except OSError as error:
            fail(f"cannot go on ({error.strerror or type(error).__name__}); free some room, or name another file")
        except Exception as error:
            if type(error).__module__.startswith(("typer", "click")):
                raise
            fail(f"{internal_error(error)}; please report that")

    def _import(self, *names: str) -> None:
        missing = [name for name in names if name not in self.commands]
        for name in missing:
            import_module(f".{name}", __package__)
        if missing:
            self.commands.update(get_group(app).commands)


app = typer.Typer(
    name="pslint",
    cls=_Commands,
    help="Lint the few sentences of a residency application that explain a failed exam.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def nobody_reads() -> None:
    """Print no more: who reads our output may stop early (`pslint check … | head`), and that is no error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def fail(message: str) -> NoReturn:
    """Say what could not be done, and end with exit code 2."""
    complain(message)
    raise typer.Exit(2)


def complain(message: str) -> None:
    """One error on stderr."""
    typer.echo(f"pslint: {message}", err=True)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"pslint {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Lint the few sentences of a residency application that explain a failed exam."""
    # A terminal or a pipe may know fewer characters than a rule's page has; none may end the run.
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
