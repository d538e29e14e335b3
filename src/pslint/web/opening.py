"""Opens a file that was dropped on the page, in a process of its own that can be ended when it takes too long."""

import json
import subprocess
import sys
from dataclasses import dataclass

from ..draft import Draft, DraftError
from ..formats import read_draft
from ..formats.kinds import EXTENSIONS, KINDS, NO_DRAFT


@dataclass(frozen=True)
class Opened:
    """The text of a file, its line ends as a browser has them, and the format that the text is in from now on."""

    text: str
    kind: str


def open_file(extension: str, data: bytes, seconds: float) -> Opened:
    """The text of a file with this extension; raises DraftError, also where it takes longer than `seconds`."""
    if extension not in EXTENSIONS:
        raise DraftError(NO_DRAFT)
    # -P: a module that lies in the folder where pslint was started is not taken for one of Python's.
    command = [sys.executable, "-P", "-m", __name__, extension]
    try:
        ran = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise DraftError("takes too long to open; save it again, or paste the text instead") from None
    if ran.returncode:
        raise DraftError("could not be opened; save it again, or paste the text instead")
    answer = json.loads(ran.stdout)
    if "error" in answer:
        raise DraftError(answer["error"])
    return Opened(**answer)


def _text(draft: Draft) -> str:
    """A text format's source, and of the others the paragraphs, a blank line between them."""
    if not KINDS[draft.kind].binary:
        return draft.source.replace("\r\n", "\n").replace("\r", "\n")
    parts = [draft.prose[block.start : block.end] for block in draft.blocks]
    if draft.counted_in == "page":
        parts = [" ".join(part.split()) for part in parts]
    return "\n\n".join(parts)


def main(extension: str) -> None:
    """Read the file's bytes from standard input, and write what was found to standard output as JSON."""
    try:
        draft = read_draft(f"draft{extension}", sys.stdin.buffer.read())
        answer = {"text": _text(draft), "kind": "text" if KINDS[draft.kind].binary else draft.kind}
    except DraftError as error:
        answer = {"error": str(error)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
