"""What commands that list something share: the two ways of printing it."""

import json
import sys
from enum import StrEnum
from typing import Annotated, Any

import typer


class Listing(StrEnum):
    """How a list is printed."""

    text = "text"
    json = "json"


ListingOption = Annotated[Listing, typer.Option("--output-format", "--format", help="As text, or as JSON.")]


def print_json(data: Any) -> None:
    """Print data for programs, which read UTF-8 whatever a terminal would take."""
    sys.stdout.buffer.write(json.dumps(data, indent=2, ensure_ascii=False).encode("utf-8") + b"\n")
    sys.stdout.flush()
