"""One setback told in several places of a draft: what stands in one of them is not missing in the others."""

from typing import Final

from ..draft import Span
from ..extract import EXAMS, tell
from ..reading import Around, Reading

#: What tells the story of a setback, and in how many sentences it may be named without that.
_STORY: Final = ("context", "change", "evidence")
_NAMING: Final = 2


def is_told_elsewhere(move: str, reading: Reading, around: Around) -> bool:
    """Whether another passage about the same setback tells a move, or will be asked for it as the last of them."""
    others = [other for other in around.readings if other is not reading and _same_setback(reading, other)]
    return any(other.has(move) or other.span.start > reading.span.start for other in others)


def is_only_named(reading: Reading, around: Around) -> bool:
    """Whether a passage only names the setback that another passage of the draft tells: "I'll come back to that"."""
    return _is_bare(reading) and any(
        other is not reading and not _is_bare(other) and _same_setback(reading, other) for other in around.readings
    )


def _is_bare(reading: Reading) -> bool:
    return len(reading.sentences) <= _NAMING and not any(reading.has(move) for move in _STORY)


def _same_setback(reading: Reading, other: Reading) -> bool:
    """Whether both tell of the same failed exams; a bare one that names none may speak of any.

    A failed exam is one story, a leave that is told at length beside it another.
    """
    own, others = _failed(reading), _failed(other)
    if own and others:
        return own <= others or others <= own
    return own == others or _is_bare(reading if others else other)


def _failed(reading: Reading) -> set[str]:
    """The exams that are told as failed, or named in the words of the setback."""
    told = tell(reading.plain).within(reading.span)
    marks = [mark.span for mark in reading.clear("setback")]
    named = {m.exam for m in told.mentions if m.specific and any(Span(m.start, m.end).overlaps(mark) for mark in marks)}
    return named | {event.exam for event in told.events if event.outcome == "failed" and event.exam in EXAMS}
