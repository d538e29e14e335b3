"""Reads a draft from a file of any supported format.

Each format has one module with one function, `parse`, and is imported only when a draft of that format is read.
Formats of one kind share a signature: `parse(path, source)` for those that are text with markup, whose offsets are
those of the file; `parse(path, data)` for the binary ones, whose offsets are those of the text taken out of them.
"""

import stat
from collections.abc import Callable
from importlib import import_module
from pathlib import Path, PurePath
from typing import Final

from pslint.draft import Draft, DraftError

KINDS: Final[dict[str, tuple[str, ...]]] = {
    "text": (".txt",),
    "markdown": (".md", ".markdown"),
    "latex": (".tex", ".latex"),
    "rst": (".rst",),
    "docx": (".docx",),
    "odt": (".odt",),
    "pdf": (".pdf",),
}
"""Every kind of draft, and the file-name extensions that stand for it."""

OTHER_DOCUMENT: Final = "of a kind that pslint does not read; save it as .docx, .odt or .txt"
"""What is said of documents in other formats of word processors."""

MAX_BYTES: Final = 20 * 1024 * 1024
"""The largest file that is read, in bytes."""

_BINARY: Final = frozenset({"docx", "odt", "pdf"})
_OTHERS: Final = frozenset({".doc", ".rtf", ".pages", ".wpd", ".wps", ".gdoc"})
_BY_EXTENSION: Final = {extension: kind for kind, extensions in KINDS.items() for extension in extensions}
EXTENSIONS: Final = tuple(_BY_EXTENSION)
"""All file-name extensions of drafts."""

NO_DRAFT: Final = f"is not of a kind that pslint reads; it reads {', '.join(EXTENSIONS)}"
"""What is said of pictures, tables and other files that are no documents."""

_NO_DRAFTS: Final = frozenset(
    [
        *(".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic", ".heif", ".avif", ".psd"),
        *(".xls", ".xlsx", ".xlsm", ".ods", ".numbers", ".ppt", ".pptx", ".odp", ".key", ".mdb", ".accdb", ".msg"),
        *(".mp3", ".m4a", ".wav", ".flac", ".ogg", ".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm"),
        *(".zip", ".gz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".epub", ".mobi", ".exe", ".dmg", ".iso"),
    ]
)
"""Extensions of files whose bytes are never the text of a draft."""


def is_binary_kind(kind: str) -> bool:
    """Whether drafts of this kind are not text files."""
    return kind in _BINARY


def is_other_document(path: str) -> bool:
    """Whether a path's extension is that of a word processor's document that is not read."""
    return PurePath(path).suffix.lower() in _OTHERS


def read_draft(path: str, data: bytes, kind: str | None = None) -> Draft:
    """Parse the bytes of a draft.

    `path` is only a name: it goes into the draft, and its extension picks the format where `kind` is None (plain text
    where the extension says nothing). Raises DraftError, with one line that names neither the path nor the draft's
    words.
    """
    if kind is None:
        if is_other_document(path):
            raise DraftError(OTHER_DOCUMENT)
        if PurePath(path).suffix.lower() in _NO_DRAFTS:
            raise DraftError(NO_DRAFT)
        kind = kind_of(path)
    elif kind not in KINDS:
        raise DraftError(f"unknown format; use one of {', '.join(KINDS)}")
    if len(data) > MAX_BYTES:
        raise DraftError(_too_large())
    parse: Callable[[str, bytes | str], Draft] = import_module(f"pslint.formats.{kind}").parse
    if is_binary_kind(kind):
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


def kind_of(path: str) -> str:
    """The kind that a path's extension stands for; plain text where it says nothing."""
    return _BY_EXTENSION.get(PurePath(path).suffix.lower(), "text")


def parse_text(path: str, text: str, kind: str | None = None) -> Draft:
    """A draft from text that is already decoded; a binary format's extension in `path` means plain text here."""
    chosen = kind or kind_of(path)
    if chosen not in KINDS:
        raise DraftError(f"unknown format; use one of {', '.join(KINDS)}")
    parse: Callable[[str, str], Draft] = import_module(
        f"pslint.formats.{'text' if is_binary_kind(chosen) else chosen}"
    ).parse
    return parse(path, text)
