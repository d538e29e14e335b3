"""Ignores that ignore nothing, and comments that cannot be followed: found when all else has been said."""

from collections.abc import Iterator

from ..draft import Span
from ..findings import Raised, Severity
from ..reading import Around
from ..rule import Rule
from ..text.sentences import words
from ._base import Options, in_documents


class UnusedIgnoreOptions(Options):
    """Nothing to set."""


def run(rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on the comment, or on the first word for a file beside the draft; silent before suppression."""
    for slip in around.slips:
        place = Span(slip.start, slip.end)
        if slip.kind == "beside":
            place = next(iter(words(around.plain)), place)
        severity: Severity | None = None if slip.kind in ("unused", "beside") else "error"
        # What is no rule's id is what the writer typed.
        slot = "detail" if slip.kind in ("unused", "beside") else "word"
        yield Raised(place.start, place.end, "high", {slot: slip.detail}, severity, slip.kind)


CHECK = in_documents(
    run,
    UnusedIgnoreOptions,
    {"detail", "word"},
    variants={"beside", "blanket", "colon", "malformed", "unknown", "unused"},
)
