"""`pslint config`: which settings hold for a draft, and the schema of their files."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from ..authoring.schema import SCHEMAS
from ..configured import profile_for, rulebook_for
from ..outputs import usual_format
from ..profiles import Profile
from ..rulebook import Rulebook
from ..settings.config import Config, Configs
from ..settings.values import KEYS
from .app import app
from .listing import print_json
from .plan import ConfigOption, IsolatedOption, said

config_app = typer.Typer(help="The settings: what holds for a draft, and their schema.", no_args_is_help=True)
app.add_typer(config_app, name="config")

#: Where a key of the settings is found in a profile.
_OF_PROFILE: dict[tuple[str, ...], str] = {
    **{("length", key): key for key in ("target", "info", "warn", "max_words")},
    ("explanation", "expect"): "expect",
    **{(key,): key for key in ("share_max", "placement", "field", "families", "show")},
}
_DEFAULTS: dict[tuple[str, ...], Any] = {
    ("profile",): "brief",
    ("fail-level",): "warning",
    ("output-format",): usual_format(),
    ("disclosure", "health"): "avoid",
}


@config_app.command("show")
def show_config(
    path: Annotated[Path, typer.Argument(help="A draft or a folder.")] = Path(),
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    """Print every setting that holds for a draft, as TOML, with where its value comes from; defaults are comments."""
    configs = said(lambda: Configs(file=config, isolated=isolated))
    found = said(lambda: configs.of(path / "draft" if path.is_dir() else path))
    book = said(lambda: rulebook_for(found))
    profile = said(lambda: profile_for(found, book))
    typer.echo(f"# for {path}: {found.table.path if found.table else 'no settings in files, so the defaults'}")
    lines = list(_lines(found, book, profile))
    wide = min(60, max(len(line) for line, _ in lines))
    for line, source in lines:
        typer.echo(f"{line:<{wide}}  # {source}")
    off = found.ignored_in(path)
    if off:
        typer.echo(f"# per-file-ignores turn off here: {', '.join(off)}")


@config_app.command("schema")
def print_schema() -> None:
    """Print the JSON Schema of the settings, for an editor to complete and check them."""
    print_json(SCHEMAS["config"]())


def _lines(config: Config, book: Rulebook, profile: Profile) -> Iterator[tuple[str, str]]:
    """Each setting as a line of TOML, and its source.

    What no file says is a comment: in a file it would be a choice, and a length that is chosen holds for more.
    """
    own = book.profiles[profile.name]
    for name, key in KEYS.items():
        value = getattr(config.settings, name)
        where = config.source(name)
        if name in ("off", "severity"):
            # These two are added to the profile's; a health matter that is told on purpose turns a rule off, too.
            told = (
                config.source("disclosure")
                if name == "off" and config.settings.rules_off != config.settings.off
                else None
            )
            others = list(filter(None, [f"profile {own.name}" if getattr(own, name) else None, told]))
            if where:
                yield _line((key,), value, where)
            if others or not where:
                sources = dict.fromkeys([*others, *([where] if where else [])])
                yield _comment((key,), getattr(profile, name), ", ".join(sources) or "default")
        elif is_dataclass(value) and name != "grammar":
            # Lengths that are not given move with a target that is.
            moved = config.settings.length.target is not None and name == "length"
            for inner, given in vars(value).items():
                if given is None and moved and inner in ("info", "warn"):
                    yield _comment((key, inner), getattr(profile, inner), "moved by length.target")
                else:
                    yield _setting((key, inner), given, where if given is not None else None, profile)
        else:
            yield _setting((key,), value, where, profile)


def _setting(key: tuple[str, ...], value: Any, where: str | None, profile: Profile) -> tuple[str, str]:
    if where:
        return _line(key, value, where)
    of_profile = _OF_PROFILE.get(key)
    if of_profile:
        changed = of_profile in profile.changes()
        return _comment(key, getattr(profile, of_profile), f"profile {profile.name}" if changed else "default")
    return _comment(key, _DEFAULTS.get(key, value), "default")


def _line(key: tuple[str, ...], value: Any, source: str) -> tuple[str, str]:
    return f"{'.'.join(key)} = {_toml(value)}", source


def _comment(key: tuple[str, ...], value: Any, source: str) -> tuple[str, str]:
    if value is None:
        return f"# {'.'.join(key)}", "not set"
    line, source = _line(key, value, source)
    return f"# {line}", source


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    if is_dataclass(value):
        return _toml({key: item for key, item in vars(value).items() if item is not None})
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_toml(str(key))} = {_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    # A TOML basic string is a JSON string, but for DEL.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
