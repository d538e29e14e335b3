"""The linter of an open document: by the settings of its folder, with those of the editor over them."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from ..configured import linter_for
from ..errors import FileError, KeyPath
from ..findings import Report, at_least
from ..linter import Linter
from ..places import SIDECAR
from ..reader.caching import CachingReader
from ..reader.encoder import INTERACTIVE_THREADS
from ..settings.config import NAMES, Config, Configs
from ..settings.file import check_settings
from ..suppression.baseline import NAME as BASELINE
from ..suppression.baseline import Baseline, BaselineFilter, load_baseline
from ..suppression.sidecar import Sidecar, load_sidecar
from ..suppression.suppress import Beside

#: Files that settings, rules and records are read from; when one changes, so may all that is said.
WATCHED: Final = (*NAMES, SIDECAR, BASELINE, "*.yaml")
_PATHS: Final = frozenset({"rules", "facts", "baseline"})


@dataclass(frozen=True)
class Setup:
    """What lints one document: `beside` is what a file beside it says of it."""

    linter: Linter
    beside: Beside | None = None
    baseline: Baseline | None = None

    def shown(self, report: Report) -> Report:
        """The report with the findings that the settings show."""
        if self.baseline is not None:
            report = BaselineFilter(self.baseline).only_new(report)
        return replace(report, findings=at_least(report.findings, self.linter.profile.show))


class Linters:
    """Finds the linter of each document; all share what was read. Settings are read once, until `forget`."""

    def __init__(self, root: Path | None = None) -> None:
        """`root` is what paths in the editor's settings are seen from."""
        self.root = root or Path.cwd()
        self._reader = CachingReader(threads=INTERACTIVE_THREADS)
        self._given: dict[str, Any] = {}
        self.forget()

    def forget(self) -> None:
        """Read all settings anew when they are next asked for."""
        self._configs = Configs(self._given)
        self._linters: dict[tuple[Any, ...], Linter] = {}
        self._baselines: dict[Path, Baseline] = {}
        self._sidecars: dict[Path, Sidecar | None] = {}

    def configure(self, settings: dict[str, Any]) -> None:
        """Take the editor's settings, by the keys of a pslint.toml; null is what it does not say.

        Raises FileErrors, and then keeps those that it had.
        """
        said = {key: value for key, value in settings.items() if value is not None}
        given = check_settings(said, _Editor())
        for name in _PATHS & given.keys():
            value = given[name]
            given[name] = tuple(self.root / item for item in value) if name == "rules" else self.root / value
        self._given = given
        self.forget()

    def of(self, path: Path) -> Setup | None:
        """What lints a draft, None where the settings exclude it; raises FileError or FileErrors."""
        config = self._configs.of(path)
        if config.excludes(path):
            return None
        sidecar = self._sidecar(path.parent)
        baseline = config.settings.baseline
        return Setup(
            self._linter(config, config.ignored_in(path)),
            sidecar.beside(path.name) if sidecar else None,
            self._baseline(baseline) if baseline else None,
        )

    def _linter(self, config: Config, ignored: tuple[str, ...]) -> Linter:
        key = (config.table, ignored)
        if key not in self._linters:
            try:
                linter = linter_for(config, ignored)
            except ValueError as error:
                raise _Editor().error(str(error)) from None
            self._linters[key] = linter.with_reader(self._reader)
        return self._linters[key]

    def _sidecar(self, folder: Path) -> Sidecar | None:
        if folder not in self._sidecars:
            self._sidecars[folder] = load_sidecar(folder)
        return self._sidecars[folder]

    def _baseline(self, path: Path) -> Baseline:
        if path not in self._baselines:
            self._baselines[path] = load_baseline(path)
        return self._baselines[path]


class _Editor:
    """The editor's settings, as the place where something is wrong."""

    def error(self, message: str, key: KeyPath = ()) -> FileError:
        """An error at a key."""
        return FileError(Path("the editor's settings"), message, key=".".join(map(str, key)) or None)
