"""Reads a draft from a file of any supported format.

`kinds` tells which there are. Each has one module with one function, `parse`, and is imported only when a draft of that
kind is read. `parse(path, source)` of those that are text keeps the offsets of the file; those of `parse(path, data)`,
of the binary ones, are offsets of the text taken out of it.
"""

import stat
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final

from pslint.draft import Draft, DraftError
from pslint.formats.kinds import KINDS, NO_DRAFT, OTHER_DOCUMENT, is_never_text, is_other_document, kind_of

MAX_BYTES: Final = 20 * 1024 * 1024
"""The largest file that is read, in bytes."""


def read_draft(path: str, data: bytes, kind: str | None = None) -> Draft:
    """Parse the bytes of a draft.

    `path` is only a name: it goes into the draft, and its extension picks the format where `kind` is None (plain text
    where the extension says nothing). Raises DraftError, with one line that names neither the path nor the draft's
    words.
    """
    if kind is None:
        if is_other_document(path):
            raise DraftError(OTHER_DOCUMENT)
        if is_never_text(path):
            raise DraftError(NO_DRAFT)
        kind = kind_of(path)
    elif kind not in KINDS:
        raise DraftError(f"unknown format; use one of {', '.join(KINDS)}")
    if len(data) > MAX_BYTES:
        raise DraftError(_too_large())
    parse: Callable[[str, bytes | str], Draft] = import_module(f"pslint.formats.{kind}").parse
    if KINDS[kind].binary:
        return parse(path, data)
    from pslint.formats.decode import decode

    return parse(path, decode(data))


def load(path: Path | str, kind: str | None = None) -> Draft:
    """Read and parse the draft in a regular file of at most MAX_BYTES; raises DraftError as `read_draft` does."""
    return read_draft(str(path), _read(Path(path)), kind)


def _read(path: Path) -> bytes:
    try:
        # Before it is opened: the opening of a FIFO that nobody writes to would never return.
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise DraftError("is a directory; name a file that holds a draft")
        if not stat.S_ISREG(mode):
            raise DraftError("not a regular file; name a file that holds a draft")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise DraftError("no such file; check the name") from None
    except PermissionError:
        raise DraftError("not readable; check its permissions") from None
    except ValueError:
        raise DraftError("not a valid file name; check the name") from None
    except OSError as error:
        raise DraftError(f"not readable ({error.strerror or 'input error'}); check the file") from None
    if len(data) > MAX_BYTES:
        raise DraftError(_too_large())
    return data


def _too_large() -> str:
    return f"larger than {MAX_BYTES // (1024 * 1024)} MB; a draft is smaller: check that this is the right file"


def parse_text(path: str, text: str, kind: str | None = None) -> Draft:
    """A draft from text that is already decoded; a binary format's extension in `path` means plain text here."""
    chosen = kind or kind_of(path)
    if chosen not in KINDS:
        raise DraftError(f"unknown format; use one of {', '.join(KINDS)}")
    parse: Callable[[str, str], Draft] = import_module(
        f"pslint.formats.{'text' if KINDS[chosen].binary else chosen}"
    ).parse
    return parse(path, text)
