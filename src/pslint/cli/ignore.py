"""`pslint ignore`: leave a finding, in a file beside the draft."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

import typer

from ..findings import Finding, Report
from ..grammar.names import names_grammar
from ..places import SIDECAR
from ..saying import plural
from ..suppression.fingerprint import fingerprint, new_salt
from ..suppression.sidecar import add_ignores
from .app import app, fail
from .batch import lint_all
from .books import RulesOption
from .check import FileTypeOption
from .explain import find
from .plan import (
    ConfigOption,
    ExtendOption,
    FactsOption,
    IgnoreOption,
    IsolatedOption,
    LinesOption,
    PassageOption,
    Plan,
    ProfileOption,
    SelectOption,
    given_settings,
    make_plan,
    said,
)
from .prune import take_out
from .sources import STDIN
from .worker import Worker, asked

_RULE_AND_PLACE: Final = 2
_PLACE = re.compile(r"(?P<path>.+?):(?:(?P<unit>paragraph|page) )?(?P<number>\d+)(?::(?P<character>\d+))?")


@app.command("ignore")
def ignore_finding(
    given: Annotated[
        list[str],
        typer.Argument(
            metavar="RULE DRAFT:LINE[:COLUMN] | --prune PATH...",
            help="The id or name of the rule that spoke, and where, as in a report: a paragraph or page if there are "
            "no lines. With --prune drafts or folders of drafts.",
        ),
    ],
    prune: Annotated[
        bool, typer.Option("--prune", help="Take out the entries for these drafts that no longer silence anything.")
    ] = False,
    reason: Annotated[str | None, typer.Option(help="Why the finding is left.")] = None,
    passage: PassageOption = False,
    lines: LinesOption = None,
    profile: ProfileOption = None,
    select: SelectOption = None,
    extend_select: ExtendOption = None,
    ignore: IgnoreOption = None,
    rules: RulesOption = None,
    facts: FactsOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
    file_type: FileTypeOption = None,
) -> None:
    """Leave a finding from now on: it is entered in .pslint-ignore.yaml beside the draft, which stays as it is.

    The entry holds as long as the sentence stays the same, wherever it moves; --prune takes out those that are done.
    """
    settings = given_settings(
        profile=profile, select=select, extend_select=extend_select, ignore=ignore, rules=rules, facts=facts
    )
    ask = asked(passage, lines, file_type)

    def prepared(paths: list[str]) -> tuple[Plan, Worker]:
        plan = make_plan(paths, settings, config, isolated=isolated)
        return plan, said(lambda: Worker(plan.setups, ask))

    if prune and (reason is not None or lines is not None):
        fail("--prune takes neither --reason nor --lines; leave them out")
    if prune and STDIN in given:
        fail("standard input has no file of ignores beside it; name drafts or folders")
    if prune:
        take_out(*prepared(given))
        return
    if len(given) != _RULE_AND_PLACE:
        fail("give a rule and one place, such as PS203 draft.txt:12; put a place with a space in it in quotes")
    rule, place = given
    _leave(rule, place, reason, prepared)


def _leave(rule: str, place: str, reason: str | None, prepared: Callable[[list[str]], tuple[Plan, Worker]]) -> None:
    if names_grammar(rule):
        fail(f"{rule}: of grammar no single finding can be left this way; put it under `ignore` in the settings")
    match = _PLACE.fullmatch(place)
    if match is None or match["path"] == "-":
        fail(f"{place}: give a draft and a line, such as draft.txt:12")
    path, number, character = match["path"], int(match["number"]), match["character"]
    if Path(path).is_dir():
        fail(f"{path}: is a folder; name a draft in it")
    plan, worker = prepared([path])
    identity = find(rule, worker.linters[0].linter.rulebook).id
    (report,) = lint_all(plan, worker, 1, quiet=True)
    draft = report.draft
    if draft is None:
        fail(f"{path}: {report.error}")

    if (match["unit"] or draft.counted_in) != draft.counted_in:
        fail(f"{place}: this draft is counted in {draft.counted_in}s; give a place as its report does")

    def stands_there(finding: Finding) -> bool:
        first, at = draft.numbers(finding.start)
        if character is not None and at != int(character):
            return False
        return finding.rule == identity and first <= number <= draft.numbers(max(finding.start, finding.end - 1))[0]

    offsets = [finding.start for finding in report.findings if stands_there(finding)]
    if not offsets:
        spoken = dict.fromkeys(draft.place(f.start) for f in report.findings if f.rule == identity)
        lines = f"; it speaks at {', '.join(spoken)}" if spoken else ", or is ignored already"
        fail(f"{place}: {identity} says nothing here{lines}")
    try:
        added = said(lambda: add_ignores(draft, identity, offsets, reason))
    except OSError as error:
        fail(f"{Path(path).parent / SIDECAR}: cannot be written ({error.strerror}); check its permissions")
    left = _in_the_same_sentences(report, identity, offsets)
    all_ = f"it leaves all {left} of the sentence" if added == 1 else f"they leave all {left} of their sentences"
    more = f"; {all_}" if left > added else ""
    typer.echo(f"wrote {Path(path).parent / SIDECAR}: {plural(added, 'entry', 'entries')} for {identity}{more}")


def _in_the_same_sentences(report: Report, rule: str, offsets: list[int]) -> int:
    """How many findings of the rule start in a sentence in which one of those at `offsets` does."""
    assert report.draft is not None, "a draft that cannot be read has no findings"
    salt = new_salt()
    sentences = {fingerprint(salt, rule, report.draft, offset) for offset in offsets}
    own = (finding for finding in report.findings if finding.rule == rule)
    return sum(fingerprint(salt, rule, report.draft, finding.start) in sentences for finding in own)
