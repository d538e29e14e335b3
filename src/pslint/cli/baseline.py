"""`pslint baseline`: record today's findings, so that later runs show only new ones."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from ..saying import plural
from ..suppression.baseline import NAME, load_baseline, record, save_baseline
from .app import app, complain, fail
from .batch import lint_all
from .books import RulesOption
from .check import FileTypeOption
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
    FactsOption,
    IgnoreOption,
    IsolatedOption,
    JobsOption,
    LinesOption,
    PassageOption,
    ProfileOption,
    SelectOption,
    given_settings,
    make_plan,
    said,
)
from .worker import Worker, asked


@app.command("baseline", cls=CommandWithGrammar)
def make_baseline(
    paths: Annotated[list[str], typer.Argument(help="Drafts or folders of drafts.")],
    file: Annotated[
        Path | None, typer.Option(help=f"The file to write: that of the settings, or {NAME}, if it is not said.")
    ] = None,
    passage: PassageOption = False,
    lines: LinesOption = None,
    facts: FactsOption = None,
    profile: ProfileOption = None,
    select: SelectOption = None,
    extend_select: ExtendOption = None,
    ignore: IgnoreOption = None,
    rules: RulesOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
    exclude: ExcludeOption = None,
    file_type: FileTypeOption = None,
    jobs: JobsOption = 1,
    grammar: GrammarOption = None,
    grammar_server: GrammarServerOption = None,
    grammar_timeout: GrammarTimeoutOption = 20.0,
    allow_remote: AllowRemoteOption = False,
) -> None:
    """Record all findings of today; `pslint check --baseline FILE` then shows only what is new.

    The file holds neither words of a draft nor paths. It is written only when every draft could be read,
    and checked for grammar where that is asked for.
    """
    ask = asked(passage, lines, file_type)
    given = given_settings(
        profile=profile, select=select, extend_select=extend_select, ignore=ignore, rules=rules, facts=facts
    )
    plan = make_plan(paths, given, config, isolated=isolated, exclude=exclude)
    file = file or plan.first.settings.baseline or Path(NAME)
    old = said(partial(load_baseline, file)) if file.exists() else None
    worker = said(lambda: Worker(plan.setups, ask))
    grammar_run = GrammarRun(plan, grammar, grammar_server, allow_remote, grammar_timeout)
    try:
        reports = list(grammar_run.add(lint_all(plan, worker, jobs, quiet=False)))
    except KeyboardInterrupt:
        fail("interrupted; no baseline is written")
    unread = [report for report in reports if report.error]
    for report in unread:
        complain(f"{report.path}: {report.error}")
    if unread or plan.broken or grammar_run.failed:
        fail(f"{file}: not written, as not all drafts could be {'checked' if grammar_run.failed else 'read'}")
    made = record(reports, old.salt if old else None)
    try:
        save_baseline(made, file)
    except OSError as error:
        fail(f"{file}: cannot be written ({error.strerror}); name another file")
    count = sum(count for keys in made.findings.values() for count in keys.values())
    low = sum(finding.confidence == "low" for report in reports for finding in report.findings)
    more = f", {low} of them of low confidence" if low else ""
    typer.echo(f"wrote {file}: {plural(count, 'finding')} in {plural(len(reports), 'draft')}{more}")
