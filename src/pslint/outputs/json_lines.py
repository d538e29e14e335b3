"""One JSON object a line: each finding as in the JSON report, with the path of its draft and the profile."""

import json
from collections.abc import Iterator

from . import Run, View
from .json import files
from .select import Tally


def render(run: Run, view: View) -> Iterator[str]:
    """The run; a draft that was not read is a line with `error`. Without either, one empty line."""
    said = False
    for file in files(run, Tally(view)):
        about = {"path": file["path"], "profile": file["profile"]}
        for line in [{"error": file["error"]}] if "error" in file else file["findings"]:
            said = True
            yield json.dumps(about | line, ensure_ascii=False) + "\n"
    if not said:
        yield "\n"
