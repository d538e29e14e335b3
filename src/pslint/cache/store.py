"""What was found in drafts before, so that one that has not changed is answered without being read again.

One small file an answer, named by a keyed hash of all that the answer depends on: the draft, the settings, the rules,
the model, this version. In it stand offsets and what the rules say, no words of a draft; the key is random and lies
beside them, for its owner alone, so that nobody can try drafts against the names without it. What is damaged, or was
made with another key, counts for nothing and is written anew.
"""

import json
import os
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

_KEY: Final = "key"
_KEY_BYTES: Final = 32
_ENTRIES: Final = "answers-1"
#: Settings with which drafts could be linted: apart, as they are no answers.
_SETTINGS: Final = "settings-1"
_MARKER: Final = "CACHEDIR.TAG"
#: The form of a marker by which back-up programs know a cache.
_TAG: Final = "Signature: 8a477f597d28d172789f06886806bc55\n# A cache of pslint; `pslint cache clear` empties it.\n"
#: Answers that nobody has asked for in so many seconds are deleted, by a look around once in so many.
_KEPT: Final = 30 * 86400
_LOOK: Final = 86400


def default_folder() -> Path:
    """Where this user's programs keep caches."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "pslint" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "pslint"
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    # A path that is not from the root is to be ignored, says the specification of that variable.
    return (given if given.is_absolute() else Path.home() / ".cache") / "pslint"


class Cache:
    """The answers in a folder; safe to use from several processes at once."""

    def __init__(self, folder: Path) -> None:
        """Make the folder ready; raises OSError."""
        self._entries, self._settings = folder / _ENTRIES, folder / _SETTINGS
        self._entries.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._key = _key(folder)
        self._tidy(folder / _MARKER)

    def name(self, parts: Iterable[bytes]) -> str:
        """The name of the answer that depends on these parts."""
        digest = blake2b(key=self._key, digest_size=24)
        for part in parts:
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
        return digest.hexdigest()

    def find(self, name: str) -> Any | None:
        """The answer of this name, None where there is none that can be trusted."""
        return self._read(self._entries / name[:2] / name[2:], name)

    def keep(self, name: str, answer: Any) -> None:
        """Write an answer whole or not at all; where that cannot be done, there is none."""
        self._write(self._entries / name[:2] / name[2:], name, answer)

    def find_settings(self, name: str) -> Any | None:
        """What was kept of the settings of this name, None where they are not known to be in order."""
        return self._read(self._settings / name[:2] / name[2:], name)

    def keep_settings(self, name: str, what: Any) -> None:
        """Write that these settings are in order, and what is to be known of them, as an answer is written."""
        self._write(self._settings / name[:2] / name[2:], name, what)

    def _read(self, path: Path, name: str) -> Any | None:
        try:
            seal, _, body = path.read_bytes().partition(b"\n")
            if seal != self._seal(name, body):
                return None
            found = json.loads(body)
            os.utime(path)
        except (OSError, ValueError):
            return None
        return found

    def _write(self, path: Path, name: str, what: Any) -> None:
        body = json.dumps(what, separators=(",", ":")).encode()
        with suppress(OSError):
            _write(path, self._seal(name, body) + b"\n" + body)

    def _seal(self, name: str, body: bytes) -> bytes:
        return blake2b(name.encode() + body, key=self._key, digest_size=16).hexdigest().encode()

    def _tidy(self, marker: Path) -> None:
        """Now and then, delete what nobody asks for any more."""
        now = time.time()
        with suppress(OSError):
            if marker.exists() and now - marker.stat().st_mtime < _LOOK:
                return
            _write(marker, _TAG.encode())
            for path in (*self._entries.glob("*/*"), *self._settings.glob("*/*")):
                with suppress(OSError):
                    if now - path.stat().st_mtime > _KEPT:
                        path.unlink()


def clear(folder: Path) -> int:
    """Delete all answers and the key, and nothing else; how many answers there were. Raises OSError."""
    answers = [*(folder / _ENTRIES).glob("*/*")]
    for path in answers:
        path.unlink(missing_ok=True)
    for path in (*(folder / _SETTINGS).glob("*/*"), folder / _KEY, folder / _MARKER):
        path.unlink(missing_ok=True)
    for kind in (folder / _ENTRIES, folder / _SETTINGS):
        for path in (*kind.glob("*"), kind):
            with suppress(OSError):
                path.rmdir()
    with suppress(OSError):
        folder.rmdir()
    return len(answers)


def stamp(folder: Path) -> bytes:
    """What changes when a file below a folder does: names, sizes and times of change."""
    found = []
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            # As text: a Path for each file takes longer than all else that a cached answer needs of the disk.
            path = f"{place}{os.sep}{name}"
            with suppress(FileNotFoundError):
                status = os.stat(path)  # noqa: PTH116
                found.append(f"{path.removeprefix(str(folder))} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(found).encode("utf-8", "surrogateescape")


def _key(folder: Path) -> bytes:
    """The folder's key; a new one where there is none, or none that can be used."""
    path = folder / _KEY
    with suppress(OSError):
        found = path.read_bytes()
        if len(found) == _KEY_BYTES:
            return found
    _write(path, os.urandom(_KEY_BYTES))
    return path.read_bytes()


def _write(path: Path, data: bytes) -> None:
    # Not for a run that is answered from the cache alone.
    import tempfile

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
