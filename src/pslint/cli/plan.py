"""What a run is to do: its drafts, and the settings that hold for each. Problems with settings end the program."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from ..errors import FileError, FileErrors, UnknownRule
from ..settings.config import Config, Configs
from ..settings.globs import compiled, matches
from .app import complain, fail
from .sources import SkippedFile, Source, expand

T = TypeVar("T")

ConfigOption = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Use this file's settings for all drafts.")
]
IsolatedOption = Annotated[bool, typer.Option("--isolated", help="Read no settings from files.")]
ProfileOption = Annotated[
    str | None, typer.Option(help="How the explanation is to be written; `brief`, the default, asks for 2-3 sentences.")
]
SelectOption = Annotated[
    list[str] | None,
    typer.Option(
        help="Only these rules: id, start of ids, name, category or family; more with commas, or given again."
    ),
]
ExtendOption = Annotated[
    list[str] | None, typer.Option(help="These rules too, those that the profile turns off among them.")
]
IgnoreOption = Annotated[list[str] | None, typer.Option(help="All but these rules.")]
ExcludeOption = Annotated[
    list[str] | None,
    typer.Option(metavar="GLOB", help="Leave these drafts of a folder out, besides those of the settings."),
]
FactsOption = Annotated[Path | None, typer.Option(metavar="FILE", help="Your own record of exams, to hold drafts to.")]
PassageOption = Annotated[bool, typer.Option("--passage", help="All of the input is the explanation.")]
LinesOption = Annotated[
    str | None, typer.Option("--lines", metavar="FROM-TO", help="The explanation stands on these lines, or pages.")
]
JobsOption = Annotated[int, typer.Option("--jobs", "-j", min=0, help="So many processes; 0: one for each processor.")]


@dataclass(frozen=True)
class Setup:
    """Settings that some drafts share, and rules that are off in them because of where they lie."""

    config: Config
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True)
class Job:
    """A draft to lint, and which of the plan's setups holds for it."""

    source: Source
    setup: int


@dataclass
class Plan:
    """All of a run; `broken` where a name could not be followed, which was said."""

    jobs: list[Job] = field(default_factory=list)
    setups: list[Setup] = field(default_factory=list)
    broken: bool = False

    @property
    def first(self) -> Config:
        """The config of what concerns the run and not a draft."""
        return self.setups[0].config


def given_settings(**options: Any) -> dict[str, Any]:
    """The options that were given on the command line, as settings by name."""
    given = {name: value for name, value in options.items() if value not in (None, [])}
    for name in {"select", "extend_select", "ignore"} & set(given):
        given[name] = [word.strip() for words in given[name] for word in words.split(",") if word.strip()]
        if not given[name]:
            fail(f"--{name.replace('_', '-')} names no rule; see `pslint rules list`")
    return {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}


def make_plan(
    paths: list[str],
    given: Mapping[str, Any],
    config: Path | None,
    *,
    isolated: bool,
    stdin_name: str = "<stdin>",
    exclude: list[str] | None = None,
    force: bool = False,
) -> Plan:
    """Find the drafts and read their settings."""
    if config and isolated:
        fail("--config and --isolated exclude each other; give one of them")
    for glob in exclude or []:
        said(partial(compiled, glob))
    configs = said(lambda: Configs(given, config, isolated=isolated))

    def of(draft: Path) -> Config:
        return said(lambda: configs.of(draft))

    def excluded(draft: Path) -> bool:
        return any(matches(glob, draft, Path()) for glob in exclude or []) or of(draft).excludes(draft)

    plan = Plan()
    known: dict[tuple[Any, ...], int] = {}
    for source in expand(paths, stdin_name, excluded, force=force):
        if isinstance(source, SkippedFile):
            complain(f"{source.name}: {source.reason}, or exclude it")
            plan.broken = True
            continue
        if isinstance(source, str):
            complain(source)
            plan.broken = True
            continue
        place = source.path or Path(source.name)
        setup = Setup(of(place), of(place).ignored_in(place))
        key = (setup.config.table, setup.ignored)
        if key not in known:
            known[key] = len(plan.setups)
            plan.setups.append(setup)
        plan.jobs.append(Job(source, known[key]))
    if not plan.setups:
        plan.setups.append(Setup(of(Path("draft"))))
    return plan


def said(work: Callable[[], T]) -> T:
    """What `work` gives; what is wrong with settings or rules is said, and ends the program."""
    try:
        return work()
    except FileErrors as errors:
        fail(str(errors).replace("\n", "\npslint: "))
    except FileError as error:
        fail(str(error))
    except UnknownRule as error:
        fail(f"{error}; see `pslint rules list`")
    except ValueError as error:
        fail(str(error))
