"""Ignores that ignore nothing, and comments that cannot be followed: found when all else has been said."""

from collections.abc import Iterator
from typing import Final

from ..draft import Span
from ..findings import Raised, Severity
from ..reading import Around
from ..rule import Rule
from ..text.sentences import words
from ._base import Options, in_documents

#: What a file beside the draft says has no place in the draft.
_BESIDE: Final = frozenset({"beside", "reasoned"})


class UnusedIgnoreOptions(Options):
    """Nothing to set."""


def run(rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on the comment, or on the first word for a file beside the draft; silent before suppression."""
    for bad in around.bad_directives:
        place = Span(bad.start, bad.end)
        if bad.kind in _BESIDE:
            place = next(iter(words(around.plain)), place)
        unused = bad.kind in (*_BESIDE, "unused")
        severity: Severity | None = None if unused else "error"
        # What is no rule's id is what the writer typed.
        slots = {"detail" if unused else "word": bad.detail} | ({"text": bad.reason} if bad.reason else {})
        yield Raised(place.start, place.end, "high", slots, severity, bad.kind)


CHECK = in_documents(
    run,
    UnusedIgnoreOptions,
    {"detail", "text", "word"},
    variants={"beside", "blanket", "colon", "malformed", "reasoned", "unknown", "unread", "unused"},
)
