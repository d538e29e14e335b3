"""Settings of a folder: `pslint.toml`, `.pslint.toml`, or `[tool.pslint]` in `pyproject.toml`.

For each draft the nearest one upward holds, alone; what is given on the command line takes the place of the same key.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from ..errors import FileError, KeyPath
from .globs import matches
from .values import KEYS, Settings

NAMES: Final = ("pslint.toml", ".pslint.toml", "pyproject.toml")
_TABLE: Final = ("tool", "pslint")
_LINE: Final = re.compile(r" \(at line (\d+), column (\d+)\)$")
#: Text without quotes: all of a key's value, or a word of a list.
_VALUE: Final = re.compile(r"""\s*[\w.-]+\s*=\s*(?P<text>[^\W\d_][^#"'\[\]{}]*?)\s*(?:#|$)""")
_WORD: Final = re.compile(r"(?P<text>[^\W\d_][\w./-]*)")


@dataclass(frozen=True)
class Config:
    """The settings that hold for a draft.

    `table` is where they were read, None for defaults, and `said` the names of those that it says; `folder` is what
    globs and paths in it are seen from; `given` are the names of those that come from the command line.
    """

    settings: Settings = field(default_factory=Settings)
    folder: Path = field(default_factory=Path)
    table: "Table | None" = None
    said: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()

    def source(self, name: str) -> str | None:
        """Where a setting comes from: the command line, a file, or None for neither."""
        if name in self.given:
            return "command line"
        return str(self.table.path) if self.table and name in self.said else None

    def under(self, given: Mapping[str, Any]) -> "Config":
        """These settings with those that were given on the command line, by name, over them."""
        return replace(self, settings=replace(self.settings, **given), given=frozenset(given))

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
        return self.table.error(message, (KEYS[name], *inside))


class Configs:
    """Finds the config of each draft of a run; a folder is looked at once."""

    def __init__(
        self, given: Mapping[str, Any] | None = None, file: Path | None = None, *, isolated: bool = False
    ) -> None:
        """`given`, settings by name, goes over what is found; `file` is used for all drafts; isolated, no file is read.

        Raises FileError or FileErrors when `file` cannot be used.
        """
        self._given = given or {}
        self._fixed = load_config(file) if file else Config() if isolated else None
        self._found: dict[Path, Config] = {}

    def of(self, draft: Path) -> Config:
        """The config of a draft; raises FileError or FileErrors."""
        # Not `Path.absolute`, in which ".." stays: what is above "a/../b" would be "a".
        folder = Path(os.path.abspath(draft)).parent  # noqa: PTH100  (resolve() fails on loops)
        return (self._fixed or self._above(folder)).under(self._given)

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
    # Where a folder may not be looked into, os.path says that there is no file.
    if not os.path.isfile(path):  # noqa: PTH113
        return None
    # Where no folder on the way up has a file of settings, nothing is needed to read one.
    import tomllib

    text = ""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        data: Any = tomllib.loads(text)
    except OSError as error:
        raise FileError(path, f"cannot be read ({error.strerror}); check its permissions") from None
    except UnicodeDecodeError as error:
        raise FileError(path, f"is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(path, text, str(error)) from None
    except RecursionError:
        raise FileError(path, "is nested too deeply") from None
    if path.name != "pyproject.toml":
        return dict(data)
    for key in _TABLE:
        data = data.get(key) if isinstance(data, dict) else None
    if data is not None and not isinstance(data, dict):
        raise FileError(path, "must be a table", key=".".join(_TABLE))
    return data


def _not_toml(path: Path, text: str, message: str) -> FileError:
    """What to say of a file that is not TOML; what is most often missing in it is quotes."""
    place = _LINE.search(message)
    if place is None:
        return FileError(path, f"is not TOML: {message}")
    line, problem = int(place[1]), _LINE.sub("", message)
    row = [*text.split("\n"), ""][line - 1].rstrip("\r")
    bare = _VALUE.match(row) or (problem == "Invalid value" and _WORD.match(row, int(place[2]) - 1)) or None
    if bare and bare["text"].lower() not in ("true", "false"):
        problem = f'{bare["text"]} is text; put it in quotes, "{bare["text"]}"'
    return FileError(path, f"is not TOML: {problem}", line)


def _config(path: Path, table: Mapping[str, Any]) -> Config:
    # As above; pydantic takes longer to load than all else that an unchanged draft needs.
    from .file import check_settings

    place = Table(path, _TABLE if path.name == "pyproject.toml" else ())
    said = check_settings(table, place)
    folder = path.absolute().parent
    for name in ("facts", "baseline"):
        if said.get(name) is not None:
            said[name] = folder / said[name]
    if "rules" in said:
        said["rules"] = tuple(folder / item for item in said["rules"])
    return Config(Settings(**said), folder, place, frozenset(said))


@dataclass(frozen=True)
class Table:
    """The table of a TOML file that holds settings."""

    path: Path
    name: tuple[str, ...]

    def error(self, message: str, key: KeyPath = ()) -> FileError:
        """An error at a key of the table."""
        return FileError(self.path, message, key=".".join(map(str, (*self.name, *key))) or None)
