"""A table for spreadsheets: one row a finding, in UTF-8 with the mark by which Excel knows it, no cell a formula."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Final

from . import Run, View
from .select import Tally
from .wording import place

_WHERE: Final = ("file", "place", "number", "column")
#: As a finding calls them.
_WHAT: Final = ("rule", "name", "category", "severity", "confidence", "message", "url")
#: Without this Excel takes UTF-8 for the code page of its machine.
_MARK: Final = "\ufeff"
#: A spreadsheet calculates what begins so; the wide forms are those of a Japanese or Chinese one.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def render(run: Run, view: View) -> Iterator[str]:
    """The run, with one row for a draft without findings, and one, of severity error, for one that was not read."""
    tally = Tally(view)
    yield _MARK + _row((*_WHERE, *_WHAT))
    for report in run.reports:
        findings = tally.add(report)
        draft = report.draft
        if draft is None:
            yield _about(report.path, "error", f"not read: {report.error}")
            continue
        if not findings:
            yield _about(report.path, "", "no findings")
        for finding in findings:
            number, column = draft.numbers(finding.start)
            where = (report.path, place(draft, finding.start, finding.end), str(number), str(column))
            yield _row((*where, *(getattr(finding, name) for name in _WHAT)))


def _about(path: str, severity: str, message: str) -> str:
    """The row of a draft of which there is no finding to tell."""
    said = {"file": path, "severity": severity, "message": message}
    return _row(said.get(column, "") for column in (*_WHERE, *_WHAT))


def _row(cells: Iterable[str]) -> str:
    made = StringIO(newline="")
    csv.writer(made).writerow(map(_harmless, cells))
    return made.getvalue()


def _harmless(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
