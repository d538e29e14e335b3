"""One setback told in several places of a draft: what stands in one of them is not missing in the others."""

import re
from collections.abc import Iterator
from typing import Final

from ..extract import EXAMS, exams_named, tell
from ..findings import STORY
from ..reading import Around, Reading

#: In how many sentences a setback may be named without its story.
_NAMING: Final = 2
_FAILED: Final = re.compile(r"\bfail|\bnot pass", re.IGNORECASE)


def other_tellings(reading: Reading, around: Around) -> Iterator[Reading]:
    """The other passages about the same setback."""
    return (other for other in around.readings if other is not reading and _same_setback(reading, other))


def perhaps_tellings(reading: Reading, around: Around) -> Iterator[Reading]:
    """Other passages that may be about the same setback: all but those about exams with other names."""
    own = _exams(reading)
    for other in around.readings:
        if other is not reading and not (own and (named := _exams(other)) and own.isdisjoint(named)):
            yield other


def is_only_named(reading: Reading, around: Around) -> bool:
    """Whether a passage only names the setback that another passage of the draft tells: "I'll come back to that"."""
    return _is_bare(reading) and any(not _is_bare(other) for other in other_tellings(reading, around))


def _is_bare(reading: Reading) -> bool:
    return len(reading.sentences) <= _NAMING and not any(reading.has(move) for move in STORY)


def _same_setback(reading: Reading, other: Reading) -> bool:
    """Whether both tell of the same failed exams, or one of them comes back to what the other tells.

    Exams with different names are two stories, and so are two failures without a name, or a leave that is told at
    length beside a failed exam.
    """
    own, others = _exams(reading), _exams(other)
    if own and others:
        return own <= others or others <= own
    if own or others:
        return _is_bare(other if own else reading)
    return _is_bare(reading) or _is_bare(other) or not (_tells_failure(reading) and _tells_failure(other))


def _exams(reading: Reading) -> set[str]:
    """The exams that are told as failed or taken again, or named in the words of the setback."""
    events = tell(reading.plain, reading.span).events
    failed = {e.exam for e in events if (e.outcome == "failed" or e.retake) and e.exam in EXAMS}
    return failed | exams_named(reading.plain, [mark.span for mark in reading.clear("setback")])


def _tells_failure(reading: Reading) -> bool:
    return any(_FAILED.search(reading.text(mark.span)) for mark in reading.clear("setback"))
