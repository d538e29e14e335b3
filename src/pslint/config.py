"""Settings of a folder: `pslint.toml`, `.pslint.toml`, or `[tool.pslint]` in `pyproject.toml`.

For each draft the nearest one upward holds, alone; what is given on the command line takes the place of the same key.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from .findings import Confidence, Severity
from .globs import compiled, matches
from .outputs import FORMATS
from .yamlfile import FileError, FileErrors, KeyPath, explain, nearest

NAMES: Final = ("pslint.toml", ".pslint.toml", "pyproject.toml")
_TABLE: Final = ("tool", "pslint")
_LINE: Final = re.compile(r" \(at line (\d+), column \d+\)$")
#: The rule that advises against health details; who chose to disclose them has decided.
_HEALTH: Final = "PS603"


class _Keys(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Length(_Keys):
    """How long the explanation may be, in place of the profile's lengths."""

    target: int | None = Field(None, ge=1, description="sentences asked for")
    info: int | None = Field(None, ge=1, description="from so many sentences, info")
    warn: int | None = Field(None, ge=1, description="from so many sentences, a warning")
    max_words: int | None = Field(None, ge=1, description="above so many words, a warning")


class Explanation(_Keys):
    """Whether the drafts are meant to explain a setback."""

    expect: Literal["required", "optional", "omit"] | None = Field(None, description="what a draft without one draws")


class Disclosure(_Keys):
    """What the writer has decided to disclose."""

    health: Literal["avoid", "chosen"] | None = Field(None, description="chosen: health details are there on purpose")


class Grammar(_Keys):
    """Grammar checking by LanguageTool."""

    scope: Literal["passage", "document"] = Field("passage", description="what is checked")
    server: str | None = Field(None, description="the address of a LanguageTool that is running")


def _grammar(value: Any) -> Any:
    """`true` is grammar checking as it comes, `false` none."""
    return {True: {}, False: None}[value] if isinstance(value, bool) else value


class Settings(_Keys):
    """All keys of the settings. None, or nothing, is what a file or a command line does not say."""

    profile: str | None = Field(None, description="how the explanation is to be written")
    select: tuple[str, ...] | None = Field(
        None, description="only these rules: id, name, category, family, start of ids"
    )
    extend_select: tuple[str, ...] = Field(
        (), alias="extend-select", description="these rules too, those that the profile turns off among them"
    )
    ignore: tuple[str, ...] = Field((), description="all but these rules")
    off: tuple[str, ...] = Field((), description="rules that are off, whatever the command line selects")
    severity: dict[str, Severity] = Field({}, description="by rule, category or family")
    options: dict[str, dict[str, Any]] = Field({}, description="by rule: options of its check, over its own")
    per_file_ignores: dict[str, tuple[str, ...]] = Field(
        {}, alias="per-file-ignores", description="by glob: rules that are off in those drafts"
    )
    rules: tuple[Path, ...] = Field((), description="folders of your own rules")
    exclude: tuple[str, ...] = Field((), description="globs of drafts that are left out of a folder")
    facts: Path | None = Field(None, description="your own record of exams")
    baseline: Path | None = Field(None, description="findings that are known; only new ones are shown")
    fail_level: Literal["error", "warning", "info", "never"] | None = Field(
        None, alias="fail-level", description="from which severity a run fails"
    )
    output_format: str | None = Field(None, alias="output-format", description="how findings are printed")
    show: Confidence | None = Field(None, description="the least confidence that is shown")
    grammar: Annotated[Grammar | None, BeforeValidator(_grammar)] = Field(None, description="grammar checking, or true")
    length: Length = Field(Length(), description="how long the explanation may be")
    share_max: float | None = Field(None, gt=0, le=1, description="how much of a statement's words it may take")
    placement: Literal["not-first", "any"] | None = Field(None, description="where in a statement it may stand")
    explanation: Explanation = Field(Explanation(), description="whether there is to be one")
    disclosure: Disclosure = Field(Disclosure(), description="what is disclosed on purpose")
    field: str | None = Field(None, description="the box of the application that the text goes into")
    families: tuple[Literal["usmle", "comlex"], ...] | None = Field(
        None, description="series of exams that were both taken"
    )

    @field_validator("exclude", "per_file_ignores")
    @classmethod
    def _globs(cls, value: Any) -> Any:
        for glob in value:
            compiled(glob)
        return value

    @field_validator("output_format")
    @classmethod
    def _known_format(cls, value: str | None) -> str | None:
        if value is not None and value not in FORMATS:
            raise ValueError(f"no format {value!r}{nearest(value, FORMATS)}; there are {', '.join(FORMATS)}")
        return value

    def of_profile(self) -> dict[str, Any]:
        """What takes the place of a profile's settings, by the profile's keys."""
        found = self.length.model_dump() | self.explanation.model_dump()
        found |= {key: getattr(self, key) for key in ("share_max", "placement", "field", "families", "show")}
        return {key: value for key, value in found.items() if value is not None}

    @property
    def rules_off(self) -> tuple[str, ...]:
        """Rules that are off whatever is selected."""
        return (*self.off, _HEALTH) if self.disclosure.health == "chosen" else self.off


