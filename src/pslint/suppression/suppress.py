"""What the writer has said about a draft, in its comments or in a file beside it: findings to leave, where the
explanation stands.

`ignore[PS203] reason` silences a rule on its line, or on the next line of prose where the comment stands alone;
`ignore-next-line[...]`, `ignore-file[...]`, and from `off[...]` to `on[...]`. There is none without rules.
`passage` and `end` stand around the explanation; `no-passage` says that there is none.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from ..draft import Comment, Draft, DraftError, Span
from ..errors import nearest
from ..extract.words import Needing
from ..findings import Finding
from ..formats.kinds import KINDS
from ..rule import Rule
from .fingerprint import fingerprint

_DIRECTIVE: Final = re.compile(
    r"\s*pslint(?![\w-])(?P<colon>\s*:)?\s*(?P<verb>[^\s\[\]]*)\s*(?:\[(?P<rules>[^\]]*)\])?", re.IGNORECASE
)
_WITH_RULES: Final = frozenset({"ignore", "ignore-next-line", "ignore-file", "off", "on"})
_ALONE: Final = frozenset({"passage", "end", "no-passage"})
#: A comment for pslint in a draft whose format has none; Word makes one dash of two.
_UNREAD: Final = Needing(
    re.compile(
        r"<!\s*[-\u2013\u2014]+\s*pslint\s*:[^<>]{0,400}>"
        r"|(?:(?<!\S)%|^\.\.)[ \t]*pslint[ \t]*:[ \t]*(?:ignore|off|on|passage|end|no-passage)\b[^\r\n]*",
        re.IGNORECASE | re.MULTILINE,
    ),
    "pslint",
)
#: Rules of a grammar server go by ids of this form; which there are only the server knows.
_FOREIGN: Final = "LT:"


@dataclass(frozen=True, slots=True)
class Suppression:
    """One rule silenced: in `area`, or where the finding's fingerprint with `salt` is `context`.

    `start` and `end` are the code points of the comment that says so, or 0 for a file beside the draft, `file`, which
    may give a `reason`.
    """

    rule: str
    start: int = 0
    end: int = 0
    area: Span | None = None
    salt: str = ""
    context: str = ""
    file: str = ""
    reason: str = ""

    def covers(self, finding: Finding, draft: Draft) -> bool:
        """Whether the finding is one that the writer wants left."""
        if finding.rule != self.rule:
            return False
        if self.area is not None:
            return finding.start <= self.area.end and self.area.start <= finding.end
        return fingerprint(self.salt, finding.rule, draft, finding.start) == self.context


@dataclass(frozen=True, slots=True)
class BadDirective:
    """A suppression that covers nothing, or a comment that cannot be followed: `kind` is the variant of what to say."""

    start: int
    end: int
    kind: str
    detail: str
    reason: str = ""


class SuppressedFinding(NamedTuple):
    """A finding that a file beside the draft leaves: the rule's id or name, the fingerprint, why."""

    rule: str
    context: str
    reason: str = ""


@dataclass(frozen=True)
class Beside:
    """What a file beside the draft says of it; its fingerprints are made with `salt`.

    `lines` are first and last lines of the explanation, or paragraphs or pages where there are no lines; empty where
    there is none, None where nothing is said.
    """

    file: str
    salt: str
    suppressed: tuple[SuppressedFinding, ...] = ()
    lines: tuple[tuple[int, int], ...] | None = None


@dataclass(frozen=True)
class Directives:
    """All that was said; `passages` is empty where there is no explanation, None where nothing was said of it."""

    suppressions: tuple[Suppression, ...] = ()
    bad_directives: tuple[BadDirective, ...] = ()
    passages: tuple[Span, ...] | None = None


def directives(draft: Draft, rules: Mapping[str, Rule], beside: Beside | None = None) -> Directives:
    """Read the comments of a draft, and what is beside it; its comments come first where both say where to look.

    Raises DraftError where the file beside it names a rule that there is not, or lines that the draft does not have.
    """
    reader = _Comments(draft, rules)
    for comment in draft.comments:
        reader.read(comment)
    reader.finish()
    if draft.kind not in KINDS or KINDS[draft.kind].comment is None:
        reader.bad_directives += [BadDirective(*match.span(), "unread", "") for match in _UNREAD.finditer(draft.prose)]
    if beside is None:
        return Directives(tuple(reader.suppressions), tuple(reader.bad_directives), reader.passages)
    suppressions = [
        Suppression(
            reader.named(known.rule, beside.file),
            salt=beside.salt,
            context=known.context,
            file=beside.file,
            reason=known.reason,
        )
        for known in beside.suppressed
    ]
    passages = reader.passages if reader.passages is not None else _lines(draft, beside)
    return Directives((*reader.suppressions, *suppressions), tuple(reader.bad_directives), passages)


def suppress(
    findings: Iterable[Finding], suppressions: Iterable[Suppression], draft: Draft
) -> tuple[list[Finding], list[Suppression]]:
    """The findings that no suppression covers, and the suppressions that cover none."""
    kept: list[Finding] = []
    unused = list(suppressions)
    every = tuple(unused)
    for finding in findings:
        covering = [suppression for suppression in every if suppression.covers(finding, draft)]
        unused = [suppression for suppression in unused if suppression not in covering]
        if not covering:
            kept.append(finding)
    return kept, unused


def unused_directive(suppression: Suppression) -> BadDirective:
    """What to say of a suppression that covers nothing."""
    if suppression.file:
        kind = "reasoned" if suppression.reason else "beside"
        return BadDirective(0, 0, kind, f"{suppression.rule} in {suppression.file}", suppression.reason)
    return BadDirective(suppression.start, suppression.end, "unused", suppression.rule)


