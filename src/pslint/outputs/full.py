"""The report for people: each passage's scorecard, the words underlined, what to do about them, the counts."""

import io
from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from ..draft import Draft
from ..findings import MOVES, SEVERITIES, Finding, Passage, Report
from ..saying import plural, shortened
from ..text.plain import make_plain
from . import Run, View
from .select import Tally, shown
from .wording import LABELS, SURE, absent, best_words, counts, is_optional, kind_line, place

_STYLES: Final = {"error": "bold red", "warning": "yellow", "info": "cyan"}
_EXCERPT: Final = 56


def render(run: Run, view: View) -> Iterator[str]:
    """The run, wrapped to the view's width."""
    file = io.StringIO()
    console = Console(
        file=file,
        width=max(40, view.width),
        force_terminal=view.color,
        color_system="standard" if view.color else None,
        no_color=not view.color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    tally = Tally(view)
    for report in run.reports:
        findings = tally.add(report)
        if report.draft is not None and not (view.quiet and not findings):
            _report(console, report, report.draft, view)
            yield _taken(file)
    if not view.quiet:
        console.print(Text(counts(tally, " (--show low)"), style="bold"))
        yield _taken(file)


def _taken(file: io.StringIO) -> str:
    """What was written so far, no spaces at the ends of lines; the file is empty again."""
    text = file.getvalue()
    file.seek(0)
    file.truncate()
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _report(console: Console, report: Report, draft: Draft, view: View) -> None:
    console.print(Text(report.path, style="bold"))
    findings = shown(report, view)
    for passage in () if view.quiet else report.passages:
        _scorecard(console, passage, draft)
    kept = sorted(findings, key=lambda f: SEVERITIES.index(f.severity))[: view.most or None]
    said: dict[str, str] = {}
    for finding in (finding for finding in findings if finding in kept):
        console.print()
        _finding(console, finding, draft, said)
    if len(kept) < len(findings):
        console.print()
        console.print(Text(f"  and {len(findings) - len(kept)} more of lesser weight; --all shows them", style="dim"))
    kind = kind_line(report, view)
    if kind and not view.quiet:
        console.print()
        console.print(Text("  " + kind, style="green"))
    console.print()


def _scorecard(console: Console, passage: Passage, draft: Draft) -> None:
    where = place(draft, passage.start, passage.end)
    console.print(
        Text(
            f"  explanation, {where}: {plural(passage.sentences, 'sentence')}, {plural(passage.words, 'word')}",
            style="dim",
        )
    )
    for move in MOVES:
        marks = passage.moves[move]
        line = Text("    ")
        if marks:
            line.append("+ ", style="green")
            line.append(f"{LABELS[move]:<10}")
            line.append(best_words(marks, draft, _EXCERPT), style="italic")
        elif move in passage.unsure:
            line.append("? ", style="yellow")
            line.append(f"{LABELS[move]:<10}")
            line.append("perhaps; I cannot tell", style="dim")
        else:
            line.append("- ", style="dim" if is_optional(move, passage) else "red")
            line.append(f"{LABELS[move]:<10}")
            line.append(absent(move, passage), style="dim")
        line.no_wrap = True
        line.overflow = "ellipsis"
        console.print(line)


def _finding(console: Console, finding: Finding, draft: Draft, said: dict[str, str]) -> None:
    """A finding; advice that was `said` before is not given once more."""
    here = draft.place(finding.start)
    earlier = said.setdefault(_advice(finding), here)
    heading = Text("  ")
    heading.append(f"{here} ", style="dim")
    heading.append(finding.severity, style=_STYLES[finding.severity])
    heading.append(f" {finding.rule} {finding.name}", style="bold")
    if finding.confidence != "high":
        heading.append(f" ({SURE[finding.confidence]})", style="dim")
    console.print(heading)
    _underlined(console, finding, draft)
    message = Text(finding.message) if earlier == here else Text(f"As for {finding.name} at {earlier}.", style="dim")
    console.print(Padding(message, (0, 0, 0, 4)))


def _advice(finding: Finding) -> str:
    """What is said of the words, without them."""
    return finding.message.replace(f"'{shortened(make_plain(finding.excerpt))}'", "", 1)


def _underlined(console: Console, finding: Finding, draft: Draft) -> None:
    """The line that holds the words, cut to the width around them, and a rule of carets below."""
    at = draft.position(finding.start)
    line = draft.line_span(at.line)
    end = min(finding.end, line.end)
    room = console.width - 8
    start = line.start
    if cell_len(draft.source[line.start : end]) > room or line.end - line.start > room:
        # Begin at a word a little before the finding, so that its first words show.
        start = max(line.start, finding.start - room // 4)
        if start > line.start:
            gap = draft.source.find(" ", start, finding.start)
            start = gap + 1 if gap >= 0 else start
    before = ("..." if start > line.start else "") + _flat(draft.source[start : finding.start])
    words = _flat(draft.source[finding.start : end])
    after = _flat(draft.source[end : line.end])
    left = room - cell_len(before)
    cut = _cut(words, left)
    rest = _cut(after, left - cell_len(cut)) if cut == words else ""
    console.print(
        Text("    | ", style="dim") + Text(before) + Text(cut, style=_STYLES[finding.severity]) + Text(rest),
        no_wrap=True,
    )
    console.print(
        Text("    | " + " " * cell_len(before), style="dim")
        + Text("^" * max(1, cell_len(cut)), style=_STYLES[finding.severity]),
        no_wrap=True,
    )


def _flat(text: str) -> str:
    """Text that takes one line: tabs and control characters as spaces."""
    return "".join(char if char.isprintable() else " " for char in text)


def _cut(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    kept = ""
    for char in text:
        if cell_len(kept + char) > width - 3:
            break
        kept += char
    return kept + "..." if width > 3 else ""
