"""The command line: one module a command."""

from .. import heap
from .app import app


def main() -> None:
    """Run the `pslint` command."""
    heap.loading()
    app()