def outside(findings: Iterable[Finding], bad_directives: Iterable[BadDirective]) -> list[Finding]:
    """The findings that are not about words of a comment that is not read: to take that out mends those, too."""
    unread = [bad for bad in bad_directives if bad.kind == "unread"]
    return [f for f in findings if not any(bad.start <= f.start and f.end <= bad.end for bad in unread)]


class _Comments:
    """The directives of one draft, read in order."""

    def __init__(self, draft: Draft, rules: Mapping[str, Rule]) -> None:
        self.suppressions: list[Suppression] = []
        self.bad_directives: list[BadDirective] = []
        self.passages: tuple[Span, ...] | None = None
        self._draft = draft
        self._rules = rules
        self._off: dict[str, Comment] = {}
        self._opened: Comment | None = None

    @cached_property
    def _names(self) -> dict[str, str]:
        # Most drafts have no comment.
        return {name.lower(): rule.id for rule in self._rules.values() for name in (rule.id, rule.name)}

    def read(self, comment: Comment) -> None:
        """Follow one comment; those that are not for pslint are let be."""
        match = _DIRECTIVE.match(comment.text)
        if match is None:
            return
        verb = match["verb"].lower()
        if match["colon"] is None:
            # "pslint is run on this" is for people.
            alone = verb in _ALONE and not comment.text[match.end() :].strip()
            if alone or (verb in _WITH_RULES and match["rules"] is not None):
                self._bad(comment, "colon", repr(f"pslint: {verb}"))
        elif verb in _WITH_RULES:
            names = [name.strip() for name in (match["rules"] or "").split(",") if name.strip()]
            if not names:
                self._bad(comment, "blanket", verb)
            for name in names:
                self._rule(comment, verb, name)
        elif verb in _ALONE:
            self._place(comment, verb)
        else:
            self._bad(comment, "malformed", _named(verb, sorted(_WITH_RULES | _ALONE)))

    def finish(self) -> None:
        """What is still open runs to the end of the draft."""
        end = len(self._draft.source)
        for rule, comment in self._off.items():
            self.suppressions.append(Suppression(rule, comment.start, comment.end, Span(comment.end, end)))
        if self._opened is not None:
            self._add_passage(end)

    def named(self, name: str, file: str) -> str:
        """The id of the rule that a file beside the draft names; raises DraftError where there is none."""
        rule = self._id(name)
        if rule is None:
            raise DraftError(f"{file} names no rule: {self._unknown(name)}")
        return rule

    def _id(self, name: str) -> str | None:
        return name.upper() if name.upper().startswith(_FOREIGN) else self._names.get(name.lower())

    def _unknown(self, name: str) -> str:
        return _named(name, [*self._names.values(), *self._names])

    def _rule(self, comment: Comment, verb: str, name: str) -> None:
        rule = self._id(name)
        if rule is None:
            self._bad(comment, "unknown", self._unknown(name))
        elif verb == "off":
            self._off.setdefault(rule, comment)
        elif verb == "on":
            opened = self._off.pop(rule, None)
            if opened is None:
                self._bad(comment, "unused", rule)
            else:
                self.suppressions.append(Suppression(rule, opened.start, opened.end, Span(opened.end, comment.start)))
        else:
            self.suppressions.append(Suppression(rule, comment.start, comment.end, self._area(comment, verb)))

    def _area(self, comment: Comment, verb: str) -> Span:
        draft = self._draft
        if verb == "ignore-file":
            return Span(0, len(draft.source))
        first, last = draft.position(comment.start).line, draft.position(max(comment.start, comment.end - 1)).line
        lines = Span(draft.line_span(first).start, draft.line_span(last).end)
        if verb == "ignore" and draft.prose[lines.start : lines.end].strip():
            return lines
        for line in range(last + 1, draft.line_count + 1):
            span = draft.line_span(line)
            if draft.prose[span.start : span.end].strip():
                return span
        return Span(comment.end, comment.end)

    def _place(self, comment: Comment, verb: str) -> None:
        if verb == "passage" and self._opened is None and self.passages != ():
            self._opened = comment
        elif verb == "end" and self._opened is not None:
            self._add_passage(comment.start)
        elif verb == "no-passage" and self._opened is None and not self.passages:
            self.passages = ()
        else:
            self._bad(comment, "malformed", repr(verb))

    def _add_passage(self, end: int) -> None:
        assert self._opened is not None
        if self._draft.prose[self._opened.end : end].strip():
            self.passages = (*(self.passages or ()), Span(self._opened.end, end))
        else:
            self._bad(self._opened, "malformed", "'passage'")
        self._opened = None

    def _bad(self, comment: Comment, kind: str, detail: str) -> None:
        self.bad_directives.append(BadDirective(comment.start, comment.end, kind, detail))


def _named(word: str, known: Iterable[str]) -> str:
    """A word that is not known, with the nearest one that is."""
    hint = nearest(word, known).removeprefix("; ")
    return f"{word!r} ({hint})" if hint else repr(word)


def _lines(draft: Draft, beside: Beside) -> tuple[Span, ...] | None:
    if beside.lines is None:
        return None
    made = []
    for first, last in beside.lines:
        try:
            made.append(draft.stretch(first, last))
        except DraftError as error:
            raise DraftError(f"{beside.file} names {draft.counted_in}s {first}-{last}; {error}") from None
    return tuple(made)
