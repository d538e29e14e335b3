"""What can be wrong outside a draft: in a file of rules or settings, or with the model; and hints at right names.

Apart from what reads such files, so that a run that reads none loads none of it.
"""

import sys
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

KeyPath = tuple[str | int, ...]


class ModelError(Exception):
    """The model cannot be loaded: one line that says why and what to do."""


class UnknownRule(ValueError):  # noqa: N818  (what it is about, as the standard library's own)
    """A word that names no rule: one line with the nearest one that does."""


class FileError(Exception):
    """What is wrong in a file of rules or settings: one line that names file, line and key."""

    def __init__(self, path: Path, message: str, line: int | None = None, key: str | None = None) -> None:
        place = f"{path}:{line}" if line else f"{path}"
        text = f"{place}: {key}: {message}" if key else f"{place}: {message}"
        super().__init__(" ".join(text.split()))
        self.path = path
        self.message = message
        self.line = line
        self.key = key

    def __reduce__(self) -> tuple[type["FileError"], tuple[Path, str, int | None, str | None]]:
        """Rebuild from its parts, so that the error survives the way back from a worker process."""
        return type(self), (self.path, self.message, self.line, self.key)


class FileErrors(Exception):  # noqa: N818  (several of the error above)
    """All that is wrong in a set of files."""

    def __init__(self, errors: list[FileError]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors

    def __reduce__(self) -> tuple[type["FileErrors"], tuple[list[FileError]]]:
        """Rebuild from its parts, as each of them does."""
        return type(self), (self.errors,)


class Located(Protocol):
    """A file that can say where in it something is wrong."""

    def error(self, message: str, key: KeyPath = ()) -> FileError:
        """An error at a key."""
        ...


def needs_extra(what: str, extra: str) -> str:
    """What to say where the packages of an extra are missing; the path says into which environment they go."""
    return f"{what} needs an extra: {sys.executable} -m pip install 'pslint[{extra}]' (in a checkout '.[{extra}]')"


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint at the nearest right name, or nothing."""
    close = get_close_matches(word, list(known), 1, 0.5)
    return f"; did you mean {close[0]!r}?" if close else ""


def internal_error(error: Exception) -> str:
    """What to say of an error that is pslint's own: its kind and its place, as its words may be the draft's."""
    from traceback import extract_tb

    last = extract_tb(error.__traceback__)[-1]
    return f"pslint stumbled over it ({type(error).__name__}, {Path(last.filename).name} line {last.lineno})"
