"""Grammar in `pslint check`, and `pslint grammar install`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import typer
from typer.core import TyperCommand

from ..errors import needs_extra
from ..findings import Finding, Report, Severity
from ..grammar.errors import GrammarError
from ..grammar.names import Chosen, names_grammar, severity_of
from .app import app, complain, fail
from .plainly import plainly
from .plan import Plan, Setup

if TYPE_CHECKING:
    from ..grammar.checker import Grammar
    from ..suppression.suppress import Beside

grammar_app = typer.Typer(help="Grammar checking: install what it needs.", no_args_is_help=True)
app.add_typer(grammar_app, name="grammar")

_FLAG: Final = "--grammar"
#: What a draft's grammar is checked on.
Scope = Literal["passage", "document"]

GrammarOption = Annotated[
    Scope | None,
    typer.Option(_FLAG, help="Check grammar with LanguageTool: --grammar the explanation, --grammar=document all."),
]
GrammarServerOption = Annotated[
    str | None, typer.Option("--grammar-server", metavar="URL", help="A LanguageTool that is running; none is started.")
]
AllowRemoteOption = Annotated[
    bool, typer.Option("--allow-remote", help="Let the words of a draft go to a grammar server on another machine.")
]
GrammarTimeoutOption = Annotated[
    float, typer.Option("--grammar-timeout", metavar="SECONDS", min=0.1, help="How long a grammar check may take.")
]


class CommandWithGrammar(TyperCommand):
    """A command whose `--grammar` may stand alone: it does not take the draft after it for its value."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The arguments and options."""
        return plainly(super().get_params(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Give the bare flag its value."""
        return super().parse_args(ctx, [f"{_FLAG}=passage" if arg == _FLAG else arg for arg in args])


@dataclass
class GrammarRun:
    """Adds grammar findings to the reports of a run, all from one server; `failed` once that could not be done.

    `scope` is None where the command line does not ask; then each draft's settings say. A server is the command
    line's, or the first that any settings name.
    """

    plan: Plan
    scope: Scope | None
    server: str | None
    allow_remote: bool
    seconds: float
    failed: bool = False

    def __post_init__(self) -> None:
        """End the program where the options ask for what cannot be."""
        settings = [setup.config.settings for setup in self.plan.setups]
        if self.scope is None and not any(s.grammar for s in settings):
            if self.server or self.allow_remote:
                fail("--grammar-server and --allow-remote are about checking grammar; ask for that with --grammar")
            return
        if not any(_chosen(setup).any_left for setup in self.plan.setups):
            fail("grammar is to be checked, and select or ignore leave none of it; name `grammar` in select")
        self.server = self.server or next((s.grammar.server for s in settings if s.grammar and s.grammar.server), None)

    def add(self, reports: Iterator[Report]) -> Iterator[Report]:
        """The reports, in order, with the findings of those drafts whose grammar is to be checked."""
        grammar: Grammar | None = None
        try:
            for job, report in zip(self.plan.jobs, reports, strict=True):
                setup = self.plan.setups[job.setup]
                own = setup.config.settings.grammar
                scope = self.scope or (own and own.scope)
                if scope and report.draft is not None and not self.failed:
                    try:
                        grammar = grammar or self._opened()
                        report = _with_grammar(report, grammar, scope, setup)
                    except GrammarError as error:
                        # Once said; the drafts that follow would only say it again, each after its own wait.
                        complain(f"grammar was not checked: {error}")
                        self.failed = True
                yield report
        finally:
            if grammar is not None:
                grammar.close()

    def _opened(self) -> "Grammar":
        # Loaded once grammar is checked, here and below.
        from ..grammar.checker import Grammar

        grammar = Grammar(self.server, allow_remote=self.allow_remote, seconds=self.seconds)
        if grammar.elsewhere:
            typer.echo(f"pslint: note: the words of your drafts go to {grammar.elsewhere}, as you allowed", err=True)
        return grammar


def _chosen(setup: Setup) -> Chosen:
    settings = setup.config.settings
    select = None if settings.select is None else (*settings.select, *settings.extend_select)
    return Chosen(select or (), (*settings.ignore, *settings.off, *setup.ignored))


def _with_grammar(report: Report, grammar: "Grammar", scope: Scope, setup: Setup) -> Report:
    from ..suppression.suppress import directives, suppress

    draft = report.draft
    assert draft is not None
    chosen = _chosen(setup)
    found = grammar.findings(draft, report.passages, report.findings, scope=scope, chosen=chosen)
    kept, unused = suppress(found, directives(draft, {}, _beside(report)).suppressions, draft)
    severities = setup.config.settings.severity
    kept = [_with_severity(finding, severity_of(severities, finding.rule)) for finding in kept]
    # Where only the explanation was checked, it cannot be known what the suppressions elsewhere are for.
    unused = [item for item in unused if names_grammar(item.rule) and chosen.has(item.rule)]
    if unused and scope == "document":
        from ..configured import linter_for

        kept += linter_for(setup.config, setup.ignored).report_unused(draft, unused)
    merged = sorted((*report.findings, *kept), key=lambda finding: (finding.start, finding.end, finding.rule))
    return replace(report, findings=tuple(merged))


def _with_severity(finding: Finding, severity: Severity | None) -> Finding:
    """The finding at the settings' severity; a hint stays one."""
    return replace(finding, severity=severity) if severity and finding.severity != "info" else finding


def _beside(report: Report) -> "Beside | None":
    """What is said of grammar in the file beside the draft; that this can be read, the linter has seen to."""
    from ..suppression.sidecar import load_sidecar

    path = Path(report.path)
    sidecar = load_sidecar(path.parent) if path.is_file() else None
    if sidecar is None:
        return None
    beside = sidecar.beside(path.name)
    # The linter has followed the rest, and here no rule of pslint's is known.
    suppressed = tuple(known for known in beside.suppressed if names_grammar(known.rule))
    return replace(beside, suppressed=suppressed, lines=None)


@grammar_app.command("install")
def install_grammar(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be downloaded, and do no more.")] = False,
) -> None:
    """Download LanguageTool, which `check --grammar` starts: say what, from where and how large, verify, unpack."""
    try:
        from ..grammar.install import install, offer
    except ImportError:
        fail(needs_extra("grammar checking", "grammar"))
    try:
        found = offer()
        if found.here:
            typer.echo(f"LanguageTool {found.version} is in {found.folder} already; nothing to do")
            return
        typer.echo(found.say())
        if not dry_run:
            install(found)
            typer.echo("verified and installed; check grammar with: pslint check --grammar DRAFT")
    except GrammarError as error:
        fail(str(error))
