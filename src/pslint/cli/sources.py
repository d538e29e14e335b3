"""Which drafts the named paths stand for."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..draft import Draft
from ..formats import KINDS, load, read_draft

STDIN = "-"
_EXTENSIONS = {extension for extensions in KINDS.values() for extension in extensions}


@dataclass(frozen=True)
class Source:
    """A draft still to be read: its name as shown, and where it is."""

    name: str
    path: Path | None

    def read(self, kind: str | None) -> Draft:
        """The draft; raises DraftError."""
        if self.path is None:
            return read_draft(self.name, sys.stdin.buffer.read(), kind)
        return load(self.path, kind)


def expand(names: list[str], stdin_name: str) -> Iterator[Source | str]:
    """Each draft once, in the order named, folders by path; a string is an error about a name."""
    seen: set[str] = set()
    for name in names:
        if name == STDIN:
            yield Source(stdin_name, None)
            continue
        path = Path(name)
        if not path.is_dir():
            found = [path]
        else:
            found = sorted(p for p in _walk(path) if p.suffix.lower() in _EXTENSIONS)
            if not found:
                yield f"{name}: no drafts here; pslint reads {', '.join(sorted(_EXTENSIONS))}"
        for item in found:
            if str(item) not in seen:
                seen.add(str(item))
                yield Source(str(item), item)


def _walk(folder: Path) -> Iterator[Path]:
    """Files below a folder, hidden ones left out; links to folders are not followed, so a loop ends."""
    try:
        items = sorted(folder.iterdir())
    except OSError:
        return
    for item in items:
        if item.name.startswith("."):
            continue
        if item.is_dir():
            if not item.is_symlink():
                yield from _walk(item)
        else:
            yield item
