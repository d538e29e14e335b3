"""`pslint check`: lint drafts and print what was found."""

import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import __version__
from ..cache import Cache, default_folder
from ..config import Config
from ..findings import CONFIDENCES, SEVERITIES, Confidence, Report, Run
from ..formats import KINDS
from ..outputs import FORMATS, View, render
from ..outputs.select import plural, shown
from .app import app, complain, fail
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
from .plan import (
    ConfigOption,
    ExcludeOption,
    ExtendOption,
    IgnoreOption,
    IsolatedOption,
    Job,
    JobsOption,
    Plan,
    ProfileOption,
    SelectOption,
    given_settings,
    make_plan,
    said,
)
from .worker import Ask, Worker, slim

if TYPE_CHECKING:
    from ..baseline import Holder

OutputFormat = StrEnum("OutputFormat", {name: name for name in FORMATS})  # type: ignore[misc]
FileType = StrEnum("FileType", {name: name for name in KINDS})  # type: ignore[misc]
FileTypeOption = Annotated[FileType | None, typer.Option(help="Take every draft as this format.")]
#: Formats that people read; among them the counts may stand.
_FOR_PEOPLE = frozenset({"full", "concise", "grouped"})


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
    passage: Annotated[bool, typer.Option("--passage", help="All of the input is the explanation.")] = False,
    lines: Annotated[
        str | None, typer.Option("--lines", metavar="FROM-TO", help="The explanation stands on these lines.")
    ] = None,
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
    facts: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Your own record of exams, to hold drafts to.")
    ] = None,
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
    """Lint drafts. Exit code 0: nothing found, 1: findings, 2: something could not be done."""
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
    known = plan.first.settings.baseline
    holder = _holder(known) if known else None
    name = _format(output_format, plan.first)
    ask = Ask(passage, lines, str(file_type) if file_type else None)
    worker = _worker(plan, ask, cache_dir, no_cache)
    grammar_run = GrammarRun(plan, grammar, grammar_server, allow_remote, grammar_timeout)
    try:
        reports = list(_fresh(grammar_run.add(lint_all(plan, worker, jobs, quiet=quiet)), holder, whole=statistics))
    except KeyboardInterrupt:
        complain("interrupted; no report is written")
        raise typer.Exit(130) from None
    for report in reports:
        if report.error:
            complain(f"{report.path}: {report.error}")
    shows = [answers.show for answers in worker.answers]
    least: Confidence = max(shows, key=CONFIDENCES.index)
    trimmed = (_trimmed(report, shows[job.setup], least) for report, job in zip(reports, plan.jobs, strict=True))
    first = worker.answers[0]
    run = Run(tuple(trimmed), first.profile, __version__, lambda: first.linter.rulebook.rules)
    view = View(
        show=least,
        color=_colored(color, output_file),
        width=_width(),
        most=0 if all_findings else View.most,
        show_excerpts=show_excerpts,
        quiet=quiet,
    )
    if not (quiet and name in _FOR_PEOPLE and not any(shown(report, view) for report in run.reports)):
        _write(render(name, run, view), output_file)
    if statistics:
        _count(run, view, to_stderr=name not in _FOR_PEOPLE or output_file is not None)
    if holder and holder.held and not quiet:
        typer.echo(f"pslint: {plural(holder.held, 'known finding')} held back by {known}", err=True)
    if plan.broken or grammar_run.failed or any(report.error for report in run.reports):
        raise typer.Exit(2)
    if not exit_zero and any(_fails(report, plan, job) for report, job in zip(run.reports, plan.jobs, strict=True)):
        raise typer.Exit(1)


def _holder(baseline: Path) -> "Holder":
    # Only a run with a baseline needs what reads one.
    from ..baseline import Holder, load_baseline

    return said(lambda: Holder(load_baseline(baseline)))


def _worker(plan: Plan, ask: Ask, cache_dir: Path | None, no_cache: bool) -> Worker:
    """What lints, with the run cache if it is wanted."""
    folder = None if no_cache else _usable(cache_dir)
    return said(lambda: Worker(plan.setups, ask, folder))


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
    """The format: as given, as set, github under GitHub Actions, else full."""
    under_github = os.environ.get("GITHUB_ACTIONS") == "true"
    return str(given or config.settings.output_format or ("github" if under_github else "full"))


def _fresh(reports: Iterable[Report], holder: "Holder | None", *, whole: bool) -> Iterator[Report]:
    """The reports without known findings and, but for `whole`, the text of drafts of which nothing is said."""
    for report in reports:
        fresh = holder.fresh(report) if holder else report
        yield fresh if whole else slim(fresh)


def _trimmed(report: Report, show: Confidence, least: Confidence) -> Report:
    """The report without what its own settings hide, where those of other drafts show more."""
    if show == least:
        return report
    most = CONFIDENCES.index(show)
    return replace(report, findings=tuple(f for f in report.findings if CONFIDENCES.index(f.confidence) <= most))


def _fails(report: Report, plan: Plan, job: Job) -> bool:
    level = plan.setups[job.setup].config.settings.fail_level or "warning"
    if level == "never":
        return False
    grave = SEVERITIES[: SEVERITIES.index(level) + 1]
    return any(finding.severity in grave and finding.confidence != "low" for finding in report.findings)


def _count(run: Run, view: View, *, to_stderr: bool) -> None:
    """How long and how hard to read each draft is; how often each rule speaks, the most frequent first."""
    # The figures are for this option alone.
    from ..readability import figures

    for report in run.reports:
        if report.draft is None:
            continue
        for part, found in zip(("explanation", "document"), figures(report.draft, report.passages), strict=True):
            if found:
                typer.echo(f"{report.path}: {part}: {found}", err=to_stderr)
    counts = Counter((f.rule, f.name) for report in run.reports for f in shown(report, view))
    wide = len(str(max(counts.values(), default=0)))
    for (rule, name), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        typer.echo(f"{count:>{wide}}  {rule}  {name}", err=to_stderr)


def _write(text: str, file: Path | None) -> None:
    if file is None:
        # Windows consoles may know fewer characters than a draft holds; none may end the run.
        sys.stdout.buffer.write(text.encode(sys.stdout.encoding or "utf-8", "replace"))
        sys.stdout.flush()
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        fail(f"{file}: cannot be written ({error.strerror}); name another file")


def _colored(color: Color, file: Path | None) -> bool:
    if color is not Color.auto:
        return color is Color.always
    if file is not None or os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def _width() -> int:
    return min(120, shutil.get_terminal_size((100, 24)).columns)
