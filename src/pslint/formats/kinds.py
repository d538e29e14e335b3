"""What kinds of drafts there are, and what is true of each; whoever needs to know asks here."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Final, Literal

#: Those that are text files, for what checks a value by its type; KINDS says the rest of them.
TextKind = Literal["text", "markdown", "latex", "rst"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of draft: the file-name extensions that stand for it, in lower case, and how its files are read.

    `binary` files are no text; their words are taken out of them. `comment` is how a comment is written, with {} for
    its words, None where there are none; one that is `inline` may stand behind words, any other has lines of its own.
    """

    extensions: tuple[str, ...]
    binary: bool = False
    comment: str | None = None
    inline: bool = False


KINDS: Final = {
    "text": Kind((".txt",)),
    "markdown": Kind((".md", ".markdown"), comment="<!-- {} -->", inline=True),
    "latex": Kind((".tex", ".latex"), comment="% {}"),
    "rst": Kind((".rst",), comment=".. {}\n"),
    "docx": Kind((".docx",), binary=True),
    "odt": Kind((".odt",), binary=True),
    "pdf": Kind((".pdf",), binary=True),
}
"""Every kind of draft, by name."""

_BY_EXTENSION: Final = {extension: name for name, kind in KINDS.items() for extension in kind.extensions}
EXTENSIONS: Final = tuple(_BY_EXTENSION)
"""All file-name extensions of drafts."""

OTHER_DOCUMENT: Final = "of a kind that pslint does not read; save it as .docx, .odt or .txt"
"""What is said of documents in other formats of word processors."""

NO_DRAFT: Final = f"is not of a kind that pslint reads; it reads {', '.join(EXTENSIONS)}"
"""What is said of pictures, tables and other files that are no documents."""

_OTHER_DOCUMENTS: Final = frozenset({".doc", ".rtf", ".pages", ".wpd", ".wps", ".gdoc"})
_NO_DRAFTS: Final = frozenset(
    [
        *(".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic", ".heif", ".avif", ".psd"),
        *(".xls", ".xlsx", ".xlsm", ".ods", ".numbers", ".ppt", ".pptx", ".odp", ".key", ".mdb", ".accdb", ".msg"),
        *(".mp3", ".m4a", ".wav", ".flac", ".ogg", ".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm"),
        *(".zip", ".gz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".epub", ".mobi", ".exe", ".dmg", ".iso"),
    ]
)


def kind_of(path: str) -> str:
    """The kind that a path's extension stands for; plain text where it says nothing."""
    return _BY_EXTENSION.get(_extension(path), "text")


def is_draft_name(path: str) -> bool:
    """Whether a path's extension is that of a draft."""
    return _extension(path) in _BY_EXTENSION


def is_other_document(path: str) -> bool:
    """Whether a path's extension is that of a word processor's document that is not read."""
    return _extension(path) in _OTHER_DOCUMENTS


def is_never_text(path: str) -> bool:
    """Whether a path's extension is that of files whose bytes are never the text of a draft."""
    return _extension(path) in _NO_DRAFTS


def _extension(path: str) -> str:
    return PurePath(path).suffix.lower()
