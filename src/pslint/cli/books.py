"""The rule book that a command works with: pslint's own rules, and the folders laid over them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import FileErrors
from ..places import builtin_folder
from ..settings.config import Configs
from .app import fail
from .plan import said

if TYPE_CHECKING:
    from ..rulebook import Rulebook

RulesOption = Annotated[
    list[Path] | None,
    typer.Option("--rules", metavar="DIR", help="A folder of your own rules, added to pslint's; may be repeated."),
]


def rulebook_here(folders: list[Path] | None) -> "Rulebook":
    """As `rulebook`; without folders, with those of the settings that hold in this folder."""
    return rulebook(folders or said(lambda: list(Configs().of(Path("draft")).settings.rules)))


def rulebook(folders: list[Path] | None) -> "Rulebook":
    """The rules with those of `folders` over them; ends the program with all that is wrong in their files."""
    # `check` takes the option from here, and rules only for a draft that has changed.
    from ..rulebook import load, load_builtin

    try:
        return load(builtin_folder(), folders) if folders else load_builtin()
    except FileErrors as errors:
        fail(str(errors).replace("\n", "\npslint: "))
