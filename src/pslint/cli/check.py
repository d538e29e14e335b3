"""`pslint check`: lint drafts and print what was found."""

import os
import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .. import __version__
from ..draft import Draft, DraftError, Span
from ..findings import SEVERITIES, Report, Run
from ..formats import KINDS
from ..linter import Linter
from ..outputs import FORMATS, View, render
from ..reader import ModelError
from .app import app, complain, fail
from .books import RulesOption, rulebook
from .sources import Source, expand

OutputFormat = StrEnum("OutputFormat", {name: name for name in FORMATS})  # type: ignore[misc]
FileType = StrEnum("FileType", {name: name for name in KINDS})  # type: ignore[misc]


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


@app.command()
def check(
    paths: Annotated[list[str], typer.Argument(help="Drafts or folders of drafts; - reads standard input.")],
    passage: Annotated[bool, typer.Option("--passage", help="All of the input is the explanation.")] = False,
    lines: Annotated[
        str | None, typer.Option("--lines", metavar="FROM-TO", help="The explanation stands on these lines.")
    ] = None,
    profile: Annotated[str, typer.Option(help="How the explanation is to be written; `brief` asks for 2-3 sentences.")] = "brief",
    select: Annotated[list[str] | None, typer.Option(help="Only these rules: id, start of ids, name or category.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="All but these rules.")] = None,
    output_format: Annotated[OutputFormat, typer.Option("--output-format", "--format")] = OutputFormat.full,
    output_file: Annotated[Path | None, typer.Option(help="Write the report here.")] = None,
    rules: RulesOption = None,
    show: Annotated[
        Show | None, typer.Option(help="The least confidence that is shown; medium, if the profile does not say.")
    ] = None,
    all_findings: Annotated[bool, typer.Option("--all", help="The full report leaves none out.")] = False,
    fail_level: Annotated[FailLevel, typer.Option(help="Exit with 1 from this severity.")] = FailLevel.warning,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Findings never make the run fail.")] = False,
    stdin_filename: Annotated[str, typer.Option(help="The name of standard input.")] = "<stdin>",
    file_type: Annotated[FileType | None, typer.Option(help="Take every draft as this format.")] = None,
    color: Annotated[Color, typer.Option(help="Colour in the full report.")] = Color.auto,
) -> None:
    """Lint drafts. Exit code 0: nothing found, 1: findings, 2: something could not be done."""
    linter = _linter(profile, select or [], ignore or [], rules)
    kind = str(file_type) if file_type else None
    reports, broken = [], False
    for source in expand(paths, stdin_filename):
        if isinstance(source, str):
            complain(source)
            broken = True
            continue
        report = _lint(linter, source, kind, passage, lines)
        if report.error:
            complain(f"{report.path}: {report.error}")
            broken = True
        reports.append(report)
    run = Run(tuple(reports), linter.profile.name, __version__)
    _write(run, str(output_format), output_file, View(str(show or linter.profile.show), _colored(color, output_file), _width(), 0 if all_findings else View.most))  # type: ignore[arg-type]
    if broken:
        raise typer.Exit(2)
    if not exit_zero and _fails(run, fail_level):
        raise typer.Exit(1)


def _linter(profile: str, select: list[str], ignore: list[str], rules: list[Path] | None) -> Linter:
    try:
        return Linter(profile, rulebook=rulebook(rules), select=select, ignore=ignore)
    except ValueError as error:
        fail(f"{error}; see `pslint rules list`" if "rule" in str(error) else str(error))


def _lint(linter: Linter, source: Source, kind: str | None, passage: bool, lines: str | None) -> Report:
    try:
        draft = source.read(kind)
        return linter.lint_draft(draft, passage=passage, within=_within(draft, lines))
    except DraftError as error:
        return Report(source.name, linter.profile.name, error=str(error))
    except ModelError as error:
        fail(str(error))


def _within(draft: Draft, lines: str | None) -> Span | None:
    if lines is None:
        return None
    first, _, last = lines.partition("-")
    try:
        start, end = int(first), int(last or first)
    except ValueError:
        raise DraftError(f"--lines {lines}: give two line numbers, such as 12-18") from None
    if not 1 <= start <= end <= draft.line_count:
        raise DraftError(f"--lines {lines}: the draft has lines 1-{draft.line_count}")
    return Span(draft.line_span(start).start, draft.line_span(end).end)


def _fails(run: Run, level: FailLevel) -> bool:
    if level is FailLevel.never:
        return False
    grave = SEVERITIES[: SEVERITIES.index(level.value) + 1]
    return any(finding.severity in grave and finding.confidence != "low" for finding in run.findings)


def _write(run: Run, name: str, file: Path | None, view: View) -> None:
    text = render(name, run, view)
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
