"""A text file written whole or not at all; what is no file is written to."""

import os
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, text: str | Iterable[str], check: Callable[[Path], object] | None = None) -> None:
    """Put `text`, or its pieces, in the place of what `path` holds, its permissions kept; a link is written through.

    A pipe or a device is written to as the pieces come, not replaced.

    Raises OSError, or whatever making the pieces raises, with the file as it was.

    `check` is called with the new file before it takes the old one's place; what it raises stops that.
    """
    pieces = [text] if isinstance(text, str) else text
    # Before links are followed: /dev/stdout leads to a pipe that has no path of its own.
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="") as opened:
            opened.writelines(pieces)
        return
    # Beside the file itself, which a link may have on another disk: a file takes another's place on its own disk alone.
    path = path.resolve() if path.is_symlink() else path
    handle, name = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        made.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        if check is not None:
            check(made)
        made.replace(path)
    except BaseException:
        with suppress(OSError):
            made.unlink()
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
