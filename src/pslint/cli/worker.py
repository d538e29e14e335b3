"""Lints the drafts of a plan one by one, and remembers what it has found in them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .. import heap
from ..cache.linter import CachingLinter
from ..cache.store import Cache
from ..draft import Draft, DraftError, Span
from ..errors import FileError, FileErrors, ModelError, internal_error
from ..findings import Report
from ..places import SIDECAR
from .app import fail
from .plan import Job, Setup

if TYPE_CHECKING:
    from ..linter import Linter
    from ..suppression.sidecar import Sidecar
    from ..suppression.suppress import Beside, Suppression

#: Of --lines, in characters.
_LONGEST = 40
T = TypeVar("T")


@dataclass(frozen=True)
class Ask:
    """What is asked of every draft: `lines` are the first and the last one, `kind` a format."""

    passage: bool = False
    lines: tuple[int, int] | None = None
    kind: str | None = None


def asked(passage: bool, lines: str | None, file_type: str | None) -> Ask:
    """What --passage, --lines and --file-type ask; what is wrong with them is said, and ends the program."""
    if passage and lines:
        fail("--passage and --lines exclude each other; give one of them")
    return Ask(passage, _line_range(lines) if lines else None, str(file_type) if file_type else None)


class Worker:
    """Lints jobs, each with the linter of its setup."""

    def __init__(self, setups: list[Setup], ask: Ask, cache: Path | None = None) -> None:
        """`cache` is the folder of the run cache, None for none.

        Raises FileError, FileErrors or ValueError when a setup cannot be used, OSError when the cache cannot.
        """
        self.ask = ask
        self.cache = cache
        made = Cache(cache) if cache else None
        self.linters = [CachingLinter(partial(_linter, setup), setup.config, setup.ignored, made) for setup in setups]
        self._sidecars: dict[Path, Sidecar | None] = {}

    def lint(self, job: Job) -> Report:
        """The report on a job, or why there is none; raises ModelError."""
        linter = self.linters[job.setup]

        def lint(draft: Draft, beside: "Beside | None") -> Report:
            within = _within(draft, self.ask.lines)
            return linter.lint(draft, passage=self.ask.passage, within=within, beside=beside)

        found = self._tried(job, lint)
        return Report(job.source.name, linter.profile, error=found) if isinstance(found, str) else found

    def unused_suppressions(self, job: Job) -> "list[Suppression] | str":
        """What is suppressed beside a draft and not found in it, or why it could not be read.

        Raises ModelError.
        """
        linter = self.linters[job.setup].linter

        def unused(draft: Draft, beside: "Beside | None") -> "list[Suppression]":
            return linter.unused_suppressions(draft, beside, passage=self.ask.passage) if beside else []

        return self._tried(job, unused)

    def _tried(self, job: Job, work: Callable[[Draft, "Beside | None"], T]) -> T | str:
        """What is made of a draft and of what is said beside it, or why it could not be; raises ModelError."""
        place = Path(job.source.name)
        try:
            draft = job.source.read(self.ask.kind)
            if not draft.prose.strip():
                raise DraftError("holds no text; check that it is the right file")
            sidecar = self._sidecar(place.parent)
            return work(draft, sidecar.beside(place.name) if sidecar else None)
        except (DraftError, FileError) as error:
            message = str(error)
        except FileErrors as errors:
            message = "; ".join(map(str, errors.errors))
        except ModelError:
            raise
        except Exception as error:
            # One draft in ten thousand is no reason to lose the others; the words of the error may be the draft's.
            message = f"{internal_error(error)}; please report that"
        finally:
            heap.loaded()
        return message

    def _sidecar(self, folder: Path) -> "Sidecar | None":
        if folder not in self._sidecars:
            self._sidecars[folder] = _sidecar(folder) if (folder / SIDECAR).is_file() else None
        return self._sidecars[folder]


def _linter(setup: Setup) -> "Linter":
    # With the rules, the checks and all that they need: nothing of that is loaded where every draft is unchanged.
    from ..configured import linter_for

    return linter_for(setup.config, setup.ignored)


def _sidecar(folder: Path) -> "Sidecar | None":
    # Only where there is such a file is something needed to read it.
    from ..suppression.sidecar import load_sidecar

    return load_sidecar(folder)


def _line_range(given: str) -> tuple[int, int]:
    """The first and the last line of FROM-TO, or of one number."""
    match = re.fullmatch(r"(\d+)(?:-(\d+))?", given)
    # No draft has a line whose number is longer.
    match = match if len(given) < _LONGEST else None
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= first <= last:
        fail(f"--lines {given}: give the first line and the last, such as 12-18")
    return first, last


def _within(draft: Draft, lines: tuple[int, int] | None) -> Span | None:
    if lines is None:
        return None
    first, last = lines
    try:
        return draft.stretch(first, last)
    except DraftError as error:
        raise DraftError(f"--lines {first}-{last}: {error}") from None
