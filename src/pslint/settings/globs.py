"""Globs of paths, as in the settings: `drafts/**/*.md`, `old`, `*.tex`."""

import os
import re
from functools import cache
from pathlib import Path

_PIECE = re.compile(r"(\*\*/|\*\*|\*|\?|\[[^\]/]+\])")
_MEANS = {"**/": "(?:.+/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def matches(pattern: str, path: Path, folder: Path) -> bool:
    """Whether a path, or a folder above it, fits a glob that is seen from `folder`.

    A pattern without a slash fits a name at any depth; `**` stands for any number of folders. One that begins with the
    root is seen from there.
    """
    here, base = Path(os.path.abspath(path)), Path(os.path.abspath(folder))  # noqa: PTH100  (resolve() fails on loops)
    seen = here.is_relative_to(base) and not Path(pattern).is_absolute()
    shown = here.relative_to(base) if seen else here
    return bool(compiled(pattern).fullmatch(shown.as_posix()))


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The glob as a regular expression on a path with slashes; raises ValueError where it is none."""
    body = pattern.removeprefix("./").rstrip("/")
    if re.search(r"\{.*\}", body):
        raise ValueError(f"{pattern!r}: braces mean nothing here; write one pattern for each of them")
    if not body:
        raise ValueError("an empty glob fits nothing; write a name or a pattern such as old/**")
    parts = (_MEANS.get(piece) or _plain(piece) for piece in _PIECE.split(body))
    anywhere = "" if "/" in pattern.rstrip("/") else "(?:.*/)?"
    try:
        return re.compile(f"{anywhere}{''.join(parts)}(?:/.*)?", re.DOTALL)
    except re.error:
        raise ValueError(f"{pattern!r} is no glob; write a name or a pattern such as old/**") from None


def _plain(piece: str) -> str:
    if piece.startswith("[") and piece.endswith("]"):
        inner = piece[1:-1].replace("\\", "\\\\")
        return f"[^{inner[1:]}]" if inner.startswith("!") else f"[{inner}]"
    return re.escape(piece)
