"""`python -m pslint` is the `pslint` command."""

from .cli import main

main()
