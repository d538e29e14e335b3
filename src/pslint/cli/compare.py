"""`pslint compare`: whether a statement, interview notes and a dean's letter tell one story."""

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from .. import __version__, heap
from ..compare import Comparison, Document
from ..compare import compare as compare_drafts
from ..configured import linter_for
from ..draft import DraftError, Role
from ..errors import ModelError
from ..formats import load
from ..outputs import Run, View
from ..settings.config import Configs
from ..suppression.sidecar import load_sidecar
from .app import app, complain, fail
from .books import RulesOption
from .listing import Listing, ListingOption, print_json
from .outcome import fails
from .plan import given_settings, said


@app.command()
def compare(
    paths: Annotated[list[Path], typer.Argument(help="Two or more documents about the same setback.")],
    mspe: Annotated[list[Path] | None, typer.Option(help="This one is a dean's letter, in the third person.")] = None,
    notes: Annotated[list[Path] | None, typer.Option(help="This one is notes for an interview.")] = None,
    rules: RulesOption = None,
    output_format: ListingOption = Listing.text,
) -> None:
    """Put side by side what each document tells, and report where they differ (PS709).

    A file whose name holds "mspe" is a dean's letter, one with "interview" or "notes" is interview notes, any other a
    statement. The settings of the first document hold, and what comments say in any of them. Exit code 1 when documents
    differ, 2 when something could not be done.
    """
    # One that is named twice is one document.
    every = list({os.path.abspath(path): path for path in (*paths, *(mspe or []), *(notes or []))}.values())  # noqa: PTH100
    if len(every) < 2:
        fail("compare needs two documents or more, such as statement.md and interview.md")
    documents = [_document(path, _role(path, mspe or [], notes or [])) for path in every]
    config = said(lambda: Configs(given_settings(rules=rules)).of(every[0]))
    linter = said(lambda: linter_for(config, config.ignored_in(every[0])))
    heap.loaded()
    if not any(rule.scope == "set" for rule in linter.rules):
        fail("the settings leave no rule that compares documents; select PS709, or take it out of ignore")
    try:
        found = compare_drafts(linter, documents)
    except (DraftError, ModelError) as error:
        fail(str(error))
    if output_format is Listing.json:
        print_json(_as_data(found, linter.profile.name))
    else:
        _print(found)
    silent = [report for number, report in enumerate(found.reports) if not any(row.told[number] for row in found.rows)]
    for report in silent:
        complain(f"{report.path}: tells nothing of a setback that could be compared; take it out, or look at its words")
    if silent:
        raise typer.Exit(2)
    level = config.settings.fail_level or "warning"
    if any(fails(report, level, linter.profile.show) for report in found.reports):
        raise typer.Exit(1)


def _document(path: Path, role: Role) -> Document:
    try:
        draft = load(path)
    except DraftError as error:
        fail(f"{path}: {error}")
    sidecar = said(lambda: load_sidecar(path.parent))
    return Document(draft, role, sidecar.beside(path.name) if sidecar else None)


def _role(path: Path, mspe: list[Path], notes: list[Path]) -> Role:
    name = path.name.lower()
    if path in mspe or (path not in notes and "mspe" in name):
        return "mspe"
    return "notes" if path in notes or "interview" in name or "notes" in name else "statement"


def _as_data(found: Comparison, profile: str) -> dict[str, Any]:
    """The contract of `check --output-format json`, with the table beside it."""
    from ..outputs.json import as_data

    data = as_data(Run(found.reports, profile, __version__), View())
    for file, role in zip(data["files"], found.roles, strict=True):
        file["role"] = role
    table = [{"topic": r.topic, "told": [list(cell) for cell in r.told], "differ": r.differ} for r in found.rows]
    return data | {"comparison": table}


def _print(found: Comparison) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=False, file=sys.stdout)
    table = Table()
    table.add_column("")
    for report, role in zip(found.reports, found.roles, strict=True):
        table.add_column(Text(f"{report.path}\n({role})"), overflow="fold")
    table.add_column("")
    for row in found.rows:
        agreed = "" if row.differ is None else "differ" if row.differ else "agree"
        cells = [Text("\n".join(cell) or "-") for cell in row.told]
        table.add_row(row.topic, *cells, Text(agreed, style="yellow" if row.differ else ""))
    console.print(table)
    for report in found.reports:
        for finding in report.findings:
            assert report.draft is not None, "a document that was compared was read"
            where = f"{report.path}:{report.draft.place(finding.start)}"
            console.print(Text(f"{where}: {finding.severity} {finding.rule} {finding.message}"), soft_wrap=True)
            for other in finding.related:
                if other.draft is not None:
                    line = f"  {other.path}:{other.draft.place(other.start)}: {other.message}"
                    console.print(Text(line), soft_wrap=True)
