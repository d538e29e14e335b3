"""The rule book that a command works with: pslint's own rules, and the folders laid over them."""

from pathlib import Path
from typing import Annotated

import typer

from ..rulebook import Rulebook, builtin_folder, load, load_builtin
from ..yamlfile import FileErrors
from .app import fail

RulesOption = Annotated[
    list[Path] | None,
    typer.Option("--rules", metavar="DIR", help="A folder of your own rules, added to pslint's; may be repeated."),
]


def rulebook(folders: list[Path] | None) -> Rulebook:
    """The rules with those of `folders` over them; ends the program with all that is wrong in their files."""
    try:
        return load(builtin_folder(), folders) if folders else load_builtin()
    except FileErrors as errors:
        fail(str(errors).replace("\n", "\npslint: "))
