"""One JSON object a line: each finding as in the JSON report, with the path of its draft and the profile."""

import json

from ..findings import Run
from . import View
from .json import as_data


def render(run: Run, view: View) -> str:
    """The run; a draft that was not read is a line with `error`. Without either, one empty line."""
    lines = []
    for file in as_data(run, view)["files"]:
        about = {"path": file["path"], "profile": file["profile"]}
        if "error" in file:
            lines.append(about | {"error": file["error"]})
        lines += [about | finding for finding in file["findings"]]
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n"
