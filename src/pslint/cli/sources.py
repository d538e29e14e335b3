"""Which drafts the named paths stand for."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from os.path import abspath, isdir, islink
from pathlib import Path

from ..draft import Draft, DraftError
from ..formats import MAX_BYTES, load, read_draft
from ..formats.kinds import EXTENSIONS, OTHER_DOCUMENT, is_draft_name, is_other_document

STDIN = "-"


@dataclass(frozen=True)
class Source:
    """A draft still to be read: its name as shown, and where it is, or what came in on standard input."""

    name: str
    path: Path | None = None
    data: bytes = b""

    def read(self, kind: str | None) -> Draft:
        """The draft; raises DraftError."""
        return read_draft(self.name, self.data, kind) if self.path is None else load(self.path, kind)


@dataclass(frozen=True)
class SkippedFile:
    """A document of a folder that is not read, and why."""

    name: str
    reason: str


def read_stdin() -> bytes:
    """What comes in on standard input, and of what is too large for a draft no more than shows it.

    Raises DraftError where nothing can be read from it.
    """
    if sys.stdin is None:
        raise DraftError("standard input is closed; leave it open, or name a file")
    try:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        raise DraftError(f"not readable ({error.strerror}); name a file") from None


def expand(
    names: list[str], stdin_name: str, excluded: Callable[[Path], bool], *, force: bool = False
) -> Iterator[Source | SkippedFile | str]:
    """Each draft once, in the order named, folders by path; a string is an error about a name.

    `excluded` drafts of a folder are left out; those that were named themselves only with `force`.
    """
    seen: set[str] = set()
    for name in names:
        if name == STDIN:
            if STDIN not in seen:
                seen.add(STDIN)
                try:
                    yield Source(stdin_name, data=read_stdin())
                except DraftError as error:
                    yield f"{stdin_name}: {error}"
            continue
        path = Path(name)
        # Of what may not be looked at, os.path says that it is no folder where pathlib raises; reading it says why.
        if isdir(path):  # noqa: PTH112
            closed: list[str] = []
            every = sorted(_walk(path, closed))
            found = [p for p in every if is_draft_name(p.name)]
            yield from closed
            for item in every:
                if is_other_document(item.name) and not excluded(item):
                    yield SkippedFile(str(item), OTHER_DOCUMENT)
            if not found and not closed:
                yield f"{name}: no drafts here; pslint reads {', '.join(sorted(EXTENSIONS))}"
            kept = [item for item in found if not excluded(item)]
            if found and not kept:
                yield f"{name}: the settings exclude every draft here; see `pslint config show {name}`"
        else:
            kept = [] if force and excluded(path) else [path]
        for item in kept:
            # By one name or another; resolve() fails on loops.
            place = abspath(item)  # noqa: PTH100
            if place not in seen:
                seen.add(place)
                yield Source(str(item), item)


def _walk(folder: Path, closed: list[str]) -> Iterator[Path]:
    """Files below a folder, hidden ones left out; links to folders are not followed, so a loop ends.

    `closed` takes an error for each folder that cannot be looked into.
    """
    try:
        items = sorted(folder.iterdir())
    except OSError as error:
        closed.append(f"{folder}: cannot be looked into ({error.strerror}); check its permissions, or exclude it")
        return
    for item in items:
        # Word keeps a file "~$..." beside each document that is open.
        if item.name.startswith((".", "~$")):
            continue
        if isdir(item):  # noqa: PTH112
            if not islink(item):  # noqa: PTH114
                yield from _walk(item, closed)
        else:
            yield item
