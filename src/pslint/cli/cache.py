"""`pslint cache`: the memory of runs."""

from pathlib import Path
from typing import Annotated

import typer

from ..cache.store import clear, default_folder
from ..saying import plural
from .app import app, fail

cache_app = typer.Typer(help="The cache of runs: empty it.", no_args_is_help=True)
app.add_typer(cache_app, name="cache")

CacheOption = Annotated[
    Path | None,
    typer.Option("--cache-dir", metavar="DIR", envvar="PSLINT_CACHE_DIR", help="Where the cache of runs is."),
]


@cache_app.command("clear")
def clear_cache(cache_dir: CacheOption = None) -> None:
    """Delete what earlier runs have found; drafts are untouched."""
    folder = cache_dir or default_folder()
    try:
        count = clear(folder)
    except OSError as error:
        fail(f"{folder}: cannot be emptied ({error.strerror}); check its permissions")
    typer.echo(f"cleared {folder}: {plural(count, 'answer')}")
