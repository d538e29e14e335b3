"""`pslint check`: lint drafts and print what was found."""

import os
import shutil
import sys
from collections.abc import Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import __version__
from ..cache.store import Cache, default_folder
from ..findings import CONFIDENCES, Confidence
from ..formats.kinds import KINDS
from ..outputs import FOR_PEOPLE, FORMATS, Run, View, stream, usual_format
from ..saying import plural
from ..settings.config import Config
from .app import app, complain, fail, nobody_reads
from .batch import lint_all
from .books import RulesOption
from .cache import CacheOption
from .grammar import (
    AllowRemoteOption,
    CommandWithGrammar,
    GrammarOption,
    GrammarRun,
    GrammarServerOption,
    GrammarTimeoutOption,
)
from .outcome import Outcome
from .output import spare_drafts, write_file
from .plan import (
    ConfigOption,
    ExcludeOption,
    ExtendOption,
    FactsOption,
    IgnoreOption,
    IsolatedOption,
    JobsOption,
    LinesOption,
    PassageOption,
    Plan,
    ProfileOption,
    SelectOption,
    given_settings,
    make_plan,
    said,
)
from .worker import Ask, Worker, asked

if TYPE_CHECKING:
    from ..rule import Rule
    from ..suppression.baseline import BaselineFilter

OutputFormat = StrEnum("OutputFormat", {name: name for name in FORMATS})  # type: ignore[misc]
FileType = StrEnum("FileType", {name: name for name in KINDS})  # type: ignore[misc]
FileTypeOption = Annotated[FileType | None, typer.Option(help="Take every draft as this format.")]


class FailLevel(StrEnum):
    """From which severity a finding makes the run fail."""

    error = "error"
    warning = "warning"
    info = "info"
    never = "never"


class Show(StrEnum):
    """The least confidence that is shown."""

    high = "high"
    medium = "medium"
    low = "low"


class Color(StrEnum):
    """When to use colour."""

    auto = "auto"
    always = "always"
    never = "never"


@app.command(cls=CommandWithGrammar)
def check(
    paths: Annotated[list[str], typer.Argument(help="Drafts or folders of drafts; - reads standard input.")],
    passage: PassageOption = False,
    lines: LinesOption = None,
    profile: ProfileOption = None,
    select: SelectOption = None,
    extend_select: ExtendOption = None,
    ignore: IgnoreOption = None,
    rules: RulesOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
    exclude: ExcludeOption = None,
    force_exclude: Annotated[
        bool, typer.Option("--force-exclude", help="Leave excluded drafts out even where they are named themselves.")
    ] = False,
    facts: FactsOption = None,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Show only findings that this file does not know.")
    ] = None,
    output_format: Annotated[
        OutputFormat | None,
        typer.Option(
            "--output-format",
            "--format",
            envvar="PSLINT_OUTPUT_FORMAT",
            help="full, if nothing says otherwise; github under GitHub Actions.",
        ),
    ] = None,
    output_file: Annotated[Path | None, typer.Option(help="Write the report here.")] = None,
    show: Annotated[
        Show | None, typer.Option(help="The least confidence that is shown; medium, if the profile does not say.")
    ] = None,
    all_findings: Annotated[bool, typer.Option("--all", help="The full report leaves none out.")] = False,
    show_excerpts: Annotated[
        bool, typer.Option("--show-excerpts", help="Words of the draft in formats that end up on a server, too.")
    ] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="How often each rule speaks, and readability.")
    ] = False,
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", help="Nothing but findings and errors; nothing at all where there are none."),
    ] = False,
    fail_level: Annotated[
        FailLevel | None, typer.Option(help="Exit with 1 from this severity; warning, if nothing says otherwise.")
    ] = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Findings never make the run fail.")] = False,
    stdin_filename: Annotated[str, typer.Option(help="The name of standard input.")] = "<stdin>",
    file_type: FileTypeOption = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Read every draft anew.")] = False,
    cache_dir: CacheOption = None,
    jobs: JobsOption = 1,
    grammar: GrammarOption = None,
    grammar_server: GrammarServerOption = None,
    grammar_timeout: GrammarTimeoutOption = 20.0,
    allow_remote: AllowRemoteOption = False,
    color: Annotated[Color, typer.Option(help="Colour in the full report.")] = Color.auto,
) -> None:
    """Lint drafts. Exit code 0: nothing at or above --fail-level, 1: something, 2: something could not be done."""
    ask = asked(passage, lines, file_type)
    given = given_settings(
        profile=profile,
        select=select,
        extend_select=extend_select,
        ignore=ignore,
        rules=rules,
        facts=facts,
        baseline=baseline,
        show=show and show.value,
        fail_level=fail_level and fail_level.value,
    )
    plan = make_plan(
        paths, given, config, isolated=isolated, stdin_name=stdin_filename, exclude=exclude, force=force_exclude
    )
    if output_file is not None:
        spare_drafts(output_file, (Path(job.source.name) for job in plan.jobs))
    known = plan.first.settings.baseline
    name = _format(output_format, plan.first)
    worker = _worker(plan, ask, cache_dir, no_cache)
    grammar_run = GrammarRun(plan, grammar, grammar_server, allow_remote, grammar_timeout)
    shows = [linter.show for linter in worker.linters]
    least: Confidence = max(shows, key=CONFIDENCES.index)
    known_filter = _baseline_filter(known, least) if known else None
    view = View(
        show=least,
        color=_colored(color, output_file),
        width=_width(),
        most=0 if all_findings else View.most,
        show_excerpts=show_excerpts,
        quiet=quiet,
    )
    outcome = Outcome(plan, shows, view, figures=statistics)
    # Where the report itself goes by on the terminal, a bar would stand in its way.
    watched = output_file is None and sys.stdout.isatty()
    linted = grammar_run.add(lint_all(plan, worker, jobs, quiet=quiet or watched))
    reports = outcome.watch(known_filter.only_new(report) if known_filter else report for report in linted)
    profiles = ", ".join(dict.fromkeys(linter.profile for linter in worker.linters))
    run = Run(reports, profiles, __version__, partial(_rules, worker))
    try:
        read = _write(stream(name, run, view), output_file, for_people=name in FOR_PEOPLE)
    except KeyboardInterrupt:
        complain(f"interrupted; {'the report is not whole' if output_file is None else 'no report is written'}")
        raise typer.Exit(130) from None
    if statistics and read:
        outcome.say(to_stderr=name not in FOR_PEOPLE or output_file is not None)
    if known_filter and known_filter.known and not quiet:
        typer.echo(f"pslint: {plural(known_filter.known, 'known finding')} held back by {known}", err=True)
    if plan.broken or grammar_run.failed or outcome.unread:
        raise typer.Exit(2)
    if outcome.failing and not exit_zero:
        raise typer.Exit(1)


