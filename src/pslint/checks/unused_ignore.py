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
    for slip in around.slips:
        place = Span(slip.start, slip.end)
        if slip.kind in _BESIDE:
            place = next(iter(words(around.plain)), place)
        idle = slip.kind in (*_BESIDE, "unused")
        severity: Severity | None = None if idle else "error"
        # What is no rule's id is what the writer typed.
        slots = {"detail" if idle else "word": slip.detail} | ({"text": slip.reason} if slip.reason else {})
        yield Raised(place.start, place.end, "high", slots, severity, slip.kind)


CHECK = in_documents(
    run,
    UnusedIgnoreOptions,
    {"detail", "text", "word"},
    variants={"beside", "blanket", "colon", "malformed", "reasoned", "unknown", "unread", "unused"},
)
