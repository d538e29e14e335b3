"""What is found in a draft: all of it if its words were read before; else what needs no reading first."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from typing import NoReturn

from ..draft import Draft
from ..findings import Finding, Report
from ..reader.caching import MOST, CachingReader, NotRead, ReadRequest, RememberedOnly
from ..reading import Reading
from ..settle import settle
from ..suppression.suppress import directives, suppress
from .linters import Setup
from .text import change_between

#: What rules about all of one draft find in it, by the rule's id.
Counted = dict[str, list[Finding]]


def known(setup: Setup, draft: Draft, counted: Counted) -> Report | ReadRequest:
    """All that there is to say, or the words that are to be read first.

    What `counted` holds is not sought again. Raises DraftError.
    """
    linter = setup.linter
    quick = linter.with_reader(RememberedOnly(_reader(setup)))
    try:
        return setup.shown(quick.lint_draft(draft, beside=setup.beside, counted=counted))
    except NotRead as unread:
        return unread.ask


def meanwhile(setup: Setup, draft: Draft, before: Report | None, counted: Counted) -> Report:
    """What can be said while words are still to be read, which is put into `counted` as well.

    What was said `before` of words that were not changed stays, so that nothing flickers. Raises DraftError.
    """
    linter = setup.linter
    _count(setup, draft, counted)
    said, _ = settle([finding for own in counted.values() for finding in own], linter.rulebook.rules, [])
    found, _ = suppress(said, directives(draft, linter.rulebook.rules, setup.beside).suppressions, draft)
    fresh = setup.shown(Report(draft.path, linter.profile.name, draft, findings=tuple(found)))
    kept = [finding for finding in _carried(before, draft) if finding.rule not in counted] if before else []
    findings = sorted((*fresh.findings, *kept), key=lambda finding: (finding.start, finding.end, finding.rule))
    return replace(fresh, findings=tuple(findings))


def read(setup: Setup, draft: Draft, ask: ReadRequest) -> Report | None:
    """Read these words, so that they are known; raises ModelError.

    A draft of which not all readings can be remembered is linted at once, for good. Raises DraftError then, too.
    """
    if len(draft.source) <= MOST // 2:
        _reader(setup).answer(ask)
        return None
    return setup.shown(setup.linter.lint_draft(draft, beside=setup.beside))


def _reader(setup: Setup) -> CachingReader:
    reader = setup.linter.reader
    assert isinstance(reader, CachingReader)
    return reader


class _Unread(tuple[Reading, ...]):
    """Readings that are still to come: whoever asks for them gets NotRead."""

    def _ask(self, *_: object) -> NoReturn:
        raise NotRead(ReadRequest("", ()))

    __iter__ = __len__ = __bool__ = __getitem__ = __contains__ = _ask


def _count(setup: Setup, draft: Draft, counted: Counted) -> None:
    """What the rules find that look at the whole draft and need no reading."""
    linter = setup.linter
    around = replace(linter.look(draft, places=()), readings=_Unread(), profile=linter.profile)
    for rule in linter.rules:
        if rule.scope == "document" and rule.check != "unused-ignore":
            with contextlib.suppress(NotRead):
                counted[rule.id] = linter.run(rule, around)


def _carried(before: Report, draft: Draft) -> Iterator[Finding]:
    """The earlier findings whose words stand in the draft unchanged, where they stand now."""
    assert before.draft is not None
    change = change_between(before.draft.source, draft.source)
    for finding in before.findings:
        place = change.moved(finding.start, finding.end)
        if place is not None:
            yield replace(finding, start=place.start, end=place.end, related=())