def _baseline_filter(baseline: Path, show: Confidence) -> "BaselineFilter":
    # Only a run with a baseline needs what reads one.
    from ..suppression.baseline import BaselineFilter, load_baseline

    return said(lambda: BaselineFilter(load_baseline(baseline), show))


def _worker(plan: Plan, ask: Ask, cache_dir: Path | None, no_cache: bool) -> Worker:
    """What lints, with the run cache if it is wanted."""
    folder = None if no_cache else _usable(cache_dir)
    return said(lambda: Worker(plan.setups, ask, folder))


def _rules(worker: Worker) -> dict[str, "Rule"]:
    """The rules of all drafts by id; where two folders have one of the same id, that of the first draft."""
    books = [linter.linter.rulebook for linter in worker.linters]
    return {identity: rule for book in reversed(books) for identity, rule in book.rules.items()}


def _usable(cache_dir: Path | None) -> Path | None:
    """The folder of the run cache; where nobody named it and it cannot be had, there is none."""
    try:
        folder = cache_dir or default_folder()
        Cache(folder)
    except (OSError, RuntimeError) as error:
        if cache_dir is None:
            return None
        reason = error.strerror if isinstance(error, OSError) else error
        fail(f"{cache_dir}: cannot be used ({reason}); name another folder, or --no-cache")
    return folder


def _format(given: OutputFormat | None, config: Config) -> str:
    """The format: as given, as set, else the usual one."""
    return str(given or config.settings.output_format or usual_format())


def _write(pieces: Iterator[str], file: Path | None, *, for_people: bool) -> bool:
    """Print the pieces as they come, or put them into a file once they are whole; whether all of them were taken."""
    if file is None:
        # Windows consoles may know fewer characters than a draft holds; none may end the run. Programs read UTF-8.
        encoding = (for_people and sys.stdout.encoding) or "utf-8"
        for piece in pieces:
            try:
                sys.stdout.buffer.write(piece.encode(encoding, "replace"))
                sys.stdout.flush()
            except BrokenPipeError:
                # What was found until then still decides how the run ends.
                nobody_reads()
                return False
        return True
    write_file(file, pieces)
    return True


def _colored(color: Color, file: Path | None) -> bool:
    if color is not Color.auto:
        return color is Color.always
    if file is not None or os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def _width() -> int:
    return min(120, shutil.get_terminal_size((100, 24)).columns)
