"""The command line: one module a command."""

import sys

from .. import heap
from .app import app


def main() -> None:
    """Run the `pslint` command."""
    heap.loading()
    # A reader of our output may stop early (`pslint check … | head`): that is no error.
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
