"""`pslint export`: the plain text that goes into the application's form."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from ..draft import Draft, DraftError
from ..errors import nearest
from ..formats.kinds import KINDS, kind_of
from .app import app, complain, fail
from .output import spare_drafts, write_file
from .sources import STDIN, Source, read_stdin

_FORM = "eras"
_FORM_RULES = ("PS901", "PS902", "PS903")


@app.command()
def export(
    draft: Annotated[str, typer.Argument(help="A draft; - reads standard input.")],
    field: Annotated[str, typer.Option(help="The field that the text goes into, as in the settings.")] = "eras.ps",
    check: Annotated[bool, typer.Option("--check", help="Only report what does not belong in the form.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write the text here.")] = None,
    stdin_filename: Annotated[
        str, typer.Option(help="The name of standard input, which tells its format.")
    ] = "<stdin>",
) -> None:
    """Print a draft as plain text for ERAS; what was changed is listed on standard error. The draft stays as it is.

    Exit code 0: the text fits the field, 1: it does not, or --check found more than hints, 2: it could not be done.
    """
    if check and output is not None:
        fail("--check writes no text; leave out --output")
    name = stdin_filename if draft == STDIN else draft
    try:
        source = Source(name, data=read_stdin()) if draft == STDIN else Source(name, Path(draft))
        read = source.read(None)
    except DraftError as error:
        fail(f"{name}: {error}")
    if check:
        _check(read, _known(field))
    else:
        _export(read, _known(field), source, output)


def _known(field: str) -> str:
    """A field of a form by its id; the form may be left out."""
    from ..citations import published_facts

    fields = published_facts().fields
    name = field if field in fields else f"{_FORM}.{field}"
    if name not in fields:
        fail(f"no field {field!r}{nearest(field, fields)}; there are {', '.join(fields)}")
    return name


def _export(draft: Draft, field: str, source: Source, output: Path | None) -> None:
    from ..citations import published_facts
    from ..export import export as plain_text

    limit = published_facts().fields[field].limit
    exported = plain_text(draft)
    if not exported.text:
        fail(f"{source.name}: holds no text; nothing was written")
    if output is None:
        sys.stdout.buffer.write((exported.text + "\n").encode("utf-8"))
        sys.stdout.flush()
    else:
        spare_drafts(output, [Path(source.name)], writes="text")
        if KINDS[kind_of(str(output))].binary:
            fail(f"{output}: is the name of a document, and this is plain text; name a .txt file")
        write_file(output, exported.text + "\n")
    for change in exported.changes:
        complain(change)
    count, line_ends = len(exported.text), exported.text.count("\n")
    twice = f" ({count + line_ends:,} if a line end counts as two)" if line_ends else ""
    complain(f"{count:,} of {limit:,} characters{twice}")
    if count > limit:
        complain(f"{count - limit:,} characters too many for this field; shorten the draft")
        raise typer.Exit(1)


def _check(draft: Draft, field: str) -> None:
    from .. import __version__
    from ..errors import ModelError
    from ..linter import Linter
    from ..outputs import Run, View, render

    linter = Linter(select=_FORM_RULES)
    linter.profile = linter.profile.model_copy(update={"field": field})
    try:
        report = linter.lint_draft(draft)
    except (DraftError, ModelError) as error:
        fail(f"{draft.path}: {error}")
    text = render("concise", Run((report,), linter.profile.name, __version__), View())
    sys.stdout.buffer.write(text.encode(sys.stdout.encoding or "utf-8", "replace"))
    sys.stdout.flush()
    if any(finding.severity != "info" for finding in report.findings):
        raise typer.Exit(1)
