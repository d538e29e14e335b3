"""Reports on drafts that were linted before, from the run cache; what is not there is linted and kept."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from . import __version__
from .cache import Cache, stamp
from .config import Config
from .draft import Draft, Span
from .findings import Finding, Raised, Report
from .linter import Linter
from .rulebook import builtin_folder
from .suppress import Beside
from .wordless import packed, unpacked


class Answers:
    """What one linter, made from one config, has found in drafts before."""

    def __init__(self, cache: Cache, linter: Linter, config: Config, also_ignore: tuple[str, ...] = ()) -> None:
        """Raises OSError when a file that the config names cannot be read."""
        self._cache = cache
        self._linter = linter
        self._basis = cache.name(_basis(config, also_ignore)).encode()

    def lint(
        self, draft: Draft, *, passage: bool = False, within: Span | None = None, beside: Beside | None = None
    ) -> Report:
        """As `Linter.lint_draft`."""
        name = self._cache.name([self._basis, repr((passage, within, beside)).encode(), *_content(draft)])
        answer = self._cache.find(name)
        if answer is not None:
            # Of another form than this version writes: as good as not there.
            with suppress(KeyError, TypeError, ValueError, IndexError, AttributeError):
                return self._unpacked(answer, draft)
        report = self._linter.lint_draft(draft, passage=passage, within=within, beside=beside)
        data = packed(report)
        if data is not None and self._unpacked(data, draft) == report:
            self._cache.keep(name, data)
        return report

    def _unpacked(self, data: dict[str, object], draft: Draft) -> Report:
        def making(rule: str, raised: Raised) -> Finding:
            return self._linter.finding(self._linter.rulebook.rules[rule], raised, draft)

        return unpacked(data, draft, self._linter.profile.name, making)


def _basis(config: Config, also_ignore: tuple[str, ...]) -> Iterator[bytes]:
    """All that a report depends on besides its draft."""
    package = Path(__file__).parent
    yield __version__.encode()
    for folder in (package, builtin_folder()):
        yield stamp(folder)
    settings = config.settings
    yield settings.model_dump_json().encode()
    yield repr(also_ignore).encode()
    for folder in settings.rules:
        for path in sorted(folder.rglob("*.yaml")):
            yield path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape")
            yield path.read_bytes()
    if settings.facts:
        yield settings.facts.read_bytes()


def _content(draft: Draft) -> Iterator[bytes]:
    """All of a draft but its name."""
    yield draft.kind.encode()
    for text in (draft.source, draft.prose):
        yield text.encode("utf-8", "surrogatepass")
    yield repr((draft.blocks, draft.units)).encode()
    yield repr(draft.comments).encode("utf-8", "surrogatepass")