@dataclass(frozen=True)
class Config:
    """The settings that hold for a draft.

    `table` is where they were read, None for defaults; `folder` what globs and paths in it are seen from; `given` the
    names of those that come from the command line.
    """

    settings: Settings = field(default_factory=Settings)
    folder: Path = field(default_factory=Path)
    table: "Table | None" = None
    given: frozenset[str] = frozenset()

    def source(self, name: str) -> str | None:
        """Where a setting comes from: the command line, a file, or None for neither."""
        if name in self.given:
            return "command line"
        return str(self.table.path) if self.table and name in self.settings.model_fields_set else None

    def under(self, given: Settings) -> "Config":
        """These settings with those that were given on the command line over them."""
        fresh = {name: getattr(given, name) for name in given.model_fields_set}
        return replace(self, settings=self.settings.model_copy(update=fresh), given=frozenset(fresh))

    def ignored_in(self, draft: Path) -> tuple[str, ...]:
        """The rules that are off in a draft because of where it lies."""
        globs = self.settings.per_file_ignores.items()
        return tuple(rule for glob, rules in globs if matches(glob, draft, self.folder) for rule in rules)

    def excludes(self, draft: Path) -> bool:
        """Whether a draft is left out of its folder."""
        return any(matches(glob, draft, self.folder) for glob in self.settings.exclude)

    def error(self, message: str, name: str, *inside: str) -> Exception:
        """What is wrong with a setting, `inside` its table: FileError where a file says it, ValueError otherwise."""
        if self.table is None or name in self.given:
            return ValueError(message)
        return self.table.error(message, (Settings.model_fields[name].alias or name, *inside))


class Configs:
    """Finds the config of each draft of a run; a folder is looked at once."""

    def __init__(self, given: Settings | None = None, file: Path | None = None, *, isolated: bool = False) -> None:
        """`given` goes over what is found; `file` is used for all drafts; isolated, no file is read.

        Raises FileError or FileErrors when `file` cannot be used.
        """
        self._given = given or Settings()
        self._fixed = load_config(file) if file else Config() if isolated else None
        self._found: dict[Path, Config] = {}

    def of(self, draft: Path) -> Config:
        """The config of a draft; raises FileError or FileErrors."""
        return (self._fixed or self._above(draft.absolute().parent)).under(self._given)

    def _above(self, folder: Path) -> Config:
        if folder not in self._found:
            own = find_in(folder)
            above = Config() if folder.parent == folder else None
            self._found[folder] = own or above or self._above(folder.parent)
        return self._found[folder]


def find_in(folder: Path) -> Config | None:
    """The config in this very folder; raises FileError when there are several, or it cannot be used."""
    tables = {path: table for name in NAMES if (table := _table(path := folder / name)) is not None}
    if len(tables) > 1:
        first, second, *_ = tables
        raise FileError(first, f"{second.name} beside it has settings of pslint too; keep one of them")
    return next((_config(path, table) for path, table in tables.items()), None)


def load_config(path: Path) -> Config:
    """The config in a file that was named; raises FileError or FileErrors."""
    if not path.is_file():
        raise FileError(path, "no such file; check the name")
    table = _table(path)
    if table is None:
        raise FileError(path, "has no table [tool.pslint]; add it, or name another file")
    return _config(path, table)


def _table(path: Path) -> Mapping[str, Any] | None:
    """The settings in a file as they stand there; None where there is no file, or a pyproject.toml without any."""
    if not path.is_file():
        return None
    try:
        data: Any = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise FileError(path, f"cannot be read ({error.strerror}); check its permissions") from None
    except UnicodeDecodeError as error:
        raise FileError(path, f"is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        place = _LINE.search(str(error))
        message = _LINE.sub("", str(error))
        raise FileError(path, f"is not TOML: {message}", int(place[1]) if place else None) from None
    except RecursionError:
        raise FileError(path, "is nested too deeply") from None
    if path.name != "pyproject.toml":
        return dict(data)
    for key in _TABLE:
        data = data.get(key) if isinstance(data, dict) else None
    if data is not None and not isinstance(data, dict):
        raise FileError(path, "must be a table", key=".".join(_TABLE))
    return data


def _config(path: Path, table: Mapping[str, Any]) -> Config:
    place = Table(path, _TABLE if path.name == "pyproject.toml" else ())
    try:
        settings = Settings.model_validate(table)
    except ValidationError as error:
        raise FileErrors(explain(place, error, Settings)) from None
    folder = path.absolute().parent
    paths: dict[str, Any] = {
        "rules": tuple(folder / item for item in settings.rules),
        "facts": settings.facts and folder / settings.facts,
        "baseline": settings.baseline and folder / settings.baseline,
    }
    named = {name: value for name, value in paths.items() if name in settings.model_fields_set}
    return Config(settings.model_copy(update=named), folder, place)


@dataclass(frozen=True)
class Table:
    """The table of a TOML file that holds settings."""

    path: Path
    name: tuple[str, ...]

    def error(self, message: str, key: KeyPath = (), holding: str = "") -> FileError:
        """An error at a key of the table."""
        return FileError(self.path, message, key=".".join(map(str, (*self.name, *key))) or None)
