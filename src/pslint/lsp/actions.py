"""What a writer can do about a finding: leave it here, have it explained, read its page."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from lsprotocol import types

from ..draft import Draft, DraftError
from ..findings import Finding, Report
from ..formats import parse_text
from ..formats.kinds import KINDS
from ..rule import Rule
from ..suppression.suppress import directives
from .diagnostics import diagnostic
from .documents import Document
from .hover import at

IGNORE: Final = "pslint.ignore"
EXPLAIN: Final = "pslint.explain"
OPEN_PAGE: Final = "pslint.openRulePage"


def actions(
    document: Document, report: Report, rules: Mapping[str, Rule], place: types.Range
) -> list[types.CodeAction]:
    """The actions for the findings in a range, those to leave one first."""
    span = document.text.span(place)
    found = list(at(report, span.start, span.end))
    made = [_ignore(document, report, finding, rules) for finding in found]
    spoken = {finding.rule: finding for finding in found if finding.rule in rules}
    for finding in spoken.values():
        made += _reading(document, finding)
    return [action for action in made if action is not None]


def _ignore(document: Document, report: Report, finding: Finding, rules: Mapping[str, Rule]) -> types.CodeAction | None:
    assert report.draft is not None
    title = f"Leave {finding.rule} {finding.name} here"
    for edit in _comments(report.draft, finding):
        if _covers(edit, report.draft, finding, rules):
            start = edit[0]
            change = types.TextEdit(document.text.range(start, start), edit[1])
            version = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
            whole = types.WorkspaceEdit(
                changes={document.uri: [change]},
                document_changes=[types.TextDocumentEdit(version, [change])],
            )
            return _action(document, finding, f"{title}, by a comment", edit=whole)
    if not document.path.is_file():
        return None
    command = types.Command(title, IGNORE, arguments=[document.uri, finding.rule, finding.start])
    return _action(document, finding, f"{title}, in a file beside the draft", command=command)


def _reading(document: Document, finding: Finding) -> Iterator[types.CodeAction]:
    for title, command in ((f"Explain {finding.rule}", EXPLAIN), (f"Open the page of {finding.rule}", OPEN_PAGE)):
        yield _action(document, finding, title, command=types.Command(title, command, arguments=[finding.rule]))


def _action(
    document: Document,
    finding: Finding,
    title: str,
    *,
    edit: types.WorkspaceEdit | None = None,
    command: types.Command | None = None,
) -> types.CodeAction:
    return types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic(finding, document.text, document.uri)],
        edit=edit,
        command=command,
    )


def _comments(draft: Draft, finding: Finding) -> Iterator[tuple[int, str]]:
    """Where to put which comment, the best first; the writer's own line ends are kept."""
    kind = KINDS[draft.kind]
    if kind.comment is None:
        return
    comment = kind.comment.format(f"pslint: ignore[{finding.rule}]")
    line = draft.line_span(draft.position(finding.start).line)
    words = draft.source[line.start : line.end]
    if kind.inline:
        yield line.start + len(words.rstrip()), f" {comment}"
    else:
        newline = next((end for end in ("\r\n", "\n", "\r") if end in draft.source), "\n")
        indent = words[: len(words) - len(words.lstrip())]
        yield line.start, indent + comment.replace("\n", newline) + newline


def _covers(edit: tuple[int, str], draft: Draft, finding: Finding, rules: Mapping[str, Rule]) -> bool:
    """Whether the comment would be read as one, leaves this finding, and changes no words."""
    at_, comment = edit
    source = draft.source[:at_] + comment + draft.source[at_:]
    try:
        made = parse_text(draft.path, source, draft.kind)
    except DraftError:
        return False
    moved = len(comment) if at_ <= finding.start else 0
    there = replace(finding, start=finding.start + moved, end=finding.end + moved)
    covered = any(suppression.covers(there, made) for suppression in directives(made, rules).suppressions)
    return covered and made.prose.split() == draft.prose.split() and len(made.blocks) == len(draft.blocks)
