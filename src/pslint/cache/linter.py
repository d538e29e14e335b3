"""Reports on drafts that were linted before, from the run cache; what is not there is linted and kept.

The linter, and with it the rules, is made only for a draft that is not there: that one can be made with these settings
is remembered as well.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .. import __version__
from ..draft import Draft, Span
from ..findings import Confidence, Report
from ..places import PACKAGE, builtin_folder
from ..settings.config import Config
from .store import Cache, stamp
from .wordless import packed, unpacked

if TYPE_CHECKING:
    from ..linter import Linter
    from ..suppression.suppress import Beside

#: What a reading depends on besides pslint: with another version of one the answer may be another.
_READERS: Final = ("numpy", "onnxruntime", "spacy", "tokenizers")


class CachingLinter:
    """One linter, made from one config, that says again what it has said of a draft before.

    `profile` is the name of its profile, `show` the least confidence that it shows.
    """

    def __init__(
        self,
        make: Callable[[], "Linter"],
        config: Config,
        also_ignore: tuple[str, ...] = (),
        cache: Cache | None = None,
    ) -> None:
        """`make` makes the linter; what it raises is raised here. Without a cache, every draft is linted."""
        self._make = make
        self._basis = b""
        self._cache = cache
        known = None
        if cache is not None:
            try:
                name = cache.name(_basis(config, also_ignore))
            except OSError:
                # A file cannot be read: the linter says which.
                self._cache = None
            else:
                self._basis = name.encode()
                known = cache.find_settings(name)
        if known is None:
            profile = self.linter.profile
            known = {"profile": profile.name, "show": profile.show}
            if self._cache is not None:
                self._cache.keep_settings(name, known)
        self.profile: str = known["profile"]
        self.show: Confidence = known["show"]

    @cached_property
    def linter(self) -> "Linter":
        """The linter itself."""
        return self._make()

    def lint(
        self, draft: Draft, *, passage: bool = False, within: Span | None = None, beside: "Beside | None" = None
    ) -> Report:
        """As `Linter.lint_draft`."""
        if self._cache is None:
            return self.linter.lint_draft(draft, passage=passage, within=within, beside=beside)
        name = self._cache.name([self._basis, repr((passage, within, beside)).encode(), *_content(draft)])
        answer = self._cache.find(name)
        if answer is not None:
            # Of another form than this version writes: as good as not there.
            with suppress(KeyError, TypeError, ValueError, IndexError, AttributeError):
                return unpacked(answer, draft, self.profile)
        report = self.linter.lint_draft(draft, passage=passage, within=within, beside=beside)
        data = None if self._tells_record(report) else packed(report, self.linter.rulebook.rules)
        if data is not None and unpacked(data, draft, self.profile) == report:
            self._cache.keep(name, data)
        return report

    def _tells_record(self, report: Report) -> bool:
        """Whether a message may show what the writer's own record says: that is kept nowhere."""
        # The linter that made the report has loaded it.
        from ..checks import CHECKS

        rules = self.linter.rulebook.rules
        return any(CHECKS[rules[finding.rule].check].of_record for finding in report.findings)


def _basis(config: Config, also_ignore: tuple[str, ...]) -> Iterator[bytes]:
    """All that a report depends on besides its draft; raises OSError when a file of it cannot be read."""
    yield __version__.encode()
    for name in _READERS:
        found = find_spec(name)
        if found and found.origin:
            # The folder that names its version; asking importlib.metadata would cost a tenth of an answer.
            place = Path(found.origin).parents[1]
            yield repr([str(place), *sorted(p.name for p in place.glob(f"{name}-*.dist-info"))]).encode()
    for folder in (PACKAGE, builtin_folder()):
        yield stamp(folder)
    settings = config.settings
    yield repr((settings, also_ignore)).encode("utf-8", "surrogatepass")
    for folder in settings.rules:
        # Those with another ending are looked at, too: they are an error.
        paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".yaml", ".yml"))
        yield str(len(paths)).encode()
        for path in paths:
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
